"""The YAML parser's complaints in plain Chinese, with the place and the usual cause.

libyaml and the pure Python parser word some complaints differently; what is matched here is common
to both.
"""

import re
from typing import Any

import yaml

from .colons import mistaken_key
from .problems import Problem, shown
from .yaml_strict import ANCHOR, DIRECTIVE, NO_KEY, TAG

_START = r" *(?:- +)*"


def explain(error: Exception, lines: list[str], last: Any, file: str) -> Problem:
    """One problem for a syntax error.

    :param lines: the lines of the file.
    :param last: the last scalar event before the error, if any; what is wrong lies after it.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        line = last.end_mark.line + 1 if last is not None else 1
        return Problem(file, line, 1, "这里不符合 YAML 的写法。请检查引号里的反斜杠和特殊字符")
    return _Explainer(error, lines, last, file).explain()


class _Explainer:
    def __init__(self, error: yaml.MarkedYAMLError, lines: list[str], last: Any, file: str) -> None:
        self.context = error.context or ""
        self.problem = error.problem or ""
        self.mark: Any = error.problem_mark
        self.context_mark: Any = error.context_mark or error.problem_mark
        self.lines = lines
        self.last = last
        self.file = file

    def explain(self) -> Problem:
        context, problem = self.context, self.problem
        if "quoted scalar" in context:
            return self._quoted_scalar()
        if "alias" in context or "anchor" in context:
            return self._at(self.context_mark, ANCHOR)
        if "tag" in context or "tag handle" in problem:
            return self._at(self.context_mark, TAG)
        if "directive" in context or "directive" in problem or "incompatible YAML" in problem:
            return self._at(self.context_mark, DIRECTIVE)
        if "block scalar" in context:
            return self._at(
                self.context_mark,
                "文字不能以“|”或“>”开头，它们有特别的意思。请给整段文字加半角引号",
            )
        if "cannot start any token" in problem:
            return self._at(
                self.mark,
                f'文字不能以“{shown(self._char())}”开头。请给整段文字加半角引号，写成 "…"',
            )
        if (found := self._mistaken_colon()) is not None:
            return found
        if "flow" in context:
            return self._flow()
        if "node content" in problem:
            return self._surplus()
        if "entries are not allowed" in problem:
            return self._at(self.mark, "列表项“- ”要另起一行写。如果“-”是文字，请加半角引号")
        if "keys are not allowed" in problem:
            return self._at(self.mark, "这里不能写“?”。如果是文字，请加半角引号")
        if "values are not allowed" in problem:
            return self._extra_colon()
        if "could not find expected ':'" in problem:
            if (dash := re.match(r" *-(?=[^ -])", self._line(self.context_mark))) is not None:
                place = self.context_mark.line + 1, dash.end() + 1
                return Problem(self.file, *place, "列表项的“-”后面少一个空格。请写成“- ”")
            return self._at(
                self.context_mark,
                f"这一行没有“键: 值”的冒号：“{shown(self._line(self.context_mark).strip())}”。"
                "请补上冒号和空格；如果它是上一行文字的后半段，请接到上一行",
            )
        if "block mapping" in context or "block collection" in context:
            return self._block()
        if "document start" in problem:
            return self._at(self.mark, "前面的内容到这里已经结束，后面不能再写。请检查括号和缩进")
        return self._at(self.mark, "这里不符合 YAML 的写法。请检查缩进、冒号、引号和括号")

    # --- Places ---------------------------------------------------------------------------------

    def _at(self, mark: Any, message: str) -> Problem:
        return Problem(self.file, mark.line + 1, mark.column + 1, message)

    def _line(self, mark: Any) -> str:
        return self.lines[mark.line] if mark.line < len(self.lines) else ""

    def _char(self) -> str:
        return self._line(self.mark)[self.mark.column : self.mark.column + 1]

    def _surplus(self) -> Problem:
        char = shown(self._char())
        return self._at(self.mark, f"这里多了一个“{char}”。请删掉；如果是文字，请加半角引号")

    # --- Causes ---------------------------------------------------------------------------------

    def _mistaken_colon(self) -> Problem | None:
        """A key whose colon is full-width or lacks its space, between the last value and here."""
        first = 0
        if self.last is not None:
            ran_over = self.last.start_mark.line != self.last.end_mark.line
            first = self.last.start_mark.line + (not ran_over)
        end = min(self.mark.line, len(self.lines) - 1)
        for number in sorted({*range(first, end + 1), min(self.context_mark.line, end), end}):
            if number == end and self._after_quote():
                continue
            if (slip := mistaken_key(self.lines[number], key_expected=True)) is not None:
                return Problem(self.file, number + 1, slip[0] + 1, slip[1])
        return None

    def _after_quote(self) -> bool:
        """Whether the error stands right behind a quoted text on the same line."""
        last = self.last
        return (
            last is not None
            and last.style in ("'", '"')
            and last.end_mark.line == self.mark.line
            and last.end_mark.column <= self.mark.column
        )

    def _quoted_scalar(self) -> Problem:
        if re.search("escape|hexa?decimal", self.problem):
            column = self.mark.column
            backslash = self._line(self.mark).rfind("\\", 0, column + 1)
            place = self.mark.line + 1, (backslash if backslash >= 0 else column) + 1
            return Problem(
                self.file,
                *place,
                "双引号里的反斜杠“\\”有特别的意思。要写反斜杠本身，请写两个“\\\\”，或者改用单引号",
            )
        return self._at(self.context_mark, "这里的引号没有结束。请在文字末尾补上同样的半角引号")

    def _flow(self) -> Problem:
        sequence = "sequence" in self.context
        open_, close = ("[", "]") if sequence else ("{", "}")
        char = self._char()
        if "node content" in self.problem:
            return self._surplus()
        if self.mark.line != self.context_mark.line or not char:
            return self._at(self.context_mark, f"括号“{open_}”没有结束。请补上“{close}”")
        if char in "]}":
            return self._at(self.mark, f"括号不成对：“{open_}”要用“{close}”结束，找到的是“{char}”")
        return self._at(
            self.mark,
            f"括号里的各项要用半角逗号“, ”隔开，到这里却遇到“{shown(char)}”。"
            "含有冒号、逗号或括号的文字请加半角引号",
        )

    def _extra_colon(self) -> Problem:
        line = self._line(self.mark)
        before = line[: self.mark.column]
        if re.search(_START + r"[\w\"'-]+: ", before):
            return self._at(
                self.mark,
                "值里又有半角冒号加空格，会被当成新的键。请给整个值加半角引号，或改用全角冒号“：”",
            )
        return Problem(
            self.file,
            self.mark.line + 1,
            len(line) - len(line.lstrip()) + 1,
            f"这一行的缩进不对：上面第 {self._previous() + 1} 行的键已经有了值，不能再有下一级。"
            "同一级的键请左边对齐",
        )

    def _previous(self) -> int:
        """The nearest line above the error with something on it."""
        number: int = self.mark.line - 1
        while number > 0 and not self.lines[number].strip():
            number -= 1
        return max(number, 0)

    def _block(self) -> Problem:
        char = self._char()
        if self._after_quote():
            return self._at(
                self.mark,
                "引号结束以后还有文字。请把整段放进引号；文字里的双引号写成 \\\"，单引号写两个 ''",
            )
        if char == ":":
            return self._at(self.mark, NO_KEY)
        if char and char in "]}":
            return self._at(self.mark, f"这里多了一个“{char}”，前面没有与它配对的括号。请删掉")
        indent, above = self.mark.column, self.context_mark.column
        if indent == above:
            if "collection" in self.context:
                return self._at(
                    self.mark,
                    f"第 {self.context_mark.line + 1} 行起是列表，这一行却没有“- ”。"
                    "请补上“- ”，或者检查缩进",
                )
            if char == "-":
                return self._at(
                    self.mark,
                    f"第 {self.context_mark.line + 1} 行起是“键: 值”，这里却是列表项“- ”。"
                    "列表要写在它的键下面",
                )
        return self._at(
            self.mark,
            f"缩进对不齐：这一行前面有 {indent} 个空格，与上面哪一级都不同。同一级的内容请左边对齐",
        )
