"""Benefits: who is entitled, to how much, for how long, with citations for everything."""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, model_validator

from .base import Citation, IsoDate, Record, Slug
from .facts import Name

#: ``region/name`` of a benefit.
BENEFIT_ID = r"^[a-z]+(?:/[a-z0-9]+(?:-[a-z0-9]+)*)$"


class RetirementMoment(Record):
    """法定退休日。"""

    birth: Name = Field(description="出生日期（事实编号）")
    category: Name = Field(description="原法定退休年龄（事实编号）")
    sex: Name = Field(description="性别（事实编号）：没有填原法定退休年龄时，缩小可能的范围")
    law_of: Name = Field(description="按哪一天的规定：日期的编号，或 as_of（计算日期）")
    parameter: str = Field(description="法定退休年龄参数的编号")


class Shift(Record):
    """某日前后若干日、月、年，或它所在月、年的头尾。"""

    date: "Name | Moment" = Field(description="从哪一天起")
    days: int | None = Field(default=None, description="加若干日，负数为往前")
    months: int | None = Field(default=None, description="加若干个月（没有对应日的，取月末）")
    to: Literal["month_start", "month_end", "year_start", "year_end"] | None = Field(
        default=None,
        description="再取 month_start 当月第一天；month_end 当月最后一天；year_start 当年第一天；"
        "year_end 当年最后一天",
    )


class Moment(Record):
    """由别的日期推出来的日期，几种写法选一种。"""

    month_after: Name | None = Field(default=None, description="某日的次月一日")
    latest_of: list[Name] | None = Field(default=None, description="几个日期（月份）中最晚的")
    shift: Shift | None = Field(default=None, description="某日前后的日子")
    retirement: RetirementMoment | None = Field(default=None, description="法定退休日")


#: A date: the id of a date or month fact, ``as_of``, or a derived one.
MomentRef = Name | Moment


class ByFact(Record):
    """随另一个事实而不同的数，如 女 40、男 50。"""

    by: Name = Field(description="看哪个事实（选一项的）")
    values: dict[str, int] = Field(description="各选项对应的数，每个选项都要写")


class LimitOf(Record):
    """随别的数而定的界限：参数或事实，可以再乘一个数。"""

    parameter: str | None = Field(default=None, description="参数编号")
    fact: Name | None = Field(default=None, description="事实编号")
    times: str | None = Field(default=None, description='再乘多少，如 "20%"；须在引文里')

    @model_validator(mode="after")
    def _one_source(self) -> "LimitOf":
        if (self.parameter is None) == (self.fact is None):
            raise ValueError("parameter 和 fact 要写一种、只能写一种")
        return self


Limit = int | str | ByFact | LimitOf


class Share(Record):
    """两个数相除，如 新招人数占职工总数的比例。"""

    of: Name = Field(description="分子（事实编号）")
    to: Name = Field(description="分母（事实编号）")


class Age(Record):
    """某人某日的周岁。"""

    of: Name = Field(description="出生日期（事实编号）")
    day: Name = Field(description="哪一天的年龄（事实编号）")


class WithinDays(Record):
    """某日起若干日内。"""

    after: MomentRef = Field(description="从哪一天起")
    days: int = Field(description="多少日")
    first_day: Literal["next", "same"] = Field(
        default="next", description="next 从次日起算（民法典第二百零一条）；same 当日算第一日"
    )


class LessThanMonthsBefore(Record):
    """距某日不足若干个月（正好若干个月不算不足）。"""

    date: MomentRef = Field(description="距哪一天")
    months: int = Field(description="多少个月")


class MonthsSince(Record):
    """从某日起满（不满、超过）若干个月，写一种。"""

    date: MomentRef = Field(description="从哪一天起")
    at_least: int | None = Field(default=None, description="满若干个月，含当日")
    more_than: int | None = Field(default=None, description="超过若干个月")
    at_most: int | None = Field(default=None, description="若干个月以内，含当日")
    less_than: int | None = Field(default=None, description="不满若干个月")

    @model_validator(mode="after")
    def _one_limit(self) -> "MonthsSince":
        if sum(1 for name in _LIMITS if getattr(self, name) is not None) != 1:
            raise ValueError(f"要写一种、只能写一种：{'、'.join(_LIMITS)}")
        return self

    @property
    def months(self) -> int:
        """The number of months, whichever limit it is."""
        limits = (self.at_least, self.more_than, self.at_most, self.less_than)
        return next(value for value in limits if value is not None)


class Yearly(Record):
    """每年的一段日子，含头尾。"""

    start: str = Field(pattern=r"^\d{2}-\d{2}$", description="从几月几日，如 03-01")
    end: str = Field(pattern=r"^\d{2}-\d{2}$", description="到几月几日，如 06-30")


_GROUPS = ("all", "any", "none", "at_least_of")
_SUBJECTS = ("fact", "ratio", "age", "date", "check")
_LIMITS = ("at_least", "more_than", "at_most", "less_than")
_CHOICE_TESTS = ("equals", "one_of", "includes_any", "includes_all")
_DATE_TESTS = (
    *("within_days", "less_than_months_before", "months_since", "yearly", "day_at_most"),
    *("on_or_after", "on_or_before"),
)


class Condition(Record):
    """一个条件：要么是一组条件（all、any、none、at_least_of），要么是一句话（看什么＋怎样比）。"""

    id: Name = Field(description="编号，本待遇内唯一")
    label: str = Field(description="条件，用平常话写")
    cite: Citation | None = Field(default=None, description="出处；一句话的条件必须写")

    all: list["Condition"] | None = Field(default=None, description="全部符合")
    any: list["Condition"] | None = Field(default=None, description="符合任一")
    none: list["Condition"] | None = Field(default=None, description="都不出现")
    at_least_of: list["Condition"] | None = Field(
        default=None, description="至少符合几项（项数写在 at_least）"
    )

    check: Literal["window"] | None = Field(
        default=None, description="window：没有问题可问，只能到窗口核验"
    )
    fact: Name | None = Field(default=None, description="看哪个事实")
    ratio: Share | None = Field(default=None, description="看两个数的比例")
    age: Age | None = Field(default=None, description="看年龄")
    date: MomentRef | None = Field(default=None, description="看哪个日期")

    equals: bool | str | None = Field(default=None, description="等于（是或否、选项）")
    one_of: list[str] | None = Field(default=None, description="是其中一项")
    includes_any: list[str] | None = Field(default=None, description="包含其中任一项")
    includes_all: list[str] | None = Field(default=None, description="包含其中每一项")
    at_least: Limit | None = Field(default=None, description="不少于；（at_least_of）至少几项")
    more_than: Limit | None = Field(default=None, description="多于")
    at_most: Limit | None = Field(default=None, description="不多于")
    less_than: Limit | None = Field(default=None, description="少于")
    start: IsoDate | None = Field(default=None, description="（日期）不早于哪一天")
    end: IsoDate | None = Field(default=None, description="（日期）不晚于哪一天")
    within_days: WithinDays | None = Field(default=None, description="（日期）在某日起若干日内")
    less_than_months_before: LessThanMonthsBefore | None = Field(
        default=None, description="（日期）距某日不足若干个月"
    )
    months_since: MonthsSince | None = Field(
        default=None, description="（日期）从某日起满或不满若干个月"
    )
    yearly: Yearly | None = Field(default=None, description="（日期）在每年的一段日子里")
    day_at_most: int | None = Field(default=None, description="（日期）不晚于当月几日")
    on_or_after: MomentRef | None = Field(default=None, description="（日期）不早于另一个日期")
    on_or_before: MomentRef | None = Field(default=None, description="（日期）不晚于另一个日期")
    window: str | None = Field(
        default=None, description="这是申请期限：写上名称，结果里会列出起止日"
    )

    @model_validator(mode="after")
    def _one_shape(self) -> "Condition":
        written = {name for name in type(self).model_fields if getattr(self, name) is not None}
        shapes = [name for name in (*_GROUPS, *_SUBJECTS) if name in written]
        if len(shapes) != 1:
            raise ValueError(
                "要写一种、只能写一种：all、any、none、at_least_of、fact、ratio、age、date、check"
            )
        shape = shapes[0]
        allowed = {
            "at_least_of": {"at_least"},
            "fact": {*_CHOICE_TESTS, *_LIMITS},
            "ratio": set(_LIMITS),
            "age": set(_LIMITS),
            "date": {"start", "end", *_DATE_TESTS, "window"},
        }.get(shape, set())
        extra = sorted(written - allowed - {"id", "label", "cite", shape})
        if extra:
            raise ValueError(f"{shape} 不能和 {'、'.join(extra)} 一起写")
        if shape in _SUBJECTS and self.cite is None:
            raise ValueError("条件要写出处（cite）")
        tests = written & (allowed - {"window"})
        if allowed and not tests:
            raise ValueError(f"{shape} 后面要写怎样比：{'、'.join(sorted(allowed - {'window'}))}")
        return self

    def walk(self) -> Iterator["Condition"]:
        """This condition and all below it."""
        yield self
        for name in _GROUPS:
            for child in getattr(self, name) or []:
                yield from child.walk()


class Operand(Record):
    """算式里的一个数：字面的数（须有出处）、参数、事实、前面的步骤或换算的常数，写一种。"""

    number: str | None = Field(default=None, description='数，如 "75%"、"1000"')
    constant: str | None = Field(
        default=None, description='换算用的常数，如 "12"（一年12个月）；政策里的数写 number'
    )
    parameter: str | None = Field(default=None, description="参数编号")
    day: MomentRef | None = Field(
        default=None, description="（参数）取哪一天的值；不写则取计算的那一天（逐月算的取当月）"
    )
    fact: Name | None = Field(default=None, description="事实编号")
    step: Name | None = Field(default=None, description="步骤编号")
    cite: Citation | None = Field(default=None, description="出处（number 必须写）")

    @model_validator(mode="after")
    def _one_source(self) -> "Operand":
        names = ("number", "constant", "parameter", "fact", "step")
        if sum(1 for name in names if getattr(self, name) is not None) != 1:
            raise ValueError(f"要写一种、只能写一种：{'、'.join(names)}")
        if self.number is not None and self.cite is None:
            raise ValueError("数（number）要写出处（cite）")
        if self.day is not None and self.parameter is None:
            raise ValueError("on 只和 parameter 一起写")
        return self


class Case(Operand):
    """一种情形下的数。"""

    when: Name = Field(description="条件编号：符合时用这个数")


class Tier(Operand):
    """一档。"""

    at_least: str | int | None = Field(
        default=None, description="不少于多少起属于这一档，到下一档为止"
    )
    more_than: str | int | None = Field(default=None, description="多于多少起属于这一档")

    @model_validator(mode="after")
    def _one_edge(self) -> "Tier":
        if (self.at_least is None) == (self.more_than is None):
            raise ValueError("at_least 和 more_than 要写一种、只能写一种")
        return self


class Tiers(Record):
    """按大小分档。"""

    of: Operand = Field(description="看哪个数")
    rows: list[Tier] = Field(min_length=1, description="各档，从小到大")


_MECHANISMS = (
    *("product", "sum", "difference", "quotient", "least_of", "greatest_of", "choose", "tiers"),
)


class Step(Record):
    """金额的一步。"""

    id: Name = Field(description="编号，本待遇内唯一")
    label: str = Field(description="这一步算什么")
    unit: Literal[
        "CNY", "CNY/month", "CNY/person", "CNY/person-month", "CNY/firm", "ratio", "number"
    ] = Field(description="单位")
    when: Condition | None = Field(default=None, description="符合时才有这一步，否则为零")
    product: list[Operand] | None = Field(default=None, description="相乘")
    sum: list[Operand] | None = Field(default=None, description="相加")
    difference: list[Operand] | None = Field(
        default=None, description="第一个数减去后面的数；不够减的得零"
    )
    quotient: list[Operand] | None = Field(default=None, description="第一个数除以第二个数")
    least_of: list[Operand] | None = Field(default=None, description="取最小")
    greatest_of: list[Operand] | None = Field(default=None, description="取最大")
    choose: list[Case] | None = Field(default=None, description="第一种符合的情形")
    tiers: Tiers | None = Field(default=None, description="分档")
    cap: Operand | None = Field(default=None, description="最高不超过")
    floor: Operand | None = Field(default=None, description="最低不少于")
    up_to: bool = Field(default=False, description="条文只写了上限（最高、不超过），可以更低")
    round: Literal["fen", "yuan", "whole_down"] | None = Field(
        default=None, description="取整：fen 四舍五入到分；yuan 到元；whole_down 舍去零头取整数"
    )
    cite: Citation | None = Field(default=None, description="出处")

    @model_validator(mode="after")
    def _one_mechanism(self) -> "Step":
        if sum(1 for name in _MECHANISMS if getattr(self, name) is not None) != 1:
            raise ValueError(f"要写一种、只能写一种：{'、'.join(_MECHANISMS)}")
        if self.unit.startswith("CNY") and self.round is None:
            raise ValueError("金额的步骤要写怎样取整（round）")
        return self


class Amount(Record):
    """金额：逐步算出。"""

    unit: Literal["CNY", "CNY/month", "CNY/person", "CNY/person-month", "CNY/firm"] = Field(
        description="单位"
    )
    result: Name = Field(description="最后一步的编号")
    steps: list[Step] = Field(min_length=1, description="各步")


class Term(Record):
    """一种情形下的期限：months（月数）或 until（到哪一天）；文件没有规定就都不写。"""

    id: Name = Field(description="编号，本待遇内唯一")
    label: str = Field(description="期限，用平常话写")
    when: Name = Field(description="条件编号：符合时用这个期限")
    months: int | None = Field(default=None, description="月数")
    months_of: Name | None = Field(
        default=None, description="月数看哪个事实（写了 months 的，不超过 months）"
    )
    up_to: bool = Field(default=False, description="月数是上限，可以更短")
    less: Name | None = Field(default=None, description="减去已享受的月数（事实编号）")
    last_month: str | None = Field(default=None, description="最晚到哪个月，如 2020-12")
    may_end_at: Moment | None = Field(
        default=None, description="文件没有写到这一天停不停：只算到这一天的月数作为下限"
    )
    until: Moment | None = Field(default=None, description="到哪一天")
    counted_from: MomentRef | None = Field(default=None, description="从哪一天所在的月数起")
    cite: Citation = Field(description="出处")


class FirstMonth(Record):
    """从哪个月起享受。"""

    id: Name = Field(description="编号，本待遇内唯一")
    moment: MomentRef = Field(description="日期或月份（事实编号），或由几个日期推出")
    cite: Citation = Field(description="出处")


class DurationRule(Record):
    """享受多久。"""

    first_month: FirstMonth | None = Field(default=None, description="从哪个月起；文件没有写就不写")
    choose: list[Term] = Field(min_length=1, description="第一种符合的情形")


class TotalRule(Record):
    """总额，两种写法选一种。"""

    each_month: Name | None = Field(default=None, description="逐月相加：每月金额的步骤编号")
    step: Name | None = Field(default=None, description="由哪一步算出")


class InForce(Record):
    """政策的施行期间（计算日期须在其中）。"""

    id: Name = Field(description="编号，一般写 in_force")
    label: str = Field(description="说明")
    start: IsoDate | None = Field(default=None, description="自何日起（含）")
    start_cite: Citation | None = Field(default=None, description="施行日的出处")
    end: IsoDate | None = Field(default=None, description="至何日止（含）")
    end_cite: Citation | None = Field(default=None, description="失效日的出处")

    @model_validator(mode="after")
    def _dates_are_cited(self) -> "InForce":
        if (self.start and not self.start_cite) or (self.end and not self.end_cite):
            raise ValueError("施行日和失效日都要写出处")
        return self


class Replacements(Record):
    """换上的节点。"""

    conditions: list[Condition] = Field(default=[], description="条件")
    steps: list[Step] = Field(default=[], description="金额的步骤")
    terms: list[Term] = Field(default=[], description="期限")
    first_month: FirstMonth | None = Field(default=None, description="起始月")
    in_force: InForce | None = Field(default=None, description="施行期间")

    def nodes(self) -> list[Record]:
        """Every node that takes the place of the one with its id."""
        single: list[Record] = [n for n in (self.first_month, self.in_force) if n is not None]
        return [*self.conditions, *self.steps, *self.terms, *single]


class Variant(Record):
    """换一种读法时，哪些节点换成什么（编号相同的换掉）。"""

    interpretation: str = Field(description="歧义编号，见 interpretations/")
    reading: str = Field(description="读法，如 B")
    replace: Replacements = Field(description="换上的节点")


class Unaffected(Record):
    """与本待遇有关、但换读法不影响结果的歧义。"""

    interpretation: str = Field(description="歧义编号")
    why: str = Field(description="为什么不影响")


class QuestionGroup(Record):
    """一组问题。"""

    title: str | None = Field(
        default=None, description="标题：写了就折叠起来，需要时展开；不写就直接列出"
    )
    facts: list[Name] = Field(min_length=1, description="事实编号，按提问的先后")


class Remark(Record):
    """给读者的提示。"""

    text: str = Field(description="提示")
    cite: Citation | None = Field(default=None, description="出处")
    when: Condition | None = Field(default=None, description="符合时才显示")


class ProcedureStep(Record):
    """办理的一步。"""

    actor: str = Field(description="谁办")
    text: str = Field(description="办什么、多久")
    cite: Citation = Field(description="出处")


class NotModelled(Record):
    """没有算进去的规定，以及原因。"""

    text: str = Field(description="什么规定，为什么不算")
    cite: Citation | None = Field(default=None, description="出处")


class Benefit(Record):
    """一项待遇：给谁、给多少、给多久、何时申请、怎样办、写在哪里。"""

    id: str = Field(pattern=BENEFIT_ID, description="编号：地区/名称，与文件位置相同")
    region: Slug = Field(description="地区编号，与所在文件夹相同")
    title: str = Field(description="名称")
    summary: str = Field(description="一两句话说明给谁、给什么")
    payee: Literal["person", "employer", "organisation", "school"] = Field(
        description="发给谁：person 个人；employer 用人单位；organisation 机构；school 学校"
    )
    documents: list[Slug] = Field(min_length=1, description="写在哪些文件里，主要的在前")
    topics: list[Slug] = Field(default=[], description="主题编号")
    audiences: list[Slug] = Field(default=[], description="对象编号")
    comparable_group: str | None = Field(default=None, description="可与外地比较的同类待遇的编号")
    rules: list[str] = Field(min_length=1, description="规则登记簿里的编号")
    extends: str | None = Field(
        default=None,
        description="上级的待遇编号：没有写的部分（施行期间、条件、金额、期限等）照上级的",
    )
    inherits: list[Name] = Field(
        default=[],
        description="自己写了条件时，还要照搬上级的哪些条件（编号），因为本地没有另行规定",
    )
    in_force: InForce | None = Field(default=None, description="施行期间；有上级的可以不写")
    conditions: Condition | None = Field(default=None, description="条件；有上级的可以不写")
    amount: Amount | None = Field(default=None, description="金额；文件没有规定就不写")
    duration: DurationRule | None = Field(default=None, description="期限；文件没有规定就不写")
    total: TotalRule | None = Field(default=None, description="总额")
    readings: list[Variant] = Field(default=[], description="换一种读法时的变化")
    unaffected: list[Unaffected] = Field(default=[], description="有关但不影响结果的歧义")
    questions: list[QuestionGroup] = Field(
        default=[],
        description="提问的先后和分组，最能决定结果的在前；没有列出的接在第一组后面",
    )
    materials: list[Remark] = Field(default=[], description="材料")
    procedure: list[ProcedureStep] = Field(default=[], description="办理程序")
    notes: list[Remark] = Field(default=[], description="提示")
    not_modelled: list[NotModelled] = Field(default=[], description="没有算进去的规定")

    @model_validator(mode="after")
    def _is_complete(self) -> "Benefit":
        if self.extends is None and (self.in_force is None or self.conditions is None):
            raise ValueError("要写施行期间（in_force）和条件（conditions），或写明上级（extends）")
        if self.inherits and (self.extends is None or self.conditions is None):
            raise ValueError("inherits 要和 extends、conditions 一起写")
        return self

    def all_conditions(self) -> Iterator[Condition]:
        """Every condition written anywhere in the benefit, replacements included."""
        for _, record in _records(self, ()):
            if isinstance(record, Condition):
                yield record


class WorkedCase(Record):
    """一个算例：请求和按条文推出的结果。"""

    id: Slug = Field(description="编号")
    title: str = Field(description="一句话说明，如 登记后第31日申请，逾期")
    like: Slug | None = Field(
        default=None, description="照哪个算例，只写不同的事实；null 表示不知道"
    )
    as_of: IsoDate = Field(description="计算日期")
    facts: dict[str, Any] = Field(default={}, description="事实")
    parameters: dict[str, str] = Field(default={}, description="读者自己填的标准")
    readings: dict[str, str] = Field(default={}, description="选用的读法")
    expect: dict[str, Any] = Field(min_length=1, description="应有的结果；没写的不核对")
    why: str = Field(min_length=1, description="怎样由条文得出，写出算式")
    example: bool = Field(default=False, description="true：在待遇页上作为例子")


class BenefitCases(Record):
    """一项待遇的算例：与待遇文件同名的 .cases.yml。"""

    benefit: str = Field(pattern=BENEFIT_ID, description="待遇编号")
    cases: list[WorkedCase] = Field(min_length=1, description="算例")

    def request(self, case: WorkedCase) -> dict[str, Any]:
        """The evaluate request of a case, with what it takes over from others.

        :raises KeyError: a case that ``like`` names does not exist.
        """
        by_id = {case.id: case for case in self.cases}
        facts: dict[str, Any] = {}
        chain = [case]
        while chain[-1].like is not None:
            chain.append(by_id[chain[-1].like])
        for link in reversed(chain):
            facts.update(link.facts)
        request: dict[str, Any] = {
            "as_of": case.as_of,
            "benefits": [self.benefit],
            "facts": {name: value for name, value in facts.items() if value is not None},
        }
        if case.parameters:
            request["parameters"] = case.parameters
        if case.readings:
            request["readings"] = case.readings
        return request


def _records(
    value: object, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Record]]:
    if isinstance(value, Record):
        yield path, value
        for name in type(value).model_fields:
            yield from _records(getattr(value, name), (*path, name))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _records(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _records(item, (*path, key))


def records_in(record: Record) -> Iterator[tuple[tuple[str | int, ...], Record]]:
    """A record and all records inside it, each with its path from the outermost one."""
    return _records(record, ())
