"""Paragraphs → documents: find where each title stands."""

import re
from dataclasses import dataclass, field

from .layout import Paragraph, ends_sentence, is_body_names

#: Kinds of document that are issued by themselves, not as an annex.
_ISSUED = "通知|公告|通告|意见|决定|函|批复|通报|命令|公报|请示|报告|议案"
#: Kinds that may be printed as an annex of the document above.
_ANNEXED = "办法|方案|规定|细则|条例|计划|指南|规划|纲要|规则|标准|目录|清单"
_BRACKETED = r"(?: ?[（(][^）)]{1,20}[）)])?"
_ISSUED_TITLE = re.compile(rf"(?:[\u4e00-\u9fff 、（）]{{2,60}})?关于.+(?:{_ISSUED}){_BRACKETED}")
_ANY_TITLE = re.compile(rf".{{2,}}(?:{_ISSUED}|{_ANNEXED}){_BRACKETED}")
COMPANION_TITLE = re.compile(
    r".{0,90}(?:答记者问|政策解读|解读|政策问答|问答|一图读懂|解读材料|有关问题解答)"
)
_ANNEX_LABEL = re.compile(r"附 ?[件表录] ?\d{0,2} ?[：:]?")
_ADDRESSED = re.compile(r"[^。；]{2,200}[：:]")


def is_heading_like(paragraph: Paragraph, limit: int = 60) -> bool:
    """A short plain paragraph without a stop and without numbering."""
    text = paragraph.text
    return (
        paragraph.role == "plain"
        and len(text) <= limit
        and not ends_sentence(text)
        and "。" not in text
        and paragraph.numbering is None
    )


def is_addressee(paragraph: Paragraph) -> bool:
    """A line such as 各区人力资源和社会保障局：."""
    text = paragraph.text
    return (
        paragraph.role == "plain"
        and paragraph.numbering is None
        and bool(_ADDRESSED.fullmatch(text))
        and not re.match(r"附 ?[件表]|联 ?系|现将|问[：:]|答[：:]|为|根据|按照", text)
        and not re.search(r"(?:如下|下列|以下[\u4e00-\u9fff]*|包括)[：:]$", text)
    )


def is_companion_title(paragraph: Paragraph) -> bool:
    """A title such as 《…》政策解读, …答记者问, …政策问答."""
    return is_heading_like(paragraph, 90) and bool(COMPANION_TITLE.fullmatch(paragraph.text))


def _is_title(paragraphs: list[Paragraph], index: int) -> bool:
    paragraph = paragraphs[index]
    text = paragraph.text
    if not is_heading_like(paragraph, 120) or is_companion_title(paragraph):
        return False
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    addressed = following is not None and (following.role == "number" or is_addressee(following))
    before = paragraphs[index - 1] if index else None
    if before is not None and before.role == "plain":
        if not (addressed or ends_sentence(before.text) or is_heading_like(before)):
            return False
        if _ANNEX_LABEL.fullmatch(before.text):
            return False
    return bool(_ISSUED_TITLE.fullmatch(text)) or (addressed and bool(_ANY_TITLE.fullmatch(text)))


@dataclass
class DocumentText:
    """Paragraphs of one document, and lines above it that belong to the collection."""

    paragraphs: list[Paragraph]
    headings: list[Paragraph] = field(default_factory=list)


def split_documents(paragraphs: list[Paragraph]) -> list[DocumentText]:
    """One entry per document, in order; text above the first title is a document too."""
    if not paragraphs:
        return []
    starts: list[tuple[int, int]] = []
    for index in range(len(paragraphs)):
        if not _is_title(paragraphs, index):
            continue
        first = index
        floor = starts[-1][1] + 1 if starts else 0
        while first > floor and _leads(paragraphs, first - 1, floor):
            first -= 1
        starts.append((first, index))
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, 0))
    several = len(starts) > 1
    documents: list[DocumentText] = []
    for number, (first, title) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(paragraphs)
        headings: list[Paragraph] = []
        while several and first < title and _is_collection_heading(paragraphs[first]):
            headings.append(paragraphs[first])
            first += 1
        documents.append(DocumentText(paragraphs[first:end], headings))
    return documents


def _leads(paragraphs: list[Paragraph], index: int, floor: int) -> bool:
    """Whether a paragraph above a title belongs to it: a heading, a number, issuers' names."""
    paragraph = paragraphs[index]
    if paragraph.role == "number":
        return True
    if not is_heading_like(paragraph, 30) or is_companion_title(paragraph):
        return False
    if paragraph.text.endswith("文件") or is_body_names(paragraph.text):
        return True
    return _is_collection_heading(paragraph) and (
        index == floor or paragraph.lines[0].opens_page or index == 0 or _ended(paragraphs, index)
    )


def _ended(paragraphs: list[Paragraph], index: int) -> bool:
    """Whether what stands above has ended, so that a short line here begins something new."""
    before = paragraphs[index - 1]
    return before.role in ("date", "url", "table") or ends_sentence(before.text)


def _is_collection_heading(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return is_heading_like(paragraph, 8) and not text.endswith("文件") and len(paragraph.lines) == 1
