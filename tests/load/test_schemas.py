"""Schemas and the editors' reference say what the models say, in Chinese."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from build_scripts.load.layout import FILE_KINDS
from build_scripts.load.schemas import build_schemas, field_reference, write_schemas

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "content" / "schemas"
HAN = re.compile("[\u4e00-\u9fff]")


def test_committed_schemas_are_up_to_date() -> None:
    committed = {path.name: path.read_text("utf-8") for path in SCHEMAS.glob("*.json")}
    assert committed == build_schemas(), "run: python -m build_scripts schemas"


def test_writing_gives_the_same_bytes(tmp_path: Path) -> None:
    paths = write_schemas(tmp_path / "new")
    assert {path.name: path.read_text("utf-8") for path in paths} == build_schemas()


def test_every_content_file_names_its_schema() -> None:
    """The modeline is what makes completion work."""
    wrong = []
    for kind in FILE_KINDS:
        for path in (ROOT / "content").glob(kind.place):
            if kind.name in ("benefits", "timelines") and path.name.endswith(".cases.yml"):
                continue
            up = "../" * (len(kind.segments) - 1)
            expected = f"# yaml-language-server: $schema={up}schemas/{kind.schema}.json"
            if path.read_text("utf-8").split("\n", 1)[0] != expected:
                wrong.append((path.name, expected))
    assert wrong == []


def _objects(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, dict):
        found = [schema] if "properties" in schema else []
        return found + [item for value in schema.values() for item in _objects(value)]
    if isinstance(schema, list):
        return [item for value in schema for item in _objects(value)]
    return []


@pytest.mark.parametrize("name", sorted(build_schemas()))
def test_schema_is_closed_and_described(name: str) -> None:
    objects = _objects(json.loads(build_schemas()[name]))
    assert objects
    for record in objects:
        assert record["additionalProperties"] is False
        assert HAN.search(record["title"]) and HAN.search(record["description"])
        for key, value in record["properties"].items():
            assert HAN.search(value["description"]), (name, key)
            assert "title" not in value


def test_policy_schema() -> None:
    schema = json.loads(build_schemas()["policy.json"])
    assert schema["title"] == "一份政策文件"
    assert schema["required"] == [
        *("key", "title", "region", "kind", "issuers", "issued", "effective", "expires", "body")
    ]
    assert schema["properties"]["issued"]["format"] == "date"
    assert schema["properties"]["key"]["pattern"].startswith("^[a-z0-9]+")
    basis = schema["$defs"]["Validity"]["properties"]["basis"]
    assert dict(zip(basis["enum"], basis["enumDescriptions"], strict=True)) == {
        "stated": "原文写明",
        "signature": "原文说自印发（下发）之日起，按落款日",
        "derived": "由原文年限推算",
        "not_stated": "原文未写",
    }
    clause_type = schema["$defs"]["Clause"]["properties"]["type"]
    meanings = dict(zip(clause_type["enum"], clause_type["enumDescriptions"], strict=True))
    assert meanings["subsection"] == "（一）"
    assert meanings["dash"] == "——"


def test_list_files_are_lists() -> None:
    schema = json.loads(build_schemas()["regions.json"])
    assert schema["type"] == "array"
    assert schema["items"] == {"$ref": "#/$defs/Region"}


def test_reference_covers_every_field() -> None:
    reference = {record.name: record for record in field_reference()}
    for kind in FILE_KINDS:
        record = reference[kind.model.__name__]
        assert record.place == f"content/{kind.place}"
        assert [field.key for field in record.fields] == list(kind.model.model_fields)
    for record in reference.values():
        assert HAN.search(record.title), record.name
        for field in record.fields:
            assert HAN.search(field.description), (record.name, field.key)
            assert set(field.records) <= set(reference)


def test_every_choice_that_is_not_chinese_is_explained() -> None:
    unexplained = [
        (record.name, field.key, choice)
        for record in field_reference()
        for field in record.fields
        for choice, meaning in field.choices
        if not HAN.search(choice) and not meaning
    ]
    assert unexplained == []


def test_reference_of_some_fields() -> None:
    fields = {
        (record.name, field.key): field for record in field_reference() for field in record.fields
    }
    issued = fields["PolicyDocument", "issued"]
    assert (issued.type, issued.required) == ('日期，写成 "2020-05-09"', True)
    date = fields["Validity", "date"]
    assert (date.type, date.required) == ('日期，写成 "2020-05-09"，或 null', False)
    assert fields["PolicyDocument", "issuers"].type == "列表，每项是编号"
    assert fields["PolicyDocument", "body"].records == ("Clause",)
    assert fields["SourceRange", "lines"].type == "列表，2 项：整数、整数"
    assert fields["Region", "level"].choices == (
        ("national", "全国"),
        ("province", "省、自治区、直辖市"),
        ("city", "设区的市"),
    )
    assert fields["ReferenceOverride", "type"].choices[0] == ("based_on", "依据")
    assert ("通知", "") in fields["PolicyDocument", "kind"].choices
