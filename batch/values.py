"""Cells → answers as a request writes them. What cannot be understood is said, never guessed.

``read`` gives None for what the roster leaves open. Meanings that would have to be guessed (0.05
where a percentage is asked, 2020.1 where a month is) are refused with a way to write them.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .cells import Broken, Cell, Percent, compact, is_empty, number_text, plain, shown


class NotUnderstood(Exception):
    """A cell that is no answer to its question; the message says why, for people."""


@dataclass(frozen=True)
class Option:
    """A choice of a question."""

    id: str
    label: str


@dataclass(frozen=True)
class Question:
    """What a column can answer. ``kind`` is a type of fact; ``ratio`` and ``decimal`` are the kinds
    of a local standard (``parameter``)."""

    id: str
    label: str
    kind: str
    unit: str = ""
    options: tuple[Option, ...] = ()
    aliases: tuple[str, ...] = ()
    month_will_do: bool = False
    parameter: bool = False
    #: The options that matter where it is asked.
    named: tuple[str, ...] = ()
    spellings: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        for option in self.options:
            for spelling in (option.id, option.label, _without_brackets(option.label)):
                # A spelling that two options share names neither.
                known = self.spellings.get(compact(spelling), option.id)
                self.spellings[compact(spelling)] = option.id if known == option.id else ""


_YES = {"是", "有", "对", "y", "yes", "true", "t", "1", "√", "✓", "✔", "☑", "已", "符合", "是的"}
_NO = {
    "否",
    "无",
    "没有",
    "不是",
    "错",
    "n",
    "no",
    "false",
    "f",
    "0",
    "×",
    "x",
    "✗",
    "✘",
    "☐",
    "未",
}
_NO |= {"不", "不符合"}
_OPEN = {
    "不清楚",
    "不详",
    "不明",
    "未知",
    "不知道",
    "待核",
    "待核实",
    "待查",
    "-",
    "--",
    "—",
    "——",
    "/",
    "?",
}
_NONE_OF_SET = {"无", "没有", "都没有", "以上都没有", "都不是", "none", "否", "0"}
_UNSURE = re.compile(r"^(?:\?)(?P<a>.+)$|^(?P<b>.+?)(?:\?|[((]?不清楚[))]?)$")
_BETWEEN = re.compile(r"([、,;/|\n+]|\s+|及|和)")
_UNITS = re.compile(r"(?:元|人次|人|个月|月|次|年|户|家|个|天|小时|工作日|平方米|㎡|名|周岁|岁)?$")
_TIMES = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_NUMBER = re.compile(r"(-?)[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d*))?(百万|千万|千|万|亿)?(.*)")
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?"
    r"(?:\s*[((]?(?:星期|周)[一二三四五六日天][))]?)?(?:[\sT]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?份?")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
#: Day numbers of 1910 and 2100: whole numbers between them are days where a day is asked.
_FIRST_SERIAL, _LAST_SERIAL = 3654, 73051
_EPOCH_1900 = datetime.date(1899, 12, 30)
_EPOCH_1904 = datetime.date(1904, 1, 1)


def read(question: Question, cell: Cell, date_1904: bool = False) -> Any:
    """The answer in a cell as a request writes it, None when it is left open.

    Raises NotUnderstood.
    """
    if is_empty(cell):
        return None
    if isinstance(cell, Broken):
        raise NotUnderstood(cell.why)
    if isinstance(cell, str) and plain(cell) in _OPEN:
        return None
    kind = question.kind
    if kind == "bool":
        return _bool(cell)
    if kind == "enum":
        return _enum(question, cell)
    if kind == "set":
        return _set(question, cell)
    if kind == "date":
        return _date(question, cell, date_1904)
    if kind == "month":
        return _month(cell, date_1904)
    return _number(question, cell)


def _text(cell: Cell) -> str:
    return plain(shown(cell))


def _bool(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    text = _text(cell).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise NotUnderstood("应写 是 或 否")


def _enum(question: Question, cell: Cell) -> str:
    found = question.spellings.get(compact(_text(cell)))
    if not found:
        found = _only_option(question, _text(cell))
    if not found:
        labels = [option.label for option in question.options]
        raise NotUnderstood("不是可以选的，应写：" + "、".join(labels))
    return found


def _only_option(question: Question, text: str) -> str | None:
    """男性 for 男, 60岁 for 60周岁: the one option that begins alike, if there is just one."""
    word = compact(text)
    if not word:
        return None
    begun = {
        option
        for spelling, option in question.spellings.items()
        if option and (spelling.startswith(word) or word == spelling + "性")
    }
    return begun.pop() if len(begun) == 1 else None


def _set(question: Question, cell: Cell) -> Any:
    text = "\n".join(plain(line) for line in shown(cell).splitlines())
    if plain(text) in _NONE_OF_SET:
        return []
    # Names and separators in turn.
    parts = _BETWEEN.split(text)
    yes: list[str] = []
    unsure: list[str] = []
    at = 0
    while at < len(parts):
        if not parts[at]:
            at += 2
            continue
        # Names of options hold separators themselves: the longest run that is a name counts.
        for end in range(len(parts), at, -2):
            option, is_unsure = _option("".join(parts[at:end]), question)
            if option:
                (unsure if is_unsure else yes).append(option)
                at = end + 1
                break
        else:
            labels = "、".join(option.label for option in question.options)
            raise NotUnderstood(f"“{parts[at]}”不是可以选的，应从这些里选：{labels}")
    yes = sorted(set(yes))
    unsure = sorted(set(unsure) - set(yes))
    return {"yes": yes, "unsure": unsure} if unsure else yes


def _option(text: str, question: Question) -> tuple[str | None, bool]:
    """The option a text names, and whether it says that it is not sure."""
    mark = _UNSURE.match(text)
    if mark:
        found = question.spellings.get(compact(mark["a"] or mark["b"]))
        if found:
            return found, True
    return question.spellings.get(compact(text)) or None, False


def _serial(number: float, date_1904: bool) -> datetime.date | None:
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return (_EPOCH_1904 if date_1904 else _EPOCH_1900) + datetime.timedelta(days=int(number))


def _date(question: Question, cell: Cell, date_1904: bool) -> str:
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _serial(cell, date_1904)
        if day:
            return day.isoformat()
    text = _arabic(_text(cell))
    if re.fullmatch(r"\d{5}", text):
        day = _serial(int(text), date_1904)
        if day:
            return day.isoformat()
    found = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text) or _DAY.fullmatch(text)
    if found:
        return _iso(*(int(group) for group in found.groups()))
    month = re.fullmatch(r"(\d{4})(\d{2})", text) or _MONTH.fullmatch(text)
    if month and question.month_will_do:
        return _iso(int(month[1]), int(month[2]), 1)[:7]
    if month:
        raise NotUnderstood("只写到月，要写到哪一天")
    if re.match(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,4}", text):
        raise NotUnderstood("年份要写四位，年在最前面，如 2020-6-3")
    raise NotUnderstood("不是日期，应写成 2020-6-3 的样子")


def _arabic(text: str) -> str:
    """二〇二〇年十二月三日 → 2020年12月3日; other texts as they are."""
    if not re.match("[〇零○一二三四五六七八九]{4}年", text):
        return text
    text = re.sub(
        "([一二三]?)十([一二三四五六七八九]?)",
        lambda tens: (tens[1] or "一") + (tens[2] or "〇"),
        text,
    )
    return text.translate(_HAN_DIGITS)


def _month(cell: Cell, date_1904: bool) -> str:
    if isinstance(cell, datetime.date):
        return cell.isoformat()[:7]
    text = _arabic(_text(cell))
    if isinstance(cell, float) and re.fullmatch(r"\d{4}\.1", text):
        raise NotUnderstood("分不清是 1 月还是 10 月，请写成 2020-01 的样子")
    found = re.fullmatch(r"(\d{4})(\d{2})", text) or _MONTH.fullmatch(text)
    if not found:
        found = re.fullmatch(r"(\d{4})(\d{2})\d{2}", text) or _DAY.fullmatch(text)
    if found:
        return _iso(int(found[1]), int(found[2]), 1)[:7]
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _serial(cell, date_1904)
        if day:
            return day.isoformat()[:7]
    raise NotUnderstood("不是月份，应写成 2020-6 的样子")


def _iso(year: int, month: int, day: int) -> str:
    if not 1900 <= year <= 2199:
        raise NotUnderstood("年份应在 1900 到 2199 之间")
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        raise NotUnderstood("没有这一天") from None


def _number(question: Question, cell: Cell) -> Any:
    share = question.kind in ("percent", "ratio")
    if isinstance(cell, bool | datetime.date | datetime.time | datetime.timedelta):
        raise NotUnderstood("应写数")
    if isinstance(cell, Percent):
        if not share:
            raise NotUnderstood("写的是百分数，这里应写数")
        return _as_asked(question, _text(cell)[:-1])
    text = _text(cell).replace(" ", "")
    signed = text.endswith("%")
    number = _plain_number(text[:-1] if signed else text, question.unit)
    if signed and not share:
        raise NotUnderstood("写的是百分数，这里应写数")
    if share and not signed and 0 < float(number) < 1:
        raise NotUnderstood(
            f"分不清是 {number}% 还是 {number_text(float(number) * 100)}%，请把 % 写上"
        )
    return _as_asked(question, number)


def _as_asked(question: Question, number: str) -> Any:
    if question.kind == "int":
        if "." in number:
            raise NotUnderstood("应写整数")
        return int(number)
    return shifted(number, -2) if question.kind == "ratio" else number


def _plain_number(text: str, unit: str) -> str:
    """The number in a text, as plain decimal text."""
    found = _NUMBER.fullmatch(text)
    if not found:
        hint = "；没有的写 0" if text in ("无", "没有") else ""
        raise NotUnderstood(f"不是数{hint}")
    minus, whole, decimals, times, rest = found.groups()
    if rest not in ("", unit, unit.split("/")[0], unit.split("（")[0]) and not (
        rest and _UNITS.fullmatch(rest.split("/")[0])
    ):
        raise NotUnderstood("不是数")
    digits = whole.replace(",", "") + ("." + decimals if decimals else "")
    return minus + shifted(digits, _TIMES[times or ""])


def shifted(number: str, places: int) -> str:
    """A plain decimal number with its point moved to the right, or to the left for less than 0."""
    whole, _, decimals = number.partition(".")
    if places >= 0:
        decimals = decimals.ljust(places, "0")
        whole, decimals = whole + decimals[:places], decimals[places:]
    else:
        whole = whole.rjust(1 - places, "0")
        whole, decimals = whole[:places], whole[places:] + decimals
    whole = whole.lstrip("0") or "0"
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def readable(question: Question, cells: Sequence[Cell], date_1904: bool) -> bool:
    """Whether at least half of some cells answer the question; empty ones do not count."""
    good = bad = 0
    for cell in cells:
        if is_empty(cell) or isinstance(cell, Broken):
            continue
        try:
            read(question, cell, date_1904)
            good += 1
        except NotUnderstood:
            bad += 1
    return good >= bad


def _without_brackets(text: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]", "", text)
