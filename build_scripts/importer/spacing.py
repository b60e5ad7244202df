"""Printed width of text, and which of its blanks are print and which are debris of extraction."""

import re
from dataclasses import dataclass

_OPENERS = "（(《〈“‘〔[【"
_CLOSERS = "）)》〉”’〕]】，。；：、！？,;:!?…"
_DASHES = "—–－～"
_NARROW_QUOTES = "“”‘’"
#: Last characters of the names of bodies: a blank after one separates joint issuers.
_BODY_ENDINGS = "部厅局委院办会社署行央司府心处站所队团校"
_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE_MARKS = re.compile(r"[，。；：！？]")


def width(text: str) -> float:
    """Printed width in Han characters: Latin letters, digits, blanks and curly quotes are half."""
    return sum(0.5 if ord(char) < 0x2000 or char in _NARROW_QUOTES else 1.0 for char in text)


def first_token(text: str) -> str:
    """What cannot be divided at the start of ``text``: openers, a word or character, closers."""
    end = 0
    while end < len(text) and text[end] in _OPENERS:
        end += 1
    if end < len(text) and text[end].isascii() and not text[end].isspace():
        while (
            end < len(text)
            and not text[end].isspace()
            and (text[end].isascii() or text[end] in _DASHES)
        ):
            end += 1
    else:
        end += 1
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    return text[:end]


@dataclass(frozen=True)
class Cleaned:
    """``text`` with debris removed; ``doubtful`` are blanks between Han characters taken out."""

    text: str
    doubtful: tuple[str, ...] = ()


def clean(text: str, keep_blanks: bool = False) -> Cleaned:
    """Remove the blanks that extraction put around digits, letters and punctuation.

    A blank between two Han characters stays when it separates names of bodies, stands inside a
    book-title 《…》 or in a line without punctuation (a slogan), or when ``keep_blanks`` (sign-offs
    and contact lines); otherwise it is taken out and reported.
    """
    out: list[str] = []
    doubtful: list[str] = []
    depth = 0
    slogan = len(text) <= 30 and not _SENTENCE_MARKS.search(text)
    for index, char in enumerate(text):
        depth += {"《": 1, "》": -1}.get(char, 0)
        if char != " ":
            out.append(char)
            continue
        left, right = text[index - 1 : index], text[index + 1 : index + 2]
        if not left or not right:
            continue
        if left.isascii() and right.isascii():
            out.append(char)
        elif _HAN.match(left) and _HAN.match(right):
            if keep_blanks or depth > 0 or slogan or left in _BODY_ENDINGS:
                out.append(char)
            else:
                doubtful.append(text[max(0, index - 4) : index + 5])
        elif keep_blanks and _HAN.match(right) and left in "）)":
            out.append(char)
    return Cleaned("".join(out), tuple(doubtful))


def join_lines(parts: list[str]) -> str:
    """Printed lines of one paragraph as one; Latin words broken between lines get a blank."""
    joined = ""
    for part in parts:
        if joined and joined[-1].isascii() and joined[-1].isalpha() and part[:1].isascii():
            joined += " " if part[:1].isalpha() else ""
        joined += part
    return joined
