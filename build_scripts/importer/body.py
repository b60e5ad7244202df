"""The body of a document: clauses, annexes, sign-off, lists of attachments, contacts, tables."""

import re

from .draft import DraftRow, DraftTable, Node
from .layout import ATTACHMENT, Paragraph, table_cells
from .passages import (
    annex_start,
    attachment_list_end,
    closing_indexes,
    contact_end,
    contents_end,
    is_contact,
    is_contents_heading,
    is_editorial,
)
from .questions import question_nodes
from .split import is_heading_like
from .texts import Texts
from .tree import ClauseTree

_HEADING_LIMIT = 20


class BodyReader:
    """Reads the paragraphs below the addressee, in order, into ``nodes``.

    Each reader method looks at the current paragraph and either takes it (and what belongs to
    it), moves on and returns True, or leaves it to the next method.
    """

    def __init__(self, paragraphs: list[Paragraph], texts: Texts) -> None:
        self.nodes: list[Node] = []
        self._paragraphs = paragraphs
        self._texts = texts
        self._index = 0
        self._tree = ClauseTree()
        self._annex: Node | None = None
        self._after_signoff = False
        self._table: DraftTable | None = None
        self._closing = closing_indexes(paragraphs)
        self._numbered = any(
            p.numbering and p.numbering.kind in ("section", "article", "chapter")
            for p in paragraphs
        )

    def read(self) -> list[Node]:
        """The nodes of all paragraphs."""
        readers = (
            self._read_annex,
            self._read_signoff,
            self._read_attachments,
            self._read_links,
            self._read_table,
            self._read_contents,
            self._read_contact,
            self._read_questions,
            self._read_clause,
        )
        while self._index < len(self._paragraphs):
            if not any(reader() for reader in readers):
                self._read_paragraph()
        self._flush()
        return self.nodes

    @property
    def _current(self) -> Paragraph:
        return self._paragraphs[self._index]

    def _flush(self) -> None:
        (self.nodes if self._annex is None else self._annex.children).extend(self._tree.nodes)
        self._tree = ClauseTree()

    def _add_at_top(self, node: Node, end: int) -> bool:
        """End the annex, if one is open, and add a node of the whole document."""
        self._flush()
        self._annex = None
        self.nodes.append(node)
        self._index = end
        return True

    def _run_of(self, *roles: str) -> int:
        """Index after the run of paragraphs with one of ``roles`` that starts here."""
        end = self._index
        while end < len(self._paragraphs) and self._paragraphs[end].role in roles:
            end += 1
        return end

    def _read_annex(self) -> bool:
        annex = annex_start(self._paragraphs, self._index, self._after_signoff)
        if annex is None:
            return False
        self._add_at_top(annex, self._index)
        self._annex = annex
        self._after_signoff = False
        if annex.label:
            self._index += 1
        if not annex.label or is_heading_like(self._current, 80):
            annex.text = self._texts.paragraph(self._current)
            self._index += 1
        return True

    def _read_signoff(self) -> bool:
        end = self._run_of("signer")
        if end == len(self._paragraphs) or self._paragraphs[end].role != "date":
            return False
        lines = self._texts.printed_lines(self._paragraphs[self._index : end + 1])
        self._after_signoff = True
        return self._add_at_top(Node("signoff", lines=lines), end + 1)

    def _read_attachments(self) -> bool:
        if self._current.role != "plain" or not ATTACHMENT.match(self._current.text):
            return False
        end = attachment_list_end(self._paragraphs, self._index)
        lines = [self._texts.paragraph(p) for p in self._paragraphs[self._index : end]]
        return self._add_at_top(Node("attachment_list", lines=lines), end)

    def _read_links(self) -> bool:
        end = self._run_of("url")
        if end == self._index:
            return False
        node = Node("links", lines=[p.text for p in self._paragraphs[self._index : end]])
        if end == len(self._paragraphs):
            return self._add_at_top(node, end)
        self._tree.add(node)
        self._index = end
        return True

    def _read_table(self) -> bool:
        if self._current.role != "table":
            return False
        if self._table is None or not self._read_stray_row(self._table):
            self._read_new_table()
        return True

    def _read_stray_row(self, table: DraftTable) -> bool:
        """A row of ``table`` printed further down."""
        cells = table_cells(self._current.text, len(table.header))
        if cells is None:
            return False
        numbers = [line.number for line in self._current.lines]
        table.rows.append(DraftRow([self._texts.clean(cell) for cell in cells], numbers))
        self._texts.doubts.append(f"“{self._current.text[:12]}…”一行印在表格之外，已归入表格")
        self._index += 1
        return True

    def _read_new_table(self) -> None:
        end = self._run_of("table")
        header, *rest = [p.text for p in self._paragraphs[self._index : end]]
        table = DraftTable(header.split(" "), [])
        while rest:
            text = rest.pop(0)
            cells = table_cells(text, len(table.header))
            if cells is None and rest:
                # The last cell of this row is printed on the next line.
                text = f"{text} {rest.pop(0)}"
            cells = cells or text.split(" ", len(table.header) - 1)
            cells += [""] * (len(table.header) - len(cells))
            table.rows.append(DraftRow([self._texts.clean(cell) for cell in cells]))
        self._tree.add(Node("table", table=table))
        self._table = table
        self._index = end

    def _read_contents(self) -> bool:
        if not is_contents_heading(self._current.text):
            return False
        end = contents_end(self._paragraphs, self._index + 1)
        node = Node("heading", text=self._texts.paragraph(self._current))
        node.lines = [self._texts.paragraph(p) for p in self._paragraphs[self._index + 1 : end]]
        self._tree.close_all()
        self._tree.add(node)
        self._index = end
        return True

    def _read_contact(self) -> bool:
        paragraph = self._current
        if paragraph.role != "plain" or paragraph.numbering or not is_contact(paragraph.text):
            return False
        end = contact_end(self._paragraphs, self._index)
        contact = Node("contact")
        contact.lines = self._texts.printed_lines(self._paragraphs[self._index : end])
        above = self._tree.innermost
        if above is None or not re.search(r"联系(?:方式|人|电话)", above.text or ""):
            return self._add_at_top(contact, end)
        self._tree.add(contact)
        self._index = end
        return True

    def _read_questions(self) -> bool:
        numbering = self._current.numbering
        if numbering is None or numbering.kind not in ("question", "answer"):
            return False
        end = self._run_of("plain")
        self._flush()
        self._annex = None
        self.nodes += question_nodes(self._paragraphs[self._index : end], self._texts)
        self._index = end
        return True

    def _read_clause(self) -> bool:
        numbering = self._current.numbering
        if numbering is None:
            return False
        self._tree.add_numbered(self._texts.numbered(self._current, numbering))
        self._index += 1
        return True

    def _read_paragraph(self) -> None:
        paragraph = self._current
        text = self._texts.paragraph(paragraph)
        if self._index in self._closing:
            self._tree.close_all()
        if self._tree.innermost is None and is_editorial(text):
            self._tree.add(Node("note", text=text))
        elif self._is_heading():
            self._tree.add_heading(text)
        else:
            self._tree.add_paragraph(text)
        self._index += 1

    def _is_heading(self) -> bool:
        """A short line with text below it, in a document that numbers no sections."""
        if self._numbered or self._after_signoff:
            return False
        below = self._paragraphs[self._index + 1 : self._index + 2]
        return is_heading_like(self._current, _HEADING_LIMIT) and any(
            p.role == "plain" for p in below
        )
