"""A sheet → its header and its rows, whatever stands above and between them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .cells import Cell, compact, is_empty, letter, shown
from .files import Sheet

#: Titles and remarks stand above the header; nobody writes more than this.
_SEARCHED = 15


@dataclass(frozen=True)
class Column:
    """A column of the table. ``repeated``: an earlier column has the same name."""

    index: int
    label: str
    hidden: bool
    repeated: bool

    @property
    def name(self) -> str:
        """As people refer to it: ``B 出生日期``."""
        return f"{letter(self.index)} {self.label}".strip()


@dataclass(frozen=True)
class Table:
    """``header_row`` and the numbers of rows are those the spreadsheet program shows."""

    sheet: Sheet
    header_row: int
    columns: list[Column]

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Every row below the header that is not empty, with its number."""
        for number, row in enumerate(self.sheet.rows[self.header_row :], self.header_row + 1):
            if not all(is_empty(cell) for cell in row):
                yield number, row

    def empty_rows(self) -> int:
        """Empty rows between the header and the last row."""
        below = self.sheet.rows[self.header_row :]
        return sum(all(is_empty(cell) for cell in row) for row in below)


def find_table(
    sheet: Sheet, is_known: Callable[[str], bool], header_row: int | None = None
) -> Table:
    """The table of a sheet.

    :param is_known: whether a text names something that can be asked; the header is the row with
        most such names, and without any the first that looks like one.
    :param header_row: the number of the row, when the reader has said so.
    """
    if header_row is None:
        header_row = _header_row(sheet, is_known)
    cells = sheet.rows[header_row - 1] if 0 < header_row <= len(sheet.rows) else []
    width = max((len(row) for row in sheet.rows), default=0)
    columns: list[Column] = []
    seen: set[str] = set()
    for index in range(width):
        label = re.sub(r"\s+", "", shown(cells[index])) if index < len(cells) else ""
        key = compact(label)
        repeated = key in seen and key != ""
        columns.append(Column(index, label, index in sheet.hidden_columns, repeated))
        seen.add(key)
    return Table(sheet, header_row, columns)


def _header_row(sheet: Sheet, is_known: Callable[[str], bool]) -> int:
    titles = {row for row, first, last in sheet.wide if _covers(sheet, row, first, last)}
    best, best_score = 0, 0.0
    for number, row in enumerate(sheet.rows[:_SEARCHED], 1):
        texts = [cell for cell in row if isinstance(cell, str) and not is_empty(cell)]
        names = {compact(text) for text in texts}
        known = sum(1 for name in names if is_known(name))
        # Without known names: many different short texts, the earlier row among equals.
        short = sum(1 for text in set(texts) if len(text) <= 20)
        score = known * 100 + (short if number - 1 not in titles else 0) - number / 100
        if texts and score > best_score:
            best, best_score = number, score
    return best or 1


def _covers(sheet: Sheet, row: int, first: int, last: int) -> bool:
    """Whether one merged cell is all that a row holds: a title."""
    others = [c for i, c in enumerate(sheet.rows[row]) if not first <= i <= last]
    return all(is_empty(cell) for cell in others)
