"""Pages of documents that the collection names but does not hold."""

from dataclasses import dataclass

from build_scripts.link import Stub, Target
from build_scripts.model.policy import REFERENCE_TYPES, ReferenceType

from .context import CONFIDENCE_WORDS, Site, TargetView
from .dates import chinese_date
from .page import Page
from .paging import PAGE_SIZE
from .places import book_title
from .policy import amendment_views, by_other


@dataclass(frozen=True, slots=True)
class BacklinkView:
    """A clause that names the document, with the sentence in which it does."""

    clause: str
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class NamingDocument:
    """A document and all its clauses that name the stub in one way."""

    source: TargetView
    links: list[BacklinkView]


@dataclass(frozen=True, slots=True)
class SuccessorView:
    """A document said to continue this one; ``site_path`` when there is a page for it."""

    name: str
    issued: str
    site_path: str


def stub_page(site: Site, stub: Stub) -> Page:
    """The page of one document that is not held.

    At most PAGE_SIZE clauses that name it are listed: a law may be named by every document.
    """
    path = f"documents/{stub.slug}/"
    target = Target(stub=stub.slug)
    groups: dict[ReferenceType, dict[str, NamingDocument]] = {}
    for link in stub.backlinks[:PAGE_SIZE]:
        source = site.target(Target(document=link.document))
        by_document = groups.setdefault(link.type, {})
        by_document.setdefault(link.document, NamingDocument(source, [])).links.append(
            BacklinkView(
                link.clause,
                site.places(link.document)[link.clause],
                site.quoting(link.document, link.clause, target),
            )
        )
    amended = amendment_views(site, site.links.amendments.get(target, ()))
    html = site.render(
        "stub.html",
        path,
        stub=stub,
        repealed_by=site.repealed_by(stub.repealed, target),
        issued=chinese_date(stub.entry.issued) if stub.entry and stub.entry.issued else "",
        confidence_words=CONFIDENCE_WORDS,
        successors=_successors(site, stub),
        groups=[
            (REFERENCE_TYPES[kind][1], list(groups[kind].values()))
            for kind in REFERENCE_TYPES
            if kind in groups
        ],
        more=max(0, len(stub.backlinks) - PAGE_SIZE),
        amended=by_other(amended),
        amended_count=len(amended),
    )
    return Page(path, stub.title, html, f"{stub.number or '没有写文号'}，本库未收录原文。")


def _successors(site: Site, stub: Stub) -> list[SuccessorView]:
    if stub.entry is None:
        return []
    return [
        SuccessorView(
            successor.document_number + (book_title(successor.title) if successor.title else ""),
            chinese_date(successor.issued) if successor.issued else "",
            site.path_of_number(successor.document_number),
        )
        for successor in stub.entry.successors
    ]
