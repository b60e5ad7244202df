"""The page of a document of the collection."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.link import Edge, Target, TargetedAmendment
from build_scripts.model.policy import (
    REFERENCE_TYPES,
    Companion,
    Contact,
    Period,
    PolicyDocument,
    ReferenceType,
    Validity,
)

from .benefit import benefit_path
from .clauses import NOTE_WORDS, ClauseRenderer, ClauseView, Jump, outline
from .context import ABSENT, CONFIDENCE_WORDS, Site, TargetView
from .dates import chinese_date
from .page import Page
from .status import PERIOD_WORDS, notices, period_state, span_words

ATTACHMENT_WORDS = {
    "full_text": "全文见本页",
    "not_included": "未随文：原书只列出名称",
    "omitted": "原文写明“（略）”",
}
OPERATION_WORDS = {"adjust": "调整", "extend": "延长", "add": "新增", "rename": "改名"}
#: A document named in more clauses than this is listed with the first of them.
_CLAUSES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period of the text with the state it has on the day of the build."""

    period: Period
    span: str
    state: str | None
    word: str
    place: str


@dataclass(frozen=True, slots=True)
class CompanionView:
    """A companion and its clauses."""

    id: str
    companion: Companion
    clauses: list[ClauseView]


@dataclass(frozen=True, slots=True)
class Named:
    """A document in a list of references and the clauses that make the reference.

    ``jumps`` belong to the page itself (outgoing) or to the other document (incoming);
    ``more`` counts those left out; ``note`` is said of the document in this list.
    """

    target: TargetView
    jumps: list[Jump]
    more: int
    note: str


@dataclass(frozen=True, slots=True)
class ReferenceGroup:
    """Documents named in one way: “依据” and the like."""

    label: str
    documents: list[Named]

    @property
    def count(self) -> int:
        """How many documents."""
        return len(self.documents)


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """An amendment seen from either side."""

    other: TargetView
    place: str
    operation: str
    summary: str
    span: str
    href: str
    clause_place: str
    quote: str


def policy_page(site: Site, document: PolicyDocument) -> Page:
    """The whole page of one document."""
    path = site.document_path(document.key)
    clauses = ClauseRenderer(site, document)
    places = site.places(document.key)
    target = Target(document=document.key)
    repealed_by = site.repealed_by(site.links.repealed.get(document.key), target)
    status = site.status_of(document.key)
    amended = amendment_views(site, site.links.amendments.get(target, ()))
    html = site.render(
        "policy.html",
        path,
        document=document,
        status=status,
        notices=notices(document, places, repealed_by),
        region=site.collection.regions[document.region],
        issuers=[site.collection.agencies[issuer] for issuer in document.issuers],
        inferred=(
            site.collection.agencies[document.issuer_inferred.agency]
            if document.issuer_inferred
            else None
        ),
        topics=[site.topics[topic] for topic in document.topics],
        audiences=[site.audiences[audience] for audience in document.audiences],
        effective=_validity(document.effective, "原文没有写施行日"),
        expires=_validity(document.expires, "原文没有写有效期"),
        periods=[
            PeriodView(
                period,
                span_words(period.start, period.end),
                state := period_state(period, site.as_of),
                PERIOD_WORDS[state] if state else "",
                places[period.cite.clause],
            )
            for period in document.periods
        ],
        later=site.later(document.key),
        benefits=[
            (benefit_path(benefit.id), benefit.title) for benefit in site.benefits_of(document.key)
        ],
        confidence_words=CONFIDENCE_WORDS,
        general_notes=[note for note in document.notes if note.clause is None],
        note_words=NOTE_WORDS,
        outline=outline(document),
        clauses=clauses.body(),
        companions=[
            CompanionView(f"companion-{number}", companion, clauses.companion(companion))
            for number, companion in enumerate(document.companions, 1)
        ],
        places=places,
        contacts=_listed_contacts(document),
        attachment_words=ATTACHMENT_WORDS,
        outgoing=outgoing(site, document.key),
        incoming=incoming(site, site.links.incoming.get(document.key, {})),
        amendments=by_other(_own_amendments(site, document)),
        amended=by_other(amended),
        amended_count=len(amended),
        source=_source(site, document),
        file=site.file_of(document),
        edit_url=site.edit_url(document),
        kind_path=site.kind_path(document.kind),
    )
    return Page(path, document.title, html, _description(document, status.word))


def _listed_contacts(document: PolicyDocument) -> list[Contact]:
    """Contacts to list by themselves: those that the text prints as a table are listed there."""
    tables = {clause.id for clause in document.clauses() if clause.table}
    return [contact for contact in document.contacts if contact.clause not in tables]


def _description(document: PolicyDocument, word: str) -> str:
    number = document.document_number or "没有文号"
    return f"{number}，{chinese_date(document.issued)}，{word}。"


def _validity(validity: Validity, unknown: str) -> str:
    """The day in words, with how it is known when the text does not state it outright."""
    if validity.date is None:
        return unknown
    day = chinese_date(validity.date)
    how = {
        "signature": "（按落款日）",
        "derived": "（按原文推算）",
    }
    return day + how.get(validity.basis, "")


def outgoing(site: Site, key: str) -> list[ReferenceGroup]:
    """Documents that ``key`` names, by type; jumps are clauses of ``key``."""
    places = site.places(key)
    groups = []
    for kind, edges in site.links.outgoing.get(key, {}).items():
        named = [
            Named(
                site.target(edge.target),
                [Jump(clause, places[clause]) for clause in edge.clauses[:_CLAUSES_SHOWN]],
                max(0, len(edge.clauses) - _CLAUSES_SHOWN),
                # That this very document repeals it is what the heading says.
                ABSENT if kind == "repeals" and edge.target.stub else site.target(edge.target).note,
            )
            for edge in edges
        ]
        groups.append(ReferenceGroup(REFERENCE_TYPES[kind][0], named))
    return groups


def incoming(site: Site, by_type: Mapping[ReferenceType, tuple[Edge, ...]]) -> list[ReferenceGroup]:
    """Documents that name a document, by type; jumps are clauses of the naming document."""
    groups = []
    for kind, edges in by_type.items():
        named = []
        for edge in edges:
            places = site.places(edge.source)
            jumps = [Jump(clause, places[clause]) for clause in edge.clauses[:_CLAUSES_SHOWN]]
            more = max(0, len(edge.clauses) - _CLAUSES_SHOWN)
            named.append(Named(site.target(Target(document=edge.source)), jumps, more, ""))
        groups.append(ReferenceGroup(REFERENCE_TYPES[kind][1], named))
    return groups


def by_other(views: list[AmendmentView]) -> list[tuple[TargetView, list[AmendmentView]]]:
    """Amendments under the document on the other side, each named once."""
    groups: dict[str, tuple[TargetView, list[AmendmentView]]] = {}
    for view in views:
        groups.setdefault(view.other.site_path, (view.other, []))[1].append(view)
    return list(groups.values())


def _own_amendments(site: Site, document: PolicyDocument) -> list[AmendmentView]:
    return [
        _amendment(site, site.target(target), TargetedAmendment(document.key, amendment), "")
        for target, amendment in site.amendments_by(document.key)
    ]


def amendment_views(site: Site, amendments: tuple[TargetedAmendment, ...]) -> list[AmendmentView]:
    """Amendments of a document, seen from it: ``other`` is the document that makes them."""
    views = []
    for targeted in amendments:
        other = site.target(Target(document=targeted.source))
        views.append(_amendment(site, other, targeted, other.site_path))
    return views


def _amendment(
    site: Site, other: TargetView, targeted: TargetedAmendment, page: str
) -> AmendmentView:
    amendment = targeted.amendment
    return AmendmentView(
        other,
        amendment.target_place,
        OPERATION_WORDS[amendment.operation],
        amendment.summary,
        span_words(amendment.effective, amendment.expires),
        f"{page}#{amendment.clause}",
        site.places(targeted.source)[amendment.clause],
        amendment.cite.quote,
    )


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where the text was taken from; ``pages`` is empty when no page is known."""

    title: str
    note: str
    pages: str
    lines: str


def _source(site: Site, document: PolicyDocument) -> SourceView | None:
    if document.source is None:
        return None
    source = site.collection.sources[document.source.file]
    first, last = document.source.lines
    pages = source.pages(first, last)
    printed = ""
    if pages:
        numbers = pages.first if pages.first == pages.last else f"{pages.first}—{pages.last}"
        printed = f"第{numbers}页" if pages.exact else f"约第{numbers}页（原书只有个别页码可见）"
    return SourceView(
        source.manifest.title, source.manifest.note or "", printed, f"第{first}—{last}行"
    )
