"""The project's pages as stage 1 writes them, without the site generator."""

from datetime import date
from pathlib import Path

import pytest

from build_scripts.compile import Rules, compile_rules
from build_scripts.link import Links, link_collection
from build_scripts.load.collection import Collection
from build_scripts.render.context import Site
from build_scripts.render.masking import mask
from build_scripts.render.policy import policy_page
from build_scripts.render.site import render_site

from .html_pages import ParsedPage, parse_pages

BUILD_DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def public(collection: Collection) -> Collection:
    """The collection as the public may see it."""
    return mask(collection, "public")


@pytest.fixture(scope="session")
def links(public: Collection) -> Links:
    """References of the public collection."""
    return link_collection(public)


@pytest.fixture(scope="session")
def site(public: Collection, links: Links) -> Site:
    """What the pages of the public site know."""
    return Site(public, links, as_of=BUILD_DAY, profile="public", edit_base=None)


@pytest.fixture(scope="session")
def policy_html(site: Site) -> dict[str, str]:
    """Document key → article of its page."""
    return {
        key: policy_page(site, document).html for key, document in site.collection.policies.items()
    }


@pytest.fixture(scope="session")
def rules(public: Collection) -> Rules:
    """The compiled rules of the benefits."""
    return compile_rules(public)


@pytest.fixture(scope="session")
def docs(site: Site, rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All generated files of the public site."""
    out = tmp_path_factory.mktemp("render") / "docs"
    render_site(site, rules, out)
    return out


@pytest.fixture(scope="session")
def pages(docs: Path) -> dict[str, ParsedPage]:
    """Site path → parsed page."""
    return parse_pages(docs)
