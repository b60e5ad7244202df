"""How the clauses of a document are called when one cites them.

Built from the printed labels along the way down to a clause: 第十条（一）, 一、（二）3.,
第三部分 (for 三、 alone), 第七条第二款, 问三的答. Chapters do not enter a citation of their
articles; an annex enters only where its numbering could be taken for that of the document
proper (附件1第一条).
"""

import re

from build_scripts.model.policy import Clause, Companion, PolicyDocument

from .dates import chinese_number

_FIXED = {
    "title": "标题",
    "document_number": "文号",
    "addressee": "主送机关",
    "signoff": "落款",
    "attachment_list": "附件清单",
    "contact": "联系方式",
    "links": "所附网址",
    "note": "说明",
    "table": "表格",
}
_LAST_NUMBER = re.compile(r"(\d+)$")
#: 三、 alone reads badly in a sentence; 三、（二） does not.
_SECTION_ALONE = re.compile(r"([一二三四五六七八九十]+)、")
_ANNEX_PREFIX = re.compile(r"a\d+-")
_HEADING_CHARACTERS = 20
#: Clauses that count; a paragraph after the last of them closes the text.
_NUMBERED = ("chapter", "article", "section", "subsection", "item")


def book_title(title: str) -> str:
    """A title in 《》, with 《》 inside it turned into 〈〉 as print does."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def document_name(document: PolicyDocument) -> str:
    """《标题》（文号）, or 《标题》 alone for a document without a number."""
    name = book_title(document.title)
    return f"{name}（{document.document_number}）" if document.document_number else name


def clause_places(document: PolicyDocument) -> dict[str, str]:
    """Clause id → place within the document or its companion, e.g. 第七条第二款."""
    places: dict[str, str] = {}
    for body in (document.body, *(companion.body for companion in document.companions)):
        closing = _closing_paragraphs(body)
        for clause in body:
            _collect(clause, "", places, closing)
    return places


def citation_base(document: PolicyDocument, companion: Companion | None = None) -> str:
    """What stands before the place in a citation of the document proper or of a companion."""
    return book_title(companion.title) if companion else document_name(document)


def _closing_paragraphs(clauses: list[Clause]) -> dict[str, str]:
    """Paragraph id → 末段 or 文末第二段, for what stands after the last numbered clause."""
    numbered = [index for index, clause in enumerate(clauses) if clause.type in _NUMBERED]
    after = clauses[numbered[-1] + 1 :] if numbered else []
    closing = [clause.id for clause in after if clause.type == "paragraph"]
    if len(closing) == 1:
        return {closing[0]: "末段"}
    return {name: f"文末第{chinese_number(n)}段" for n, name in enumerate(closing, 1)}


def _collect(clause: Clause, above: str, places: dict[str, str], closing: dict[str, str]) -> None:
    own_part = closing.get(clause.id) or _own_part(clause, above)
    place = above + own_part
    alone = _SECTION_ALONE.fullmatch(own_part)
    places[clause.id] = f"{above}第{alone[1]}部分" if alone else place
    # An article is cited by its number alone: numbering runs through the chapters.
    below = above if clause.type == "chapter" else place
    closing = _closing_paragraphs(clause.children) if clause.type == "annex" else {}
    for child in clause.children:
        # Ids of an annex carry a prefix exactly where the document proper counts the same way.
        own_count = clause.type == "annex" and not _ANNEX_PREFIX.match(child.id)
        _collect(child, above if own_count else below, places, closing)


def _own_part(clause: Clause, above: str) -> str:
    """What this clause adds to the place of the clause above it."""
    if clause.type == "annex":
        if clause.label:
            return _squeeze(clause.label).rstrip("：:")
        return f"所附{book_title(clause.text or '附件')}"
    if clause.type == "question_answer":
        return f"问{chinese_number(_number(clause))}"
    if clause.type == "question":
        return ""
    if clause.type == "answer":
        return "的答"
    if clause.type == "dash":
        return f"第{chinese_number(_number(clause))}个“——”"
    if clause.type == "paragraph":
        unit = "款" if re.fullmatch(r"(?:.*[^条])?第[^条]+条", above) else "段"
        return f"第{chinese_number(_number(clause))}{unit}"
    if clause.label:
        return _squeeze(clause.label)
    if clause.type in _FIXED:
        return _FIXED[clause.type]
    text = clause.text or ""
    return f"“{text[:_HEADING_CHARACTERS]}{'…' if len(text) > _HEADING_CHARACTERS else ''}”"


def _squeeze(label: str) -> str:
    return re.sub(r"\s", "", label)


def _number(clause: Clause) -> int:
    """The count at the end of the clause id (p-3, art-7-p2, 1-2-d1, qa-4, qa-4-a → 4)."""
    found = _LAST_NUMBER.search(clause.id)
    return int(found[1]) if found else 1
