"""我能享受什么: one question after the other, until nothing more can change.

The page lists every benefit in a table that can be read without scripts; the tool takes from it
what it has to know of each: whom it is for, where, which questions its page asks.
"""

from dataclasses import dataclass

from build_scripts.compile import Rules, browser_files, facts_used
from build_scripts.model.benefit import Benefit
from build_scripts.model.extension import resolve
from build_scripts.model.facts import Fact

from .benefit import PAYEES, Question, benefit_path, cite_view
from .context import Site
from .listings import region_tree
from .page import Page
from .rules import REGISTER, kinds_not_held

SITE_PATH = "tools/screening/"
STYLESHEETS = ("assets/stylesheets/calculator.css", "assets/stylesheets/screening.css")
MODULES = ("assets/javascripts/tools/screening.js",)
TITLE = "我能享受什么"

#: Whose benefits one can ask about: id, words, payees.
WHO = (
    ("person", "个人", ("person",)),
    ("employer", "用人单位", ("employer",)),
    ("organisation", "机构、学校", ("organisation", "school")),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A benefit as a row of the table.

    ``facts`` are what its own page asks; ``options`` the options of questions with several
    answers that it tells apart, as ``fact:option,option``; ``disputed`` how many clauses can be
    read in ways that change a result.
    """

    benefit: Benefit
    site_path: str
    who: str
    payee: str
    region: str
    kind: str
    facts: list[str]
    options: list[str]
    disputed: int
    documents: list[str]


@dataclass(frozen=True, slots=True)
class RegionChoice:
    """A region to choose; ``above`` are the regions whose rules apply there too."""

    id: str
    label: str
    above: list[str]
    rules: str


@dataclass(frozen=True, slots=True)
class NotComputed:
    """What is not calculated for a region: rules that are only text, as (quote, reason, link,
    place), and kinds of benefits of which no document is held."""

    id: str
    label: str
    texts: list[tuple[str, str, str, str]]
    kinds: list[str]

    @property
    def count(self) -> int:
        """Rules and kinds together."""
        return len(self.texts) + len(self.kinds)


def screening_page(site: Site, rules: Rules) -> Page:
    """The page at ``tools/screening/``."""
    browser = browser_files(rules)
    rows = _rows(site, rules)
    asked = {name for row in rows for name in row.facts}
    html = site.render(
        "screening.html",
        SITE_PATH,
        title=TITLE,
        browser=browser,
        rules=[browser.shared_rules(), browser.region_rules("cn")],
        who=WHO,
        regions=[
            RegionChoice(
                region,
                site.collection.regions[region].label,
                _above(site, region),
                browser.region_rules(region),
            )
            for region in region_tree(site.collection.regions)
        ],
        rows=rows,
        questions=[
            _question(fact, rows)
            for fact in site.collection.facts.values()
            if fact.id in asked and fact.scope is None
        ],
        left_to_benefits=[
            fact
            for fact in site.collection.facts.values()
            if fact.id in asked and fact.scope == "benefit"
        ],
        not_computed=_not_computed(site),
        documents=[
            (key, site.document_path(key), _name(site, key))
            for key in dict.fromkeys(key for row in rows for key in row.benefit.documents)
        ],
        register=REGISTER,
    )
    description = "一题一题地答，看看有哪些补贴、待遇可以享受"
    return Page(SITE_PATH, TITLE, html, description, STYLESHEETS, MODULES)


def _rows(site: Site, rules: Rules) -> list[Listed]:
    """All benefits: by whom they are for, by region, by subject."""
    regions = list(region_tree(site.collection.regions))
    groups = {group.id: group.label for group in site.collection.topics.groups}
    subjects = {topic: number for number, topic in enumerate(site.topics)}
    found = []
    for who, _, payees in WHO:
        own = [benefit for benefit in site.collection.benefits.values() if benefit.payee in payees]
        own.sort(key=lambda b: (regions.index(b.region), _subject(subjects, b), b.id))
        for benefit in own:
            topic = site.topics[benefit.topics[0]] if benefit.topics else None
            found.append(
                Listed(
                    benefit,
                    benefit_path(benefit.id),
                    who,
                    PAYEES[benefit.payee],
                    site.region_label(benefit.region),
                    groups[topic.group] if topic else "其他",
                    facts_used(rules, benefit.id),
                    _options(site, benefit.id),
                    len({variant.interpretation for variant in benefit.readings}),
                    [_name(site, key) for key in benefit.documents],
                )
            )
    return found


def _subject(subjects: dict[str, int], benefit: Benefit) -> int:
    return subjects[benefit.topics[0]] if benefit.topics else len(subjects)


def _options(site: Site, key: str) -> list[str]:
    named: dict[str, dict[str, None]] = {}
    for condition in resolve(site.collection.benefits, key).benefit.all_conditions():
        chosen = [*(condition.includes_any or []), *(condition.includes_all or [])]
        if condition.fact and chosen:
            named.setdefault(condition.fact, {}).update(dict.fromkeys(chosen))
    return [f"{fact}:{','.join(options)}" for fact, options in named.items()]


def _question(fact: Fact, rows: list[Listed]) -> Question:
    """A question with the options that any benefit tells apart."""
    prefix = f"{fact.id}:"
    named = {
        option
        for row in rows
        for entry in row.options
        if entry.startswith(prefix)
        for option in entry.removeprefix(prefix).split(",")
    }
    if fact.type != "set" or not named:
        return Question(fact, fact.options)
    return Question(fact, [option for option in fact.options if option.id in named])


def _above(site: Site, region: str) -> list[str]:
    found = []
    at = site.collection.regions[region].parent
    while at is not None:
        found.append(at)
        at = site.collection.regions[at].parent
    return found


def _not_computed(site: Site) -> list[NotComputed]:
    texts: dict[str, list[tuple[str, str, str, str]]] = {}
    for rule in site.collection.register.values():
        if rule.text_only is None:
            continue
        cites = [cite_view(site, citation) for citation in rule.cites]
        region = site.collection.policies[rule.cites[0].document].region
        quote = " …… ".join(cite.quote for cite in cites)
        entry = (quote, rule.text_only, cites[0].site_path, cites[0].document + cites[0].place)
        texts.setdefault(region, []).append(entry)
    found = [
        NotComputed(
            region,
            site.collection.regions[region].label,
            texts.get(region, []),
            kinds_not_held(site, region) if site.collection.regions[region].parent else [],
        )
        for region in region_tree(site.collection.regions)
    ]
    return [one for one in found if one.count]


def _name(site: Site, key: str) -> str:
    document = site.collection.policies[key]
    return document.document_number or f"《{document.title}》"
