"""Parsed values → records, and pydantic's findings → Chinese problems with their place."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from .colons import mistaken_key
from .fields import (
    as_record,
    choices_of,
    describe_choice,
    is_nullable,
    locate,
    short,
    strip,
    type_name,
)
from .problems import ContentErrors, Problem, nearest, shown
from .yaml_strict import REFUSED, WIDE_QUOTES, ValuePath, YamlDocument

_Record = TypeVar("_Record", bound=BaseModel)

#: What editors often write, and the keys they may mean by it; the first that fits is proposed.
COMMON_NAMES: dict[str, tuple[str, ...]] = {
    "name": ("title", "label", "id"),
    "title": ("label",),
    "label": ("title",),
    "number": ("document_number", "label"),
    "no": ("document_number", "label"),
    "date": ("issued",),
    "published": ("issued",),
    "publish_date": ("issued",),
    "type": ("kind",),
    "category": ("kind", "group"),
    "issuer": ("issuers", "agency"),
    "agency": ("issuers",),
    "publisher": ("issuers",),
    "expiry": ("expires",),
    "valid_until": ("expires",),
    "valid_from": ("effective",),
    "start_date": ("start", "effective"),
    "end_date": ("end", "expires"),
    "tags": ("topics",),
    "content": ("body", "text"),
    "clauses": ("body", "children"),
    "items": ("children", "lines"),
    "url": ("source_url", "urls"),
    "phone": ("phones", "mobiles"),
    "mail": ("emails",),
    "key": ("id",),
    "id": ("key",),
    "citation": ("cite",),
    "remark": ("note", "notes"),
}

_KINDS = {
    str: "文字",
    int: "整数",
    float: "小数",
    list: "列表",
    dict: "“键: 值”",
}


def validate_document(
    model: type[_Record], document: YamlDocument, *, many: bool = False
) -> list[_Record]:
    """The record in a file, or with ``many`` the records of a file that is a list of them.

    :returns: the records in file order.
    :raises ContentErrors: all that is wrong with the file, the parser's findings included.
    """
    records: list[_Record] = []
    if many and not isinstance(document.data, list):
        document.problems.append(_wrong_top(document, model, many=True))
    elif not many and not isinstance(document.data, dict):
        document.problems.append(_wrong_top(document, model, many=False))
    else:
        items = enumerate(document.data) if many else [(None, document.data)]
        for index, item in items:
            prefix: ValuePath = () if index is None else (index,)
            try:
                # As JSON and strict: nothing is converted ("5" is not 5, "yes" is not true).
                text = json.dumps(item, ensure_ascii=False)
                records.append(model.__pydantic_validator__.validate_json(text, strict=True))
            except ValidationError as error:
                found = error.errors(include_url=False)
                document.problems += _Explainer(model, document, prefix, item).explain(found)
    if document.problems:
        raise ContentErrors(document.problems)
    return records


def _wrong_top(document: YamlDocument, model: type[BaseModel], *, many: bool) -> Problem:
    line, column = document.start
    if (slip := _colon_slip(document.data)) is not None:
        return Problem(document.file, line, column + slip[0], slip[1])
    keys = "、".join(list(model.model_fields)[:3])
    wanted = f"列表（每项以“- ”开头，写 {keys} 等）" if many else f"“键: 值”（{keys} 等）"
    return Problem(
        document.file, line, column, f"整份文件应当是{wanted}，找到的是{_found(document.data)}"
    )


def _found(value: object) -> str:
    """What was found, named by its type: 文字“x”、整数 5、null."""
    if isinstance(value, list | dict):
        return _KINDS[type(value)]
    if value is None or isinstance(value, bool):
        return f" {json.dumps(value)}"
    if isinstance(value, str):
        text = shown(value)
        return f"文字 {text}" if value[:1] in WIDE_QUOTES and value else f"文字“{text}”"
    return f"{_KINDS.get(type(value), '')} {shown(value)}"


def _colon_slip(value: object) -> tuple[int, str] | None:
    """Column offset and message when a text is a ``key：value`` that YAML did not see as one."""
    return mistaken_key(value, key_expected=True) if isinstance(value, str) else None


class _Finding:
    """One of pydantic's findings with its path through the data.

    ``path`` is ``loc`` without the names of union alternatives; ``branches`` are those: (path of
    the union, name).
    """

    def __init__(self, raw: Any, data: Any) -> None:
        self.type: str = raw["type"]
        self.loc: tuple[str | int, ...] = raw["loc"]
        self.input: Any = raw["input"]
        self.context: dict[str, Any] = raw.get("ctx", {})
        self.branches: list[tuple[ValuePath, str]] = []
        path: list[str | int] = []
        value = data
        for number, step in enumerate(self.loc):
            last = number == len(self.loc) - 1
            if (isinstance(value, dict) and step in value) or (
                isinstance(value, list) and isinstance(step, int) and step < len(value)
            ):
                value = value[step]
            elif last and self.type in ("missing", "extra_forbidden"):
                pass
            elif last and step == "[key]":
                continue
            else:
                self.branches.append((tuple(path), str(step)))
                continue
            path.append(step)
        self.path: ValuePath = tuple(path)


class _Explainer:
    """Explains the findings about one record."""

    def __init__(
        self, model: type[BaseModel], document: YamlDocument, prefix: ValuePath, data: Any
    ) -> None:
        self.model = model
        self.document = document
        self.prefix = prefix
        self.data = data
        #: Keys that an unknown key was probably meant to be: (path of the mapping, key).
        self.meant: set[tuple[ValuePath, str]] = set()

    def explain(self, raw: Iterable[Any]) -> list[Problem]:
        findings = [_Finding(error, self.data) for error in raw]
        findings = self._best_branches(findings)
        # Unknown keys first: they may be the missing ones, misspelt.
        findings.sort(key=lambda finding: finding.type != "extra_forbidden")
        return [problem for finding in findings if (problem := self._problem(finding)) is not None]

    def _best_branches(self, findings: list[_Finding]) -> list[_Finding]:
        """Of a union whose alternatives all failed, only the alternative that came nearest."""
        rivals: dict[ValuePath, dict[str, list[_Finding]]] = {}
        for finding in findings:
            for place, name in finding.branches[:1]:
                rivals.setdefault(place, {}).setdefault(name, []).append(finding)
        dropped: set[int] = set()
        for place, named in rivals.items():
            best = min(named.values(), key=lambda group: self._distance(place, group))
            if self._is_plain_mismatch(place, best) and len(named) > 1:
                best = best[:1]
                best[0].type = "union_mismatch"
                # Without the name of the alternative, so that all of them are named.
                best[0].loc = best[0].loc[: len(best[0].loc) - len(best[0].branches)]
            kept = {id(finding) for finding in best}
            dropped |= {id(f) for group in named.values() for f in group if id(f) not in kept}
        for finding in findings:
            finding.branches = finding.branches[1:]
        left = [finding for finding in findings if id(finding) not in dropped]
        if any(finding.branches for finding in left):
            return self._best_branches(left)
        return left

    @staticmethod
    def _is_plain_mismatch(place: ValuePath, group: list[_Finding]) -> bool:
        return any(f.path == place and f.type.endswith("_type") for f in group)

    def _distance(self, place: ValuePath, group: list[_Finding]) -> tuple[bool, int]:
        return self._is_plain_mismatch(place, group), len(group)

    # --- One finding ----------------------------------------------------------------------------

    def _problem(self, finding: _Finding) -> Problem | None:
        if finding.type == "extra_forbidden":
            return self._unknown_key(finding)
        if finding.type == "missing":
            return self._missing(finding)
        if isinstance(finding.input, str) and REFUSED in finding.input:
            return None  # the parser has reported it
        value = finding.input
        wants_container = finding.type in ("list_type", "tuple_type", "dict_type", "model_type")
        if wants_container and (slip := _colon_slip(value)) is not None:
            line, column = self._value_place(finding.path)
            return Problem(self.document.file, line, column + slip[0], slip[1])
        return self._at(self._value_place(finding.path), self._message(finding))

    def _at(self, place: tuple[int, int], message: str) -> Problem:
        return Problem(self.document.file, *place, message)

    def _value_place(self, path: ValuePath) -> tuple[int, int]:
        return self.document.value_place((*self.prefix, *path))

    def _mapping_at(self, path: ValuePath) -> dict[str, Any]:
        value = self.data
        for step in path:
            value = value[step]
        return value if isinstance(value, dict) else {}

    def _unknown_key(self, finding: _Finding) -> Problem | None:
        key, parent = str(finding.path[-1]), finding.path[:-1]
        if key.startswith(REFUSED):
            return None
        record = as_record(locate(self.model, finding.loc[:-1]).annotation)
        fields = record.model_fields if record is not None else {}
        present = self._mapping_at(parent)
        free = {name: info for name, info in fields.items() if name not in present}
        meant = self._meant_key(key, {name: info.description or "" for name, info in free.items()})
        parts = [f"不认识的键“{shown(key)}”"]
        if meant is not None:
            self.meant.add((parent, meant))
            parts.append(f"是不是想写“{meant}”（{short(free[meant].description)}）？")
        if free:
            parts.append(f"这里还可以写：{'、'.join(free)}")
        else:
            parts.append("这里不能再写别的键，请删掉")
        place = self.document.key_place((*self.prefix, *finding.path))
        return self._at(place, "。".join(parts).replace("？。", "？"))

    @staticmethod
    def _meant_key(key: str, free: dict[str, str]) -> str | None:
        """The key an editor most likely meant: a usual other name, its Chinese name, a typo."""
        for candidate in COMMON_NAMES.get(key.lower(), ()):
            if candidate in free:
                return candidate
        if not key.isascii():
            for matches in (str.startswith, str.__contains__):
                for name, description in free.items():
                    if matches(description, key):
                        return name
        return nearest(key, free)

    def _missing(self, finding: _Finding) -> Problem | None:
        key, parent = finding.path[-1], finding.path[:-1]
        if isinstance(key, int):
            name = self._name(parent)
            return self._at(self._value_place(parent), f"{name}的项数不够，少了第 {key + 1} 项")
        unsure = any(name.startswith(REFUSED) for name in self._mapping_at(parent))
        if unsure or (parent, key) in self.meant:
            return None  # the misspelt or refused key has been reported
        field = locate(self.model, finding.loc).field
        meaning = short(field.description) if field is not None else ""
        explained = f"（{meaning}）" if meaning else ""
        message = f"缺少必须写的键“{key}”{explained}。请补上"
        return self._at(self._value_place(parent), message)

    def _name(self, path: ValuePath) -> str:
        """The value at ``path`` as a message names it."""
        names = [step for step in path if isinstance(step, str)]
        if not names:
            return "这一项"
        return f"“{names[-1]}”里的这一项" if isinstance(path[-1], int) else f"“{names[-1]}”"

    def _message(self, finding: _Finding) -> str:
        step = locate(self.model, finding.loc)
        name, value, found = self._name(finding.path), finding.input, _found(finding.input)
        kind, context = finding.type, finding.context
        if kind == "value_error":
            # A rule about a whole mapping: repeating it would not help.
            ending = "" if isinstance(value, dict | list) else f"。找到的是{found}{_hint(value)}"
            return f"{name}不对：{context['error']}{ending}"
        if kind in ("literal_error", "enum"):
            return self._wrong_choice(finding)
        if kind in ("union_tag_invalid", "union_tag_not_found"):
            expected = str(context.get("expected_tags", "")).replace("'", "").split(", ")
            given = str(context.get("tag", ""))
            close = nearest(given, expected) if given else None
            guess = f"，是不是“{close}”？" if close else "。"
            return f"{name}的种类“{shown(given)}”不对{guess}只能是：{'、'.join(expected)}"
        if value is None and kind.endswith("_type"):
            rule = "没有内容就删掉这一行" if _is_optional(step.field) else "这一项必须写"
            return f"{name}不能是 null，{rule}"
        if kind == "union_mismatch":
            return f"{name}要写：{type_name(step.annotation)}，找到的是{found}"
        if kind == "string_type":
            written = json.dumps(value, ensure_ascii=False)
            mend = f'。请加半角引号，写成 "{written}"' if isinstance(value, int | float) else ""
            return f"{name}要写文字，找到的是{found}{mend}"
        if kind in ("list_type", "tuple_type"):
            return f"{name}要写成列表，每项一行、以“- ”开头，找到的是{found}{_hint(value)}"
        if kind in ("model_type", "dict_type", "model_attributes_type"):
            record = as_record(step.annotation)
            keys = f"（{'、'.join(record.model_fields)}）" if record is not None else ""
            return f"{name}要写成下一级的“键: 值”{keys}，找到的是{found}{_hint(value)}"
        if kind in ("int_type", "int_parsing", "int_from_float"):
            return f"{name}要写整数，找到的是{found}{_number_hint(value)}"
        if kind in ("float_type", "float_parsing", "decimal_type", "decimal_parsing"):
            return f"{name}要写数，找到的是{found}{_number_hint(value)}"
        if kind in ("bool_type", "bool_parsing"):
            return f"{name}要写 true 或 false，找到的是{found}"
        if kind == "string_too_short":
            return f"{name}不能为空"
        if kind == "too_short":
            return f"{name}至少要有 {context['min_length']} 项，找到 {context['actual_length']} 项"
        if kind == "too_long":
            return f"{name}最多 {context['max_length']} 项，找到 {context['actual_length']} 项"
        if kind == "string_pattern_mismatch":
            return f"{name}的写法不合规定（{context['pattern']}），找到的是{found}{_hint(value)}"
        for bound, words in _BOUNDS.items():
            if kind == bound:
                return f"{name}{words.format(*context.values())}，找到的是{found}"
        return f"{name}的内容不合规定（{kind}），找到的是{found}"

    def _wrong_choice(self, finding: _Finding) -> str:
        step = locate(self.model, finding.loc)
        choices, value = choices_of(step.annotation), finding.input
        name = self._name(finding.path)
        close = None
        if isinstance(value, str):
            about = step.field.description if step.field is not None else None
            bare = value.strip("“”‘’\"' \u3000")
            meant = (
                choice
                for choice in choices
                if bare and (describe_choice(choice, choices, about) or "").startswith(bare)
            )
            close = next(meant, None) or nearest(bare, choices)
        guess = f"是不是“{close}”？" if close else ""
        found = f"“{shown(value)}”" if isinstance(value, str) else _found(value)
        return f"{name}不能是{found}。{guess}只能写：{'、'.join(choices)}"


_BOUNDS = {
    "greater_than_equal": "不能小于 {}",
    "less_than_equal": "不能大于 {}",
    "greater_than": "要大于 {}",
    "less_than": "要小于 {}",
    "multiple_of": "要是 {} 的倍数",
}


def _is_optional(field: Any) -> bool:
    return (
        field is not None and not field.is_required() and not is_nullable(strip(field.annotation))
    )


def _hint(value: object) -> str:
    """The usual cause, when full-width punctuation was taken for syntax."""
    if not isinstance(value, str):
        return ""
    if value[:1] in WIDE_QUOTES and value:
        return "。两边是中文引号，请改成半角引号"
    if value[:1] in "［【" and value:
        return "。方括号要用半角的 [ ]"
    if "，" in value or "、" in value:
        return "。各项之间要用半角逗号，或者每项一行"
    return ""


def _number_hint(value: object) -> str:
    text = value.replace(".", "", 1) if isinstance(value, str) else ""
    return "。请去掉引号" if text.isascii() and text.isdigit() else ""
