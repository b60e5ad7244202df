"""What the importer hands over: draft documents and the doubts about them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from build_scripts.model.policy import ClauseType


@dataclass
class DraftRow:
    """A row of a draft table; ``printed_lines`` as in ``TableRow``."""

    cells: list[str]
    printed_lines: list[int] = field(default_factory=list)


@dataclass
class DraftTable:
    """A draft table."""

    header: list[str]
    rows: list[DraftRow]


@dataclass
class Node:
    """A clause in the making; the fields are those of ``Clause``.

    ``ordinal`` is the printed number as a URL segment, from which ``ids`` builds the id.
    """

    type: ClauseType
    label: str | None = None
    text: str | None = None
    lines: list[str] = field(default_factory=list)
    table: DraftTable | None = None
    children: list["Node"] = field(default_factory=list)
    printed_lines: list[int] = field(default_factory=list)
    ordinal: str = ""
    id: str = ""

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def own_text(self) -> str:
        """Label, text and lines of this node alone."""
        return "".join([self.label or "", self.text or "", *self.lines])

    def to_mapping(self) -> dict[str, Any]:
        """The clause as written in a content file, empty fields left out."""
        mapping: dict[str, Any] = {"id": self.id, "type": self.type}
        if self.label is not None:
            mapping["label"] = self.label
        if self.text:
            mapping["text"] = self.text
        if self.lines:
            mapping["lines"] = list(self.lines)
        if self.table:
            rows: list[dict[str, Any]] = []
            for row in self.table.rows:
                rows.append({"cells": row.cells})
                if row.printed_lines:
                    rows[-1]["printed_lines"] = row.printed_lines
            mapping["table"] = {"header": self.table.header, "rows": rows}
        if self.children:
            mapping["children"] = [child.to_mapping() for child in self.children]
        if self.printed_lines:
            mapping["printed_lines"] = list(self.printed_lines)
        return mapping


@dataclass
class DraftCompanion:
    """An interpretation or question-and-answer text that follows its document."""

    kind: str
    title: str
    body: list[Node]


@dataclass
class Draft:
    """A draft document.

    ``issuer_names`` are the names as printed in the sign-off. ``record`` is the whole content
    file as a mapping, ready for ``write.policy_yaml``; it validates against ``PolicyDocument``
    unless the text gives no date (``record["issued"]`` is then None, and a doubt says so).
    """

    first_line: int
    last_line: int
    body: list[Node]
    companions: list[DraftCompanion]
    doubts: list[str] = field(default_factory=list)
    #: Lines of the collection itself above the document: (line number, text).
    headings: list[tuple[int, str]] = field(default_factory=list)
    title: str = ""
    document_number: str | None = None
    issuer_names: list[str] = field(default_factory=list)
    issued: str | None = None
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Key of the draft, also its file name."""
        return str(self.record["key"])
