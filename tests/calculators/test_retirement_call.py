"""The ``retirement`` call: worked cases, every month of the published table, what is refused."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.compile import only
from calculators.calls import respond
from calculators.retirement import FACTS, PARAMETERS
from tests.calculators.test_retirement import CATEGORIES, TABLE

CASES = Path(__file__).with_name("retirement_cases.yml")


def retirement_cases() -> Any:
    for case in yaml.safe_load(CASES.read_text("utf-8")):
        yield pytest.param(case, id=case["id"])


def ask(rules: Any, request: Any) -> Any:
    response = json.loads(respond(rules, json.dumps(request, ensure_ascii=False), "retirement"))
    assert "error" not in response, response
    return response


def assert_within(wanted: Any, found: Any, where: str = "") -> None:
    """Everything in ``wanted`` is in ``found``."""
    if isinstance(wanted, dict):
        assert found is not None, where
        for key, value in wanted.items():
            assert_within(value, found[key], f"{where}.{key}")
    elif isinstance(wanted, list):
        assert len(wanted) == len(found), where
        for number, value in enumerate(wanted):
            assert_within(value, found[number], f"{where}[{number}]")
    else:
        assert found == wanted, where


@pytest.mark.parametrize("case", list(retirement_cases()))
def test_worked_case(rules: Any, case: Any) -> None:
    assert_within(case["expect"], ask(rules, case["request"]))


@pytest.mark.parametrize("case", list(retirement_cases()))
def test_rules_of_the_page_are_enough(rules: Any, case: Any) -> None:
    part = only(rules, also=(*FACTS, *PARAMETERS))
    assert ask(part, case["request"]) == ask(rules, case["request"])


def test_every_month_of_the_table(rules: Any) -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            facts = {
                "birth_date": row["birth"] + "-15",
                "original_retirement_age": CATEGORIES[row["category"]],
            }
            day = ask(rules, {"as_of": "2026-11-23", "facts": facts})["laws"][1]["days"][0]
            assert day["day"] == row["retire_ym"] + "-15", row
            assert day["delay"] == int(row["delay_months"]), row
            age = {"years": int(row["age_years"]), "months": int(row["age_extra_months"])}
            assert day["age"] == age, row


REFUSED = [
    ([], "bad_request", "", "应为对象"),
    ({}, "bad_date", "as_of", "as_of"),
    ({"as_of": "2020-06-10", "dates": {}}, "bad_request", "dates", "dates"),
    ({"as_of": "2020-06-10", "months_before": 60}, "bad_request", "months_before", "月数"),
    ({"as_of": "2020-06-10", "months_before": [0]}, "bad_request", "months_before", "月数"),
    ({"as_of": "2020-06-10", "contribution_months": [True]}, "bad_request", "contribution", "月数"),
    (
        {"as_of": "2020-06-10", "facts": {"birth_date": "2020-06-11"}},
        "date_order",
        "facts.birth_date",
        "出生日期",
    ),
    (
        {"as_of": "2020-06-10", "facts": {"sex": "male", "original_retirement_age": "55"}},
        "bad_value",
        "facts.original_retirement_age",
        "性别",
    ),
]


@pytest.mark.parametrize(("request_", "code", "path", "words"), REFUSED)
def test_refused(rules: Any, request_: Any, code: str, path: str, words: str) -> None:
    error = json.loads(respond(rules, json.dumps(request_), "retirement"))["error"]
    assert error["code"] == code
    assert error["path"].startswith(path)
    assert words in error["message"]
