"""Reading a content file as text: UTF-8 only, with a plain reason when it cannot be."""

import errno
import os
import re
import stat
from pathlib import Path

from .problems import ContentErrors, Problem

#: Larger content files are refused: the largest real document is under 100 kB.
MAX_BYTES = 5_000_000

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
#: What YAML forbids, what it would silently take for a line break, and what nobody can see.
INVISIBLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]"
    "|[\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
# O_NONBLOCK: a named pipe in the folder must not hang the build.
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NAMES = {
    "\0": "空字符（NUL）",
    "\ufeff": "字节顺序标记（BOM）",
    "\ufffd": "乱码替代字符 �（U+FFFD），原来的字已经丢了",
    "\u200b": "零宽空格（U+200B）",
}


def split_lines(text: str) -> list[str]:
    """The lines of a text as YAML and editors count them, without their line ends."""
    return _LINE_BREAK.split(text)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Line and column (both from 1) of a character offset."""
    before = split_lines(text[:offset])
    return len(before), len(before[-1]) + 1


def read_text(path: Path, file: str) -> str:
    """Read a UTF-8 text file.

    :param file: the name used in messages.
    :raises ContentErrors: the file cannot be read or is not clean UTF-8 text.
    """
    text = _decode(read_bytes(path, file), file)
    hidden = [
        Problem(file, *place_of(text, found.start()), _describe_invisible(found.group()))
        for found in INVISIBLE.finditer(text)
    ]
    if hidden:
        raise ContentErrors(hidden)
    return text


def _describe_invisible(char: str) -> str:
    name = _NAMES.get(char) or f"看不见的控制字符（U+{ord(char):04X}）"
    return f"这里有{name}。请删掉它再重新输入这几个字"


def read_bytes(path: Path, file: str) -> bytes:
    """The bytes of a file.

    :param file: the name used in messages.
    :raises ContentErrors: the file cannot be read or is too large.
    """
    try:
        handle = os.open(path, _OPEN)
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise IsADirectoryError
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise ContentErrors([Problem(file, 1, 1, _describe_os_error(error, path))]) from None
    if len(raw) > MAX_BYTES:
        message = "文件超过 5 MB。内容文件不会这么大，请检查是不是放错了文件"
        raise ContentErrors([Problem(file, 1, 1, message)])
    return raw


def _describe_os_error(error: OSError, path: Path) -> str:
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return "这是一个符号链接，它指向的文件不存在"
        return "缺少这个文件"
    if isinstance(error, PermissionError):
        return "没有读这个文件的权限。请用 chmod 或文件属性改成可读"
    if isinstance(error, IsADirectoryError) or error.errno == errno.ENXIO:
        return "这里应当是一个文件，找到的是文件夹或设备"
    if error.errno == errno.ELOOP:
        return "符号链接绕成了圈，读不到文件"
    return f"读不了这个文件（系统错误 {error.errno}）"


def _decode(raw: bytes, file: str) -> str:
    def refuse(message: str, offset: int = 0) -> ContentErrors:
        before = raw[:offset].decode("utf-8", "replace")
        return ContentErrors([Problem(file, *place_of(before, len(before)), message)])

    if raw.startswith(b"\xef\xbb\xbf"):
        raise refuse("文件开头有字节顺序标记（BOM）。请另存为“UTF-8 无 BOM”")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(raw):
        raise refuse("文件是 UTF-16 编码。请另存为 UTF-8")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    # UTF-8 bytes of U+D800…U+DFFF.
    if raw[at] == 0xED and raw[at + 1 : at + 2] >= b"\xa0":
        raise refuse("这里有半个代理对字符（不成字）。请删掉它", at)
    try:
        guess = raw.decode("gb18030")
    except UnicodeDecodeError:
        guess = ""
    if re.search("[\u4e00-\u9fff]", guess):
        # Two bytes of GBK may happen to be UTF-8: point at the first that is not ASCII.
        first = next(index for index, byte in enumerate(raw) if byte >= 0x80)
        raise refuse("文件不是 UTF-8 编码，像是 GBK（ANSI）。请另存为 UTF-8", first)
    raise refuse(f"这里的字节 0x{raw[at]:02X} 不是 UTF-8 文字。请另存为 UTF-8", at)


def _looks_like_utf16(raw: bytes) -> bool:
    """UTF-16 without a mark: ASCII keys leave a NUL in every other byte."""
    head = raw[:200]
    most = max(head[0::2].count(0), head[1::2].count(0))
    return len(head) >= 4 and most > len(head) // 4
