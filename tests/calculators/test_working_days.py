"""Working days: the compiled data against the package, and counting with it."""

from datetime import date, timedelta
from typing import Any

import pytest
from chinese_calendar import is_workday

from build_scripts.compile.working_days import compile_working_days
from calculators.working_days import before, is_working, nth_after

CALENDAR = compile_working_days()


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_every_published_day_is_that_of_the_package() -> None:
    one = date(2004, 1, 1)
    while one <= date(2026, 12, 31):
        assert is_working(CALENDAR, one.toordinal()) == is_workday(one), one
        one += timedelta(days=1)


def test_the_years_are_those_of_the_issue() -> None:
    """The package's next release may know 2027; then this and the worked cases change."""
    assert (CALENDAR["first"], CALENDAR["last"]) == (2004, 2026)
    assert is_working(CALENDAR, day("2003-12-31")) is None
    assert is_working(CALENDAR, day("2027-01-01")) is None


@pytest.mark.parametrize(
    ("start", "count", "expected"),
    [
        ("2020-06-10", 0, "2020-06-10"),  # no day at all: the day itself
        ("2020-06-10", 1, "2020-06-11"),  # Wednesday → Thursday
        ("2020-06-12", 1, "2020-06-15"),  # Friday → Monday
        ("2020-01-17", 1, "2020-01-19"),  # Friday → the Sunday worked before Spring Festival
        ("2020-01-23", 1, "2020-02-03"),  # the festival of 2020, made longer to 2 February
        ("2020-06-24", 1, "2020-06-28"),  # Dragon Boat 25–27, Sunday 28 worked
        ("2020-09-30", 2, "2020-10-10"),  # 1–8 October off, 9, Saturday 10 worked
        ("2020-12-31", 1, "2021-01-04"),  # New Year 1–3 January
        ("2020-02-28", 1, "2020-03-02"),  # 29 February is a Saturday
        ("2026-12-30", 1, "2026-12-31"),
        ("2026-12-31", 1, None),  # 2027 is not published
    ],
)
def test_counting(start: str, count: int, expected: Any) -> None:
    found = nth_after(CALENDAR, day(start), count)
    assert found == (None if expected is None else day(expected))


def test_the_working_day_before() -> None:
    assert before(CALENDAR, day("2020-06-28")) == day("2020-06-24")
    assert before(CALENDAR, day("2004-01-01")) is None
