"""The references of a whole collection: what each document names and what names it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from build_scripts.model.catalogue import ExternalDocument
from build_scripts.model.policy import Amendment, PolicyDocument, ReferenceType

from .names import DocumentNumber, issuer_key, parse_number, title_key
from .recognise import Found, MentionType, NamedItem, recognise
from .resolve import Inside, LinkableCollection, Outside, Resolver
from .stubs import Backlink, Naming, Repeal, Stub, assign_slugs, make_stub

_TYPES: tuple[ReferenceType, ...] = get_args(ReferenceType)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a mention leads: a document of the collection (and a clause of it) or a stub page."""

    document: str | None = None
    clause: str | None = None
    stub: str | None = None

    def whole(self) -> "Target":
        """The document or stub alone, without a clause."""
        return Target(document=self.document, stub=self.stub)

    def as_data(self) -> dict[str, str]:
        """The fields that are set, for JSON."""
        fields = {"document": self.document, "clause": self.clause, "stub": self.stub}
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Mention:
    """``text`` = clause text[start:end] names ``target``.

    ``type`` is "internal" for a link inside the document. ``place`` is the provision named with
    it as printed (第八条第（一）项). ``overridden``: an editor's entry, not recognition.
    """

    document: str
    clause: str
    start: int
    end: int
    text: str
    type: MentionType
    target: Target
    place: str | None = None
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """All mentions of one type from one document to another, by the clauses they stand in."""

    source: str
    target: Target
    type: ReferenceType
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TargetedAmendment:
    """An amendment together with the document that makes it."""

    source: str
    amendment: Amendment


@dataclass(frozen=True)
class Links:
    """References of a collection. Every mapping and tuple has a fixed order.

    - ``mentions``: (document key, clause id) → mentions in printed order, without overlaps;
    - ``outgoing`` / ``incoming``: document key → type → edges; a document's links to itself
      (companions included) are not among them;
    - ``stubs``: slug → stub, with its backlinks;
    - ``repealed``: document key → repeal by another document of the collection;
    - ``amendments``: document or stub → amendments of it;
    - ``items``: document key → forms and publications named in it, which are not linked.
    """

    mentions: Mapping[tuple[str, str], tuple[Mention, ...]]
    outgoing: Mapping[str, Mapping[ReferenceType, tuple[Edge, ...]]]
    incoming: Mapping[str, Mapping[ReferenceType, tuple[Edge, ...]]]
    stubs: Mapping[str, Stub]
    repealed: Mapping[str, Repeal]
    amendments: Mapping[Target, tuple[TargetedAmendment, ...]]
    items: Mapping[str, tuple[NamedItem, ...]]

    def in_clause(self, document: str, clause: str) -> tuple[Mention, ...]:
        """Mentions in one clause's text, in printed order."""
        return self.mentions.get((document, clause), ())

    def count_by_type(self) -> dict[str, int]:
        """Number of mentions of each type, all types of reference first, then "internal"."""
        counts = Counter[str](m.type for group in self.mentions.values() for m in group)
        return {kind: counts[kind] for kind in (*_TYPES, "internal")}

    def as_data(self) -> dict[str, Any]:
        """JSON-ready export: edges by document, stubs with backlinks, repeals."""
        return {
            "documents": {
                key: {
                    "outgoing": {
                        kind: [
                            {"target": edge.target.as_data(), "clauses": list(edge.clauses)}
                            for edge in edges
                        ]
                        for kind, edges in by_type.items()
                    },
                    "incoming": {
                        kind: [
                            {"source": edge.source, "clauses": list(edge.clauses)} for edge in edges
                        ]
                        for kind, edges in self.incoming[key].items()
                    },
                    "repealed": _repeal_data(self.repealed.get(key)),
                }
                for key, by_type in self.outgoing.items()
            },
            "stubs": {
                slug: {
                    "title": stub.title,
                    "number": stub.number,
                    "issuer": stub.issuer,
                    "region": stub.region,
                    "repealed": _repeal_data(stub.repealed),
                    "backlinks": [
                        {"document": link.document, "clause": link.clause, "type": link.type}
                        for link in stub.backlinks
                    ],
                }
                for slug, stub in self.stubs.items()
            },
        }


@dataclass(slots=True)
class _Outsider:
    """What is gathered about one document outside the collection."""

    entry: ExternalDocument | None
    namings: list[Naming]


def link_collection(collection: LinkableCollection) -> Links:
    """Recognise, resolve and gather all references of the collection. Same input, same result."""
    resolver = Resolver(collection)
    recognised = {
        key: recognise(document, resolver) for key, document in collection.policies.items()
    }
    for key, result in recognised.items():
        for found in result.found:
            resolver.register(found, collection.policies[key])

    outsiders = {identity: _Outsider(entry, []) for identity, entry in resolver.listed_outside()}
    resolved: list[tuple[PolicyDocument, Found, Inside | Outside]] = []
    for key, result in recognised.items():
        document = collection.policies[key]
        for found, target in _resolve_document(document, result.found, resolver):
            resolved.append((document, found, target))
            if isinstance(target, Outside):
                outsider = outsiders.setdefault(target.identity, _Outsider(target.entry, []))
                outsider.namings.append(_naming(document, found, resolver))
    amended = [
        (document.key, amendment, resolver.by_name(amendment.target, document))
        for document in collection.policies.values()
        for amendment in document.amendments
    ]
    for _, amendment, target in amended:
        if isinstance(target, Outside):
            outsider = outsiders.setdefault(target.identity, _Outsider(target.entry, []))
            outsider.namings.append(Naming(*_number_or_title(amendment.target), None, None))

    slugs = assign_slugs(
        {identity: (other.entry, _name(identity, other)) for identity, other in outsiders.items()}
    )
    mentions = _mentions(resolved, slugs)
    edges = _edges(mentions)
    repeals = _repeals(edges, collection.policies)
    agency_regions = {
        issuer_key(agency.label): agency.region for agency in collection.agencies.values()
    }
    stubs = sorted(
        (
            make_stub(
                other.entry,
                other.namings,
                slugs[identity],
                collection.regions,
                agency_regions,
                repeals.get(Target(stub=slugs[identity])),
            )
            for identity, other in outsiders.items()
        ),
        key=lambda stub: stub.slug,
    )
    return Links(
        mentions=mentions,
        outgoing=_by_document(collection.policies, edges, lambda edge: edge.source),
        incoming=_by_document(collection.policies, edges, lambda edge: edge.target.document),
        stubs={stub.slug: stub for stub in stubs},
        repealed={target.document: repeal for target, repeal in repeals.items() if target.document},
        amendments=_amendments(amended, slugs),
        items={key: result.items for key, result in recognised.items() if result.items},
    )


def _resolve_document(
    document: PolicyDocument, found: Iterable[Found], resolver: Resolver
) -> list[tuple[Found, Inside | Outside]]:
    """Targets of one document's mentions.

    A title that stands with a number once means the same document wherever it recurs alone.
    """
    by_title: dict[str, Inside | Outside] = {}
    resolved: list[tuple[Found, Inside | Outside]] = []
    for item in found:
        target: Inside | Outside | None
        if item.own is not None:
            target = Inside(document.key, item.own or None)
        elif item.number is None and item.title is not None and title_key(item.title) in by_title:
            target = by_title[title_key(item.title)]
        else:
            target = resolver.resolve(item, document)
            if target is not None and item.number is not None and item.title is not None:
                by_title[title_key(item.title)] = (
                    Inside(target.document) if isinstance(target, Inside) else target
                )
        if target is not None:
            resolved.append((item, target))
    return resolved


def _naming(document: PolicyDocument, found: Found, resolver: Resolver) -> Naming:
    issuer = found.issuer and resolver.full_issuer(found.issuer, document.region)
    kind = "cites" if found.type == "internal" else found.type
    backlink = Backlink(document.key, found.clause, kind)
    if found.override is not None and found.override.target is not None:
        return Naming(*_number_or_title(found.override.target), issuer, backlink)
    return Naming(None if found.abbreviated else found.title, found.number, issuer, backlink)


def _number_or_title(name: str) -> tuple[str | None, DocumentNumber | None]:
    """(title, number) of a document as an editor names it: one of the two."""
    number = parse_number(name)
    return (None, number) if number else (name, None)


def _name(identity: str, outsider: _Outsider) -> str:
    """The number or title a page address is made from."""
    if outsider.entry is not None:
        return outsider.entry.document_number or outsider.entry.title
    if outsider.namings and outsider.namings[0].number is not None:
        return str(outsider.namings[0].number)
    return next((n.title for n in outsider.namings if n.title), identity.rpartition(":")[2])


def _mentions(
    resolved: Iterable[tuple[PolicyDocument, Found, Inside | Outside]], slugs: Mapping[str, str]
) -> dict[tuple[str, str], tuple[Mention, ...]]:
    grouped: dict[tuple[str, str], list[Mention]] = {}
    for document, found, target in resolved:
        mentions = grouped.setdefault((document.key, found.clause), [])
        if mentions and found.start < mentions[-1].end:
            continue
        inside = isinstance(target, Inside) and target.document == document.key
        mentions.append(
            Mention(
                document.key,
                found.clause,
                found.start,
                found.end,
                found.text,
                "internal" if inside and found.type != "accompanies" else found.type,
                _target(target, slugs),
                found.place,
                found.override is not None,
            )
        )
    return {key: tuple(mentions) for key, mentions in grouped.items()}


def _target(resolved: Inside | Outside, slugs: Mapping[str, str]) -> Target:
    if isinstance(resolved, Inside):
        return Target(document=resolved.document, clause=resolved.clause)
    return Target(stub=slugs[resolved.identity])


def _edges(mentions: Mapping[tuple[str, str], tuple[Mention, ...]]) -> list[Edge]:
    """One edge per source, target document and type, in the order of first mention."""
    clauses: dict[tuple[str, Target, ReferenceType], dict[str, None]] = {}
    for group in mentions.values():
        for mention in group:
            if mention.type == "internal" or mention.target.document == mention.document:
                continue
            key = (mention.document, mention.target.whole(), mention.type)
            clauses.setdefault(key, {})[mention.clause] = None
    return [
        Edge(source, target, kind, tuple(places))
        for (source, target, kind), places in clauses.items()
    ]


def _by_document(
    policies: Mapping[str, PolicyDocument],
    edges: Iterable[Edge],
    document_of: Callable[[Edge], str | None],
) -> dict[str, dict[ReferenceType, tuple[Edge, ...]]]:
    """Edges of every document of the collection by type, types in the order of REFERENCE_TYPES."""
    gathered: dict[str, dict[ReferenceType, list[Edge]]] = {key: {} for key in policies}
    for edge in edges:
        key = document_of(edge)
        if key is not None:
            gathered[key].setdefault(edge.type, []).append(edge)
    return {
        key: {kind: tuple(by_type[kind]) for kind in _TYPES if kind in by_type}
        for key, by_type in gathered.items()
    }


def _repeals(edges: Iterable[Edge], policies: Mapping[str, PolicyDocument]) -> dict[Target, Repeal]:
    """The earliest repeal of each target by a document of the collection."""
    repeals: dict[Target, Repeal] = {}
    for edge in edges:
        if edge.type != "repeals":
            continue
        source = policies[edge.source]
        repeal = Repeal(source.effective.date or source.issued, source.key, edge.clauses[0])
        known = repeals.get(edge.target)
        if known is None or (repeal.date, repeal.document) < (known.date, known.document):
            repeals[edge.target] = repeal
    return repeals


def _amendments(
    amended: Iterable[tuple[str, Amendment, Inside | Outside]], slugs: Mapping[str, str]
) -> dict[Target, tuple[TargetedAmendment, ...]]:
    gathered: dict[Target, list[TargetedAmendment]] = {}
    for source, amendment, resolved in amended:
        target = _target(resolved, slugs).whole()
        gathered.setdefault(target, []).append(TargetedAmendment(source, amendment))
    # Documents of the collection by key, then stubs by slug.
    order = sorted(gathered, key=lambda t: (t.document is None, t.document or t.stub or ""))
    return {target: tuple(gathered[target]) for target in order}


def _repeal_data(repeal: Repeal | None) -> dict[str, str] | None:
    if repeal is None:
        return None
    return {"date": repeal.date, "document": repeal.document, "clause": repeal.clause}
