"""Recognition of what is not a clause: annexes, attachment lists, contacts, closing words."""

import re

from build_scripts.load.source_text import squeeze

from .draft import Node
from .layout import ATTACHMENT, CONTACT, Paragraph, ends_sentence, is_body_names
from .spacing import clean
from .split import is_companion_title, is_heading_like

#: Last paragraphs of a document that belong to the whole of it, not to its last clause.
_CLOSING = re.compile(
    r"特此|本(?:通知|公告|通告|意见|决定|方案|函)(?:自|由|执行|有效|印发)|我(?:部|厅|局|委|办|中心)将"
    r"|(?:工作|执行|实施)(?:过程)?中如?[有遇]|各[地区省市县单位部门]+[^。]*(?:报送|报告|反馈)[^。]*。$"
    r"|请[^。]{2,40}。$"
)
_EDITORIAL = re.compile(r"[（(](?:以下|注[：:]|编者|说明[：:]|摘[编录要]|本文|略)")
_ANNEX_LABEL = re.compile(r"附 ?[件录表] ?(\d{0,2}|[一二三四五六七八九十]{0,2}) ?[：:]?")
_LIST_ITEM = re.compile(r"(\d{1,2}) ?[．.、：:]?(?=\D)")
_CONTENTS = re.compile(r"目 ?[录次]")
_PHONE_OR_MAIL = re.compile(r"(?:电话|手机|邮箱)[^。]{0,6}[：:] ?[（(]?[\dA-Za-z]")


def attachment_list_end(paragraphs: list[Paragraph], index: int) -> int:
    """Index after the attachment list that starts at ``index``."""
    end = index + 1
    expected: int | None = None
    while end < len(paragraphs) and paragraphs[end].role == "plain":
        item = _LIST_ITEM.match(paragraphs[end].text)
        if (
            not item
            or len(paragraphs[end].text) > 120
            or int(item[1]) != (expected or int(item[1]))
        ):
            break
        expected = int(item[1]) + 1
        end += 1
    return end


def is_contact(text: str) -> bool:
    """Whether ``text`` is a line of contact details."""
    return bool(CONTACT.match(text)) or (len(text) <= 60 and bool(_PHONE_OR_MAIL.search(text)))


def contact_end(paragraphs: list[Paragraph], index: int) -> int:
    """Index after the contact block that starts at ``index``."""
    end = index + 1
    while end < len(paragraphs):
        text = paragraphs[end].text
        if paragraphs[end].role != "plain" or ATTACHMENT.match(text):
            break
        # A name or a body between contact lines belongs to them.
        leads_on = not ends_sentence(text) and any(
            is_contact(later.text) for later in paragraphs[end + 1 : end + 3]
        )
        if not is_contact(text) and (len(text) > 40 or not leads_on):
            break
        end += 1
    return end


def annex_start(paragraphs: list[Paragraph], index: int, after_signoff: bool) -> Node | None:
    """An annex node, with its label, if an annex starts at ``index``."""
    paragraph = paragraphs[index]
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    if paragraph.role != "plain" or following is None or following.role in ("date", "signer"):
        return None
    text = paragraph.text
    if label := _ANNEX_LABEL.fullmatch(text):
        if _LIST_ITEM.match(following.text) or not (after_signoff or label[1]):
            return None
        ordinal = label[1] if label[1].isdigit() else ""
        return Node("annex", clean(text).text, ordinal=ordinal)
    titled = (
        after_signoff
        and following.role in ("plain", "table")
        and is_heading_like(paragraph, 80)
        and not text.startswith(("（", "("))
        and not is_body_names(text)
        and not is_companion_title(paragraph)
        and not ATTACHMENT.match(text)
        and not is_contact(text)
        and not _LIST_ITEM.match(text)
    )
    return Node("annex") if titled else None


def closing_indexes(paragraphs: list[Paragraph]) -> set[int]:
    """Indexes of the closing paragraphs, which stand at the end or above a sign-off or the like."""
    closing: set[int] = set()
    in_articles = False
    for index, paragraph in enumerate(paragraphs):
        numbering = paragraph.numbering
        if numbering is not None:
            in_articles = numbering.kind == "article" or (
                in_articles and numbering.kind != "section"
            )
        elif (
            paragraph.role == "plain"
            and _CLOSING.match(paragraph.text)
            and (not in_articles or paragraph.text.startswith("特此"))
            and _leads_to_the_end(paragraphs[index + 1 : index + 4])
        ):
            closing.add(index)
    return closing


def _leads_to_the_end(following: list[Paragraph]) -> bool:
    for paragraph in following:
        text = paragraph.text
        if paragraph.role != "plain" or ATTACHMENT.match(text) or is_contact(text):
            return True
        if not _CLOSING.match(text):
            return False
    return True


def is_editorial(text: str) -> bool:
    """Whether ``text`` is a remark of the compiler to the reader, in brackets."""
    return bool(_EDITORIAL.match(text))


def is_contents_heading(text: str) -> bool:
    """Whether ``text`` heads a table of contents."""
    return bool(_CONTENTS.fullmatch(text))


def contents_end(paragraphs: list[Paragraph], start: int) -> int:
    """Index after a table of contents: where its first entry is printed again, as a heading."""
    if start >= len(paragraphs):
        return start
    first = squeeze(paragraphs[start].text)
    for index in range(start + 1, len(paragraphs)):
        if squeeze(paragraphs[index].text) == first:
            return index
        if not is_heading_like(paragraphs[index]) and paragraphs[index].numbering is None:
            break
    return start
