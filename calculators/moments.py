"""Dates that follow from answers: the day itself, the month after it, retirement.

A moment in a rule is the id of a date or month fact, or one of
``{"retirement": {"birth", "category", "law_of"}}`` and ``{"month_after": <moment>}``.
"""

from . import dates, parameters
from .context import Context
from .exact import merged
from .shapes import Json, Node


class Moment:
    """A day, or None with the facts that are missing; ``facts`` are all facts it rests on."""

    def __init__(self, day: int | None, facts: list[str], missing: list[str]) -> None:
        self.day = day
        self.facts = facts
        self.missing = missing


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
        if before.day is not None:
            before.day = dates.first_day(dates.month_of(before.day) + 1)
        return before
    return _retirement(ctx, node["retirement"])


def _retirement(ctx: Context, node: Node) -> Moment:
    """The day of statutory retirement under the law of the day ``law_of``.

    Until 2024-12-31 it is the birthday of the category's age. From 2025-01-01 it moves by one
    month for every so many months of birth after a first month, up to a limit; both come from
    the parameter ``cn.retirement_age``.
    """
    birth = moment(ctx, node["birth"])
    law = moment(ctx, node["law_of"])
    category = ctx.answers.value(node["category"])
    facts = merged(birth.facts, [node["category"]])
    missing = birth.missing + ([] if category is not None else [node["category"]]) + law.missing
    if birth.day is None or law.day is None or category is None:
        return Moment(None, facts, missing)
    row = parameters.row_at(ctx.rules["parameters"][node["parameter"]], law.day)
    if row is None:
        return Moment(None, facts, [node["parameter"]])
    rule = row["table"][category]
    months = 12 * rule["years"]
    first = rule.get("first_birth_month")
    if first is not None:
        late = dates.month_of(birth.day) - (dates.parse_month(first) or 0)
        if late >= 0:
            months += min(rule["max_months"], late // rule["birth_months_per_month"] + 1)
    return Moment(dates.add_months(birth.day, months), facts, [])
