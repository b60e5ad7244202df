"""MicroPython and Pyodide answer every timeline with the bytes of CPython."""

import json
from pathlib import Path
from typing import Any

import pytest

from build_scripts.compile import browser_files
from calculators.calls import respond
from tests.calculators.test_parity import RUNTIMES, Request, run_elsewhere
from tests.calculators.test_timeline import REFUSED, all_quarters
from tests.calculators.test_timeline_cases import timeline_cases


@pytest.fixture(scope="module")
def requests(rules: Any) -> list[Request]:
    """Worked cases, all their readings, some of all quarters, and what is refused."""
    found = []
    for sheet, case in (parameter.values for parameter in timeline_cases()):
        request = sheet.request(case)
        found.append(request)
        for name, readings in case.expect.readings.items():
            found += [{**request, "readings": {name: reading}} for reading in readings]
    found += list(all_quarters(rules))[::23]
    found += [request for request, *_ in REFUSED]
    return [(json.dumps(request, ensure_ascii=False), "timeline") for request in found]


@pytest.mark.parametrize("script", RUNTIMES)
def test_same_bytes(script: str, rules: Any, requests: list[Request], tmp_path: Path) -> None:
    files = browser_files(rules).files
    engine = next(text for path, text in files.items() if path.endswith("/engine.json")).decode()
    answers = run_elsewhere(script, engine, rules, requests, tmp_path)
    for (text, call), answer in zip(requests, answers, strict=True):
        assert answer == respond(rules, text, call), text
