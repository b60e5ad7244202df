"""Rosters to fill in: the questions of some benefits as columns."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from .catalogue import Catalogue
from .values import Option, Question

#: Rows that get a choice of answers and a format.
_ROWS = 5000
_NAME = "姓名或单位名称"
_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="E8EEF6")
_TOP = Alignment(wrap_text=True, vertical="top")
_HOW = {
    "bool": ("是、否；不清楚的空着", "是"),
    "int": ("整数", "3"),
    "decimal": ("数", "1.5"),
    "money": ("元，可以写 1.2万", "3364.00"),
    "percent": ("百分数，要写 %", "5.5%"),
    "ratio": ("百分数，要写 %", "8%"),
    "date": ("日期", "2020-6-3"),
    "month": ("月份", "2020-6"),
}


def template_csv(questions: Sequence[Question]) -> bytes:
    """The header alone."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([_NAME, *(question.label for question in questions)])
    return out.getvalue().encode("utf-8-sig")


def template_xlsx(
    questions: Sequence[Question], catalogue: Catalogue, benefits: Sequence[str]
) -> bytes:
    """A workbook with the roster, what each column means, and the choices of each."""
    book = Workbook()
    roster = book.active
    assert roster is not None
    roster.title = "名单"
    explained = book.create_sheet("填写说明")
    choices = book.create_sheet("选项")
    _explain(explained, questions, catalogue, benefits)
    ranges = _choices(choices, questions)
    roster.append([_NAME, *(question.label for question in questions)])
    roster.freeze_panes = "B2"
    roster.row_dimensions[1].height = 45
    for index, question in enumerate([None, *questions], 1):
        name = get_column_letter(index)
        head = roster[f"{name}1"]
        head.font, head.fill, head.alignment = _BOLD, _HEAD, _TOP
        roster.column_dimensions[name].width = 16
        if question is None:
            continue
        if question.kind == "date":
            roster.column_dimensions[name].number_format = "yyyy-mm-dd"
        if question.kind == "month":
            roster.column_dimensions[name].number_format = "@"
        validation = _validation(question, ranges)
        if validation is not None:
            roster.add_data_validation(validation)
            validation.add(f"{name}2:{name}{_ROWS + 1}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(
    sheet: Any, questions: Sequence[Question], catalogue: Catalogue, benefits: Sequence[str]
) -> None:
    titles = "、".join(map(catalogue.title, benefits))
    sheet.append([f"用来批量计算：{titles}"])
    sheet.append(
        [
            "一行一个人（或一个单位）。列的顺序可以改，用不着的列可以删，自己的列可以加。不清楚的空着。"
        ]
    )
    sheet.append([])
    sheet.append(["列", "问的是", "怎样填", "例"])
    for name, width in (("A", 24), ("B", 60), ("C", 44), ("D", 24)):
        sheet.column_dimensions[name].width = width
    for cell in sheet[4]:
        cell.font, cell.fill = _BOLD, _HEAD
    sheet["A1"].font = _BOLD
    for question in questions:
        known = catalogue.wording(question.id)
        asked = known.get("question") or question.label
        if known.get("hint"):
            asked += f"（{known['hint']}）"
        how, example = _how(question)
        sheet.append([question.label, asked, how, example])
        for cell in sheet[sheet.max_row]:
            cell.alignment = _TOP


def _how(question: Question) -> tuple[str, str]:
    options = _named(question)
    if question.kind == "enum":
        return "从“选项”表里选一个", options[0].label
    if question.kind == "set":
        both = "、".join(option.label for option in options[:2])
        return "从“选项”表里选，几个的用顿号隔开；都没有的写 无", both
    how, example = _HOW[question.kind]
    if question.unit and question.kind in ("int", "decimal"):
        how += f"，单位：{question.unit}"
    if question.month_will_do:
        how += "，只知道年月的写到月"
    return how, example


def _named(question: Question) -> list[Option]:
    return [option for option in question.options if option.id in question.named]


def _choices(sheet: Any, questions: Sequence[Question]) -> dict[str, str]:
    """Write the options of each question in a column; returns where those to choose from stand."""
    ranges = {}
    column = 0
    for question in questions:
        if not question.options:
            continue
        column += 1
        name = get_column_letter(column)
        sheet.column_dimensions[name].width = 28
        sheet.cell(1, column, question.label).font = _BOLD
        options = _named(question)
        for row, option in enumerate(options, 2):
            sheet.cell(row, column, option.label)
        ranges[question.id] = f"'选项'!${name}$2:${name}${len(options) + 1}"
    return ranges


def _validation(question: Question, ranges: dict[str, str]) -> DataValidation | None:
    """A list to choose from; other texts stay possible, the reading says what it understands."""
    if question.kind == "bool":
        source = '"是,否"'
    elif question.kind == "enum":
        source = ranges[question.id]
    else:
        return None
    return DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
