"""What the rules of the texts became: the register, the kinds by region, the disputed clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from build_scripts.check.coverage import covered_by
from build_scripts.model.base import Citation
from build_scripts.model.benefit import Benefit
from build_scripts.model.interpretation import Interpretation
from build_scripts.model.register import RULE_KINDS, RegisteredRule

from .benefit import Cite, benefit_path, cite_view
from .context import Site
from .listings import region_tree
from .page import Page
from .paging import slices
from .services import service_path
from .timeline_paths import timeline_path

REGISTER = "rules/"
MATRIX = "rules/regions/"
INTERPRETATIONS = "interpretations/"
#: Said of a kind of benefit of which no document of the region is held.
NOT_HELD = "未收录"

#: Disputed clauses on one page.
_INTERPRETATIONS_PAGE = 200

_KIND_WORDS = {"benefits": "待遇", "timelines": "时限", "bundles": "一件事"}


@dataclass(frozen=True, slots=True)
class Coverer:
    """A record that takes up a rule; ``site_path`` is empty when it has no page of its own."""

    kind: str
    title: str
    site_path: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of the register; ``region`` is that of the document it stands in."""

    rule: RegisteredRule
    kind: str
    region: str
    cites: list[Cite]
    covered_by: list[Coverer]


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A kind of benefit in a region: links to what is held as (site path, words), or in a word
    why there is nothing."""

    region: str
    links: list[tuple[str, str]]
    absence: str


@dataclass(frozen=True, slots=True)
class DisputedView:
    """A disputed clause with everything that depends on it."""

    interpretation: Interpretation
    cites: list[Cite]
    affects: list[Coverer]


def interpretation_path(site: Site, key: str) -> str:
    """Site path of a disputed clause, with its place on the page."""
    number = [one.id for one in _in_order(site)].index(key) // _INTERPRETATIONS_PAGE + 1
    page = INTERPRETATIONS if number == 1 else f"{INTERPRETATIONS}page-{number}/"
    return f"{page}#{key}"


def _in_order(site: Site) -> list[Interpretation]:
    """The disputed clauses by region, each region before those below it."""
    order = {region: number for number, region in enumerate(region_tree(site.collection.regions))}
    return sorted(site.collection.interpretations.values(), key=lambda one: order[one.region])


def rule_pages(site: Site) -> Iterator[Page]:
    """The register, the matrix and the disputed clauses."""
    yield from _register(site)
    yield _matrix(site)
    yield from _interpretations(site)


def _register(site: Site) -> Iterator[Page]:
    covered = covered_by(site.collection)
    rows = [
        RuleRow(
            rule,
            RULE_KINDS[rule.kind],
            site.region_label(site.collection.policies[rule.cites[0].document].region),
            _cites(site, rule.cites),
            [_coverer(site, kind, key) for kind, key in covered.get(rule.id, [])],
        )
        for rule in site.collection.register.values()
    ]
    calculated = sum(1 for row in rows if row.covered_by)
    for part in slices(REGISTER, rows):
        title = "规则登记簿" + part.title_suffix
        html = site.render(
            "rules.html",
            part.site_path,
            title=title,
            part=part,
            calculated=calculated,
            matrix=MATRIX,
        )
        yield Page(part.site_path, title, html, "条文里的每一项规定，各由哪项待遇、时限收录")


def _coverer(site: Site, kind: str, key: str) -> Coverer:
    record = getattr(site.collection, kind)[key]
    paths = {"benefits": benefit_path, "timelines": timeline_path, "bundles": service_path}
    path = paths[kind](key) if kind in paths else ""
    return Coverer(_KIND_WORDS[kind], record.title, path)


def _cites(site: Site, citations: list[Citation]) -> list[Cite]:
    return [cite_view(site, citation) for citation in citations]


def _matrix(site: Site) -> Page:
    """Kinds of benefits by region: 已收录, 文件未规定 or 未收录."""
    regions = list(region_tree(site.collection.regions))
    rows = [
        (name, [_cell(site, name, members, region) for region in regions])
        for name, members in _kinds(site)
    ]
    labels = [site.region_label(region) for region in regions]
    html = site.render("rule_matrix.html", MATRIX, regions=labels, rows=rows, register=REGISTER)
    return Page(MATRIX, "各地收录情况", html, "每类待遇在各地是已收录、文件未规定还是未收录")


def _kinds(site: Site) -> Iterator[tuple[str, list[Benefit]]]:
    """Kinds of benefits with their names and members, those of the uppermost region first."""
    order = {region: number for number, region in enumerate(region_tree(site.collection.regions))}
    kinds: dict[str, list[Benefit]] = {}
    for benefit in sorted(
        site.collection.benefits.values(), key=lambda benefit: (order[benefit.region], benefit.id)
    ):
        kinds.setdefault(benefit.comparable_group or benefit.id, []).append(benefit)
    for members in kinds.values():
        # What stands in brackets is of the one benefit, not of the kind.
        yield members[0].title if len(members) == 1 else _plain(members[0].title), members


def kinds_not_held(site: Site, region: str) -> list[str]:
    """Kinds of benefits of which a region may have rules that are not held: 未收录.

    A rule from above applies in the region too.
    """
    chain = []
    at: str | None = region
    while at is not None:
        chain.append(at)
        at = site.collection.regions[at].parent
    return [
        name
        for name, members in _kinds(site)
        if not any(benefit.region in chain for benefit in members)
        and _cell(site, name, members, region).absence == NOT_HELD
    ]


def _plain(title: str) -> str:
    return re.sub(r"（.*?）", "", title)


def _cell(site: Site, name: str, members: list[Benefit], region: str) -> MatrixCell:
    """A region without a rule of the kind: either its documents on the subject say nothing, or no
    document of the region on the subject is held."""
    label = site.region_label(region)
    own = [benefit for benefit in members if benefit.region == region]
    if own:
        called = [benefit.title for benefit in own]
        words = ["已收录"] if len(own) == 1 and name in (called[0], _plain(called[0])) else called
        links = [(benefit_path(b.id), word) for b, word in zip(own, words, strict=True)]
        return MatrixCell(label, links, "")
    topics = {topic for benefit in members for topic in benefit.topics}
    holds_subject = any(
        document.region == region and topics.intersection(document.topics)
        for document in site.collection.policies.values()
    )
    return MatrixCell(label, [], "文件未规定" if holds_subject else NOT_HELD)


def _interpretations(site: Site) -> Iterator[Page]:
    affected: dict[str, list[Coverer]] = {}
    for benefit in site.collection.benefits.values():
        named = dict.fromkeys(variant.interpretation for variant in benefit.readings)
        for key in named:
            affected.setdefault(key, []).append(_coverer(site, "benefits", benefit.id))
    for timeline in site.collection.timelines.values():
        for key in dict.fromkeys(variant.interpretation for variant in timeline.readings):
            affected.setdefault(key, []).append(_coverer(site, "timelines", timeline.id))
    views = [
        DisputedView(one, _cites(site, one.cites), affected.get(one.id, []))
        for one in _in_order(site)
    ]
    for part in slices(INTERPRETATIONS, views, _INTERPRETATIONS_PAGE):
        title = "条文的不同读法" + part.title_suffix
        regions = [
            (site.collection.regions[region], list(group))
            for region, group in groupby(part.rows, lambda view: view.interpretation.region)
        ]
        html = site.render(
            "interpretations.html", part.site_path, title=title, part=part, regions=regions
        )
        description = "有两种以上理解的条文：各种读法、默认取哪一种、为什么"
        yield Page(part.site_path, title, html, description)
