"""XLSX files as Excel, WPS and programs write them."""

import io
import re
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from .cells import Broken, Cell, Percent, letter
from .files import Book, FileRefused, Sheet, check_size
from .xlsx_package import reduced

_ERRORS = {
    "#N/A": "找不到（#N/A）",
    "#REF!": "引用的单元格没有了（#REF!）",
    "#VALUE!": "公式里的值不对（#VALUE!）",
    "#DIV/0!": "除以了零（#DIV/0!）",
    "#NAME?": "公式里有认不出的名称（#NAME?）",
    "#NUM!": "数超出范围（#NUM!）",
    "#NULL!": "公式写法不对（#NULL!）",
}
_PERCENT = re.compile(r"%(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")


def read_xlsx(data: bytes) -> Book:
    """All sheets with cells in them; raises FileRefused."""
    package, has_formulas = reduced(data)
    try:
        book = load_workbook(io.BytesIO(package), data_only=True)
        formulas = load_workbook(io.BytesIO(package)) if has_formulas else None
    except Exception:
        # The library has no error of its own for files it cannot read.
        raise FileRefused(
            "文件坏了，或者不是真正的 .xlsx。请用 Excel 或 WPS 打开，另存为 .xlsx 再试"
        ) from None
    sheets = []
    for sheet in book.worksheets:
        found = _sheet(sheet, formulas[sheet.title] if formulas else None)
        if found.rows:
            sheets.append(found)
    if not sheets:
        raise FileRefused("文件里的表都是空的")
    return Book(sheets, book.epoch == CALENDAR_MAC_1904)


def _sheet(sheet: Worksheet, formulas: Any) -> Sheet:
    # Formats painted over whole rows and columns leave empty cells by the million.
    filled = [place for place, cell in sheet._cells.items() if cell.value is not None]
    last_row, last_column = (max((place[i] for place in filled), default=0) for i in (0, 1))
    check_size(last_row, last_column)
    if not filled:
        return Sheet(sheet.title, [])
    area = sheet.iter_rows(max_row=last_row, max_col=last_column)
    rows: list[list[Cell]] = [[_cell(cell) for cell in row] for row in area]
    if formulas is not None:
        _name_uncalculated(rows, formulas)
    wide = _spread(sheet, rows)
    hidden = _hidden(sheet, last_column)
    notes = []
    if hidden:
        names = "、".join(letter(column) for column in hidden)
        notes.append(f"有隐藏的列（{names}），也读了")
    hidden_rows = sum(1 for number, row in sheet.row_dimensions.items() if row.hidden)
    if hidden_rows:
        notes.append(f"有 {hidden_rows} 个隐藏或筛选掉的行，也读了")
    return Sheet(
        sheet.title,
        rows,
        sheet.sheet_state != "visible",
        hidden,
        wide,
        notes,
    )


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        if cell.data_type == "e":
            return Broken(value, _ERRORS.get(value, f"公式出错（{value}）"))
        return value
    if isinstance(value, int | float) and _PERCENT.search(cell.number_format):
        return Percent(value)
    return value  # type: ignore[no-any-return]


def _name_uncalculated(rows: list[list[Cell]], formulas: Worksheet) -> None:
    """A formula whose result is not in the file: programs other than Excel may leave it out."""
    for row, cells in zip(rows, formulas.iter_rows(), strict=False):
        for index, cell in enumerate(cells):
            if cell.data_type == "f" and index < len(row) and row[index] is None:
                row[index] = Broken(
                    str(cell.value), "是公式，文件里没有算好的值。请用 Excel 或 WPS 打开并保存一次"
                )


def _spread(sheet: Worksheet, rows: list[list[Cell]]) -> list[tuple[int, int, int]]:
    """A merged cell holds its value everywhere; returns those that are wider than a column."""
    wide = []
    for area in sheet.merged_cells.ranges:
        top, left = area.min_row - 1, area.min_col - 1
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in range(top, min(area.max_row, len(rows))):
            for column in range(left, min(area.max_col, len(rows[row]))):
                rows[row][column] = rows[top][left]
            if area.max_col - area.min_col:
                wide.append((row, left, area.max_col - 1))
    return wide


def _hidden(sheet: Worksheet, columns: int) -> list[int]:
    found: list[int] = []
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and dimension.min and dimension.max:
            found += range(dimension.min - 1, min(dimension.max, columns))
    return sorted(set(found))
