"""What can be found: one :class:`Item` for each policy, benefit and outside document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from build_scripts.link.stubs import Stub
from build_scripts.model.benefit import Benefit
from build_scripts.model.policy import Clause, PolicyDocument
from build_scripts.render.clauses import is_heading
from build_scripts.render.context import ABSENT, Site
from build_scripts.render.listings import region_tree
from build_scripts.render.rules import interpretation_path

#: Lines that name senders, receivers, offices and addresses; found, but rarely what was meant.
_FORMAL = frozenset(
    ("title", "document_number", "addressee", "signoff", "attachment_list", "links", "note")
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause of an item: ``anchor`` on its page, ``place`` as it is called, verbatim ``text``.

    ``parent`` is the index of the passage it stands under, -1 for none; ``kind`` is "heading",
    "formal" (addressee, signature …), "question" (its answer stands under it) or "text".
    "heading" texts weigh more.
    """

    anchor: str
    place: str
    text: str
    parent: int = -1
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """Something with a page. Dates are ISO texts, empty when unknown; ids are catalogue ids."""

    type: str
    path: str
    title: str
    region: str
    number: str = ""
    kind: str = ""
    issued: str = ""
    effective: str = ""
    expires: str = ""
    repealed: str = ""
    note: str = ""
    topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    calculator: bool = False
    #: Other names it is found by: labels of its topics and audiences, aliases.
    keywords: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = field(default=())


def search_items(site: Site) -> Iterator[Item]:
    """All items in the order of their numbers: policies by region (each region before those below
    it), newest first; then the other types, each by region."""
    regions = list(region_tree(site.collection.regions))
    rank = {region: number for number, region in enumerate(regions)}
    policies = sorted(site.collection.policies.values(), key=lambda p: p.key)
    policies.sort(key=lambda policy: policy.issued, reverse=True)
    policies.sort(key=lambda policy: rank[policy.region])
    for policy in policies:
        yield _policy(site, policy)
    for benefit in sorted(
        site.collection.benefits.values(), key=lambda benefit: (rank[benefit.region], benefit.id)
    ):
        yield _benefit(benefit)
    for key in sorted(site.collection.interpretations):
        yield _interpretation(site, key)
    for slug, stub in sorted(
        site.links.stubs.items(), key=lambda pair: (rank.get(pair[1].region or "cn", 0), pair[0])
    ):
        yield _stub(site, slug, stub)


def _policy(site: Site, policy: PolicyDocument) -> Item:
    status = site.status_of(policy.key)
    keywords = [site.collection.regions[policy.region].label]
    for topic in policy.topics:
        keywords += [site.topics[topic].label, *site.topics[topic].aliases]
    for audience in policy.audiences:
        keywords += [site.audiences[audience].label, *site.audiences[audience].aliases]
    agencies = list(policy.issuers)
    if policy.issuer_inferred and policy.issuer_inferred.agency not in agencies:
        agencies.append(policy.issuer_inferred.agency)
    return Item(
        "policy",
        site.document_path(policy.key),
        policy.title,
        policy.region,
        policy.document_number or "",
        policy.kind,
        policy.issued,
        status.effective or "",
        status.expires or "",
        status.repealed or "",
        "",
        tuple(policy.topics),
        tuple(policy.audiences),
        tuple(agencies),
        bool(site.benefits_of(policy.key)),
        tuple(keywords),
        tuple(_passages(site, policy)),
    )


def _passages(site: Site, policy: PolicyDocument) -> list[Passage]:
    places = site.places(policy.key)
    found: list[Passage] = []

    def collect(clause: Clause, parent: int, *, asks: bool = False) -> None:
        text = _text(clause)
        number = parent
        if text:
            number = len(found)
            kind = "formal" if clause.type in _FORMAL else "question" if asks else "text"
            if is_heading(clause):
                kind = "heading"
            found.append(Passage(clause.id, places[clause.id], text, parent, kind))
        for index, child in enumerate(clause.children):
            asks = clause.type == "question_answer" and index == 0
            collect(child, number, asks=asks)
            if asks:
                number = len(found) - 1  # the answer stands under its question

    for clause in policy.body:
        collect(clause, -1)
    for companion in policy.companions:
        for clause in companion.body:
            collect(clause, -1)
    return found


def _text(clause: Clause) -> str:
    """A clause's own words; lines and cells are separated by a space."""
    parts = [clause.text or "", *clause.lines]
    if clause.table:
        parts += clause.table.header
        for row in clause.table.rows:
            parts += row.cells
    return " ".join(part for part in parts if part)


def _benefit(benefit: Benefit) -> Item:
    return Item(
        "benefit",
        f"benefits/{benefit.id}/",
        benefit.title,
        benefit.region,
        calculator=True,
        note=benefit.summary,
        passages=(Passage("", "", benefit.summary),),
    )


def _interpretation(site: Site, key: str) -> Item:
    interpretation = site.collection.interpretations[key]
    readings = " ".join(interpretation.readings.values())
    return Item(
        "interpretation",
        interpretation_path(site, key),
        interpretation.title,
        interpretation.region,
        note=f"有 {len(interpretation.readings)} 种读法",
        passages=(Passage(key, "", readings),),
    )


def _stub(site: Site, slug: str, stub: Stub) -> Item:
    named_by = []
    for backlink in stub.backlinks:
        document = site.collection.policies[backlink.document]
        name = document.document_number or f"《{document.title}》"
        if name not in named_by:
            named_by.append(name)
    return Item(
        "stub",
        f"documents/{slug}/",
        stub.title,
        stub.region or "",
        stub.number or "",
        repealed=stub.repealed.date if stub.repealed else "",
        note=f"{ABSENT}；提到它的有 {'、'.join(named_by)}" if named_by else ABSENT,
        keywords=stub.aliases,
    )
