"""Find every mention of a document in the clauses of one document.

Looked at is each clause's ``text``; offsets are into it. Labels, ``lines`` (sign-offs, lists of
attachments, contacts, links) and tables are not: they name no other document.

Recognised are
- 《…》（number）, number《…》, 《…》 alone, with nested 〈…〉, <…> or 《…》 inside;
- numbers alone, in 〔〕, [] or other brackets (津政办规〔2020〕7号, 国务院令第724号);
- names without 《》 that external_documents.yml lists without a number (政府工作报告);
- titles printed without 《》 before a bracketed number (国务院关于…的通知（国发〔2019〕28号）);
- abbreviations after their definition (以下简称“23号文件”, 下称《通知》, 以下简称1号文); companions
  inherit those of their document, and what is short for a companion's subject (《通知》,
  《实施意见》) without a definition means the document itself.

The span of a mention is 《…》 and, where a bracket holds nothing but the number, that bracket.
Titles that are the document's own (its title, its annex, its attachments) become links inside
the document; forms and publications (see names.classify) are listed and not linked, unless a
number follows or external_documents.yml knows them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from build_scripts.model.policy import Clause, PolicyDocument, ReferenceOverride, ReferenceType

from . import context
from .internal import OwnClauses, internal_links
from .names import (
    GENERIC_TITLE,
    DocumentNumber,
    Kind,
    classify,
    find_numbers,
    parse_number,
    title_key,
    trailing_issuer,
)
from .tokens import (
    Name,
    Names,
    Token,
    bracket_end,
    enumerations,
    last_stop,
    numbered,
    quoted_titles,
    titled,
)

MentionType = ReferenceType | Literal["internal"]

_DEFINITION = re.compile(
    r"[（(]?[，,、；;\s]*(?:以下(?:统|合)?简?称|下称|简称)(?:为|：|:)?\s*"
    r"(?:《(?P<title>[^《》]{1,30})》|[“\"‘「]《?(?P<quoted>[^”\"’」《》]{1,30})》?[”\"’」]"
    r"|(?P<bare>[^，。；、（）()“”《》\s][^，。；、（）()“”《》]{0,19}))"
)
_NUMBERED_TYPES = frozenset(
    ("chapter", "article", "section", "subsection", "item", "heading", "question_answer")
)
_SKIPPED_TYPES = frozenset(
    ("document_number", "addressee", "signoff", "attachment_list", "contact", "links", "annex")
)


@dataclass(frozen=True, slots=True)
class Found:
    """One mention as recognised in a clause, before it is known which document it is.

    Exactly one of these holds: ``own`` is set (a place in the document itself; the empty text
    means the document as a whole), ``override`` is set (an editor says what it is), or ``title``
    and/or ``number`` name a document.
    """

    clause: str
    start: int
    end: int
    text: str
    type: MentionType
    title: str | None = None
    number: DocumentNumber | None = None
    place: str | None = None
    issuer: str | None = None
    own: str | None = None
    override: ReferenceOverride | None = None
    abbreviated: bool = False


@dataclass(frozen=True, slots=True)
class NamedItem:
    """A form or publication named in 《》: not a policy document, kept for the record."""

    clause: str
    start: int
    end: int
    title: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Recognised:
    """All that was recognised in one document, in printed order."""

    found: tuple[Found, ...]
    items: tuple[NamedItem, ...]


class KnownNames(Protocol):
    """What is already known to be the name of a document (resolve.Resolver)."""

    def is_known(self, title: str) -> bool:
        """Whether a title names a document, whatever its heading word."""
        ...

    def bare_names(self, text: str, region: str) -> Iterable[tuple[int, int, str]]:
        """(start, end, title) of names in ``text`` that count without 《》; longer ones first."""
        ...


def recognise(document: PolicyDocument, known: KnownNames) -> Recognised:
    """Mentions in the document proper and in its companions."""
    return _Recogniser(document, known).run()


class _Recogniser:
    def __init__(self, document: PolicyDocument, known: KnownNames) -> None:
        self.document = document
        self.known = known
        self.own = OwnClauses(document)
        self.names = Names()
        self.found: list[Found] = []
        self.items: list[NamedItem] = []
        self.overrides: dict[str, list[ReferenceOverride]] = {}
        for override in document.references:
            self.overrides.setdefault(override.clause, []).append(override)
        self.own_title = title_key(document.title)
        #: title key → clause of the document that bears the title
        self.own_titles: dict[str, str | None] = {}
        for attachment in document.attachments:
            target = attachment.clause or self.own.attachment(attachment.number)
            self.own_titles[title_key(attachment.title)] = target
        for clause in document.clauses():
            if clause.type == "annex" and clause.text:
                self.own_titles[title_key(clause.text)] = clause.id

    def run(self) -> Recognised:
        self._body(self.document.body, preamble=True)
        inherited = self.names
        for companion in self.document.companions:
            self.names = inherited.copy()
            for clause in companion.body:
                self._clause(clause, preamble=False, repeals=False, companion=True)
        return Recognised(tuple(self.found), tuple(self.items))

    def _body(self, clauses: list[Clause], *, preamble: bool) -> None:
        for clause in clauses:
            if clause.type == "annex":
                self._clause(clause, preamble=False, repeals=False, companion=False)
                continue
            if clause.type in _NUMBERED_TYPES:
                preamble = False
            self._clause(clause, preamble=preamble, repeals=False, companion=False)

    def _clause(self, clause: Clause, *, preamble: bool, repeals: bool, companion: bool) -> None:
        first_article = clause.type == "article" and clause.id.endswith("art-1")
        text = clause.text
        if text and clause.type not in _SKIPPED_TYPES:
            self._text(clause, text, preamble or first_article, repeals, companion)
        if clause.type == "annex":
            self._body(clause.children, preamble=True)
            return
        below = repeals or bool(text and context.heads_repeals(text))
        for child in clause.children:
            self._clause(child, preamble=False, repeals=below, companion=companion)

    def _text(
        self, clause: Clause, text: str, preamble: bool, repeals: bool, companion: bool
    ) -> None:
        tokens = self._tokens(text)
        start_of_found = len(self.found)
        documents: list[tuple[int, int]] = []
        for group in enumerations(text, tokens):
            lead_from = last_stop(text, group[0].start)
            before = [token.tail for token in tokens if token.tail <= group[0].start]
            lead = text[max(lead_from, *before, 0) : group[0].start]
            rest = text[group[-1].tail :]
            kind = context.reference_type(lead, rest, preamble=preamble, repeals=repeals)
            printed_here = context.prints_it(lead, rest)
            explained = clause.type == "title" and context.explains_it(rest)
            for token in group:
                found = self._meaning(
                    clause, text, token, kind, lead, printed_here, explained, companion
                )
                if found is None:
                    continue
                self.found.append(found)
                if found.type != "internal":
                    documents.append((found.start, token.tail))
        for link in internal_links(text, clause.id, self.own, documents):
            spans = [(f.start, f.end) for f in self.found[start_of_found:]]
            if not any(start < link.end and link.start < end for start, end in spans):
                self.found.append(
                    Found(
                        clause.id,
                        link.start,
                        link.end,
                        text[link.start : link.end],
                        "internal",
                        own=link.target,
                    )
                )
        if clause.id in self.overrides:
            self._override(clause.id, text, start_of_found, preamble, repeals)
        self.found[start_of_found:] = sorted(
            self.found[start_of_found:], key=lambda found: (found.start, found.end)
        )

    # -- what is named where ----------------------------------------------------------------

    def _tokens(self, text: str) -> list[Token]:
        """Names in ``text`` in printed order; definitions on the way take effect at once."""
        tokens: list[Token] = []
        position = 0
        numbers = {span.start: span for span in find_numbers(text)} if "号" in text else {}
        quotes = dict(quoted_titles(text)) if "《" in text else {}
        for start in sorted(numbers.keys() | quotes.keys()):
            if start < position:
                continue
            tokens += self._bare_names(text, position, start)
            if start in quotes:
                token = titled(text, start, quotes[start], numbers)
            else:
                token = numbered(text, numbers[start], quotes, position)
            tokens.append(token)
            position = max(self._define(text, token), token.end)
        tokens += self._bare_names(text, position, len(text))
        for start, end, title in self.known.bare_names(text, self.document.region):
            if not any(start < token.end and token.start < end for token in tokens):
                tokens.append(Token(start, end, end, end, title, None))
        return sorted(tokens, key=lambda token: token.start)

    def _bare_names(self, text: str, start: int, end: int) -> Iterator[Token]:
        for first, last, meaning in self.names.uses(text, start, end):
            yield Token(first, last, last, last, None, None, meaning)

    def _define(self, text: str, token: Token) -> int:
        """Note the abbreviation that follows ``token``; return where reading goes on."""
        match = _DEFINITION.match(text, token.named)
        if not match:
            return token.tail
        name = match["title"] or match["quoted"] or match["bare"]
        lead = text[last_stop(text, token.start) : token.start]
        rest = text[bracket_end(text, match.end()) :]
        is_item = token.title is not None and not self._is_document(token)
        own = None
        if token.title is not None and token.number is None:
            key = title_key(token.title)
            if key in self.own_titles:
                own = self.own_titles[key] or ""
            elif key == self.own_title:
                own = ""
        amends = context.reference_type(lead, rest, preamble=True, repeals=False) == "amends"
        issuer = trailing_issuer(text[: token.start])
        self.names.define(
            re.sub(r"\s", "", name),
            Name(token.title, token.number, issuer, own, amends, item=is_item),
        )
        token.tail = bracket_end(text, match.end())
        return token.tail

    def _is_document(self, token: Token) -> bool:
        if token.number or token.title is None:
            return True
        return classify(token.title) == "document" or self.known.is_known(token.title)

    # -- what it means ----------------------------------------------------------------------

    def _meaning(
        self,
        clause: Clause,
        text: str,
        token: Token,
        kind: ReferenceType,
        lead: str,
        printed_here: bool,
        explained: bool,
        companion: bool,
    ) -> Found | None:
        place = context.place_after(text, token.tail)
        base = Found(
            clause.id, token.start, token.end, text[token.start : token.end], kind, place=place
        )
        name = token.short
        if name is None and token.title is not None and token.number is None:
            name = self.names.by_name.get(re.sub(r"\s", "", token.title))
        if name is not None:
            return self._abbreviation(base, name, lead, companion)
        if token.title is None:
            return replace(base, number=token.number)
        own = self._own_place(token, printed_here, companion)
        if own is not None:
            if own == "" and not companion:
                return None if clause.type == "title" else replace(base, type="internal", own="")
            if own == "":
                return replace(base, type="accompanies", own="")
            end = token.tail if token.is_attached else token.end
            if own == clause.id:
                return None
            return replace(base, end=end, text=text[token.start : end], type="internal", own=own)
        if not self._is_document(token):
            item = classify(token.title)
            self.items.append(NamedItem(clause.id, token.start, token.end, token.title, item))
            return None
        if explained:
            base = replace(base, type="accompanies")
        return replace(
            base,
            title=token.title,
            number=token.number,
            issuer=trailing_issuer(text[: token.start]),
        )

    def _abbreviation(self, base: Found, name: Name, lead: str, companion: bool) -> Found | None:
        if name.item:
            return None
        kind = base.type
        if name.amends and kind == "cites" and context.is_amended_object(lead):
            kind = "amends"
        if name.own is not None:
            if companion:
                return replace(base, type="accompanies", own="", abbreviated=True)
            return replace(base, type="internal", own=name.own, abbreviated=True)
        return replace(
            base,
            type=kind,
            title=name.title,
            number=name.number,
            issuer=name.issuer,
            abbreviated=True,
        )

    def _own_place(self, token: Token, printed_here: bool, companion: bool) -> str | None:
        """Clause of the document that the title names, "" for all of it, None for neither."""
        title = token.title or ""
        if token.number and not (
            self.document.document_number
            and parse_number(self.document.document_number) == token.number
        ):
            return None
        if token.is_attached:
            target = self.own.attachment(token.attached)
            if target:
                return target
        key = title_key(title)
        if key in self.own_titles:
            target = self.own_titles[key]
            if target:
                # A companion explains the whole document, also when it names the annex.
                return "" if companion else target
            if printed_here:
                return ""
        if key == self.own_title and (companion or printed_here):
            return ""
        if printed_here:
            return ""
        if len(title) <= 6 and GENERIC_TITLE.fullmatch(title) and self._ends_like(title):
            return ""
        return None

    def _ends_like(self, generic: str) -> bool:
        """Whether 《实施意见》 can be this document: its own title ends with the word."""
        return re.sub(r"[》〉]", "", self.document.title).endswith(generic)

    # -- what an editor says ----------------------------------------------------------------

    def _override(
        self, clause_id: str, text: str, first: int, preamble: bool, repeals: bool
    ) -> None:
        for override in self.overrides[clause_id]:
            start = text.find(override.text)
            while start >= 0:
                end = start + len(override.text)
                self.found[first:] = [
                    found
                    for found in self.found[first:]
                    if not (found.start < end and start < found.end)
                ]
                if override.target is not None:
                    lead = text[last_stop(text, start) : start]
                    kind = override.type or context.reference_type(
                        lead, text[end:], preamble=preamble, repeals=repeals
                    )
                    self.found.append(
                        Found(
                            clause_id,
                            start,
                            end,
                            override.text,
                            kind,
                            place=context.place_after(text, end),
                            override=override,
                        )
                    )
                start = text.find(override.text, end)
