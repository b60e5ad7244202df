"""The one door to batch work: tasks by name, JSON text in, JSON text or the bytes of a file out.

A desk holds what lies on it: the chosen benefits, the open file, how its columns are understood
and the results so far. Tasks are small enough that the page can show how far the work is.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from calculators.shapes import Node

from .catalogue import Catalogue
from .cells import shown
from .columns import ID_NUMBER, Names, guess, targets
from .files import Book, FileRefused, open_book
from .output import Report
from .page_state import page_state
from .results import Calculation, Line
from .rows import Problem, Row, read_rows
from .tables import Table, find_table
from .template import template_csv, template_xlsx

#: Cells of each column that the page shows, and those that a guess looks at.
_SHOWN, _LOOKED_AT = 3, 200
#: Problems named to the page; all of them are in the file of results.
_MOST_NAMED = 500
#: Sheets of templates that hold no roster.
_OTHER_SHEETS = ("填写说明", "选项", "说明", "没有算的行")

Answer = dict[str, Any] | bytes


class Desk:
    """Work on one roster. ``rules`` may be added to from outside while it lasts."""

    def __init__(self, rules: Node) -> None:
        self._rules = rules
        self._catalogue = Catalogue({}, "")
        self._benefits: list[str] = []
        self._book: Book | None = None
        self._table: Table | None = None
        self._mapping: dict[int, str] = {}
        self._rows: list[Row] = []
        self._calculation: Calculation | None = None
        self._lines: list[Line] = []
        self._facts: dict[str, str] = {}
        self._tasks: dict[str, Callable[..., Answer]] = {
            "begin": self.begin,
            "choose": self.choose,
            "open": self.open,
            "view": self.view,
            "read": self.read,
            "run": self.run,
            "explain": self.explain,
            "save": self.save,
            "template": self.template,
            "names": self.names,
            "answers": self.answers,
        }

    def answer(self, task: str, text: str, data: bytes | None = None) -> str | bytes:
        """Do one task; a file that cannot be used is answered with ``{"refused": why}``."""
        request = json.loads(text)
        if data is not None:
            request["data"] = data
        try:
            answer = self._tasks[task](**request)
        except FileRefused as refusal:
            answer = {"refused": str(refusal)}
        return answer if isinstance(answer, bytes) else json.dumps(answer, ensure_ascii=False)

    def begin(self, catalogue: dict[str, Any], site: str) -> Answer:
        """Hand over the site's words; first of all tasks."""
        self._catalogue = Catalogue(catalogue, site)
        return {}

    def choose(self, benefits: list[str]) -> Answer:
        """Choose what is calculated."""
        self._benefits = benefits
        return {
            "targets": [
                {
                    "id": target.id,
                    "label": target.question.label,
                    "kind": target.question.kind,
                    "question": target.question.id,
                    "options": [
                        option.label
                        for option in target.question.options
                        if option.id in target.question.named
                    ],
                    "unit": target.question.unit,
                }
                for target in targets(self._questions).values()
            ],
            "id_number": ID_NUMBER,
        }

    @property
    def _questions(self) -> list[Any]:
        return self._catalogue.questions(self._benefits)

    def open(self, data: bytes) -> Answer:
        """Open a file."""
        self._book = None
        self._book = open_book(data)
        return self.view()

    def view(self, sheet: int | None = None, header_row: int | None = None) -> Answer:
        """The open file as a table, and a guess which column answers which question.

        :param sheet: number of the sheet, else the first that looks like a roster.
        :param header_row: number of the header's row, 0 for none, else what looks like it.
        """
        book = self._opened()
        if sheet is None:
            sheet = next(
                (
                    number
                    for number, one in enumerate(book.sheets)
                    if not one.hidden and one.name not in _OTHER_SHEETS
                ),
                0,
            )
        questions = self._questions
        table = find_table(book.sheets[sheet], Names(questions).is_known, header_row)
        rows = list(table.rows())
        samples = {
            column.index: [cells[column.index] for _, cells in rows[:_LOOKED_AT]]
            for column in table.columns
        }
        self._table = table
        mapping = guess(table.columns, samples, questions, book.date_1904)
        return {
            "sheets": [{"name": one.name, "hidden": one.hidden} for one in book.sheets],
            "sheet": sheet,
            "header_row": table.header_row,
            "columns": [
                {
                    "index": column.index,
                    "name": column.name,
                    "label": column.label,
                    "hidden": column.hidden,
                    "repeated": column.repeated,
                    "samples": [text for cell in samples[column.index] if (text := shown(cell))][
                        :_SHOWN
                    ],
                    "target": mapping.get(column.index, ""),
                }
                for column in table.columns
                if column.label or any(shown(cell) for cell in samples[column.index])
            ],
            "rows": len(rows),
            "empty_rows": table.empty_rows(),
            "notes": table.sheet.notes,
        }

    def read(self, mapping: dict[str, str], constants: dict[str, str], as_of: str) -> Answer:
        """Read all rows with the columns as the reader has settled them.

        :param mapping: index of a column → target.
        :param constants: target → what holds for all rows.
        """
        table = self._viewed()
        self._rows = read_rows(
            table,
            {int(index): target for index, target in mapping.items()},
            constants,
            targets(self._questions),
            self._opened().date_1904,
        )
        self._lines = []
        self._calculation = Calculation(
            self._rules, self._catalogue, self._benefits, as_of, self._described
        )
        self._facts = {
            "计算日期": as_of,
            "数据版本": self._rules["data_version"],
            "计算程序": "完整版（在本机浏览器里计算）",
        }
        for target, text in constants.items():
            self._facts[f"全部按：{targets(self._questions)[target].question.label}"] = text
        named = [
            [row.number, self._column(problem), problem.value, problem.message]
            for row in self._rows
            for problem in row.problems
        ]
        return {
            "data_version": self._rules["data_version"],
            "rows": len(self._rows),
            "unread": sum(1 for row in self._rows if row.problems),
            "problems": named[:_MOST_NAMED],
            "more_problems": max(0, len(named) - _MOST_NAMED),
        }

    def run(self, start: int, end: int) -> Answer:
        """Calculate some of the rows; to be called for one stretch after the other."""
        assert self._calculation is not None
        first = len(self._lines)
        for row in self._rows[start:end]:
            self._lines += self._calculation.lines(row)
        lines = self._lines[first:]
        return {"lines": [line.brief(number) for number, line in enumerate(lines, first)]}

    def explain(self, start: int, end: int) -> Answer:
        """Add other readings and ways to qualify to some of the lines that ``run`` has made."""
        assert self._calculation is not None
        return {
            "lines": [
                [number, line.readings, line.ways]
                for number, line in enumerate(self._lines[start:end], start)
                if self._calculation.explain(line)
            ],
            "count": len(self._lines),
        }

    def save(self, kind: str) -> Answer:
        """All results as a file, ``xlsx`` or ``csv``."""
        report = Report(self._viewed(), self._lines, self._catalogue, self._facts)
        return report.xlsx() if kind == "xlsx" else report.csv()

    def template(self, kind: str) -> Answer:
        """A roster to fill in for the chosen benefits, ``xlsx`` or ``csv``."""
        if kind == "csv":
            return template_csv(self._questions)
        return template_xlsx(self._questions, self._catalogue, self._benefits)

    def names(self, column: int) -> Answer:
        """What one column holds, for every row: whom the rows are about."""
        return {
            "names": [
                [row.number, shown(row.cells[column]) if column < len(row.cells) else ""]
                for row in self._rows
            ]
        }

    def answers(self, line: int) -> Answer:
        """The clauses of one line, and the site path of the page that calculates it alone."""
        found = self._lines[line]
        assert found.benefit is not None
        state = urlencode(page_state(found.row.facts, found.row.parameters, self._questions))
        path = self._catalogue.benefit(found.benefit)["path"]
        return {
            "address": f"{path}?as_of={self._facts['计算日期']}#{state}",
            "cites": [self._catalogue.clause_link(cite) for cite in found.cites],
        }

    def _opened(self) -> Book:
        if self._book is None:
            raise FileRefused("还没有放进文件")
        return self._book

    def _viewed(self) -> Table:
        if self._table is None:
            raise FileRefused("还没有放进文件")
        return self._table

    def _column(self, problem: Problem) -> str:
        return "" if problem.column is None else self._viewed().columns[problem.column].name

    def _described(self, problem: Problem) -> str:
        value = f"“{problem.value}”" if problem.value else ""
        where = self._column(problem) + value
        return f"{where}：{problem.message}" if where else problem.message
