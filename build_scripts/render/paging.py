"""Long lists in pages of bounded size: a page costs the same in a collection of any size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

#: Rows a browser sorts and filters without a pause.
PAGE_SIZE = 500
#: Page links shown on either side of the current page.
_NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """Part ``number`` of ``count`` of a list; ``links`` are the pages to offer: (number, path)."""

    site_path: str
    number: int
    count: int
    total: int
    rows: Sequence[T]
    links: list[tuple[int, str]]

    @property
    def title_suffix(self) -> str:
        """What tells the pages of one list apart."""
        return f"（第{self.number}页）" if self.number > 1 else ""


def slices(site_path: str, rows: Sequence[T], size: int = PAGE_SIZE) -> Iterator[Slice[T]]:
    """``rows`` in parts; the first is at ``site_path``, the others below it. Never empty."""
    count = max(1, -(-len(rows) // size))
    for number in range(1, count + 1):
        nearby = range(max(1, number - _NEIGHBOURS), min(count, number + _NEIGHBOURS) + 1)
        links = [(n, _path(site_path, n)) for n in sorted({1, *nearby, count})]
        part = rows[(number - 1) * size : number * size]
        yield Slice(_path(site_path, number), number, count, len(rows), part, links)


def _path(site_path: str, number: int) -> str:
    return site_path if number == 1 else f"{site_path}page-{number}/"
