"""References of a document to its own clauses and attachments (本办法第三条, 第（二）项, 附件1).

Only what is unambiguous becomes a link: the clause must exist, and 第…条 without 本办法 counts
only when no other document is named earlier in the sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.model.policy import Clause, PolicyDocument
from build_scripts.numerals import parse_numeral

#: A number as articles and items count, in Chinese or Arabic digits.
NUMERAL = r"(?:[一二三四五六七八九十百零〇两]+|\d+)"
_SELF = (
    r"本(?:实施|管理|暂行|指导)?"
    r"(?:办法|通知|意见|规定|细则|方案|条例|计划|公告|通告|决定|指南|措施)"
)
_ARTICLES = re.compile(
    rf"(?P<own>{_SELF})?第(?P<article>{NUMERAL})条(?P<paragraph>第[一二三四五六七八九十\d]+款)?"
    rf"(?:第?[（(](?P<item>{NUMERAL})[）)]项?)?"
)
_NEXT_ARTICLE = re.compile(r"[、和及至或与]|以及")
_ITEM = re.compile(rf"(?:本条|前款|上述)?第[（(](?P<item>{NUMERAL})[）)]项")
_ATTACHMENT = re.compile(
    rf"(?:(?P<pointer>详?见|[（(])\s*)?附(?:件|表)\s*(?P<number>{NUMERAL})?(?!详情|[：:])"
)
#: 《…》（见附件1）: the title and what says that it is attached.
ATTACHED = re.compile(
    rf"\s*[（(]\s*(?:详?见)?\s*附(?:件|表)\s*(?P<number>{NUMERAL})?\s*(?:[，,、；;][^）)]*)?[）)]"
)
_STOP = re.compile(r"[。；！？]")
_ANNEX_PREFIX = re.compile(r"a\d+-")
_ARTICLE_ID = re.compile(r"(?:a\d+-)?art-\d+")


@dataclass(frozen=True, slots=True)
class InternalLink:
    """``text[start:end]`` of a clause points at clause ``target`` of the same document."""

    start: int
    end: int
    target: str


class OwnClauses:
    """The clause ids and attachments of one document, for resolving references to itself."""

    def __init__(self, document: PolicyDocument) -> None:
        self.ids: set[str] = set()
        self.attachment_list: str | None = None
        annexes: list[Clause] = []
        for clause in document.clauses():
            self.ids.add(clause.id)
            if clause.type == "annex":
                annexes.append(clause)
            elif clause.type == "attachment_list" and self.attachment_list is None:
                self.attachment_list = clause.id
        self._annex = annexes[0].id if len(annexes) == 1 else None
        self._by_number = {
            parse_numeral(attachment.number): attachment.clause
            for attachment in document.attachments
            if attachment.clause and attachment.number and re.fullmatch(NUMERAL, attachment.number)
        }
        held = [attachment.clause for attachment in document.attachments if attachment.clause]
        self._only_attachment = held[0] if len(document.attachments) == 1 and held else None

    def attachment(self, number: str | None) -> str | None:
        """Clause of 附件``number`` (the text where it is held, else the list that names it)."""
        if number is None or not re.fullmatch(NUMERAL, number):
            return self._only_attachment or self.attachment_list or self._annex
        value = parse_numeral(number)
        annex = f"annex-{value}"
        return self._by_number.get(value) or (annex if annex in self.ids else self.attachment_list)

    def article(
        self, near: str, article: str, paragraph: str | None, item: str | None
    ) -> str | None:
        """Clause of 第…条第…款第（…）项 seen from ``near``; the article where no deeper id is."""
        prefix = _ANNEX_PREFIX.match(near)
        stem = f"art-{parse_numeral(article)}"
        base = next(
            (
                candidate
                for candidate in ((prefix[0] if prefix else "") + stem, stem)
                if candidate in self.ids
            ),
            None,
        )
        if base is None:
            return None
        if item:
            deeper = f"{base}-{parse_numeral(item)}"
            return deeper if deeper in self.ids else base
        if paragraph:
            deeper = f"{base}-p{parse_numeral(paragraph[1:-1])}"
            return deeper if deeper in self.ids else base
        return base

    def section(self, article: str) -> str | None:
        """Clause of 本通知第二条 where the notice counts 一、二、 instead of articles."""
        section = str(parse_numeral(article))
        return section if section in self.ids else None

    def item(self, near: str, item: str) -> str | None:
        """Clause of 第（二）项 inside the article that ``near`` belongs to."""
        article = _ARTICLE_ID.match(near)
        if not article:
            return None
        target = f"{article[0]}-{parse_numeral(item)}"
        return target if target in self.ids else None


def internal_links(
    text: str, clause: str, own: OwnClauses, foreign: list[tuple[int, int]]
) -> Iterator[InternalLink]:
    """References in ``text`` of ``clause`` to clauses of the same document, in no fixed order.

    ``foreign``: (start, end) of mentions of other documents in the text; nothing inside them is
    looked at, and 第…条 after one in the same sentence belongs to it.
    """
    taken: list[tuple[int, int]] = []
    if "条" in text:
        for link in _articles(text, clause, own, foreign):
            taken.append((link.start, link.end))
            yield link
    if "项" in text:
        for match in _ITEM.finditer(text):
            if _inside(match.start(), [*taken, *foreign]) or _after(text, match.start(), foreign):
                continue
            target = own.item(clause, match["item"])
            if target and target != clause:
                yield InternalLink(match.start(), match.end(), target)
    if "附" in text:
        for match in _ATTACHMENT.finditer(text):
            if _inside(match.start(), foreign) or not (match["pointer"] or match["number"]):
                continue
            target = own.attachment(match["number"])
            if target and target != clause:
                start = match.end("pointer") if match["pointer"] else match.start()
                yield InternalLink(start, match.end(), target)


def _articles(
    text: str, clause: str, own: OwnClauses, foreign: list[tuple[int, int]]
) -> Iterator[InternalLink]:
    is_own, previous_end = False, -1
    for match in _ARTICLES.finditer(text):
        start = match.start()
        if _inside(start, foreign):
            continue
        joined = previous_end >= 0 and _NEXT_ARTICLE.fullmatch(text[previous_end:start])
        if match["own"]:
            is_own = True
        elif not joined:
            is_own = not _after(text, start, foreign) and not _belongs_to_law(text, start)
        previous_end = match.end()
        if not is_own:
            continue
        target = own.article(clause, match["article"], match["paragraph"], match["item"])
        if target is None and match["own"]:
            target = own.section(match["article"])
        if target and target != clause:
            yield InternalLink(start, match.end(), target)


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _after(text: str, position: int, spans: list[tuple[int, int]]) -> bool:
    """Whether one of ``spans`` lies before ``position`` in the same sentence."""
    ends = [end for _, end in spans if end <= position]
    return bool(ends) and not _STOP.search(text, max(ends), position)


def _belongs_to_law(text: str, position: int) -> bool:
    """劳动合同法第四十条: the word before 第…条 names another text."""
    return (
        re.search(r"(?:法|条例|办法|规定|细则|文|号|文件|意见|通知|》|）|”)$", text[:position])
        is not None
    )
