"""Pages of benefits: the rule in words, readable without scripts, with the calculator on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.compile import Browser, Rules, browser_files, facts_used
from build_scripts.model.base import Citation
from build_scripts.model.benefit import (
    Benefit,
    Condition,
    LimitOf,
    Operand,
    WorkedCase,
    records_in,
)
from build_scripts.model.extension import Resolved, resolve
from build_scripts.model.facts import Fact, FactOption
from build_scripts.model.interpretation import Interpretation
from build_scripts.model.parameters import Parameter, ParameterValue, RetirementRule

from .comparable import comparison_of
from .context import CONFIDENCE_WORDS, Site
from .dates import chinese_date
from .formulas import condition_labels, formulas
from .page import Page
from .status import status
from .units import UNIT_WORDS, grouped, with_unit

STYLESHEET = "assets/stylesheets/calculator.css"
#: The calculator with all it imports.
MODULES = ("assets/javascripts/tools/benefit.js",)

PAYEES = {"person": "个人", "employer": "用人单位", "organisation": "机构", "school": "学校"}
VERDICTS = {
    "eligible": "符合",
    "provisional": "初步符合",
    "needs_info": "还需信息",
    "ineligible": "不符合",
    "not_in_force": "所选日期不适用",
}
_SEXES = {"male": "男", "female": "女"}


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
class Disputed:
    """A clause with several readings and whether they can change this benefit's result."""

    interpretation: Interpretation
    cites: list[Cite]
    unaffected: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A worked case with its result in words."""

    case: WorkedCase
    verdict: str
    amount: str


def benefit_path(benefit_id: str) -> str:
    """Site path of a benefit's page."""
    return f"benefits/{benefit_id}/"


def benefit_pages(site: Site, rules: Rules) -> Iterator[Page]:
    """The page of every benefit."""
    browser = browser_files(rules)
    for key in site.collection.benefits:
        yield _benefit_page(site, rules, browser, resolve(site.collection.benefits, key))


def _benefit_page(site: Site, rules: Rules, browser: Browser, resolved: Resolved) -> Page:
    collection = site.collection
    benefit = resolved.benefit
    path = benefit_path(benefit.id)
    parameters = parameters_of(site, benefit)
    cases = collection.cases.get(benefit.id)
    in_force = benefit.in_force
    conditions = condition_labels(benefit)
    html = site.render(
        "benefit.html",
        path,
        benefit=benefit,
        region=collection.regions[benefit.region],
        comparison=comparison_of(site, benefit),
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
        questions=question_groups(site, benefit, facts_used(rules, benefit.id)),
        levels=_levels(site, resolved),
        part_levels={part: level_words(site, region) for part, region in resolved.parts.items()},
        above=_above(site, benefit),
        formulas=formulas(site, benefit, conditions),
        conditions=conditions,
        parameters=parameters,
        value_words=value_words,
        asked=[parameter for parameter in parameters if parameter.question],
        disputed=disputed(site, benefit),
        examples=[_example(benefit, case) for case in cases.cases if case.example] if cases else [],
        confidence_words=CONFIDENCE_WORDS,
        unit_words=UNIT_WORDS,
        browser=browser,
        rules=browser.benefit_rules(benefit.id),
    )
    title = f"{benefit.title}（{site.region_label(benefit.region)}）"
    return Page(path, title, html, benefit.summary, (STYLESHEET,), MODULES)


def _above(site: Site, benefit: Benefit) -> list[tuple[str, str]]:
    """The benefits that this one extends, nearest first: (site path, title with its region)."""
    found = []
    while benefit.extends is not None:
        benefit = site.collection.benefits[benefit.extends]
        title = f"{benefit.title}（{site.region_label(benefit.region)}）"
        found.append((benefit_path(benefit.id), title))
    return found


def level_words(site: Site, region: str) -> str:
    """What a rule that is taken over is called after the region that made it."""
    regulating = site.collection.regions[region]
    return f"{regulating.label if regulating.parent else '国家'}规定"


def _levels(site: Site, resolved: Resolved) -> dict[str, str]:
    """Condition id → whose rule it is. Only the outermost condition of a level says so."""
    found: dict[str, str] = {}

    def mark(condition: Condition, around: str | None) -> None:
        level = resolved.levels.get(condition.id)
        if level is not None and level != around:
            found[condition.id] = level_words(site, level)
        for group in (condition.all, condition.any, condition.none, condition.at_least_of):
            for child in group or []:
                mark(child, level)

    mark(resolved.benefit.conditions, None)
    return found


def value_words(parameter: Parameter, value: ParameterValue) -> str:
    """A value with its unit; the table of retirement ages in a sentence for each kind."""
    if value.table is not None:
        return "；".join(map(_retirement_words, value.table.values()))
    return with_unit(value.value or "", parameter.unit)


def _retirement_words(rule: RetirementRule) -> str:
    words = f"{_SEXES[rule.sex]} {rule.years} 周岁"
    if rule.first_birth_month is None:
        return words
    return (
        f"原为{words}的：{chinese_date(rule.first_birth_month)}起出生的，"
        f"出生每晚 {rule.birth_months_per_month} 个月延迟 1 个月，最多 {rule.max_months} 个月"
    )


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
    records = [benefit, *(d.interpretation for d in disputed(site, benefit))]
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


def question_groups(site: Site, benefit: Benefit, used: list[str]) -> list[QuestionGroup]:
    """The questions in the benefit's order; those it does not place end the first group."""
    order = [(group.title, list(group.facts)) for group in benefit.questions] or [(None, [])]
    placed = {name for _, names in order for name in names}
    order[0][1].extend(name for name in used if name not in placed)
    facts = site.collection.facts
    named = named_options(benefit)
    return [
        QuestionGroup(title, [_question(facts[key], named) for key in keys if key in used])
        for title, keys in order
    ]


def _question(fact: Fact, named: Mapping[str, set[str]]) -> Question:
    """A question with the options that any condition of the benefit names."""
    wanted = named.get(fact.id)
    if fact.type != "set" or not wanted:
        return Question(fact, fact.options)
    return Question(fact, [option for option in fact.options if option.id in wanted])


def named_options(benefit: Benefit) -> dict[str, set[str]]:
    """By fact of several options, those that a benefit tells apart; where none is named, all."""
    named: dict[str, set[str]] = {}
    for condition in benefit.all_conditions():
        options = {*(condition.includes_any or []), *(condition.includes_all or [])}
        if condition.fact and options:
            named.setdefault(condition.fact, set()).update(options)
    return named


def parameters_of(site: Site, benefit: Benefit) -> list[Parameter]:
    """The parameters a benefit calculates with."""
    used = {
        record.parameter
        for _, record in records_in(benefit)
        if isinstance(record, Operand | LimitOf) and record.parameter
    }
    return [value for key, value in site.collection.parameters.items() if key in used]


def disputed(site: Site, benefit: Benefit) -> list[Disputed]:
    """The clauses of a benefit that can be read in more than one way."""
    named: dict[str, str | None] = {variant.interpretation: None for variant in benefit.readings}
    named |= {one.interpretation: one.why for one in benefit.unaffected}
    found = []
    for key, why in named.items():
        interpretation = site.collection.interpretations[key]
        cites = [cite_view(site, citation) for citation in interpretation.cites]
        found.append(Disputed(interpretation, cites, why))
    return found


def _example(benefit: Benefit, case: WorkedCase) -> Example:
    return Example(case, VERDICTS[case.expect["verdict"]], result_words(benefit, case.expect))


def result_words(benefit: Benefit, result: Mapping[str, Any]) -> str:
    """Amount and duration of a result in words, as far as they are known; may be empty."""
    amount = result.get("amount")
    text = ""
    if amount is not None and amount.get("low") is not None:
        unit = benefit.amount.unit if benefit.amount else ""
        low, high = amount["low"], amount.get("high")
        if high is None:
            text = f"{with_unit(low, unit)}以上"
        else:
            start = "" if high == low else f"{grouped(low)} 至 "
            text = start + with_unit(high, unit)
    duration = result.get("duration") or {}
    if duration.get("until"):
        text += f"，到{chinese_date(duration['until'])}"
    elif duration.get("low") is not None and duration.get("low") == duration.get("high"):
        text += f"，{duration['low']} 个月"
    return text.lstrip("，")
