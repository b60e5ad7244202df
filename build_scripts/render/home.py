"""The home page: the ways in, what is here in figures, the newest documents."""

from build_scripts.link import Target

from .context import Site
from .listings import Listings
from .page import Page
from .tools import TOOLS

_NEWEST = 5


def home_page(site: Site, listings: Listings) -> Page:
    """The page at the site root."""
    policies = site.collection.policies
    html = site.render(
        "home.html",
        "",
        listings=listings,
        benefits=len(site.collection.benefits),
        tools=TOOLS,
        newest=[
            (policies[key], site.target(Target(document=key))) for key in listings.newest[:_NEWEST]
        ],
        documents=len(policies),
        clauses=site.clause_count,
        references=site.reference_count,
        stubs=len(site.links.stubs),
    )
    return Page("", "明策", html, "就业创业与社会保障政策：原文、效力、引用关系与计算")
