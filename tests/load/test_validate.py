"""Records are checked against the model, and what is wrong is said in exact words."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from build_scripts.load.problems import ContentErrors
from build_scripts.load.validate import validate_document
from build_scripts.load.yaml_strict import parse_yaml
from build_scripts.model.benefit import Condition
from build_scripts.model.catalogue import Region
from build_scripts.model.policy import PolicyDocument
from build_scripts.model.synonyms import Synonyms

from .broken import Case, read_cases

VALID = (Path(__file__).parent / "broken" / "policy.yml").read_text("utf-8")
CASES = read_cases("policy.txt")


def lines_told(model: type[BaseModel], text: str, *, many: bool = False) -> list[str]:
    try:
        validate_document(model, parse_yaml(text, "f.yml"), many=many)
    except ContentErrors as errors:
        return list(map(str, errors.problems))
    return []


def test_the_unbroken_document_is_accepted() -> None:
    assert lines_told(PolicyDocument, VALID) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_document(case: Case) -> None:
    """A case takes lines out of the valid document (``-``) and puts others there (``+``)."""
    changes = case.text.splitlines()
    old = "\n".join(line[2:] for line in changes if line.startswith("-"))
    new = "\n".join(line[2:] for line in changes if line.startswith("+"))
    assert VALID.count(f"{old}\n") == 1
    broken = VALID.replace(f"{old}\n", f"{new}\n" if new else "")
    assert lines_told(PolicyDocument, broken) == case.expected


def test_a_list_file_is_checked_item_by_item() -> None:
    text = """\
- id: cn
  label: 全国
  short_label: 全国
  level: 省
- id: tj
  label: 天津市
  level: city
"""
    assert lines_told(Region, text, many=True) == [
        "f.yml:4:10: “level”不能是“省”。是不是“province”？只能写：national、province、city",
        "f.yml:5:3: 缺少必须写的键“short_label”（简称）。请补上",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "a: 1\n",
            "f.yml:1:1: 整份文件应当是列表（每项以“- ”开头，写 id、label、short_label 等），"
            "找到的是“键: 值”",
        ),
        (
            "地区\n",
            "f.yml:1:1: 整份文件应当是列表（每项以“- ”开头，写 id、label、short_label 等），"
            "找到的是文字“地区”",
        ),
        (
            "- id：cn\n",
            "f.yml:1:5: “id”后面是全角冒号“：”。请改成半角冒号加一个空格，写成“id: ”",
        ),
    ],
)
def test_wrong_top_of_a_list_file(text: str, line: str) -> None:
    assert lines_told(Region, text, many=True) == [line]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "- key: tj6\n",
            "f.yml:1:1: 整份文件应当是“键: 值”（key、title、document_number 等），找到的是列表",
        ),
        (
            "title：通知\n",
            "f.yml:1:6: “title”后面是全角冒号“：”。请改成半角冒号加一个空格，写成“title: ”",
        ),
        (
            "title:通知\n",
            "f.yml:1:6: “title”的冒号后面少一个空格。请写成“title: ”",
        ),
    ],
)
def test_wrong_top_of_a_record_file(text: str, line: str) -> None:
    assert lines_told(PolicyDocument, text) == [line]


CONDITION = """\
id: age
label: 年满四十周岁
cite:
  document: tj6
  clause: art-7
  quote: 年满四十周岁
"""


@pytest.mark.parametrize(
    ("rest", "lines"),
    [
        (
            "fact: insured\nequals: 3\n",
            ["f.yml:8:9: “equals”要写：true 或 false 或 文字，或 null，找到的是整数 3"],
        ),
        (
            "fact: months\nat_least: {by: sex, valves: {}}\n",
            [
                # The missing key is the misspelt one: one line says both.
                "f.yml:8:21: 不认识的键“valves”。是不是想写“values”（各选项对应的数）？"
                "这里还可以写：values",
            ],
        ),
        (
            "fact: months\nat_least: {by: sex, values: {female: forty}}\n",
            ["f.yml:8:38: “female”要写整数，找到的是文字“forty”"],
        ),
        (
            'date: {month_afte: graduation}\nstart: "2020-01-01"\n',
            [
                "f.yml:7:8: 不认识的键“month_afte”。是不是想写“month_after”（某日的次月一日）？"
                "这里还可以写：month_after、latest_of、shift、retirement"
            ],
        ),
        (
            "fact: insured\ndate: graduation\nat_least: 40\n",
            [
                "f.yml:1:1: 这一项不对：要写一种、只能写一种："
                "all、any、none、at_least_of、fact、ratio、age、date、check"
            ],
        ),
        (
            "any:\n  - id: a\n    label: 甲\n    check: windows\n",
            ["f.yml:10:12: “check”不能是“windows”。是不是“window”？只能写：window"],
        ),
    ],
)
def test_alternatives_and_nested_conditions(rest: str, lines: list[str]) -> None:
    assert lines_told(Condition, CONDITION + rest) == lines


VOCABULARY = """\
synonyms:
  - say: [失业金]
    means: [失业保险金]
    note: 口语
fillers:
  - say: [怎么申请, 吗]
    asks: procedure
    note: 问怎么办
"""


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("[失业金]", "[]", "f.yml:2:10: “say”至少要有 1 项，找到 0 项"),
        (
            "[失业金]",
            "失业金",
            "f.yml:2:10: “say”要写成列表，每项一行、以“- ”开头，找到的是文字“失业金”",
        ),
        (
            "[失业金]",
            "[失业金, 穗]",
            "f.yml:2:16: “say”里的这一项不对：至少要两个字，前后不留空格。找到的是文字“穗”",
        ),
        (
            "[失业保险金]",
            '["失业保险金 "]',
            "f.yml:3:13: “means”里的这一项不对：至少要两个字，前后不留空格。"
            "找到的是文字“失业保险金 ”",
        ),
        ("note: 口语", 'note: ""', "f.yml:4:11: “note”不能为空"),
        (
            "    note: 口语\n",
            "",
            "f.yml:2:5: 缺少必须写的键“note”（为什么可以这样换）。请补上",
        ),
        (
            "note: 口语",
            "note: 口语\n    asks: amount",
            "f.yml:5:5: 不认识的键“asks”。这里不能再写别的键，请删掉",
        ),
        (
            "怎么申请, 吗",
            "怎么申请, 办",
            "f.yml:6:17: “say”里的这一项不对：一个字的只能是句末的 吗、呢、吧、啊、呀、嘛、么，"
            "别的至少要两个字。找到的是文字“办”",
        ),
        (
            "asks: procedure",
            "asks: 材料",
            "f.yml:7:11: “asks”不能是“材料”。是不是“materials”？只能写：amount、percent、period、"
            "deadline、materials、procedure、place、condition、audience",
        ),
    ],
)
def test_broken_search_vocabulary(old: str, new: str, line: str) -> None:
    assert lines_told(Synonyms, VOCABULARY) == []
    assert VOCABULARY.count(old) == 1
    assert lines_told(Synonyms, VOCABULARY.replace(old, new)) == [line]
