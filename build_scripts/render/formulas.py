"""Steps of an amount in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.model.base import Citation
from build_scripts.model.benefit import Benefit, Operand, Step, Tiers
from build_scripts.model.facts import Fact

from .context import Site
from .units import grouped, with_unit

_ROUNDING = {"fen": "四舍五入到分", "yuan": "四舍五入到元", "whole_down": "舍去零头，取整数"}


@dataclass(frozen=True, slots=True)
class FormulaCase:
    """One of several numbers of a step: which it is, when it counts, where that is written."""

    number: str
    when: str
    cite: Citation | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A step in words: the formula, or its cases, and how the result is rounded."""

    step: Step
    text: str
    cases: list[FormulaCase]
    rounding: str


def condition_labels(benefit: Benefit) -> dict[str, str]:
    """Condition id → how it is called; the rule's own wording before that of another reading."""
    labels: dict[str, str] = {}
    for condition in benefit.all_conditions():
        labels.setdefault(condition.id, condition.label)
    return labels


def formulas(site: Site, benefit: Benefit, conditions: Mapping[str, str]) -> list[Formula]:
    """The steps of a benefit's amount in their order; none when the texts give no amount.

    :param conditions: see :func:`condition_labels`.
    """
    if benefit.amount is None:
        return []
    words = _Words(site, benefit.amount.steps, conditions)
    return [
        Formula(step, words.formula(step), words.cases(step), _ROUNDING.get(step.round or "", ""))
        for step in benefit.amount.steps
    ]


class _Words:
    """What operands and cases are called on the page of one benefit."""

    def __init__(self, site: Site, steps: list[Step], conditions: Mapping[str, str]) -> None:
        self._facts = site.collection.facts
        self._parameters = site.collection.parameters
        self._steps = {step.id: step.label for step in steps}
        self._conditions = conditions

    def operand(self, operand: Operand) -> str:
        if operand.parameter is not None:
            return self._parameters[operand.parameter].label
        if operand.fact is not None:
            return self._facts[operand.fact].label
        if operand.step is not None:
            return self._steps[operand.step]
        return grouped(operand.number or operand.constant or "")

    def amount(self, operand: Operand, unit: str) -> str:
        """An operand that is the whole of a step, in the unit of the step."""
        return with_unit(operand.number, unit) if operand.number else self.operand(operand)

    def formula(self, step: Step) -> str:
        text = ""
        for operands, sign in (
            (step.product, " × "),
            (step.sum, " + "),
            (step.difference, " - "),
            (step.quotient, " ÷ "),
        ):
            if operands:
                text = sign.join(map(self.operand, operands))
        for operands, words in ((step.least_of, "取小"), (step.greatest_of, "取大")):
            if operands:
                text = f"{words}：" + "、".join(map(self.operand, operands))
        if step.cap is not None:
            text += f"，最高 {self.operand(step.cap)}"
        if step.floor is not None:
            text += f"，最低 {self.operand(step.floor)}"
        if step.up_to:
            text += "（条文只写了上限）"
        return text

    def cases(self, step: Step) -> list[FormulaCase]:
        if step.choose:
            return [
                FormulaCase(self.amount(case, step.unit), self._conditions[case.when], case.cite)
                for case in step.choose
            ]
        return self._tiers(step.tiers, step.unit) if step.tiers else []

    def _tiers(self, tiers: Tiers, unit: str) -> list[FormulaCase]:
        measured = self.operand(tiers.of)
        fact = self._facts.get(tiers.of.fact or "")
        found = []
        for row in tiers.rows:
            if row.more_than is not None:
                when = f"{measured}超过 {row.more_than}{_unit(fact, row.more_than)}"
            else:
                when = f"{measured} {row.at_least}{_unit(fact, row.at_least)}以上"
            found.append(FormulaCase(self.amount(row, unit), when, row.cite))
        return found


def _unit(fact: Fact | None, edge: str | int | None) -> str:
    """The unit behind the edge of a tier; percentages bring their own."""
    if fact is None or fact.unit is None or str(edge).endswith("%"):
        return ""
    return f" {fact.unit}"
