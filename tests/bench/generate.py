"""A collection of any size, made by mutating the real documents.

Each generated document is a real one under a new key, number and date, with about a third of
its paragraphs taken from another document. Paragraphs that metadata quotes stay as they are,
so that the generated collection passes every content check except the comparison with a
source text, which it has none of.
"""

import random
import re
import shutil
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

_SERIAL = re.compile(r"〔\d{4}〕\d+号$")


def generate(content: Path, out: Path, count: int, *, seed: int = 20200405) -> None:
    """Write a content folder with ``count`` documents to ``out``; deterministic in ``seed``."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    for path in sorted(content.iterdir()):
        if path.name in ("policies", "sources"):
            continue
        (shutil.copytree if path.is_dir() else shutil.copy2)(path, out / path.name)
    originals = [_load(path) for path in sorted(content.glob("policies/*/*.yml"))]
    for original in originals:
        _write(out, original)
    # The paragraphs that may stand in for one another.
    pool = [node["text"] for original in originals for node in _free_paragraphs(original)]
    rng = random.Random(seed)
    for number in range(count - len(originals)):
        original = originals[number % len(originals)]
        _write(out, _mutate(original, number, pool, rng))


def _load(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    document.pop("source", None)
    _drop_printed_lines(document)
    return document


def _write(out: Path, document: dict[str, Any]) -> None:
    path = out / "policies" / document["region"] / f"{document['key']}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.dump(
        document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1 << 20
    )
    path.write_text(text, "utf-8")


def _mutate(
    original: dict[str, Any], number: int, pool: list[str], rng: random.Random
) -> dict[str, Any]:
    document = deepcopy(original)
    document["key"] = f"{original['key']}x{number}"
    document["title"] = f"{original['title']}（样本{number}）"
    # Serials above 100,000 can never be those of a real document.
    if document.get("document_number"):
        document["document_number"] = _SERIAL.sub(
            f"〔2020〕{100_000 + number}号", document["document_number"]
        )
    for node in _free_paragraphs(document):
        if rng.random() < 0.3:
            node["text"] = rng.choice(pool)
    return document


def _free_paragraphs(document: dict[str, Any]) -> list[dict[str, Any]]:
    """Text nodes that no quote of the document's own metadata rests on."""
    quoted = set(
        re.findall(r"'clause': '([^']+)'", repr({**document, "body": [], "companions": []}))
    )
    return [
        node
        for node in _nodes(document)
        if node.get("text") and node["type"] in ("paragraph", "item", "subitem", "dash")
        if not any(node["id"] == clause or node["id"].startswith(f"{clause}-") for clause in quoted)
    ]


def _nodes(document: dict[str, Any]) -> list[dict[str, Any]]:
    bodies = [document["body"], *(part["body"] for part in document.get("companions", []))]
    stack = [node for body in bodies for node in body]
    found = []
    while stack:
        node = stack.pop()
        found.append(node)
        stack.extend(node.get("children", []))
    return sorted(found, key=lambda node: str(node["id"]))


def _drop_printed_lines(document: dict[str, Any]) -> None:
    """Line numbers of a source text mean nothing without the source."""
    for node in _nodes(document):
        node.pop("printed_lines", None)
        for row in (node.get("table") or {}).get("rows", []):
            row.pop("printed_lines", None)
