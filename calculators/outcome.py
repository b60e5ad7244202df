"""Verdict, amount, total and duration of one benefit: what every call is made of."""

from . import dates
from .amounts import Calculation, bounds
from .conditions import judge, missing_facts
from .context import Context
from .durations import duration, total_of
from .durations import published as published_duration
from .logic import NO, OPEN, YES
from .shapes import Node


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
    """Verdict, amount, total and duration of one case, and what each still lacks."""

    def __init__(self, ctx: Context) -> None:
        self.verdict = verdict_of(ctx)
        self.calculation: Calculation | None = None
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
        if self.verdict in ("not_in_force", "ineligible"):
            return
        self.missing["verdict"] = missing_facts(judge(ctx, ctx.benefit["conditions"]))
        rule = ctx.benefit.get("amount")
        if rule is not None:
            # A monthly value that changes inside a month applies from the next one.
            monthly = rule["unit"].endswith("month")
            day = dates.first_day(dates.month_of(ctx.as_of)) if monthly else ctx.as_of
            self.calculation = Calculation(ctx, day)
            quantity = self.calculation.step(rule["result"]).quantity
            shown = bounds(quantity, rule["unit"])
            # As long as a local standard decides whether there is anything, no amount is named.
            if [name for name in self.missing["verdict"] if name in ctx.rules["parameters"]]:
                shown = None
            if shown is not None:
                shown["estimated"] = quantity.estimated
            self.compact["amount"] = shown
            self.missing["amount"] = quantity.missing
        found = duration(ctx)
        if found is not None:
            self.compact["duration"] = published_duration(found)
            self.missing["duration"] = found.missing
        self.compact["total"], self.missing["total"] = total_of(ctx, found)
