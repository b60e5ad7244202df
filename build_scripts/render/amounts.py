"""补贴测算: several benefits over a time, month by month."""

from dataclasses import dataclass

from build_scripts.compile import Rules, browser_files, facts_used
from build_scripts.model.extension import resolve

from .benefit import PAYEES, STYLESHEET, Question, benefit_path, parameters_of
from .context import Site
from .listings import region_tree
from .page import Page
from .units import UNIT_WORDS

AMOUNTS_PATH = "tools/amounts/"
_STYLESHEETS = (STYLESHEET, "assets/stylesheets/amounts.css")
_MODULES = ("assets/javascripts/tools/amounts.js",)


@dataclass(frozen=True, slots=True)
class Choice:
    """A benefit that can be chosen: ``rules`` are the site paths of what calculates it."""

    id: str
    site_path: str
    title: str
    summary: str
    payee: str
    rules: list[str]


def amounts_page(site: Site, rules: Rules) -> Page:
    """The page at ``tools/amounts/``; only benefits with an amount can be chosen."""
    collection = site.collection
    browser = browser_files(rules)
    benefits = [
        benefit
        for key in collection.benefits
        if (benefit := resolve(collection.benefits, key).benefit).amount is not None
    ]
    regions = []
    for region in region_tree(collection.regions):
        choices = [
            Choice(
                benefit.id,
                benefit_path(benefit.id),
                benefit.title,
                benefit.summary,
                PAYEES[benefit.payee],
                browser.benefit_rules(benefit.id),
            )
            for benefit in benefits
            if benefit.region == region
        ]
        if choices:
            regions.append((collection.regions[region], choices))
    used = {name for benefit in benefits for name in facts_used(rules, benefit.id)}
    parameters = {p.id: p for benefit in benefits for p in parameters_of(site, benefit)}
    html = site.render(
        "amounts.html",
        AMOUNTS_PATH,
        regions=regions,
        total=len(benefits),
        questions=[Question(f, f.options) for key, f in collection.facts.items() if key in used],
        parameters=list(parameters.values()),
        asked=[parameter for parameter in parameters.values() if parameter.question],
        unit_words=UNIT_WORDS,
        browser=browser,
        rules=[browser.shared_rules()],
    )
    description = "选一项或几项补贴，逐月算出金额，合计成表和图"
    return Page(AMOUNTS_PATH, "补贴测算", html, description, _STYLESHEETS, _MODULES)
