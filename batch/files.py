"""A file of a reader → sheets of cells. What it is, is told by its bytes, not by its name."""

from dataclasses import dataclass, field

from .cells import Cell

#: More than this is refused before anything is read.
MOST_BYTES = 40_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 300


class FileRefused(Exception):
    """The file cannot be used; the message says why and what to do."""


@dataclass
class Sheet:
    """One sheet; ``rows[0]`` is row 1. Merged cells hold their value everywhere."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    hidden_columns: list[int] = field(default_factory=list)
    #: (row, first column, last column) of merged cells wider than one column; all from 0.
    wide: list[tuple[int, int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Book:
    """A file that could be read. ``date_1904``: its day numbers count from 1904."""

    sheets: list[Sheet]
    date_1904: bool = False


def open_book(data: bytes) -> Book:
    """Read a file; raises FileRefused."""
    if not data.strip(b"\0 \t\r\n"):
        raise FileRefused("文件是空的")
    if len(data) > MOST_BYTES:
        size = len(data) // 1_000_000
        raise FileRefused(
            f"文件有 {size} MB，太大了（最多 {MOST_BYTES // 1_000_000} MB）。请分成几个"
        )
    if data.startswith(b"PK\x03\x04"):
        from .xlsx import read_xlsx

        return read_xlsx(data)
    refuse_known(data)
    from .delimited import read_delimited

    return Book([read_delimited(data)])


def refuse_known(data: bytes) -> None:
    """Name the kinds of files people mistake for the right ones."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise FileRefused("文件设了打开密码，读不了。请去掉密码另存一份再放进来")
        raise FileRefused("这是旧版的 .xls 文件。请用 Excel 或 WPS 打开，另存为 .xlsx 再放进来")
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise FileRefused(
            "文件里其实是网页，不是表格（有的网站导出的“xls”是这样）。"
            "请用 Excel 或 WPS 打开，另存为 .xlsx"
        )
    for mark, name in (
        (b"%pdf", "PDF 文件"),
        (b"\x89png", "图片"),
        (b"\xff\xd8\xff", "图片"),
        (b"rar!", "压缩包"),
        (b"7z\xbc\xaf", "压缩包"),
    ):
        if start.startswith(mark):
            raise FileRefused(f"这是{name}，不是表格。请放 .xlsx 或 .csv 文件")


def check_size(rows: int, columns: int) -> None:
    """Refuse what cannot be worked on in a browser."""
    if rows > MOST_ROWS:
        raise FileRefused(f"表里有 {rows} 行，太多了（最多 {MOST_ROWS} 行）。请分成几个文件")
    if columns > MOST_COLUMNS:
        raise FileRefused(f"表里有 {columns} 列，太多了（最多 {MOST_COLUMNS} 列）")
