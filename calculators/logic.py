"""Truth values and how they combine.

Besides yes and no there are two kinds of not knowing: OPEN, a question the reader can still
answer, and WINDOW, something that only the agency's counter can confirm. OPEN outranks WINDOW:
as long as the reader can answer more, the answer is not final.
"""

YES = "yes"
NO = "no"
OPEN = "open"
WINDOW = "window"


def negate(truth: str) -> str:
    if truth == YES:
        return NO
    return YES if truth == NO else truth


def at_least(count: int, truths: list[str]) -> str:
    """Whether at least ``count`` of the statements hold, in whatever order they come."""
    if truths.count(YES) >= count:
        return YES
    if len(truths) - truths.count(NO) < count:
        return NO
    return OPEN if OPEN in truths else WINDOW


def every(truths: list[str]) -> str:
    return at_least(len(truths), truths)


def some(truths: list[str]) -> str:
    return at_least(1, truths)
