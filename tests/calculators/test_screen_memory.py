"""Screening in brief and from memory gives what a full evaluation from scratch gives."""

import json
import random
from typing import Any

import pytest

from calculators.calls import respond
from calculators.screen import Memory
from tests.calculators.random_facts import random_request

COMPACT = ("verdict", "amount", "total", "duration", "missing")


def walk(rules: Any, seed: int, steps: int) -> Any:
    """One reader who answers, changes and takes back; now and then something else changes."""
    rng = random.Random(seed)
    facts: dict[str, Any] = {}
    frame: dict[str, Any] = {"as_of": "2020-06-10"}
    for step in range(steps):
        drawn = random_request(rules, "", rng.sample(sorted(rules["facts"]), 6), rng)
        facts = {**facts, **drawn["facts"]}
        if facts and rng.random() < 0.3:
            facts.pop(rng.choice(sorted(facts)))
        if step % 7 == 5:
            frame["as_of"] = drawn["as_of"]
        if step % 7 == 6:
            name = rng.choice(sorted(rules["interpretations"]))
            frame["readings"] = {name: rng.choice(rules["interpretations"][name]["readings"])}
        own: dict[str, Any] = {"benefit_facts": {}}
        for fact in [key for key in facts if rules["facts"][key].get("scope") == "benefit"]:
            benefit = rng.choice(sorted(rules["benefits"]))
            own["benefit_facts"].setdefault(benefit, {})[fact] = facts.pop(fact)
        yield json.dumps({**frame, "facts": facts, **own}, ensure_ascii=False)


@pytest.mark.parametrize("seed", range(4))
def test_memory_changes_no_result(rules: Any, seed: int) -> None:
    memory = Memory()
    understood = 0
    for text in walk(rules, seed, 25):
        remembered = respond(rules, text, "screen", memory)
        assert remembered == respond(rules, text, "screen"), text
        understood += '"error"' not in remembered
    assert understood > 5


@pytest.mark.parametrize("seed", range(4, 7))
def test_a_brief_is_what_an_evaluation_says(rules: Any, seed: int) -> None:
    understood = 0
    for text in walk(rules, seed, 8):
        briefs = json.loads(respond(rules, text, "screen"))
        if "error" in briefs:
            continue
        understood += 1
        full = {r["benefit"]: r for r in json.loads(respond(rules, text))["results"]}
        for brief in briefs["results"]:
            whole = full[brief["benefit"]]
            assert {k: brief[k] for k in COMPACT} == {k: whole[k] for k in COMPACT}, text
    assert understood > 1


def test_memory_saves_work(rules: Any) -> None:
    """A fact that no benefit has looked at leaves every result as it lies in memory."""
    memory = Memory()
    respond(rules, '{"as_of":"2020-06-10"}', "screen", memory)
    held = dict(memory._held)
    benefit = next(b for b, (answers, _) in sorted(held.items()) if answers)
    fact = held[benefit][0][0][0]
    respond(rules, json.dumps({"as_of": "2020-06-10", "facts": {fact: "unsure"}}), "screen", memory)
    same = [b for b in held if memory._held[b][1] is held[b][1]]
    changed = [b for b in held if b not in same]
    assert benefit in changed
    assert all(fact in [name for name, _ in held[b][0]] for b in changed)
    assert same
