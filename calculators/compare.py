"""The ``compare`` call: the same person or employer in several regions and on several days."""

from . import dates
from .conditions import Finding, group_of, judge
from .context import Context
from .errors import RequestError, unknown_id
from .explanation import threshold_text, windows
from .logic import NO, YES
from .outcome import Outcome
from .requests import CASE_MEMBERS, Case, as_of_day, check_members, wanted_regions
from .shapes import Json, Node
from .wire import write

_MEMBERS = ("comparable_group",)
#: What cells are compared by.
_ASPECTS = ("verdict", "amount", "total", "duration", "windows", "materials")


def compare(rules: Node, request: Json) -> Node:
    """A table ``{columns, rows}``: a column for each day and region, a row for each kind.

    A cell lists the benefits of that kind in the region, or those from above when it has none of
    its own. Rows that differ name the aspects and the requirements that differ, with the clauses
    of every side. Raises RequestError for a request that cannot be understood.
    """
    check_members(request, CASE_MEMBERS + _MEMBERS)
    days = _days(request)
    regions = _regions(rules, request)
    groups = _comparable(rules, request)
    cases = [Case(rules, request, day) for day in days]
    columns = []
    for case in cases:
        for region in regions:
            columns.append({"as_of": dates.iso(case.as_of), "region": region})
    rows = []
    for group in groups:
        cells = []
        for case in cases:
            for region in regions:
                members = _members(rules, group, region)
                cells.append([_cell(case.context(benefit_id)) for benefit_id in members])
        if [cell for cell in cells if cell]:
            rows.append(_row(group, cells))
    return {"data_version": rules["data_version"], "columns": columns, "rows": rows}


def _days(request: Node) -> list[int]:
    given = request.get("as_of")
    if not isinstance(given, list) or not given:
        raise RequestError("bad_request", "as_of 应为日期的列表，至少一个", "as_of")
    return [as_of_day(day, "as_of[" + str(n) + "]") for n, day in enumerate(given)]


def _regions(rules: Node, request: Node) -> list[str]:
    if "regions" not in request:
        return list(rules["region_order"])
    return wanted_regions(rules, request)


def _comparable(rules: Node, request: Node) -> list[str]:
    names = sorted(
        {
            benefit["comparable_group"]
            for benefit in rules["benefits"].values()
            if "comparable_group" in benefit
        }
    )
    wanted = request.get("comparable_group")
    if wanted is None:
        return names
    if wanted not in names:
        word = wanted if isinstance(wanted, str) else write(wanted)
        raise unknown_id("类别", "unknown_group", word, names, "comparable_group")
    return [wanted]


def _members(rules: Node, group: str, region: str) -> list[str]:
    """The benefits of a kind that hold in a region: its own, or those of the nearest above."""
    at: str | None = region
    while at is not None:
        found = [
            benefit_id
            for benefit_id in sorted(rules["benefits"])
            if rules["benefits"][benefit_id].get("comparable_group") == group
            and rules["benefits"][benefit_id]["region"] == at
        ]
        if found:
            return found
        at = rules["regions"][at]
    return []


def _cell(ctx: Context) -> Node:
    outcome = Outcome(ctx)
    cell: Node = {"benefit": ctx.benefit["id"], "region": ctx.benefit["region"]}
    cell.update(outcome.compact)
    root = judge(ctx, ctx.benefit["conditions"])
    cell["missing"] = outcome.missing["verdict"]
    cell["windows"] = windows(root) if outcome.verdict != "not_in_force" else []
    cell["materials"] = ctx.benefit.get("materials", [])
    cell["requirements"] = _requirements(ctx, root)
    return cell


def _requirements(ctx: Context, finding: Finding) -> list[Node]:
    """The leaves of a judgement with what they look at."""
    node = finding.node
    if group_of(node) is not None:
        found: list[Node] = []
        for child in finding.children:
            found.extend(_requirements(ctx, child))
        return found
    subject = node["id"]
    for name in ("fact", "ratio", "age", "date"):
        if name in node:
            subject = node[name] if isinstance(node[name], str) else name + write(node[name])
    return [
        {
            "subject": subject,
            "node": node["id"],
            "label": node["label"],
            "verdict": {YES: True, NO: False}.get(finding.truth),
            "threshold": threshold_text(ctx, node),
            "cite": node.get("cite"),
        }
    ]


def _row(group: str, cells: list[list[Node]]) -> Node:
    """A row with what differs between its cells; empty cells say nothing."""
    filled = [cell for cell in cells if cell]
    aspects = [
        aspect
        for aspect in _ASPECTS
        if len({write([one[aspect] for one in cell]) for cell in filled}) > 1
    ]
    return {
        "comparable_group": group,
        "cells": [[_shown(one) for one in cell] for cell in cells],
        "differs": bool(aspects),
        "aspects": aspects,
        "requirements": _differing(cells),
    }


def _shown(cell: Node) -> Node:
    return {key: cell[key] for key in sorted(cell) if key != "requirements"}


def _differing(cells: list[list[Node]]) -> list[Node]:
    """Requirements on one subject that are not the same in every filled cell."""
    subjects: list[str] = []
    sides: dict[str, list[list[Node]]] = {}
    for number, cell in enumerate(cells):
        for one in cell:
            for requirement in one["requirements"]:
                subject = requirement["subject"]
                if subject not in sides:
                    subjects.append(subject)
                    sides[subject] = [[] for _ in cells]
                part = {key: requirement[key] for key in requirement if key != "subject"}
                if part not in sides[subject][number]:
                    sides[subject][number].append(part)
    differing = []
    for subject in sorted(subjects):
        texts = []
        for number, side in enumerate(sides[subject]):
            if cells[number]:
                text = write(sorted([write([part["threshold"], part["label"]]) for part in side]))
                texts.append(text)
        if texts.count(texts[0]) < len(texts):
            differing.append({"subject": subject, "sides": sides[subject]})
    return differing
