"""Judging conditions.

A condition is a group (``all``, ``any``, ``none``, ``at_least`` n of ``at_least_of``), a check
that only the counter can do (``check: window``) or a leaf: a subject and one test.

Subjects: ``fact``, ``ratio`` {of, to} of two facts, ``age`` {of, day}, ``date`` (a moment).
Tests: ``equals``, ``one_of``, ``includes_any``, ``includes_all``; ``at_least``, ``more_than``,
``at_most``, ``less_than`` (a number, ``{"by": fact, "values": {option: number}}``, or
``{"parameter" or "fact": id, "times": number}``);
``start``/``end`` (both included); ``within_days`` {after, days, first_day};
``on_or_after``/``on_or_before`` a moment; ``less_than_months_before`` {date, months};
``months_since`` {date, one limit}; ``yearly`` {start, end}; ``day_at_most`` of the month.
"""

from . import dates, parameters
from .context import GROUPS, Context
from .exact import ZERO, Ratio, merged, parse
from .logic import NO, OPEN, WINDOW, YES, at_least, every, negate, some
from .moments import Moment, moment
from .shapes import Json, Node

#: Outcomes of comparing the answer with the limit that meet the test.
_LIMITS = {"at_least": (0, 1), "more_than": (1,), "at_most": (-1, 0), "less_than": (-1,)}

#: A finding of a child that settles its group; the others are then only of interest to people.
_SETTLES = {"all": NO, "any": YES, "none": YES}


class Finding:
    """The judgement of one node.

    ``facts`` are the facts a leaf looked at, ``missing`` those it still needs, ``window`` the
    days between which the test is met. ``explanation`` puts it into words.
    """

    def __init__(self, node: Node, truth: str) -> None:
        self.node = node
        self.truth = truth
        self.children: list[Finding] = []
        self.facts: list[str] = []
        self.missing: list[str] = []
        self.window: tuple[int | None, int | None] | None = None
        #: What ``missing_facts`` has found.
        self.lacking: list[str] | None = None


def group_of(node: Node) -> str | None:
    """The name of the group that a node is, or None for a leaf."""
    for name in GROUPS:
        if name in node:
            return name
    return None


def judge(ctx: Context, node: Node) -> Finding:
    """The finding for a condition, after the chosen readings are put in place."""
    node = ctx.node(node)
    known = ctx.known(node["id"])
    if known is not None:
        return known  # type: ignore[no-any-return]
    group = group_of(node)
    finding = _known_leaf(ctx, node) if group is None else _judge_group(ctx, node, group)
    ctx.findings[node["id"]] = finding
    return finding


def judge_id(ctx: Context, node_id: str) -> Finding:
    return judge(ctx, ctx.conditions()[node_id])


def _judge_group(ctx: Context, node: Node, group: str) -> Finding:
    children = []
    truths = []
    settling = _SETTLES.get(group) if ctx.brief else None
    for child in node[group]:
        found = judge(ctx, child)
        children.append(found)
        truths.append(found.truth)
        if found.truth == settling:
            break
    if group == "all":
        truth = every(truths)
    elif group == "any":
        truth = some(truths)
    elif group == "none":
        truth = negate(some(truths))
    else:
        truth = at_least(node["at_least"], truths)
    finding = Finding(node, truth)
    finding.children = children
    return finding


def _known_leaf(ctx: Context, node: Node) -> Finding:
    """A leaf is judged once for all choices of readings: they put other nodes in its place."""
    held = ctx.leaves.get(node["id"])
    if held is not None and held[0] is node:
        return held[1]  # type: ignore[no-any-return]
    finding = _judge_leaf(ctx, node)
    ctx.leaves[node["id"]] = (node, finding)
    return finding


def _judge_leaf(ctx: Context, node: Node) -> Finding:
    if node.get("check") == "window":
        return Finding(node, WINDOW)
    if "age" in node:
        return _judge_age(ctx, node)
    if "date" in node:
        return _judge_date(ctx, node)
    if "ratio" in node:
        return _judge_ratio(ctx, node)
    finding = _judge_fact(ctx, node)
    if finding.truth == OPEN and ctx.fact(node["fact"]).get("verify") == "agency":
        finding.truth = WINDOW
    return finding


def _judge_fact(ctx: Context, node: Node) -> Finding:
    fact = ctx.fact(node["fact"])
    value = ctx.answers.value(node["fact"])
    if fact["type"] in ("int", "decimal", "money", "percent"):
        finding = _limits(ctx, node, value, fact["type"] == "percent")
        finding.facts = merged([node["fact"]], finding.facts)
        finding.missing = merged([] if value is not None else [node["fact"]], finding.missing)
    else:
        finding = Finding(node, OPEN)
        finding.facts = [node["fact"]]
        if value is not None:
            finding.truth = _compare_choice(node, value)
        if finding.truth == OPEN:
            finding.missing = [node["fact"]]
    return finding


def share_of(ctx: Context, node: Node) -> Ratio | None:
    """One number as a share of another; a share of nothing is open."""
    part, whole = [ctx.answers.value(node["ratio"][name]) for name in ("of", "to")]
    if part is None or whole is None or not whole.numerator:
        return None
    share: Ratio = part.times(Ratio(whole.denominator, whole.numerator))
    return share


def _judge_ratio(ctx: Context, node: Node) -> Finding:
    names = [node["ratio"]["of"], node["ratio"]["to"]]
    finding = _limits(ctx, node, share_of(ctx, node), False)
    finding.facts = merged(names, finding.facts)
    if finding.truth == OPEN:
        lacking = [name for name in names if ctx.answers.value(name) is None]
        if not lacking:
            # A share of nothing: only another number of the whole can settle it.
            lacking = names[1:]
        finding.missing = merged(lacking, finding.missing)
    return finding


def _compare_choice(node: Node, value: Json) -> str:
    if "equals" in node:
        return YES if value == node["equals"] else NO
    if "one_of" in node:
        return YES if value in node["one_of"] else NO
    if "includes_any" in node:
        return some([_membership(value, option) for option in node["includes_any"]])
    return every([_membership(value, option) for option in node["includes_all"]])


def _membership(value: Node, option: str) -> str:
    if option in value["yes"]:
        return YES
    return OPEN if option in value["unsure"] else NO


def _limits(ctx: Context, node: Node, value: Ratio | None, percent: bool) -> Finding:
    """Compare a number with the leaf's limits; a limit may depend on another answer."""
    truths = []
    facts: list[str] = []
    missing: list[str] = []
    for test in _LIMITS:
        if test not in node:
            continue
        numbers, named, lacking = limit_of(ctx, node[test], percent)
        facts = merged(facts, named)
        missing = merged(missing, lacking)
        results = [_compare(value, number, _LIMITS[test]) for number in numbers]
        # Whatever the open answer turns out to be, a result shared by all options stands.
        shared = results and results.count(results[0]) == len(results)
        truths.append(results[0] if shared else OPEN)
    finding = Finding(node, every(truths))
    finding.facts = facts
    finding.missing = missing if finding.truth == OPEN else []
    return finding


def limit_of(ctx: Context, limit: Json, percent: bool) -> tuple[list[Ratio], list[str], list[str]]:
    """The numbers a limit can be, its facts, and what it lacks.

    ``percent``: it is compared with an answer in percent.
    """
    if not isinstance(limit, dict):
        return [parse(str(limit)) or ZERO], [], []
    if "by" in limit:
        option = ctx.answers.value(limit["by"])
        choices = [option] if option is not None else sorted(limit["values"])
        numbers = [parse(str(limit["values"][choice])) or ZERO for choice in choices]
        return numbers, [limit["by"]], [] if option is not None else [limit["by"]]
    if "fact" in limit:
        facts = [limit["fact"]]
        value = ctx.answers.value(limit["fact"])
        lacking = [] if value is not None else facts
    else:
        facts = []
        parameter = ctx.rules["parameters"][limit["parameter"]]
        held = parameters.quantity(limit["parameter"], parameter, ctx.typed, ctx.as_of)
        value = None if held.is_unknown() else held.low
        lacking = held.missing if value is None else []
        # A share is compared with percentages as the questionnaire has them.
        if value is not None and percent and parameter["unit"] == "ratio":
            value = value.times(Ratio(100))
    if value is not None and "times" in limit:
        value = value.times(parse(limit["times"]))
    return ([] if value is None else [value]), facts, lacking


def _compare(value: Ratio | None, limit: Ratio, outcomes: tuple[int, ...]) -> str:
    if value is None:
        return OPEN
    return YES if value.compare(limit) in outcomes else NO


def _judge_age(ctx: Context, node: Node) -> Finding:
    birth = moment(ctx, node["age"]["of"])
    on = moment(ctx, node["age"]["day"])
    years = None
    if birth.day is not None and on.day is not None:
        years = Ratio(dates.age(birth.day, on.day))
    finding = _limits(ctx, node, years, False)
    finding.facts = merged(merged(birth.facts, finding.facts), on.facts)
    if finding.truth == OPEN:
        finding.missing = merged(merged(birth.missing, on.missing), finding.missing)
    return finding


def _judge_date(ctx: Context, node: Node) -> Finding:
    """Whether a day lies in a period. The period may hang on a day that can be one of several."""
    subject = moment(ctx, node["date"])
    periods, facts, missing = periods_of(ctx, node, subject)
    finding = Finding(node, OPEN)
    finding.facts = merged(subject.facts, facts)
    if len(periods) == 1:
        finding.window = periods[0]
    if subject.day is not None:
        truths = [_inside(subject.day, low, high) for low, high in periods]
        # Whichever day it turns out to be, a result shared by all stands.
        if truths and truths.count(truths[0]) == len(truths):
            finding.truth = truths[0]
    finding.missing = merged(subject.missing, missing) if finding.truth == OPEN else []
    return finding


def periods_of(
    ctx: Context, node: Node, subject: Moment
) -> tuple[list[tuple[int | None, int | None]], list[str], list[str]]:
    """The periods that a date's test can mean, the facts they hang on, and what they lack."""
    reference = _reference(node)
    if "yearly" in node or "day_at_most" in node:
        return _recurring(node, ctx.as_of if subject.day is None else subject.day), [], []
    if reference is None:
        start, end = node.get("start"), node.get("end")
        first = dates.rule_date(start) if start else None
        last = dates.rule_date(end) if end else None
        return [(first, last)], [], []
    other = moment(ctx, reference)
    return [_period(node, day) for day in other.possible], other.facts, other.missing


def _reference(node: Node) -> Json:
    """The moment that a period of days hangs on; None for fixed dates."""
    if "within_days" in node:
        return node["within_days"]["after"]
    if "less_than_months_before" in node:
        return node["less_than_months_before"]["date"]
    if "months_since" in node:
        return node["months_since"]["date"]
    return node.get("on_or_after") or node.get("on_or_before")


def _recurring(node: Node, day: int) -> list[tuple[int | None, int | None]]:
    """The period of the year or month in which ``day`` lies."""
    if "day_at_most" in node:
        first = dates.first_day(dates.month_of(day))
        return [(first, first + node["day_at_most"] - 1)]
    year = dates.iso(day)[:5]
    test = node["yearly"]
    return [(dates.rule_date(year + test["start"]), dates.rule_date(year + test["end"]))]


def _period(node: Node, day: int) -> tuple[int | None, int | None]:
    """First and last day of the period that hangs on ``day``."""
    if "within_days" in node:
        test = node["within_days"]
        return day, day + test["days"] - (1 if test["first_day"] == "same" else 0)
    if "less_than_months_before" in node:
        return dates.add_months(day, -node["less_than_months_before"]["months"]) + 1, day
    if "months_since" in node:
        return _months_since(node["months_since"], day)
    return (day, None) if "on_or_after" in node else (None, day)


def _months_since(test: Node, day: int) -> tuple[int | None, int | None]:
    if "at_least" in test:
        return dates.add_months(day, test["at_least"]), None
    if "more_than" in test:
        return dates.add_months(day, test["more_than"]) + 1, None
    if "at_most" in test:
        return None, dates.add_months(day, test["at_most"])
    return None, dates.add_months(day, test["less_than"]) - 1


def _inside(day: int, low: int | None, high: int | None) -> str:
    return YES if (low is None or low <= day) and (high is None or day <= high) else NO


def missing_facts(finding: Finding) -> list[str]:
    """The facts that could still change an open finding."""
    if finding.truth != OPEN:
        return []
    if finding.lacking is None:
        result = finding.missing
        for child in finding.children:
            if child.truth == OPEN:
                result = merged(result, missing_facts(child))
        finding.lacking = result
    return finding.lacking


def decisive_facts(finding: Finding) -> list[str]:
    """The facts that fixed a finding that is yes or no."""
    group = group_of(finding.node)
    if group is None:
        return finding.facts
    wanted = finding.truth
    if group == "none":
        wanted = negate(wanted)
    result: list[str] = []
    for child in finding.children:
        if child.truth == wanted:
            result = merged(result, decisive_facts(child))
    return result


def unverified(ctx: Context, finding: Finding) -> list[str]:
    """What the counter still has to confirm: facts marked so, and checks without a fact (by id)."""
    group = group_of(finding.node)
    if group is None:
        if finding.node.get("check") == "window":
            return [finding.node["id"]]
        return [f for f in finding.facts if ctx.fact(f).get("verify") == "agency"]
    result: list[str] = []
    for child in finding.children:
        # Alternatives that were not needed have nothing left to confirm.
        if group in ("any", "at_least_of") and finding.truth == YES and child.truth != YES:
            continue
        if group == "all" and finding.truth == NO and child.truth != NO:
            continue
        result = merged(result, unverified(ctx, child))
    return result
