"""Every limit of every rule, tried on both sides and judged by a plain reading of the rule."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from calculators.calls import answer

#: Whether a value on a limit, above or below it, passes.
PASSES = {
    "at_least": lambda value, limit: value >= limit,
    "more_than": lambda value, limit: value > limit,
    "at_most": lambda value, limit: value <= limit,
    "less_than": lambda value, limit: value < limit,
}
GROUPS = ("all", "any", "none", "at_least_of")


def leaves(node: Any) -> Iterator[Any]:
    below = [child for group in GROUPS for child in node.get(group, [])]
    if not below:
        yield node
    for child in below:
        yield from leaves(child)


def verdict_of(explained: Any, name: str) -> Any:
    """The verdict of the node ``name`` in an explanation."""
    if explained["node"] == name:
        return explained["verdict"]
    for child in explained["children"]:
        found = verdict_of(child, name)
        if found is not None:
            return found
    return None


def evaluate(rules: Any, benefit: str, as_of: str, facts: Any) -> Any:
    request = {"as_of": as_of, "benefits": [benefit], "facts": facts}
    return answer(rules, request)["results"][0]


def inside(rules: Any, benefit: str) -> str:
    """A day on which the benefit is in force."""
    period = rules["benefits"][benefit]["in_force"]
    return str(period.get("start") or period.get("end") or "2020-06-10")


def test_numbers_on_both_sides_of_every_limit(rules: Any) -> None:
    tried = 0
    for key, benefit in rules["benefits"].items():
        for leaf in leaves(benefit["conditions"]):
            limits = [name for name in PASSES if name in leaf]
            if "fact" not in leaf or len(limits) != 1 or isinstance(leaf[limits[0]], dict):
                continue
            fact = rules["facts"][leaf["fact"]]
            limit = Fraction(str(leaf[limits[0]]).rstrip("%"))
            step = Fraction(1) if fact["type"] == "int" else Fraction(1, 100)
            for value in (limit - step, limit, limit + step):
                low, high = fact.get("min", 0), fact.get("max")
                if value < low or (high is not None and value > high):
                    continue
                written = int(value) if fact["type"] == "int" else f"{float(value):.2f}"
                result = evaluate(rules, key, inside(rules, key), {leaf["fact"]: written})
                expected = PASSES[limits[0]](value, limit)
                found = verdict_of(result["explanation"], leaf["id"])
                assert found is expected, (key, leaf["id"], written)
                tried += 1
    assert tried > 100


def test_days_on_both_sides_of_every_period(rules: Any) -> None:
    """登记之日起30日内: the 30th day is in, the 31st is not (Civil Code arts. 201, 1259)."""
    anchor = date(2020, 1, 31)
    tried = 0
    for key, benefit in rules["benefits"].items():
        for leaf in leaves(benefit["conditions"]):
            test = leaf.get("within_days")
            if not test or not isinstance(test["after"], str) or not isinstance(leaf["date"], str):
                continue
            if "as_of" in (test["after"], leaf["date"]):
                continue
            if rules["facts"][test["after"]]["type"] != "date":
                continue
            last = anchor + timedelta(test["days"] - (test.get("first_day") == "same"))
            for day, expected in ((last, True), (last + timedelta(1), False)):
                facts = {test["after"]: anchor.isoformat(), leaf["date"]: day.isoformat()}
                as_of = max(inside(rules, key), day.isoformat())
                result = evaluate(rules, key, as_of, facts)
                if result["verdict"] != "not_in_force":
                    assert verdict_of(result["explanation"], leaf["id"]) is expected, (key, leaf)
                    tried += 1
    assert tried > 0


def _add_months(day: date, months: int) -> date:
    """The corresponding day, or the last of a shorter month (Civil Code art. 202)."""
    month = day.year * 12 + day.month - 1 + months
    first = date(month // 12, month % 12 + 1, 1)
    after = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(first.replace(day=1) + timedelta(day.day - 1), after - timedelta(1))


def test_months_on_both_sides_of_every_span(rules: Any) -> None:
    tried = 0
    for key, benefit in rules["benefits"].items():
        for leaf in leaves(benefit["conditions"]):
            test = leaf.get("months_since")
            if not test or not isinstance(test["date"], str) or not isinstance(leaf["date"], str):
                continue
            names = (test["date"], leaf["date"])
            if "as_of" in names or any(rules["facts"][n]["type"] != "date" for n in names):
                continue
            (limit,) = [name for name in PASSES if name in test]
            # From the end of a long month, so that shorter months matter.
            anchor = _add_months(date.fromisoformat(inside(rules, key)), -test[limit])
            anchor = anchor.replace(day=28)
            border = _add_months(anchor, test[limit])
            for shift in (-1, 0, 1):
                day = border + timedelta(shift)
                as_of = max(day.isoformat(), inside(rules, key))
                facts = {names[0]: anchor.isoformat(), names[1]: day.isoformat()}
                result = evaluate(rules, key, as_of, facts)
                if result["verdict"] != "not_in_force":
                    expected = PASSES[limit](day, border)
                    found = verdict_of(result["explanation"], leaf["id"])
                    assert found is expected, (key, leaf["id"], facts)
                    tried += 1
    assert tried > 10


@pytest.mark.parametrize("end", ["start", "end"])
def test_first_and_last_day_in_force(rules: Any, end: str) -> None:
    for key, benefit in rules["benefits"].items():
        if end not in benefit["in_force"]:
            continue
        day = date.fromisoformat(benefit["in_force"][end])
        outside = day + timedelta(-1 if end == "start" else 1)
        assert evaluate(rules, key, day.isoformat(), {})["verdict"] != "not_in_force", key
        assert evaluate(rules, key, outside.isoformat(), {})["verdict"] == "not_in_force", key
