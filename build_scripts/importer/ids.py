"""Clause ids: the printed numbers as URL segments, unique in the document and stable."""

from collections.abc import Iterator

from .draft import DraftCompanion, Node

_NUMBERED = ("article", "section", "subsection", "item", "subitem", "point")
#: Ids that a document has once; further ones count on from 2.
_NAMED = {
    "title": "title",
    "document_number": "number",
    "addressee": "addressee",
    "signoff": "signoff",
    "attachment_list": "attachments",
    "contact": "contact",
    "links": "links",
    "note": "note",
}


class _Ids:
    """Ids given so far, and the counters of what is counted over the whole document."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.doubts: list[str] = []
        self._counts: dict[str, int] = {}

    def count(self, name: str) -> int:
        self._counts[name] = self._counts.get(name, 0) + 1
        return self._counts[name]

    def give(self, node: Node, wanted: str) -> None:
        """Set ``node.id`` to ``wanted``, or to the next free variant of it."""
        unique, copy = wanted, 1
        while unique in self.taken:
            copy += 1
            unique = f"{wanted}-x{copy}"
        if copy > 1:
            text = (node.label or "") + (node.text or "")[:15]
            self.doubts.append(f"编号 {wanted} 重复，“{text}”暂编为 {unique}")
        self.taken.add(unique)
        node.id = unique


def _walk(nodes: list[Node], parent: str, prefix: str) -> Iterator[tuple[Node, str]]:
    """Numbered nodes below ``nodes`` and the ids they want; chapters and annexes are seen through.

    ``parent`` is the id of the nearest numbered ancestor, ``prefix`` stands before top-level ids.
    """
    headings = 0
    for node in nodes:
        here = parent
        if node.type in _NUMBERED:
            if node.type == "article":
                here = f"{prefix}art-{node.ordinal}"
            else:
                here = f"{parent}-{node.ordinal}" if parent else f"{prefix}{node.ordinal}"
            yield node, here
        elif node.type == "heading" and not parent:
            headings += 1
            here = f"{prefix}heading-{headings}"
            yield node, here
        yield from _walk(node.children, here, prefix)


def _assign(nodes: list[Node], ids: _Ids, prefix: str, loose: str) -> None:
    """Give ids to ``nodes`` and all below.

    ``prefix`` stands before numbered ids, ``loose`` before those of unnumbered paragraphs.
    """
    pairs = [node for node in nodes if node.type == "question_answer"]
    for number, pair in enumerate(pairs, 1):
        _assign_pair(pair, ids, f"{loose or 'qa-'}{number}")
    others = [node for node in nodes if node.type != "question_answer"]
    for node, wanted in _walk(others, "", prefix):
        ids.give(node, wanted)
    _assign_others(others, ids, "", prefix, loose)


def _assign_others(nodes: list[Node], ids: _Ids, parent: str, prefix: str, loose: str) -> None:
    paragraphs = dashes = 0
    for node in nodes:
        if not node.id:
            if node.type == "paragraph" and parent:
                paragraphs += 1
                ids.give(node, f"{parent}-p{paragraphs + 1}")
            elif node.type == "dash":
                dashes += 1
                ids.give(node, f"{parent}-d{dashes}" if parent else f"{loose}d-{dashes}")
            elif node.type == "chapter":
                ids.give(node, f"{prefix}{node.ordinal}")
            elif node.type == "table" and parent:
                ids.give(node, f"{parent}-table")
            elif node.type in _NAMED:
                name = _NAMED[node.type]
                number = ids.count(name)
                ids.give(node, name if number == 1 else f"{name}-{number}")
            else:
                name = "p" if node.type == "paragraph" else node.type
                ids.give(node, f"{loose}{name}-{ids.count(loose + name)}")
        below = parent if node.type == "chapter" else node.id
        _assign_others(node.children, ids, below, prefix, loose)


def assign_ids(body: list[Node], companions: list[DraftCompanion]) -> list[str]:
    """Give every node of a document its id; returns doubts (numbers printed twice)."""
    ids = _Ids()
    annexes = [node for node in body if node.type == "annex"]
    _assign([node for node in body if node.type != "annex"], ids, "", "")
    for number, annex in enumerate(annexes, 1):
        ids.give(annex, f"annex-{annex.ordinal}" if annex.ordinal else "annex")
        # The annex keeps plain ids unless the document itself numbers clauses the same way.
        wanted = {name for _, name in _walk(annex.children, "", "")}
        prefix = f"a{number}-" if wanted & ids.taken else ""
        _assign(annex.children, ids, prefix, f"a{number}-")
    for number, companion in enumerate(companions, 1):
        prefix = "qa-" if number == 1 else f"qa{number}-"
        _assign_companion(companion.body, ids, prefix)
    return ids.doubts


def _assign_companion(nodes: list[Node], ids: _Ids, prefix: str) -> None:
    for node in nodes:
        if node.type == "title":
            ids.give(node, f"{prefix}title")
    _assign([node for node in nodes if node.type != "title"], ids, prefix, prefix)


def _assign_pair(node: Node, ids: _Ids, wanted: str) -> None:
    """Ids of a question and its answer: ``qa-1``, ``qa-1-q``, ``qa-1-a``, ``qa-1-a-p2``."""
    ids.give(node, wanted)
    for child in node.children:
        ids.give(child, f"{node.id}-{'q' if child.type == 'question' else 'a'}")
        _assign_pair_children(child, ids)


def _assign_pair_children(part: Node, ids: _Ids) -> None:
    for node, name in _walk(part.children, part.id, ""):
        ids.give(node, name)
    _assign_others(part.children, ids, part.id, "", f"{part.id}-")
