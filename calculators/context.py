"""Everything one evaluation of one benefit looks at."""

from . import dates
from .exact import Ratio
from .facts import Answers
from .shapes import Json, Node

GROUPS = ("all", "any", "none", "at_least_of")
SUBJECTS = ("fact", "ratio", "age", "date", "check")


class Context:
    """One benefit, one reader, one day, one choice of readings.

    ``replaced`` holds the nodes that the chosen readings put in place of the rule's own, by id.
    ``findings`` keeps what has been judged already, by node id; ``seen`` the ids of all nodes
    that have played a part so far. A ``brief`` case stops judging a group once it is settled:
    the same result, with less to explain.
    """

    def __init__(
        self,
        rules: Node,
        benefit: Node,
        answers: Answers,
        typed: dict[str, Ratio],
        chosen: dict[str, str],
        as_of: int,
        brief: bool = False,
    ) -> None:
        self.rules = rules
        self.benefit = benefit
        self.answers = answers
        self.typed = typed
        self.chosen = chosen
        self.as_of = as_of
        self.brief = brief
        self.findings: dict[str, Json] = {}
        self.seen: dict[str, bool] = {}
        self.replaced: Node = {}
        for variant in benefit.get("readings", []):
            if chosen.get(variant["interpretation"]) == variant["reading"]:
                self.replaced.update(variant["replace"])
        self._conditions: Node = {}
        #: The case that differs from this one only in readings, and what those readings reach.
        self.base: Context | None = None
        self._reached: dict[str, bool] = {}
        #: What holds under every choice of readings: the rule's own conditions by id, findings of
        #: leaves with the nodes they are about, and durations with the nodes they come from.
        self._own: Node = {}
        self.leaves: dict[str, tuple[Node, Json]] = {}
        self.terms: dict[str, tuple[Node, Node | None, Json]] = {}

    def node(self, node: Node) -> Node:
        """The node itself, or what a chosen reading puts in its place."""
        self.seen[node["id"]] = True
        return self.replaced.get(node["id"], node)  # type: ignore[no-any-return]

    def conditions(self) -> Node:
        """Conditions by id. One that a reading takes out of the tree can still decide an amount."""
        if not self._own:
            _index(self.benefit["conditions"], self._own)
        if not self.replaced:
            return self._own
        if not self._conditions:
            self._conditions = dict(self._own)
            for node_id in sorted(self.replaced):
                _index(self.replaced[node_id], self._conditions)
        return self._conditions

    def fact(self, fact_id: str) -> Node:
        return self.rules["facts"][fact_id]  # type: ignore[no-any-return]

    def in_force(self) -> Node:
        return self.node(self.benefit["in_force"])

    def with_reading(self, interpretation: str, reading: str) -> "Context":
        """The same case, in brief, with one clause read in another way."""
        chosen = dict(self.chosen)
        before = chosen.get(interpretation)
        chosen[interpretation] = reading
        other = Context(
            self.rules, self.benefit, self.answers, self.typed, chosen, self.as_of, True
        )
        other._own = self._own
        other.leaves = self.leaves
        other.terms = self.terms
        other.base = self
        for variant in self.benefit.get("readings", []):
            about = variant["interpretation"] == interpretation
            if about and variant["reading"] in (before, reading):
                for node_id in variant["reach"]:
                    other._reached[node_id] = True
        return other

    def stands(self, node_id: str) -> bool:
        """Whether a node, or a part of the benefit, comes out as in the case under other readings.

        Parts are ``benefit.amount``, ``benefit.duration`` and ``benefit.total``.
        """
        return self.base is not None and node_id not in self._reached

    def known(self, node_id: str) -> Json:
        """What has been judged of a condition already; None for nothing."""
        finding = self.findings.get(node_id)
        if finding is None and self.base is not None and node_id not in self._reached:
            finding = self.base.findings.get(node_id)
        return finding

    def on(self, as_of: int, changes: dict[str, Json], brief: bool = False) -> "Context":
        """The same case on another day with some answers changed."""
        answers = self.answers.changed(changes, as_of)
        return Context(self.rules, self.benefit, answers, self.typed, self.chosen, as_of, brief)

    def is_in_force(self) -> bool:
        period = self.in_force()
        start, end = period.get("start"), period.get("end")
        return (start is None or dates.rule_date(start) <= self.as_of) and (
            end is None or self.as_of <= dates.rule_date(end)
        )


def _index(node: Node, into: Node) -> None:
    """Put a condition and those below it by id; other kinds of nodes are passed over."""
    if not [key for key in GROUPS + SUBJECTS if key in node]:
        return
    into[node["id"]] = node
    for group in GROUPS:
        for child in node.get(group, []):
            _index(child, into)
