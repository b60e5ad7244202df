"""Markdown extension: a page that stage 1 wrote as HTML is handed over untouched.

Parsing HTML as Markdown only to get the same HTML back is half the cost of a build. A page
whose body starts with ``MARKER`` skips every Markdown step; any other page is ordinary
Markdown. Without this extension the page is still valid: the body is one raw HTML block.
"""

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

MARKER = "<!-- mingce:html -->"

#: Before every other preprocessor, after every other postprocessor: none of them sees the page.
_FIRST, _LAST = 1000, -1000


class _Take(Preprocessor):
    """Takes the whole body away when it starts with the marker."""

    taken: str | None = None

    def run(self, lines: list[str]) -> list[str]:
        if not lines or lines[0].strip() != MARKER:
            return lines
        self.taken = "\n".join(lines[1:])
        return []


class _Return(Postprocessor):
    """Puts back what was taken."""

    def __init__(self, md: Markdown, take: _Take) -> None:
        super().__init__(md)
        self._take = take

    def run(self, text: str) -> str:
        # The toc extension passes its own text through here before the (empty) page comes.
        if text or self._take.taken is None:
            return text
        html, self._take.taken = self._take.taken, None
        return html


class PassthroughExtension(Extension):
    """Registers both halves."""

    def extendMarkdown(self, md: Markdown) -> None:
        take = _Take(md)
        md.preprocessors.register(take, "mingce_take", _FIRST)
        md.postprocessors.register(_Return(md, take), "mingce_return", _LAST)


def makeExtension(**kwargs: Any) -> PassthroughExtension:
    """Entry point that Markdown looks for in a module named under ``markdown_extensions``."""
    return PassthroughExtension(**kwargs)
