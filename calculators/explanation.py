"""Judgements in words: the two sides of every test, the tree for display, the windows.

Apart from ``conditions``: most judgements are made to be counted, not to be read.
"""

from . import dates
from .conditions import Finding, group_of, limit_of, periods_of, share_of
from .context import Context
from .facts import describe, option_labels, unit_text
from .logic import NO, WINDOW, YES
from .moments import moment
from .shapes import Json, Node

_LIMIT_WORDS = (
    ("at_least", "不少于 "),
    ("more_than", "多于 "),
    ("at_most", "不多于 "),
    ("less_than", "少于 "),
)


def explain(ctx: Context, finding: Finding) -> Node:
    """The finding and its parts for display: verdict true, false or null."""
    node = finding.node
    group = group_of(node)
    result: Node = {
        "node": node["id"],
        "verdict": {YES: True, NO: False}.get(finding.truth),
        "label": node["label"],
        "value": value_text(ctx, node) if group is None else None,
        "threshold": threshold_text(ctx, node) if group is None else None,
        "cite": node.get("cite"),
        "children": [],
    }
    if finding.truth == WINDOW:
        result["check"] = "window"
    if "level" in node:
        result["level"] = node["level"]
    if group is not None:
        result["group"] = group
    for child in finding.children:
        part = explain(ctx, child)
        if group == "none":
            part["wanted"] = False
        result["children"].append(part)
    return result


def value_text(ctx: Context, node: Node) -> str | None:
    """The reader's side of a leaf in words; None while it is open or for the counter."""
    if node.get("check") == "window":
        return None
    if "fact" in node:
        return describe(ctx.fact(node["fact"]), ctx.answers.value(node["fact"]))
    if "ratio" in node:
        share = share_of(ctx, node)
        if share is None:
            return None
        part, whole = [ctx.answers.value(node["ratio"][name]) for name in ("of", "to")]
        return f"{part.text()}/{whole.text()}（{share.percent_text()}）"
    if "date" in node:
        day = moment(ctx, node["date"]).day
        return None if day is None else dates.iso(day)
    birth = moment(ctx, node["age"]["of"]).day
    on = moment(ctx, node["age"]["day"]).day
    if birth is None or on is None:
        return None
    return f"{dates.iso(birth)} 出生，{dates.iso(on)} 为 {dates.age(birth, on)}周岁"


def threshold_text(ctx: Context, node: Node) -> str | None:
    """The rule's side of a leaf in words; None where nothing is compared."""
    if node.get("check") == "window":
        return None
    if "date" in node:
        periods = periods_of(ctx, node, moment(ctx, node["date"]))[0]
        return " 或 ".join([period_text(low, high) for low, high in periods]) or None
    if "fact" not in node:
        return _limits_text(ctx, node, "周岁" if "age" in node else "")
    fact = ctx.fact(node["fact"])
    if "equals" in node:
        return describe(fact, node["equals"])
    if "one_of" in node:
        return option_labels(fact, node["one_of"])
    for test, word in (("includes_any", "任一："), ("includes_all", "全部：")):
        if test in node:
            return word + option_labels(fact, node[test])
    return _limits_text(ctx, node, unit_text(fact))


def _limits_text(ctx: Context, node: Node, unit: str) -> str:
    return "，".join(
        [word + _limit_text(ctx, node[test], unit) for test, word in _LIMIT_WORDS if test in node]
    )


def _limit_text(ctx: Context, limit: Json, unit: str) -> str:
    if not isinstance(limit, dict):
        return str(limit) + unit
    if "by" in limit:
        option = ctx.answers.value(limit["by"])
        choices = [option] if option is not None else sorted(limit["values"])
        by = ctx.fact(limit["by"])
        return "，".join(
            [option_labels(by, [c]) + " " + str(limit["values"][c]) + unit for c in choices]
        )
    if "fact" in limit:
        shown: str = ctx.fact(limit["fact"])["label"]
        value = ctx.answers.value(limit["fact"])
        shown += "" if value is None else " " + value.text()
    else:
        parameter = ctx.rules["parameters"][limit["parameter"]]
        shown = parameter["label"]
        bare = {key: limit[key] for key in limit if key != "times"}
        for number in limit_of(ctx, bare, unit == "%")[0]:
            is_share = parameter["unit"] == "ratio" and unit != "%"
            shown += " " + (number.percent_text() if is_share else number.text())
    if "times" in limit:
        shown += " × " + limit["times"]
    return shown + unit


def period_text(low: int | None, high: int | None) -> str:
    """A period with its first and last day; an open end is said in words."""
    if low is None:
        return "" if high is None else "不晚于 " + dates.iso(high)
    return "不早于 " + dates.iso(low) if high is None else dates.iso(low) + " 至 " + dates.iso(high)


def windows(finding: Finding) -> list[Node]:
    """The periods for applying that the rule names, on branches that are still possible."""
    node = finding.node
    if group_of(node) is None:
        if "window" not in node or finding.window is None:
            return []
        low, high = finding.window
        return [
            {
                "kind": "within_days" if "within_days" in node else "range",
                "label": node["window"],
                "from": dates.iso(low) if low is not None else None,
                "to": dates.iso(high) if high is not None else None,
                "cite": node.get("cite"),
            }
        ]
    result: list[Node] = []
    closed = [child for child in finding.children if child.truth == NO]
    for child in finding.children:
        if "all" not in node or not [other for other in closed if other is not child]:
            result = result + windows(child)
    return result
