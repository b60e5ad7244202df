"""Paragraphs of one document → head, body and companions."""

from .body import BodyReader
from .draft import Draft, DraftCompanion, Node
from .layout import Paragraph
from .questions import question_nodes
from .spacing import clean
from .split import COMPANION_TITLE, is_addressee, is_companion_title, is_heading_like
from .texts import Texts

_COMPANION_KINDS = {"答记者问": "答记者问", "问答": "政策问答", "解答": "政策问答"}


def build_document(paragraphs: list[Paragraph]) -> Draft:
    """The draft of one document: its tree, title, number and doubts; ids and metadata follow.

    ``paragraphs`` must not be empty.
    """
    numbers = [line.number for paragraph in paragraphs for line in paragraph.lines]
    draft = Draft(first_line=min(numbers), last_line=max(numbers), body=[], companions=[])
    texts = Texts(draft.doubts)
    displaced = _displaced_links(paragraphs)
    running = [paragraph for paragraph in paragraphs if paragraph not in displaced]
    start = _read_head(running, draft, texts)
    companions = [
        index for index in range(max(start, 1), len(running)) if _starts_companion(running, index)
    ]
    ends = [*companions, len(running)]
    if COMPANION_TITLE.fullmatch(draft.title):
        draft.body += question_nodes(running[start : ends[0]], texts)
    else:
        draft.body += BodyReader(running[start : ends[0]], texts).read()
    if displaced:
        draft.body.append(_links_node(displaced))
        draft.doubts.append("正文中间夹有网址，已移到正文之后")
    for begin, end in zip(companions, ends[1:], strict=True):
        draft.companions.append(_read_companion(running[begin:end], texts))
    return draft


def _displaced_links(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Web addresses in the middle of the text, as page footnotes leave them.

    An address that a colon announces is part of the text.
    """
    last_text = max((i for i, p in enumerate(paragraphs) if p.role != "url"), default=-1)
    displaced: list[Paragraph] = []
    announced = False
    for index, paragraph in enumerate(paragraphs[: last_text + 1]):
        if paragraph.role != "url":
            announced = paragraph.text[-1] in "：:"
        elif index and not announced:
            displaced.append(paragraph)
    return displaced


def _links_node(links: list[Paragraph]) -> Node:
    node = Node("links", lines=[paragraph.text for paragraph in links])
    node.printed_lines = [line.number for paragraph in links for line in paragraph.lines]
    return node


def _starts_companion(paragraphs: list[Paragraph], index: int) -> bool:
    """A companion's title below the sign-off (or at least below some text)."""
    below_signoff = index > 3 or any(p.role == "date" for p in paragraphs[:index])
    return below_signoff and is_companion_title(paragraphs[index])


def _read_companion(paragraphs: list[Paragraph], texts: Texts) -> DraftCompanion:
    title = texts.paragraph(paragraphs[0])
    kind = next((k for end, k in _COMPANION_KINDS.items() if title.endswith(end)), "政策解读")
    body = [Node("title", text=title), *question_nodes(paragraphs[1:], texts)]
    return DraftCompanion(kind, title, body)


def _read_head(paragraphs: list[Paragraph], draft: Draft, texts: Texts) -> int:
    """Headings, number, title and addressees; returns the index of the first body paragraph."""
    index = 0
    for index, paragraph in enumerate(paragraphs):
        node = _head_node(paragraphs, index, draft)
        if node is None:
            break
        texts.paragraph(paragraph)
        draft.body.append(node)
    else:
        index = len(paragraphs)
    if not draft.title:
        draft.doubts.append("没有认出标题")
    return index


def _head_node(paragraphs: list[Paragraph], index: int, draft: Draft) -> Node | None:
    """The node of a head paragraph; None where the body begins."""
    paragraph = paragraphs[index]
    text = clean(paragraph.text).text
    if paragraph.role == "number" and draft.document_number is None:
        draft.document_number = text
        return Node("document_number", text=text)
    if paragraph.role != "plain":
        return None
    if draft.title:
        return Node("addressee", text=text) if is_addressee(paragraph) else None
    if _is_title(paragraphs, index):
        draft.title = text
        return Node("title", text=text)
    return Node("heading", text=text) if is_heading_like(paragraph, 40) else None


def _is_title(paragraphs: list[Paragraph], index: int) -> bool:
    """Whether the title is here rather than further down."""
    paragraph = paragraphs[index]
    if not is_heading_like(paragraph, 120):
        return False
    if "关于" in paragraph.text:
        return True
    if paragraph.text.endswith("文件") and len(paragraph.text) <= 40:
        return False
    for later in paragraphs[index + 1 : index + 5]:
        if later.role == "plain" and not is_heading_like(later, 120):
            break
        if later.role == "plain" and "关于" in later.text:
            return False
    return True
