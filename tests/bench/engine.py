"""Speed and size of the rule engine: every benefit of every region for one person."""

import gzip
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from build_scripts.compile import compile_rules
from build_scripts.compile.browser import ENGINE
from build_scripts.load.collection import Collection
from calculators.calls import respond
from calculators.screen import Memory
from tests.calculators.light_engine import light_engine

ROOT = Path(__file__).resolve().parents[2]
RUNTIMES = {"MicroPython": "run_micropython.mjs", "Pyodide": "run_pyodide.mjs"}
#: A reader who has answered the questions most benefits ask.
PERSON: dict[str, Any] = {
    "as_of": "2020-06-10",
    "facts": {
        "birth_date": "1978-03-02",
        "sex": "female",
        "original_retirement_age": "50",
        "hard_to_employ_recognised": True,
        "person_status": ["zero_employment_family"],
        "employment_status": "flexible",
        "flexible_registration_date": "2020-06-03",
        "flexible_insurances_paid": ["pension", "medical"],
        "subsidy_months_drawn": 0,
        "fraud_found": False,
    },
}


def engine_figures(collection: Collection, runs: int) -> None:
    """Print sizes, and medians and 99th percentiles of whole screenings and evaluations."""
    rules = compile_rules(collection)
    source = sum(len(path.read_bytes()) for path in (ROOT / "calculators").glob("*.py"))
    lump = json.dumps(rules, ensure_ascii=False, sort_keys=True).encode()
    with tempfile.TemporaryDirectory(prefix="mingce-bench-") as folder:
        engine = Path(light_engine(rules, Path(folder))[-1]).read_bytes()
    print(
        f"引擎源码 {source / 1000:.0f} kB，浏览器取的 {len(engine) / 1000:.0f} kB，"
        f"gzip {len(gzip.compress(engine)) / 1000:.0f} kB；"
        f"全部规则 {len(lump) / 1000:.0f} kB，gzip {len(gzip.compress(lump)) / 1000:.0f} kB"
    )
    whole = [[json.dumps(PERSON, ensure_ascii=False), "evaluate"]] * runs
    answers = [[text, "screen"] for text in _one_answer_more()]
    count = len(rules["benefits"])
    for title, requests in (
        (f"{count} 项待遇全部重算", whole),
        (f"{count} 项待遇，逐题回答", answers * max(runs // 2, 3)),
    ):
        print(f"{title}：")
        own = []
        memory = Memory()
        for text, call in requests:
            started = time.perf_counter()
            respond(rules, text, call, memory)
            own.append((time.perf_counter() - started) * 1000)
        baseline = statistics.median(own)
        _print("CPython", own, baseline)
        for name, script in RUNTIMES.items():
            _print(name, _elsewhere(script, rules, requests), baseline)


def _one_answer_more() -> Iterator[str]:
    """The person's requests, each with one answer more than the last."""
    facts = list(PERSON["facts"].items())
    for count in range(len(facts) + 1):
        request = {"as_of": PERSON["as_of"], "facts": dict(facts[:count])}
        yield json.dumps(request, ensure_ascii=False)


def _elsewhere(script: str, rules: Any, requests: list[list[str]]) -> list[float]:
    with tempfile.TemporaryDirectory(prefix="mingce-bench-") as folder:
        light = script == "run_micropython.mjs"
        paths = light_engine(rules, Path(folder)) if light else [str(ENGINE)]
        for name, value in (("rules", rules), ("requests", requests)):
            path = Path(folder) / f"{name}.json"
            path.write_text(json.dumps(value), encoding="utf-8")
            paths.append(str(path))
        done = subprocess.run(
            ["node", str(ROOT / "tests/calculators" / script), *paths],
            capture_output=True,
            check=True,
        )
    times: list[float] = json.loads(done.stdout)["milliseconds"]["all"]
    return times


def _print(name: str, times: list[float], baseline: float) -> None:
    ordered = sorted(times)
    median = statistics.median(ordered)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    print(
        f"  {name}：中位数 {median:.0f} 毫秒，第99百分位 {late:.0f} 毫秒"
        f"（为 CPython 的 {median / baseline:.1f} 倍）"
    )
