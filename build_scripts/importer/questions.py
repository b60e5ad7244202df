"""Questions and answers: 问：/答：, or numbered questions each followed by its answer."""

import re

from .draft import Node
from .layout import Paragraph
from .texts import Texts
from .tree import ClauseTree

_QUESTION_END = re.compile(r"[？?][”」]?$")


class _Pairs:
    """Pairs read so far; text that is neither question nor answer keeps its own structure."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.tree = ClauseTree()
        #: The question or answer that further text belongs to.
        self._part: Node | None = None

    @property
    def awaits_answer(self) -> bool:
        return self._part is not None and self._part.type == "question"

    def flush(self) -> None:
        """Hand the text gathered so far to the part it belongs to."""
        (self.nodes if self._part is None else self._part.children).extend(self.tree.nodes)
        self.tree = ClauseTree()

    def start(self, part: Node) -> None:
        """Begin a question, or the answer to the last one."""
        self.flush()
        if part.type == "question" or not self.awaits_answer:
            self.nodes.append(Node("question_answer"))
        self.nodes[-1].children.append(part)
        self._part = part


def question_nodes(paragraphs: list[Paragraph], texts: Texts) -> list[Node]:
    """Nodes of a question-and-answer text, each pair a ``question_answer``."""
    pairs = _Pairs()
    for paragraph in paragraphs:
        numbering = paragraph.numbering
        if numbering is not None:
            asked = numbering.kind == "question" or (
                numbering.kind in ("section", "subsection", "item")
                and bool(_QUESTION_END.search(paragraph.text))
            )
            numbering = texts.numbered(paragraph, numbering)
            if asked:
                pairs.start(Node("question", numbering.label, numbering.rest or None))
            elif numbering.kind in ("question", "answer"):
                pairs.start(Node("answer", numbering.label, numbering.rest or None))
            else:
                pairs.tree.add_numbered(numbering)
        elif paragraph.role == "url":
            pairs.tree.add(Node("links", lines=[paragraph.text]))
        elif pairs.awaits_answer and paragraph.role == "plain":
            pairs.start(Node("answer", text=texts.paragraph(paragraph)))
        else:
            pairs.tree.add_paragraph(texts.paragraph(paragraph))
    pairs.flush()
    return pairs.nodes
