"""The clause tree of a document or an annex, built from top to bottom."""

import re

from build_scripts.model.policy import ClauseType

from .draft import Node
from .numbering import Numbering, NumberingKind

#: Order of the levels: a clause holds those with a greater rank.
_RANKS: dict[str, int] = {
    "part": 0,
    "chapter": 1,
    "chapter_section": 2,
    "heading": 3,
    "article": 4,
    "section": 5,
    "subsection": 6,
    "item": 7,
    "subitem": 8,
    "point": 9,
    "dash": 10,
}
_TYPES: dict[NumberingKind, ClauseType] = {
    "part": "chapter",
    "chapter": "chapter",
    "chapter_section": "chapter",
    "article": "article",
    "section": "section",
    "subsection": "subsection",
    "item": "item",
    "subitem": "subitem",
    "point": "point",
    "dash": "dash",
}
_CHAPTER_IDS = {"part": "pt", "chapter": "ch", "chapter_section": "sec"}

#: A paragraph that sums up a list and so belongs to the clause that opened the list.
_SUMMING_UP = re.compile(r"(?:符合)?(?:上述|以上|前款|前述)")
_ANNOUNCES_LIST = re.compile(r"[：:]$|下列|以下|如下")


class ClauseTree:
    """Places each clause below the innermost open clause of a higher level."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._open: list[tuple[int, Node]] = []

    @property
    def innermost(self) -> Node | None:
        """The clause that a paragraph would be placed in; None at the top."""
        return self._open[-1][1] if self._open else None

    def close_all(self) -> None:
        """What follows stands at the top of the tree."""
        self._open.clear()

    def add(self, node: Node) -> None:
        """A node that takes no clauses, below the innermost open clause."""
        siblings = self._open[-1][1].children if self._open else self.nodes
        siblings.append(node)

    def add_numbered(self, numbering: Numbering) -> None:
        """A numbered clause; it stays open for those below it."""
        rank = _RANKS[numbering.kind]
        node = Node(_TYPES[numbering.kind], numbering.label, numbering.rest or None)
        node.ordinal = numbering.ordinal
        if numbering.kind in _CHAPTER_IDS:
            node.ordinal = f"{_CHAPTER_IDS[numbering.kind]}-{numbering.ordinal}"
        self._add_open(rank, node)

    def add_heading(self, text: str) -> None:
        """An unnumbered heading; what follows stands below it."""
        self._add_open(_RANKS["heading"], Node("heading", text=text))

    def add_paragraph(self, text: str) -> None:
        """An unnumbered paragraph: of the innermost clause, or of the one whose list has ended."""
        while self._open and self._open[-1][1].type == "dash":
            self._open.pop()
        owner = self._list_owner()
        if owner is not None and (_SUMMING_UP.match(text) or self._list_is_short(owner)):
            self._close(owner + 1)
        self.add(Node("paragraph", text=text))

    def _add_open(self, rank: int, node: Node) -> None:
        self._close(rank)
        self.add(node)
        self._open.append((rank, node))

    def _close(self, rank: int) -> None:
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()

    def _list_owner(self) -> int | None:
        """Rank of the outermost open clause whose text announces the list being printed."""
        for rank, node in self._open[:-1]:
            paragraphs = [child for child in node.children if child.type == "paragraph"]
            announced = (paragraphs[-1].text if paragraphs else node.text) or ""
            if _ANNOUNCES_LIST.search(announced) and any(child.ordinal for child in node.children):
                return rank
        return None

    def _list_is_short(self, rank: int) -> bool:
        """Whether the items of the open list are single phrases, so that text cannot be theirs."""
        owner = next(node for open_rank, node in self._open if open_rank == rank)
        items = [child for child in owner.children if child.ordinal]
        return all((item.text or "").count("。") <= 1 for item in items)
