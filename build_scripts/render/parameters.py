"""Pages of the dated values from outside the texts: by region and kind, and one for each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from build_scripts.compile import Rules, mentioned
from build_scripts.model.parameters import Parameter, ParameterValue

from .benefit import benefit_path
from .benefit import value_words as words_of
from .context import CONFIDENCE_WORDS, Site
from .history import history_picture
from .listings import region_tree
from .page import Page
from .timeline_paths import timeline_path
from .units import UNIT_WORDS

PARAMETERS = "parameters/"
STYLESHEETS = ("assets/stylesheets/calculator.css", "assets/stylesheets/parameters.css")
RETIREMENT_AGE = "cn.retirement_age"

#: Kinds of standards and how the names of theirs begin, the region left aside.
_KINDS = (
    ("退休与缴费年限", ("retirement_age", "pension_min")),
    ("最低工资", ("min_wage",)),
    ("缴费基数与平均工资", ("social_base", "social_subsidy_base", "avg_wage")),
    ("社会保险费率与减免", ("flex_", "rate_", "covid_exempt")),
    ("失业保险金", ("unemployment_benefit",)),
    (
        "失业率、裁员率与稳岗返还",
        ("unemployment_target", "suzhou_registered", "layoff_rate", "stable_job_refund"),
    ),
    ("培训、见习与岗位补贴", ("training_on_job", "internship", "public_post")),
    ("创业担保贷款与利率", ("startup_loan", "lpr")),
)
_OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Entry:
    """A standard in the list with the value of the day, None when none is held."""

    parameter: Parameter
    site_path: str
    kind: str
    value: ParameterValue | None


@dataclass(frozen=True, slots=True)
class User:
    """A benefit or timeline that looks at a standard."""

    site_path: str
    title: str
    region: str


def parameter_path(key: str) -> str:
    """Site path of a standard's page."""
    return f"{PARAMETERS}{key}/"


def kind_of(parameter: Parameter) -> str:
    """The kind that a standard is listed under."""
    name = parameter.id.partition(".")[2]
    return next((kind for kind, starts in _KINDS if name.startswith(starts)), _OTHER)


def value_words(parameter: Parameter, value: ParameterValue) -> str:
    """A value with its unit; ages are in 周岁."""
    if value.value is not None and parameter.id.partition(".")[2].startswith("retirement_age"):
        return f"{value.value} 周岁"
    return words_of(parameter, value)


def unknown_parts(parameter: Parameter) -> list[tuple[str, str]]:
    """The times between values of which nothing was found, as (last day before, first after)."""
    values = parameter.values
    gaps = []
    for before, after in pairwise(values):
        if before.end and after.start and _next_day(before.end) != after.start:
            gaps.append((before.end, after.start))
    return gaps


def _next_day(iso: str) -> str:
    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()


def parameter_pages(site: Site, rules: Rules) -> Iterator[Page]:
    """The list and the page of every standard."""
    yield _list(site)
    users = _users(site, rules)
    for key in site.collection.parameters:
        yield _page(site, site.collection.parameters[key], users.get(key, {}))


def _list(site: Site) -> Page:
    order = [kind for kind, _ in _KINDS]
    regions = []
    for region in region_tree(site.collection.regions):
        entries = [
            Entry(
                parameter, parameter_path(key), kind_of(parameter), value_on(parameter, site.as_of)
            )
            for key, parameter in site.collection.parameters.items()
            if parameter.region == region
        ]
        kinds = [
            (kind, [entry for entry in entries if entry.kind == kind]) for kind in (*order, _OTHER)
        ]
        if entries:
            shown = [(kind, listed) for kind, listed in kinds if listed]
            regions.append((site.collection.regions[region], len(entries), shown))
    html = site.render(
        "parameter_list.html",
        PARAMETERS,
        regions=regions,
        total=len(site.collection.parameters),
        unknown=sum(1 for one in site.collection.parameters.values() if not one.values),
        value_words=value_words,
        confidence_words=CONFIDENCE_WORDS,
    )
    description = "计算用到的标准：最低工资、缴费基数、费率、失业保险金等，历年的值和出处"
    return Page(PARAMETERS, "标准", html, description, STYLESHEETS)


def value_on(parameter: Parameter, day: str) -> ParameterValue | None:
    """The last value that began by ``day``, be it over or not; the first one of those ahead."""
    begun = [value for value in parameter.values if (value.start or "") <= day]
    return begun[-1] if begun else next(iter(parameter.values), None)


def _page(site: Site, parameter: Parameter, users: dict[str, list[User]]) -> Page:
    path = parameter_path(parameter.id)
    html = site.render(
        "parameter.html",
        path,
        parameter=parameter,
        region=site.collection.regions[parameter.region],
        kind=kind_of(parameter),
        unit=UNIT_WORDS.get(parameter.unit, ""),
        value=value_on(parameter, site.as_of),
        picture=history_picture(parameter),
        gaps=unknown_parts(parameter),
        users=users,
        value_words=value_words,
        confidence_words=CONFIDENCE_WORDS,
        list_path=PARAMETERS,
        retirement=parameter.id == RETIREMENT_AGE,
    )
    title = f"{parameter.label}（{site.region_label(parameter.region)}）"
    held = f"收录了 {len(parameter.values)} 段" if parameter.values else "没有查到"
    return Page(path, title, html, f"{parameter.label}：历年的值和出处，{held}", STYLESHEETS)


def _users(site: Site, rules: Rules) -> dict[str, dict[str, list[User]]]:
    """Parameter id → what looks at it, as {"待遇": …, "时限": …}."""
    found: dict[str, dict[str, list[User]]] = {}
    parameters = site.collection.parameters
    kinds = (("benefits", "待遇", benefit_path), ("timelines", "时限", timeline_path))
    for kind, word, path in kinds:
        records = getattr(site.collection, kind)
        for key, rule in rules[kind].items():
            user = User(path(key), records[key].title, site.region_label(records[key].region))
            for name in sorted(mentioned(rule) & set(parameters)):
                found.setdefault(name, {}).setdefault(word, []).append(user)
    return found
