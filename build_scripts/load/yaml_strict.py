"""YAML text → plain values and their places, refusing everything YAML lets slip.

Values come out as ``dict`` (text keys), ``list``, ``str``, ``int``, ``float``, ``bool``, ``None``.
Only ``true``, ``false``, ``null``, whole numbers and plain decimals are typed; whatever YAML 1.1
would also turn into something other than text (dates, yes/no, octal, 12:30 …) has to be quoted.

Parsing runs over libyaml's events (pure Python ones when libyaml is missing): no recursion, so that
no input can exhaust the stack.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from .colons import mistaken_key
from .problems import ContentErrors, Problem, shown
from .text_file import split_lines

#: Mappings and lists inside one another; a clause tree needs about 16.
MAX_DEPTH = 50

#: Stands in for a scalar that was refused, so that validation can go on and stay silent about it.
REFUSED = "\ue000refused"

#: Steps from a record (or file) to a value in it: keys and indexes.
ValuePath = tuple[str | int, ...]
Place = tuple[int, int]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Plain scalars that are not simply text; the name of the group decides what happens.
_NOT_TEXT = re.compile(
    r"""(?P<empty>)
    | (?P<constant>true|false|null)
    | (?P<integer>0|-?[1-9][0-9]{0,14})
    | (?P<decimal>-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15})
    | (?P<spelling>[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Nn][Uu][Ll][Ll])
    | (?P<tilde>~)
    | (?P<yes_no>[Yy](?:[Ee][Ss])?|[Nn][Oo]?|[Oo][Nn]|[Oo][Ff][Ff])
    | (?P<date>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\ ][0-9:.Zz\ +-]*)?)
    | (?P<time>[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?)
    | (?P<octal>[-+]?0o?[0-9_]+)
    | (?P<radix>[-+]?0[xXbB][0-9a-fA-F_]+)
    | (?P<underscore>[-+]?[0-9][0-9]*_[0-9_.]*)
    | (?P<infinite>[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN))
    | (?P<odd_number>[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
    """,
    re.VERBOSE,
)
_FIRST = frozenset("tTfFnNyYoO~0123456789-+.")
_CONSTANTS = {"true": True, "false": False, "null": None}

_TAB = re.compile(r"^([ ]*)(\t)|(\t)", re.MULTILINE)
_WIDE_BLANK = "\u3000\xa0\u2000-\u200a\u202f\u205f"
_WIDE_INDENT = re.compile(rf"^ *([{_WIDE_BLANK}])(?=[ {_WIDE_BLANK}]*\S)", re.MULTILINE)
WIDE_QUOTES = frozenset("“”‘’＂＇")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


@dataclass
class YamlDocument:
    """One parsed file: its value, the place of everything in it, and what was wrong with it."""

    file: str
    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    start: Place = (1, 1)
    #: For each container (by identity; ``data`` keeps it alive): key or index → marks.
    marks: dict[int, dict[str | int, tuple[Any, Any]]] = field(default_factory=dict)

    def value_place(self, path: Sequence[str | int]) -> Place:
        """Line and column of the value at ``path``; of its nearest existing parent if absent."""
        return self._place(path, 1)

    def key_place(self, path: Sequence[str | int]) -> Place:
        """Line and column of the key (or list item) at ``path``."""
        return self._place(path, 0)

    def _place(self, path: Sequence[str | int], which: int) -> Place:
        place, value = self.start, self.data
        for step in path:
            found = self.marks.get(id(value), {}).get(step)
            if found is None:
                break
            place = found[which].line + 1, found[which].column + 1
            value = value[step]
        return place


def parse_yaml(text: str, file: str) -> YamlDocument:
    """Parse one YAML document.

    :param text: clean text as from :func:`~build_scripts.load.text_file.read_text`.
    :param file: the name used in messages.
    :returns: the document; when its ``problems`` is not empty the refused scalars in ``data`` are
        replaced by ``REFUSED`` and the content must not be used.
    :raises ContentErrors: nothing usable could be parsed.
    """
    layout = _layout_problems(text, file)
    if layout:
        raise ContentErrors(layout)
    return _Parser(text, file).run()


def _layout_problems(text: str, file: str) -> list[Problem]:
    """Tabs and full-width blanks where YAML wants spaces."""
    problems = []
    if "\t" in text:
        for found in _TAB.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            column = found.end() - (text.rfind("\n", 0, found.start()) + 1)
            message = (
                "缩进里有制表符（Tab）。请改用空格，每级两个"
                if found[2]
                else "这里有制表符（Tab）。请改用空格"
            )
            problems.append(Problem(file, line, column, message))
    for found in _WIDE_INDENT.finditer(text):
        line = text.count("\n", 0, found.start(1)) + 1
        column = found.start(1) - text.rfind("\n", 0, found.start(1))
        problems.append(Problem(file, line, column, "缩进里有全角空格。请改用半角空格，每级两个"))
    return problems


class _Parser:
    """One pass over the events of one file."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.document = YamlDocument(file)
        #: The last scalar: what is wrong with the syntax lies behind it.
        self.last: Any = None
        #: The problem of the last scalar when it ran over its line.
        self.ran_over: Problem | None = None

    def run(self) -> YamlDocument:
        loader = _LOADER(self.text)
        try:
            self._parse(loader.get_event)
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # Imported on the first mistake only.
            from .yaml_errors import explain

            problems, ran_over = self.document.problems, self.ran_over
            # A quote without its partner explains what follows it; a plain text that ran over its
            # line is explained by what follows.
            if ran_over is None or not self.last.style:
                if ran_over is not None:
                    problems.remove(ran_over)
                problems.append(
                    explain(error, split_lines(self.text), self.last, self.document.file)
                )
            raise ContentErrors(problems) from None
        finally:
            loader.dispose()
        return self.document

    def _refuse(self, mark: Any, message: str) -> None:
        self.document.problems.append(
            Problem(self.document.file, mark.line + 1, mark.column + 1, message)
        )

    def _parse(self, get_event: Any) -> None:
        document = self.document
        scalar, alias = yaml.ScalarEvent, yaml.AliasEvent
        mapping_start, sequence_start = yaml.MappingStartEvent, yaml.SequenceStartEvent
        mapping_end, sequence_end = yaml.MappingEndEvent, yaml.SequenceEndEvent
        no_key = object()

        stack: list[tuple[Any, Any, Any, Any]] = []
        container: Any = None  # the innermost open dict or list
        marks: dict[str | int, tuple[Any, Any]] = {}
        key: Any = no_key  # the pending key of an open dict
        key_mark: Any = None
        skipping = 0  # depth inside a refused complex key
        seen_document = False

        while True:
            event = get_event()
            kind = event.__class__

            if kind is scalar:
                self.last, self.ran_over = event, None
                if event.anchor is not None or event.tag is not None:
                    self._refuse_properties(event)
                if skipping:
                    continue
                if container.__class__ is dict and key is no_key:
                    key, key_mark = self._key(event), event.start_mark
                    if key in container:
                        first = marks[key][0]
                        self._refuse(
                            key_mark,
                            f"键“{shown(key)}”重复，第 {first.line + 1} 行已经写过。"
                            "同一处每个键只能写一次，请删掉一个",
                        )
                        # Kept under a name of its own, so that what is in it is still looked at.
                        key = f"{REFUSED}{len(container)}"
                    continue
                text = event.value
                if event.style:
                    value: Any = text
                    if event.start_mark.line != event.end_mark.line or event.style == '"':
                        value = self._quoted(event)
                elif text[:1] in _FIRST or not text:
                    value = self._plain(event, key_mark if container.__class__ is dict else None)
                else:
                    value = text
                    if event.start_mark.line != event.end_mark.line:
                        value = self._over_lines(event)
            elif kind is mapping_start or kind is sequence_start:
                if event.anchor is not None or event.tag is not None:
                    self._refuse_properties(event)
                if skipping or (container.__class__ is dict and key is no_key):
                    if not skipping:
                        self._refuse(event.start_mark, _KEY_NOT_TEXT)
                    skipping += 1
                    if skipping > MAX_DEPTH:
                        self._too_deep(event.start_mark)
                    continue
                stack.append((container, marks, key, key_mark))
                if len(stack) > MAX_DEPTH:
                    self._too_deep(event.start_mark)
                new: Any = {} if kind is mapping_start else []
                new_marks: dict[str | int, tuple[Any, Any]] = {}
                document.marks[id(new)] = new_marks
                if container is None:
                    document.data = new
                    document.start = event.start_mark.line + 1, event.start_mark.column + 1
                elif container.__class__ is dict:
                    container[key] = new
                    marks[key] = key_mark, event.start_mark
                else:
                    marks[len(container)] = event.start_mark, event.start_mark
                    container.append(new)
                container, marks, key, key_mark = new, new_marks, no_key, None
                continue
            elif kind is mapping_end or kind is sequence_end:
                if skipping:
                    skipping -= 1
                    if not skipping:
                        key, key_mark = f"{REFUSED}{len(container)}", event.start_mark
                    continue
                container, marks, key, key_mark = stack.pop()
                key = no_key
                continue
            elif kind is alias:
                self._refuse(event.start_mark, ANCHOR)
                if skipping:
                    continue
                value = REFUSED
                if container.__class__ is dict and key is no_key:
                    key, key_mark = f"{REFUSED}{len(container)}", event.start_mark
                    continue
            elif kind is yaml.DocumentStartEvent:
                if event.version or event.tags:
                    self._refuse(event.start_mark, DIRECTIVE)
                if seen_document:
                    self._refuse(
                        event.start_mark,
                        "一个文件里只能有一份内容，这里用“---”又开始了一份。请拆成两个文件",
                    )
                    raise ContentErrors(document.problems)
                seen_document = True
                continue
            elif kind is yaml.StreamEndEvent:
                break
            else:
                continue

            # A finished scalar (or refused alias) goes into the innermost container.
            if container is None:
                document.data = value
                document.start = event.start_mark.line + 1, event.start_mark.column + 1
            elif container.__class__ is dict:
                container[key] = value
                marks[key] = key_mark, event.start_mark
                key = no_key
            else:
                marks[len(container)] = event.start_mark, event.start_mark
                container.append(value)

        if not seen_document:
            self.document.problems.append(Problem(document.file, 1, 1, _EMPTY_FILE))
            raise ContentErrors(self.document.problems)

    def _too_deep(self, mark: Any) -> None:
        self._refuse(mark, f"嵌套超过 {MAX_DEPTH} 层。请检查括号或缩进是不是写错了")
        raise ContentErrors(self.document.problems)

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse(event.start_mark, ANCHOR)
        if event.tag is not None:
            self._refuse(event.start_mark, TAG)

    def _key(self, event: Any) -> str:
        """The text of a key; a stand-in where the key was refused."""
        key: str = event.value
        mark = event.start_mark
        if event.style:
            if event.style == '"':
                self._quoted(event)
            return key
        if key == "<<":
            self._refuse(mark, "不支持合并键“<<”。请把要用的内容直接写出来")
        elif key[:1] in WIDE_QUOTES:
            self._refuse(mark, f'键“{shown(key)}”用了中文引号。键不用加引号，要加就用半角的 " ')
        elif not key:
            self._refuse(mark, NO_KEY)
        elif key[0] in _FIRST and (found := _NOT_TEXT.fullmatch(key)):
            self._refuse(mark, f"{_KEY_NOT_TEXT}，找到的是“{shown(key)}”，{_WHY[found.lastgroup]}")
        else:
            return key
        return f"{REFUSED}{mark.line}.{mark.column}"

    def _plain(self, event: Any, key_mark: Any) -> Any:
        """A plain scalar that may be more than text."""
        text: str = event.value
        found = _NOT_TEXT.fullmatch(text)
        group = found.lastgroup if found else None
        if group is None:
            if event.start_mark.line != event.end_mark.line:
                return self._over_lines(event)
            return text
        if group == "constant":
            return _CONSTANTS[text]
        if group == "integer":
            return int(text)
        if group == "decimal":
            return float(text)
        if group == "empty":
            if event.tag is None and event.anchor is None:
                message = _EMPTY_VALUE if key_mark else _EMPTY_ITEM
                if not self.document.marks:
                    message = _EMPTY_FILE
                self._refuse(key_mark or event.start_mark, message)
        else:
            self._refuse(event.start_mark, _MEND[group].format(text=shown(text)))
        return REFUSED

    def _over_lines(self, event: Any) -> str:
        """A plain scalar that runs over its line: most often a key that YAML did not see as one."""
        mark = event.start_mark
        slip = mistaken_key(event.value, key_expected=False)
        offset, message = slip or (
            0,
            f"这段文字从第 {mark.line + 1} 行写到了第 {event.end_mark.line + 1} 行。"
            "一段文字写在一行里；如果下一行是别的内容，请检查它的缩进和冒号",
        )
        place = mark.line + 1, mark.column + 1 + offset
        self.ran_over = Problem(self.document.file, *place, message)
        self.document.problems.append(self.ran_over)
        return REFUSED

    def _quoted(self, event: Any) -> str:
        """A quoted or block scalar: not over lines, no hidden characters, no folding."""
        text: str = event.value
        mark = event.start_mark
        if event.style == ">":
            self._refuse(mark, "“>”会在换行处加进空格。一段文字请写在一行里；要逐行保留就用“|”")
        elif event.style == "|":
            return text
        elif mark.line != event.end_mark.line:
            self._refuse(
                mark,
                f"引号里的文字从第 {mark.line + 1} 行写到了第 {event.end_mark.line + 1} 行。"
                "一段文字写在一行里；多半是这里的引号没有成对",
            )
            self.ran_over = self.document.problems[-1]
        elif event.style == '"' and (hidden := _CONTROL.search(text)):
            char = f"U+{ord(hidden.group()):04X}"
            self._refuse(mark, f"引号里用 \\ 写出了控制字符（{char}）。请删掉它")
        else:
            return text
        return REFUSED


DIRECTIVE = "以 % 开头的是指令行，这里不支持。请删掉它；如果是文字，请加半角引号"
ANCHOR = "以 & 或 * 开头的是锚点和引用，这里不支持。请把内容直接写出来；如果是文字，请加半角引号"
TAG = "以 ! 开头的是类型标签，这里不支持。请删掉它；如果是文字，请加半角引号"
NO_KEY = "冒号前面没有键。请写成“键: 值”"
_KEY_NOT_TEXT = "键必须是文字"
_EMPTY_FILE = "文件是空的，没有内容"
_EMPTY_VALUE = "这个键后面没有值。没有内容就删掉这一行，或者写 null"
_EMPTY_ITEM = "“-”后面没有内容。请写上内容，或者删掉这一行"

_AS_TEXT = "如果是文字，请加半角引号"
_MEND = {
    "spelling": f"“{{text}}”的写法不对：true、false、null 要全部小写。{_AS_TEXT}",
    "tilde": f"“~”的意思不清楚。没有值请写 null；{_AS_TEXT}",
    "yes_no": f"“{{text}}”会被当成是/否。是非请写 true 或 false；{_AS_TEXT}",
    "date": '日期没有加引号。请写成 "{text}"',
    "time": '“{text}”会被当成六十进制数。请加半角引号，写成 "{text}"',
    "octal": f"“{{text}}”以 0 开头，会被当成八进制数。数请去掉开头的 0；{_AS_TEXT}",
    "radix": f"“{{text}}”是十六进制或二进制数。数请写成十进制；{_AS_TEXT}",
    "underscore": f"数里不能有下划线，找到的是“{{text}}”。请去掉下划线；{_AS_TEXT}",
    "infinite": f"“{{text}}”不是一个数。{_AS_TEXT}",
    "odd_number": f"“{{text}}”像数又不是普通写法。数请写成 12 或 12.5 的样子；{_AS_TEXT}",
}
_WHY: dict[str | None, str] = {
    "constant": "它是 true、false 或 null。请加半角引号",
    "integer": "它是数。请加半角引号",
    "decimal": "它是数。请加半角引号",
    "date": "它是日期。请加半角引号",
    "yes_no": "它会被当成是/否。请加半角引号",
    **dict.fromkeys(
        ("spelling", "tilde", "time", "octal", "radix", "underscore", "infinite", "odd_number"),
        "它会被当成别的东西。请加半角引号",
    ),
}
