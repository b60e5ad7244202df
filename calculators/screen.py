"""The ``screen`` call: every benefit in brief, and the question worth asking next."""

from . import dates
from .conditions import judge
from .context import Context
from .errors import RequestError
from .outcome import Outcome
from .questions import next_question, worth
from .reasons import reasons, validity
from .requests import CASE_MEMBERS, Case, as_of_day, check_members, wanted_benefits
from .shapes import Json, Node
from .wire import Written, write

_MEMBERS = ("benefits", "limit")
#: Members that decide results besides the answers.
_FRAME = ("as_of", "parameters", "readings")
#: The order in which results are listed: what one can have first.
VERDICTS = ("eligible", "provisional", "needs_info", "ineligible", "not_in_force")


class Brief:
    """One benefit without its explanation: its result, and the worth of the facts it waits for.

    ``reasons`` in the result are the conditions that the verdict hangs on (see there); of a benefit
    that is not in force, its period.
    """

    def __init__(self, ctx: Context) -> None:
        outcome = Outcome(ctx)
        benefit = ctx.benefit
        self.result: Node = {"benefit": benefit["id"], "region": benefit["region"]}
        self.result.update(outcome.compact)
        undecided = outcome.verdict == "needs_info"
        self.result["missing"] = outcome.missing["verdict" if undecided else "amount"]
        root = judge(ctx, benefit["conditions"])
        in_force = outcome.verdict != "not_in_force"
        self.result["reasons"] = reasons(root) if in_force else [validity(ctx)]
        self.worth = worth(ctx.rules["facts"], root) if undecided else {}
        self.written = Written(self.result)


class Memory:
    """Results of the last screening by benefit, for one set of rules.

    A reader who answers one more question changes few of them: a result stands as long as the
    day, the readings, the typed standards and every answer it looked at are the same.
    """

    def __init__(self) -> None:
        self._frame = ""
        self._held: dict[str, tuple[list[tuple[str, Json]], Brief]] = {}

    def open(self, request: Node) -> None:
        """Forget everything if the request differs in more than its facts."""
        around = {key: request[key] for key in request if key in _FRAME}
        frame = write(around)
        if frame != self._frame:
            self._frame = frame
            self._held = {}

    def find(self, benefit_id: str, facts: Node) -> Brief | None:
        if benefit_id not in self._held:
            return None
        answers, result = self._held[benefit_id]
        for fact_id, value in answers:
            if facts.get(fact_id) != value:
                return None
        return result

    def keep(self, benefit_id: str, facts: Node, looked_at: dict[str, bool], result: Brief) -> None:
        answers = [(fact_id, facts.get(fact_id)) for fact_id in looked_at]
        self._held[benefit_id] = (answers, result)


def screen(rules: Node, request: Json, memory: Memory | None = None) -> Node:
    """All benefits asked for, in brief, with ``next_question``, ``asked`` and ``groups``.

    ``limit`` cuts the list of results, not what the question and the groups are drawn from.
    ``memory`` saves work from one answer to the next; it changes no result.
    Raises RequestError for a request that cannot be understood.
    """
    check_members(request, CASE_MEMBERS + _MEMBERS)
    as_of = as_of_day(request.get("as_of"), "as_of")
    limit = _limit(request)
    wanted = wanted_benefits(rules, request)
    case = Case(rules, request, as_of)
    memory = memory or Memory()
    memory.open(request)
    briefs = [_remembered(case, benefit_id, request, memory) for benefit_id in wanted]
    waiting = [(one.result["benefit"], one.worth) for one in briefs if one.worth]
    briefs.sort(key=_place)
    results = [one.result for one in briefs]
    return {
        "as_of": dates.iso(as_of),
        "data_version": rules["data_version"],
        "results": [one.written for one in briefs[:limit]],
        "next_question": next_question(rules, case.given, waiting),
        "asked": len(case.given),
        "groups": _groups(rules, results),
    }


def _remembered(case: Case, benefit_id: str, request: Node, memory: Memory) -> Brief:
    facts = request.get("facts", {})
    own = request.get("benefit_facts", {}).get(benefit_id)
    if own:
        facts = dict(facts)
        facts.update(own)
    found = memory.find(benefit_id, facts)
    if found is None:
        ctx = case.context(benefit_id, brief=True)
        found = Brief(ctx)
        memory.keep(benefit_id, facts, ctx.answers.looked_at, found)
    return found


def _place(brief: Brief) -> tuple[int, str]:
    return VERDICTS.index(brief.result["verdict"]), brief.result["benefit"]


def _limit(request: Node) -> int | None:
    limit = request.get("limit")
    if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or limit < 0):
        raise RequestError("bad_request", "limit 应为不小于 0 的整数", "limit")
    return limit


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
