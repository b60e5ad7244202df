"""MicroPython answers every case with the bytes of CPython."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from build_scripts.compile import browser_files, only
from calculators.evaluate import respond
from tests.calculators.test_cases import worked_cases
from tests.calculators.test_requests import BROKEN_TEXTS, REFUSED

SCRIPT = Path(__file__).with_name("run_micropython.mjs")
BENEFIT = "tianjin/flexible-employment-si-subsidy"


def on_micropython(engine: Any, rules: Any, requests: Any, folder: Any) -> Any:
    """Responses to request texts, from the engine as the browser gets it."""
    files = {"engine": engine, "rules": json.dumps(rules), "requests": json.dumps(requests)}
    paths = []
    for name, text in files.items():
        path = folder / f"{name}.json"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    run = subprocess.run(
        ["node", str(SCRIPT), *paths], capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stderr[-2000:]
    answer = json.loads(run.stdout)
    assert answer["lines"] == []
    return answer["responses"]


@pytest.fixture(scope="module")
def requests() -> Any:
    texts = [
        json.dumps(sheet.request(case), ensure_ascii=False)
        for sheet, case in (parameter.values for parameter in worked_cases())
    ]
    refused = [json.dumps(request, ensure_ascii=False) for request, *_ in REFUSED]
    batch = '{"batch":[' + ",".join([*texts[:3], *refused[:2]]) + "]}"
    return [*texts, *refused, *BROKEN_TEXTS, batch]


@pytest.fixture(scope="module")
def engine(rules: Any) -> Any:
    files = browser_files(rules).files
    return next(text for path, text in files.items() if path.endswith("/engine.json")).decode()


def test_same_bytes(rules: Any, engine: Any, requests: Any, tmp_path: Any) -> None:
    answers = on_micropython(engine, rules, requests, tmp_path)
    assert answers == [respond(rules, request) for request in requests]


def test_same_bytes_from_the_rules_of_one_page(
    rules: Any, engine: Any, requests: Any, tmp_path: Any
) -> None:
    """A page carries only what its benefit uses; the answer is that of the whole rules."""
    usable = [text for text in requests if "error" not in json.loads(respond(rules, text))]
    answers = on_micropython(engine, only(rules, [BENEFIT]), usable, tmp_path)
    assert answers == [respond(rules, request) for request in usable]
