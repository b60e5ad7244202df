"""Verdict, amount, total and duration of one benefit: what every call is made of."""

from . import dates
from .amounts import Calculation, bounds
from .conditions import judge, missing_facts
from .context import Context
from .durations import Duration, duration, total_of
from .durations import published as published_duration
from .logic import NO, OPEN, YES
from .shapes import Node

#: Verdicts of who gets nothing: there is no amount and no duration.
REFUSED = ("not_in_force", "ineligible")


def verdict_of(ctx: Context) -> str:
    if not ctx.is_in_force():
        return "not_in_force"
    truth = judge(ctx, ctx.benefit["conditions"]).truth
    if truth == YES:
        return "eligible"
    if truth == NO:
        return "ineligible"
    return "needs_info" if truth == OPEN else "provisional"


class Outcome:
    """Verdict, amount, total and duration of one case, and what each still lacks.

    ``base`` is the outcome of the same case under other readings (``ctx.base``): what the readings
    do not reach is taken from it.
    """

    def __init__(self, ctx: Context, base: "Outcome | None" = None) -> None:
        self.verdict = verdict_of(ctx)
        self.calculation: Calculation | None = None
        self.duration: Duration | None = None
        self.compact: Node = {
            "verdict": self.verdict,
            "amount": None,
            "total": None,
            "duration": None,
        }
        self.missing: dict[str, list[str]] = {
            "verdict": [],
            "amount": [],
            "total": [],
            "duration": [],
        }
        if self.verdict in REFUSED:
            return
        if base is not None and base.verdict in REFUSED:
            base = None
        self.missing["verdict"] = missing_facts(judge(ctx, ctx.benefit["conditions"]))
        self._amount(ctx, base)
        self._duration_and_total(ctx, base)

    def _amount(self, ctx: Context, base: "Outcome | None") -> None:
        rule = ctx.benefit.get("amount")
        if rule is None:
            return
        # As long as a local standard decides whether there is anything, no amount is named.
        named = not [name for name in self.missing["verdict"] if name in ctx.rules["parameters"]]
        if base is not None and ctx.stands("benefit.amount"):
            self.calculation = base.calculation
        if self.calculation is None:
            # A monthly value that changes inside a month applies from the next one.
            monthly = rule["unit"].endswith("month")
            day = dates.first_day(dates.month_of(ctx.as_of)) if monthly else ctx.as_of
            self.calculation = Calculation(ctx, day, None if base is None else base.calculation)
        quantity = self.calculation.step(rule["result"]).quantity
        shown = bounds(quantity, rule["unit"]) if named else None
        if shown is not None:
            shown["estimated"] = quantity.estimated
        self.compact["amount"] = shown
        self.missing["amount"] = quantity.missing

    def _duration_and_total(self, ctx: Context, base: "Outcome | None") -> None:
        if base is not None and ctx.stands("benefit.duration"):
            found = base.duration
            self._take(base, "duration")
        else:
            found = duration(ctx)
            if found is not None:
                self.compact["duration"] = published_duration(found)
                self.missing["duration"] = found.missing
        self.duration = found
        if base is not None and ctx.stands("benefit.total"):
            self._take(base, "total")
        else:
            self.compact["total"], self.missing["total"] = total_of(ctx, found)

    def _take(self, base: "Outcome", part: str) -> None:
        self.compact[part] = base.compact[part]
        self.missing[part] = base.missing[part]
