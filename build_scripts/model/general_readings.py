"""Disputes about words that stand in many clauses, and what each reading changes in a step."""

from collections.abc import Callable
from typing import Any

from .timeline import TimelineStep

#: Kinds that count days or months from a day, so that this day may be counted itself.
_COUNTING = {"within_days", "working_days", "days_before", "months_after"}


def _starts_on_the_day(step: TimelineStep) -> dict[str, Any]:
    counts = step.kind in _COUNTING and not step.whole_months
    return {"first_day": "same"} if counts else {}


def _excluded(*wordings: str) -> Callable[[TimelineStep], dict[str, Any]]:
    return lambda step: {"edge": "excluded"} if step.wording in wordings else {}


#: What a general reading changes in a step; nothing where its words are not used.
GENERAL: dict[str, dict[str, Callable[[TimelineStep], dict[str, Any]]]] = {
    "G01-boundary-yishang": {"B": _excluded("within", "at_least")},
    "G02-boundary-qian": {"B": _excluded("before")},
    "G03-day-count": {"B": _starts_on_the_day},
}
