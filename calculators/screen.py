"""The ``screen`` call: every benefit in brief, and the question worth asking next."""

from . import dates
from .conditions import judge
from .errors import RequestError
from .outcome import Outcome
from .questions import next_question, worth
from .reasons import reasons, validity
from .requests import Case, as_of_day, check_members, wanted_benefits
from .shapes import Json, Node

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
#: The order in which results are listed: what one can have first.
VERDICTS = ("eligible", "provisional", "needs_info", "ineligible", "not_in_force")


def screen(rules: Node, request: Json) -> Node:
    """All benefits asked for, in brief, with ``next_question``, ``asked`` and ``groups``.

    ``limit`` cuts the list of results, not what the question and the groups are drawn from.
    Raises RequestError for a request that cannot be understood.
    """
    check_members(request, _MEMBERS)
    as_of = as_of_day(request.get("as_of"), "as_of")
    limit = _limit(request)
    wanted = wanted_benefits(rules, request)
    case = Case(rules, request, as_of)
    briefs = [brief(case, benefit_id) for benefit_id in wanted]
    waiting = [(result["benefit"], facts) for result, facts in briefs if facts]
    results = [result for result, _ in briefs]
    results.sort(key=_place)
    return {
        "as_of": dates.iso(as_of),
        "data_version": rules["data_version"],
        "results": results[:limit],
        "next_question": next_question(rules, case.given, waiting),
        "asked": len(case.given),
        "groups": _groups(rules, results),
    }


def brief(case: Case, benefit_id: str) -> tuple[Node, dict[str, int]]:
    """One benefit without its explanation, and the worth of the facts it waits for.

    ``reasons`` are the conditions that the verdict hangs on (see there); of a benefit that is not
    in force, its period.
    """
    ctx = case.context(benefit_id)
    outcome = Outcome(ctx)
    benefit = case.rules["benefits"][benefit_id]
    result: Node = {"benefit": benefit_id, "region": benefit["region"]}
    result.update(outcome.compact)
    undecided = outcome.verdict == "needs_info"
    result["missing"] = outcome.missing["verdict" if undecided else "amount"]
    root = judge(ctx, benefit["conditions"])
    in_force = outcome.verdict != "not_in_force"
    result["reasons"] = reasons(root) if in_force else [validity(ctx)]
    return result, worth(case.rules["facts"], root) if undecided else {}


def _place(result: Node) -> tuple[int, str]:
    return VERDICTS.index(result["verdict"]), result["benefit"]


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
