"""CPython, MicroPython and Pyodide give equal bytes for all cases and 5,000 random readers."""

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from build_scripts.compile import browser_files, facts_used, only
from calculators.calls import respond
from tests.calculators.random_facts import random_request
from tests.calculators.test_cases import worked_cases
from tests.calculators.test_requests import BROKEN_TEXTS, REFUSED

HERE = Path(__file__).parent
RUNTIMES = ("run_micropython.mjs", "run_pyodide.mjs")
RANDOM_READERS = 5000
PAGE = "tianjin/flexible-employment-si-subsidy"

Request = tuple[str, str]


def run_elsewhere(
    script: str, engine: str, rules: Any, requests: list[Request], folder: Path
) -> list[str]:
    """Responses to (request text, call), from the engine as the browser gets it."""
    files = {"engine": engine, "rules": json.dumps(rules), "requests": json.dumps(requests)}
    paths = []
    for name, text in files.items():
        path = folder / f"{name}.json"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    run = subprocess.run(
        ["node", str(HERE / script), *paths], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    answer = json.loads(run.stdout)
    assert answer["lines"] == []
    responses: list[str] = answer["responses"]
    return responses


@pytest.fixture(scope="module")
def engine(rules: Any) -> str:
    files = browser_files(rules).files
    return next(text for path, text in files.items() if path.endswith("/engine.json")).decode()


@pytest.fixture(scope="module")
def requests(rules: Any) -> list[Request]:
    """Every worked case, every kind of refusal, each call, and random readers."""
    texts = [
        json.dumps(sheet.request(case), ensure_ascii=False)
        for sheet, case in (parameter.values for parameter in worked_cases())
    ]
    refused = [json.dumps(request, ensure_ascii=False) for request, *_ in REFUSED]
    batch = '{"batch":[' + ",".join([*texts[:3], *refused[:2]]) + "]}"
    found = [(text, "evaluate") for text in [*texts, *refused, *BROKEN_TEXTS, batch]]
    found += [('{"as_of":"2020-06-10"}', "screen"), ('{"as_of":["2020-06-10"]}', "compare")]
    rng = random.Random(20200610)
    benefits = sorted(rules["benefits"])
    used = {benefit: facts_used(rules, benefit) for benefit in benefits}
    for number in range(RANDOM_READERS):
        benefit = benefits[number % len(benefits)]
        request = random_request(rules, benefit, used[benefit], rng)
        found.append((json.dumps(request, ensure_ascii=False), "evaluate"))
    return found


@pytest.fixture(scope="module")
def expected(rules: Any, requests: list[Request]) -> list[str]:
    return [respond(rules, text, call) for text, call in requests]


@pytest.mark.parametrize("script", RUNTIMES)
def test_same_bytes(
    script: str,
    rules: Any,
    engine: str,
    requests: list[Request],
    expected: list[str],
    tmp_path: Path,
) -> None:
    answers = run_elsewhere(script, engine, rules, requests, tmp_path)
    for request, here, there in zip(requests, expected, answers, strict=True):
        assert there == here, request


def test_random_readers_are_understood(requests: list[Request], expected: list[str]) -> None:
    """Else they would only compare error messages."""
    answers = expected[-RANDOM_READERS:]
    assert sum('"error"' in answer for answer in answers) < RANDOM_READERS // 50


def test_same_bytes_from_the_rules_of_one_page(rules: Any, engine: str, tmp_path: Path) -> None:
    """A page carries only what its benefit uses; the answer is that of the whole rules."""
    texts = [
        json.dumps(sheet.request(case), ensure_ascii=False)
        for sheet, case in (parameter.values for parameter in worked_cases())
        if sheet.benefit == PAGE
    ]
    requests = [(text, "evaluate") for text in texts]
    answers = run_elsewhere("run_micropython.mjs", engine, only(rules, [PAGE]), requests, tmp_path)
    assert answers == [respond(rules, text) for text in texts]
