"""The tool 退休与年龄: the retirement day under each law, readable as tables without scripts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from build_scripts.compile import Rules, browser_files, mentioned
from build_scripts.model.parameters import Parameter, ParameterValue, RetirementRule
from calculators.calls import answer
from calculators.retirement import AGES, FACTS, MINIMUM

from .benefit import (
    Cite,
    Question,
    QuestionGroup,
    benefit_path,
    cite_view,
    value_words,
)
from .context import CONFIDENCE_WORDS, Site
from .dates import chinese_date
from .page import Page
from .parameters import parameter_path
from .rules import interpretation_path
from .timeline_paths import timeline_path

RETIREMENT = "tools/retirement/"
STYLESHEETS = ("assets/stylesheets/calculator.css", "assets/stylesheets/retirement.css")
MODULES = ("assets/javascripts/tools/retirement.js",)

#: The procedure that says from when on retirement is near, and the benefit that asks for 15 years.
_NEAR = "cn/statutory-retirement-date"
_FIFTEEN_YEARS = "jiangsu/pension-extended-contribution"
#: The disputed clause about the day on which 不足5年 is looked at.
_ANCHOR = "G07-near-retirement-anchor"
_SPECIAL_WORK = ("cn.retirement_age_special_work_male", "cn.retirement_age_special_work_female")
_FOLDED = ("subsidy_first_approved_date",)
_CATEGORY_WORDS = {"60": "男职工", "55": "原55周岁退休的女职工", "50": "原50周岁退休的女职工"}
#: Any day that every month has.
_DAY = "-15"


@dataclass(frozen=True, slots=True)
class Row:
    """A month of birth: when one retires, at which age, how much later than before."""

    birth: str
    age: str
    day: str
    delay: int


@dataclass(frozen=True, slots=True)
class Ages:
    """The months of birth of one category for which the age rises."""

    category: str
    words: str
    before: str
    rows: list[Row]
    after: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number of months with the clauses that name it."""

    months: int
    title: str
    cites: list[Cite]


@dataclass(frozen=True, slots=True)
class Hinging:
    """A benefit or procedure that looks at the retirement day or the months paid."""

    kind: str
    site_path: str
    title: str
    region: str
    why: list[str]


def retirement_page(site: Site, rules: Rules) -> Page:
    """The page at ``tools/retirement/``."""
    browser = browser_files(rules)
    parameters = site.collection.parameters
    ages, minimum = parameters[AGES], parameters[MINIMUM]
    benefit = site.collection.benefits[_FIFTEEN_YEARS]
    html = site.render(
        "retirement.html",
        RETIREMENT,
        questions=_questions(site),
        near=_near(site),
        fifteen=_fifteen(site),
        benefit=benefit,
        benefit_path=benefit_path(benefit.id),
        anchor=site.collection.interpretations[_ANCHOR],
        anchor_path=interpretation_path(site, _ANCHOR),
        laws=ages.values,
        law_words=lambda value: value_words(ages, value),
        ages_path=parameter_path(AGES),
        ages_note=ages.note,
        minimum=minimum,
        minimum_path=parameter_path(MINIMUM),
        months_words=months_words,
        tables=_tables(rules, ages),
        hinging=_hinging(site, rules),
        special=[(parameter_path(key), parameters[key].label) for key in _SPECIAL_WORK],
        confidence_words=CONFIDENCE_WORDS,
        browser=browser,
        rules=[browser.retirement_rules(), *browser.benefit_rules(_FIFTEEN_YEARS)],
    )
    description = "法定退休日（2025年前后对照）、距退休多久、是不是不足5年、缴费满15年没有"
    return Page(RETIREMENT, "退休与年龄", html, description, STYLESHEETS, MODULES)


def months_words(value: ParameterValue) -> str:
    """A number of months also in years: 186 → 15年6个月."""
    years, months = divmod(int(value.value or 0), 12)
    return f"{years}年" + (f"{months}个月" if months else "")


def _questions(site: Site) -> list[QuestionGroup]:
    facts = site.collection.facts

    def asked(names: Iterator[str]) -> list[Question]:
        return [Question(facts[name], facts[name].options) for name in names]

    return [
        QuestionGroup(None, asked(name for name in FACTS if name not in _FOLDED)),
        QuestionGroup("领过补贴的，看当时是不是不足5年", asked(iter(_FOLDED))),
    ]


def _near(site: Site) -> list[Threshold]:
    """The periods before retirement that clauses name, longest first."""
    found = []
    disputed = site.collection.interpretations[_ANCHOR]
    for step in site.collection.timelines[_NEAR].steps:
        if step.months is None or step.cite is None:
            continue
        years = step.months // 12
        cites = [cite_view(site, step.cite)]
        if years == 5:
            cites += [cite_view(site, c) for c in disputed.cites if c != step.cite]
        found.append(Threshold(step.months, f"不足{years}年", cites))
    return found


def _fifteen(site: Site) -> Threshold:
    """The 15 years of contributions of 苏人社函〔2020〕88号."""
    benefit = site.collection.benefits[_FIFTEEN_YEARS]
    term = benefit.duration.choose[0] if benefit.duration else None
    if term is None or term.months is None:
        raise ValueError(_FIFTEEN_YEARS)
    cites = [term.cite] if term.cite else []
    for condition in benefit.all_conditions():
        if condition.id == "less_than_15_years" and condition.cite:
            cites.insert(0, condition.cite)
    return Threshold(
        term.months, f"满{term.months // 12}年", [cite_view(site, cite) for cite in cites]
    )


def _tables(rules: Rules, ages: Parameter) -> list[Ages]:
    """Every month of birth for which the age of a category rises, calculated by the engine."""
    law = ages.values[-1]
    table = law.table or {}
    tables = []
    for category in sorted(table, reverse=True):
        rule = table[category]
        births = _births(rule)
        batch = [
            {
                "as_of": law.checked_on,
                "facts": {"birth_date": birth + _DAY, "original_retirement_age": category},
            }
            for birth in births
        ]
        found = answer(rules, {"batch": batch}, "retirement")["batch"]
        rows = [
            _row(birth, response["laws"][-1]["days"][0])
            for birth, response in zip(births, found, strict=True)
        ]
        tables.append(
            Ages(
                category,
                _CATEGORY_WORDS[category],
                f"{chinese_date(births[0])}以前出生的：仍是 {rule.years} 周岁",
                rows,
                f"{chinese_date(births[-1])}以后出生的：{rows[-1].age}",
            )
        )
    return tables


def _births(rule: RetirementRule) -> list[str]:
    """From the first month of birth that is put off to the first put off as far as possible."""
    if rule.first_birth_month is None or not rule.birth_months_per_month or not rule.max_months:
        return []
    year, month = map(int, rule.first_birth_month.split("-"))
    first = 12 * year + month - 1
    count = rule.birth_months_per_month * (rule.max_months - 1) + 1
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first, first + count)]


def _row(birth: str, found: dict[str, Any]) -> Row:
    years, months = found["age"]["years"], found["age"]["months"]
    age = f"{years} 周岁" + (f" {months} 个月" if months else "")
    return Row(birth, age, found["day"][:7], found["delay"])


def _hinging(site: Site, rules: Rules) -> list[Hinging]:
    """What of the collection looks at the retirement day or at the months of contributions."""
    found = []
    wanted = {AGES, "pension_months"}
    for kind, word, path in (
        ("benefits", "待遇", benefit_path),
        ("timelines", "时限", timeline_path),
    ):
        records = getattr(site.collection, kind)
        for key, rule in rules[kind].items():
            if wanted & mentioned(rule):
                record = records[key]
                labels = [label for label in _labels(rule, wanted) if label != record.title]
                why = list(dict.fromkeys(labels))
                region = site.region_label(record.region)
                found.append(Hinging(word, path(key), record.title, region, why))
    return found


def _labels(node: Any, wanted: set[str]) -> list[str]:
    """The labels of the innermost parts that name what is wanted."""
    if isinstance(node, list):
        return [label for item in node for label in _labels(item, wanted)]
    if not isinstance(node, dict):
        return []
    # Other readings say the same of other days.
    own = [value for name, value in node.items() if name != "readings"]
    below = [label for value in own for label in _labels(value, wanted)]
    if below or "label" not in node or not wanted & mentioned(node):
        return below
    return [node["label"]]
