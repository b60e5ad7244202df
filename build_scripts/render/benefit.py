"""Pages of benefits: the rule in words, readable without scripts, with the calculator on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.compile import Browser, Rules, browser_files, facts_used
from build_scripts.model.base import Citation
from build_scripts.model.benefit import (
    Benefit,
    Condition,
    LimitOf,
    Operand,
    Step,
    WorkedCase,
    records_in,
)
from build_scripts.model.extension import CompleteBenefit, resolve
from build_scripts.model.facts import Fact, FactOption
from build_scripts.model.interpretation import Interpretation
from build_scripts.model.parameters import Parameter

from .context import CONFIDENCE_WORDS, Site
from .dates import chinese_date
from .page import Page
from .status import status

STYLESHEET = "assets/stylesheets/calculator.css"
#: All modules of the calculator: named on the page, they load side by side.
MODULES = (
    *(
        f"assets/javascripts/calculator/{name}.js"
        for name in ("runtime", "entries", "form", "result", "index")
    ),
    *(f"assets/javascripts/{name}.js" for name in ("dates", "draw")),
)

PAYEES = {"person": "个人", "employer": "用人单位", "organisation": "机构", "school": "学校"}
VERDICTS = {
    "eligible": "符合",
    "provisional": "初步符合",
    "needs_info": "还需信息",
    "ineligible": "不符合",
    "not_in_force": "所选日期不适用",
}
_UNITS = {
    "CNY": "元",
    "CNY/month": "元/月",
    "CNY/person": "元/人",
    "CNY/person-month": "元/人·月",
    "CNY/firm": "元/户",
}


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation as a link: where it leads, how the place is called, the words."""

    key: str
    site_path: str
    document: str
    place: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A fact as the form asks it; ``options`` are only those that the rule tells apart."""

    fact: Fact
    options: list[FactOption]


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions under one title, folded; without a title they stand open."""

    title: str | None
    questions: list[Question]


@dataclass(frozen=True, slots=True)
class FormulaCase:
    """A value that a step takes under a condition or from a size on."""

    value: str
    when: str
    cite: Citation | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A step of the amount in words: when it applies, and the formula or its cases."""

    step: Step
    text: str
    cases: list[FormulaCase]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A clause with several readings and whether they can change this benefit's result."""

    interpretation: Interpretation
    unaffected: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case with its result in words."""

    case: WorkedCase
    verdict: str
    amount: str


@dataclass(frozen=True, slots=True)
class BenefitLink:
    """A benefit as the end of a link."""

    site_path: str
    title: str
    region: str
    summary: str


def benefit_path(benefit_id: str) -> str:
    """Site path of a benefit's page."""
    return f"benefits/{benefit_id}/"


def benefit_links(site: Site) -> list[BenefitLink]:
    """All benefits that have a page, in the order of regions and names."""
    order = {region: number for number, region in enumerate(site.collection.regions)}
    benefits = sorted(site.collection.benefits.values(), key=lambda b: (order[b.region], b.id))
    return [
        BenefitLink(benefit_path(b.id), b.title, site.region_label(b.region), b.summary)
        for b in benefits
    ]


def benefit_pages(site: Site, rules: Rules) -> Iterator[Page]:
    """The list of calculators and the page of every benefit."""
    links = benefit_links(site)
    html = site.render("benefit_list.html", "benefits/", benefits=links)
    yield Page("benefits/", "计算器", html, "可以在网页上计算的待遇", (STYLESHEET,))
    browser = browser_files(rules)
    for key in site.collection.benefits:
        benefit = resolve(site.collection.benefits, key).benefit
        yield _benefit_page(site, rules, browser, benefit)


def _benefit_page(site: Site, rules: Rules, browser: Browser, benefit: CompleteBenefit) -> Page:
    collection = site.collection
    path = benefit_path(benefit.id)
    parameters = _parameters(site, benefit)
    cases = collection.cases.get(benefit.id)
    in_force = benefit.in_force
    conditions: dict[str, Condition] = {}
    for condition in benefit.all_conditions():
        conditions.setdefault(condition.id, condition)  # the rule's own before a reading's
    html = site.render(
        "benefit.html",
        path,
        benefit=benefit,
        region=collection.regions[benefit.region],
        status=status(
            in_force.start,
            in_force.end,
            None,
            in_force.start,
            site.as_of,
            expires_basis="stated" if in_force.end else "not_stated",
        ),
        payee=PAYEES[benefit.payee],
        documents=[(site.document_path(k), collection.policies[k]) for k in benefit.documents],
        cite=lambda citation: cite_view(site, citation),
        sources=_sources(site, benefit),
        questions=_question_groups(site, benefit, facts_used(rules, benefit.id)),
        formulas=_formulas(site, benefit.amount.steps if benefit.amount else [], conditions),
        conditions=conditions,
        parameters=parameters,
        asked=[parameter for parameter in parameters if parameter.question],
        disputed=_disputed(site, benefit),
        examples=[_example(benefit, case) for case in cases.cases if case.example] if cases else [],
        confidence_words=CONFIDENCE_WORDS,
        unit_words=_UNITS,
        browser=browser,
        rules_path=browser.rules_path(benefit.id),
    )
    title = f"{benefit.title}（{site.region_label(benefit.region)}）"
    return Page(path, title, html, benefit.summary, (STYLESHEET,), MODULES)


def cite_view(site: Site, citation: Citation) -> Cite:
    """A citation as a link."""
    document = site.collection.policies[citation.document]
    return Cite(
        f"{citation.document}/{citation.clause}",
        f"{site.document_path(citation.document)}#{citation.clause}",
        document.document_number or f"《{document.title}》",
        site.places(citation.document)[citation.clause],
        citation.quote,
    )


def _sources(site: Site, benefit: Benefit) -> list[Cite]:
    """Every clause the benefit or its disputed readings cite, once, in order of the documents."""
    found: dict[str, Citation] = {}
    records = [benefit, *(d.interpretation for d in _disputed(site, benefit))]
    for record in records:
        for _, inner in records_in(record):
            if isinstance(inner, Citation):
                found.setdefault(f"{inner.document}/{inner.clause}", inner)
    order = {key: number for number, key in enumerate(site.collection.policies)}
    clauses = {key: list(site.places(key)) for key in {c.document for c in found.values()}}
    cited = sorted(
        found.values(), key=lambda c: (order[c.document], clauses[c.document].index(c.clause))
    )
    return [cite_view(site, citation) for citation in cited]


def _question_groups(site: Site, benefit: Benefit, used: list[str]) -> list[QuestionGroup]:
    """The questions in the benefit's order; those it does not place end the first group."""
    order = [(group.title, list(group.facts)) for group in benefit.questions] or [(None, [])]
    placed = {name for _, names in order for name in names}
    order[0][1].extend(name for name in used if name not in placed)
    facts = site.collection.facts
    return [
        QuestionGroup(title, [_question(benefit, facts[name]) for name in names if name in used])
        for title, names in order
    ]


def _question(benefit: Benefit, fact: Fact) -> Question:
    """A question with the options that any condition of the benefit names."""
    named: set[str] = set()
    for condition in benefit.all_conditions():
        if condition.fact == fact.id:
            named.update(condition.includes_any or [], condition.includes_all or [])
    if fact.type != "set" or not named:
        return Question(fact, fact.options)
    return Question(fact, [option for option in fact.options if option.id in named])


def _parameters(site: Site, benefit: Benefit) -> list[Parameter]:
    used = {
        record.parameter
        for _, record in records_in(benefit)
        if isinstance(record, Operand | LimitOf) and record.parameter
    }
    return [value for key, value in site.collection.parameters.items() if key in used]


def _formulas(site: Site, steps: list[Step], conditions: dict[str, Condition]) -> list[Formula]:
    labels = {step.id: step.label for step in steps}
    return [_formula(site, step, labels, conditions) for step in steps]


def _formula(
    site: Site, step: Step, labels: dict[str, str], conditions: dict[str, Condition]
) -> Formula:
    def word(operand: Operand) -> str:
        if operand.number is not None or operand.constant is not None:
            return operand.number or operand.constant or ""
        if operand.parameter is not None:
            return site.collection.parameters[operand.parameter].label
        if operand.fact is not None:
            return site.collection.facts[operand.fact].label
        return labels[operand.step or ""]

    if step.product is not None:
        text = " × ".join(map(word, step.product))
    elif step.sum is not None:
        text = " + ".join(map(word, step.sum))
    elif step.difference is not None:
        text = " - ".join(map(word, step.difference))
    elif step.quotient is not None:
        text = " ÷ ".join(map(word, step.quotient))
    elif step.least_of is not None:
        text = "取小：" + "、".join(map(word, step.least_of))
    elif step.greatest_of is not None:
        text = "取大：" + "、".join(map(word, step.greatest_of))
    else:
        text = ""
    if step.cap is not None:
        text += f"，最高 {word(step.cap)}"
    if step.floor is not None:
        text += f"，最低 {word(step.floor)}"
    if step.up_to:
        text += "（条文只写了上限）"
    cases = [
        FormulaCase(word(case), conditions[case.when].label, case.cite)
        for case in step.choose or []
    ]
    if step.tiers is not None:
        size = word(step.tiers.of)
        for row in step.tiers.rows:
            edge = f"{row.at_least} 起" if row.at_least is not None else f"多于 {row.more_than}"
            cases.append(FormulaCase(word(row), f"{size} {edge}", row.cite))
    return Formula(step, text, cases)


def _disputed(site: Site, benefit: Benefit) -> list[Disputed]:
    named = dict.fromkeys(variant.interpretation for variant in benefit.readings)
    interpretations = site.collection.interpretations
    return [
        *(Disputed(interpretations[key], None) for key in named),
        *(Disputed(interpretations[u.interpretation], u.why) for u in benefit.unaffected),
    ]


def _example(benefit: Benefit, case: WorkedCase) -> Example:
    amount = case.expect.get("amount")
    text = ""
    if amount is not None and amount.get("low") is not None:
        unit = _UNITS[benefit.amount.unit] if benefit.amount else ""
        if amount.get("high") == amount["low"]:
            text = f"{amount['low']} {unit}"
        elif amount.get("high") is None:
            text = f"{amount['low']} {unit}以上"
        else:
            text = f"{amount['low']} 至 {amount['high']} {unit}"
    duration = case.expect.get("duration") or {}
    if duration.get("until"):
        text += f"，到{chinese_date(duration['until'])}"
    elif duration.get("low") is not None and duration.get("low") == duration.get("high"):
        text += f"，{duration['low']} 个月"
    return Example(case, VERDICTS[case.expect["verdict"]], text.lstrip("，"))
