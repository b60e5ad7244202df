"""Requests of all calls: who asks about which benefits on which day, checked once.

A request that cannot be understood raises RequestError with the place, the value and the nearest
valid choice.
"""

from . import dates
from .context import Context
from .errors import RequestError, unknown_id
from .exact import Ratio, merged
from .facts import Answers, check_order, read_answers
from .parameters import read_typed
from .shapes import Json, Node
from .wire import write

#: What all calls about benefits take: who asks, where, when, and how clauses are read. Each takes
#: more of its own.
CASE_MEMBERS = ("as_of", "regions", "facts", "benefit_facts", "parameters", "readings")


class Case:
    """One reader on one day, before a benefit is looked at.

    ``given`` are the facts named in the request, those answered 不清楚 included.
    """

    def __init__(self, rules: Node, request: Node, as_of: int) -> None:
        self.rules = rules
        self.as_of = as_of
        facts = request.get("facts", {})
        self.answers = read_answers(rules["facts"], facts, as_of, "facts")
        check_order(rules["facts"], self.answers, as_of, "facts")
        self.given = sorted(facts)
        self.typed: dict[str, Ratio] = read_typed(
            rules["parameters"], request.get("parameters", {}), "parameters"
        )
        self.chosen = _chosen(rules, request.get("readings", {}))
        self.own = _own_answers(rules, request, as_of)

    def context(self, benefit_id: str, brief: bool = False) -> Context:
        """The case as one benefit sees it."""
        values = self.answers
        if benefit_id in self.own:
            values = dict(values)
            values.update(self.own[benefit_id])
        facts = Answers(self.rules["facts"], values, self.as_of)
        benefit = self.rules["benefits"][benefit_id]
        return Context(self.rules, benefit, facts, self.typed, self.chosen, self.as_of, brief)


def check_members(request: Json, members: tuple[str, ...]) -> None:
    """Refuse a request that is no object or has a member the call does not know."""
    if not isinstance(request, dict):
        raise RequestError("bad_request", "请求应为对象", "")
    for key in sorted(request):
        if key not in members:
            raise unknown_id("请求项", "bad_request", key, list(members), key)


def as_of_day(text: Json, path: str) -> int:
    """The day a request is about."""
    day = dates.parse_date(text) if isinstance(text, str) else None
    if day is None:
        shown = "没有写" if text is None else "写的是 " + write(text)
        raise RequestError("bad_date", "as_of 应为存在的日期，如 2020-06-10；" + shown, path)
    return day


def wanted_benefits(rules: Node, request: Node) -> list[str]:
    """The benefits asked for: those named, or all of the regions and of what is above them."""
    every = sorted(rules["benefits"])
    if "benefits" in request:
        known_ids(request, "benefits", "待遇", "unknown_benefit", every)
    if "regions" not in request:
        return list(request.get("benefits", every))
    regions: list[str] = []
    for region in wanted_regions(rules, request):
        while region is not None:
            regions = merged(regions, [region])
            region = rules["regions"][region]
    asked = request.get("benefits", every)
    return [i for i in asked if rules["benefits"][i]["region"] in regions]


def wanted_regions(rules: Node, request: Node) -> list[str]:
    """The regions named in the request."""
    return known_ids(request, "regions", "地区", "unknown_region", list(rules["regions"]))


def known_ids(request: Node, key: str, kind: str, code: str, known: list[str]) -> list[str]:
    """A member that must be a list of ids out of those known; ``kind`` is what they name."""
    value = request[key]
    if not isinstance(value, list) or [item for item in value if not isinstance(item, str)]:
        raise RequestError("bad_request", key + " 应为编号的列表", key)
    for index, word in enumerate(value):
        if word not in known:
            raise unknown_id(kind, code, word, known, key + "[" + str(index) + "]")
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
