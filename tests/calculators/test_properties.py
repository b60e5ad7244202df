"""What holds for every benefit and every reader, tried on generated ones."""

import json
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_scripts.compile import facts_used
from build_scripts.compile.rules import _benefit
from build_scripts.load.collection import Collection
from build_scripts.model.benefit import Benefit
from calculators.calls import respond
from tests.calculators.random_facts import random_request, random_value

#: Generated readers of one benefit are reproducible by their number.
SEEDS = st.integers(0, 2**32 - 1)
#: Readers tried for each property, over all benefits.
readers = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
DECIDED = ("eligible", "ineligible", "not_in_force")


def evaluate(rules: Any, request: Any) -> Any:
    return json.loads(respond(rules, json.dumps(request)))


#: The rules under test; not an argument, so that a failing example stays readable.
RULES: dict[str, Any] = {}


@pytest.fixture(scope="module", autouse=True)
def _rules(rules: Any) -> None:
    RULES.update(rules)


class Reader:
    """One generated reader of one benefit."""

    def __init__(self, seed: int) -> None:
        self.rules = rules = RULES
        self.rng = random.Random(seed)
        self.benefit = self.rng.choice(sorted(rules["benefits"]))
        self.used = facts_used(rules, self.benefit)
        self.request = random_request(rules, self.benefit, self.used, self.rng)

    def result(self, facts: Any = None, **changes: Any) -> Any:
        """The result for the request with some parts changed; None when it is refused."""
        request = {**self.request, **changes}
        if facts is not None:
            request["facts"] = facts
        response = evaluate(self.rules, request)
        return response["results"][0] if "results" in response else None

    def known(self) -> list[str]:
        """Facts that the request answers and that have no default."""
        return [
            name
            for name, value in self.request["facts"].items()
            if value != "unsure" and "default" not in self.rules["facts"][name]
        ]


def _bounds(amount: Any) -> tuple[float, float]:
    if amount is None:
        return 0.0, float("inf")
    high = amount["high"]
    return float(amount["low"]), float("inf") if high is None else float(high)


@readers
@given(SEEDS)
def test_filling_in_an_unknown_never_turns_the_verdict_round(seed: int) -> None:
    reader = Reader(seed)
    known = reader.known()
    if not known:
        return
    name = reader.rng.choice(known)
    less = {key: value for key, value in reader.request["facts"].items() if key != name}
    before, after = reader.result(less), reader.result()
    if before is None or after is None or before["verdict"] not in DECIDED:
        return
    assert after["verdict"] == before["verdict"], (reader.request, name)


@readers
@given(SEEDS)
def test_filling_in_an_unknown_only_narrows_the_amount(seed: int) -> None:
    reader = Reader(seed)
    known = reader.known()
    if not known:
        return
    name = reader.rng.choice(known)
    less = {key: value for key, value in reader.request["facts"].items() if key != name}
    before, after = reader.result(less), reader.result()
    if before is None or after is None or after["verdict"] in ("ineligible", "not_in_force"):
        return
    for part in ("amount", "total"):
        if after[part] is None:
            continue
        outer, inner = _bounds(before[part]), _bounds(after[part])
        assert outer[0] <= inner[0] and inner[1] <= outer[1], (reader.request, name, part)


@readers
@given(SEEDS)
def test_the_order_of_facts_is_irrelevant(seed: int) -> None:
    reader = Reader(seed)
    names = list(reader.request["facts"])
    reader.rng.shuffle(names)
    shuffled = {name: reader.request["facts"][name] for name in names}
    assert reader.result(shuffled) == reader.result()


@readers
@given(SEEDS)
def test_the_order_of_conditions_is_irrelevant(seed: int) -> None:
    reader = Reader(seed)
    benefit = RULES["benefits"][reader.benefit]
    turned = {**benefit, "conditions": _reversed(benefit["conditions"])}
    other = {**RULES, "benefits": {**RULES["benefits"], reader.benefit: turned}}
    first, second = evaluate(RULES, reader.request), evaluate(other, reader.request)
    if "results" not in first:
        assert first == second
        return
    for key in ("verdict", "amount", "total", "duration"):
        assert first["results"][0][key] == second["results"][0][key], (reader.request, key)
    for key in ("missing", "decisive", "unchecked"):
        assert set(first["results"][0][key]) == set(second["results"][0][key]), key


def _reversed(node: Any) -> Any:
    turned = dict(node)
    for group in ("all", "any", "none", "at_least_of"):
        if group in node:
            turned[group] = [_reversed(child) for child in reversed(node[group])]
    return turned


@readers
@given(SEEDS)
def test_facts_that_a_rule_does_not_use_change_nothing(seed: int) -> None:
    reader = Reader(seed)
    others = [name for name in RULES["facts"] if name not in reader.used]
    day = date.fromisoformat(reader.request["as_of"])
    more = dict(reader.request["facts"])
    for name in reader.rng.sample(others, min(3, len(others))):
        if RULES["facts"][name]["type"] not in ("date", "month"):
            more[name] = random_value(RULES["facts"][name], reader.rng, day)
    assert reader.result(more) == reader.result()


@readers
@given(SEEDS)
def test_caps_are_never_exceeded(seed: int) -> None:
    reader = Reader(seed)
    result = reader.result()
    if result is None:
        return
    nodes = RULES["benefits"][reader.benefit].get("amount", {}).get("steps", [])
    caps = {node["id"]: node["cap"]["number"] for node in nodes if "number" in node.get("cap", {})}
    for step in result["steps"]:
        if step["id"] in caps and not caps[step["id"]].endswith("%"):
            high = step["value"] or step.get("high")
            if high is not None and step["unit"] != "ratio":
                assert float(high) <= float(caps[step["id"]]), (reader.request, step)


@readers
@given(SEEDS)
def test_a_longer_period_never_pays_less(seed: int) -> None:
    reader = Reader(seed)
    periods = [
        name
        for name in ("trainee_months", "contract_months", "rent_subsidy_months", "loan_months")
        if isinstance(reader.request["facts"].get(name), int)
    ]
    if not periods:
        return
    name = periods[0]
    longer = {**reader.request["facts"], name: reader.request["facts"][name] + 1}
    before, after = reader.result(), reader.result(longer)
    if before is None or after is None or after["verdict"] != before["verdict"]:
        return
    for part in ("amount", "total"):
        if before[part] and after[part]:
            assert _bounds(before[part])[0] <= _bounds(after[part])[0], (reader.request, name)


@readers
@given(SEEDS)
def test_what_would_qualify_really_qualifies(seed: int) -> None:
    reader = Reader(seed)
    result = reader.result()
    if result is None or result["verdict"] != "ineligible":
        return
    for changes in result["how_to_qualify"]:
        facts = dict(reader.request["facts"])
        as_of = reader.request["as_of"]
        for change in changes:
            as_of = max(as_of, change["wait_until"] or "")
            # One grows older by waiting; the date of birth stays.
            if change["wait_until"] is None or RULES["facts"][change["fact"]]["type"] != "date":
                facts[change["fact"]] = change["to"]
        if as_of != reader.request["as_of"]:
            _move_along(RULES, facts, reader.request["as_of"], as_of)
        after = reader.result(facts, as_of=as_of)
        assert after is not None, (reader.request, changes)
        assert after["verdict"] not in ("ineligible", "not_in_force"), (reader.request, changes)


def _move_along(rules: Any, facts: Any, before: str, after: str) -> None:
    for name, value in facts.items():
        is_default = rules["facts"][name].get("default") == "as_of_date"
        if is_default and isinstance(value, str) and value < after:
            facts[name] = after


def test_an_overlay_without_overrides_equals_its_parent(rules: Any, collection: Collection) -> None:
    rng = random.Random(7)
    for key, parent in collection.benefits.items():
        overlay = Benefit.model_validate(
            {
                **parent.model_dump(include={"title", "summary", "payee", "rules", "documents"}),
                "id": "cn/overlay",
                "region": "cn",
                "extends": key,
            }
        )
        compiled = _benefit({**collection.benefits, "cn/overlay": overlay}, "cn/overlay")
        both = {**rules, "benefits": {**rules["benefits"], "cn/overlay": compiled}}
        for _ in range(5):
            request = random_request(rules, key, facts_used(rules, key), rng)
            own = evaluate(rules, request)
            above = evaluate(both, {**request, "benefits": ["cn/overlay"]})
            if "results" not in own:
                continue
            for part in ("verdict", "amount", "total", "duration", "missing", "steps"):
                assert above["results"][0][part] == own["results"][0][part], (key, part)


QUARTERS = [f"{year}-{month:02}-01" for year in range(2019, 2028) for month in (1, 4, 7, 10)]


@pytest.mark.parametrize("day", QUARTERS)
def test_every_quarter_is_answered(rules: Any, day: str) -> None:
    """No error, and in force exactly where the benefit's own period says so."""
    response = evaluate(rules, {"as_of": day})
    assert "results" in response, response
    assert len(response["results"]) == len(rules["benefits"])
    for result in response["results"]:
        period = rules["benefits"][result["benefit"]]["in_force"]
        inside = period.get("start", "0") <= day <= period.get("end", "9")
        assert (result["verdict"] != "not_in_force") == inside, result["benefit"]


@readers
@given(SEEDS)
def test_the_parts_of_a_result_make_the_whole(seed: int) -> None:
    """What holds and what would be otherwise, asked for apart, as the pages do."""
    reader = Reader(seed)
    whole = reader.result()
    if whole is None:
        return
    held, otherwise = (reader.result(parts=[part]) for part in ("result", "alternatives"))
    assert sorted(otherwise) == ["benefit", "how_to_qualify", "interpretations", "region"]
    assert held.keys() & otherwise.keys() == {"benefit", "region"}
    assert {**held, **otherwise} == whole


@readers
@given(SEEDS)
def test_what_another_reading_changes_is_what_choosing_it_gives(seed: int) -> None:
    """The engine evaluates other readings only as far as they reach."""
    reader = Reader(seed)
    result = reader.result()
    if result is None:
        return
    for entry in result["interpretations"]:
        for reading in RULES["interpretations"][entry["id"]]["readings"]:
            if reading == entry["reading"]:
                continue
            readings = {**reader.request.get("readings", {}), entry["id"]: reading}
            chosen = reader.result(readings=readings)
            changes = entry["others"].get(reading, {})
            for key in ("verdict", "amount", "total", "duration"):
                assert chosen[key] == changes.get(key, result[key]), (entry["id"], reading, key)
