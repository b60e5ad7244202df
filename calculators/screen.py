"""The ``screen`` call: every benefit in brief, and the question worth asking next."""

from . import dates
from .context import Context
from .errors import RequestError
from .outcome import Outcome
from .requests import Case, as_of_day, check_members, wanted_benefits
from .shapes import Json, Node
from .wire import write

_MEMBERS = (
    "as_of",
    "benefits",
    "regions",
    "facts",
    "benefit_facts",
    "parameters",
    "readings",
    "limit",
)
#: Members that decide results besides the answers.
_FRAME = ("as_of", "parameters", "readings")
#: The order in which results are listed: what one can have first.
VERDICTS = ("eligible", "provisional", "needs_info", "ineligible", "not_in_force")


class Memory:
    """Results of the last screening by benefit, for one set of rules.

    A reader who answers one more question changes few of them: a result stands as long as the
    day, the readings, the typed standards and every answer it looked at are the same.
    """

    def __init__(self) -> None:
        self._frame = ""
        self._held: dict[str, tuple[list[tuple[str, Json]], Node]] = {}

    def open(self, request: Node) -> None:
        """Forget everything if the request differs in more than its facts."""
        around = {key: request[key] for key in request if key in _FRAME}
        frame = write(around)
        if frame != self._frame:
            self._frame = frame
            self._held = {}

    def find(self, benefit_id: str, facts: Node) -> Node | None:
        if benefit_id not in self._held:
            return None
        answers, result = self._held[benefit_id]
        for fact_id, value in answers:
            if facts.get(fact_id) != value:
                return None
        return result

    def keep(self, benefit_id: str, facts: Node, looked_at: dict[str, bool], result: Node) -> None:
        answers = [(fact_id, facts.get(fact_id)) for fact_id in looked_at]
        self._held[benefit_id] = (answers, result)


def screen(rules: Node, request: Json, memory: Memory | None = None) -> Node:
    """All benefits asked for, in brief, with ``next_question``, ``asked`` and ``groups``.

    ``limit`` cuts the list of results, not what the question and the groups are drawn from.
    ``memory`` saves work from one answer to the next; it changes no result.
    Raises RequestError for a request that cannot be understood.
    """
    check_members(request, _MEMBERS)
    as_of = as_of_day(request.get("as_of"), "as_of")
    limit = _limit(request)
    wanted = wanted_benefits(rules, request)
    case = Case(rules, request, as_of)
    memory = memory or Memory()
    memory.open(request)
    results = [_remembered(case, benefit_id, request, memory) for benefit_id in wanted]
    results.sort(key=_place)
    return {
        "as_of": dates.iso(as_of),
        "data_version": rules["data_version"],
        "results": results[:limit],
        "next_question": _next_question(rules, case, results),
        "asked": len(case.given),
        "groups": _groups(rules, results),
    }


def _remembered(case: Case, benefit_id: str, request: Node, memory: Memory) -> Node:
    facts = request.get("facts", {})
    own = request.get("benefit_facts", {}).get(benefit_id)
    if own:
        facts = dict(facts)
        facts.update(own)
    result = memory.find(benefit_id, facts)
    if result is None:
        ctx = case.context(benefit_id, brief=True)
        result = brief(case, ctx)
        memory.keep(benefit_id, facts, ctx.answers.looked_at, result)
    return result


def brief(case: Case, ctx: Context) -> Node:
    """One benefit without its explanation."""
    outcome = Outcome(ctx)
    benefit_id = ctx.benefit["id"]
    benefit = case.rules["benefits"][benefit_id]
    result: Node = {"benefit": benefit_id, "region": benefit["region"]}
    result.update(outcome.compact)
    undecided = outcome.verdict == "needs_info"
    result["missing"] = outcome.missing["verdict" if undecided else "amount"]
    return result


def _place(result: Node) -> tuple[int, str]:
    return VERDICTS.index(result["verdict"]), result["benefit"]


def _limit(request: Node) -> int | None:
    limit = request.get("limit")
    if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or limit < 0):
        raise RequestError("bad_request", "limit 应为不小于 0 的整数", "limit")
    return limit


def _next_question(rules: Node, case: Case, results: list[Node]) -> Json:
    """The fact that most undecided benefits still depend on; the earlier question among equals.

    What the reader has answered with 不清楚 is not asked again.
    """
    depending: dict[str, list[str]] = {}
    for result in results:
        if result["verdict"] != "needs_info":
            continue
        for fact_id in result["missing"]:
            if fact_id in rules["facts"] and fact_id not in case.given:
                depending.setdefault(fact_id, []).append(result["benefit"])
    best = None
    for fact_id in rules["question_order"]:
        count = len(depending.get(fact_id, []))
        if count > (0 if best is None else len(depending[best])):
            best = fact_id
    if best is None:
        return None
    benefits = sorted(depending[best])
    return {"fact": best, "undecided": len(benefits), "benefits": benefits}


def _groups(rules: Node, results: list[Node]) -> list[Node]:
    """The benefits of the same kind in different regions, in the order of the results."""
    names: list[str] = []
    members: dict[str, list[str]] = {}
    for result in results:
        name = rules["benefits"][result["benefit"]].get("comparable_group")
        if name is None:
            continue
        if name not in members:
            names.append(name)
            members[name] = []
        members[name].append(result["benefit"])
    return [{"comparable_group": name, "benefits": members[name]} for name in names]
