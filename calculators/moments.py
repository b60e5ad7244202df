"""Dates that follow from answers: the day itself, the month after it, retirement.

A moment in a rule is the id of a date or month fact, or one of
``{"retirement": {"birth", "category", "sex", "law_of"}}``, ``{"month_after": <moment>}``,
``{"latest_of": [<moment>]}`` and ``{"shift": {"date": <moment>, "days", "months", "to"}}``.
"""

from . import dates, parameters
from .context import Context
from .exact import merged
from .shapes import Json, Node


class Moment:
    """A day, or None with the facts that are missing; ``facts`` are all facts it rests on.

    ``possible`` holds the days that it can still be, where they are few and known.
    """

    def __init__(
        self,
        day: int | None,
        facts: list[str],
        missing: list[str],
        possible: list[int] | None = None,
    ) -> None:
        self.day = day
        self.facts = facts
        self.missing = missing
        self.possible: list[int] = [day] if day is not None else possible or []


def moment(ctx: Context, node: Json) -> Moment:
    if isinstance(node, str):
        if node == "as_of":
            return Moment(ctx.as_of, [], [])
        value = ctx.answers.value(node)
        if value is not None and ctx.fact(node)["type"] == "month":
            value = dates.first_day(value)
        return Moment(value, [node], [] if value is not None else [node])
    if "month_after" in node:
        before = moment(ctx, node["month_after"])
        if before.day is None:
            return before
        return Moment(dates.first_day(dates.month_of(before.day) + 1), before.facts, [])
    if "latest_of" in node:
        return _latest(ctx, node["latest_of"])
    if "shift" in node:
        return _shift(ctx, node["shift"])
    return _retirement(ctx, node["retirement"])


def _shift(ctx: Context, node: Node) -> Moment:
    """Some days or months on, then the first or last day of that month or year."""
    start = moment(ctx, node["date"])
    days = [_shifted(day, node) for day in start.possible]
    return Moment(days[0] if start.day is not None else None, start.facts, start.missing, days)


def _shifted(day: int, node: Node) -> int:
    day = dates.add_months(day, node.get("months", 0)) + node.get("days", 0)
    to = node.get("to")
    if to is None:
        return day
    month = dates.month_of(day)
    if to == "year_start":
        month -= month % 12
    if to == "year_end":
        month += 11 - month % 12
    return dates.first_day(month) if to.endswith("start") else dates.last_day(month)


def _latest(ctx: Context, nodes: list[Json]) -> Moment:
    """The latest of several moments; open as long as one of them is."""
    facts: list[str] = []
    missing: list[str] = []
    days = []
    for node in nodes:
        part = moment(ctx, node)
        facts = merged(facts, part.facts)
        missing = merged(missing, part.missing)
        if part.day is not None:
            days.append(part.day)
    return Moment(None if missing else max(days), facts, missing)


def _retirement(ctx: Context, node: Node) -> Moment:
    """The day of statutory retirement under the law of the day ``law_of``.

    Until 2024-12-31 it is the birthday of the category's age. From 2025-01-01 it moves by one
    month for every so many months of birth after a first month, up to a limit; both come from
    the parameter ``cn.retirement_age``. While the category is open, every category of the sex
    is possible.
    """
    birth = moment(ctx, node["birth"])
    law = moment(ctx, node["law_of"])
    category = ctx.answers.value(node["category"])
    facts = merged(birth.facts, [node["category"]])
    if birth.day is None or law.day is None:
        return Moment(None, facts, merged(birth.missing, law.missing))
    row = parameters.row_at(ctx.rules["parameters"][node["parameter"]], law.day)
    if row is None:
        return Moment(None, facts, [node["parameter"]])
    if category is not None:
        return Moment(reached(birth.day, row["table"][category]), facts, [])
    sex = ctx.answers.value(node["sex"])
    days: list[int] = []
    for name in sorted(row["table"]):
        rule = row["table"][name]
        if sex is None or rule["sex"] == sex:
            days.append(reached(birth.day, rule))
    if len(days) == 1:
        return Moment(days[0], merged(birth.facts, [node["sex"]]), [])
    return Moment(None, facts, [node["category"]], days)


def reached(birth: int, rule: Node) -> int:
    """The day on which someone born on ``birth`` reaches the age of a category."""
    return dates.add_months(birth, 12 * rule["years"] + delay(birth, rule))


def delay(birth: int, rule: Node) -> int:
    """By how many months the age of a category is put off for someone born on ``birth``."""
    first = rule.get("first_birth_month")
    if first is None:
        return 0
    late = dates.month_of(birth) - (dates.parse_month(first) or 0)
    if late < 0:
        return 0
    months: int = min(rule["max_months"], late // rule["birth_months_per_month"] + 1)
    return months
