"""Statutory retirement: the published examples of the gradual delay, and the law of the day."""

import csv
from pathlib import Path
from typing import Any

import pytest

from calculators import dates
from calculators.context import Context
from calculators.facts import Answers
from calculators.moments import moment

RULE = {
    "retirement": {
        "birth": "birth_date",
        "category": "original_retirement_age",
        "sex": "sex",
        "law_of": "as_of",
        "parameter": "cn.retirement_age",
    }
}


def retires(rules: Any, birth: Any, category: Any, as_of: Any) -> Any:
    day = dates.rule_date(as_of)
    values = {"birth_date": dates.parse_date(birth), "original_retirement_age": category}
    benefit = {
        "conditions": {"id": "none", "label": "", "check": "window"},
        "in_force": {"id": "in_force"},
    }
    answers = Answers(rules["facts"], values, day)
    found = moment(Context(rules, benefit, answers, {}, {}, day), RULE)
    assert found.day is not None
    return dates.iso(found.day)


#: Category, month of birth, month of retirement: ten published calculations.
PUBLISHED = [
    ("55", "1971-04", "2026-08"),
    ("50", "1995-12", "2050-12"),
    ("60", "1995-12", "2058-12"),
    ("55", "2000-12", "2058-12"),
    ("60", "2000-12", "2063-12"),
    ("60", "1965-12", "2026-03"),
    ("60", "1963-12", "2023-12"),
    ("55", "1963-04", "2018-04"),
    ("60", "1964-02", "2024-02"),
    ("60", "1965-01", "2025-02"),
]


@pytest.mark.parametrize(("category", "birth", "month"), PUBLISHED)
def test_published_calculations(rules: Any, category: Any, birth: Any, month: Any) -> None:
    assert retires(rules, birth + "-15", category, "2026-11-23") == month + "-15"


@pytest.mark.parametrize(
    ("category", "birth", "month"),
    [
        # 按原60岁应在2025年1—4月退休的延迟1个月，5—8月的延迟2个月。
        *[("60", f"1965-{m:02d}", f"2025-{m + 1:02d}") for m in range(1, 5)],
        *[("60", f"1965-{m:02d}", f"2025-{m + 2:02d}") for m in range(5, 9)],
        # 原50岁的女职工：1、2月→2、3月；3、4月→5、6月。
        ("50", "1975-01", "2025-02"),
        ("50", "1975-02", "2025-03"),
        ("50", "1975-03", "2025-05"),
        ("50", "1975-04", "2025-06"),
        # 从1984年11月出生的起，55周岁。
        ("50", "1984-10", "2039-09"),
        ("50", "1984-11", "2039-11"),
        # 1976年9月出生的男职工起，63周岁。
        ("60", "1976-08", "2039-07"),
        ("60", "1976-09", "2039-09"),
    ],
)
def test_pace_of_the_delay(rules: Any, category: Any, birth: Any, month: Any) -> None:
    assert retires(rules, birth + "-10", category, "2025-01-01") == month + "-10"


def test_before_2025_the_original_age_counts_also_for_ends_ahead(rules: Any) -> None:
    assert retires(rules, "1975-06-10", "55", "2024-12-31") == "2030-06-10"
    assert retires(rules, "1975-06-10", "55", "2025-01-01") == "2031-11-10"


def test_the_corresponding_day_may_be_the_last_of_the_month(rules: Any) -> None:
    assert retires(rules, "1965-01-31", "60", "2025-01-01") == "2025-02-28"


TABLE = Path(__file__).with_name("retirement_ages.csv")
CATEGORIES = {"男": "60", "女(原55)": "55", "女(原50)": "50"}


def test_every_month_of_the_table(rules: Any) -> None:
    """447 months of birth: month and age of retirement, and by how much it is put off."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 447
    for row in rows:
        original = CATEGORIES[row["category"]]
        found = retires(rules, row["birth"] + "-15", original, "2026-11-23")
        assert found == row["retire_ym"] + "-15", row
        delay = int(row["delay_months"])
        assert _months(row["birth"]) + 12 * int(original) + delay == _months(row["retire_ym"]), row
        age = 12 * int(row["age_years"]) + int(row["age_extra_months"])
        assert age == 12 * int(original) + delay, row


def _months(year_month: Any) -> int:
    year, month = map(int, year_month.split("-"))
    return 12 * year + month
