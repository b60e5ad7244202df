"""The ``timeline`` call: which step of a procedure is due when, and under which reading."""

from . import dates
from .basis import basis
from .conditions import judge, missing_facts
from .context import Context
from .deadlines import COMPUTED, UNPUBLISHED, Deadline, deadline
from .errors import RequestError, unknown_id
from .exact import merged
from .facts import Answers, check_order, read_answers
from .logic import NO, YES
from .requests import Case, as_of_day, check_members
from .shapes import Json, Node

_MEMBERS = ("as_of", "timeline", "dates", "facts", "parameters", "readings")


def timeline(rules: Node, request: Json) -> Node:
    """The steps of one procedure with their due days.

    ``dates`` and ``facts`` both hold answers by fact id; a timeline may know further dates of its
    own. Raises RequestError for a request that cannot be understood.
    """
    check_members(request, _MEMBERS)
    as_of = as_of_day(request.get("as_of"), "as_of")
    rule = _wanted(rules, request)
    # The dates that only this procedure knows are questions like all others.
    facts = dict(rules["facts"])
    for own in rule.get("dates", []):
        facts[own["id"]] = own
    known = dict(rules)
    known["facts"] = facts
    given = {key: request[key] for key in ("facts", "parameters", "readings") if key in request}
    case = Case(known, given, as_of)
    values = _with_dates(case, request.get("dates", {}))
    plan = _Plan(case, rule, values, _months(rule, request), case.chosen)
    return {
        "timeline": rule["id"],
        "as_of": dates.iso(as_of),
        "data_version": rules["data_version"],
        "steps": plan.published(),
        "interpretations": _interpretations(plan),
        "warnings": _warnings(plan),
    }


def _wanted(rules: Node, request: Node) -> Node:
    name = request.get("timeline")
    if not isinstance(name, str):
        raise RequestError("bad_request", "timeline 应为办理期限的编号", "timeline")
    if name not in rules["timelines"]:
        choices = list(rules["timelines"])
        raise unknown_id("办理期限", "unknown_timeline", name, choices, "timeline")
    return rules["timelines"][name]  # type: ignore[no-any-return]


def _months(rule: Node, request: Node) -> list[str]:
    """The days answered only by their month, of which the procedure has a rule."""
    months: list[str] = []
    for step in rule["steps"]:
        if not step.get("only_month"):
            continue
        for place in ("facts", "dates"):
            value = request.get(place, {}).get(step["after"])
            if isinstance(value, str) and dates.parse_month(value) is not None:
                months.append(step["after"])
    return months


def _with_dates(case: Case, given: Json) -> Node:
    facts = case.rules["facts"]
    values = dict(case.answers)
    for fact_id, value in read_answers(facts, given, case.as_of, "dates").items():
        if fact_id in values and values[fact_id] != value:
            message = facts[fact_id]["label"] + "（" + fact_id + "）在 facts 和 dates 里写得不一样"
            raise RequestError("bad_value", message, "dates." + fact_id)
        values[fact_id] = value
    check_order(facts, values, case.as_of, "dates")
    return values


class _Plan:
    """All steps of one procedure under one choice of readings."""

    def __init__(
        self, case: Case, rule: Node, values: Node, months: list[str], chosen: dict[str, str]
    ) -> None:
        self.case = case
        self.rule = rule
        self.values = values
        self.months = months
        self.chosen = chosen
        answers = Answers(case.rules["facts"], values, case.as_of)
        conditions = {"conditions": {"id": rule["id"], "all": []}}
        self.ctx = Context(case.rules, conditions, answers, case.typed, chosen, case.as_of)
        self.steps = [self._adjusted(step) for step in self._replaced()]
        self.truths: dict[str, str] = {}
        self.open: dict[str, list[str]] = {}
        self.deadlines: dict[str, Deadline] = {}
        for step in self.steps:
            self._applies(step)
            self.deadlines[step["id"]] = deadline(self.ctx, step, self.deadlines)

    def with_reading(self, name: str, reading: str) -> "_Plan":
        """The same procedure with one more reading chosen, for all parts of its question."""
        chosen = dict(self.chosen)
        for other in self.rule["interpretations"]:
            if other == name or other.startswith(name + "."):
                chosen[other] = reading
        return _Plan(self.case, self.rule, self.values, self.months, chosen)

    def _replaced(self) -> list[Node]:
        """The steps with those that the chosen readings put in their place, or add."""
        steps: list[Node] = list(self.rule["steps"])
        for variant in self.rule.get("readings", []):
            if self.chosen.get(variant["interpretation"]) != variant["reading"]:
                continue
            for new in variant["steps"]:
                ids = [step["id"] for step in steps]
                if new["id"] in ids:
                    steps[ids.index(new["id"])] = new
                else:
                    steps.append(new)
        return steps

    def _adjusted(self, step: Node) -> Node:
        """A step after the readings that count first and last days differently."""
        result = step
        by_reading = step.get("by_reading", {})
        for name in sorted(by_reading):
            changes = by_reading[name].get(self.chosen.get(name))
            if changes is not None:
                result = dict(result)
                result.update(changes)
        return result

    def _applies(self, step: Node) -> None:
        truth, lacking = YES, []  # type: str, list[str]
        if "when" in step:
            finding = judge(self.ctx, step["when"])
            truth, lacking = finding.truth, missing_facts(finding)
        if step.get("only_month") and step["after"] in self.values:
            truth = YES if step["after"] in self.months else NO
        self.truths[step["id"]] = truth
        self.open[step["id"]] = lacking

    def shown(self) -> list[Node]:
        """The steps that apply or may apply."""
        return [step for step in self.steps if self.truths[step["id"]] != NO]

    def published(self) -> list[Node]:
        return [self._published(step) for step in self.shown()]

    def _published(self, step: Node) -> Node:
        due = self.deadlines[step["id"]]
        truth = self.truths[step["id"]]
        result: Node = {
            "id": step["id"],
            "label": step["label"],
            "actor": step["actor"],
            "kind": step["kind"],
            "bound": step.get("bound", "latest"),
            "from": _iso(due.first),
            "due": _iso(due.day),
            "due_if_extended": _iso(due.extended),
            "status": due.status,
            "missing": merged(due.missing, self.open[step["id"]]),
            "applies": True if truth == YES else None,
            "basis": basis(step),
            "cite": step.get("cite"),
        }
        if "when" in step:
            condition = step["when"]
            result["condition"] = {"label": condition["label"], "cite": condition.get("cite")}
        if due.possible:
            result["possible"] = [dates.iso(day) for day in sorted(due.possible)]
        if due.capped is not None:
            result["capped_by"] = due.capped
        if due.sources:
            result["sources"] = due.sources
        return result


def _iso(day: int | None) -> str | None:
    return None if day is None else dates.iso(day)


def _interpretations(plan: _Plan) -> list[Node]:
    """Every disputed clause of the procedure, with the steps that its other readings change."""
    current = plan.published()
    known = plan.case.rules["interpretations"]
    read = _read_in_steps(plan.rule)
    entries = []
    for name in sorted(plan.rule["interpretations"]):
        reading = plan.chosen.get(name, known[name]["default"])
        others = {}
        for other in known[name]["readings"]:
            if other != reading and name in read:
                changes = _changes(current, plan.with_reading(name, other).published())
                if changes:
                    others[other] = changes
        entries.append({"id": name, "reading": reading, "others": others})
    return entries


def _read_in_steps(rule: Node) -> list[str]:
    """The disputed clauses that change a step, and the whole questions of which they are parts."""
    names: list[str] = []
    steps = list(rule["steps"])
    for variant in rule.get("readings", []):
        names = merged(names, [variant["interpretation"]])
        steps += variant["steps"]
    for step in steps:
        names = merged(names, sorted(step.get("by_reading", {})))
    return merged(names, [name.split(".")[0] for name in names])


def _changes(current: list[Node], others: list[Node]) -> Node:
    """The steps that are new or come out otherwise, and those left out."""
    before = {step["id"]: step for step in current}
    steps = [step for step in others if _dated(before.get(step["id"])) != _dated(step)]
    left_out = [name for name in before if name not in [step["id"] for step in others]]
    result: Node = {}
    if steps:
        result["steps"] = steps
    if left_out:
        result["left_out"] = sorted(left_out)
    return result


def _dated(step: Node | None) -> list[Json]:
    if step is None:
        return []
    members = ("from", "due", "due_if_extended", "status", "applies", "missing", "possible")
    return [step.get(member) for member in members]


def _warnings(plan: _Plan) -> list[Node]:
    """What a reader has to know beside the dates."""
    calendar = plan.case.rules["working_days"]
    years = str(calendar["first"]) + "—" + str(calendar["last"])
    warnings = _validity(plan)
    for note in plan.rule.get("notes", []):
        if "when" not in note or judge(plan.ctx, note["when"]).truth == YES:
            warnings.append({"step": None, "text": note["text"], "cite": note.get("cite")})
    for step in plan.shown():
        due = plan.deadlines[step["id"]]
        text = None
        if due.status == UNPUBLISHED:
            text = "节假日安排尚未公布（现有" + years + "年的），推不出这一天"
        elif due.status == COMPUTED and due.unsure:
            text = "节假日安排尚未公布（现有" + years + "年的），不知道这一天是不是休息日"
        elif due.day is not None and due.first is not None and due.day < due.first:
            text = "最后一天在起算的日子以前，已经来不及"
        if text is not None:
            warnings.append({"step": step["id"], "text": text, "cite": None})
    return warnings


def _validity(plan: _Plan) -> list[Node]:
    """A warning when the day asked about lies outside the time in which the document holds."""
    document = plan.rule.get("document")
    if document is None:
        return []
    start, end = document.get("start"), document.get("end")
    today = plan.case.as_of
    if start is not None and today < dates.rule_date(start):
        text = document["name"] + "自" + start + "起施行，计算日期在这以前"
    elif end is not None and today > dates.rule_date(end):
        text = document["name"] + "有效期到" + end + "，计算日期已经过了"
    else:
        return []
    return [{"step": None, "text": text, "cite": None}]
