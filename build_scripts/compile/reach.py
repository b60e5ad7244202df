"""How far each reading of a benefit reaches: what it can change, however the rest comes out.

The engine evaluates a benefit once and then, for every other reading, only what that reading
reaches (``calculators/outcome.py``).
"""

from collections.abc import Iterator
from typing import Any

#: Parts of a result that are more than their nodes; no node has a dot in its id.
PARTS = ("amount", "duration", "total")


def reach(benefit: dict[str, Any], replace: dict[str, Any]) -> list[str]:
    """The ids of nodes, and ``benefit.<part>``, that rest on what a reading replaces.

    :param benefit: a compiled benefit. A node rests on the nodes inside it and on those it names,
        in its own form or in that of any reading.
    :param replace: the reading's nodes. What is inside them may have an id that the benefit has
        for another form of it.
    """
    rests_on = _rests_on(benefit)
    found = {node["id"] for node in _nodes(replace)}
    grown = True
    while grown:
        more = {node_id for node_id, used in rests_on.items() if used & found} - found
        found |= more
        grown = bool(more)
    return sorted(found)


def _rests_on(benefit: dict[str, Any]) -> dict[str, set[str]]:
    """The texts directly in every node, ids of nodes inside it and of nodes it names among them."""
    texts: dict[str, set[str]] = {}
    readings = [variant["replace"] for variant in benefit.get("readings", [])]
    for node in _nodes([benefit["conditions"], readings, *(benefit.get(part) for part in PARTS)]):
        texts.setdefault(node["id"], set()).update(_texts(node))
    for part in PARTS:
        texts[f"benefit.{part}"] = set(_texts({part: benefit.get(part)}))
    if "each_month" in (benefit.get("total") or {}):
        texts["benefit.total"] |= {"benefit.amount", "benefit.duration"}
    return texts


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """Everything that has an id, at any depth."""
    if isinstance(value, dict):
        if "id" in value:
            yield value
        for item in value.values():
            yield from _nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item)


def _texts(node: dict[str, Any]) -> Iterator[str]:
    """The texts of a node; of a node inside it only the id."""
    for item in node.values():
        yield from _texts_of(item)


def _texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        if "id" in value:
            yield value["id"]
        else:
            yield from _texts(value)
    elif isinstance(value, list):
        for item in value:
            yield from _texts_of(item)
