"""Working days as the State Council arranged them, for the years that are published.

The rules hold, for every such year, the weekdays that are off and the weekend days that are
worked, as ``MMDD`` in one text each; all other days follow the week.
"""

from . import dates
from .shapes import Node


def is_working(calendar: Node, day: int) -> bool | None:
    """Whether ``day`` is worked; None in years without a published arrangement."""
    year, month, number = dates.civil(day)
    arranged = calendar["years"].get(str(year))
    if arranged is None:
        return None
    written = f"{month:02d}{number:02d}"
    if (day - 1) % 7 >= 5:
        return written in arranged["on"].split(" ")
    return written not in arranged["off"].split(" ")


def nth_after(calendar: Node, day: int, count: int) -> int | None:
    """The ``count``-th working day after ``day``; None where the arrangement is not published."""
    while count > 0:
        day += 1
        working = is_working(calendar, day)
        if working is None:
            return None
        if working:
            count -= 1
    return day


def before(calendar: Node, day: int) -> int | None:
    """The last working day before ``day``."""
    working: bool | None = False
    while not working:
        day -= 1
        working = is_working(calendar, day)
        if working is None:
            return None
    return day
