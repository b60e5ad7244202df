"""Results as files: the reader's own columns, and what was found behind them."""

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .catalogue import Catalogue
from .cells import Broken, Cell, Percent, shown
from .results import Line
from .rows import Problem
from .tables import Table
from .words import UNITS, VERDICTS, amount_words, duration_words

HEADERS = (
    "待遇",
    "结论",
    "金额",
    "金额上限",
    "单位",
    "期限",
    "总额",
    "说明",
    "算式",
    "依据",
    "另一种理解",
    "怎样才能符合",
)
#: Widths of those columns, in characters.
_WIDTHS = (24, 10, 12, 12, 10, 22, 18, 46, 46, 34, 40, 40)
_AMOUNTS = (2, 3)
_DISCLAIMER = "按文件条文计算，仅供参考，以经办机构审核为准。"


class Report:
    """A finished calculation with all that its files say."""

    def __init__(
        self,
        table: Table,
        lines: Sequence[Line],
        catalogue: Catalogue,
        facts: dict[str, str],
    ) -> None:
        """:param facts: what holds for the whole calculation, as label and text."""
        self._table = table
        self._lines = lines
        self._catalogue = catalogue
        self._facts = facts

    def xlsx(self) -> bytes:
        """A workbook: results, what could not be calculated, and what to know about them."""
        book = Workbook(write_only=True)
        self._results(book)
        self._problems(book)
        self._about(book)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def csv(self) -> bytes:
        """The results alone, in UTF-8 with the mark by which Excel knows it."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(self._header())
        for line in self._lines:
            writer.writerow([_csv_text(cell) for cell in self._cells(line)])
        return out.getvalue().encode("utf-8-sig")

    def _header(self) -> list[str]:
        return ["行号", *(column.label for column in self._table.columns), *HEADERS]

    def _cells(self, line: Line) -> list[Any]:
        own: list[Cell] = list(line.row.cells)
        width = len(self._table.columns)
        own = [*own, *([None] * (width - len(own)))][:width]
        amount = line.amount
        return [
            line.row.number,
            *own,
            self._catalogue.title(line.benefit) if line.benefit else "",
            VERDICTS[line.verdict],
            Decimal(amount["low"]) if amount else None,
            Decimal(amount["high"]) if amount and amount["high"] is not None else None,
            UNITS[amount["unit"]] if amount else "",
            duration_words(line.duration),
            amount_words(line.total),
            line.note,
            line.formulas,
            line.sources,
            line.readings,
            line.ways,
        ]

    def _results(self, book: Workbook) -> None:
        sheet = book.create_sheet("结果")
        sheet.freeze_panes = "A2"
        header = self._header()
        first = len(header) - len(HEADERS)
        widths = [7, *([14] * (first - 1)), *_WIDTHS]
        for index, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(self._lines) + 1}"
        sheet.append([_bold(sheet, text) for text in header])
        amounts = {first + index for index in _AMOUNTS}
        for line in self._lines:
            sheet.append(
                [
                    _xlsx_cell(sheet, cell, index in amounts)
                    for index, cell in enumerate(self._cells(line))
                ]
            )

    def _problems(self, book: Workbook) -> None:
        sheet = book.create_sheet("没有算的行")
        for name, width in (("A", 8), ("B", 24), ("C", 24), ("D", 70)):
            sheet.column_dimensions[name].width = width
        sheet.append([_bold(sheet, text) for text in ("行号", "列", "写的是", "原因")])
        for line in self._lines:
            for problem in line.problems:
                row = [line.row.number, self.column_name(problem), problem.value, problem.message]
                sheet.append([_xlsx_cell(sheet, cell) for cell in row])

    def column_name(self, problem: Problem) -> str:
        """The column of a problem as people refer to it."""
        return "" if problem.column is None else self._table.columns[problem.column].name

    def _about(self, book: Workbook) -> None:
        sheet = book.create_sheet("说明")
        sheet.column_dimensions["A"].width = 24
        sheet.column_dimensions["B"].width = 100
        for label, text in self._about_rows():
            cell = WriteOnlyCell(sheet, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if text.startswith(("http://", "https://")):
                cell.hyperlink = text
            sheet.append([_bold(sheet, label), cell])

    def _about_rows(self) -> Iterator[tuple[str, str]]:
        yield "提示", _DISCLAIMER
        yield from self._facts.items()
        counts: dict[str, int] = {}
        for line in self._lines:
            counts[line.verdict] = counts.get(line.verdict, 0) + 1
        for verdict, word in VERDICTS.items():
            if verdict in counts:
                yield f"{word}（条）", str(counts[verdict])
        for benefit in dict.fromkeys(line.benefit for line in self._lines if line.benefit):
            yield self._catalogue.title(benefit), self._catalogue.address(benefit)


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(vertical="top")
    return cell


def _xlsx_cell(sheet: Any, cell: Any, amount: bool = False) -> Any:
    """A value as the library writes it; text stays text, whatever it begins with."""
    if isinstance(cell, Percent):
        styled = WriteOnlyCell(sheet, cell.fraction)
        styled.number_format = "0.00%"
        return styled
    if isinstance(cell, Broken):
        cell = cell.shown
    if amount and cell is not None:
        styled = WriteOnlyCell(sheet, cell)
        styled.number_format = "#,##0.00"
        return styled
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date()
    if isinstance(cell, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", cell)
        if text.startswith("="):
            plain = WriteOnlyCell(sheet, text)
            plain.data_type = "s"
            return plain
        return text
    return cell


def _csv_text(cell: Any) -> str:
    """Text for CSV; what a spreadsheet would take for a formula is marked as text."""
    if isinstance(cell, Decimal):
        return str(cell)
    text = shown(cell) if not isinstance(cell, str) else cell
    if isinstance(cell, str) and text.startswith(("=", "@", "+", "-", "\t", "\r")):
        return "'" + text
    return text
