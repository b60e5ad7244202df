"""Every worked case of the content, on CPython: the result is what the text says."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.model.benefit import BenefitCases
from calculators.calls import respond

CONTENT = Path(__file__).resolve().parents[2] / "content"


def worked_cases() -> Any:
    for path in sorted(CONTENT.glob("benefits/*/*.cases.yml")):
        sheet = BenefitCases.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for case in sheet.cases:
            yield pytest.param(sheet, case, id=f"{path.name.split('.')[0]}:{case.id}")


def evaluate(rules: Any, request: Any) -> Any:
    response = json.loads(respond(rules, json.dumps(request, ensure_ascii=False)))
    assert "results" in response, response
    return response["results"][0]


def assert_matches(result: Any, expect: Any, where: Any) -> Any:
    """Every member of ``expect`` is met; a member left out is not asserted."""
    for key, wanted in expect.items():
        if key in ("readings", "interpretations", "decisive_any_of"):
            continue
        found = result[key]
        if key in ("missing", "unchecked"):
            assert set(found) == set(wanted), f"{where}: {key}"
        elif isinstance(wanted, dict) and found is not None:
            assert {name: found[name] for name in wanted} == wanted, f"{where}: {key}"
        else:
            assert found == wanted, f"{where}: {key}"


@pytest.mark.parametrize(("sheet", "case"), list(worked_cases()))
def test_worked_case(rules: Any, sheet: Any, case: Any) -> None:
    request = sheet.request(case)
    result = evaluate(rules, request)
    assert_matches(result, case.expect, case.id)
    if "decisive_any_of" in case.expect:
        assert set(result["decisive"]) & set(case.expect["decisive_any_of"])
    named = {entry["id"]: entry for entry in result["interpretations"]}
    assert set(case.expect.get("interpretations", [])) <= set(named)
    for interpretation, readings in case.expect.get("readings", {}).items():
        for reading, changes in readings.items():
            chosen = {**request, "readings": {interpretation: reading}}
            unchanged = {} if "verdict" in changes else case.expect
            assert_matches(evaluate(rules, chosen), {**unchanged, **changes}, reading)
            # What the default result says of the other reading is what choosing it gives.
            others = named[interpretation]["others"].get(reading, {})
            assert_matches({**result, **others}, changes, reading)
