"""The working days of every published year as compact data, from the package chinesecalendar."""

from datetime import date, timedelta
from typing import Any

from chinese_calendar import is_workday
from chinese_calendar.constants import holidays


def compile_working_days() -> dict[str, Any]:
    """``{"first", "last", "years": {"2020": {"off": "0101 0124 …", "on": "0119 …"}}}``.

    ``off`` are the weekdays of a year that are not worked, ``on`` the days of its weekends that
    are; ``first`` and ``last`` are the years the package knows.
    """
    known = [day.year for day in holidays]
    first, last = min(known), max(known)
    return {
        "first": first,
        "last": last,
        "years": {str(year): _exceptions(year) for year in range(first, last + 1)},
    }


def _exceptions(year: int) -> dict[str, str]:
    exceptions: dict[str, list[str]] = {"off": [], "on": []}
    day = date(year, 1, 1)
    while day.year == year:
        is_weekday = day.weekday() < 5
        if is_workday(day) != is_weekday:
            exceptions["off" if is_weekday else "on"].append(f"{day:%m%d}")
        day += timedelta(days=1)
    return {kind: " ".join(days) for kind, days in exceptions.items()}
