"""What the models say about their fields, for messages, schemas and the editors' page."""

import re
import types
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from build_scripts.model.base import IsoDate, Slug
from build_scripts.model.facts import FACT_TYPES
from build_scripts.model.policy import CLAUSE_TYPES, REFERENCE_TYPES

#: Meanings of whole sets of choices.
_TABLES = (
    CLAUSE_TYPES,
    {name: outgoing for name, (outgoing, _) in REFERENCE_TYPES.items()},
    FACT_TYPES,
)
#: Choices that neither explain themselves nor are explained by their field.
_CHOICES = {
    "national": "全国",
    "province": "省、自治区、直辖市",
    "city": "设区的市",
    "high": "高：有官方原文",
    "medium": "中：有可信的转述",
    "low": "低：只有旁证",
    "CNY": "元",
    "CNY/month": "元/月",
    "CNY/person": "元/人",
    "CNY/person-month": "元/人·月",
    "CNY/firm": "元/户",
    "ratio": "比例",
    "number": "数",
}
_SIMPLE: dict[Any, str] = {
    str: "文字",
    int: "整数",
    float: "小数",
    bool: "true 或 false",
    Any: "任意内容",
}
_DATE_MARK, _SLUG_MARK = get_args(IsoDate)[1], get_args(Slug)[1]


class Step(NamedTuple):
    """Where one step of a path leads: the annotation there and the field it came through."""

    annotation: Any
    field: FieldInfo | None


def strip(annotation: Any) -> Any:
    """An annotation without ``Annotated`` and without ``| None``."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
            continue
        members = union_members(annotation)
        if len(members) == 1 and members[0] is not annotation:
            annotation = members[0]
            continue
        return annotation


def union_members(annotation: Any) -> list[Any]:
    """The alternatives of a union without ``None``; of anything else, itself."""
    if get_origin(annotation) in (Union, types.UnionType):
        return [member for member in get_args(annotation) if member is not type(None)]
    return [annotation]


def is_nullable(annotation: Any) -> bool:
    """Whether ``null`` may be written."""
    if get_origin(annotation) is Annotated:
        return is_nullable(get_args(annotation)[0])
    return type(None) in get_args(annotation) and get_origin(annotation) is not Literal


def as_record(annotation: Any) -> type[BaseModel] | None:
    """The record class an annotation stands for, if it does."""
    annotation = strip(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return None


def choices_of(annotation: Any) -> list[str]:
    """The values of a fixed choice, in the order of the model."""
    annotation = strip(annotation)
    return (
        [str(value) for value in get_args(annotation)] if get_origin(annotation) is Literal else []
    )


def describe_choice(choice: str, choices: list[str], description: str | None) -> str | None:
    """What a choice means; None when it is Chinese and says so itself.

    Field descriptions explain their choices as ``stated 原文写明；signature …``.
    """
    for table in _TABLES:
        if set(choices) == set(table):
            return table[choice]
    found = re.search(
        rf"(?:^|[；：，。（、 ]){re.escape(choice)}[ ：]([^；。]+)", description or ""
    )
    return found[1].strip() if found else _CHOICES.get(choice)


def short(description: str | None, limit: int = 24) -> str:
    """The first phrase of a description, as a name for the thing."""
    phrase = re.split(r"[；。：，]|, ", (description or "").strip(), maxsplit=1)[0]
    return phrase if len(phrase) <= limit else phrase[:limit] + "…"


def record_title(record: type[BaseModel]) -> str:
    """The Chinese name of a record: the first phrase of its docstring (a file name aside)."""
    return re.split(r"[。：；]", re.sub(r"^\S+\.yml：", "", record.__doc__ or ""), maxsplit=1)[0]


def type_name(annotation: Any) -> str:
    """What to write, in plain words."""
    if get_origin(annotation) is Annotated:
        inside, *marks = get_args(annotation)
        if _DATE_MARK in marks:
            name = '日期，写成 "2020-05-09"'
        elif _SLUG_MARK in marks:
            name = "编号"
        else:
            return type_name(inside)
        return f"{name}，或 null" if is_nullable(inside) else name
    if is_nullable(annotation):
        return " 或 ".join(map(type_name, union_members(annotation))) + "，或 null"
    members = union_members(annotation)
    if len(members) > 1:
        return " 或 ".join(map(type_name, members))
    record = as_record(annotation)
    if record is not None:
        return f"记录“{record_title(record)}”"
    if choices_of(annotation):
        return "选一个"
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is list:
        return f"列表，每项是{type_name(arguments[0])}"
    if origin is tuple:
        return f"列表，{len(arguments)} 项：{'、'.join(map(type_name, arguments))}"
    if origin is dict:
        return f"“键: 值”，每个值是{type_name(arguments[1])}"
    return _SIMPLE.get(annotation, "文字")


def full_annotation(field: FieldInfo) -> Any:
    """A field's annotation as written: pydantic keeps the outermost marks apart."""
    annotation: Any = field.annotation
    for mark in field.metadata:
        annotation = Annotated[annotation, mark]
    return annotation


def locate(annotation: Any, steps: tuple[str | int, ...]) -> Step:
    """Follow ``steps`` of a validation error through the models as far as they lead.

    Steps that name an alternative of a union (pydantic puts them into its paths) select it.
    """
    current, field = annotation, None
    for step in steps:
        current = strip(current)
        members = union_members(current)
        if len(members) > 1:
            chosen = [member for member in members if _is_called(member, step)]
            if chosen:
                current = chosen[0]
                continue
            records = [r for r in map(as_record, members) if r and step in r.model_fields]
            current = records[0] if records else None
        record = as_record(current)
        if record is not None:
            if isinstance(step, str) and step in record.model_fields:
                field = record.model_fields[step]
                current = full_annotation(field)
                continue
            return Step(None, field)
        origin, arguments = get_origin(current), get_args(current)
        if origin is list:
            current = arguments[0]
        elif origin is tuple:
            inside = isinstance(step, int) and step < len(arguments) and arguments[-1] is not ...
            current = arguments[step] if inside and isinstance(step, int) else arguments[0]
        elif origin is dict:
            current = arguments[1]
        else:
            return Step(None, field)
    return Step(current, field)


def _is_called(member: Any, step: str | int) -> bool:
    record = as_record(member)
    if record is not None:
        tags = {
            choice
            for info in record.model_fields.values()
            for choice in choices_of(info.annotation)
        }
        return step == record.__name__ or step in tags
    plain = strip(member)
    name = plain.__name__ if isinstance(plain, type) else str(plain)
    return step == name or (isinstance(step, str) and step.startswith(f"{name}["))
