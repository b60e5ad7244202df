"""Lines → paragraphs: undo the line breaks of a printed page.

A line that was broken because the next word did not fit goes on; one that left room for it ends
its paragraph. Dates, document numbers, signing bodies and web addresses stand on their own.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from .numbering import Numbering, parse_numbering
from .read import Line
from .spacing import first_token, join_lines, width

Role = Literal["plain", "number", "date", "signer", "url", "table"]

URL = re.compile(r"(?:https?|ftp)://[^\s\u3400-\u9fff]+")
DATE = re.compile(
    r"(\d{4}|[二〇零○Ｏ一三四五六七八九]{4}) ?年 ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?月"
    r" ?(\d{1,2}|[一二三四五六七八九十]{1,3}) ?日(?:（印）)?"
)
DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{2,14}(?:（[\u4e00-\u9fff]{1,6}）)? ?"
    r"[〔\[［(（【] ?\d{4} ?[〕\]］)）】] ?\d{1,5} ?号"
    r"|[\u4e00-\u9fff]{2,16}令? ?第 ?[\d〇一二三四五六七八九十百]+ ?号"
    r"|\d{4} ?年 ?第 ?\d{1,4} ?号"
)
BODY_NAME = re.compile(
    r"[\u4e00-\u9fff（）×○]{1,28}(?:部|厅|局|委|办|办公室|办公厅|综合司|中心|会|院|司|处|署|行|社|政府"
    r"|集团|公司|总局|大学|学校|党组|支队|总队)"
)
ATTACHMENT = re.compile(
    r"附 ?[件表录] ?(?:（[^）]{0,30}）)? ?\d{0,2} ?(?:（[^）]{0,30}）)? ?(?:[：:]|$)"
)
CONTACT = re.compile(
    r"[（(]?(?:联 ?系 ?(?:人|方 ?式|电 ?话|地 ?址)|咨询(?:电话|方式)|手机(?:号码)?"
    r"|电子邮[箱件]|邮 ?箱|传 ?真|电 ?话|通[信讯]地址|邮政?编码|邮 ?编|[\u4e00-\u9fff]{1,12}联系人)"
    r"(?:[及和与][\u4e00-\u9fff]{2,6})? ?[：:]"
)
_PHONE = re.compile(r"(?:电话|手机)[\u4e00-\u9fff]{0,4} ?[：:] ?[（(]?\d|\d{7,}[；;。）)]*$")
_TITLE_END = re.compile(
    r"(?:通知|公告|通告|意见|决定|函|批复|通报|命令|公报|办法|方案|规定|细则|条例|答记者问|解读|政策问答)$"
)
_TERMINAL = "。！？；：.!?;:"
_CLOSING_QUOTES = "”’）)》"
#: Least share of a page's lines that must be full for it to count as printed in lines.
_FULL_SHARE = 0.3


@dataclass
class Paragraph:
    """Lines that belong together. ``text`` is their joined text, blanks as printed."""

    lines: list[Line]
    role: Role = "plain"
    #: Lines of it that may have started a paragraph of their own.
    doubtful_joins: list[str] = field(default_factory=list)
    #: It may belong to the paragraph above.
    starts_by_guess: bool = False

    @property
    def text(self) -> str:
        """The joined text."""
        return join_lines([line.text for line in self.lines])

    @property
    def numbering(self) -> Numbering | None:
        """The numbering it begins with."""
        return parse_numbering(self.text) if self.role == "plain" else None

    @property
    def first_line(self) -> int:
        """Number of its first line."""
        return self.lines[0].number

    @property
    def last_line(self) -> int:
        """Number of its last line."""
        return self.lines[-1].number


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends with a mark that may end a paragraph."""
    return text.rstrip(_CLOSING_QUOTES)[-1:] in tuple(_TERMINAL) or text[-1:] in tuple(_TERMINAL)


def column_width(lines: list[Line]) -> float | None:
    """Width of the printed column in Han characters; None if every line is a paragraph."""
    widths = [width(line.text) for line in lines if not URL.fullmatch(line.text)]
    long = [value for value in widths if value >= 20]
    if len(long) < 3:
        return None
    counts = Counter(round(value) for value in long)
    mode, _ = max(
        ((value, counts[value - 1] + counts[value] + counts[value + 1]) for value in counts),
        key=lambda pair: (pair[1], pair[0]),
    )
    full = sum(abs(value - mode) <= 2 for value in long)
    over = sum(value > mode + 8 for value in long)
    if full < max(3, _FULL_SHARE * len(long)) or over > 0.1 * len(long):
        return None
    # First lines are indented and so shorter: the commonest width is that of the full column.
    return float(max((mode - 1, mode, mode + 1), key=lambda value: (counts[value], value)))


def _mark_roles(lines: list[Line]) -> list[Role]:
    roles: list[Role] = ["plain"] * len(lines)
    for index, line in enumerate(lines):
        if URL.fullmatch(line.text):
            roles[index] = "url"
        elif DATE.fullmatch(line.text):
            roles[index] = "date"
        elif DOCUMENT_NUMBER.fullmatch(line.text):
            roles[index] = "number"
    for index, role in enumerate(roles):
        if role != "date":
            continue
        above = index - 1
        while above >= 0 and roles[above] == "plain" and is_body_names(lines[above].text):
            roles[above] = "signer"
            above -= 1
    _mark_tables(lines, roles)
    return roles


def is_body_names(text: str) -> bool:
    """Whether ``text`` is nothing but names of bodies, separated by blanks."""
    names = text.split()
    return len(text) <= 60 and all(BODY_NAME.fullmatch(name) for name in names)


def _mark_tables(lines: list[Line], roles: list[Role]) -> None:
    """Find a heading line of three or more short cells with numeric rows of as many below it.

    A row may go on in the next line; a row of the same shape further down in the text belongs to
    the table too.
    """
    for start, line in enumerate(lines):
        header = line.text.split(" ")
        if roles[start] != "plain" or len(header) < 3:
            continue
        if any(len(cell) > 10 or re.search(r"[\d，。；：]", cell) for cell in header):
            continue
        rows = [start]
        index = start + 1
        while index < len(lines) and roles[index] == "plain":
            if table_cells(lines[index].text, len(header)) is not None:
                rows.append(index)
                index += 1
            elif (
                index + 1 < len(lines)
                and table_cells(f"{lines[index].text} {lines[index + 1].text}", len(header))
                and " " in lines[index].text
            ):
                rows += [index, index + 1]
                index += 2
            else:
                break
        if len(rows) < 3:
            continue
        for row in rows:
            roles[row] = "table"
        for later in range(index, len(lines)):
            stray = roles[later] == "plain" and table_cells(lines[later].text, len(header))
            if stray and not parse_numbering(lines[later].text):
                roles[later] = "table"
            elif roles[later] == "date" or later > index + 20:
                break


def table_cells(text: str, columns: int) -> list[str] | None:
    """``text`` as a row of ``columns`` cells, the second numeric; None if it is no such row."""
    cells = text.split(" ", columns - 1)
    if len(cells) != columns or not re.fullmatch(r"[\d（）()\-－—.、]+", cells[1]):
        return None
    return cells if not re.search(r"[，。；：\d]", cells[0]) else None


#: Openings of a closing or summing-up paragraph; they stand alone even below a full line.
_OPENINGS = re.compile(
    r"特此|以上[^。]{2,30}。$|本(?:通知|通告|公告|意见|办法|规定)[自由]|(?:工作|执行)中如?[有遇]"
    r"|第[一二三四五六七八九十]+部分，"
)
_NO_COLUMN = 99.0


class _Joiner:
    """Decides for each line whether it goes on with the paragraph above."""

    def __init__(self, column: float | None) -> None:
        self._column = column
        self._last_values: dict[str, int] = {}

    def _slack(self, text: str, following: str, indent: float) -> float:
        """Room left on the line ``text`` after the next word, in Han characters."""
        if self._column is None:
            return _NO_COLUMN
        return self._column - width(text) - indent - width(first_token(following))

    def _closed(self, paragraph: Paragraph, following: Line) -> bool:
        text = paragraph.text
        last = paragraph.lines[-1].text
        indent = 2.0 if len(paragraph.lines) == 1 else 0.0
        slack = self._slack(last, following.text, indent)
        if ends_sentence(last):
            addressed = text[-1] in "：:" and re.match(r"[各在][^。；]+$", text) is not None
            return slack >= 0.5 or addressed
        if _PHONE.search(last):
            return slack >= 0
        if _looks_like_whole_title(text):
            return True
        heading = parse_numbering(text) is not None and not re.search(r"[，。；]", text)
        return slack >= (1.0 if heading else 3.0)

    def _starts_numbered(self, paragraph: Paragraph, line: Line, closed: bool) -> bool:
        numbering = parse_numbering(line.text)
        if numbering is None:
            return False
        ended = ends_sentence(paragraph.lines[-1].text)
        if numbering.kind in ("dash", "question", "answer"):
            return closed or ended
        expected = self._last_values.get(numbering.kind, 0) + 1
        follows_count = numbering.value in (1, expected)
        if closed or (ended and (follows_count or numbering.kind != "article")):
            return True
        above = parse_numbering(paragraph.text)
        if above and above.kind != numbering.kind and not re.search(r"[，。；]", paragraph.text):
            return follows_count
        # A full line without a stop above: only a number that continues the count is one.
        spaced = numbering.kind != "article" or line.text.startswith(f"{numbering.label} ")
        return spaced and numbering.value == expected and expected > 1

    def starts_paragraph(
        self, paragraph: Paragraph, line: Line, following: Line | None
    ) -> tuple[bool, bool]:
        """(``line`` starts a new paragraph, that is a guess); ``following`` is the line below."""
        if line.indented:
            return True, False
        closed = self._closed(paragraph, line)
        if closed or self._starts_numbered(paragraph, line, closed):
            return True, False
        if CONTACT.match(line.text) and CONTACT.match(paragraph.text):
            return True, False
        if not ends_sentence(paragraph.lines[-1].text):
            return False, False
        if ATTACHMENT.match(line.text) or CONTACT.match(line.text) or _OPENINGS.match(line.text):
            return True, False
        below = following.text if following else ""
        if line.text.startswith("关于") and (line.opens_page or _TITLE_END.search(line.text)):
            return True, False
        if len(line.text) <= 8 and not ends_sentence(line.text) and below.startswith("关于"):
            return True, False
        # Full lines on both sides: a first line is indented, so it holds less than the column.
        if below and not ends_sentence(line.text) and self._column is not None:
            return self._slack(line.text, below, 0.0) >= 0.0, True
        return False, True

    def note(self, line: Line) -> None:
        """Remember the count of the numbering that ``line`` begins with (附件：1. counts too)."""
        attachment = ATTACHMENT.match(line.text)
        text = line.text[attachment.end() :] if attachment else line.text
        if numbering := parse_numbering(text):
            self._last_values[numbering.kind] = numbering.value


def _looks_like_whole_title(text: str) -> bool:
    return (
        "关于" in text
        and len(text) <= 90
        and text.count("《") == text.count("》")
        and text.count("“") == text.count("”")
        and not re.search(r"[。；：]", text)
        and parse_numbering(text) is None
        and _TITLE_END.search(text) is not None
    )


def to_paragraphs(lines: list[Line]) -> list[Paragraph]:
    """Paragraphs of ``lines`` in order. Web addresses do not interrupt the text around them."""
    joiner = _Joiner(column_width(lines))
    paragraphs: list[Paragraph] = []
    current: Paragraph | None = None
    roles = _mark_roles(lines)
    for index, (line, role) in enumerate(zip(lines, roles, strict=True)):
        if role == "url":
            # The paragraph above may go on below the address: keep it open.
            paragraphs.append(Paragraph([line], role))
            continue
        if current is not None and role == "plain" and current.role == "plain":
            below = next((i for i in range(index + 1, len(lines)) if roles[i] != "url"), None)
            following = lines[below] if below is not None and roles[below] == "plain" else None
            starts, guess = joiner.starts_paragraph(current, line, following)
            if guess and not starts:
                current.doubtful_joins.append(line.text)
            if not starts:
                current.lines.append(line)
                continue
            current = Paragraph([line], role, starts_by_guess=guess)
        else:
            current = Paragraph([line], role)
        paragraphs.append(current)
        joiner.note(line)
    return paragraphs
