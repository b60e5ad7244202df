"""Reading and writing JSON so that every runtime gives the same bytes.

Decimal numbers are read as exact ratios, never as floating point, and objects are written
with sorted keys and without spaces, so the text does not depend on the order of a dict.
"""

from .exact import Ratio, parse
from .shapes import Json

_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WRITTEN = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MAX_DEPTH = 40


class WireError(Exception):
    """Text that is not JSON. ``args[0]`` says in Chinese what is wrong and where."""


def read(text: str) -> Json:
    """The value of a JSON text; whole numbers are int, other numbers Ratio.

    Raises WireError for anything that is not JSON, for a repeated key and for exponents.
    """
    reader = _Reader(text)
    value = reader.value(0)
    reader.space()
    if reader.at < len(text):
        reader.fail("后面还有多余的内容")
    return value


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fail(self, what: str) -> None:
        raise WireError("第 " + str(self.at + 1) + " 个字符处：" + what)

    def space(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t\r\n":
            self.at += 1

    def peek(self) -> str:
        self.space()
        if self.at >= len(self.text):
            self.fail("内容不完整")
        return self.text[self.at]

    def expect(self, mark: str) -> None:
        if self.peek() != mark:
            self.fail("这里应为 " + mark)
        self.at += 1

    def value(self, depth: int) -> Json:
        if depth > _MAX_DEPTH:
            self.fail("嵌套太深")
        mark = self.peek()
        if mark == "{":
            return self.object(depth)
        if mark == "[":
            return self.array(depth)
        if mark == '"':
            return self.string()
        for word, meaning in (("true", True), ("false", False), ("null", None)):
            if self.text[self.at : self.at + len(word)] == word:
                self.at += len(word)
                return meaning
        return self.number()

    def object(self, depth: int) -> Json:
        self.expect("{")
        result: dict[str, Json] = {}
        if self.peek() == "}":
            self.at += 1
            return result
        while True:
            if self.peek() != '"':
                self.fail("键要用双引号括起来")
            key = self.string()
            if key in result:
                self.fail("键 " + key + " 重复")
            self.expect(":")
            result[key] = self.value(depth + 1)
            if self.peek() == ",":
                self.at += 1
                continue
            self.expect("}")
            return result

    def array(self, depth: int) -> Json:
        self.expect("[")
        result: list[Json] = []
        if self.peek() == "]":
            self.at += 1
            return result
        while True:
            result.append(self.value(depth + 1))
            if self.peek() == ",":
                self.at += 1
                continue
            self.expect("]")
            return result

    def string(self) -> str:
        self.at += 1
        end = self.text.find('"', self.at)
        plain = self.text[self.at : end] if end >= 0 else "\\"
        if "\\" not in plain and _is_plain(plain):
            self.at = end + 1
            return plain
        pieces: list[str] = []
        start = self.at
        while True:
            if self.at >= len(self.text):
                self.fail("字符串没有结束")
            mark = self.text[self.at]
            if mark == '"':
                pieces.append(self.text[start : self.at])
                self.at += 1
                return "".join(pieces)
            if mark < " ":
                self.fail("字符串里有控制字符")
            if mark == "\\":
                pieces.append(self.text[start : self.at])
                self.at += 1
                pieces.append(self.escape())
                start = self.at
            else:
                self.at += 1

    def escape(self) -> str:
        mark = self.text[self.at : self.at + 1]
        self.at += 1
        if mark in _ESCAPES and mark:
            return _ESCAPES[mark]
        if mark != "u":
            self.fail("不认识的转义")
        code = self.code_unit()
        if 0xD800 <= code < 0xDC00 and self.text[self.at : self.at + 2] == "\\u":
            self.at += 2
            low = self.code_unit()
            if 0xDC00 <= low < 0xE000:
                return chr(0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00)
        if 0xD800 <= code < 0xE000:
            self.fail("不完整的字符")
        return chr(code)

    def code_unit(self) -> int:
        digits = self.text[self.at : self.at + 4]
        if len(digits) < 4 or not all(d in "0123456789abcdefABCDEF" for d in digits):
            self.fail("\\u 后要有四位十六进制数")
        self.at += 4
        return int(digits, 16)

    def number(self) -> Json:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "+-.0123456789eE":
            self.at += 1
        text = self.text[start : self.at]
        number = parse(text)
        if number is None:
            self.at = start
            self.fail("不是 JSON 的值（数字请写成普通的十进制）")
            return None
        return int(text) if "." not in text else number


class Written:
    """A value together with its text, for what is sent again and again."""

    def __init__(self, value: Json) -> None:
        self.value = value
        self.text = write(value)


def write(value: Json) -> str:
    """Canonical JSON: sorted keys, no spaces, Han characters as themselves."""
    pieces: list[str] = []
    _append(value, pieces)
    return "".join(pieces)


def _append(value: Json, pieces: list[str]) -> None:
    """Add the pieces of the text. A good part of the time of an answer: every call counts."""
    if isinstance(value, dict):
        start = len(pieces)
        for key in sorted(value):
            pieces.append(_NAMES[key] if key in _NAMES else _name(key))
            item = value[key]
            if isinstance(item, str):
                pieces.append(_QUOTED[item] if item in _QUOTED else _quoted(item))
            elif item is None:
                pieces.append("null")
            else:
                _append(item, pieces)
        if len(pieces) > start:
            pieces[start] = "{" + pieces[start][1:]
            pieces.append("}")
        else:
            pieces.append("{}")
    elif isinstance(value, list):
        pieces.append("[")
        for item in value:
            if isinstance(item, str):
                pieces.append(_QUOTED[item] if item in _QUOTED else _quoted(item))
            else:
                _append(item, pieces)
            pieces.append(",")
        if value:
            pieces[-1] = "]"
        else:
            pieces.append("]")
    else:
        pieces.append(_scalar(value))


def _scalar(value: Json) -> str:
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Written):
        return value.text
    if isinstance(value, Ratio):
        return _quoted(value.text())
    return str(value)


def _is_plain(text: str) -> bool:
    """Whether there are no control characters. In bytes: MicroPython is slow with characters."""
    return not text or min(text.encode()) >= 32


#: Texts already quoted: ids and quotes come again and again.
_QUOTED: dict[str, str] = {}
_MOST_QUOTED = 4000
#: Names of members with what stands around them when they are not the first.
_NAMES: dict[str, str] = {}


def _name(key: str) -> str:
    _NAMES[key] = "," + _quote(key) + ":"
    return _NAMES[key]


def _quoted(text: str) -> str:
    if text not in _QUOTED:
        if len(_QUOTED) >= _MOST_QUOTED:
            _QUOTED.clear()
        _QUOTED[text] = _quote(text)
    return _QUOTED[text]


def _quote(text: str) -> str:
    if '"' not in text and "\\" not in text and _is_plain(text):
        return '"' + text + '"'
    pieces = []
    for character in text:
        if character in _WRITTEN:
            pieces.append(_WRITTEN[character])
        elif character < " ":
            pieces.append(f"\\u{ord(character):04x}")
        else:
            pieces.append(character)
    return '"' + "".join(pieces) + '"'


def pretty(value: Json, indent: str = "") -> str:
    """The same text as ``write`` laid out over several lines, for people."""
    deeper = indent + "  "
    if isinstance(value, Written):
        return pretty(value.value, indent)
    if isinstance(value, dict) and value:
        lines = [deeper + _quoted(k) + ": " + pretty(value[k], deeper) for k in sorted(value)]
        return "{\n" + ",\n".join(lines) + "\n" + indent + "}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join([deeper + pretty(i, deeper) for i in value]) + "\n" + indent + "]"
    return write(value)
