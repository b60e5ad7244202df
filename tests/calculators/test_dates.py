"""Civil dates agree with the standard library; months follow the Civil Code."""

from datetime import date
from typing import Any

import pytest

from calculators import dates


def day(iso: Any) -> Any:
    return date.fromisoformat(iso).toordinal()


def test_ordinals_agree_with_the_standard_library() -> None:
    for ordinal in range(date(1899, 1, 1).toordinal(), date(2201, 1, 1).toordinal()):
        there = date.fromordinal(ordinal)
        assert dates.civil(ordinal) == (there.year, there.month, there.day)
        assert dates.ordinal(there.year, there.month, there.day) == ordinal


@pytest.mark.parametrize(
    "text",
    [
        *("2021-02-29", "2020-02-30", "2020-13-01", "2020-00-10", "2020-01-00", "1899-12-31"),
        *("2200-01-01", "2020-1-1", "20200101", "2020-01-0١", "2020/01/01", ""),
    ],
)
def test_what_is_no_date(text: Any) -> None:
    assert dates.parse_date(text) is None


@pytest.mark.parametrize("iso", ["1900-01-01", "2020-02-29", "2199-12-31"])
def test_dates_come_back_as_they_were(iso: Any) -> None:
    assert dates.parse_date(iso) == day(iso)
    assert dates.iso(day(iso)) == iso


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2020-01-31", 1, "2020-02-29"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-03-31", -1, "2020-02-29"),
        ("2020-12-15", 2, "2021-02-15"),
    ],
)
def test_the_corresponding_day_or_the_last_of_the_month(start: Any, months: Any, end: Any) -> None:
    assert dates.add_months(day(start), months) == day(end)


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        ("1980-06-10", "2020-06-10", 40),
        ("1980-06-10", "2020-06-09", 39),
        ("1980-02-29", "2021-02-28", 41),
        ("1980-02-29", "2021-02-27", 40),
        ("1980-02-29", "2020-02-28", 39),
        ("2020-06-10", "2020-06-10", 0),
        ("2020-06-10", "2020-06-09", -1),
    ],
)
def test_age_is_reached_on_the_birthday(birth: Any, on: Any, years: Any) -> None:
    assert dates.age(day(birth), day(on)) == years


def test_last_day_of_february() -> None:
    assert dates.iso(dates.last_day(2020 * 12 + 1)) == "2020-02-29"
    assert dates.iso(dates.last_day(2100 * 12 + 1)) == "2100-02-28"
