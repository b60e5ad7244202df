"""Screening: briefs of many benefits, the next question, groups."""

import json
from typing import Any

import pytest

from calculators.calls import respond


def screen(rules: Any, **request: Any) -> Any:
    return json.loads(respond(rules, json.dumps({"as_of": "2020-06-10", **request}), "screen"))


def test_every_benefit_has_a_brief(rules: Any) -> None:
    response = screen(rules)
    assert {result["benefit"] for result in response["results"]} == set(rules["benefits"])
    order = ["eligible", "provisional", "needs_info", "ineligible", "not_in_force"]
    places = [order.index(result["verdict"]) for result in response["results"]]
    assert places == sorted(places)
    assert response["asked"] == 0


def test_the_next_question_is_the_one_most_benefits_wait_for(rules: Any) -> None:
    response = screen(rules)
    waiting: dict[str, int] = {}
    for result in response["results"]:
        if result["verdict"] == "needs_info":
            for fact in result["missing"]:
                waiting[fact] = waiting.get(fact, 0) + 1
    question = response["next_question"]
    assert question["undecided"] == len(question["benefits"]) == waiting[question["fact"]]
    assert waiting[question["fact"]] == max(n for f, n in waiting.items() if f in rules["facts"])


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
