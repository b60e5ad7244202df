"""Every worked case of every timeline: the days are what the text says."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.model.timeline import ExpectedSteps, TimelineCases
from calculators.calls import respond

CONTENT = Path(__file__).resolve().parents[2] / "content"

#: Members of a case's expectation that hold one value per step, and where a response has them.
_PER_STEP = {
    "steps": "due",
    "status": "status",
    "starts": "from",
    "due_if_extended": "due_if_extended",
    "missing": "missing",
    "possible": "possible",
}


def timeline_cases() -> Any:
    for path in sorted(CONTENT.glob("timelines/*/*.cases.yml")):
        sheet = TimelineCases.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for case in sheet.cases:
            yield pytest.param(sheet, case, id=f"{sheet.timeline}:{case.id}")


def ask(rules: Any, request: Any) -> Any:
    response = json.loads(respond(rules, json.dumps(request, ensure_ascii=False), "timeline"))
    assert "error" not in response, response
    return response


def assert_steps(steps: Any, expect: ExpectedSteps) -> None:
    found = {step["id"]: step for step in steps}
    for member, name in _PER_STEP.items():
        for step_id, wanted in getattr(expect, member).items():
            assert found[step_id][name] == wanted, f"{step_id}: {name}"


@pytest.mark.parametrize(("sheet", "case"), list(timeline_cases()))
def test_worked_case(rules: Any, sheet: Any, case: Any) -> None:
    request = sheet.request(case)
    response = ask(rules, request)
    assert_steps(response["steps"], case.expect)
    shown = {step["id"] for step in response["steps"]}
    assert not shown & set(case.expect.left_out)
    if case.expect.warnings is not None:
        assert len(response["warnings"]) == case.expect.warnings
    named = {entry["id"]: entry for entry in response["interpretations"]}
    assert set(case.expect.interpretations) <= set(named)
    for interpretation, readings in case.expect.readings.items():
        for reading, changes in readings.items():
            chosen = {**request, "readings": {**case.readings, interpretation: reading}}
            other = ask(rules, chosen)
            assert_steps(other["steps"], changes)
            assert not {step["id"] for step in other["steps"]} & set(changes.left_out)
            # What the default answer says of the other reading is what choosing it gives.
            others = named[interpretation]["others"][reading]
            assert_steps(others.get("steps", []), changes)
            assert others.get("left_out", []) == changes.left_out


@pytest.mark.parametrize(("sheet", "case"), list(timeline_cases()))
def test_facts_and_dates_are_one(rules: Any, sheet: Any, case: Any) -> None:
    """It does not matter under which of the two names an answer is given."""
    request = sheet.request(case)
    merged = {**request.pop("dates", {}), **request.pop("facts", {})}
    first = ask(rules, {**request, "dates": merged})
    assert first == ask(rules, {**request, "facts": merged})


def test_every_timeline_has_a_case_of_each_reading(rules: Any) -> None:
    """Both readings of every alternative are worked out somewhere."""
    sheets: dict[str, Any] = {}
    for parameter in timeline_cases():
        sheet, case = parameter.values
        read = sheets.setdefault(sheet.timeline, set())
        for name, readings in case.expect.readings.items():
            read |= {(name, reading) for reading in readings}
        read |= set(case.readings.items())
    assert set(sheets) == set(rules["timelines"])
    for key, timeline in rules["timelines"].items():
        steps = [*timeline["steps"]]
        wanted = set()
        for variant in timeline.get("readings", []):
            wanted.add((variant["interpretation"], variant["reading"]))
            steps += variant["steps"]
        for step in steps:
            for name, changes in step.get("by_reading", {}).items():
                wanted |= {(name, reading) for reading, change in changes.items() if change}
        missing = {
            (name, reading)
            for name, reading in wanted - sheets[key]
            if (name.partition(".")[0], reading) not in sheets[key]
        }
        assert not missing, key
