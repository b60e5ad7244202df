"""The plain text that documents were taken from, line by line, with its printed pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from build_scripts.model.catalogue import SourceManifest

from .text_file import split_lines

#: A printed page footer standing on a line of its own, e.g. ``第 6 页 共 118 页``.
FOOTER = re.compile(r"第\s*(\d+)\s*页\s*[，,/]?\s*共\s*\d+\s*页")


def squeeze(text: str) -> str:
    """``text`` without any white space: what the lossless comparison looks at."""
    return "".join(text.split())


class PageRange(NamedTuple):
    """Printed pages of a run of lines; ``exact`` is false when page breaks are not all marked."""

    first: str
    last: str
    exact: bool


@dataclass(frozen=True)
class _PageSpan:
    """Lines ``first_line``..``last_line`` lie on ``page``."""

    first_line: int
    last_line: int
    page: int
    exact: bool


@dataclass(frozen=True)
class SourceText:
    """A source in content/sources: its text and its manifest.

    ``lines[0]`` is line 1. A line that begins with one space opens a printed page; a footer line
    closes one and names its number.
    """

    name: str
    manifest: SourceManifest
    lines: tuple[str, ...]
    #: Path of the text file relative to the project folder, for messages.
    file: str = ""

    @classmethod
    def from_text(
        cls, name: str, manifest: SourceManifest, text: str, file: str = ""
    ) -> "SourceText":
        """Split ``text`` (line ends ``\\n``, ``\\r\\n`` or ``\\r``) into lines."""
        lines = split_lines(text.removeprefix("\ufeff"))
        if len(lines) > 1 and not lines[-1]:
            lines.pop()
        return cls(name, manifest, tuple(lines), file)

    def line(self, number: int) -> str:
        """Line ``number``, counted from 1. Raises ``IndexError`` outside the text."""
        if number < 1:
            raise IndexError(number)
        return self.lines[number - 1]

    def footer_page(self, number: int) -> int | None:
        """The page number if line ``number`` is a page footer."""
        match = FOOTER.fullmatch(self.line(number).strip())
        return int(match[1]) if match else None

    def is_content(self, number: int) -> bool:
        """Whether line ``number`` carries text: neither blank nor a page footer."""
        return bool(self.line(number).strip()) and self.footer_page(number) is None

    def content_lines(self, first: int = 1, last: int | None = None) -> Iterator[int]:
        """Numbers of the lines from ``first`` to ``last`` (inclusive) that carry text."""
        stop = len(self.lines) if last is None else min(last, len(self.lines))
        first = max(first, 1)
        return (number for number in range(first, stop + 1) if self.is_content(number))

    @cached_property
    def _spans(self) -> tuple[_PageSpan, ...]:
        """Pages of the text. Empty when neither the manifest nor a footer names a page."""
        footers = {
            number: page
            for number in range(1, len(self.lines) + 1)
            if (page := self.footer_page(number)) is not None
        }
        start_page = self.manifest.first_page
        start_line = 1
        spans: list[_PageSpan] = []
        for end_line, end_page in [*footers.items(), (len(self.lines), self.manifest.total_pages)]:
            if start_line > end_line:
                continue
            breaks = [
                number
                for number in range(start_line + 1, end_line + 1)
                if self.line(number).startswith(" ") and self.is_content(number)
            ]
            # A footer before any known page fixes the pages above it only by counting back.
            known = start_page is not None
            if start_page is None:
                if end_page is None:
                    return ()
                start_page = max(1, end_page - len(breaks))
            exact = known and end_page is not None and start_page + len(breaks) == end_page
            for index, first_line in enumerate([start_line, *breaks]):
                last_line = breaks[index] - 1 if index < len(breaks) else end_line
                page = start_page + index
                if end_page is not None:
                    page = min(page, end_page)
                spans.append(_PageSpan(first_line, last_line, page, exact))
            start_line = end_line + 1
            start_page = None if end_page is None else end_page + 1
        return tuple(spans)

    def pages(self, first_line: int, last_line: int) -> PageRange | None:
        """Printed pages of lines ``first_line`` to ``last_line``; None when no page is known."""
        first = last = None
        for span in self._spans:
            if span.first_line <= first_line <= span.last_line:
                first = span
            if span.first_line <= last_line <= span.last_line:
                last = span
        if first is None or last is None:
            return None
        return PageRange(str(first.page), str(last.page), first.exact and last.exact)
