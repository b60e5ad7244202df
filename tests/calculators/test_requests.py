"""Requests that cannot be understood are refused in Chinese, with the place and a proposal."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from calculators.calls import add_rules, respond

ROOT = Path(__file__).resolve().parents[2]
BENEFIT = "tianjin/flexible-employment-si-subsidy"


def with_facts(**facts: Any) -> Any:
    return {"as_of": "2020-06-10", "benefits": [BENEFIT], "facts": facts}


#: request, code, path, what the message must say
REFUSED = [
    ([], "bad_request", "", "应为对象"),
    ({}, "bad_date", "as_of", "没有写"),
    ({"as_of": "2020-02-30"}, "bad_date", "as_of", "2020-02-30"),
    ({"as_of": 20200610}, "bad_date", "as_of", "20200610"),
    ({"as_of": "2020-06-10", "fact": {}}, "bad_request", "fact", "“facts”"),
    ({"as_of": "2020-06-10", "benefits": "x"}, "bad_request", "benefits", "列表"),
    ({"as_of": "2020-06-10", "parts": "result"}, "bad_request", "parts", "列表"),
    ({"as_of": "2020-06-10", "parts": ["results"]}, "bad_request", "parts[0]", "“result”"),
    (
        {"as_of": "2020-06-10", "benefits": ["tianjin/flexible-employment-si-subsidi"]},
        "unknown_benefit",
        "benefits[0]",
        f"“{BENEFIT}”",
    ),
    ({"as_of": "2020-06-10", "regions": ["tianjing"]}, "unknown_region", "regions[0]", "“tianjin”"),
    (with_facts(birth_dat="1980-01-01"), "unknown_fact", "facts.birth_dat", "“birth_date”"),
    (with_facts(birth_date="2020-02-30"), "bad_date", "facts.birth_date", "2020-02-30"),
    (with_facts(birth_date="1980-1-1"), "bad_date", "facts.birth_date", "1980-1-1"),
    (with_facts(birth_date=19800101), "bad_value", "facts.birth_date", "19800101"),
    (with_facts(birth_date="2020-06-11"), "date_order", "facts.birth_date", "2020-06-10"),
    (with_facts(first_paid_month="2020-13"), "bad_date", "facts.first_paid_month", "2020-13"),
    (with_facts(sex="woman"), "bad_value", "facts.sex", "“female”"),
    (with_facts(sex=True), "bad_value", "facts.sex", "true"),
    (
        with_facts(hard_to_employ_recognised="true"),
        "bad_value",
        "facts.hard_to_employ_recognised",
        "true 或 false",
    ),
    (with_facts(person_status="disabled"), "bad_value", "facts.person_status", "列表"),
    (with_facts(person_status=["dibao"]), "bad_value", "facts.person_status", "“dibao_family”"),
    (with_facts(person_status={"no": []}), "bad_value", "facts.person_status", "unsure"),
    (
        with_facts(consecutive_unpaid_months="3"),
        "bad_value",
        "facts.consecutive_unpaid_months",
        "整数",
    ),
    (
        with_facts(consecutive_unpaid_months=True),
        "bad_value",
        "facts.consecutive_unpaid_months",
        "整数",
    ),
    (
        with_facts(consecutive_unpaid_months=-1),
        "out_of_range",
        "facts.consecutive_unpaid_months",
        "不能小于 0",
    ),
    (with_facts(subsidy_months_drawn=601), "out_of_range", "facts.subsidy_months_drawn", "600"),
    (with_facts(monthly_wage="三千"), "bad_value", "facts.monthly_wage", "三千"),
    (
        with_facts(subsidy_first_approved_date="2020-07-01", subsidy_expiry_date="2020-06-30"),
        "date_order",
        "facts.subsidy_expiry_date",
        "不能早于初次核定享受补贴日期",
    ),
    (
        with_facts(approval_date="2020-07-15", first_paid_month="2020-06"),
        "date_order",
        "facts.first_paid_month",
        "不能早于审核通过日期",
    ),
    (
        {"as_of": "2020-06-10", "parameters": {"tianjin.social_base_mi": "1"}},
        "unknown_parameter",
        "parameters.tianjin.social_base_mi",
        "“tianjin.social_base_min”",
    ),
    (
        {"as_of": "2020-06-10", "parameters": {"tianjin.flex_rate_pension": "20"}},
        "bad_value",
        "parameters.tianjin.flex_rate_pension",
        "写成小数",
    ),
    (
        {"as_of": "2020-06-10", "parameters": {"tianjin.social_base_min": "-1"}},
        "bad_value",
        "parameters.tianjin.social_base_min",
        "不小于 0",
    ),
    (
        {"as_of": "2020-06-10", "readings": {"tj89-30day": "B"}},
        "unknown_reading",
        "readings.tj89-30day",
        "“tj89-30days”",
    ),
    (
        {"as_of": "2020-06-10", "readings": {"tj89-30days": "C"}},
        "unknown_reading",
        "readings.tj89-30days",
        "“C”",
    ),
    (
        {"as_of": "2020-06-10", "benefit_facts": {BENEFIT: {"sex": "female"}}},
        "bad_request",
        f"benefit_facts.{BENEFIT}.sex",
        "写在 facts 里",
    ),
]

BROKEN_TEXTS = [
    "",
    "{",
    "{'as_of': 1}",
    '{"as_of": "2020-06-10",}',
    '{"as_of": 1, "as_of": 2}',
    '{"as_of": 1e3}',
    '{"as_of": NaN}',
    '{"as_of": "2020-06-10"} x',
    '{"as_of": "\\ud800"}',
    '"\\u12"',
    "[" * 60,
    '{"as_of": "2020-06-10", "benefits": ["\\u5929\\u6d25\\ud83d\\ude00"]}',
]


@pytest.mark.parametrize(("request_", "code", "path", "words"), REFUSED)
def test_refusal_names_place_value_and_proposal(
    rules: Any, request_: Any, code: Any, path: Any, words: Any
) -> None:
    response = json.loads(respond(rules, json.dumps(request_)))
    error = response["error"]
    assert (error["code"], error["path"]) == (code, path)
    assert words in error["message"]


@pytest.mark.parametrize("text", BROKEN_TEXTS)
def test_broken_text_is_an_error_response(rules: Any, text: Any) -> None:
    assert set(json.loads(respond(rules, text))["error"]) == {"code", "message", "path"}


def test_one_bad_request_leaves_the_batch_standing(rules: Any) -> None:
    good, bad = with_facts(sex="female"), with_facts(sex="x")
    batch = json.loads(respond(rules, json.dumps({"batch": [good, bad, good]})))["batch"]
    assert batch[0] == batch[2] == json.loads(respond(rules, json.dumps(good)))
    assert batch[1]["error"]["path"] == "facts.sex"


def test_unused_facts_do_not_change_a_byte(rules: Any) -> None:
    request = with_facts(hard_to_employ_recognised=True, sex="female", birth_date="1979-01-01")
    more = with_facts(**request["facts"], hukou_place="beijing", loan_amount="5.5")
    assert respond(rules, json.dumps(request)) == respond(rules, json.dumps(more))


def test_unsure_null_and_absent_are_the_same(rules: Any) -> None:
    texts = [
        respond(rules, json.dumps(with_facts(hard_to_employ_recognised=True, **unknown)))
        for unknown in ({}, {"sex": None}, {"sex": "unsure"})
    ]
    assert texts[0] == texts[1] == texts[2]


def test_facts_may_differ_per_benefit(rules: Any) -> None:
    shared = with_facts(application_date="2020-07-10")
    own = {**with_facts(), "benefit_facts": {BENEFIT: {"application_date": "2020-07-10"}}}
    assert respond(rules, json.dumps(shared)) == respond(rules, json.dumps(own))


def test_regions_choose_benefits_of_their_own_and_of_above(rules: Any) -> None:
    def asked(regions: Any) -> Any:
        request = {"as_of": "2020-06-10", "regions": regions}
        results = json.loads(respond(rules, json.dumps(request)))["results"]
        return {result["region"] for result in results}

    assert "tianjin" in asked(["tianjin"])
    assert "tianjin" not in asked(["beijing"])


def run(*arguments: Any, text: Any) -> Any:
    return subprocess.run(
        [sys.executable, "-m", "calculators", *arguments],
        input=text.encode(),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def rules_file(rules: Any, tmp_path: Any) -> Any:
    path = tmp_path / "rules.json"
    path.write_text(json.dumps(rules, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_command_line_answers_as_the_browser_does(rules: Any, rules_file: Any) -> None:
    text = json.dumps(with_facts(sex="female"))
    done = run("evaluate", "--rules", rules_file, text=text)
    assert done.returncode == 0
    assert done.stdout.decode() == respond(rules, text) + "\n"


def test_pretty_output_is_the_same_value(rules: Any, rules_file: Any) -> None:
    text = json.dumps(with_facts(sex="female"))
    done = run("evaluate", "--pretty", "--rules", rules_file, text=text)
    assert json.loads(done.stdout) == json.loads(respond(rules, text))
    assert b"\n  " in done.stdout


@pytest.mark.parametrize(
    ("arguments", "text", "code"),
    [
        (("evaluate",), "{", "bad_json"),
        (("evaluate",), "{}", "bad_date"),
        (("timeline",), "{}", "bad_date"),
        (("evalute",), "{}", "unknown_call"),
        ((), "{}", "usage"),
    ],
)
def test_command_line_refuses_with_status_2(
    rules_file: Any, arguments: Any, text: Any, code: Any
) -> None:
    done = run(*arguments, "--rules", rules_file, text=text)
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == code


def test_command_line_says_how_to_get_the_rules(tmp_path: Any) -> None:
    done = run("evaluate", "--rules", str(tmp_path / "none.json"), text="{}")
    assert done.returncode == 2
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "rules_missing"
    assert "make build" in error["message"]


def test_rules_of_regions_are_joined() -> None:
    """Pages about many load the shared rules and then each region's."""
    held = {"data_version": "1", "benefits": {"cn/a": 1}}
    add_rules(held, {"data_version": "2", "benefits": {"tianjin/b": 2}, "timelines": {}})
    assert held == {
        "data_version": "2",
        "benefits": {"cn/a": 1, "tianjin/b": 2},
        "timelines": {},
    }
