"""Runs queries through the search modules of the built site, without a browser."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = Path(__file__).parent / "questions"

Find = Callable[..., list[dict[str, Any]]]


def questions(name: str) -> list[dict[str, Any]]:
    """A set of questions by the name of its file."""
    loaded: list[dict[str, Any]] = yaml.safe_load((QUESTIONS / f"{name}.yml").read_text("utf-8"))
    return loaded


def run_queries(folder: Path, queries: list[dict[str, Any]], work: Path) -> list[dict[str, Any]]:
    """Answers of ``find.mjs`` for the index below ``folder``."""
    path = work / "queries.json"
    path.write_text(json.dumps(queries), "ascii")
    result = subprocess.run(
        ["node", "tests/search/find.mjs", str(folder), str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    answers: list[dict[str, Any]] = json.loads(result.stdout)
    return answers


@pytest.fixture(scope="session")
def find(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Find:
    """``find({"text": …}, …)`` → [{"answer", "files", "bytes"}, …] from the built site."""
    work = tmp_path_factory.mktemp("search")
    return lambda *queries: run_queries(site_dir, list(queries), work)
