"""The browser and the build say the same of a document on the same day."""

import itertools
import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from build_scripts.render.status import PERIOD_WORDS, WORDS, period_state, status

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import * as rule from "./site_overrides/assets/javascripts/status.js";
import { readFileSync } from "node:fs";
const { statuses, periods } = JSON.parse(readFileSync(0, "utf8"));
const result = {
  words: rule.STATUS_WORDS,
  periodWords: rule.PERIOD_WORDS,
  statuses: statuses.map(([effective, expires, repealed, issued, asOf]) =>
    rule.statusOn({ issued, effective, expires, repealed }, asOf)),
  periods: periods.map(([start, end, asOf]) => rule.periodOn(start, end, asOf)),
};
process.stdout.write(JSON.stringify(result));
"""
#: Unknown, and days around one another, over the end of a year.
DAYS = ["", "2020-12-30", "2020-12-31", "2021-01-01"]


def _in_javascript(**cases: object) -> Any:
    result = subprocess.run(
        ["node", "--input-type=module", "-e", SCRIPT],
        input=json.dumps(cases),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(result.stdout)


def test_same_rule_as_the_build():
    statuses = list(itertools.product(DAYS, DAYS, DAYS, DAYS, DAYS[1:]))
    # A period without edges has no state, and no element on the page.
    periods = [case for case in itertools.product(DAYS, DAYS, DAYS[1:]) if any(case[:2])]
    seen = _in_javascript(statuses=statuses, periods=periods)
    assert seen["words"] == WORDS
    assert seen["periodWords"] == PERIOD_WORDS
    assert seen["statuses"] == [
        status(effective or None, expires or None, repealed or None, issued or None, as_of).state
        for effective, expires, repealed, issued, as_of in statuses
    ]
    assert seen["periods"] == [
        period_state(SimpleNamespace(start=start or None, end=end or None), as_of)  # type: ignore[arg-type]
        for start, end, as_of in periods
    ]
