"""Rows → requests, or what is wrong with them: each row ends as one or the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .cells import Cell, shown
from .columns import ID_NUMBER, Target
from .id_number import birth_and_sex
from .tables import Table
from .values import NotUnderstood, read


@dataclass(frozen=True)
class Problem:
    """What cannot be understood: in which column (None: the whole row), what it holds, and why."""

    column: int | None
    value: str
    message: str


@dataclass
class Row:
    """One row of the roster. With problems it is not calculated."""

    number: int
    cells: Sequence[Cell]
    facts: dict[str, Any] = field(default_factory=dict)
    parameters: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: Fact or standard → its column; None for an answer that all rows share.
    sources: dict[str, int | None] = field(default_factory=dict)


def read_rows(
    table: Table,
    mapping: Mapping[int, str],
    constants: Mapping[str, str],
    known: Mapping[str, Target],
    date_1904: bool,
) -> list[Row]:
    """Every row that is not empty, in order.

    :param mapping: column index → target.
    :param constants: target → what holds for all rows in which no column says otherwise.
    :param known: the targets there are.
    """
    # Rosters repeat themselves: a cell is read once for each thing it can be.
    memory: dict[Any, Any] = {}
    rows = []
    for number, cells in table.rows():
        reader = _Reader(Row(number, cells), known, date_1904, memory)
        for column, target in mapping.items():
            if column < len(cells):
                reader.take(column, target, cells[column])
        for target, text in constants.items():
            if known[target].question.id not in reader.row.sources:
                reader.take(None, target, text)
        rows.append(reader.finish())
    return rows


class _Reader:
    """Collects the answers of one row."""

    def __init__(
        self, row: Row, known: Mapping[str, Target], date_1904: bool, memory: dict[Any, Any]
    ) -> None:
        self.row = row
        self._known = known
        self._date_1904 = date_1904
        self._memory = memory
        #: Fact → what its column or the identity number said, as written.
        self._told: dict[str, str] = {}
        #: Fact of several options → option → whether its own column says that it holds.
        self._ticks: dict[str, dict[str, bool]] = {}

    def take(self, column: int | None, target: str, cell: Cell) -> None:
        value = self._read(target, cell)
        if isinstance(value, Problem):
            self.row.problems.append(Problem(column, value.value, value.message))
        elif target == ID_NUMBER:
            for fact, told in value.items():
                self._store(column, fact, told, _ID_WORDS.get(told, told))
        elif value is not None:
            meant = self._known[target]
            name = meant.question.id
            if meant.option is not None:
                self._ticks.setdefault(name, {})[meant.option] = value
                self.row.sources.setdefault(name, column)
            elif meant.question.parameter:
                self.row.parameters[name] = value
                self.row.sources[name] = column
            else:
                self._store(column, name, value, shown(cell))

    def _read(self, target: str, cell: Cell) -> Any:
        key = (target, type(cell), cell)
        if key not in self._memory:
            try:
                if target == ID_NUMBER:
                    self._memory[key] = birth_and_sex(cell)
                else:
                    question = self._known[target].question
                    self._memory[key] = read(question, cell, self._date_1904)
            except NotUnderstood as refusal:
                self._memory[key] = Problem(None, shown(cell), str(refusal))
        return self._memory[key]

    def _store(self, column: int | None, fact: str, value: Any, told: str) -> None:
        """Two columns may tell one fact, its own and the identity number: they must agree."""
        if fact in self.row.facts and self.row.facts[fact] != value:
            message = f"和另一列说的不一样（那里是 {self._told[fact]}）"
            self.row.problems.append(Problem(column, told, message))
            return
        self.row.facts[fact] = value
        self._told[fact] = told
        self.row.sources.setdefault(fact, column)

    def finish(self) -> Row:
        row = self.row
        for fact, ticks in self._ticks.items():
            self._merge(fact, ticks)
        if not row.sources and not row.problems:
            row.problems.append(Problem(None, "", "这一行没有能用的内容（是不是合计、备注？）"))
        return row

    def _merge(self, fact: str, ticks: dict[str, bool]) -> None:
        """Options that have columns of their own; what no column speaks of stays open."""
        held = {option for option, holds in ticks.items() if holds}
        whole = self.row.facts.get(fact)
        if whole is None:
            question = self._known[fact].question
            unsure = [option.id for option in question.options if option.id not in ticks]
            self.row.facts[fact] = {"yes": sorted(held), "unsure": sorted(unsure)}
            return
        yes: set[str] = set(whole["yes"] if isinstance(whole, dict) else whole)
        open_ones: set[str] = set(whole["unsure"]) if isinstance(whole, dict) else set()
        if yes & (set(ticks) - held):
            message = f"和另一列说的不一样（那里是 {self._told[fact]}）"
            self.row.problems.append(Problem(self.row.sources[fact], "否", message))
        left = sorted(open_ones - set(ticks))
        self.row.facts[fact] = {"yes": sorted(yes | held), "unsure": left}


_ID_WORDS = {"male": "男", "female": "女"}
