"""The strict YAML reader: what it refuses, in which words, and what it gives back."""

from typing import Any

import pytest
import yaml

from build_scripts.load import yaml_strict
from build_scripts.load.problems import ContentErrors
from build_scripts.load.yaml_strict import MAX_DEPTH, parse_yaml

from .broken import Case, read_cases

CASES = read_cases("yaml.txt")
#: libyaml's way of reading, and the pure Python one where libyaml is missing.
LOADERS = [yaml.CSafeLoader, yaml.SafeLoader]


def lines_told(text: str) -> list[str]:
    try:
        return list(map(str, parse_yaml(text, "f.yml").problems))
    except ContentErrors as errors:
        return list(map(str, errors.problems))


def test_there_are_enough_broken_inputs() -> None:
    assert len({case.text for case in CASES}) == len(CASES) >= 100


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_input(case: Case, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_strict, "_LOADER", loader)
    assert lines_told(case.text) == case.expected


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
@pytest.mark.parametrize(
    ("text", "column"),
    [("[" * 100_000, 51), ("- " * 60 + "a", 101), ("a: " + "{a: " * 60, 200)],
    ids=["brackets", "dashes", "braces"],
)
def test_deep_nesting(text: str, column: int, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_strict, "_LOADER", loader)
    message = f"嵌套超过 {MAX_DEPTH} 层。请检查括号或缩进是不是写错了"
    assert lines_told(text) == [f"f.yml:1:{column}: {message}"]


@pytest.mark.parametrize("loader", LOADERS, ids=lambda loader: loader.__name__)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("0", 0),
        ("-12", -12),
        ("3364", 3364),
        ("0.08", 0.08),
        ("-1.5", -1.5),
        ('"2020-05-09"', "2020-05-09"),
        ("'0755'", "0755"),
        ('"yes"', "yes"),
        ("1．", "1．"),
        ("12345-6", "12345-6"),
        ("2020年5月9日", "2020年5月9日"),
        ("2025-04-09 粤人社规〔2025〕15号", "2025-04-09 粤人社规〔2025〕15号"),
        ("7×24小时", "7×24小时"),
        ("“春潮行动”", "“春潮行动”"),
        ("时间：上午9:00", "时间：上午9:00"),
        ("https://example.com/?a=1&b=2", "https://example.com/?a=1&b=2"),
        ("no one", "no one"),
        ("——加强宣传", "——加强宣传"),
        ("[a, 1, true]", ["a", 1, True]),
        ("{a: 1}", {"a": 1}),
        ("|\n  一\n  二", "一\n二\n"),
        ("𠮷野家", "𠮷野家"),
    ],
)
def test_values(text: str, value: Any, loader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_strict, "_LOADER", loader)
    document = parse_yaml(f"a: {text}\n", "f.yml")
    assert document.problems == []
    assert document.data == {"a": value}
    assert type(document.data["a"]) is type(value)


def test_windows_line_ends_count_as_one_line() -> None:
    document = parse_yaml("a: 1\r\nb:\r\n  - c\r\n", "f.yml")
    assert document.data == {"a": 1, "b": ["c"]}
    assert document.value_place(("b", 0)) == (3, 5)


def test_places() -> None:
    document = parse_yaml("# 说明\n标题: 一\nbody:\n  - id: x\n    text: [甲, 乙]\n", "f.yml")
    assert document.value_place(()) == (2, 1)
    assert document.value_place(("标题",)) == (2, 5)
    assert document.key_place(("body",)) == (3, 1)
    assert document.value_place(("body", 0)) == (4, 5)
    assert document.value_place(("body", 0, "text", 1)) == (5, 15)
    # What is not written has the place of its nearest parent.
    assert document.value_place(("body", 0, "lines", 2)) == (4, 5)
