"""Bytes → numbered lines of text, without page footers."""

import re
from dataclasses import dataclass

from build_scripts.load.source_text import FOOTER
from build_scripts.load.text_file import INVISIBLE, split_lines

#: Indentation of a first line: two or more blanks, or an ideographic space.
_INDENT = re.compile(r"^(?:[ \t\u00a0]{2,}|[ \t\u00a0]*\u3000+)\S")
_BLANKS = re.compile(r"[\s\u3000]+")
_FORM_FEED = re.compile(r"\f+ ?")
#: Stands where a character could not be read; kept, so that the editor is told of it.
_LOST = "\ufffd"


@dataclass(frozen=True)
class Line:
    """A line that carries text. ``number`` counts from 1 in the file read, blank lines included."""

    number: int
    text: str
    #: The line was marked as the first of a printed page (one leading blank).
    opens_page: bool = False
    #: The line was indented as the first of a paragraph.
    indented: bool = False


def decode(data: bytes) -> str:
    """Text of ``data``, in UTF-8 or UTF-16 with or without a mark, else GB 18030.

    It may stand in ``content/sources`` as it is: a form feed becomes the blank that opens a
    printed page, and what nobody can see (zero-width blanks, control characters) is gone.

    :raises UnicodeDecodeError: it is none of these.
    """
    text = _FORM_FEED.sub(" ", _decode(data))
    return INVISIBLE.sub(lambda found: found[0] if found[0] == _LOST else "", text)


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def read_lines(text: str) -> list[Line]:
    """Lines of ``text`` that are neither blank nor page footers; runs of blanks become one."""
    lines: list[Line] = []
    for number, raw in enumerate(split_lines(text), 1):
        cleaned = _BLANKS.sub(" ", raw).strip()
        if not cleaned or FOOTER.fullmatch(cleaned):
            continue
        opens_page = raw[:1] == " " and raw[1:2] not in (" ", "\u3000")
        lines.append(Line(number, cleaned, opens_page, bool(_INDENT.match(raw))))
    return lines
