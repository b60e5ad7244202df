"""Reads generated pages: their ids, links and everything a strict policy would refuse."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from build_scripts.passthrough import MARKER

#: Elements without an end tag.
_VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "wbr"))


@dataclass
class ParsedPage:
    """One page as the browser will see it; ``site_path`` is empty for the home page."""

    site_path: str
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unbalanced: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)


class _Parser(HTMLParser):
    def __init__(self, page: ParsedPage) -> None:
        super().__init__()
        self._page = page
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append(tag)
        if tag in ("script", "style", "iframe", "object", "embed"):
            self._page.refused.append(f"<{tag}>")
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._page.headings.append(int(tag[1]))
        for name, value in attrs:
            if name == "id":
                self._page.ids.append(value or "")
            elif name == "href":
                self._page.links.append(value or "")
            elif name == "style" or name.startswith("on") or name in ("src", "srcset"):
                self._page.refused.append(f"{tag} {name}")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self._page.unbalanced.append(f"</{tag}> after {self._open[-3:]}")
        else:
            self._open.pop()

    def close(self) -> None:
        super().close()
        self._page.unbalanced += self._open


def parse_pages(docs: Path) -> dict[str, ParsedPage]:
    """Site path → page, for every generated page below ``docs``."""
    pages = {}
    for path in sorted(docs.rglob("*.md")):
        text = path.read_text("utf-8")
        _, _, body = text.partition(MARKER)
        assert body, f"{path} has no HTML marker"
        site_path = path.relative_to(docs).as_posix().removesuffix("index.md")
        page = ParsedPage(site_path)
        parser = _Parser(page)
        parser.feed(body)
        parser.close()
        pages[site_path] = page
    return pages


def broken_links(docs: Path, pages: dict[str, ParsedPage]) -> list[str]:
    """Every internal link whose page, file or #id does not exist."""
    broken = []
    for page in pages.values():
        for href in page.links:
            parts = urlsplit(href)
            if parts.scheme in ("http", "https", "mailto", "tel"):
                continue
            target = _resolve(page.site_path, unquote(parts.path))
            found = pages.get(target)
            if found is None:
                if not target or target.endswith("/") or not (docs / target).is_file():
                    broken.append(f"{page.site_path}: {href}")
            elif "=" in parts.fragment:
                continue  # answers for a calculator, no place on the page
            elif parts.fragment and unquote(parts.fragment) not in found.ids:
                broken.append(f"{page.site_path}: {href} (no such id)")
    return broken


def _resolve(site_path: str, href: str) -> str:
    """The site path that ``href`` leads to; it must not leave the site or start with a slash."""
    if href.startswith("/"):
        return f"absolute:{href}"
    if not href:
        return site_path
    joined = normpath(f"root/{site_path}{href}")
    if joined != "root" and not joined.startswith("root/"):
        return f"outside:{href}"
    inside = joined.removeprefix("root").removeprefix("/")
    is_folder = href.endswith(("/", ".."))
    return f"{inside}/" if inside and is_folder else inside
