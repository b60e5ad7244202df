"""The page for batch calculation, and the words of the site that it works with."""

import json
from collections.abc import Iterator
from typing import Any

from build_scripts.compile import Rules, facts_used
from build_scripts.compile.browser import Browser, browser_files
from build_scripts.compile.full_runtime import full_runtime
from build_scripts.model.base import Citation
from build_scripts.model.benefit import Benefit, records_in
from build_scripts.model.extension import resolve

from .benefit import benefit_path, cite_view, named_options, parameters_of
from .context import Site
from .listings import region_tree
from .page import Page

SITE_PATH = "tools/batch/"
#: Site path of what the page tells the full tier (batch/catalogue.py).
CATALOGUE = "data/batch.json"
_STYLESHEETS = ("assets/stylesheets/calculator.css", "assets/stylesheets/batch.css")
_MODULES = ("assets/javascripts/tools/batch.js",)


def batch_page(site: Site, rules: Rules) -> Page:
    """The page at ``tools/batch/``."""
    browser = browser_files(rules)
    html = site.render(
        "batch.html",
        SITE_PATH,
        regions=list(_regions(site, browser)),
        full=full_runtime().app,
        catalogue=CATALOGUE,
    )
    description = "用表格一次算一批人或一批单位，在自己的设备上算，名单不会传出去"
    return Page(SITE_PATH, "批量测算", html, description, _STYLESHEETS, _MODULES)


def _regions(site: Site, browser: Browser) -> Iterator[dict[str, Any]]:
    """Regions in their order, each with its benefits."""
    for region in region_tree(site.collection.regions):
        benefits = [
            {
                "id": benefit.id,
                "title": benefit.title,
                "path": benefit_path(benefit.id),
                "rules": browser.benefit_rules(benefit.id)[0],
            }
            for benefit in site.collection.benefits.values()
            if benefit.region == region
        ]
        if benefits:
            label = site.collection.regions[region].label
            yield {"id": region, "label": label, "benefits": benefits}


def batch_catalogue(site: Site, rules: Rules) -> bytes:
    """Titles, questions, names of clauses and readings, as ``batch.catalogue`` reads them."""
    collection = site.collection
    benefits = {}
    cited: dict[str, Citation] = {}
    parameters: dict[str, Any] = {}
    for key in collection.benefits:
        benefit = resolve(collection.benefits, key).benefit
        used = facts_used(rules, key)
        named = named_options(benefit)
        asked = [one for one in parameters_of(site, benefit) if one.question]
        parameters |= {one.id: one for one in asked}
        benefits[key] = {
            "title": benefit.title,
            "region": site.region_label(benefit.region),
            "path": benefit_path(key),
            "facts": _in_order(benefit, used),
            "options": {name: sorted(named[name]) for name in used if name in named},
            "parameters": [one.id for one in asked],
        }
        for _, inner in records_in(benefit):
            if isinstance(inner, Citation):
                cited.setdefault(f"{inner.document}/{inner.clause}", inner)
    for interpretation in collection.interpretations.values():
        for citation in interpretation.cites:
            cited.setdefault(f"{citation.document}/{citation.clause}", citation)
    data = {
        "benefits": benefits,
        "facts": {
            key: fact.model_dump(mode="json", exclude_defaults=True)
            for key, fact in collection.facts.items()
        },
        "parameters": {
            key: {"label": one.label, "question": one.question, "unit": one.unit}
            for key, one in parameters.items()
        },
        "clauses": {
            key: [(view := cite_view(site, citation)).document + view.place, view.site_path]
            for key, citation in cited.items()
        },
        "interpretations": {
            key: {"title": one.title, "readings": dict(one.readings)}
            for key, one in collection.interpretations.items()
        },
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _in_order(benefit: Benefit, used: list[str]) -> list[str]:
    """The facts in the order of the benefit's own form."""
    placed = [name for group in benefit.questions for name in group.facts if name in used]
    return placed + [name for name in used if name not in placed]
