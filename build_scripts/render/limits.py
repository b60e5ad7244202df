"""The limit of one step of a procedure in words."""

from collections.abc import Mapping

from build_scripts.model.benefit import Moment, MomentRef, Shift
from build_scripts.model.policy import PolicyDocument
from build_scripts.model.timeline import TimelineStep

from .dates import chinese_date

_SHIFTED_TO = {
    "month_start": "当月第一天",
    "month_end": "当月最后一天",
    "year_start": "当年第一天",
    "year_end": "当年最后一天",
}
_YEARS = {-1: "的上一年", 0: "所在的那一年", 1: "的次年"}


class LimitWords:
    """Limits of the steps of one procedure.

    :param facts: id of a date or other answer → how it is called.
    :param steps: id of a step → how it is called.
    """

    def __init__(
        self,
        facts: Mapping[str, str],
        steps: Mapping[str, str],
        policies: Mapping[str, PolicyDocument],
    ) -> None:
        self._facts = facts
        self._steps = steps
        self._policies = policies

    def of(self, step: TimelineStep) -> str:
        """What the text allows, such as 自“申请”起 3 个工作日内."""
        words: str = getattr(self, f"_{step.kind}")(step)
        if step.not_before is not None:
            words += f"，起算日不早于 {chinese_date(step.not_before)}"
        if step.not_after is not None:
            words += f"，最晚不过 {chinese_date(step.not_after.date)}"
        if step.not_after_step is not None:
            words += f"，最晚不过“{self._steps[step.not_after_step]}”"
        return words

    def moment(self, ref: MomentRef) -> str:
        """A day that follows from answers."""
        if isinstance(ref, str):
            return "计算日期" if ref == "as_of" else self._facts[ref]
        if isinstance(ref, Moment):
            if ref.month_after is not None:
                return f"{self.moment(ref.month_after)}的下一个月1日"
            if ref.latest_of is not None:
                return f"{'、'.join(map(self.moment, ref.latest_of))}中最晚的一天"
            if ref.shift is not None:
                return self._shifted(ref.shift)
        return "法定退休日"

    def _shifted(self, shift: Shift) -> str:
        words = self.moment(shift.date)
        for count, unit in ((shift.months, "个月"), (shift.days, "日")):
            if count:
                words += f"{'往后' if count > 0 else '往前'} {abs(count)} {unit}"
        return words + (f"的{_SHIFTED_TO[shift.to]}" if shift.to else "")

    def _day(self, step: TimelineStep, date: str) -> str:
        """A date of a step; ``issued`` stands for the day its document was signed."""
        if date == "issued" and step.cite is not None:
            return f"{chinese_date(self._policies[step.cite.document].issued)}（文件落款日期）"
        return chinese_date(date)

    def _counted_from(self, step: TimelineStep) -> str:
        """The day a step counts from, without 自…起; empty when it has none."""
        if step.after is not None:
            return self.moment(step.after)
        if step.after_step is not None:
            return f"“{self._steps[step.after_step]}”"
        return self._day(step, step.start) if step.start is not None else ""

    def _since(self, step: TimelineStep) -> str:
        start = self._counted_from(step)
        return f"自{start}起 " if start else ""

    def _within_days(self, step: TimelineStep) -> str:
        counted = "（按工作日数）" if step.count == "working" else ""
        return self._since(step) + _days(step, "日") + counted

    def _working_days(self, step: TimelineStep) -> str:
        return self._since(step) + _days(step, "个工作日")

    def _by_day_of_month(self, step: TimelineStep) -> str:
        words = f"每月 {step.day} 日前"
        start = self._counted_from(step)
        if start:
            words += f"，从{start}起算的第一个 {step.day} 日"
        if step.or_as_of:
            words += "；这个日子推不出时，取计算日期以后的第一个"
        return words

    def _by_day_next_month(self, step: TimelineStep) -> str:
        return f"{self._counted_from(step)}的次月 {step.day} 日前"

    def _first_n_working_days_next_month(self, step: TimelineStep) -> str:
        return f"{self._counted_from(step)}的次月，头 {step.days} 个工作日内"

    def _yearly_window(self, step: TimelineStep) -> str:
        year = "每年"
        if step.year_of is not None:
            later = step.years_later
            after = _YEARS.get(later) or f"往{'后' if later > 0 else '前'} {abs(later)} 年"
            year = self.moment(step.year_of) + after
        if step.first is None:
            return f"{year} {_month_day(step.last)}前"
        return f"{year} {_month_day(step.first)}至 {_month_day(step.last)}"

    def _fixed_date(self, step: TimelineStep) -> str:
        day = self._day(step, step.date or "")
        return f"自 {day}起" if step.bound == "earliest" else day

    def _months_after(self, step: TimelineStep) -> str:
        start = self._since(step)
        words = {"earliest": "满 ", "at_least": "至少 "}.get(step.bound, "") + _months(step.months)
        if step.less is not None:
            words += f"，减去{self._facts[step.less]}"
        return start + words

    def _validity(self, step: TimelineStep) -> str:
        start = self._since(step)
        if step.months is not None:
            return start + _months(step.months)
        return f"{start}到 {chinese_date(step.end or '')}"

    def _months_before(self, step: TimelineStep) -> str:
        return f"{self._counted_from(step)}以前 {_months(step.months)}"

    def _days_before(self, step: TimelineStep) -> str:
        return f"{self._counted_from(step)}以前 {step.days} 日"

    def _minutes(self, step: TimelineStep) -> str:
        return f"{self._since(step)}{step.minutes} 分钟内"

    def _percent_of_limit(self, step: TimelineStep) -> str:
        limit = f"{step.limit_days} 个工作日"
        if step.limit is not None:
            limit = self._facts[step.limit]
        if step.percent == 100:
            return f"{self._since(step)}{limit}内"
        rest = "零头算一个工作日" if step.rounding == "up" else "舍去零头，最少一个工作日"
        return f"{self._since(step)}{limit}的 {step.percent}% 以内（{rest}）"

    def _age_reached(self, step: TimelineStep) -> str:
        if step.retirement is not None:
            return "到法定退休日"
        of = self.moment(step.after or "")
        return f"按{of}，满 {step.years} 周岁" + ("的那一整年" if step.whole_year else "")

    def _date_rule(self, step: TimelineStep) -> str:
        written = "只写到月的，" if step.only_month else ""
        return f"{written}按条文认定{self._counted_from(step)}"

    def _event_month(self, step: TimelineStep) -> str:
        later = f"往后 {step.months_later} 个月的那个月" if step.months_later else "所在的月份"
        return self._counted_from(step) + later

    def _same_day(self, step: TimelineStep) -> str:
        return f"{self._counted_from(step)}当天"

    def _unspecified(self, step: TimelineStep) -> str:
        return "文件没有写期限"


def _days(step: TimelineStep, unit: str) -> str:
    if step.bound == "at_least":
        return f"至少 {step.days} {unit}"
    return f"{step.days} {unit}内"


def _month_day(text: str | None) -> str:
    month, _, day = (text or "").partition("-")
    return f"{int(month)}月{int(day)}日"


def _months(count: int | None) -> str:
    months = count or 0
    years = f"（{months // 12} 年）" if months >= 12 and months % 12 == 0 else ""
    return f"{months} 个月{years}"
