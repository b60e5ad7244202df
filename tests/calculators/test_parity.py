"""CPython, MicroPython and Pyodide give equal bytes for all cases and 5,000 random readers."""

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build_scripts.compile import facts_used, only
from build_scripts.compile.browser import ENGINE
from calculators.calls import respond
from tests.calculators.light_engine import light_engine
from tests.calculators.random_facts import random_request
from tests.calculators.test_cases import worked_cases
from tests.calculators.test_requests import BROKEN_TEXTS, REFUSED
from tests.calculators.test_retirement_call import REFUSED as REFUSED_RETIREMENT
from tests.calculators.test_retirement_call import retirement_cases
from tests.calculators.test_timeline import REFUSED as REFUSED_TIMELINES
from tests.calculators.test_timeline import all_quarters
from tests.calculators.test_timeline_cases import timeline_cases

# All of it on one core: the answers are made once.
pytestmark = pytest.mark.xdist_group("parity")

HERE = Path(__file__).parent
RUNTIMES = ("run_micropython.mjs", "run_pyodide.mjs")
RANDOM_READERS = 5000
PAGE = "tianjin/flexible-employment-si-subsidy"

Request = tuple[str, str]


def start_elsewhere(
    script: str, engine: list[str], rules: Any, requests: list[Request], folder: Path
) -> "subprocess.Popen[str]":
    """Another Python at work on (request text, call), with the engine as the browser gets it."""
    paths = engine[:] if script == "run_micropython.mjs" else [str(ENGINE)]
    for name, value in {"rules": rules, "requests": requests}.items():
        # Not the other one's files: it may be reading them.
        path = folder / f"{script}.{name}.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        paths.append(str(path))
    output = (folder / f"{script}.out").open("w+", encoding="utf-8")
    return subprocess.Popen(["node", str(HERE / script), *paths], stdout=output, text=True)


def responses_of(process: "subprocess.Popen[str]", script: str, folder: Path) -> list[str]:
    assert process.wait() == 0
    answer = json.loads((folder / f"{script}.out").read_text("utf-8"))
    assert answer["lines"] == []
    responses: list[str] = answer["responses"]
    return responses


@pytest.fixture(scope="module")
def engine(rules: Any, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The engine of the browser."""
    return light_engine(rules, tmp_path_factory.mktemp("engine"))


def timelines(rules: Any) -> Iterator[Any]:
    """Worked cases with all their readings, some of all quarters, and what is refused."""
    for sheet, case in (parameter.values for parameter in timeline_cases()):
        request = sheet.request(case)
        yield request
        for name, readings in case.expect.readings.items():
            yield from ({**request, "readings": {name: reading}} for reading in readings)
    yield from list(all_quarters(rules))[::23]
    yield from (request for request, *_ in REFUSED_TIMELINES)


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
    found += [(json.dumps(request, ensure_ascii=False), "timeline") for request in timelines(rules)]
    retirement = [parameter.values[0]["request"] for parameter in retirement_cases()]
    retirement += [request for request, *_ in REFUSED_RETIREMENT]
    found += [(json.dumps(request, ensure_ascii=False), "retirement") for request in retirement]
    rng = random.Random(20200610)
    benefits = sorted(rules["benefits"])
    used = {benefit: facts_used(rules, benefit) for benefit in benefits}
    for number in range(RANDOM_READERS):
        benefit = benefits[number % len(benefits)]
        request = random_request(rules, benefit, used[benefit], rng)
        found.append((json.dumps(request, ensure_ascii=False), "evaluate"))
    return found


@pytest.fixture(scope="module")
def answers(
    rules: Any,
    engine: list[str],
    requests: list[Request],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, list[str]]:
    """Answers by runtime; all of them work at the same time."""
    folder = tmp_path_factory.mktemp("parity")
    running = {
        script: start_elsewhere(script, engine, rules, requests, folder) for script in RUNTIMES
    }
    found = {"CPython": [respond(rules, text, call) for text, call in requests]}
    for script, process in running.items():
        found[script] = responses_of(process, script, folder)
    return found


@pytest.mark.parametrize("script", RUNTIMES)
def test_same_bytes(script: str, requests: list[Request], answers: dict[str, list[str]]) -> None:
    for request, here, there in zip(requests, answers["CPython"], answers[script], strict=True):
        assert there == here, request


def test_random_readers_are_understood(answers: dict[str, list[str]]) -> None:
    """Else they would only compare error messages."""
    random_answers = answers["CPython"][-RANDOM_READERS:]
    assert sum('"error"' in answer for answer in random_answers) < RANDOM_READERS // 50


def test_same_bytes_from_the_rules_of_one_page(
    rules: Any, engine: list[str], tmp_path: Path
) -> None:
    """A page carries only what its benefit uses; the answer is that of the whole rules."""
    texts = [
        json.dumps(sheet.request(case), ensure_ascii=False)
        for sheet, case in (parameter.values for parameter in worked_cases())
        if sheet.benefit == PAGE
    ]
    requests = [(text, "evaluate") for text in texts]
    script = "run_micropython.mjs"
    process = start_elsewhere(script, engine, only(rules, [PAGE]), requests, tmp_path)
    assert responses_of(process, script, tmp_path) == [respond(rules, text) for text in texts]
