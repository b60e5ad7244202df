"""Cleaning of paragraphs, keeping account of what it was unsure of."""

from dataclasses import dataclass, field, replace

from .layout import Paragraph
from .numbering import Numbering
from .spacing import clean


@dataclass
class Texts:
    """Cleans what is written into the draft; ``doubts`` grows with every guess."""

    doubts: list[str] = field(default_factory=list)

    def clean(self, text: str, keep_blanks: bool = False) -> str:
        """``text`` without debris of extraction."""
        cleaned = clean(text, keep_blanks)
        self.doubts += [f"删去了“{place}”中的空格" for place in cleaned.doubtful]
        return cleaned.text

    def paragraph(self, paragraph: Paragraph) -> str:
        """The text of an unnumbered paragraph."""
        self._note_breaks(paragraph)
        return self.clean(paragraph.text)

    def numbered(self, paragraph: Paragraph, numbering: Numbering) -> Numbering:
        """``numbering`` of ``paragraph`` with label and rest cleaned."""
        self._note_breaks(paragraph)
        return replace(
            numbering, label=self.clean(numbering.label), rest=self.clean(numbering.rest)
        )

    def printed_lines(self, paragraphs: list[Paragraph]) -> list[str]:
        """Sign-off, contact or attachment lines, one per paragraph; blanks between names stay."""
        return [self.clean(paragraph.text, keep_blanks=True) for paragraph in paragraphs]

    def _note_breaks(self, paragraph: Paragraph) -> None:
        if paragraph.starts_by_guess:
            self._doubt_break(paragraph.lines[0].text, "当作另起一段")
        for start in paragraph.doubtful_joins:
            self._doubt_break(start, "没有另起一段")

    def _doubt_break(self, start: str, done: str) -> None:
        self.doubts.append(f"“{start[:12]}…”{done}，原书此处看不出是否分段")
