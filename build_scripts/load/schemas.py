"""JSON Schemas for editors' completion, and the same descriptions as data for the editors' page.

Both are generated from the models; the files in ``content/schemas`` are committed so that an editor
needs nothing but a text editor that understands ``# yaml-language-server: $schema=…``.
"""

import json
from dataclasses import dataclass
from inspect import cleandoc
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from .fields import as_record, choices_of, describe_choice, full_annotation, record_title, type_name
from .layout import FILE_KINDS, FileKind


@dataclass(frozen=True)
class FieldReference:
    """One key of a record, described for editors."""

    key: str
    #: What to write, in plain Chinese, e.g. ``列表，每项是编号``.
    type: str
    required: bool
    description: str
    #: The allowed values with their meaning ("" where the value says it itself).
    choices: tuple[tuple[str, str], ...] = ()
    #: The records that may stand here, by name.
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordReference:
    """One kind of record, described for editors."""

    name: str
    title: str
    description: str
    #: Where such records are written (``content/policies/*/*.yml``); "" for parts of others.
    place: str
    fields: tuple[FieldReference, ...]


def build_schemas() -> dict[str, str]:
    """The text of every schema file by file name; the same models give the same bytes."""
    return {f"{kind.schema}.json": _dump(_file_schema(kind)) for kind in FILE_KINDS}


def write_schemas(folder: Path) -> list[Path]:
    """Write all schemas into ``folder`` and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in build_schemas().items():
        path = folder / name
        path.write_text(text, "utf-8", newline="\n")
        paths.append(path)
    return paths


def field_reference() -> list[RecordReference]:
    """Every record of the content, those of whole files first, each followed by its parts."""
    seen: set[type[BaseModel]] = set()
    references = []
    for kind in FILE_KINDS:
        for record in _with_parts(kind.model):
            if record in seen:
                continue
            seen.add(record)
            place = f"content/{kind.place}" if record is kind.model else ""
            references.append(_describe(record, place))
    return references


def _dump(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


# --- Schemas ------------------------------------------------------------------------------------


def _file_schema(kind: FileKind) -> dict[str, Any]:
    schema = kind.model.model_json_schema()
    parts = {record.__name__: record for record in _with_parts(kind.model)}
    definitions: dict[str, Any] = schema.pop("$defs", {})
    for name, definition in definitions.items():
        _explain(definition, parts[name])
    # A model that contains itself comes as a reference to its definition.
    if "properties" in schema:
        _explain(schema, kind.model)
    if kind.many:
        name = kind.model.__name__
        definitions[name] = definitions.get(name, schema)
        schema = {
            "title": kind.label,
            "description": f"content/{kind.place}：{kind.label}的列表",
            "type": "array",
            "items": {"$ref": f"#/$defs/{name}"},
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        **({"$defs": dict(sorted(definitions.items()))} if definitions else {}),
    }


def _explain(schema: dict[str, Any], record: type[BaseModel]) -> None:
    """Chinese titles, and what each choice means where editors' tools look for it."""
    schema["title"] = record_title(record)
    schema["description"] = cleandoc(record.__doc__ or "")
    for key, value in schema.get("properties", {}).items():
        value.pop("title", None)
        field = record.model_fields[key]
        # Choices stand directly, in a nullable's anyOf, or in a list's items.
        for place in (value, *value.get("anyOf", ()), value.get("items", {})):
            choices = place.get("enum") or ([place["const"]] if "const" in place else [])
            if choices and isinstance(choices[0], str):
                place["enumDescriptions"] = [
                    describe_choice(choice, choices, field.description) or choice
                    for choice in choices
                ]


# --- Reference ----------------------------------------------------------------------------------


def _with_parts(record: type[BaseModel]) -> list[type[BaseModel]]:
    """A record and all records inside it, in order of first use."""
    order: list[type[BaseModel]] = [record]
    for known in order:  # grows while it is read
        for field in known.model_fields.values():
            order += [part for part in _records_in(field.annotation) if part not in order]
    return order


def _records_in(annotation: Any) -> list[type[BaseModel]]:
    record = as_record(annotation)
    if record is not None:
        return [record]
    found: list[type[BaseModel]] = []
    for argument in get_args(annotation):
        found += [part for part in _records_in(argument) if part not in found]
    return found


def _describe(record: type[BaseModel], place: str) -> RecordReference:
    fields = []
    for key, field in record.model_fields.items():
        annotation = full_annotation(field)
        choices = _choices_in(annotation)
        fields.append(
            FieldReference(
                key=key,
                type=type_name(annotation),
                required=field.is_required(),
                description=field.description or "",
                choices=tuple(
                    (choice, describe_choice(choice, choices, field.description) or "")
                    for choice in choices
                ),
                records=tuple(part.__name__ for part in _records_in(field.annotation)),
            )
        )
    description = cleandoc(record.__doc__ or "")
    return RecordReference(record.__name__, record_title(record), description, place, tuple(fields))


def _choices_in(annotation: Any) -> list[str]:
    return choices_of(annotation) or [
        choice for argument in get_args(annotation) for choice in _choices_in(argument)
    ]
