"""Rows through the engine: first what is decided, then what other readings would change."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from calculators import dates
from calculators.errors import RequestError
from calculators.evaluate import result_of
from calculators.requests import Case
from calculators.shapes import Node

from .catalogue import Catalogue
from .rows import Problem, Row
from .words import Explainer, amount_words, duration_words


@dataclass
class Line:
    """One row with one benefit; a row that cannot be calculated has a line without a benefit."""

    row: Row
    benefit: str | None
    verdict: str
    amount: dict[str, Any] | None = None
    total: dict[str, Any] | None = None
    duration: dict[str, Any] | None = None
    note: str = ""
    formulas: str = ""
    sources: str = ""
    cites: list[dict[str, str]] = field(default_factory=list)
    #: Filled in by ``explain``.
    readings: str = ""
    ways: str = ""
    problems: list[Problem] = field(default_factory=list)

    def brief(self, number: int) -> list[Any]:
        """What the page shows: number of the line, row, benefit, verdict and words."""
        return [
            number,
            self.row.number,
            self.benefit,
            self.verdict,
            amount_words(self.amount),
            duration_words(self.duration),
            amount_words(self.total),
            self.note,
        ]


class Calculation:
    """Some benefits on one day, for one row after the other."""

    def __init__(
        self,
        rules: Node,
        catalogue: Catalogue,
        benefits: list[str],
        as_of: str,
        describe: Callable[[Problem], str],
    ) -> None:
        """:param describe: a problem in words, with its column."""
        self._rules = rules
        self._describe = describe
        self._explainer = Explainer(catalogue)
        self._benefits = benefits
        self._day = dates.rule_date(as_of)

    def lines(self, row: Row) -> list[Line]:
        """The lines of a row, without what ``explain`` adds."""
        if row.problems:
            return [self._failed(row, row.problems)]
        try:
            case = self._case(row)
        except RequestError as refusal:
            return [self._failed(row, [_refused(row, refusal)])]
        return [
            self._line(row, benefit, result_of(case.context(benefit), ["result"]))
            for benefit in self._benefits
        ]

    def explain(self, line: Line) -> bool:
        """Add other readings and ways to qualify; tell whether there are any."""
        if line.benefit is None:
            return False
        result = result_of(self._case(line.row).context(line.benefit), ["alternatives"])
        line.readings = self._explainer.readings(line.verdict, result["interpretations"])
        line.ways = self._explainer.ways(result["how_to_qualify"])
        return bool(line.readings or line.ways)

    def _failed(self, row: Row, problems: list[Problem]) -> Line:
        note = "；".join(map(self._describe, problems))
        return Line(row, None, "error", note=note, problems=problems)

    def _case(self, row: Row) -> Case:
        request = {"facts": row.facts, "parameters": row.parameters}
        return Case(self._rules, request, self._day)

    def _line(self, row: Row, benefit: str, result: Node) -> Line:
        explainer = self._explainer
        return Line(
            row,
            benefit,
            result["verdict"],
            result["amount"],
            result["total"],
            result["duration"],
            explainer.note(result),
            explainer.formulas(result),
            explainer.sources(result),
            explainer.cites(result),
        )


def _refused(row: Row, refusal: RequestError) -> Problem:
    """The engine's refusal at the column the value came from."""
    name = refusal.path.partition(".")[2]
    column = row.sources.get(name)
    # Ids are for programs.
    message = re.sub(r"（[a-z0-9_.]+）", "", refusal.message)
    return Problem(column, "", message)
