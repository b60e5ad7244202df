"""CSV and its like: what Excel, WPS and others call CSV in China."""

import csv
import io

from .cells import Cell
from .files import FileRefused, Sheet, check_size

_SEPARATORS = ",\t;|，；"
_LOOKED_AT = 40


def read_delimited(data: bytes) -> Sheet:
    """The one sheet of a text file; raises FileRefused."""
    text, notes = _decoded(data)
    lines = text.splitlines()
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        separator = lines[0][4]
        # The line stays as an empty row, so that rows keep their numbers.
        text = "\n" + text.split("\n", 1)[1] if "\n" in text else ""
    else:
        separator = _separator(text)
    csv.field_size_limit(1_000_000)
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in reader:
            # A quoted cell may hold line breaks: rows are counted as spreadsheets do.
            rows.append([*row])
    except csv.Error:
        raise FileRefused(f"第 {reader.line_num} 行附近的引号不成对，读不下去") from None
    columns = max((len(row) for row in rows), default=0)
    check_size(len(rows), columns)
    padded = [[*row, *([None] * (columns - len(row)))] for row in rows]
    return Sheet("CSV", padded, notes=notes)


def _decoded(data: bytes) -> tuple[str, list[str]]:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding), []
            except UnicodeDecodeError:
                raise FileRefused("文件里有坏掉的文字，读不了") from None
    if b"\0" in data:
        raise FileRefused("这不是表格文件。请放 .xlsx 或 .csv 文件")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030"), ["文字按 GBK（GB18030）读的"]
    except UnicodeDecodeError:
        raise FileRefused("文字的编码认不出。请另存为 .xlsx，或“CSV UTF-8”") from None


def _separator(text: str) -> str:
    """The separator that cuts the first lines into most cells, in most lines alike."""
    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    best, best_score = ",", 0
    for separator in _SEPARATORS:
        try:
            counts = [len(row) - 1 for row in csv.reader(lines, delimiter=separator)]
        except csv.Error:
            continue
        cut = [count for count in counts if count]
        if not cut:
            continue
        common = max(set(cut), key=cut.count)
        score = cut.count(common) * min(common, 5)
        if score > best_score:
            best, best_score = separator, score
    return best
