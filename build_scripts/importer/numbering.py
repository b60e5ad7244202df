"""Numbering at the start of a paragraph: 第七条, 一、, （一）, 1., （1）, ①, ——, 问：."""

import re
from dataclasses import dataclass
from typing import Literal

from build_scripts.numerals import parse_numeral

NumberingKind = Literal[
    "part",
    "chapter",
    "chapter_section",
    "article",
    "section",
    "subsection",
    "item",
    "subitem",
    "point",
    "dash",
    "question",
    "answer",
]

_HAN_NUMBER = r"[一二三四五六七八九十百千零〇两]+"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

_PATTERNS: tuple[tuple[NumberingKind, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第({_HAN_NUMBER}|\d+)编(?= |$)")),
    ("chapter", re.compile(rf"第({_HAN_NUMBER}|\d+)章(?= |$|[^的、，。])")),
    ("chapter_section", re.compile(rf"第({_HAN_NUMBER}|\d+)节(?= |$)")),
    ("article", re.compile(rf"第({_HAN_NUMBER}|\d+)条(?:之({_HAN_NUMBER}))?")),
    ("section", re.compile(rf"({_HAN_NUMBER})[、．.]")),
    ("subsection", re.compile(rf"[（(] ?({_HAN_NUMBER}) ?[）)]、?")),
    ("item", re.compile(r"(\d{1,3}) ?(?:[．、]|\.(?!\d)|\.(?=\d{4} ?年))")),
    ("subitem", re.compile(r"[（(] ?(\d{1,3}) ?[）)]、?")),
    ("point", re.compile(rf"(?:([{_CIRCLED}])|(\d{{1,2}})[）)])、?")),
    ("dash", re.compile(r"(——|－－|--)")),
    ("question", re.compile(r"(?:问|记者)(\d*) ?[：:]")),
    ("answer", re.compile(r"答(\d*) ?[：:]")),
)


@dataclass(frozen=True)
class Numbering:
    """The numbering of a paragraph.

    ``ordinal`` is its URL segment (``7``; ``7z1`` for 第七条之一; empty for —— and 问：), ``value``
    the number it counts, 0 where there is none.
    """

    kind: NumberingKind
    label: str
    rest: str
    ordinal: str
    value: int


def parse_numbering(text: str) -> Numbering | None:
    """The numbering at the start of ``text``, or None."""
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if not match:
            continue
        label, rest = match[0].strip(), text[match.end() :].strip()
        if kind in ("dash", "question", "answer"):
            return Numbering(kind, label, rest, "", 0)
        printed = next(group for group in match.groups() if group)
        value = _CIRCLED.index(printed) + 1 if printed in _CIRCLED else parse_numeral(printed)
        ordinal = str(value)
        if kind == "article" and match[2]:
            ordinal += f"z{parse_numeral(match[2])}"
        return Numbering(kind, label, rest, ordinal, value)
    return None
