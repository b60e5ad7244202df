"""Markdown extension: a page that stage 1 wrote as HTML is handed over untouched.

Parsing HTML as Markdown only to get the same HTML back is half the cost of a build. A page
whose body starts with ``MARKER`` skips every Markdown step; any other page is ordinary
Markdown. Without this extension the page is still valid: the body is one raw HTML block.
"""

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

MARKER = "<!-- mingce:html -->"

#: Before white space normalisation (30) and the HTML parser (20), which would read every line.
_FIRST = 1000


class _HandOver(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """One placeholder for the whole body when it starts with the marker."""
        if lines and lines[0].strip() == MARKER and self.md is not None:
            return [self.md.htmlStash.store("\n".join(lines[1:]))]
        return lines


class PassthroughExtension(Extension):
    """Registers the preprocessor."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_HandOver(md), "mingce_passthrough", _FIRST)


def makeExtension(**kwargs: Any) -> PassthroughExtension:
    """Entry point that Markdown looks for in a module named under ``markdown_extensions``."""
    return PassthroughExtension(**kwargs)
