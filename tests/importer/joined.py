"""The text of drafts, joined in printed order, for comparison with what went in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from build_scripts.importer.draft import Draft
from build_scripts.load.source_text import squeeze


def _parts(nodes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for node in nodes:
        yield node.get("label", "")
        yield node.get("text", "")
        yield from node.get("lines", [])
        if "table" in node:
            yield from node["table"]["header"]
            for row in node["table"]["rows"]:
                yield from row["cells"]
        yield from _parts(node.get("children", []))


def joined(drafts: Sequence[Draft]) -> str:
    """All characters of the drafts (and collection headings) except white space."""
    parts: list[str] = []
    for draft in drafts:
        parts += [text for _, text in draft.headings]
        parts += _parts(draft.record["body"])
        for companion in draft.record.get("companions", []):
            parts += _parts(companion["body"])
    return squeeze("".join(parts))


def outline(draft: Draft) -> list[str]:
    """Ids of a draft's clauses in printed order."""

    def ids(nodes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        for node in nodes:
            yield node["id"]
            yield from ids(node.get("children", []))

    companions = draft.record.get("companions", [])
    return [*ids(draft.record["body"]), *(i for c in companions for i in ids(c["body"]))]
