"""Generated pages: their record, their addresses, and a writer that touches only what changed.

A *site path* is an address below the site root as the reader sees it, without a leading slash:
``policies/tianjin/tj6/``, ``data/documents.json``, ``""`` for the home page. Every link on a
page is that path behind the page's own ``root`` (``../../../``), so the site works under any
sub-path and from any static server.
"""

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from build_scripts.passthrough import MARKER

#: The attributes of templates/_runtime.html.
_CALCULATOR = re.compile(
    r'data-interpreter="([^"]*)" data-engine="([^"]*)" data-full="[^"]*" data-rules="([^"]*)"'
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of stage 1.

    ``site_path`` ends with ``/`` (or is empty for the home page); ``html`` is the whole
    article; ``stylesheets`` and ``modules`` are site paths of assets only this page needs.
    """

    site_path: str
    title: str
    html: str
    description: str = ""
    stylesheets: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()

    @property
    def engine(self) -> list[str]:
        """Site paths of what a calculator on the page loads first: worker, program, rules."""
        found = _CALCULATOR.search(self.html)
        if found is None:
            return []
        interpreter, engine, rules = found.groups()
        program = (f"{interpreter}micropython.bin", f"{engine}engine.bin")
        return ["assets/javascripts/calculator/worker.js", *program, *dict.fromkeys(rules.split())]

    def text(self) -> str:
        """The page file: YAML front matter and one raw HTML block."""
        lines = ["---", f"title: {_front_matter(self.title)}"]
        if self.description:
            lines.append(f"description: {_front_matter(self.description)}")
        for name in ("stylesheets", "modules", "engine"):
            if paths := getattr(self, name):
                lines.append(f"{name}: {json.dumps(paths)}")
        return "\n".join([*lines, "---", MARKER, self.html.strip(), ""])


def _front_matter(text: str) -> str:
    """``text`` as YAML (JSON strings are), escaped: the generator puts it into HTML as it is."""
    return json.dumps(html.escape(text), ensure_ascii=False)


def root_of(site_path: str) -> str:
    """The way from a page back to the site root: ``../../`` for ``topics/x/``, ``./`` for home."""
    return "../" * site_path.count("/") or "./"


class Writer:
    """Writes below ``out``: a file whose bytes would not change keeps its time stamp."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._written: set[Path] = set()
        self._folders: set[Path] = set()
        self.changed = 0

    @property
    def count(self) -> int:
        """Files written so far, changed or not."""
        return len(self._written)

    def page(self, page: Page) -> None:
        """Write a page; raises ValueError when two pages claim one address."""
        self.file(f"{page.site_path}index.md", page.text().encode())

    def file(self, path: str, content: bytes) -> None:
        """Write ``content`` to ``path``; raises ValueError when the path was already written."""
        target = self._out / path
        if target in self._written:
            raise ValueError(f"two pages at {path}")
        self._written.add(target)
        try:
            if target.read_bytes() == content:
                return
        except FileNotFoundError:
            if target.parent not in self._folders:
                target.parent.mkdir(parents=True, exist_ok=True)
                self._folders.add(target.parent)
        target.write_bytes(content)
        self.changed += 1

    def remove_stale(self, patterns: Iterable[str]) -> int:
        """Delete files matching ``patterns`` that this run did not write; returns how many."""
        removed = 0
        for pattern in patterns:
            for path in list(self._out.glob(pattern)):
                if path.is_file() and path not in self._written:
                    path.unlink()
                    removed += 1
                    for folder in path.parents:
                        if folder == self._out or any(folder.iterdir()):
                            break
                        folder.rmdir()
        return removed
