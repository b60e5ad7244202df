"""The tool that calculates one case in several regions and on several days side by side."""

from dataclasses import dataclass

from build_scripts.compile import Rules, browser_files, facts_used
from build_scripts.model.extension import resolve
from build_scripts.model.facts import Fact
from build_scripts.model.parameters import Parameter

from .benefit import Question, benefit_path, parameters_of, question_groups
from .comparable import comparison_path
from .comparisons import STYLESHEETS, TOOL, local_standards
from .context import Site
from .listings import region_tree
from .page import Page
from .units import UNIT_WORDS

MODULES = ("assets/javascripts/tools/compare.js",)


@dataclass(frozen=True, slots=True)
class Member:
    """A benefit of a kind with what its form asks, as the tool's script reads it.

    ``questions`` and ``folded`` are facts in the benefit's order, ``fact=option,option`` where it
    tells only some options apart; ``standards`` are parameters that may be typed.
    """

    id: str
    region: str
    region_label: str
    site_path: str
    title: str
    questions: str
    folded: str
    standards: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of benefit; ``site_path`` of its comparison is empty where there is only one."""

    id: str
    label: str
    site_path: str
    members: list[Member]


def comparison_tool(site: Site, rules: Rules) -> Page:
    """The page at ``tools/compare/``."""
    collection = site.collection
    browser = browser_files(rules)
    kinds = _kinds(site, rules)
    members = [collection.benefits[one.id] for kind in kinds for one in kind.members]
    used = {name for benefit in members for name in facts_used(rules, benefit.id)}
    facts = [fact for key, fact in collection.facts.items() if key in used]
    html = site.render(
        "comparison_tool.html",
        TOOL,
        kinds=[kind for kind in kinds if len(kind.members) > 1],
        single=[kind for kind in kinds if len(kind.members) == 1],
        regions=[
            (collection.regions[region], browser.region_rules(region))
            for region in region_tree(collection.regions)
        ],
        questions=[Question(fact, fact.options) for fact in facts],
        local=_local(site, facts),
        standards=_standards(site, [benefit.id for benefit in members]),
        unit_words=UNIT_WORDS,
        browser=browser,
        rules=[browser.shared_rules()],
    )
    description = "同一个人或单位，几个地方、几个日期并排算：合不合条件、多少、多久、差在哪一条"
    return Page(TOOL, "地区对比", html, description, STYLESHEETS, MODULES)


def _local(site: Site, facts: list[Fact]) -> list[str]:
    return local_standards(site, [fact.id for fact in facts])


def _kinds(site: Site, rules: Rules) -> list[Kind]:
    order = list(region_tree(site.collection.regions))
    benefits = sorted(
        site.collection.benefits.values(), key=lambda one: (order.index(one.region), one.id)
    )
    kinds = []
    for kind in site.collection.topics.comparable_groups:
        members = [_member(site, rules, b.id) for b in benefits if b.comparable_group == kind.id]
        if members:
            path = comparison_path(kind.id) if len(members) > 1 else ""
            kinds.append(Kind(kind.id, kind.label, path, members))
    return kinds


def _member(site: Site, rules: Rules, key: str) -> Member:
    benefit = resolve(site.collection.benefits, key).benefit
    groups = question_groups(site, benefit, facts_used(rules, key))
    standards = [p.id for p in parameters_of(site, benefit) if p.question]
    return Member(
        key,
        benefit.region,
        site.region_label(benefit.region),
        benefit_path(key),
        benefit.title,
        " ".join(_told(q) for group in groups if not group.title for q in group.questions),
        " ".join(_told(q) for group in groups if group.title for q in group.questions),
        " ".join(standards),
    )


def _told(question: Question) -> str:
    fact, options = question.fact, question.options
    if options == fact.options:
        return fact.id
    return f"{fact.id}={','.join(option.id for option in options)}"


def _standards(site: Site, benefits: list[str]) -> list[Parameter]:
    found = {
        parameter.id: parameter
        for key in benefits
        for parameter in parameters_of(site, resolve(site.collection.benefits, key).benefit)
        if parameter.question
    }
    return list(found.values())
