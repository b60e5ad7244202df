"""Names of documents as they stand in one text: 《…》, numbers, abbreviations, enumerations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .internal import ATTACHED
from .names import DocumentNumber, NumberSpan, ends_with_agency

_BARE_NUMBER_NAME = re.compile(r"(\d+)\s*号文(?:件)?")
_OPENING = re.compile(r"\s*(?P<bracket>[（(])?\s*")
_FILE_BEFORE_QUOTE = re.compile(r"\s*(?:文件)?(?=《)")
_BRACKET_REST = re.compile(r"[^（）()。《》]*(?:《[^《》]*》[^（）()。《》]*)*[）)]")
_STOP = re.compile(r"[，。；：！？,;:!?\n]")
_JOINED = re.compile(
    r"(?:[、\s]+|[，,；;\s]*(?:以及|及其|及|和|与|或者?|暨))\s*原?\s*(?P<agency>.*)", re.DOTALL
)
_UNQUOTED = re.compile(
    r"[^，。；：！？、《》“”（）()\s]*关于[^，。；：！？《》（）()]{2,80}?"
    r"(?:通知|意见|办法|方案|规定|决定|公告|通告|函|批复)$"
)
_UNQUOTED_LEAD = re.compile(
    r".*(?:根据|依据|依照|按照|遵照|参照|贯彻|落实|执行|转发|现将|[按和及与])(?=.)"
)


@dataclass(slots=True)
class Token:
    """A name of something in a clause text while its meaning is worked out."""

    start: int
    end: int
    #: end of the number, where a definition may follow
    named: int
    #: end of the bracket that holds number and definition
    tail: int
    title: str | None
    number: DocumentNumber | None
    short: "Name | None" = None
    #: followed by （见附件…）, and the number there
    is_attached: bool = False
    attached: str | None = None


@dataclass(slots=True)
class Name:
    """What an abbreviation stands for.

    ``own``: clause of the document itself, "" for all of it. ``amends``: it was defined where
    the document announces that it amends it. ``item``: a form or publication.
    """

    title: str | None
    number: DocumentNumber | None
    issuer: str | None
    own: str | None
    amends: bool
    item: bool = False


@dataclass(slots=True)
class Names:
    """Abbreviations in force at one place of a document."""

    by_name: dict[str, Name] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None

    def define(self, name: str, meaning: Name) -> None:
        self.by_name[name] = meaning
        # A name in 《》 is looked up by its title. Elsewhere only names that cannot be ordinary
        # words are searched for: “30号文件”, or at least four characters.
        bare = [n for n in self.by_name if _BARE_NUMBER_NAME.fullmatch(n) or len(n) >= 4]
        if bare:
            longest_first = sorted(bare, key=lambda n: (-len(n), n))
            self.pattern = re.compile("|".join(map(_name_pattern, longest_first)))

    def uses(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, Name]]:
        """(start, end, meaning) of abbreviations without 《》 in ``text[start:end]``."""
        if self.pattern is None:
            return
        for match in self.pattern.finditer(text, start, end):
            name = re.sub(r"\s", "", match[0])
            # 30号文 and 30号文件 are one name, whichever was defined.
            same = (name, name.removesuffix("件"), f"{name}件")
            yield (
                match.start(),
                match.end(),
                next(self.by_name[n] for n in same if n in self.by_name),
            )

    def copy(self) -> "Names":
        return Names(dict(self.by_name), self.pattern)


def _name_pattern(name: str) -> str:
    number = _BARE_NUMBER_NAME.fullmatch(name)
    if number:
        return rf"(?<!\d)(?<![〕\]］）]){number[1]}\s*号文(?:件)?"
    return re.escape(name)


def quoted_titles(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each outermost 《…》; an unclosed 《 is passed over."""
    depth, start = 0, -1
    for match in re.finditer(r"[《》]", text):
        if match[0] == "《":
            if depth == 0:
                start = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, match.end()


def titled(text: str, start: int, end: int, numbers: dict[int, NumberSpan]) -> Token:
    """A token for 《…》 and the number or （见附件1） right after it."""
    title = text[start + 1 : end - 1]
    attached = ATTACHED.match(text, end)
    if attached:
        return Token(
            start,
            end,
            attached.end(),
            attached.end(),
            title,
            None,
            attached=attached["number"],
            is_attached=True,
        )
    opening = _OPENING.match(text, end)
    number = numbers.get(opening.end()) if opening else None
    if number is None or opening is None:
        return Token(start, end, end, end, title, None)
    bracketed = bool(opening["bracket"])
    if not bracketed:
        return Token(start, number.end, number.end, number.end, title, number.number)
    closing = number.end + 1
    if text[number.end : closing] in ("）", ")"):
        return Token(start, closing, closing, closing, title, number.number)
    return Token(start, end, number.end, bracket_end(text, number.end), title, number.number)


def numbered(text: str, span: NumberSpan, quotes: dict[int, int], floor: int) -> Token:
    """A token for a number alone, number《…》, or an unquoted title before （number）."""
    start, end = span.start, span.end
    following = _FILE_BEFORE_QUOTE.match(text, end)
    if following and following.end() in quotes:
        stop = quotes[following.end()]
        return Token(start, stop, stop, stop, text[following.end() + 1 : stop - 1], span.number)
    if text[start - 1 : start] in ("（", "("):
        before = _UNQUOTED.search(text, floor, start - 1)
        if before:
            title, title_start = before[0], before.start()
            lead = _UNQUOTED_LEAD.match(title, 0, title.index("关于"))
            if lead:
                title, title_start = title[lead.end() :], title_start + lead.end()
            if text[end : end + 1] in ("）", ")"):
                return Token(title_start, end + 1, end + 1, end + 1, title, span.number)
            tail = bracket_end(text, end)
            return Token(title_start, start - 1, end, tail, title, span.number)
    return Token(start, end, end, end, None, span.number)


def bracket_end(text: str, position: int) -> int:
    """Position after the ） that closes a bracket open at ``position``; else ``position``."""
    match = _BRACKET_REST.match(text, position)
    return match.end() if match else position


def last_stop(text: str, position: int) -> int:
    """Start of the part of the sentence that ``position`` is in."""
    last = 0
    for match in _STOP.finditer(text, 0, position):
        last = match.end()
    return last


def enumerations(text: str, tokens: list[Token]) -> Iterator[list[Token]]:
    """Tokens in runs that one enumeration joins."""
    group: list[Token] = []
    for token in tokens:
        if group and not _is_joined(text[group[-1].tail : token.start]):
            yield group
            group = []
        group.append(token)
    if group:
        yield group


def _is_joined(gap: str) -> bool:
    if not gap:
        return True
    match = _JOINED.fullmatch(gap)
    if match is None:
        return False
    agency = match["agency"]
    return not agency or (len(agency) <= 24 and ends_with_agency(agency))
