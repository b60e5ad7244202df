"""Paragraphs of one document → head, clause tree, annexes, tail and companions."""

import re
from dataclasses import dataclass, field, replace

from build_scripts.model.policy import ClauseType

from .draft import Draft, DraftCompanion, DraftRow, DraftTable, Node
from .layout import (
    ATTACHMENT,
    CONTACT,
    Paragraph,
    ends_sentence,
    is_body_names,
    table_cells,
)
from .numbering import Numbering, NumberingKind
from .spacing import clean
from .split import is_addressee, is_companion_title, is_heading_like

#: Order of the levels: a clause holds those with a greater rank.
_RANKS: dict[str, int] = {
    "part": 0,
    "chapter": 1,
    "chapter_section": 2,
    "heading": 3,
    "article": 4,
    "section": 5,
    "subsection": 6,
    "item": 7,
    "subitem": 8,
    "point": 9,
    "dash": 10,
}
_TYPES: dict[NumberingKind, ClauseType] = {
    "part": "chapter",
    "chapter": "chapter",
    "chapter_section": "chapter",
    "article": "article",
    "section": "section",
    "subsection": "subsection",
    "item": "item",
    "subitem": "subitem",
    "point": "point",
    "dash": "dash",
}
_CHAPTER_IDS = {"part": "pt", "chapter": "ch", "chapter_section": "sec"}

#: Last paragraphs of a document that belong to the whole of it, not to its last clause.
_CLOSING = re.compile(
    r"特此|本(?:通知|公告|通告|意见|决定|方案|函)(?:自|由|执行|有效|印发)|我(?:部|厅|局|委|办|中心)将"
    r"|(?:工作|执行|实施)(?:过程)?中如?[有遇]|各[地区省市县单位部门]+[^。]*(?:报送|报告|反馈)[^。]*。$"
    r"|请[^。]{2,40}。$"
)
#: A paragraph that sums up a list and so belongs to the clause that opened the list.
_SUMMING_UP = re.compile(r"(?:符合)?(?:上述|以上|前款|前述)")
_EDITORIAL = re.compile(r"[（(](?:以下|注[：:]|编者|说明[：:]|摘[编录要]|本文|略)")
_ANNEX_LABEL = re.compile(r"附 ?[件录表] ?(\d{0,2}|[一二三四五六七八九十]{0,2}) ?[：:]?")
_LIST_ITEM = re.compile(r"(\d{1,2}) ?[．.、：:]?(?=\D)")
_QUESTION_END = re.compile(r"[？?][”」]?$")


@dataclass
class _Texts:
    """Cleans text and collects what cleaning was unsure of."""

    doubts: list[str] = field(default_factory=list)

    def clean(self, text: str, keep_blanks: bool = False) -> str:
        cleaned = clean(text, keep_blanks)
        self.doubts += [f"删去了“{place}”中的空格" for place in cleaned.doubtful]
        return cleaned.text

    def paragraph(self, paragraph: Paragraph) -> str:
        self.note_breaks(paragraph)
        return self.clean(paragraph.text)

    def note_breaks(self, paragraph: Paragraph) -> None:
        if paragraph.starts_by_guess:
            self._doubt_break(paragraph.lines[0].text, "当作另起一段")
        for start in paragraph.doubtful_joins:
            self._doubt_break(start, "没有另起一段")

    def _doubt_break(self, start: str, done: str) -> None:
        self.doubts.append(f"“{start[:12]}…”{done}，原书此处看不出是否分段")

    def numbered(self, paragraph: Paragraph, numbering: Numbering) -> Numbering:
        """``numbering`` with label and rest cleaned."""
        self.note_breaks(paragraph)
        return replace(
            numbering, label=self.clean(numbering.label), rest=self.clean(numbering.rest)
        )


class _Tree:
    """Builds the clause tree of one block."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._open: list[tuple[int, Node]] = []

    @property
    def innermost(self) -> Node | None:
        return self._open[-1][1] if self._open else None

    def _append(self, node: Node) -> None:
        siblings = self._open[-1][1].children if self._open else self.nodes
        siblings.append(node)

    def _close(self, rank: int) -> None:
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()

    def close_all(self) -> None:
        """What follows stands at the top of the tree."""
        self._open.clear()

    def add_numbered(self, numbering: Numbering) -> None:
        rank = _RANKS[numbering.kind]
        self._close(rank)
        node = Node(_TYPES[numbering.kind], numbering.label, numbering.rest or None)
        node.ordinal = numbering.ordinal
        if numbering.kind in _CHAPTER_IDS:
            node.ordinal = f"{_CHAPTER_IDS[numbering.kind]}-{numbering.ordinal}"
        self._append(node)
        self._open.append((rank, node))

    def add_heading(self, text: str) -> None:
        self._close(_RANKS["heading"])
        node = Node("heading", text=text)
        self._append(node)
        self._open.append((_RANKS["heading"], node))

    def add_paragraph(self, text: str) -> None:
        while self._open and self._open[-1][1].type == "dash":
            self._open.pop()
        owner = self._list_owner()
        if owner is not None:
            if _SUMMING_UP.match(text):
                self._close(owner + 1)
            elif self._list_is_short(owner):
                self._close(owner + 1)
        self._append(Node("paragraph", text=text))

    def _list_owner(self) -> int | None:
        """Rank of the outermost open clause whose text announces the list being printed."""
        for rank, node in self._open[:-1]:
            last = [c for c in node.children if c.type == "paragraph"]
            announced = (last[-1].text if last else node.text) or ""
            if re.search(r"[：:]$|下列|以下|如下", announced) and any(
                child.ordinal for child in node.children
            ):
                return rank
        return None

    def _list_is_short(self, rank: int) -> bool:
        """Whether the items of the open list are single phrases, so that text cannot be theirs."""
        owner = next(node for open_rank, node in self._open if open_rank == rank)
        items = [child for child in owner.children if child.ordinal]
        return all((item.text or "").count("。") <= 1 for item in items)

    def add(self, node: Node) -> None:
        """A node that takes no children, below the innermost open clause."""
        self._append(node)


def _attachment_lines(paragraphs: list[Paragraph], index: int) -> int:
    """End of the attachment list that starts at ``index``."""
    end = index + 1
    expected = None
    while end < len(paragraphs) and paragraphs[end].role == "plain":
        item = _LIST_ITEM.match(paragraphs[end].text)
        if not item or len(paragraphs[end].text) > 120:
            break
        if expected is not None and int(item[1]) != expected:
            break
        expected = int(item[1]) + 1
        end += 1
    return end


def _contact_end(paragraphs: list[Paragraph], index: int) -> int:
    """End of the contact block that starts at ``index``."""
    end = index + 1
    while end < len(paragraphs):
        paragraph = paragraphs[end]
        text = paragraph.text
        if paragraph.role != "plain" or ATTACHMENT.match(text):
            break
        if not _is_contact(text) and (ends_sentence(text) or len(text) > 40):
            break
        if not _is_contact(text) and not any(
            _is_contact(later.text) for later in paragraphs[end + 1 : end + 3]
        ):
            break
        end += 1
    return end


def _is_contact(text: str) -> bool:
    if CONTACT.match(text):
        return True
    return len(text) <= 60 and bool(re.search(r"(?:电话|手机|邮箱)[^。]{0,6}[：:] ?[（(]?[\dA-Za-z]", text))


def _starts_annex(paragraphs: list[Paragraph], index: int, after_signoff: bool) -> Node | None:
    """The annex node whose label or title stands at ``index``; None if no annex starts here."""
    paragraph = paragraphs[index]
    following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    if paragraph.role != "plain" or following is None or following.role in ("date", "signer"):
        return None
    text = paragraph.text
    label = _ANNEX_LABEL.fullmatch(text)
    if label:
        listed = _LIST_ITEM.match(following.text)
        if listed or (not after_signoff and not label[1]):
            return None
        return Node("annex", text, ordinal=label[1])
    if not after_signoff or not is_heading_like(paragraph, 80) or is_body_names(text):
        return None
    if ATTACHMENT.match(text) or _is_contact(text) or is_companion_title(paragraph):
        return None
    if _LIST_ITEM.match(text) or following.role not in ("plain", "table"):
        return None
    return Node("annex")


class _DocumentBuilder:
    """Reads the paragraphs of one document from top to bottom."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self.texts = _Texts()
        self.body: list[Node] = []
        self.companions: list[DraftCompanion] = []
        self.title = ""
        self.number: str | None = None
        self._links = [p for p in paragraphs if p.role == "url"]
        last_text = max((i for i, p in enumerate(paragraphs) if p.role != "url"), default=-1)
        self._displaced = [
            p
            for i, p in enumerate(paragraphs)
            if p.role == "url" and i < last_text and not self._announced(paragraphs, i)
        ]
        self._paragraphs = [p for p in paragraphs if p not in self._displaced]
        self._table: Node | None = None

    @staticmethod
    def _announced(paragraphs: list[Paragraph], index: int) -> bool:
        above = next((p for p in reversed(paragraphs[:index]) if p.role != "url"), None)
        return above is not None and above.text[-1] in "：:"

    def build(self) -> None:
        paragraphs = self._paragraphs
        index = self._head(paragraphs)
        companion_starts = [
            i
            for i in range(max(index, 1), len(paragraphs))
            if is_companion_title(paragraphs[i]) and self._ended_above(paragraphs, i)
        ]
        end = companion_starts[0] if companion_starts else len(paragraphs)
        self._main(paragraphs[index:end])
        if self._displaced:
            self._place_links(self._displaced, displaced=True)
        for number, start in enumerate(companion_starts):
            last = number + 1 == len(companion_starts)
            stop = len(paragraphs) if last else companion_starts[number + 1]
            self._companion(paragraphs[start:stop])

    @staticmethod
    def _ended_above(paragraphs: list[Paragraph], index: int) -> bool:
        return any(p.role == "date" for p in paragraphs[:index]) or index > 3

    def _head(self, paragraphs: list[Paragraph]) -> int:
        """Headings, number, title and addressees; returns the index of the first body paragraph."""
        index = 0
        while index < len(paragraphs):
            paragraph = paragraphs[index]
            text = self.texts.paragraph(paragraph)
            if paragraph.role == "number" and self.number is None:
                self.number = text
                self.body.append(Node("document_number", text=text))
            elif paragraph.role != "plain":
                break
            elif not self.title and self._is_title(paragraphs, index):
                self.title = text
                self.body.append(Node("title", text=text))
            elif not self.title and is_heading_like(paragraph, 40):
                self.body.append(Node("heading", text=text))
            elif self.title and is_addressee(paragraph):
                self.body.append(Node("addressee", text=text))
            else:
                break
            index += 1
        if not self.title:
            self.texts.doubts.append("没有认出标题")
        return index

    @staticmethod
    def _is_title(paragraphs: list[Paragraph], index: int) -> bool:
        """Whether the title is here rather than below."""
        paragraph = paragraphs[index]
        if not is_heading_like(paragraph, 120):
            return False
        text = paragraph.text
        if "关于" in text:
            return True
        if text.endswith("文件") and len(text) <= 40:
            return False
        for later in paragraphs[index + 1 : index + 5]:
            if later.role == "plain" and not is_heading_like(later, 120):
                break
            if later.role == "plain" and "关于" in later.text:
                return False
        return True

    def _main(self, paragraphs: list[Paragraph]) -> None:
        tree = _Tree()
        annex: Node | None = None
        after_signoff = False
        closing_from = self._closing_start(paragraphs)
        has_sections = any(
            p.numbering and p.numbering.kind in ("section", "article", "chapter")
            for p in paragraphs
        )
        index = 0

        def flush() -> None:
            nonlocal tree
            target = self.body if annex is None else annex.children
            target.extend(tree.nodes)
            tree = _Tree()

        while index < len(paragraphs):
            paragraph = paragraphs[index]
            text = paragraph.text
            numbering = paragraph.numbering
            if started := _starts_annex(paragraphs, index, after_signoff):
                flush()
                annex = started
                self.body.append(annex)
                index = self._annex_title(paragraphs, index, annex)
                after_signoff = False
                continue
            if paragraph.role in ("date", "signer") and self._is_signoff(paragraphs, index):
                end = index
                while paragraphs[end].role == "signer":
                    end += 1
                lines = [
                    self.texts.clean(p.text, keep_blanks=True) for p in paragraphs[index : end + 1]
                ]
                flush()
                annex, after_signoff = None, True
                self.body.append(Node("signoff", lines=lines))
                index = end + 1
            elif ATTACHMENT.match(text) and paragraph.role == "plain":
                end = _attachment_lines(paragraphs, index)
                lines = [self.texts.paragraph(p) for p in paragraphs[index:end]]
                flush()
                annex = None
                self.body.append(Node("attachment_list", lines=lines))
                index = end
            elif paragraph.role == "url":
                end = index
                while end < len(paragraphs) and paragraphs[end].role == "url":
                    end += 1
                if end == len(paragraphs):
                    flush()
                    annex = None
                    self._place_links(paragraphs[index:end], displaced=False)
                else:
                    tree.add(Node("links", lines=[p.text for p in paragraphs[index:end]]))
                index = end
            elif paragraph.role == "table":
                index = self._add_table(paragraphs, index, tree)
            elif numbering is None and _is_contact(text):
                end = _contact_end(paragraphs, index)
                lines = [
                    self.texts.clean(p.text, keep_blanks=True) for p in paragraphs[index:end]
                ]
                contact = Node("contact", lines=lines)
                above = tree.innermost
                if above is not None and re.search(r"联系(?:方式|人|电话)", above.text or ""):
                    tree.add(contact)
                else:
                    flush()
                    annex = None
                    self.body.append(contact)
                index = end
            elif numbering is not None and numbering.kind in ("question", "answer"):
                end = index + 1
                while end < len(paragraphs) and paragraphs[end].role == "plain":
                    end += 1
                flush()
                annex = None
                self.body.extend(self._questions(paragraphs[index:end]))
                index = end
            elif numbering is not None:
                tree.add_numbered(self.texts.numbered(paragraph, numbering))
                index += 1
            else:
                cleaned = self.texts.paragraph(paragraph)
                if index in closing_from:
                    tree.close_all()
                if tree.innermost is None and _EDITORIAL.match(text):
                    tree.add(Node("note", text=cleaned))
                elif self._is_heading(paragraphs, index, has_sections, after_signoff):
                    tree.add_heading(cleaned)
                else:
                    tree.add_paragraph(cleaned)
                index += 1
        flush()

    def _annex_title(self, paragraphs: list[Paragraph], index: int, annex: Node) -> int:
        """Read label and title of an annex; returns the index of its first paragraph."""
        if annex.label:
            annex.label = self.texts.clean(annex.label)
            index += 1
            if index >= len(paragraphs) or not is_heading_like(paragraphs[index], 80):
                return index
        annex.text = self.texts.paragraph(paragraphs[index])
        return index + 1

    @staticmethod
    def _is_signoff(paragraphs: list[Paragraph], index: int) -> bool:
        while index < len(paragraphs) and paragraphs[index].role == "signer":
            index += 1
        return index < len(paragraphs) and paragraphs[index].role == "date"

    @staticmethod
    def _closing_start(paragraphs: list[Paragraph]) -> set[int]:
        """Indexes of the closing paragraphs above each sign-off, contact block or attachment list."""
        closing: set[int] = set()
        in_articles = False
        for index, paragraph in enumerate(paragraphs):
            numbering = paragraph.numbering
            if numbering is not None:
                in_articles = numbering.kind == "article" or (
                    in_articles and numbering.kind != "section"
                )
            text = paragraph.text
            if paragraph.role != "plain" or numbering is not None or not _CLOSING.match(text):
                continue
            if in_articles and not text.startswith("特此"):
                continue
            rest = paragraphs[index + 1 : index + 4]
            for later in rest:
                if later.role != "plain" or ATTACHMENT.match(later.text) or _is_contact(later.text):
                    closing.add(index)
                    break
                if not _CLOSING.match(later.text):
                    break
            else:
                if index + len(rest) + 1 >= len(paragraphs):
                    closing.add(index)
        return closing

    @staticmethod
    def _is_heading(
        paragraphs: list[Paragraph],
        index: int,
        has_sections: bool,
        after_signoff: bool,
    ) -> bool:
        if has_sections or after_signoff or not is_heading_like(paragraphs[index], 20):
            return False
        following = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
        return following is not None and following.role == "plain"

    def _add_table(self, paragraphs: list[Paragraph], index: int, tree: _Tree) -> int:
        """A table, or one of its rows printed further down; returns the index after it."""
        if self._table is not None and self._table.table is not None:
            columns = len(self._table.table.header)
            cells = table_cells(paragraphs[index].text, columns)
            if cells is not None:
                row = DraftRow([self.texts.clean(cell) for cell in cells])
                row.printed_lines = [line.number for line in paragraphs[index].lines]
                self._table.table.rows.append(row)
                self.texts.doubts.append(f"“{paragraphs[index].text[:12]}…”一行印在表格之外，已归入表格")
                return index + 1
        header = paragraphs[index].text.split(" ")
        table = DraftTable(header, [])
        index += 1
        while index < len(paragraphs) and paragraphs[index].role == "table":
            cells = table_cells(paragraphs[index].text, len(header))
            if cells is None and index + 1 < len(paragraphs):
                joined = f"{paragraphs[index].text} {paragraphs[index + 1].text}"
                cells = table_cells(joined, len(header))
                index += 1
            row_cells = cells or paragraphs[index].text.split(" ", len(header) - 1)
            row_cells += [""] * (len(header) - len(row_cells))
            table.rows.append(DraftRow([self.texts.clean(cell) for cell in row_cells]))
            index += 1
        node = Node("table", table=table)
        tree.add(node)
        self._table = node
        return index

    def _place_links(self, links: list[Paragraph], displaced: bool) -> None:
        node = Node("links", lines=[p.text for p in links])
        if displaced:
            node.printed_lines = [line.number for p in links for line in p.lines]
            self.texts.doubts.append("正文中间夹有网址，已移到正文之后")
        self.body.append(node)

    def _companion(self, paragraphs: list[Paragraph]) -> None:
        title = self.texts.paragraph(paragraphs[0])
        kinds = {"答记者问": "答记者问", "问答": "政策问答", "解答": "政策问答"}
        kind = next((name for end, name in kinds.items() if title.endswith(end)), "政策解读")
        body = [Node("title", text=title), *self._questions(paragraphs[1:])]
        self.companions.append(DraftCompanion(kind, title, body))

    def _questions(self, paragraphs: list[Paragraph]) -> list[Node]:
        """Question-and-answer pairs; text that is neither keeps its own structure."""
        nodes: list[Node] = []
        tree: _Tree | None = None
        holder: Node | None = None

        def flush() -> None:
            nonlocal tree
            if tree is not None:
                (nodes if holder is None else holder.children).extend(tree.nodes)
            tree = None

        for paragraph in paragraphs:
            numbering = paragraph.numbering
            kind = numbering.kind if numbering else None
            asked = kind == "question" or (
                kind in ("section", "subsection", "item")
                and bool(_QUESTION_END.search(paragraph.text))
            )
            if numbering is not None:
                numbering = self.texts.numbered(paragraph, numbering)
            if asked and numbering is not None:
                flush()
                question = Node("question", numbering.label, numbering.rest)
                nodes.append(Node("question_answer", children=[question]))
                holder = question
            elif numbering is not None and kind in ("question", "answer"):
                flush()
                holder = Node("answer", numbering.label, numbering.rest or None)
                if not (nodes and nodes[-1].type == "question_answer"):
                    nodes.append(Node("question_answer"))
                nodes[-1].children.append(holder)
            elif numbering is not None:
                tree = tree or _Tree()
                tree.add_numbered(numbering)
            elif holder is not None and holder.type == "question" and paragraph.role == "plain":
                flush()
                holder = Node("answer", text=self.texts.paragraph(paragraph))
                nodes[-1].children.append(holder)
            elif paragraph.role == "url":
                tree = tree or _Tree()
                tree.add(Node("links", lines=[paragraph.text]))
            else:
                tree = tree or _Tree()
                tree.add_paragraph(self.texts.paragraph(paragraph))
        flush()
        return nodes


def build_document(paragraphs: list[Paragraph]) -> Draft:
    """The draft of one document: its tree, title, number and doubts; ids and metadata follow."""
    builder = _DocumentBuilder(paragraphs)
    builder.build()
    numbers = [line.number for paragraph in paragraphs for line in paragraph.lines]
    return Draft(
        first_line=min(numbers),
        last_line=max(numbers),
        body=builder.body,
        companions=builder.companions,
        doubts=builder.texts.doubts,
        title=builder.title,
        document_number=builder.number,
    )
