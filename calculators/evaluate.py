"""The ``evaluate`` call: who is entitled to what, how much, how long, and why.

A request and a response are JSON texts; ``docs/decisions/0007-portable-engine.md`` and the pages
for editors describe their members.
"""

from . import dates
from .amounts import published
from .conditions import decisive_facts, judge, judge_id, missing_facts, unverified
from .context import Context
from .explanation import explain, period_text, windows
from .logic import YES
from .outcome import Outcome
from .qualify import how_to_qualify
from .requests import CASE_MEMBERS, Case, as_of_day, check_members, known_ids, wanted_benefits
from .shapes import Json, Node

_MEMBERS = ("benefits", "parts")
#: What a result is made of: what holds, and what would be otherwise (other readings, ways to
#: qualify). The second can take as long as the first, which a reader waits for.
PARTS = ["result", "alternatives"]


def evaluate(rules: Node, request: Json) -> Node:
    """Evaluate the benefits asked for; ``parts`` names the parts of the results that are wanted.

    Raises RequestError for a request that cannot be understood.
    """
    check_members(request, CASE_MEMBERS + _MEMBERS)
    as_of = as_of_day(request.get("as_of"), "as_of")
    wanted = wanted_benefits(rules, request)
    parts = _parts(request)
    case = Case(rules, request, as_of)
    return {
        "as_of": dates.iso(as_of),
        "data_version": rules["data_version"],
        "results": [result_of(case.context(benefit_id), parts) for benefit_id in wanted],
    }


def _parts(request: Node) -> list[str]:
    if "parts" not in request:
        return PARTS
    return known_ids(request, "parts", "结果的部分", "bad_request", PARTS)


def result_of(ctx: Context, parts: list[str] = PARTS) -> Node:
    """The result of one benefit, or the named parts of it."""
    result: Node = {"benefit": ctx.benefit["id"], "region": ctx.benefit["region"]}
    outcome = Outcome(ctx)
    if "alternatives" in parts:
        refused = outcome.verdict == "ineligible"
        result["how_to_qualify"] = how_to_qualify(ctx) if refused else []
        result["interpretations"] = _interpretations(ctx, outcome)
    # Afterwards: the notes judge conditions that decide nothing.
    if "result" in parts:
        _add_result(result, ctx, outcome)
    return result


def _add_result(result: Node, ctx: Context, outcome: Outcome) -> None:
    benefit = ctx.benefit
    result.update(outcome.compact)
    in_force = outcome.verdict != "not_in_force"
    undecided = outcome.verdict == "needs_info"
    fixed = outcome.verdict in ("eligible", "ineligible")
    result["missing_for"] = outcome.missing
    result["missing"] = outcome.missing["verdict"] if undecided else outcome.missing["amount"]
    result["decisive"] = []
    result["unchecked"] = []
    result["windows"] = [_validity(ctx)]
    if in_force:
        root = judge(ctx, benefit["conditions"])
        if fixed:
            result["decisive"] = sorted(decisive_facts(root))
        if outcome.verdict != "ineligible":
            result["unchecked"] = sorted(unverified(ctx, root))
        result["explanation"] = explain(ctx, root)
        result["windows"] += windows(root)
    else:
        result["explanation"] = _out_of_force(ctx)
    result["steps"] = []
    if outcome.calculation is not None:
        calculation = outcome.calculation
        shown = [calculation.steps[step_id] for step_id in calculation.order]
        result["steps"] = [published(step) for step in shown if not step.quantity.is_nothing()]
    result["materials"] = benefit.get("materials", [])
    result["notes"] = _notes(ctx) if in_force else []


def _validity(ctx: Context) -> Node:
    period = ctx.in_force()
    return {
        "kind": "validity",
        "label": period["label"],
        "from": period.get("start"),
        "to": period.get("end"),
        "cite": period.get("end_cite") or period.get("start_cite"),
    }


def _out_of_force(ctx: Context) -> Node:
    period = ctx.in_force()
    start, end = period.get("start"), period.get("end")
    first = dates.rule_date(start) if start is not None else None
    last = dates.rule_date(end) if end is not None else None
    return {
        "node": period["id"],
        "verdict": False,
        "label": period["label"],
        "value": dates.iso(ctx.as_of),
        "threshold": period_text(first, last),
        "cite": period["start_cite" if first is not None and ctx.as_of < first else "end_cite"],
        "children": [],
    }


def _interpretations(ctx: Context, outcome: Outcome) -> list[Node]:
    """Every disputed clause of the benefit, with what changes under its other readings."""
    default = outcome.compact
    #: Of each clause, the nodes that each reading puts in; the usual reading puts none.
    replaced: dict[str, dict[str, list[str]]] = {}
    for variant in ctx.benefit.get("readings", []):
        readings = replaced.setdefault(variant["interpretation"], {})
        readings.setdefault(variant["reading"], []).extend(variant["replace"])
    for name in ctx.benefit.get("unaffected", []):
        replaced.setdefault(name, {})
    entries = []
    for name in sorted(replaced):
        usual = ctx.rules["interpretations"][name]["default"]
        current = ctx.chosen.get(name, usual)
        entry: Node = {"id": name, "reading": current, "others": {}}
        entries.append(entry)
        put_in = replaced[name]
        for reading in list(put_in) + ([] if usual in put_in else [usual]):
            if reading == current:
                continue
            nodes = put_in.get(reading, []) + put_in.get(current, [])
            if not [node_id for node_id in nodes if node_id in ctx.seen]:
                # A node that played no part cannot change the result.
                continue
            other_ctx = ctx.with_reading(name, reading)
            if _makes_no_difference(ctx, other_ctx, nodes):
                continue
            other = Outcome(other_ctx, outcome).compact
            changes = {key: other[key] for key in other if other[key] != default[key]}
            if changes.get("verdict") == "not_in_force":
                changes["reason"] = other_ctx.in_force()["label"]
            if changes:
                entry["others"][reading] = changes
    return entries


def _makes_no_difference(ctx: Context, other: Context, nodes: list[str]) -> bool:
    """True when the nodes that the readings differ in played no part or come out the same.

    ``ctx`` has been evaluated: a node it has not seen cannot change the result.
    """
    for node_id in nodes:
        if node_id not in ctx.seen or ctx.replaced.get(node_id) is other.replaced.get(node_id):
            continue
        if node_id == ctx.benefit["in_force"]["id"] and ctx.is_in_force() == other.is_in_force():
            continue
        if node_id not in ctx.conditions() or node_id not in other.conditions():
            return False
        first, second = judge_id(ctx, node_id), judge_id(other, node_id)
        if first.truth != second.truth or missing_facts(first) != missing_facts(second):
            return False
    return True


def _notes(ctx: Context) -> list[Node]:
    notes = []
    for note in ctx.benefit.get("notes", []):
        if "when" not in note or judge(ctx, note["when"]).truth == YES:
            notes.append({"text": note["text"], "cite": note.get("cite")})
    return notes
