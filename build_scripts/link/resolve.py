"""Which document a mention means: one of the collection, or one outside it.

Numbers decide first (normalised, see names.DocumentNumber), then titles (names.title_key) with
the issuer. Where several documents share a title (the national and a provincial 快办行动), the
issuer printed in or before the title chooses; without one, the nearest region above does.
A document never means itself by a bare title, unless a companion speaks.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from build_scripts.model.catalogue import Agency, ExternalDocument, ExternalDocuments, Region
from build_scripts.model.policy import PolicyDocument
from build_scripts.numerals import parse_numeral

from .internal import NUMERAL
from .names import issuer_key, parse_number, split_issuer, title_key
from .recognise import Found

_PLACE = re.compile(rf"第({NUMERAL})条(?:第?[（(]({NUMERAL})[）)]项?)?")
#: Shorter names could be ordinary words; they are recognised in 《》 only.
_SHORTEST_BARE_NAME = 4


class LinkableCollection(Protocol):
    """What linking needs of a collection (build_scripts.load.collection.Collection has it)."""

    @property
    def regions(self) -> Mapping[str, Region]: ...
    @property
    def agencies(self) -> Mapping[str, Agency]: ...
    @property
    def external_documents(self) -> ExternalDocuments: ...
    @property
    def policies(self) -> Mapping[str, PolicyDocument]: ...


@dataclass(frozen=True, slots=True)
class Inside:
    """A document of the collection; ``clause`` where the text names one."""

    document: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Outside:
    """A document the collection does not hold.

    ``identity`` is equal for all mentions of one document. ``entry`` is what
    external_documents.yml knows of it.
    """

    identity: str
    entry: ExternalDocument | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    document: str
    clause: str | None
    issuers: frozenset[str]
    region: str


class Resolver:
    """Index of all names of documents; built once for a collection."""

    def __init__(self, collection: LinkableCollection) -> None:
        self._collection = collection
        self._by_number: dict[str, str] = {}
        self._by_title: dict[str, list[_Candidate]] = {}
        self._clause_ids: dict[str, frozenset[str]] = {}
        self._agency_keys = {
            key: frozenset(issuer_key(name) for name in (agency.label, *agency.aliases))
            for key, agency in collection.agencies.items()
        }
        for document in collection.policies.values():
            self._add(document)
        self._entries_by_number: dict[str, ExternalDocument] = {}
        self._entries_by_title: dict[str, ExternalDocument] = {}
        for entry in collection.external_documents.documents:
            number = parse_number(entry.document_number) if entry.document_number else None
            if number:
                self._entries_by_number.setdefault(number.key, entry)
            for title in (entry.title, *entry.aliases):
                self._entries_by_title.setdefault(title_key(title), entry)
        self._bare_names = sorted(
            {
                name: entry
                for entry in collection.external_documents.documents
                if entry.document_number is None
                for name in (entry.title, *entry.aliases)
                if len(name) >= _SHORTEST_BARE_NAME and "《" not in name
            }.items(),
            key=lambda item: (-len(item[0]), item[0]),
        )
        self._outside_by_title: dict[str, dict[str | None, set[str]]] = {}

    def _add(self, document: PolicyDocument) -> None:
        number = parse_number(document.document_number) if document.document_number else None
        if number:
            self._by_number.setdefault(number.key, document.key)
        issuers = frozenset(
            name for issuer in document.issuers for name in self._agency_keys.get(issuer, ())
        )
        ids: set[str] = set()
        titles: list[tuple[str, str | None]] = [(document.title, None)]
        for clause in document.clauses():
            ids.add(clause.id)
            if clause.type == "annex" and clause.text:
                titles.append((clause.text, clause.id))
        self._clause_ids[document.key] = frozenset(ids)
        seen: set[str] = set()
        for title, clause_id in titles:
            key = title_key(title)
            if key not in seen:
                seen.add(key)
                self._by_title.setdefault(key, []).append(
                    _Candidate(document.key, clause_id, issuers, document.region)
                )

    # -- names that are known ------------------------------------------------------------------

    def is_known(self, title: str) -> bool:
        """Whether the collection holds or external_documents.yml lists a document of this title."""
        key = title_key(title)
        return key in self._entries_by_title or key in self._by_title

    def bare_names(self, text: str, region: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, title) where ``text`` prints, without 《》, a name listed without a number.

        Names such as 我市培训补贴管理办法 count only in the region that the entry's title names.
        Longer names come first; occurrences may overlap.
        """
        for name, entry in self._bare_names:
            start = text.find(name)
            if start < 0:
                continue
            if name[:2] in ("我市", "我省", "本市", "本省", "我区"):
                label = self._collection.regions[region].label
                if label not in entry.title:
                    continue
            while start >= 0:
                yield start, start + len(name), name
                start = text.find(name, start + len(name))

    def listed_outside(self) -> Iterator[tuple[str, ExternalDocument]]:
        """(identity, entry) of what external_documents.yml lists, mentioned or not."""
        for entry in self._collection.external_documents.documents:
            yield entry_identity(entry), entry

    # -- resolution ----------------------------------------------------------------------------

    def register(self, found: Found, document: PolicyDocument) -> None:
        """Note the title that goes with a number; the title alone then means the same document."""
        if found.number is None or found.title is None or found.number.key in self._by_number:
            return
        issuer = self._issuer(found, document)
        issuers = self._outside_by_title.setdefault(title_key(found.title), {})
        issuers.setdefault(issuer, set()).add(f"number:{found.number.key}")

    def resolve(self, found: Found, document: PolicyDocument) -> Inside | Outside | None:
        """The document that a mention in ``document`` means.

        None for a mention without name (nothing to resolve). Call ``register`` for every mention
        of the collection first.
        """
        if found.override is not None:
            return self._override(found, document)
        if found.number is not None:
            inside = self._by_number.get(found.number.key)
            if inside is not None:
                return Inside(inside, self._place(inside, found.place))
            entry = self._entries_by_number.get(found.number.key)
            if entry is None and found.title is not None:
                titled = self._entries_by_title.get(title_key(found.title))
                entry = titled if titled and titled.document_number is None else None
            return _outside(f"number:{found.number.key}", entry)
        if found.title is None:
            return None
        candidate = self._candidate(found, document)
        if candidate is not None:
            clause = self._place(candidate.document, found.place) or candidate.clause
            return Inside(candidate.document, clause)
        return self._outside(found, document)

    def _override(self, found: Found, document: PolicyDocument) -> Inside | Outside | None:
        override = found.override
        if override is None or override.target is None:
            return None
        target = self.by_name(override.target, document, found)
        if isinstance(target, Inside) and override.target_clause is not None:
            return Inside(target.document, override.target_clause)
        return target

    def by_name(
        self, name: str, document: PolicyDocument, found: Found | None = None
    ) -> Inside | Outside:
        """The document that an editor names by key, number or title."""
        if name in self._collection.policies:
            place = found.place if found else None
            return Inside(name, self._place(name, place))
        number = parse_number(name)
        title = None if number else name
        place = found.place if found else None
        named = Found("", 0, 0, name, "cites", title=title, number=number, place=place)
        resolved = self.resolve(named, document)
        if resolved is None:
            raise AssertionError("a mention with a title or number always resolves")
        return resolved

    def _candidate(self, found: Found, document: PolicyDocument) -> _Candidate | None:
        title = found.title or ""
        candidates = [
            candidate
            for candidate in self._by_title.get(title_key(title), ())
            if candidate.document != document.key
        ]
        issuer = self._issuer(found, document)
        if issuer is not None:
            named = [
                candidate
                for candidate in candidates
                if any(name in issuer for name in candidate.issuers)
            ]
            unsigned = [candidate for candidate in candidates if not candidate.issuers]
            candidates = named or unsigned
        if len(candidates) > 1:
            above = list(self._regions_above(document.region))
            candidates = [c for c in candidates if c.region in above]
            candidates.sort(key=lambda c: above.index(c.region))
            if len(candidates) > 1 and candidates[0].region == candidates[1].region:
                return None
        return candidates[0] if candidates else None

    def _outside(self, found: Found, document: PolicyDocument) -> Outside:
        title = found.title or ""
        key = title_key(title)
        entry = self._entries_by_title.get(key)
        if entry is not None:
            return Outside(entry_identity(entry), entry)
        issuer = self._issuer(found, document)
        known = self._outside_by_title.get(key, {})
        same = known.get(issuer, set()) if issuer else set().union(*known.values())
        if issuer and not same:
            same = known.get(None, set())
        if len(same) == 1:
            identity = next(iter(same))
            return Outside(identity, self._entries_by_number.get(identity.partition(":")[2]))
        return Outside(f"title:{issuer}:{key}" if issuer else f"title:{key}", None)

    def _place(self, document: str, place: str | None) -> str | None:
        """Clause id of 第八条第（一）项 in a document of the collection, else of the article."""
        match = _PLACE.match(place) if place else None
        if match is None:
            return None
        ids = self._clause_ids[document]
        article = f"art-{parse_numeral(match[1])}"
        if match[2]:
            item = f"{article}-{parse_numeral(match[2])}"
            if item in ids:
                return item
        return article if article in ids else None

    def _issuer(self, found: Found, document: PolicyDocument) -> str | None:
        """Key of the issuer printed in the title, else right before it; 省厅 in full."""
        printed = split_issuer(found.title or "")[0] or found.issuer
        return issuer_key(self.full_issuer(printed, document.region)) if printed else None

    def full_issuer(self, printed: str, region: str) -> str:
        """市人社局, 省人社厅 as said in ``region`` with the region's name (天津市人社局)."""
        level = printed[0]
        if level in "市省":
            for above in self._regions_above(region):
                label = self._collection.regions[above].label
                if label.endswith(level):
                    return label + printed[1:]
        return printed

    def _regions_above(self, region: str | None) -> Iterator[str]:
        while region is not None:
            yield region
            region = self._collection.regions[region].parent


def entry_identity(entry: ExternalDocument) -> str:
    """Identity (see Outside) of a document listed in external_documents.yml."""
    number = parse_number(entry.document_number) if entry.document_number else None
    return f"number:{number.key}" if number else f"title:{title_key(entry.title)}"


def _outside(identity: str, entry: ExternalDocument | None) -> Outside:
    return Outside(entry_identity(entry) if entry else identity, entry)
