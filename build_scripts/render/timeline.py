"""Pages of procedures: each step with its limit and clause, readable without scripts, with the
calculator of their dates on them; the list of all of them; and the tool to choose one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_scripts.compile import Browser, Rules, browser_files, timeline_facts_used
from build_scripts.model.benefit import Benefit, Condition
from build_scripts.model.facts import Fact, FactOption
from build_scripts.model.interpretation import Interpretation
from build_scripts.model.timeline import OwnDate, Timeline, TimelineCase, TimelineStep
from calculators.basis import basis
from calculators.calls import answer

from .benefit import STYLESHEET as CALCULATOR_STYLESHEET
from .benefit import Cite, Question, benefit_path, cite_view
from .context import CONFIDENCE_WORDS, Site
from .dates import chinese_date, weekday
from .limits import LimitWords
from .listings import region_tree
from .page import Page
from .timeline_paths import timeline_path

LIST = "timelines/"
TOOL = "tools/deadlines/"
STYLESHEETS = (CALCULATOR_STYLESHEET, "assets/stylesheets/timeline.css")
#: The calculator with all it imports.
_MODULES = ("assets/javascripts/tools/timeline.js",)
_TOOL_MODULES = ("assets/javascripts/tools/deadlines.js",)

#: Kinds whose words already say how they are counted.
_SAYS_ALL = {
    *("fixed_date", "yearly_window", "validity", "unspecified", "same_day", "minutes"),
    *("date_rule", "event_month", "by_day_of_month", "by_day_next_month"),
}


@dataclass(frozen=True, slots=True)
class StepView:
    """A step in words; ``basis`` says how its days are counted, where its limit does not."""

    id: str
    label: str
    actor: str
    kind: str
    limit: str
    basis: str
    condition: Condition | None
    cites: list[Cite]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading of a disputed clause with the steps it puts in place or counts otherwise.

    ``puts`` tells the two apart: steps put in place have words of their own.
    """

    name: str
    text: str
    steps: list[StepView]
    puts: bool


@dataclass(frozen=True, slots=True)
class DisputedView:
    """A disputed clause; ``unaffected`` says why no date depends on it."""

    interpretation: Interpretation
    cites: list[Cite]
    readings: list[ReadingView]
    unaffected: str | None

    @property
    def has_effect(self) -> bool:
        """Whether a reading changes a step."""
        return any(reading.steps for reading in self.readings)


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A worked case: what was given, and the steps with their days in words."""

    case: TimelineCase
    given: list[tuple[str, str]]
    steps: list[tuple[str, str]]
    fragment: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A procedure in the list; ``starts`` are the dates it counts from."""

    timeline: Timeline
    site_path: str
    region: str
    starts: str
    limits: str


def timeline_pages(site: Site, rules: Rules) -> Iterator[Page]:
    """The list, the page of every procedure, and the tool."""
    browser = browser_files(rules)
    rows = [_row(site, rules, timeline) for timeline in _in_order(site)]
    yield _list_page(site, rows)
    for row in rows:
        yield _timeline_page(site, rules, browser, row.timeline)
    yield _tool_page(site, browser, rows)


def _in_order(site: Site) -> list[Timeline]:
    """All procedures by region, each region before those below it."""
    rank = {region: number for number, region in enumerate(region_tree(site.collection.regions))}
    return sorted(site.collection.timelines.values(), key=lambda one: (rank[one.region], one.id))


def _list_page(site: Site, rows: list[TimelineRow]) -> Page:
    html = site.render("timeline_list.html", LIST, rows=rows, tool=TOOL)
    description = "各项业务每一步几天内办、哪天以前办，按地区"
    return Page(LIST, "时限", html, description, STYLESHEETS)


def _tool_page(site: Site, browser: Browser, rows: list[TimelineRow]) -> Page:
    regions: dict[str, list[TimelineRow]] = {}
    for row in rows:
        regions.setdefault(row.region, []).append(row)
    html = site.render(
        "deadlines.html",
        TOOL,
        regions=regions,
        total=len(rows),
        browser=browser,
        # The engine starts with these, to be ready when a procedure has been chosen.
        rules=browser.timeline_rules(rows[0].timeline.id) if rows else [],
    )
    description = "选一项业务，填上日期，推出每一步的最后一天，可以存到日历"
    return Page(TOOL, "时限推算", html, description, STYLESHEETS, _TOOL_MODULES)


def _row(site: Site, rules: Rules, timeline: Timeline) -> TimelineRow:
    words = _limit_words(site, timeline)
    starts = [
        fact.label
        for fact in _facts(site, rules, timeline)
        if fact.type in ("date", "month") and fact.id != "birth_date"
    ]
    limits = dict.fromkeys(words.of(step) for step in timeline.steps if step.kind != "unspecified")
    return TimelineRow(
        timeline,
        timeline_path(timeline.id),
        site.region_label(timeline.region),
        "、".join(starts),
        "；".join(limits) or "文件没有写期限",
    )


def _timeline_page(site: Site, rules: Rules, browser: Browser, timeline: Timeline) -> Page:
    collection = site.collection
    path = timeline_path(timeline.id)
    facts = _facts(site, rules, timeline)
    main = timeline.documents[0] if timeline.documents else None
    cases = collection.timeline_cases.get(timeline.id)
    views = (
        [_example(rules, facts, cases.request(case), case) for case in cases.cases] if cases else []
    )
    shown = [view for view in views if view.case.example]
    disputed = _disputed(site, rules, timeline)
    steps = [
        _step_view(site, _limit_words(site, timeline), step, compiled)
        for step, compiled in zip(
            timeline.steps, rules["timelines"][timeline.id]["steps"], strict=True
        )
    ]
    html = site.render(
        "timeline.html",
        path,
        timeline=timeline,
        region=collection.regions[timeline.region],
        status=site.status_of(main) if main else None,
        documents=[(site.document_path(k), collection.policies[k]) for k in timeline.documents],
        questions=[Question(fact, fact.options) for fact in facts],
        starts=[fact.label for fact in facts if fact.type in ("date", "month")],
        steps=steps,
        disputed=[one for one in disputed if one.has_effect],
        settled=[one for one in disputed if not one.has_effect],
        benefits=[
            (benefit_path(key), _called(site, collection.benefits[key]))
            for key in timeline.benefits
        ],
        examples=shown,
        more_examples=[view for view in views if view not in shown],
        ages=_retirement_ages(site, rules, timeline),
        cite=lambda citation: cite_view(site, citation),
        confidence_words=CONFIDENCE_WORDS,
        tool=TOOL,
        browser=browser,
        rules=browser.timeline_rules(timeline.id),
    )
    description = f"{len(steps)} 步：" + "；".join(f"{one.label}，{one.limit}" for one in steps)
    return Page(path, timeline.title, html, description[:160], STYLESHEETS, _MODULES)


def _called(site: Site, benefit: Benefit) -> str:
    return f"{benefit.title}（{site.region_label(benefit.region)}）"


def _facts(site: Site, rules: Rules, timeline: Timeline) -> list[Fact]:
    """What the procedure asks, in the order in which its steps use it."""
    known = site.collection.facts
    own = {date.id: _as_fact(date) for date in timeline.dates}
    return [own.get(key) or known[key] for key in timeline_facts_used(rules, timeline.id)]


def _as_fact(own: OwnDate) -> Fact:
    return Fact(
        id=own.id,
        label=own.label,
        question=own.question,
        type=own.type,
        entity="person",
        changeable="yes",
    )


def _limit_words(site: Site, timeline: Timeline) -> LimitWords:
    facts = {key: fact.label for key, fact in site.collection.facts.items()}
    facts |= {own.id: own.label for own in timeline.dates}
    steps: dict[str, str] = {}
    for _, step in timeline.all_steps():
        steps.setdefault(step.id, step.label)
    return LimitWords(facts, steps, site.collection.policies)


def _step_view(
    site: Site, words: LimitWords, step: TimelineStep, compiled: dict[str, Any]
) -> StepView:
    """``compiled`` is the step as the engine counts it."""
    cites = [step.cite, step.limit_cite, step.not_after.cite if step.not_after else None]
    views: dict[str, Cite] = {}
    for citation in cites:
        if citation is not None:
            view = cite_view(site, citation)
            views.setdefault(f"{view.key} {view.quote}", view)
    counted = basis(compiled) if step.kind not in _SAYS_ALL or "edge" in compiled else ""
    if step.kind == "validity" and step.months is not None:
        counted = basis(compiled)
    return StepView(
        step.id,
        step.label,
        step.actor,
        step.kind,
        words.of(step),
        counted,
        step.when,
        list(views.values()),
    )


def _disputed(site: Site, rules: Rules, timeline: Timeline) -> list[DisputedView]:
    """Disputed clauses named by the procedure, those that change a step first."""
    why: dict[str, str | None] = {variant.interpretation: None for variant in timeline.readings}
    why |= dict.fromkeys(timeline.general)
    why |= {one.interpretation: one.why for one in timeline.unaffected}
    found = []
    for key, unaffected in why.items():
        interpretation = site.collection.interpretations[key]
        found.append(
            DisputedView(
                interpretation,
                [cite_view(site, citation) for citation in interpretation.cites],
                [
                    _reading(site, rules, timeline, key, name, text)
                    for name, text in sorted(interpretation.readings.items())
                ],
                unaffected,
            )
        )
    return found


def _reading(
    site: Site, rules: Rules, timeline: Timeline, key: str, name: str, text: str
) -> ReadingView:
    words = _limit_words(site, timeline)
    compiled = rules["timelines"][timeline.id]
    put = []
    for variant, source in zip(compiled.get("readings", []), timeline.readings, strict=True):
        if (source.interpretation, source.reading) == (key, name):
            put += [
                _step_view(site, words, step, as_compiled)
                for step, as_compiled in zip(source.steps, variant["steps"], strict=True)
            ]
    if put:
        return ReadingView(name, text, put, True)
    counted = []
    for step, as_compiled in zip(timeline.steps, compiled["steps"], strict=True):
        changes = as_compiled.get("by_reading", {}).get(key, {}).get(name)
        if changes:
            counted.append(_step_view(site, words, step, as_compiled | changes))
    return ReadingView(name, text, counted, False)


def _example(
    rules: Rules, facts: list[Fact], request: dict[str, Any], case: TimelineCase
) -> ExampleView:
    """A case as the engine works it out."""
    labels = {fact.id: fact for fact in facts}
    given: dict[str, Any] = {**request.get("dates", {}), **request.get("facts", {})}
    used = {key: value for key, value in given.items() if key in labels}
    steps = answer(rules, request, "timeline")["steps"]
    return ExampleView(
        case,
        [(labels[key].label, _value_words(labels[key], value)) for key, value in used.items()],
        [(step["label"], due_words(step)) for step in steps],
        "&".join(f"{key}={_typed(value)}" for key, value in used.items()),
    )


def _typed(value: object) -> str:
    """A value as the fragment of an address holds it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value_words(fact: Fact, value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if fact.type in ("date", "month"):
        return chinese_date(str(value))
    options: Mapping[str, FactOption] = {option.id: option for option in fact.options}
    if str(value) in options:
        return options[str(value)].label
    return f"{value} {fact.unit or ''}".strip()


def due_words(step: Mapping[str, Any]) -> str:
    """The day of a step of a ``timeline`` response in words."""
    due = step["due"]
    if due is None:
        possible = step.get("possible")
        if possible:
            return "可能是 " + "，或 ".join(map(chinese_date, possible))
        return {
            "not_stated": "文件没有写期限",
            "holidays_unpublished": "节假日安排尚未公布，推不出",
        }.get(step["status"], "还缺日期，推不出")
    if step["kind"] == "event_month":
        return chinese_date(due[:7])
    words = f"{chinese_date(due)}（{weekday(due)}）"
    if step["due_if_extended"]:
        words += f"，是休息日，顺延的话到 {chinese_date(step['due_if_extended'])}"
    return words


def _retirement_ages(site: Site, rules: Rules, timeline: Timeline) -> list[tuple[str, Any]]:
    """The dated rules of retirement a step rests on, as (name, value of the parameter)."""
    keys = {
        step.retirement.parameter for _, step in timeline.all_steps() if step.retirement is not None
    }
    return [
        (parameter.label, value)
        for key in sorted(keys)
        for parameter in (site.collection.parameters[key],)
        for value in parameter.values
    ]
