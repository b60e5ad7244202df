"""Which column answers which question: a guess the reader can change.

A target is the id of a fact or of a local standard, ``<fact>:<option>`` for a column that says of
one option whether it holds, or ID_NUMBER.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .cells import Cell, compact
from .id_number import birth_and_sex
from .tables import Column
from .values import NotUnderstood, Question, readable

ID_NUMBER = "@id_number"
_ID_NUMBER_NAMES = {
    "身份证号",
    "身份证号码",
    "身份证",
    "公民身份号码",
    "居民身份证号码",
    "证件号码",
    "证件号",
    "社会保障号码",
}
#: What people write before and after the name of a question in a header.
_AROUND = re.compile(r"^(?:是否为|是否属于|是否是|是否|人员|职工|本人)|(?:情况|必填|选填|如有)$")


@dataclass(frozen=True)
class Target:
    """What a column can be: a question, or one option of it."""

    id: str
    question: Question
    option: str | None = None


def targets(questions: Sequence[Question]) -> dict[str, Target]:
    """Everything columns can answer, by id."""
    found: dict[str, Target] = {}
    for question in questions:
        found[question.id] = Target(question.id, question)
    for question in questions:
        if question.kind == "set":
            for option in question.options:
                key = f"{question.id}:{option.id}"
                found[key] = Target(key, _yes_or_no(question, option.label), option.id)
    return found


def _yes_or_no(question: Question, label: str) -> Question:
    return Question(question.id, f"{question.label}：{label}", "bool")


class Names:
    """How the things that can be asked are called in headers."""

    def __init__(self, questions: Sequence[Question]) -> None:
        #: Compacted name → targets, best first.
        self._by_name: dict[str, list[str]] = {}
        for name in _ID_NUMBER_NAMES:
            self._add(name, ID_NUMBER)
        for question in questions:
            self._add(question.label, question.id)
        for question in questions:
            self._add(question.id, question.id)
            self._add(_bare(question.label), question.id)
            for alias in question.aliases:
                self._add(alias, question.id)
            for option in question.options if question.kind == "set" else ():
                self._add(option.label, f"{question.id}:{option.id}")
                self._add(_bare(option.label), f"{question.id}:{option.id}")

    def _add(self, name: str, target: str) -> None:
        known = self._by_name.setdefault(compact(name), [])
        if target not in known:
            known.append(target)

    def candidates(self, header: str) -> list[str]:
        """Targets a header may mean, best first."""
        found: list[str] = []
        for name in (header, _bare(header), _AROUND.sub("", compact(_bare(header)))):
            found += self._by_name.get(compact(name), []) if compact(name) else []
        return list(dict.fromkeys(found))

    def is_known(self, header: str) -> bool:
        return bool(self.candidates(header))


def guess(
    columns: Sequence[Column],
    samples: Mapping[int, Sequence[Cell]],
    questions: Sequence[Question],
    date_1904: bool,
) -> dict[int, str]:
    """Column index → target. A column whose cells do not fit a question is not given to it, and
    no question gets two columns."""
    names = Names(questions)
    known = targets(questions)
    found: dict[int, str] = {}
    for column in columns:
        for target in names.candidates(column.label):
            if target in found.values():
                continue
            cells = samples.get(column.index, [])
            if target == ID_NUMBER:
                fits = _holds_id_numbers(cells)
            else:
                fits = readable(known[target].question, cells, date_1904)
            if fits:
                found[column.index] = target
                break
    return found


def _holds_id_numbers(cells: Sequence[Cell]) -> bool:
    good = 0
    for cell in cells:
        try:
            good += bool(birth_and_sex(cell))
        except NotUnderstood:
            good -= 1
    return good >= 0


def _bare(text: str) -> str:
    """Without remarks in brackets, marks for compulsory columns and units behind a slash."""
    text = re.sub(r"[（(\[【][^（）()\[\]【】]*[）)\]】]", "", text)
    return re.sub(r"[*＊:：]", "", text)
