"""Screening: briefs of many benefits, the next question, groups."""

import json
import random
from datetime import date
from typing import Any

import pytest

from calculators.calls import respond

from .random_facts import random_value


def screen(rules: Any, **request: Any) -> Any:
    return json.loads(respond(rules, json.dumps({"as_of": "2020-06-10", **request}), "screen"))


def test_every_benefit_has_a_brief(rules: Any) -> None:
    response = screen(rules)
    assert {result["benefit"] for result in response["results"]} == set(rules["benefits"])
    order = ["eligible", "provisional", "needs_info", "ineligible", "not_in_force"]
    places = [order.index(result["verdict"]) for result in response["results"]]
    assert places == sorted(places)
    assert response["asked"] == 0


def test_the_next_question_says_which_benefits_wait_for_it(rules: Any) -> None:
    response = screen(rules)
    question = response["next_question"]
    waiting = [
        result["benefit"]
        for result in response["results"]
        if result["verdict"] == "needs_info" and question["fact"] in result["missing"]
    ]
    assert question["benefits"] == sorted(waiting)
    assert question["undecided"] == len(waiting)


#: Whose benefits, the regions asked for, answers; and the questions that come then, in order.
WALKS = [
    # Who one is comes before papers and dates.
    (
        "person",
        "tianjin",
        {"person_status": ["zero_employment_family"], "employment_status": "flexible"},
        ["person_status", "employment_status", "business_form"],
    ),
    (
        "person",
        "guangzhou",
        {
            "person_status": ["dibao_family"],
            "school_type": "university",
            "school_place": "guangzhou",
        },
        ["person_status", "school_type", "school_place", "student_status"],
    ),
    # The employer comes before the people it hires.
    (
        "employer",
        "tianjin",
        {"employer_kinds": [], "firm_size": "small"},
        ["employer_kinds", "firm_size"],
    ),
]


@pytest.mark.parametrize(("payee", "region", "answers", "order"), WALKS)
def test_broad_questions_come_first(
    rules: Any, collection: Any, payee: str, region: str, answers: Any, order: list[str]
) -> None:
    own = [key for key, benefit in collection.benefits.items() if benefit.payee == payee]
    given: dict[str, Any] = {}
    for expected in order:
        response = screen(rules, benefits=own, regions=[region], facts=given)
        assert response["next_question"]["fact"] == expected
        given[expected] = answers.get(expected, "unsure")


def test_the_next_question_does_not_hang_on_the_order_of_the_request(rules: Any) -> None:
    benefits = sorted(rules["benefits"])
    facts = {"employment_status": "flexible", "person_status": ["dibao_family"]}
    first = screen(rules, benefits=benefits, facts=facts)
    turned = dict(reversed(list(facts.items())))
    assert screen(rules, benefits=benefits[::-1], facts=turned) == first


def test_what_differs_from_benefit_to_benefit_is_not_asked_for_all(rules: Any) -> None:
    benefit = "tianjin/labour-supply-reward-hr"
    asked: dict[str, Any] = {}
    while question := screen(rules, benefits=[benefit], facts=asked)["next_question"]:
        assert rules["facts"][question["fact"]].get("scope") != "benefit"
        asked[question["fact"]] = "unsure"
    # How many were placed is said on the benefit's own page.
    answers = {"organisation_kind": "hr_agency"}
    result = screen(rules, benefits=[benefit], facts=answers)["results"][0]
    assert result["verdict"] == "needs_info"
    assert "placed_headcount" in result["missing"]


FLEXIBLE = {
    "hard_to_employ_recognised": True,
    "employment_status": "flexible",
    "person_status": ["dibao_family"],
    "flexible_registration_date": "2020-06-03",
    "subsidy_months_drawn": 0,
    "birth_date": "1985-03-02",
    "sex": "female",
    "consecutive_unpaid_months": 0,
    "person_exit_events": [],
    "fraud_found": False,
}


@pytest.mark.parametrize(
    ("changes", "as_of", "verdict", "labels"),
    [
        # Of each set of alternatives the one that was met.
        (
            {},
            "2020-06-10",
            "eligible",
            [
                "零就业家庭、单亲家庭、低保家庭人员，或需赡养（抚养）患重大疾病直系亲属的人员",
                "自谋职业登记或灵活就业登记之日起30日内申请",
                "申请时没有过法定退休年龄",
            ],
        ),
        # The first condition that failed.
        ({"employment_status": "student"}, "2020-06-10", "ineligible", ["从事个体经营或灵活就业"]),
        ({"person_status": "unsure"}, "2020-06-10", "needs_info", []),
        ({}, "2023-06-01", "not_in_force", ["政策在施行期间"]),
    ],
)
def test_reasons_name_what_the_verdict_hangs_on(
    rules: Any, changes: Any, as_of: str, verdict: str, labels: list[str]
) -> None:
    benefits = ["tianjin/flexible-employment-si-subsidy"]
    response = screen(rules, as_of=as_of, benefits=benefits, facts={**FLEXIBLE, **changes})
    result = response["results"][0]
    assert result["verdict"] == verdict
    assert [reason["label"] for reason in result["reasons"]] == labels
    assert all(reason["cite"] for reason in result["reasons"])


def test_every_settled_verdict_against_has_one_reason(rules: Any) -> None:
    everything: dict[str, Any] = {
        key: [] for key, fact in rules["facts"].items() if fact["type"] == "set"
    }
    results = screen(rules, facts=everything)["results"]
    against = [result for result in results if result["verdict"] == "ineligible"]
    assert len(against) > 20
    for result in against:
        (reason,) = result["reasons"]
        assert reason["label"]
        assert reason["cite"]


def test_what_was_answered_with_unsure_is_not_asked_again(rules: Any) -> None:
    first = screen(rules)["next_question"]["fact"]
    again = screen(rules, facts={first: "unsure"})
    assert again["asked"] == 1
    assert again["next_question"]["fact"] != first


def test_questions_come_to_an_end(rules: Any) -> None:
    asked: dict[str, Any] = {}
    while (question := screen(rules, facts=asked)["next_question"]) is not None:
        assert question["fact"] not in asked
        asked[question["fact"]] = "unsure"
    assert set(asked) <= set(rules["facts"])


@pytest.mark.parametrize(
    ("region", "payee"),
    [("tianjin", "person"), ("tianjin", "employer"), ("guangzhou", "person"), ("cn", "employer")],
)
def test_no_answer_raises_the_number_of_questions_left(
    rules: Any, collection: Any, region: str, payee: str
) -> None:
    own = [key for key, benefit in collection.benefits.items() if benefit.payee == payee]
    for seed in range(3):
        rng = random.Random(seed)
        given: dict[str, Any] = {}
        left: set[str] | None = None
        last = ""
        while True:
            response = screen(rules, benefits=own, regions=[region], facts=given)
            if "error" in response:  # two dates that contradict each other
                given[last] = "unsure"
                continue
            waiting = {
                fact
                for result in response["results"]
                if result["verdict"] == "needs_info"
                for fact in result["missing"]
                if fact not in given and rules["facts"].get(fact, {}).get("scope") != "benefit"
            }
            assert left is None or waiting < left
            left = waiting
            question = response["next_question"]
            if question is None:
                break
            last = question["fact"]
            given[last] = random_value(rules["facts"][last], rng, date(2020, 6, 10))


def test_limit_cuts_the_list_only(rules: Any) -> None:
    whole, cut = screen(rules), screen(rules, limit=1)
    assert cut["results"] == whole["results"][:1]
    assert cut["next_question"] == whole["next_question"]
    assert cut["groups"] == whole["groups"]


def test_groups_hold_comparable_benefits(rules: Any) -> None:
    for group in screen(rules)["groups"]:
        for benefit in group["benefits"]:
            assert rules["benefits"][benefit]["comparable_group"] == group["comparable_group"]


@pytest.mark.parametrize("limit", [-1, "3", True])
def test_a_limit_that_is_none_is_refused(rules: Any, limit: Any) -> None:
    error = screen(rules, limit=limit)["error"]
    assert (error["code"], error["path"]) == ("bad_request", "limit")
