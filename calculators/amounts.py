"""Amounts as named steps, evaluated for a day.

A step has one mechanism: ``product``, ``sum``, ``difference``, ``quotient``, ``least_of``,
``greatest_of`` (lists of operands), ``choose`` (the first case whose condition holds) or ``tiers``
(by the size of an operand). It may have ``when`` (a condition; otherwise the step is 0), ``cap``,
``floor``, ``up_to`` (the text only states a ceiling) and ``round``.

Operands: ``{"number": "75%"}``, ``{"constant": "12"}``, ``{"parameter": id}``, ``{"fact": id}``,
``{"step": id}``. A parameter may name the day whose value counts (``day``).
"""

from . import parameters
from .conditions import judge, judge_id, missing_facts
from .context import Context
from .exact import (
    ZERO,
    Quantity,
    Ratio,
    difference,
    greatest,
    least,
    merged,
    parse,
    point,
    product,
    quotient,
    span,
    total,
    unknown,
)
from .logic import NO, YES
from .moments import moment
from .shapes import Json, Node

_PLACES = {"fen": 2, "yuan": 0}
_ROUNDING = {"fen": "四舍五入到分", "yuan": "四舍五入到元", "whole_down": "舍去零头"}


class Step:
    """One evaluated step: what it came to, how, and which limit decided it."""

    def __init__(self, node: Node, quantity: Quantity, formula: str) -> None:
        self.node = node
        self.quantity = quantity
        self.formula = formula
        self.capped_by: str | None = None
        self.cite: Node | None = node.get("cite")


class Calculation:
    """The steps of one benefit for one day; ``steps`` in the order they were needed.

    ``base`` has them under other readings: what those do not reach is taken from it.
    """

    def __init__(self, ctx: Context, day: int, base: "Calculation | None" = None) -> None:
        self.ctx = ctx
        self.day = day
        self.base = base
        self.steps: dict[str, Step] = {}
        self.order: list[str] = []
        self.nodes = {node["id"]: node for node in ctx.benefit["amount"]["steps"]}

    def step(self, step_id: str) -> Step:
        if step_id not in self.steps:
            self.steps[step_id] = self._known(step_id) or self._new(step_id)
            self.order.append(step_id)
        return self.steps[step_id]

    def _known(self, step_id: str) -> Step | None:
        if self.base is None or not self.ctx.stands(step_id):
            return None
        return self.base.steps.get(step_id)

    def _new(self, step_id: str) -> Step:
        step = self._evaluate(self.ctx.node(self.nodes[step_id]))
        if step.quantity.is_point():
            # An open question that makes no difference is not missing.
            step.quantity.missing = []
        return step

    def operand(self, node: Node) -> Quantity:
        if "step" in node:
            step = self.step(node["step"])
            shown = _shown(step)
            return _retold(step.quantity, shown)
        for name in ("number", "constant"):
            if name in node:
                number = parse(node[name])
                if number is None:
                    raise ValueError(node[name])
                return point(number, node[name])
        if "parameter" in node:
            return self._parameter(node)
        fact = self.ctx.fact(node["fact"])
        value = self.ctx.answers.value(node["fact"])
        if value is None:
            return unknown([node["fact"]], fact["label"])
        if fact["type"] == "percent":
            return point(value.times(Ratio(1, 100)), value.text() + "%")
        return point(value, value.text())

    def _parameter(self, node: Node) -> Quantity:
        """The dated value of the day calculated for, or of the day that ``day`` names."""
        parameter = self.ctx.rules["parameters"][node["parameter"]]
        day: int | None = self.day
        if "day" in node:
            named = moment(self.ctx, node["day"])
            day = named.day
            if day is None and node["parameter"] not in self.ctx.typed:
                return unknown(named.missing, parameter["label"])
        return parameters.quantity(node["parameter"], parameter, self.ctx.typed, day or self.day)

    def _evaluate(self, node: Node) -> Step:
        step = self._mechanism(node)
        for limit, choose, word in (("cap", least, "cap"), ("floor", greatest, "floor")):
            if limit in node:
                bound = self.operand(node[limit])
                before = step.quantity
                step.quantity = choose([before, bound])
                if before.is_point() and not _same(before, step.quantity):
                    step.capped_by = word
                    step.formula += "，" + ("最高 " if limit == "cap" else "最低 ") + bound.text
        if "round" in node:
            quantity = step.quantity
            quantity.low = _rounded(quantity.low, node["round"])
            if quantity.high is not None:
                quantity.high = _rounded(quantity.high, node["round"])
        if node.get("up_to"):
            step.quantity.low = ZERO
        if "when" in node:
            finding = judge(self.ctx, node["when"])
            if finding.truth == NO:
                step.quantity = point(ZERO)
            elif finding.truth != YES:
                missing = missing_facts(finding)
                step.quantity = span([step.quantity, point(ZERO)])
                step.quantity.missing = merged(missing, step.quantity.missing)
        return step

    def _mechanism(self, node: Node) -> Step:
        for name, combine, sign in (
            ("product", product, " × "),
            ("sum", total, " + "),
            ("difference", difference, " - "),
            ("quotient", quotient, " ÷ "),
            ("least_of", least, "、"),
            ("greatest_of", greatest, "、"),
        ):
            if name in node:
                parts = [self.operand(operand) for operand in node[name]]
                if name == "sum":
                    parts = [p for p in parts if not p.is_point() or p.low.numerator] or [
                        point(ZERO, "0")
                    ]
                text = sign.join([part.text for part in parts])
                if name == "least_of":
                    text = "取小：" + text
                if name == "greatest_of":
                    text = "取大：" + text
                return Step(node, combine(parts), text)
        return self._choose(node) if "choose" in node else self._tiers(node)

    def _choose(self, node: Node) -> Step:
        """The first case that holds; while an earlier one is open, every later one may apply."""
        possible: list[Quantity] = []
        missing: list[str] = []
        cite = None
        for case in node["choose"]:
            finding = judge_id(self.ctx, case["when"])
            if finding.truth == NO:
                continue
            quantity = self.operand(case)
            possible.append(quantity)
            cite = case.get("cite")
            if finding.truth == YES:
                break
            missing = merged(missing, missing_facts(finding))
        if not possible:
            possible = [unknown([], "文件未规定")]
        result = span(possible)
        if not result.is_point():
            result.missing = merged(missing, result.missing)
        step = Step(node, result, " 或 ".join([part.text for part in possible]))
        if len(possible) == 1 and cite is not None:
            step.cite = cite
        return step

    def _tiers(self, node: Node) -> Step:
        """The rows that the operand can fall into; a row reaches up to below the next one."""
        size = self.operand(node["tiers"]["of"])
        rows = node["tiers"]["rows"]
        possible = []
        chosen: list[Node] = []
        starts = [_edge(row) for row in rows]
        if _is_below(size.low, starts[0]):
            possible.append(point(ZERO, "0"))
        for index in range(len(rows)):
            reaches = size.high is None or not _is_below(size.high, starts[index])
            if reaches and (index + 1 == len(rows) or _is_below(size.low, starts[index + 1])):
                possible.append(self.operand(rows[index]))
                chosen.append(rows[index])
        result = span(possible)
        if not result.is_point():
            result.missing = merged(size.missing, result.missing)
        step = Step(node, result, size.text + " → " + "～".join([p.text for p in possible]))
        if len(chosen) == 1:
            step.cite = chosen[0].get("cite")
        return step


def _edge(row: Node) -> tuple[Ratio, bool]:
    """Where a row begins, and whether that number itself belongs to it."""
    included = "at_least" in row
    return parse(str(row["at_least" if included else "more_than"])) or ZERO, included


def _is_below(value: Ratio, edge: tuple[Ratio, bool]) -> bool:
    start, included = edge
    return value.compare(start) < (0 if included else 1)


def _rounded(value: Ratio, how: str) -> Ratio:
    if how == "whole_down":
        return Ratio(value.numerator // value.denominator)
    return value.rounded(_PLACES[how])


def _same(first: Quantity, second: Quantity) -> bool:
    if first.high is None or second.high is None:
        return False
    return first.low.compare(second.low) == 0 and first.high.compare(second.high) == 0


def _retold(quantity: Quantity, text: str) -> Quantity:
    """The same quantity under another name in formulas."""
    copy = Quantity(quantity.low, quantity.high, text, quantity.missing, quantity.sources)
    copy.estimated = quantity.estimated
    return copy


def _shown(step: Step) -> str:
    quantity = step.quantity
    unit = step.node["unit"]
    if quantity.is_point():
        return amount_text(quantity.low, unit)
    if quantity.is_unknown():
        label: str = step.node["label"]
        return label
    low = amount_text(quantity.low, unit)
    high = "？" if quantity.high is None else amount_text(quantity.high, unit)
    return "（" + low + "～" + high + "）"


def amount_text(value: Ratio, unit: str) -> str:
    """A number as its unit prints it: money with two decimals, ratios in percent."""
    if unit == "ratio":
        return value.percent()
    return value.text(2) if unit.startswith("CNY") else value.text()


def bounds(quantity: Quantity, unit: str) -> Json:
    """The published form of an amount; None when nothing of it is known."""
    if quantity.is_unknown():
        return None
    high = None if quantity.high is None else amount_text(quantity.high, unit)
    return {"low": amount_text(quantity.low, unit), "high": high, "unit": unit}


def published(step: Step) -> Node:
    """The published form of a step."""
    node = step.node
    quantity = step.quantity
    shown = bounds(quantity, node["unit"])
    result: Node = {
        "id": node["id"],
        "label": node["label"],
        "formula": step.formula,
        "value": shown["low"] if quantity.is_point() else None,
        "unit": node["unit"],
        "rounding": _ROUNDING.get(node.get("round", "")),
        "capped_by": step.capped_by,
        "cite": step.cite,
        "sources": quantity.sources if "product" in node else [],
        "missing": quantity.missing,
    }
    if not quantity.is_point() and shown is not None:
        result["low"] = shown["low"]
        result["high"] = shown["high"]
    return result
