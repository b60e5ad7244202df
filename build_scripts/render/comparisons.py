"""The same kind of benefit in several regions side by side, readable without scripts."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from build_scripts.compile import Rules, facts_used
from build_scripts.model.benefit import Benefit, Operand, records_in
from build_scripts.model.catalogue import ComparableGroup
from build_scripts.model.extension import CompleteBenefit, Resolved, resolve
from calculators.calls import respond

from .benefit import PAYEES, STYLESHEET, benefit_path, cite_view, level_words, result_words
from .comparable import LIST, compared_groups, comparison_path
from .context import Site
from .formulas import Formula, condition_labels, formulas
from .page import Page
from .requirements import Requirement, parts_of, requirements, subject_rank, subject_words
from .status import Status, status

TOOL = "tools/compare/"
STYLESHEETS = (STYLESHEET, "assets/stylesheets/comparison.css")

#: Up to so many columns the style sheet can show one at a time on a phone.
PICKABLE = 8

#: Units in which amounts are for one person, firm or month, whoever asks.
_COMPARABLE_UNITS = ("CNY/month", "CNY/person", "CNY/person-month", "CNY/firm")

# The picture: its width, the height of a bar and of a line of text, in its own units.
_WIDTH, _BAR, _LINE, _GAP = 360, 14, 19, 12
_CHARACTERS = 24


@dataclass(frozen=True, slots=True)
class TypicalCase:
    """A worked case with its result: ``ceiling`` is what it can be at most, for the picture."""

    title: str
    as_of: str
    words: str
    ceiling: float
    tool_path: str


@dataclass(frozen=True)
class Column:
    """A benefit of the kind; ``name`` tells it from the others in a word or two."""

    benefit: CompleteBenefit
    name: str
    region: str
    site_path: str
    status: Status
    payee: str
    formulas: list[Formula]
    conditions: Mapping[str, str]
    requirements: list[Requirement]
    #: Condition id → whose rule it is, for those taken over from above.
    levels: Mapping[str, str]
    #: Part (amount, duration …) → whose rule it is, for those taken over whole.
    part_levels: Mapping[str, str]
    case: TypicalCase | None
    #: The amount follows a standard that the texts leave to the place.
    local: bool

    @property
    def windows(self) -> list[Requirement]:
        """Application periods."""
        return [one for one in self.requirements if one.condition.window]


@dataclass(frozen=True, slots=True)
class Row:
    """One aspect of all columns: how to draw its cells (``kind``), whether they differ.

    ``same_as`` names for each cell the earlier column that says the same, "" for none;
    ``cells`` are the requirements of each column, for rows about requirements.
    """

    kind: str
    label: str
    differs: bool
    same_as: list[str]
    cells: list[list[Requirement]]


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount in the picture, with its place in it."""

    lines: list[tuple[int, str]]
    y: int
    width: int
    column: Column
    case: TypicalCase


@dataclass(frozen=True, slots=True)
class Picture:
    """Amounts in one unit as bars."""

    bars: list[Bar]
    height: int


def comparison_pages(site: Site, rules: Rules) -> Iterator[Page]:
    """The list and the page of every kind."""
    groups = compared_groups(site)
    kinds = {kind.id: kind for kind in site.collection.topics.comparable_groups}
    entries = []
    for key, benefits in groups.items():
        regions = dict.fromkeys(site.collection.benefits[one].region for one in benefits)
        names = "、".join(site.region_label(region) for region in regions)
        entries.append((comparison_path(key), kinds[key].label, names, len(benefits)))
    html = site.render("comparison_list.html", LIST, entries=entries, tool=TOOL)
    yield Page(LIST, "各地规定对照", html, "同一类待遇在各地给谁、给多少、给多久", STYLESHEETS)
    for key, benefits in groups.items():
        yield _page(site, rules, kinds[key], benefits)


def _page(site: Site, rules: Rules, kind: ComparableGroup, benefits: list[str]) -> Page:
    path = comparison_path(kind.id)
    columns = _columns(site, rules, kind, benefits)
    rows = _rows(site, columns)
    regions = list(dict.fromkeys(column.benefit.region for column in columns))
    others = [region for region in site.collection.regions.values() if region.id not in regions]
    html = site.render(
        "comparison.html",
        path,
        title=f"{kind.label}：各地规定对照",
        columns=columns,
        different=[row for row in rows if row.differs],
        equal=[row for row in rows if not row.differs],
        picture=_picture(columns),
        pickable=len(columns) <= PICKABLE,
        others=[region.short_label if region.parent else "国家" for region in others],
        inherited=any(region.parent in regions for region in others),
        cite=lambda citation: cite_view(site, citation),
        tool=f"{TOOL}#{_state(kind.id, regions, {})}",
        back=LIST,
    )
    names = "、".join(site.region_label(region) for region in regions)
    description = f"{kind.label}在{names}的规定：给谁、给多少、给多久、怎样申请"
    return Page(path, f"{kind.label}：各地规定对照", html, description, STYLESHEETS)


# --- Columns ------------------------------------------------------------------------------------


def _columns(site: Site, rules: Rules, kind: ComparableGroup, benefits: list[str]) -> list[Column]:
    regions = [site.collection.benefits[key].region for key in benefits]
    columns = []
    for key, region in zip(benefits, regions, strict=True):
        resolved = resolve(site.collection.benefits, key)
        benefit = resolved.benefit
        label = site.region_label(region)
        conditions = condition_labels(benefit)
        columns.append(
            Column(
                benefit=benefit,
                name=label if regions.count(region) == 1 else f"{label}：{benefit.title}",
                region=site.collection.regions[region].label,
                site_path=benefit_path(key),
                status=status(
                    benefit.in_force.start,
                    benefit.in_force.end,
                    None,
                    benefit.in_force.start,
                    site.as_of,
                    expires_basis="stated" if benefit.in_force.end else "not_stated",
                ),
                payee=PAYEES[benefit.payee],
                formulas=formulas(site, benefit, conditions),
                conditions=conditions,
                requirements=list(requirements(benefit.conditions)),
                levels=_levels(site, resolved),
                part_levels={p: level_words(site, r) for p, r in resolved.parts.items()},
                case=_typical_case(site, rules, benefit, benefits),
                local=_is_local(site, benefit),
            )
        )
    return columns


def _levels(site: Site, resolved: Resolved) -> dict[str, str]:
    return {key: level_words(site, region) for key, region in resolved.levels.items()}


def local_standards(site: Site, names: Iterable[str]) -> list[str]:
    """Those of some facts that are sums of money which differ from benefit to benefit."""
    facts = site.collection.facts
    return [n for n in names if facts[n].scope == "benefit" and facts[n].type == "money"]


def _is_local(site: Site, benefit: Benefit) -> bool:
    """Whether the amount needs a sum of money that only the place knows."""
    operands = (record for _, record in records_in(benefit.amount)) if benefit.amount else ()
    return bool(
        local_standards(site, (o.fact for o in operands if isinstance(o, Operand) and o.fact))
    )


def _typical_case(
    site: Site, rules: Rules, benefit: CompleteBenefit, compared: list[str]
) -> TypicalCase | None:
    """The first worked case with an amount that rests on nothing but the texts and known
    standards; the examples of the benefit's page before others."""
    cases = site.collection.cases.get(benefit.id)
    if cases is None:
        return None
    local = _is_local(site, benefit)
    for case in sorted(cases.cases, key=lambda one: not one.example):
        request = cases.request(case)
        assumed = local and local_standards(site, request["facts"])
        if assumed or "parameters" in request or "readings" in request:
            continue
        result = json.loads(respond(rules, json.dumps(request)))["results"][0]
        found = _amount_words(benefit, result)
        if found is not None:
            words, ceiling = found
            return TypicalCase(
                case.title,
                case.as_of,
                words,
                ceiling,
                _case_path(site, rules, benefit, case.as_of, request["facts"], compared),
            )
    return None


def _amount_words(benefit: Benefit, result: Mapping[str, Any]) -> tuple[str, float] | None:
    """The amount with its duration, and the most it can be; None for a range or an open end."""
    amount = result["amount"]
    if result["verdict"] not in ("eligible", "provisional") or amount is None:
        return None
    if amount["high"] is None or float(amount["high"]) == 0:
        return None
    most = {**result, "amount": {"low": amount["high"], "high": amount["high"]}}
    words = result_words(benefit, most)
    if float(amount["low"]) == 0:
        return f"最高 {words}", float(amount["high"])
    return (words, float(amount["high"])) if amount["low"] == amount["high"] else None


def _case_path(
    site: Site,
    rules: Rules,
    benefit: Benefit,
    as_of: str,
    facts: Mapping[str, Any],
    compared: list[str],
) -> str:
    """The tool with the answers of a case, as far as the compared benefits ask for them."""
    asked = {name for key in compared for name in facts_used(rules, key)}
    own = local_standards(site, facts)
    answers = {
        f"{benefit.id}:{name}" if name in own else name: value
        for name, value in facts.items()
        if name in asked
    }
    regions = [site.collection.benefits[key].region for key in compared]
    state = _state(benefit.comparable_group or "", regions, answers)
    return f"{TOOL}#{state}&-dates={as_of}"


def _state(group: str, regions: Iterable[str], facts: Mapping[str, Any]) -> str:
    """The fragment that opens the tool with a kind, regions and answers filled in."""
    state = {name: _typed(value) for name, value in facts.items()}
    state |= {"-group": group, "-regions": ",".join(dict.fromkeys(regions))}
    return urlencode(state)


def _typed(value: Any) -> str:
    """A fact as the form keeps it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        value = [*value.get("yes", []), *(f"?{name}" for name in value.get("unsure", []))]
    if isinstance(value, list):
        return ",".join(value) or "none"
    return str(value)


# --- Rows ---------------------------------------------------------------------------------------

#: Aspects before and after the rows about requirements.
_FIRST = {
    "payee": "给谁",
    "amount": "补多少",
    "duration": "补多久",
    "windows": "申请期限",
    "in_force": "施行期间",
}
_LAST = {"materials": "材料"}


def _rows(site: Site, columns: list[Column]) -> list[Row]:
    rows = [_aspect(kind, label, columns) for kind, label in _FIRST.items()]
    rows += _subjects(site, columns)
    rows += [_aspect(kind, label, columns) for kind, label in _LAST.items()]
    return rows


def _aspect(kind: str, label: str, columns: list[Column]) -> Row:
    said = [_said(kind, column) for column in columns]
    return Row(kind, label, len(set(said)) > 1, _same_as(columns, said), [[] for _ in columns])


def _said(kind: str, column: Column) -> str:
    """What a column says on an aspect; two that say the same do not differ."""
    benefit = column.benefit
    if kind == "amount":
        parts = [
            (f.step.label, f.text, [(c.number, c.when) for c in f.cases]) for f in column.formulas
        ]
        return repr((benefit.amount and benefit.amount.unit, parts)) if parts else ""
    if kind == "duration":
        terms = benefit.duration.choose if benefit.duration else []
        return repr([(term.label, column.conditions[term.when]) for term in terms] or "")
    if kind == "windows":
        return repr([(one.condition.window, one.condition.label) for one in column.windows] or "")
    if kind == "in_force":
        return repr((benefit.in_force.start, benefit.in_force.end))
    if kind == "materials":
        return repr(sorted(remark.text for remark in benefit.materials) or "")
    return f"{column.payee} {benefit.summary}"


def _same_as(columns: list[Column], said: list[str]) -> list[str]:
    """For each cell of a row that differs, the name of the first column that says the same."""
    first = [said.index(text) for text in said]
    alike = len(set(said)) == 1
    return [
        "" if alike or number == at or said[at] in ("", repr("")) else columns[at].name
        for number, at in enumerate(first)
    ]


def _subjects(site: Site, columns: list[Column]) -> list[Row]:
    """A row for each subject that several columns ask about, and one for what only one asks."""
    order = list(site.collection.facts)
    asked: dict[str, list[int]] = {}
    for number, column in enumerate(columns):
        for one in column.requirements:
            if one.condition.window or not one.subject:
                continue
            if number not in asked.setdefault(one.subject, []):
                asked[one.subject].append(number)
    rows = []
    shared = [subject for subject, where in asked.items() if len(where) > 1]
    for subject in sorted(shared, key=lambda subject: subject_rank(subject, order)):
        cells = [_unique(column, subject) for column in columns]
        said = [repr(sorted(one.test for one in cell) or "") for cell in cells]
        differs = len(set(said)) > 1
        label = subject_words(subject, site.collection.facts)
        rows.append(Row("requirements", label, differs, _same_as(columns, said), cells))
    own = [_own(column, shared) for column in columns]
    if any(own):
        rows.append(Row("own", "只有这里的条件", True, [""] * len(columns), own))
    return rows


def _own(column: Column, shared: list[str]) -> list[Requirement]:
    """What only this column asks, in groups where a whole group does."""
    kept = {
        one.condition.id
        for one in column.requirements
        if one.subject not in shared and not one.condition.window
    }
    return list(parts_of(column.benefit.conditions, kept))


def _unique(column: Column, subject: str) -> list[Requirement]:
    """The requirements on a subject, those that ask the same in the same words once."""
    found: dict[tuple[str, str], Requirement] = {}
    for one in column.requirements:
        if one.subject == subject and not one.condition.window:
            found.setdefault((one.test, one.condition.label), one)
    return list(found.values())


# --- The picture --------------------------------------------------------------------------------


def _picture(columns: list[Column]) -> Picture | None:
    """Bars for the unit that most columns share; None where fewer than two amounts compare."""
    by_unit: dict[str, list[tuple[Column, TypicalCase]]] = {}
    for column in columns:
        unit = column.benefit.amount.unit if column.benefit.amount else ""
        if column.case and not column.local and unit in _COMPARABLE_UNITS:
            by_unit.setdefault(unit, []).append((column, column.case))
    shown = max(by_unit.values(), key=len, default=[])
    if len(shown) < 2:
        return None
    most = max(case.ceiling for _, case in shown)
    bars = []
    y = 0
    for column, case in shown:
        names = [
            column.name[at : at + _CHARACTERS] for at in range(0, len(column.name), _CHARACTERS)
        ]
        texts = [*names, case.words.partition("，")[0]]
        lines = [(y + _LINE * (number + 1) - 5, text) for number, text in enumerate(texts)]
        y += _LINE * len(texts)
        bars.append(Bar(lines, y, round(_WIDTH * case.ceiling / most), column, case))
        y += _BAR + _GAP
    return Picture(bars, y - _GAP)
