"""The package of an XLSX file: refused in words, or reduced to what holds cells.

Charts, pictures, pivot tables and comments say nothing about a row, and the library that reads the
cells fails on some of them, which Excel and WPS write every day.
"""

import io
import re
import zipfile
import zlib

from .files import FileRefused

#: A file that grows beyond this when unpacked is no roster.
_MOST_UNPACKED = 400_000_000
_SHEETS = "xl/worksheets/"
_KEPT = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|xl/(_rels/)?[^/]+|xl/worksheets/[^/]+\.xml", re.IGNORECASE
)
#: ISO/IEC 29500 has two dialects; Excel calls the second "Strict Open XML". Names are all they
#: differ in here, and the library knows those of the first.
_DIALECTS = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
#: Of a workbook, what leads to other files or to ranges of cells.
_ASIDE = re.compile(
    rb"<((?:\w+:)?(?:pivotCaches|externalReferences|definedNames))\b.*?</\1>", re.DOTALL
)
#: Of a sheet, the parts before and after its cells that are about them.
_START = re.compile(rb".*?<(\w+:)?worksheet\b[^>]*>", re.DOTALL)
_COLUMNS, _MERGED = (
    re.compile(rb"<((?:\w+:)?" + name + rb")\b.*?</\1>", re.DOTALL)
    for name in (b"cols", b"mergeCells")
)
_CELLS = re.compile(rb"<(?:\w+:)?sheetData\b")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def reduced(data: bytes) -> tuple[bytes, bool]:
    """The package with its cells only, and whether any of them holds a formula.

    Raises FileRefused for packages of other kinds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse(package)
            return _copied(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        raise FileRefused("文件不完整（可能没有下载完），读不了。请重新拿一份") from None
    except NotImplementedError:
        raise FileRefused(
            "文件设了密码，或者用了少见的压缩方式，读不了。请用 Excel 或 WPS 另存一份再放进来"
        ) from None
    except RuntimeError:
        raise FileRefused("文件设了密码，读不了。请去掉密码另存一份再放进来") from None


def _refuse(package: zipfile.ZipFile) -> None:
    names = package.namelist()
    if sum(info.file_size for info in package.infolist()) > _MOST_UNPACKED:
        raise FileRefused("文件解开以后太大了。请分成几个文件")
    if "mimetype" in names and b"opendocument" in package.read("mimetype"):
        raise FileRefused("这是 ODS 表格。请另存为 .xlsx 再放进来")
    if "[Content_Types].xml" not in names:
        raise FileRefused("这是压缩包，不是表格。请把里面的 .xlsx 或 .csv 拿出来")
    if any(name.startswith("xl/") and name.endswith("workbook.bin") for name in names):
        raise FileRefused("这是 .xlsb 文件。请另存为 .xlsx 再放进来")
    if not any(name.startswith(_SHEETS) for name in names):
        raise FileRefused("这不是 Excel 表格（也许是 Word 或别的文件）。请放 .xlsx 或 .csv 文件")


def _copied(package: zipfile.ZipFile) -> tuple[bytes, bool]:
    has_formulas = False
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as target:
        for name in dict.fromkeys(package.namelist()):
            if not _KEPT.fullmatch(name):
                continue
            content = package.read(name)
            for strict, usual in _DIALECTS:
                content = content.replace(strict, usual)
            if name.startswith(_SHEETS):
                content = _sheet(content)
                has_formulas = has_formulas or bool(_FORMULA.search(content))
            elif name.lower().startswith("xl/workbook"):
                content = _ASIDE.sub(b"", content)
            target.writestr(name, content)
    return copy.getvalue(), has_formulas


def _sheet(content: bytes) -> bytes:
    """Widths, cells and merged cells of a sheet; as it is if it is not written as usual."""
    start = _START.match(content)
    cells = _CELLS.search(content)
    if start is None or cells is None:
        return content
    prefix = start[1] or b""
    closing = b"</" + prefix + b"sheetData>"
    end = content.find(closing, cells.start())
    if end < 0:
        return content
    end += len(closing)
    return b"".join(
        [
            start[0],
            _found(_COLUMNS, content, start.end(), cells.start()),
            content[cells.start() : end],
            _found(_MERGED, content, end, len(content)),
            b"</" + prefix + b"worksheet>",
        ]
    )


def _found(part: re.Pattern[bytes], content: bytes, low: int, high: int) -> bytes:
    found = part.search(content, low, high)
    return found[0] if found else b""
