"""The ``evaluate`` call: who is entitled to what, how much, how long, and why.

A request and a response are JSON texts; ``docs/decisions/0007-portable-engine.md`` and the pages
for editors describe their members.
"""

from . import dates
from .amounts import Calculation, bounds, published
from .conditions import (
    decisive_facts,
    explain,
    judge,
    judge_id,
    missing_facts,
    period_text,
    unverified,
    windows,
)
from .context import Context
from .durations import duration, total_of
from .durations import published as published_duration
from .errors import RequestError, unknown_id
from .exact import merged
from .facts import Answers, check_order, read_answers
from .logic import NO, OPEN, YES
from .parameters import read_typed
from .qualify import how_to_qualify
from .shapes import Json, Node
from .wire import WireError, read, write

_KEYS = ("as_of", "benefits", "regions", "facts", "benefit_facts", "parameters", "readings")


def respond(rules: Node, text: str) -> str:
    """Answer a request text with a response text; a request not understood gives ``{"error"}``."""
    try:
        return write(answer(rules, read(text)))
    except RequestError as error:
        return write(error.as_json())
    except WireError as error:
        return write(RequestError("bad_json", "请求不是 JSON：" + error.args[0], "").as_json())


def answer(rules: Node, request: Json) -> Node:
    """The response to one request or to ``{"batch": [...]}``, as JSON values.

    In a batch a request that cannot be understood has its error in its own place.
    """
    if isinstance(request, dict) and "batch" in request:
        if not isinstance(request["batch"], list) or len(request) > 1:
            raise RequestError("bad_request", "batch 应为请求的列表，旁边不写别的", "batch")
        return {"batch": [_batched(rules, item) for item in request["batch"]]}
    return evaluate(rules, request)


def _batched(rules: Node, request: Json) -> Node:
    try:
        return evaluate(rules, request)
    except RequestError as error:
        return error.as_json()


def evaluate(rules: Node, request: Json) -> Node:
    """Evaluate the benefits asked for.

    Raises RequestError for a request that cannot be understood.
    """
    if not isinstance(request, dict):
        raise RequestError("bad_request", "请求应为对象", "")
    for key in sorted(request):
        if key not in _KEYS:
            raise unknown_id("请求项", "bad_request", key, list(_KEYS), key)
    as_of = _as_of(request)
    wanted = _wanted(rules, request)
    answers = read_answers(rules["facts"], request.get("facts", {}), as_of, "facts")
    check_order(rules["facts"], answers, as_of, "facts")
    typed = read_typed(rules["parameters"], request.get("parameters", {}), "parameters")
    chosen = _chosen(rules, request.get("readings", {}))
    own = _own_answers(rules, request, as_of)
    results = []
    for benefit_id in wanted:
        values = dict(answers)
        values.update(own.get(benefit_id, {}))
        facts = Answers(rules["facts"], values, as_of)
        benefit = rules["benefits"][benefit_id]
        results.append(_result(Context(rules, benefit, facts, typed, chosen, as_of)))
    return {
        "as_of": dates.iso(as_of),
        "data_version": rules["data_version"],
        "results": results,
    }


def _as_of(request: Node) -> int:
    text = request.get("as_of")
    day = dates.parse_date(text) if isinstance(text, str) else None
    if day is None:
        shown = "没有写" if text is None else "写的是 " + write(text)
        raise RequestError("bad_date", "as_of 应为存在的日期，如 2020-06-10；" + shown, "as_of")
    return day


def _wanted(rules: Node, request: Node) -> list[str]:
    every = sorted(rules["benefits"])
    if "benefits" in request:
        for index, benefit_id in enumerate(_strings(request, "benefits")):
            if benefit_id not in rules["benefits"]:
                place = "benefits[" + str(index) + "]"
                raise unknown_id("待遇", "unknown_benefit", benefit_id, every, place)
    if "regions" not in request:
        return list(request.get("benefits", every))
    regions: list[str] = []
    for index, region in enumerate(_strings(request, "regions")):
        if region not in rules["regions"]:
            place = "regions[" + str(index) + "]"
            raise unknown_id("地区", "unknown_region", region, list(rules["regions"]), place)
        while region is not None:
            regions = merged(regions, [region])
            region = rules["regions"][region]
    asked = request.get("benefits", every)
    return [i for i in asked if rules["benefits"][i]["region"] in regions]


def _strings(request: Node, key: str) -> list[str]:
    value = request[key]
    if not isinstance(value, list) or [item for item in value if not isinstance(item, str)]:
        raise RequestError("bad_request", key + " 应为编号的列表", key)
    return value


def _chosen(rules: Node, given: Json) -> dict[str, str]:
    """The readings asked for; a bare id also selects the parts it was split into (``id.part``)."""
    if not isinstance(given, dict):
        raise RequestError("bad_request", "readings 应为 {歧义编号: 读法}", "readings")
    known = rules["interpretations"]
    chosen: dict[str, str] = {}
    for name in sorted(given):
        parts = [name] if name in known else []
        parts += [other for other in sorted(known) if other.startswith(name + ".")]
        place = "readings." + name
        if not parts:
            raise unknown_id("歧义", "unknown_reading", name, list(known), place)
        for part in parts:
            if part in given and part != name:
                continue
            if given[name] not in known[part]["readings"]:
                choices = list(known[part]["readings"])
                word = given[name] if isinstance(given[name], str) else write(given[name])
                raise unknown_id("读法", "unknown_reading", word, choices, place)
            chosen[part] = given[name]
    return chosen


def _own_answers(rules: Node, request: Node, as_of: int) -> Node:
    given = request.get("benefit_facts", {})
    if not isinstance(given, dict):
        raise RequestError("bad_request", "benefit_facts 应为 {待遇编号: 事实}", "benefit_facts")
    own: Node = {}
    for benefit_id in sorted(given):
        place = "benefit_facts." + benefit_id
        if benefit_id not in rules["benefits"]:
            every = list(rules["benefits"])
            raise unknown_id("待遇", "unknown_benefit", benefit_id, every, place)
        own[benefit_id] = read_answers(rules["facts"], given[benefit_id], as_of, place)
        for fact_id in own[benefit_id]:
            if rules["facts"][fact_id].get("scope") != "benefit":
                label = rules["facts"][fact_id]["label"]
                raise RequestError(
                    "bad_request",
                    label + "（" + fact_id + "）对各项待遇都一样，写在 facts 里",
                    place + "." + fact_id,
                )
        check_order(rules["facts"], own[benefit_id], as_of, place)
    return own


def _verdict(ctx: Context) -> str:
    if not ctx.is_in_force():
        return "not_in_force"
    truth = judge(ctx, ctx.benefit["conditions"]).truth
    if truth == YES:
        return "eligible"
    if truth == NO:
        return "ineligible"
    return "needs_info" if truth == OPEN else "provisional"


class _Outcome:
    """Verdict, amount, total and duration of one case, and what each still lacks."""

    def __init__(self, ctx: Context) -> None:
        self.verdict = _verdict(ctx)
        self.calculation: Calculation | None = None
        self.compact: Node = {
            "verdict": self.verdict,
            "amount": None,
            "total": None,
            "duration": None,
        }
        self.missing: dict[str, list[str]] = {
            "verdict": [],
            "amount": [],
            "total": [],
            "duration": [],
        }
        if self.verdict in ("not_in_force", "ineligible"):
            return
        self.missing["verdict"] = missing_facts(judge(ctx, ctx.benefit["conditions"]))
        rule = ctx.benefit.get("amount")
        if rule is not None:
            # A monthly value that changes inside a month applies from the next one.
            monthly = rule["unit"].endswith("month")
            day = dates.first_day(dates.month_of(ctx.as_of)) if monthly else ctx.as_of
            self.calculation = Calculation(ctx, day)
            quantity = self.calculation.step(rule["result"]).quantity
            shown = bounds(quantity, rule["unit"])
            if shown is not None:
                shown["estimated"] = quantity.estimated
            self.compact["amount"] = shown
            self.missing["amount"] = quantity.missing
        found = duration(ctx)
        if found is not None:
            self.compact["duration"] = published_duration(found)
            self.missing["duration"] = found.missing
        self.compact["total"], self.missing["total"] = total_of(ctx, found)


def _result(ctx: Context) -> Node:
    benefit = ctx.benefit
    outcome = _Outcome(ctx)
    result: Node = {"benefit": benefit["id"], "region": benefit["region"]}
    result.update(outcome.compact)
    root = judge(ctx, benefit["conditions"])
    in_force = outcome.verdict != "not_in_force"
    undecided = outcome.verdict == "needs_info"
    fixed = outcome.verdict in ("eligible", "ineligible")
    result["missing_for"] = outcome.missing
    result["missing"] = outcome.missing["verdict"] if undecided else outcome.missing["amount"]
    result["decisive"] = sorted(decisive_facts(root)) if fixed else []
    decided_against = outcome.verdict in ("ineligible", "not_in_force")
    result["unchecked"] = [] if decided_against else sorted(unverified(ctx, root))
    result["explanation"] = explain(root) if in_force else _out_of_force(ctx)
    result["steps"] = []
    if outcome.calculation is not None:
        calculation = outcome.calculation
        shown = [calculation.steps[step_id] for step_id in calculation.order]
        result["steps"] = [published(step) for step in shown if not step.quantity.is_nothing()]
    result["how_to_qualify"] = how_to_qualify(ctx) if outcome.verdict == "ineligible" else []
    result["interpretations"] = _interpretations(ctx, outcome.compact)
    result["windows"] = [_validity(ctx)] + (windows(root) if in_force else [])
    result["materials"] = benefit.get("materials", [])
    result["notes"] = _notes(ctx) if in_force else []
    return result


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


def _interpretations(ctx: Context, default: Node) -> list[Node]:
    """Every disputed clause of the benefit, with what changes under its other readings."""
    entries: dict[str, Node] = {}
    for variant in ctx.benefit.get("readings", []):
        name = variant["interpretation"]
        entries.setdefault(name, {"id": name, "others": {}})
    for name in entries:
        readings = [
            variant["reading"]
            for variant in ctx.benefit["readings"]
            if variant["interpretation"] == name
        ]
        usual = ctx.rules["interpretations"][name]["default"]
        current = ctx.chosen.get(name, usual)
        entries[name]["reading"] = current
        readings.append(usual)
        for reading in readings:
            if reading == current:
                continue
            chosen = dict(ctx.chosen)
            chosen[name] = reading
            other_ctx = ctx.with_chosen(chosen)
            if _makes_no_difference(ctx, other_ctx):
                continue
            other = _Outcome(other_ctx).compact
            changes = {key: other[key] for key in other if other[key] != default[key]}
            if changes.get("verdict") == "not_in_force":
                changes["reason"] = other_ctx.in_force()["label"]
            if changes:
                entries[name]["others"][reading] = changes
    return [entries[name] for name in sorted(entries)]


def _makes_no_difference(ctx: Context, other: Context) -> bool:
    """True when the readings differ only in nodes that played no part or come out the same.

    ``ctx`` has been evaluated: a node it has not seen cannot change the result.
    """
    for node_id in list(ctx.replaced) + list(other.replaced):
        if node_id not in ctx.seen or ctx.replaced.get(node_id) is other.replaced.get(node_id):
            continue
        if node_id == ctx.benefit["in_force"]["id"] and ctx.is_in_force() == other.is_in_force():
            continue
        if node_id not in ctx.conditions or node_id not in other.conditions:
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
