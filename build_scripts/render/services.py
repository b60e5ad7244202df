"""一件事 and 提速办: what is handled together, which papers it takes, how long it may take."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from build_scripts.compile import Browser, Rules, browser_files, mentioned
from build_scripts.model.base import Citation
from build_scripts.model.benefit import Benefit, Remark
from build_scripts.model.bundle import Bundle
from build_scripts.model.timeline import Timeline, TimelineStep
from calculators.basis import basis

from .benefit import Cite, Disputed, Question, benefit_path, cite_view
from .context import Site
from .dates import chinese_date
from .page import Page
from .timeline_paths import timeline_path

SERVICES = "services/"
STYLESHEETS = ("assets/stylesheets/calculator.css", "assets/stylesheets/services.css")
MODULES = ("assets/javascripts/tools/service.js",)

#: The shared rules that every page of a kind points to, by id of bundle.
_SHARED = {"package": "packages", "speedup": "speedup"}
#: The limits of all other services, by how they are handled.
_GENERAL = (("其他限时办结的事项", "cn/speedup-half"), ("即时办结的事项", "cn/speedup-instant"))
_FEWER_PAPERS = "simplified-materials"
#: Days that a reader of these pages knows: when it is handed in, when it is taken.
_STARTS = ("application_date", "acceptance_date")
#: A remark that says what need not be handed in; the list of papers leaves it out.
_RELIEF = re.compile(r"^(?:（不用交）|不用|网上办，不用交)|，不用再提供|只交一次")


@dataclass(frozen=True, slots=True)
class Need:
    """An item that needs a paper, with the clause that says so."""

    item: int
    label: str
    cite: Cite | None


@dataclass(slots=True)
class Paper:
    """A paper of one or several items; ``condition`` says when it is needed only then."""

    key: str
    text: str
    condition: str
    needs: list[Need] = field(default_factory=list)

    @property
    def items(self) -> str:
        """The numbers of the items that need it, for scripts."""
        return " ".join(str(need.item) for need in self.needs)

    @property
    def cites(self) -> list[Cite]:
        """Where it is written, each clause once."""
        found: dict[tuple[str, str], Cite] = {}
        for need in self.needs:
            if need.cite:
                found.setdefault((need.cite.key, need.cite.quote), need.cite)
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Item:
    """Something to tick: a service that the text names, or a benefit of the collection."""

    number: int
    #: As the address holds it.
    key: str
    label: str
    #: Empty for what the text names.
    region: str
    cite: Cite | None
    benefits: list[tuple[str, str]]
    papers: int
    timelines: list[str]


@dataclass(frozen=True, slots=True)
class StepLimit:
    """A step of a procedure: its limit in words, how days are counted, where it is written."""

    id: str
    label: str
    actor: str
    limit: str
    basis: str
    condition: str
    cite: Cite | None


@dataclass(frozen=True, slots=True)
class Limits:
    """The steps of one procedure; ``own`` when the bundle names it, else it comes with items."""

    timeline: Timeline
    site_path: str
    own: bool
    steps: list[StepLimit]


@dataclass(frozen=True, slots=True)
class Speedup:
    """A row of the table of shortened limits."""

    title: str
    site_path: str
    before: str
    after: str
    cite: Cite


def service_path(bundle_id: str) -> str:
    """Site path of a bundle's page."""
    return f"{SERVICES}{bundle_id}/"


def service_pages(site: Site, rules: Rules) -> Iterator[Page]:
    """The list and the page of every bundle."""
    browser = browser_files(rules)
    yield _list(site)
    for bundle in site.collection.bundles.values():
        yield _page(site, rules, browser, bundle)


def _list(site: Site) -> Page:
    bundles = site.collection.bundles.values()
    html = site.render(
        "service_list.html",
        SERVICES,
        packages=[(one, service_path(one.id)) for one in bundles if one.kind == "package"],
        common=[
            (one, service_path(one.id), site.region_label(one.region))
            for one in bundles
            if one.kind == "common"
        ],
        speedups=[_speedup(site, one) for one in bundles if one.kind == "speedup"],
        general=_general_speedups(site),
        about=site.collection.bundles[_SHARED["package"]],
        speedup=site.collection.bundles[_SHARED["speedup"]],
        cite=lambda citation: cite_view(site, citation),
    )
    description = "10件“一件事”一次办，提速办的时限：45个工作日到15个、10天到5个工作日、提速50%"
    return Page(SERVICES, "一件事", html, description, STYLESHEETS)


def _speedup(site: Site, bundle: Bundle) -> Speedup:
    """A named service: its own limits, or half of whatever its limit is."""
    timeline = site.collection.timelines[bundle.timelines[0]]
    steps = {step.id: step for step in timeline.steps}
    own = "baseline" in steps
    return Speedup(
        bundle.title,
        service_path(bundle.id),
        limit_words(steps["baseline"]) if own else "条文没有写",
        _target_words(steps["target"]) if own else limit_words(steps["limit"]),
        cite_view(site, _cite_of(steps["target" if own else "limit"])),
    )


def _general_speedups(site: Site) -> list[Speedup]:
    """What holds for every other service, by how it is handled."""
    rows = []
    shared = site.collection.bundles[_SHARED["speedup"]]
    for title, key in (
        ("其他限时办结的事项", "cn/speedup-half"),
        ("即时办结的事项", "cn/speedup-instant"),
    ):
        step = site.collection.timelines[key].steps[0]
        cite = cite_view(site, _cite_of(step))
        before = "规定的时限" if step.kind == "percent_of_limit" else "条文没有写"
        after = ("原则上" if step.kind == "minutes" else "") + limit_words(step)
        rows.append(Speedup(title, service_path(shared.id), before, after, cite))
    return rows


def _cite_of(step: TimelineStep) -> Citation:
    if step.cite is None:
        raise ValueError(step.id)
    return step.cite


def _target_words(step: TimelineStep) -> str:
    """A shortened limit with the words that qualify it in the text."""
    return (f"{step.when.label}：" if step.when else "力争 ") + limit_words(step)


def limit_words(step: TimelineStep) -> str:
    """How long a step may take, as the text puts it."""
    if step.kind == "working_days":
        return f"{step.days} 个工作日"
    if step.kind == "within_days":
        return f"{step.days} 天"
    if step.kind == "minutes":
        return f"不超过 {step.minutes} 分钟"
    if step.kind == "percent_of_limit":
        return "仍用规定的时限" if step.percent == 100 else f"减少 {step.percent}% 以上"
    if step.kind == "months_after":
        return f"{step.months} 个月"
    if step.kind in ("by_day_of_month", "by_day_next_month"):
        month = "每月" if step.kind == "by_day_of_month" else "次月"
        return f"{month} {step.day} 日前"
    if step.kind == "first_n_working_days_next_month":
        return f"次月头 {step.days} 个工作日内"
    if step.kind == "fixed_date" and step.date not in (None, "issued"):
        return chinese_date(step.date)
    return "条文没有写几天" if step.kind == "unspecified" else ""


def _page(site: Site, rules: Rules, browser: Browser, bundle: Bundle) -> Page:
    collection = site.collection
    items, papers, reliefs = _items(site, rules, bundle)
    related = {name for item in items for name in item.timelines}
    limits = [_limits(site, rules, name, own=True) for name in bundle.timelines]
    limits += [_limits(site, rules, name, own=False) for name in sorted(related)]
    dated = [one for one in limits if _counts_from_start(rules, one.timeline.id)]
    shared = _SHARED.get(bundle.kind)
    fewer = collection.bundles[_FEWER_PAPERS]
    html = site.render(
        "service.html",
        service_path(bundle.id),
        bundle=bundle,
        region=collection.regions[bundle.region],
        list_path=SERVICES,
        items=items,
        named=[item for item in items if not item.region],
        related=[item for item in items if item.region],
        papers=papers,
        reliefs=reliefs,
        limits=limits,
        dated=dated,
        questions=_questions(site, rules, bundle, dated),
        shared=(service_path(shared), collection.bundles[shared]) if shared else None,
        fewer=(service_path(fewer.id), fewer) if bundle.id != fewer.id else None,
        disputed=_disputed(site, bundle, [one.timeline for one in limits]),
        retirement=bundle.id in ("retire", "retirement_application"),
        cite=lambda citation: cite_view(site, citation),
        cites=[cite_view(site, citation) for citation in bundle.cites],
        documents=_documents(site, bundle),
        browser=browser,
        rules=[path for one in dated for path in browser.timeline_rules(one.timeline.id)],
    )
    place = "" if bundle.region == "cn" else f"（{site.region_label(bundle.region)}）"
    title = bundle.title if place and place in bundle.title else bundle.title + place
    modules = MODULES if items or dated else ()
    return Page(service_path(bundle.id), title, html, bundle.summary, STYLESHEETS, modules)


def _documents(site: Site, bundle: Bundle) -> list[tuple[str, str, str]]:
    """The documents cited, as (site path, title, number)."""
    keys = dict.fromkeys(citation.document for citation in bundle.cites)
    found = []
    for key in keys:
        document = site.collection.policies[key]
        found.append((site.document_path(key), document.title, document.document_number or ""))
    return found


def _counts_from_start(rules: Rules, timeline_id: str) -> bool:
    """Whether a step of the procedure has a day that follows from when it is handed in."""
    rule = rules["timelines"][timeline_id]
    return any(
        step["kind"] != "unspecified" and mentioned(step) & set(_STARTS) for step in rule["steps"]
    )


def _items(site: Site, rules: Rules, bundle: Bundle) -> tuple[list[Item], list[Paper], list[Paper]]:
    """What can be ticked, the papers of all of it, and what need not be handed in."""
    items: list[Item] = []
    papers: dict[tuple[str, str], Paper] = {}
    reliefs: dict[tuple[str, str], Paper] = {}
    benefits = site.collection.benefits

    def add(key: str, label: str, region: str, cite: Cite | None, keys: list[str]) -> None:
        number = len(items)
        count = 0
        for name in keys:
            for remark in benefits[name].materials:
                is_relief = _RELIEF.search(remark.text) is not None
                _merge(site, reliefs if is_relief else papers, remark, number, label)
                count += not is_relief
        links = [(benefit_path(name), _called(site, benefits[name])) for name in keys]
        timelines = _timelines_of(site, rules, keys)
        items.append(Item(number, key, label, region, cite, links, count, timelines))

    for item in bundle.items:
        add(item.label, item.label, "", cite_view(site, item.cite), item.benefits)
    for name in bundle.benefits:
        benefit = benefits[name]
        add(name, benefit.title, site.region_label(benefit.region), None, [name])
    return items, list(papers.values()), list(reliefs.values())


def _called(site: Site, benefit: Benefit) -> str:
    return f"{benefit.title}（{site.region_label(benefit.region)}）"


def _timelines_of(site: Site, rules: Rules, benefit_ids: list[str]) -> list[str]:
    return [
        key
        for key, timeline in site.collection.timelines.items()
        if set(benefit_ids) & set(timeline.benefits) and _counts_from_start(rules, key)
    ]


def _merge(
    site: Site, into: dict[tuple[str, str], Paper], remark: Remark, item: int, label: str
) -> None:
    """Adds a paper, or one more item to a paper that is written the same way already."""
    condition = remark.when.label if remark.when else ""
    same = (_plain(remark.text), condition)
    if same not in into:
        digest = hashlib.sha256("\0".join(same).encode()).hexdigest()[:6]
        into[same] = Paper(digest, remark.text.rstrip("。"), condition)
    needs = into[same].needs
    if not any(need.item == item for need in needs):
        needs.append(Need(item, label, cite_view(site, remark.cite) if remark.cite else None))


def _plain(text: str) -> str:
    """A paper's words without what does not make it another paper."""
    return re.sub(r"[\s。，；]", "", normalize("NFKC", text))


def _limits(site: Site, rules: Rules, timeline_id: str, *, own: bool) -> Limits:
    timeline = site.collection.timelines[timeline_id]
    compiled = rules["timelines"][timeline_id]["steps"]
    steps = [
        StepLimit(
            step.id,
            step.label,
            step.actor,
            limit_words(step),
            "" if step.kind in ("unspecified", "minutes") else basis(as_compiled),
            step.when.label if step.when else "",
            cite_view(site, step.cite) if step.cite else None,
        )
        for step, as_compiled in zip(timeline.steps, compiled, strict=True)
    ]
    return Limits(timeline, timeline_path(timeline_id), own, steps)


def _questions(site: Site, rules: Rules, bundle: Bundle, dated: list[Limits]) -> list[Question]:
    """When it is handed in and taken, and what else the bundle's own limits hang on."""
    names: set[str] = set()
    for one in dated:
        used = mentioned(rules["timelines"][one.timeline.id])
        names |= used if one.own else used & set(_STARTS)
    facts = site.collection.facts
    order = [*_STARTS, *(key for key in facts if key not in _STARTS)]
    return [Question(facts[key], facts[key].options) for key in order if key in names]


def _disputed(site: Site, bundle: Bundle, timelines: list[Timeline]) -> list[Disputed]:
    """The disputed clauses that change a day of the limits, then the others of the bundle."""
    named: list[str] = []
    for timeline in timelines:
        named += [variant.interpretation.partition(".")[0] for variant in timeline.readings]
        named += timeline.general
    found = []
    for key in dict.fromkeys([*named, *bundle.interpretations]):
        interpretation = site.collection.interpretations[key]
        cites = [cite_view(site, citation) for citation in interpretation.cites]
        found.append(Disputed(interpretation, cites, None))
    return found
