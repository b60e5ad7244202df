"""The project's rules and words, and a desk with a benefit chosen."""

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from batch.desk import Desk
from build_scripts.compile import compile_rules
from build_scripts.link import link_collection
from build_scripts.render.batch import batch_catalogue
from build_scripts.render.context import Site

BENEFIT = "tianjin/flexible-employment-si-subsidy"
SITE = "https://example.gov.cn/"


@pytest.fixture(scope="session")
def rules(collection: Any) -> Any:
    return compile_rules(collection)


@pytest.fixture(scope="session")
def catalogue(collection: Any, rules: Any) -> Any:
    links = link_collection(collection)
    site = Site(collection, links, as_of=date(2026, 11, 23), profile="public")
    return json.loads(batch_catalogue(site, rules))


class Asker:
    """A desk as the page talks to it: JSON in, JSON or bytes out."""

    def __init__(self, rules: Any) -> None:
        self._desk = Desk(rules)

    def __call__(self, task: str, data: bytes | None = None, **request: Any) -> Any:
        answer = self._desk.answer(task, json.dumps(request), data)
        return answer if isinstance(answer, bytes) else json.loads(answer)

    def calculate(self, data: bytes, as_of: str = "2020-06-10", **request: Any) -> Any:
        """Open a file, take the guessed columns, and calculate all of it."""
        view = self("open", data)
        assert "refused" not in view, view
        mapping = {c["index"]: c["target"] for c in view["columns"] if c["target"]}
        mapping |= request.pop("mapping", {})
        read = self("read", mapping=mapping, constants=request.pop("constants", {}), as_of=as_of)
        lines = self("run", start=0, end=read["rows"])["lines"]
        return view, read, lines


@pytest.fixture
def desk(rules: Any, catalogue: Any) -> Asker:
    ask = Asker(rules)
    ask("begin", catalogue=catalogue, site=SITE)
    ask("choose", benefits=[BENEFIT])
    return ask


@pytest.fixture
def choose(desk: Asker) -> Callable[..., Asker]:
    def run(*benefits: str) -> Asker:
        desk("choose", benefits=list(benefits))
        return desk

    return run


def xlsx(*rows: Any, change: Callable[[Any], None] | None = None) -> bytes:
    """A workbook with these rows; ``change`` may work on its sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
