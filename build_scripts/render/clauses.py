"""The clause tree of a document as templates need it: linked text, citations, notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from build_scripts.link import Mention
from build_scripts.model.policy import Clause, Companion, EditorNote, PolicyDocument, Table

from .context import Site
from .page import root_of
from .places import citation_base

#: Longer texts of a numbered clause are sentences, not headings.
_HEADING_CHARACTERS = 40
_OUTLINE_CHARACTERS = 22
_OUTLINE_WORTH = 3
_URL = re.compile(r"https?://[^\s，。；、（）()《》“”<>\"]+")
_UNCITED = frozenset(("title", "document_number", "question_answer", "chapter"))
_HEADING_TAGS = {
    "annex": "h2",
    "chapter": "h3",
    "heading": "h3",
    "section": "h3",
    "subsection": "h4",
}

NOTE_WORDS = {
    "source_error": "原文有误，照印",
    "displaced": "原书错位",
    "incomplete": "原书不全",
    "inferred": "编者推定",
    "remark": "",
}


@dataclass(frozen=True, slots=True)
class Jump:
    """A link to a clause of the same page: its id and how it is called."""

    id: str
    place: str


@dataclass(slots=True)
class ClauseView:
    """One node of the clause tree, ready to print; ``tag`` is the element of its own text."""

    id: str
    type: str
    tag: str
    label: str
    text: Markup
    lines: list[Markup]
    table: Table | None
    place: str
    cite: str
    notes: list[EditorNote]
    explains: list[Jump]
    explained_by: list[Jump]
    #: Holds contacts of people or offices, which age.
    has_contacts: bool
    children: list["ClauseView"]


@dataclass(slots=True)
class OutlineEntry:
    """A line of the table of contents."""

    id: str
    text: str
    children: list["OutlineEntry"] = field(default_factory=list)


class ClauseRenderer:
    """Views of one document's clauses for the page at the document's own address."""

    def __init__(self, site: Site, document: PolicyDocument) -> None:
        self._site = site
        self._document = document
        self._root = root_of(site.document_path(document.key))
        self._places = site.places(document.key)
        self._notes: dict[str, list[EditorNote]] = {}
        for note in document.notes:
            if note.clause:
                self._notes.setdefault(note.clause, []).append(note)
        self._with_contacts = {contact.clause for contact in document.contacts}
        self._explained_by: dict[str, list[Jump]] = {}
        for companion in document.companions:
            for top in companion.body:
                for clause in top.walk():
                    for target in clause.explains:
                        # An answer is found under its question.
                        name = self._places[clause.id].removesuffix("的答")
                        jump = Jump(clause.id, name)
                        self._explained_by.setdefault(target, []).append(jump)

    def body(self) -> list[ClauseView]:
        """The document proper."""
        base = citation_base(self._document)
        return [self._view(clause, base) for clause in self._document.body]

    def companion(self, companion: Companion) -> list[ClauseView]:
        """A companion; its clauses are cited under the companion's own title."""
        base = citation_base(self._document, companion)
        return [self._view(clause, base) for clause in companion.body]

    def _view(self, clause: Clause, base: str) -> ClauseView:
        place = self._places[clause.id]
        return ClauseView(
            clause.id,
            clause.type,
            _HEADING_TAGS.get(clause.type, "p") if is_heading(clause) else "p",
            clause.label or "",
            self._linked(clause),
            [_with_urls(line) for line in clause.lines],
            clause.table,
            place,
            "" if clause.type in _UNCITED else base + place,
            self._notes.get(clause.id, []),
            [Jump(target, self._places[target]) for target in clause.explains],
            self._explained_by.get(clause.id, []),
            clause.type == "contact" or clause.id in self._with_contacts,
            [self._view(child, base) for child in clause.children],
        )

    def _linked(self, clause: Clause) -> Markup:
        """The clause's text, escaped, with every mention of a document as a link."""
        text = clause.text or ""
        mentions = self._site.links.in_clause(self._document.key, clause.id)
        if not mentions:
            return _with_urls(text) if "http" in text else escape(text)
        parts: list[str] = []
        position = 0
        for mention in mentions:
            parts.append(escape(text[position : mention.start]))
            parts.append(self._link(mention, text[mention.start : mention.end]))
            position = mention.end
        parts.append(escape(text[position:]))
        return Markup("".join(parts))

    def _link(self, mention: Mention, text: str) -> str:
        target = mention.target
        if target.document == self._document.key:
            if target.clause is None:
                return escape(text)
            href = f"#{escape(target.clause)}"
            return f'<a class="mc-ref mc-ref--internal" href="{href}">{escape(text)}</a>'
        view = self._site.target(target)
        clause = f"#{target.clause}" if target.clause else ""
        attributes = f'data-title="{escape(view.title)}"'
        if view.number:
            attributes += f' data-number="{escape(view.number)}"'
        if view.status:
            state = view.status
            attributes += (
                f' data-issued="{state.issued or ""}" data-effective="{state.effective or ""}"'
                f' data-expires="{state.expires or ""}" data-repealed="{state.repealed or ""}"'
                f' data-expires-basis="{state.expires_basis}"'
            )
        if view.note:
            attributes += f' data-note="{escape(view.note)}"'
        return (
            f'<a class="mc-ref mc-ref--{mention.type}" href="{self._root}{view.site_path}{clause}"'
            f" {attributes}>{escape(text)}</a>"
        )


def is_heading(clause: Clause) -> bool:
    """Whether the clause's own text is a heading for what stands below it, not a sentence."""
    text = (clause.text or "").strip()
    if clause.type in ("annex", "chapter", "heading"):
        return bool(text)
    if clause.type not in ("section", "subsection"):
        return False
    bare = text.removesuffix("。")
    short = 0 < len(bare) <= _HEADING_CHARACTERS and not re.search(r"[。；：:，]", bare)
    return short and bool(clause.children)


def outline(document: PolicyDocument) -> list[OutlineEntry]:
    """The table of contents: annexes, chapters, articles, sections and questions.

    Empty for a document short enough to be seen at once.
    """
    entries = list(_entries(document.body, 0))
    for number, companion in enumerate(document.companions, 1):
        entry = OutlineEntry(f"companion-{number}", f"{companion.kind}：{companion.title}")
        entry.children = list(_entries(companion.body, 1))
        entries.append(entry)
    count = sum(1 + len(entry.children) for entry in entries)
    return entries if count >= _OUTLINE_WORTH else []


_OUTLINED = frozenset(("annex", "chapter", "article", "section", "heading", "question_answer"))


def _entries(clauses: list[Clause], depth: int) -> Iterator[OutlineEntry]:
    for clause in clauses:
        listed = clause.type in _OUTLINED or (clause.type == "subsection" and depth > 0)
        if not listed:
            continue
        entry = OutlineEntry(clause.id, _lead(clause))
        below = depth + 1
        if below <= 2 and clause.type != "article":
            entry.children = list(_entries(clause.children, below))
        yield entry


def _lead(clause: Clause) -> str:
    """Label and first words of a clause."""
    if clause.type == "question_answer":
        clause = next((child for child in clause.children if child.type == "question"), clause)
        text = clause.text or ""
    else:
        text = re.split(r"[。；：]", clause.text or "", maxsplit=1)[0]
    shown = text[:_OUTLINE_CHARACTERS] + ("…" if len(text) > _OUTLINE_CHARACTERS else "")
    label = clause.label or ""
    separator = " " if label and label[-1] not in "、）)．.：:" else ""
    return f"{label}{separator}{shown}" or "附件"


def _with_urls(text: str) -> Markup:
    """Escaped text in which printed web addresses are links."""
    parts: list[str] = []
    position = 0
    for match in _URL.finditer(text):
        parts.append(escape(text[position : match.start()]))
        address = escape(match[0])
        parts.append(f'<a class="mc-external" rel="noreferrer" href="{address}">{address}</a>')
        position = match.end()
    parts.append(escape(text[position:]))
    return Markup("".join(parts))
