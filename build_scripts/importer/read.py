"""Bytes → numbered lines of text, without page footers."""

import re
from dataclasses import dataclass

from build_scripts.load.source_text import FOOTER

#: Indentation of a first line: two or more blanks, or an ideographic space.
_INDENT = re.compile(r"^(?:[ \t\u00a0]{2,}|[ \t\u00a0]*\u3000+)\S")
_BLANKS = re.compile(r"[\s\u3000]+")


@dataclass(frozen=True)
class Line:
    """A line that carries text. ``number`` counts from 1 in the file read, blank lines included."""

    number: int
    text: str
    #: The line was marked as the first of a printed page (one leading blank or a form feed).
    opens_page: bool = False
    #: The line was indented as the first of a paragraph.
    indented: bool = False


def decode(data: bytes) -> str:
    """Text of ``data``: UTF-8 or UTF-16 with or without a mark, else GB 18030.

    Raises ``UnicodeDecodeError`` when it is none of these.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def read_lines(text: str) -> list[Line]:
    """Lines of ``text`` that are neither blank nor page footers; runs of blanks become one."""
    lines: list[Line] = []
    normalised = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, raw in enumerate(normalised.split("\n"), 1):
        opens_page = raw.startswith("\f") or (
            raw[:1] == " " and raw[1:2] not in ("", " ", "\u3000")
        )
        cleaned = _BLANKS.sub(" ", raw).strip()
        if not cleaned or FOOTER.fullmatch(cleaned):
            continue
        indented = bool(_INDENT.match(raw.lstrip("\f")))
        lines.append(Line(number, cleaned, opens_page, indented))
    return lines
