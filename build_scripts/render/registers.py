"""Tables over the whole collection: numbers, documents not held, references, coverage."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from build_scripts.link import Target
from build_scripts.link.names import parse_number
from build_scripts.model.policy import REFERENCE_TYPES, PolicyDocument, ReferenceType

from .context import Site, TargetView
from .page import Page
from .paging import slices
from .policy import OPERATION_WORDS, AmendmentView, amendment_views

_TYPES: tuple[ReferenceType, ...] = get_args(ReferenceType)


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A document number and the document that bears it."""

    number: str
    prefix: str
    year: int | None
    serial: int
    target: TargetView


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A clause that names a document."""

    source: TargetView
    clause: str
    place: str
    target: TargetView


@dataclass(frozen=True, slots=True)
class AmendmentRow:
    """An amendment of a document."""

    target: TargetView
    amendment: AmendmentView


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How much of a document is here."""

    target: TargetView
    region: str
    characters: int
    clauses: int
    references: int
    lines: str
    pages: str
    first_line: int | None


def register_pages(site: Site) -> Iterator[Page]:
    """All register pages."""
    yield from _numbers(site)
    yield from _outside(site)
    yield from _references(site)
    yield from _coverage(site)


def _numbers(site: Site) -> Iterator[Page]:
    """Every number held or cited: national first, then by prefix, year and serial."""
    order = {region: place for place, region in enumerate(site.collection.regions)}
    rows: list[tuple[int, NumberRow]] = []
    unnumbered: list[TargetView] = []
    for document in site.collection.policies.values():
        view = site.target(Target(document=document.key))
        if document.document_number is None:
            unnumbered.append(view)
            continue
        rows.append((order[document.region], _number_row(document.document_number, view)))
    for slug, stub in site.links.stubs.items():
        if stub.number:
            place = order.get(stub.region or "", len(order))
            rows.append((place, _number_row(stub.number, site.target(Target(stub=slug)))))
    rows.sort(
        key=lambda item: (
            item[0],
            item[1].prefix,
            item[1].year or 0,
            item[1].serial,
            item[1].number,
        )
    )
    held = sum(1 for _, row in rows if row.target.status)
    for part in slices("numbers/", [row for _, row in rows]):
        title = "文号" + part.title_suffix
        html = site.render(
            "numbers.html",
            part.site_path,
            title=title,
            part=part,
            held=held,
            unnumbered=unnumbered if part.number == part.count else [],
        )
        yield Page(part.site_path, title, html, "收录的和文中提到的全部文号")


def _number_row(number: str, view: TargetView) -> NumberRow:
    parsed = parse_number(number)
    if parsed is None:
        return NumberRow(number, number, None, 0, view)
    return NumberRow(number, parsed.prefix, parsed.year, parsed.serial, view)


def _outside(site: Site) -> Iterator[Page]:
    stubs = sorted(site.links.stubs.values(), key=lambda s: (-len(s.backlinks), s.slug))
    for part in slices("documents/", stubs):
        title = "未收录的文件" + part.title_suffix
        html = site.render("outside.html", part.site_path, title=title, part=part)
        yield Page(part.site_path, title, html, "文中提到、本库没有原文的文件")


def _references(site: Site) -> Iterator[Page]:
    """The overview, and a table for each type of reference and for amendments."""
    counts = site.links.count_by_type()
    rows: dict[ReferenceType, list[ReferenceRow]] = {kind: [] for kind in _TYPES}
    for key, by_type in site.links.outgoing.items():
        places = site.places(key)
        source = site.target(Target(document=key))
        for kind, edges in by_type.items():
            for edge in edges:
                target = site.target(edge.target)
                rows[kind] += [
                    ReferenceRow(source, clause, places[clause], target) for clause in edge.clauses
                ]
    rows_amended: list[AmendmentRow] = []
    for changed, targeted in site.links.amendments.items():
        amended = site.target(changed)
        rows_amended += [AmendmentRow(amended, view) for view in amendment_views(site, targeted)]
    types = [
        (REFERENCE_TYPES[kind][0], f"references/{kind.replace('_', '-')}/", len(kind_rows))
        for kind, kind_rows in rows.items()
    ]
    html = site.render(
        "references.html",
        "references/",
        types=types,
        amendments=len(rows_amended),
        internal=counts["internal"],
    )
    yield Page("references/", "引用关系", html, "文件之间的依据、转发、修订、废止等关系")
    for (label, path, _), kind_rows in zip(types, rows.values(), strict=True):
        for part in slices(path, kind_rows):
            title = f"引用关系：{label}{part.title_suffix}"
            html = site.render("reference_list.html", part.site_path, title=title, part=part)
            yield Page(part.site_path, title, html)
    for amendment_part in slices("references/amendments/", rows_amended):
        title = "尚未并入的修订" + amendment_part.title_suffix
        html = site.render(
            "amendments.html",
            amendment_part.site_path,
            title=title,
            part=amendment_part,
            operation_words=OPERATION_WORDS,
        )
        yield Page(amendment_part.site_path, title, html)


def _coverage(site: Site) -> Iterator[Page]:
    rows = [_coverage_row(site, document) for document in site.collection.policies.values()]
    for part in slices("coverage/", rows):
        title = "收录情况" + part.title_suffix
        html = site.render(
            "coverage.html",
            part.site_path,
            title=title,
            part=part,
            documents=len(rows),
            characters=sum(row.characters for row in rows),
            clauses=sum(row.clauses for row in rows),
            references=site.reference_count,
            stubs=len(site.links.stubs),
            companions=sum(len(d.companions) for d in site.collection.policies.values()),
            sources=list(site.collection.sources.values()),
        )
        yield Page(part.site_path, title, html, "本库收录了哪些文件，各有多少字、多少条款")


def _coverage_row(site: Site, document: PolicyDocument) -> CoverageRow:
    characters = clauses = 0
    for clause in document.clauses():
        characters += len("".join(clause.own_text().split()))
        clauses += 1
    references = sum(
        len(edge.clauses)
        for edges in site.links.outgoing.get(document.key, {}).values()
        for edge in edges
    )
    lines = pages = ""
    if document.source:
        first, last = document.source.lines
        lines = f"{first}—{last}"
        printed = site.collection.sources[document.source.file].pages(first, last)
        if printed:
            pages = ("" if printed.exact else "约") + (
                printed.first
                if printed.first == printed.last
                else f"{printed.first}—{printed.last}"
            )
    return CoverageRow(
        site.target(Target(document=document.key)),
        site.region_label(document.region),
        characters,
        clauses,
        references,
        lines,
        pages,
        document.source.lines[0] if document.source else None,
    )
