"""Timelines: the steps of a procedure and when each is due, with a citation for every one."""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, model_validator

from .base import Citation, IsoDate, Record, Slug
from .benefit import BENEFIT_ID, Condition, MomentRef, Remark, RetirementMoment, Unaffected
from .facts import Name

StepKind = Literal[
    "within_days",
    "working_days",
    "by_day_of_month",
    "by_day_next_month",
    "first_n_working_days_next_month",
    "yearly_window",
    "fixed_date",
    "months_after",
    "validity",
    "months_before",
    "days_before",
    "minutes",
    "percent_of_limit",
    "age_reached",
    "date_rule",
    "event_month",
    "same_day",
    "unspecified",
]

#: Kinds of steps in plain Chinese, for editors and for readers.
STEP_KINDS: dict[str, str] = {
    "within_days": "若干日内",
    "working_days": "若干个工作日内",
    "by_day_of_month": "每月某日前",
    "by_day_next_month": "次月某日前",
    "first_n_working_days_next_month": "次月头若干个工作日内",
    "yearly_window": "每年的一段日子或某日前",
    "fixed_date": "固定的日期",
    "months_after": "若干个月（年）",
    "validity": "有效期、期间",
    "months_before": "某日以前若干个月",
    "days_before": "某日以前若干日",
    "minutes": "若干分钟",
    "percent_of_limit": "规定时限的一部分",
    "age_reached": "到某个年龄，或到法定退休",
    "date_rule": "怎样认定一个日期",
    "event_month": "某件事所在的月份",
    "same_day": "当日",
    "unspecified": "文件没有写数字",
}

_DAY = r"^\d{2}-\d{2}$"
_COUNTED = {"after", "after_step", "start", "not_before"}

#: The fields each kind must have, and those it may have, besides the common ones.
_FIELDS: dict[str, tuple[set[str], set[str]]] = {
    "within_days": ({"days"}, {*_COUNTED, "count"}),
    "working_days": ({"days"}, _COUNTED),
    "by_day_of_month": ({"day"}, {*_COUNTED, "or_as_of"}),
    "by_day_next_month": ({"day"}, _COUNTED),
    "first_n_working_days_next_month": ({"days"}, _COUNTED),
    "yearly_window": ({"last"}, {"first", "year_of", "years_later"}),
    "fixed_date": ({"date"}, set()),
    "months_after": (
        {"months"},
        {*_COUNTED, "less", "whole_months", "then", "not_after", "not_after_step"},
    ),
    "validity": (set(), {"start", "after", "end", "months", "first_day"}),
    "months_before": ({"months"}, _COUNTED),
    "days_before": ({"days"}, _COUNTED),
    "minutes": ({"minutes"}, _COUNTED),
    "percent_of_limit": ({"percent"}, {*_COUNTED, "limit", "limit_days", "limit_cite", "rounding"}),
    "age_reached": (set(), {"after", "years", "whole_year", "retirement"}),
    "date_rule": (set(), {*_COUNTED, "only_month"}),
    "event_month": (set(), {*_COUNTED, "months_later"}),
    "same_day": (set(), _COUNTED),
    "unspecified": (set(), _COUNTED),
}
_COMMON = {"id", "label", "actor", "kind", "bound", "wording", "when", "cite"}
#: Kinds that are nothing without a day to count from.
_FROM_SOMEWHERE = set(_FIELDS) - {
    *("by_day_of_month", "yearly_window", "fixed_date", "validity", "unspecified"),
}


class NotAfter(Record):
    """最晚不过哪一天。"""

    date: IsoDate = Field(description="日期")
    cite: Citation = Field(description="出处")


class TimelineStep(Record):
    """办理的一步：谁、什么时候以前做什么。"""

    id: Name = Field(description="编号，本流程内唯一；是对外接口的一部分，不改")
    label: str = Field(description="这一步是什么，用平常话写")
    actor: str = Field(description="谁办")
    kind: StepKind = Field(
        description="期限的种类：" + "；".join(f"{key} {text}" for key, text in STEP_KINDS.items())
    )
    bound: Literal["latest", "earliest", "at_least"] = Field(
        default="latest", description="latest 最迟；earliest 最早；at_least 至少到这一天"
    )
    wording: Literal["before", "within", "at_least"] | None = Field(
        default=None,
        description="原文的用词，决定套用哪一种通用歧义：before 某日前；within 以内；at_least 以上",
    )
    when: Condition | None = Field(default=None, description="符合时才有这一步")
    cite: Citation | None = Field(
        default=None, description="出处；只有法定退休日可以不写（依据在参数里）"
    )

    after: MomentRef | None = Field(
        default=None, description="从哪一天起算（事实编号，或由别的日期推出）"
    )
    after_step: Name | None = Field(default=None, description="从哪一步的日期起算（在它前面的）")
    start: IsoDate | Literal["issued"] | None = Field(
        default=None, description="从哪一天起；issued：所引文件的落款日期"
    )
    or_as_of: bool = Field(default=False, description="那一步算不出时，从计算日期起找")
    not_before: IsoDate | None = Field(default=None, description="起算日不早于哪一天")
    not_after: NotAfter | None = Field(default=None, description="最晚不过哪一天")
    not_after_step: Name | None = Field(default=None, description="最晚不过哪一步的日期")

    days: int | None = Field(default=None, gt=0, description="日数、工作日数")
    count: Literal["working"] | None = Field(default=None, description="working：“日”按工作日数")
    day: int | None = Field(default=None, ge=1, le=28, description="每月几日")
    first: str | None = Field(default=None, pattern=_DAY, description="每年从几月几日，如 11-01")
    last: str | None = Field(default=None, pattern=_DAY, description="每年到几月几日，如 12-31")
    year_of: MomentRef | None = Field(
        default=None, description="哪一天所在的年；不写就是计算日期以后的下一次"
    )
    years_later: int = Field(default=0, description="那一年往后几年，负数为往前")
    date: IsoDate | Literal["issued"] | None = Field(
        default=None, description="日期；issued：所引文件的落款日期"
    )
    months: int | None = Field(default=None, gt=0, description="月数（1年写12）")
    less: Name | None = Field(default=None, description="减去多少个月（事实编号）")
    whole_months: bool = Field(default=False, description="按整月，从当月数起，到月末")
    then: Literal["next_month"] | None = Field(
        default=None, description="next_month：满月数以后的那个月一日"
    )
    first_day: Literal["same"] | None = Field(
        default=None, description="same：起算当日算第一日；不写从次日数起"
    )
    end: IsoDate | None = Field(default=None, description="到哪一天（含）")
    minutes: int | None = Field(default=None, description="分钟数")
    percent: int | None = Field(default=None, ge=1, le=100, description="规定时限的百分之几")
    limit: Name | None = Field(default=None, description="规定时限的工作日数（事实编号）")
    limit_days: int | None = Field(default=None, description="规定时限的工作日数")
    limit_cite: Citation | None = Field(default=None, description="规定时限的出处")
    rounding: Literal["up"] | None = Field(
        default=None, description="up：零头进一；不写就舍去，最少一个工作日"
    )
    years: int | None = Field(default=None, description="周岁")
    whole_year: bool = Field(default=False, description="这一周岁整年都算，到下一个生日")
    retirement: RetirementMoment | None = Field(default=None, description="法定退休日")
    only_month: bool = Field(default=False, description="起算日只到月、未到日时才有这一步")
    months_later: int = Field(default=0, description="那个月往后几个月")

    @model_validator(mode="after")
    def _fields_fit_kind(self) -> "TimelineStep":
        written = {
            name
            for name, field in type(self).model_fields.items()
            if getattr(self, name) != field.default
        } - _COMMON
        required, optional = _FIELDS[self.kind]
        missing = sorted(required - written)
        if missing:
            raise ValueError(f"{self.kind} 要写 {'、'.join(missing)}")
        extra = sorted(written - required - optional)
        if extra:
            raise ValueError(f"{self.kind} 不能和 {'、'.join(extra)} 一起写")
        origins = written & {"after", "after_step", "start"}
        if len(origins) > 1:
            raise ValueError(f"{'、'.join(sorted(origins))} 只能写一种")
        if self.kind == "age_reached":
            if (self.retirement is None) == (self.years is None):
                raise ValueError("years 和 retirement 要写一种、只能写一种")
            origins = written & {"after", "retirement"}
        if self.kind in _FROM_SOMEWHERE and not origins:
            raise ValueError(f"{self.kind} 要写从哪一天起（after、after_step 或 start）")
        return self

    @model_validator(mode="after")
    def _numbers_are_complete(self) -> "TimelineStep":
        if self.kind == "validity" and (self.end is None) == (self.months is None):
            raise ValueError("end 和 months 要写一种、只能写一种")
        if self.kind == "percent_of_limit":
            if (self.limit is None) == (self.limit_days is None):
                raise ValueError("limit 和 limit_days 要写一种、只能写一种")
            if (self.limit_days is None) != (self.limit_cite is None):
                raise ValueError("limit_days 要写出处（limit_cite）")
        if self.cite is None and self.retirement is None:
            raise ValueError("要写出处（cite）")
        return self


class TimelineVariant(Record):
    """换一种读法时，哪些步骤换成什么（编号相同的换掉，新的编号加在后面）。"""

    interpretation: str = Field(description="歧义编号，见 interpretations/")
    reading: str = Field(description="读法，如 B")
    steps: list[TimelineStep] = Field(min_length=1, description="换上的步骤")


class OwnDate(Record):
    """只有这个流程用到的日期，不在问卷里。"""

    id: Name = Field(description="编号，不能与事实的编号相同")
    label: str = Field(description="简称")
    question: str = Field(description="用平常话写的问题")
    type: Literal["date", "month"] = Field(description="date 日期；month 月份")


class Timeline(Record):
    """一个流程的各步期限：每一步谁办、从哪天起、到哪天。"""

    id: str = Field(pattern=BENEFIT_ID, description="编号：地区/名称，与文件位置相同")
    region: Slug = Field(description="地区编号，与所在文件夹相同")
    title: str = Field(description="名称")
    documents: list[Slug] = Field(default=[], description="写在哪些文件里，主要的在前")
    rules: list[str] = Field(min_length=1, description="规则登记簿里的编号")
    benefits: list[str] = Field(default=[], description="与哪些待遇有关")
    dates: list[OwnDate] = Field(default=[], description="只有这个流程用到的日期")
    steps: list[TimelineStep] = Field(min_length=1, description="各步，按先后")
    readings: list[TimelineVariant] = Field(default=[], description="换一种读法时的变化")
    general: list[str] = Field(
        default=[],
        description="通用的歧义（编号）：“前”“以内、以上”“从哪天数起”，按各步的写法自动套用",
    )
    unaffected: list[Unaffected] = Field(default=[], description="有关但不改变日期的歧义")
    notes: list[Remark] = Field(default=[], description="提示")

    def interpretations(self) -> list[str]:
        """Every disputed clause, each once; the parts of a question bring the whole of it."""
        named = [variant.interpretation for variant in self.readings]
        named += self.general + [item.interpretation for item in self.unaffected]
        whole = [name.partition(".")[0] for name in named]
        return sorted({*named, *whole})

    def all_steps(self) -> Iterator[tuple[tuple[str | int, ...], TimelineStep]]:
        """Every step that is written, replacements included, with its path."""
        for index, step in enumerate(self.steps):
            yield ("steps", index), step
        for number, variant in enumerate(self.readings):
            for index, step in enumerate(variant.steps):
                yield ("readings", number, "steps", index), step


class ExpectedSteps(Record):
    """应有的结果；没写的不核对。"""

    steps: dict[str, str | None] = Field(
        default={}, description="各步的日期；null：没有日期（没写期限、缺日期或推不出）"
    )
    status: dict[str, str] = Field(default={}, description="各步的状态")
    starts: dict[str, str | None] = Field(default={}, description="各步从哪天起")
    due_if_extended: dict[str, str | None] = Field(
        default={}, description="遇休息日顺延到哪天；null：不顺延"
    )
    missing: dict[str, list[str]] = Field(default={}, description="各步还缺的事实")
    possible: dict[str, list[str]] = Field(default={}, description="各步还可能是哪几天")
    left_out: list[str] = Field(default=[], description="不适用、没有列出的步骤")
    interpretations: list[str] = Field(default=[], description="结果里要列出的歧义")
    warnings: int | None = Field(default=None, description="提示的条数")
    readings: dict[str, dict[str, "ExpectedSteps"]] = Field(
        default={}, description="换一种读法时不同的结果"
    )


class TimelineCase(Record):
    """一个算例：日期和按条文推出的结果。"""

    id: Slug = Field(description="编号")
    title: str = Field(description="一句话说明，如 国庆前受理，工作日跨过长假")
    as_of: IsoDate = Field(description="计算日期")
    dates: dict[str, Any] = Field(default={}, description="日期")
    facts: dict[str, Any] = Field(default={}, description="其他事实")
    readings: dict[str, str] = Field(default={}, description="选用的读法")
    expect: ExpectedSteps = Field(description="应有的结果")
    why: str = Field(min_length=1, description="怎样由条文得出，写出算式")
    example: bool = Field(default=False, description="true：在页面上作为例子")


class TimelineCases(Record):
    """一个流程的算例：与流程文件同名的 .cases.yml。"""

    timeline: str = Field(pattern=BENEFIT_ID, description="流程编号")
    cases: list[TimelineCase] = Field(min_length=1, description="算例")

    def request(self, case: TimelineCase) -> dict[str, Any]:
        """The timeline request of a case."""
        request: dict[str, Any] = {"timeline": self.timeline, "as_of": case.as_of}
        for name in ("dates", "facts", "readings"):
            value = getattr(case, name)
            if value:
                request[name] = value
        return request
