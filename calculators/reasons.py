"""What a verdict hangs on, in brief: the condition that failed, the checks that are left."""

from .conditions import Finding, group_of
from .context import Context
from .logic import NO, WINDOW, YES
from .shapes import Json, Node


def reasons(root: Finding) -> list[Node]:
    """The conditions that a settled judgement hangs on: ``[{node, label, cite, wanted}]``.

    Judged against: the first condition that failed. Left to the counter: what it has to confirm.
    Judged for: of alternatives the one that was met. An open judgement has none.
    """
    if root.truth == NO:
        return [_failed(root, True)]
    if root.truth == WINDOW:
        return _to_confirm(root, True)
    return _alternatives(root) if root.truth == YES else []


def validity(ctx: Context) -> Node:
    """The period in which a benefit is in force, as a reason: with its first and last day."""
    period = ctx.in_force()
    return {
        "node": period["id"],
        "wanted": True,
        "label": period["label"],
        "cite": period.get("end_cite") or period.get("start_cite"),
        "from": period.get("start"),
        "to": period.get("end"),
    }


def _reason(finding: Finding, wanted: bool) -> Node:
    node = finding.node
    return {
        "node": node["id"],
        "wanted": wanted,
        "label": node["label"],
        "cite": _cite(finding),
    }


def _cite(finding: Finding) -> Json:
    """The clause of a condition; of a group without its own, that of its first condition."""
    cite = finding.node.get("cite")
    for child in finding.children:
        cite = cite or _cite(child)
    return cite


def _failed(finding: Finding, wanted: bool) -> Node:
    """The first condition that did not come out as wanted; alternatives fail as a whole."""
    group = group_of(finding.node)
    if group == "all" and wanted:
        for child in finding.children:
            if child.truth == NO:
                return _failed(child, True)
    if group == "none" and wanted:
        for child in finding.children:
            if child.truth == YES:
                return _failed(child, False)
    return _reason(finding, wanted)


def _to_confirm(finding: Finding, wanted: bool) -> list[Node]:
    group = group_of(finding.node)
    if group is None:
        return [_reason(finding, wanted)]
    result: list[Node] = []
    for child in finding.children:
        if child.truth == WINDOW:
            result = result + _to_confirm(child, wanted == (group != "none"))
    return result


def _alternatives(finding: Finding) -> list[Node]:
    group = group_of(finding.node)
    result: list[Node] = []
    for child in finding.children:
        if child.truth != YES or group == "none":
            continue
        below = _alternatives(child)
        result = result + below
        if group == "any" and not below:
            return [_reason(child, True)]
        if group == "any":
            return below
    return result
