"""Numbers with their units in words."""

import re

#: Units of amounts and of standards; a standard that is a table has none.
UNIT_WORDS = {
    "CNY": "元",
    "CNY/month": "元/月",
    "CNY/hour": "元/小时",
    "CNY/year": "元/年",
    "CNY/person": "元/人",
    "CNY/person-month": "元/人·月",
    "CNY/firm": "元/户",
    "ratio": "%",
    "percent": "%",
    "bp": "个基点",
    "month": "个月",
    "year": "年",
    "times": "倍",
    "person": "人",
}


def grouped(number: str) -> str:
    """``1234567.80`` → 1,234,567.80; what is no plain number stays as it is."""
    whole, point, decimals = number.partition(".")
    return re.sub(r"\B(?=(\d{3})+$)", ",", whole) + point + decimals


def with_unit(number: str, unit: str) -> str:
    """A number with its unit; one that is written in percent has it already."""
    if number.endswith("%"):
        return number
    word = UNIT_WORDS.get(unit, "")
    space = "" if word in ("", "%") else " "
    return f"{grouped(number)}{space}{word}"
