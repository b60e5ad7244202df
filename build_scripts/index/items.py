"""What can be found: one :class:`Item` for each policy, benefit, procedure and outside document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from build_scripts.link.stubs import Stub
from build_scripts.model.benefit import Benefit
from build_scripts.model.bundle import Bundle
from build_scripts.model.parameters import Parameter
from build_scripts.model.policy import Clause, PolicyDocument
from build_scripts.model.timeline import Timeline
from build_scripts.render.clauses import is_heading
from build_scripts.render.comparable import compared_groups, comparison_path
from build_scripts.render.context import ABSENT, Site
from build_scripts.render.listings import region_tree
from build_scripts.render.parameters import kind_of, parameter_path
from build_scripts.render.rules import interpretation_path
from build_scripts.render.services import service_path
from build_scripts.render.timeline_paths import timeline_path
from build_scripts.render.tools import PARAMETER_LIST, TOOLS, Tool

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
    for group, benefits in compared_groups(site).items():
        yield _comparison(site, group, benefits)
    for timeline in sorted(
        site.collection.timelines.values(), key=lambda one: (rank[one.region], one.id)
    ):
        yield _timeline(timeline)
    for bundle in site.collection.bundles.values():
        yield _bundle(bundle)
    for parameter in sorted(
        site.collection.parameters.values(), key=lambda one: (rank[one.region], one.id)
    ):
        yield _parameter(site, parameter)
    for key in sorted(site.collection.interpretations):
        yield _interpretation(site, key)
    for slug, stub in sorted(
        site.links.stubs.items(), key=lambda pair: (rank.get(pair[1].region or "cn", 0), pair[0])
    ):
        yield _stub(site, slug, stub)
    for tool in (*TOOLS, PARAMETER_LIST):
        yield _tool(tool)


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


def _comparison(site: Site, group: str, benefits: list[str]) -> Item:
    kinds = {kind.id: kind.label for kind in site.collection.topics.comparable_groups}
    members = [site.collection.benefits[key] for key in benefits]
    regions = list(dict.fromkeys(member.region for member in members))
    names = [site.region_label(region) for region in regions]
    titles = dict.fromkeys(member.title for member in members)
    return Item(
        "comparison",
        comparison_path(group),
        f"{kinds[group]}：各地规定对照",
        regions[0] if len(regions) == 1 else "",
        note=f"{'、'.join(names)}的规定并排看",
        keywords=("地区对比", *names),
        passages=(Passage("", "", " ".join(titles)),),
    )


def _timeline(timeline: Timeline) -> Item:
    """A procedure, found by its name and by what its steps are called."""
    steps = [f"{step.label}，{step.actor}" for step in timeline.steps]
    return Item(
        "timeline",
        timeline_path(timeline.id),
        timeline.title,
        timeline.region,
        calculator=True,
        note=f"{len(steps)} 步，填上日期可推算",
        keywords=("时限", "期限", "几天", "截止"),
        passages=(Passage("steps", "", "；".join(steps)),),
    )


def _bundle(bundle: Bundle) -> Item:
    """A service, found by its name and by the items that the text names."""
    words = {
        "package": ("打包办", "一件事", "材料"),
        "speedup": ("提速办", "时限", "几天"),
        "common": ("打包办", "提速办"),
    }
    named = "、".join(item.label for item in bundle.items)
    return Item(
        "bundle",
        service_path(bundle.id),
        bundle.title,
        bundle.region,
        note=bundle.summary,
        keywords=words[bundle.kind],
        passages=(Passage("", "", f"{bundle.summary}{named}"),),
    )


def _parameter(site: Site, parameter: Parameter) -> Item:
    """A dated value, found by its name, its kind and its region."""
    held = f"收录 {len(parameter.values)} 段" if parameter.values else "没有查到"
    return Item(
        "parameter",
        parameter_path(parameter.id),
        parameter.label,
        parameter.region,
        note=f"{kind_of(parameter)}，{held}",
        keywords=(kind_of(parameter), site.collection.regions[parameter.region].label),
        passages=(Passage("", "", parameter.note or ""),) if parameter.note else (),
    )


def _tool(tool: Tool) -> Item:
    """A page that belongs to no record, found by what people call what it answers."""
    return Item(
        "page",
        tool.site_path,
        tool.title,
        "cn",
        calculator=tool.site_path.startswith("tools/"),
        note=tool.answers,
        keywords=tool.keywords,
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
