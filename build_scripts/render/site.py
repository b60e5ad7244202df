"""Stage 1: all pages and data files of the site, written one by one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from build_scripts.compile import Rules

from .amounts import amounts_page
from .batch import CATALOGUE, batch_catalogue, batch_page
from .benefit import benefit_pages
from .benefit_data import benefit_data_files
from .benefit_list import benefit_list
from .comparison_tool import comparison_tool
from .comparisons import comparison_pages
from .context import Site
from .data import data_files
from .finder import finder_page
from .home import home_page
from .listings import Listings
from .page import Page, Writer
from .parameters import parameter_pages
from .policy import policy_page
from .prose import prose_pages
from .registers import register_pages
from .retirement import retirement_page
from .rules import rule_pages
from .screening import screening_page
from .services import service_pages
from .stubs import stub_page
from .timeline import timeline_pages
from .tools import tools_page

#: Progress is told this often.
_PROGRESS_STEP = 500

Progress = Callable[[str], None]


@dataclass(frozen=True)
class RenderReport:
    """What was written: pages, data files, how many of all files changed, how many were removed."""

    pages: int
    data_files: int
    changed: int
    removed: int


def render_site(
    site: Site, rules: Rules, out: Path, *, progress: Progress = lambda message: None
) -> RenderReport:
    """Write all pages and data files of ``site`` below ``out``.

    Files of an earlier run that no page claims any more are removed; files that did not change
    keep their time stamps. Raises ValueError when two pages claim one address.
    """
    writer = Writer(out)
    pages = 0
    for page in _pages(site, rules):
        writer.page(page)
        pages += 1
        if pages % _PROGRESS_STEP == 0:
            progress(f"已生成 {pages} 页")
    for path, content in chain(data_files(site), benefit_data_files(site, rules)):
        writer.file(path, content)
    writer.file(CATALOGUE, batch_catalogue(site, rules))
    removed = writer.remove_stale(("**/*.md", "data/**/*.json", "schemas/*.json"))
    return RenderReport(pages, writer.count - pages, writer.changed, removed)


def _pages(site: Site, rules: Rules) -> Iterator[Page]:
    """Every page; one at a time is held in memory."""
    listings = Listings(site)
    yield home_page(site, listings)
    yield finder_page(site, listings)
    yield tools_page(site)
    yield benefit_list(site)
    yield from benefit_pages(site, rules)
    yield amounts_page(site, rules)
    yield screening_page(site, rules)
    yield from comparison_pages(site, rules)
    yield comparison_tool(site, rules)
    yield from timeline_pages(site, rules)
    yield batch_page(site, rules)
    for document in site.collection.policies.values():
        yield policy_page(site, document)
    for stub in site.links.stubs.values():
        yield stub_page(site, stub)
    yield from listings.pages()
    yield from register_pages(site)
    yield from rule_pages(site)
    yield from parameter_pages(site, rules)
    yield from service_pages(site, rules)
    yield retirement_page(site, rules)
    yield from prose_pages(site)
