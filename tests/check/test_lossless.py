"""The lossless check: what it accepts, and what it says about the first difference."""

from typing import Any

import pytest

from build_scripts.check.lossless import check_coverage, check_document, check_lossless
from build_scripts.load.collection import Collection
from build_scripts.load.source_text import SourceText
from build_scripts.model.catalogue import SourceManifest
from build_scripts.model.policy import PolicyDocument

LINES = [
    " 某地",  # 1: heading of the collection
    "关于甲的通知",
    "第一条 补贴标准为每人 3000",
    "元。",
    "第 7 页 共 9 页",
    "行政区 电话",  # 6
    "东城区 84039087",
    "",
    "附件:",  # 9
    "西城区 66201369",  # 10: a row printed below its table
    "http://example.gov.cn/a.xlsx",  # 11: a page footnote
    "2020年5月9日",
]
MANIFEST = SourceManifest.model_validate(
    {"title": "样本", "headings": [{"line": 1, "text": "某地"}]}
)


def _source(lines: list[str] = LINES, manifest: SourceManifest = MANIFEST) -> SourceText:
    return SourceText.from_text("sample", manifest, "\n".join(lines), "content/sources/sample.txt")


def _document(**changes: Any) -> PolicyDocument:
    body: list[dict[str, Any]] = [
        {"id": "title", "type": "title", "text": "关于甲的通知"},
        {"id": "art-1", "type": "article", "label": "第一条", "text": "补贴标准为每人3000元。"},
        {
            "id": "table-1",
            "type": "table",
            "table": {
                "header": ["行政区", "电话"],
                "rows": [
                    {"cells": ["东城区", "84039087"]},
                    {"cells": ["西城区", "66201369"], "printed_lines": [10]},
                ],
            },
        },
        {"id": "attachments", "type": "attachment_list", "lines": ["附件:"]},
        {"id": "signoff", "type": "signoff", "lines": ["2020年5月9日"]},
        {
            "id": "links",
            "type": "links",
            "lines": ["http://example.gov.cn/a.xlsx"],
            "printed_lines": [11],
        },
    ]
    for clause in body:
        clause.update(changes.get(clause["id"].replace("-", "_"), {}))
    return PolicyDocument.model_validate(
        {
            "key": "sample-1",
            "title": "关于甲的通知",
            "region": "tianjin",
            "kind": "通知",
            "issuers": [],
            "issued": "2020-05-09",
            "effective": {"basis": "not_stated"},
            "expires": {"basis": "not_stated"},
            "source": {"file": "sample", "lines": changes.get("lines", [2, 12])},
            "body": body,
        }
    )


def test_white_space_footers_and_displaced_lines_do_not_count() -> None:
    assert check_lossless({"sample-1": _document()}, {"sample": _source()}) == []


@pytest.mark.parametrize(
    ("text", "column", "wanted", "got"),
    [
        ("补贴标准为每人2000元。", 13, "3000元", "2000元"),
        ("补贴标准为每人3000元！", 2, "元。行政区", "元！行政区"),
        ("补贴标准为每人3000。", 1, "3000元", "3000。"),
    ],
)
def test_the_first_difference_is_named(text: str, column: int, wanted: str, got: str) -> None:
    (problem,) = check_document(_document(art_1={"text": text}), _source(), "x.yml")
    assert problem.file == "content/sources/sample.txt"
    assert (problem.line, problem.column) == (3 if column == 13 else 4, column)
    assert "文件 sample-1 的条款 art-1" in problem.message
    assert wanted in problem.message
    assert got in problem.message


def test_text_left_out_at_the_end() -> None:
    (problem,) = check_document(_document(signoff={"lines": ["2020年5月"]}), _source(), "x.yml")
    assert (problem.line, problem.column) == (12, 8)
    assert "条款 signoff" in problem.message


def test_text_added_at_the_end() -> None:
    changed = _document(signoff={"lines": ["2020年5月9日。"]})
    (problem,) = check_document(changed, _source(), "x.yml")
    assert (problem.line, problem.column) == (12, 10)


def test_displaced_text_is_compared_with_its_own_lines() -> None:
    (problem,) = check_document(_document(links={"lines": ["http://b"]}), _source(), "x.yml")
    assert (problem.line, problem.column) == (11, 8)
    assert "条款 links" in problem.message


def test_displaced_lines_outside_the_document() -> None:
    changed = _document(links={"printed_lines": [99]})
    messages = [problem.message for problem in check_document(changed, _source(), "x.yml")]
    assert any("printed_lines [99] 不在本文件的来源行内" in message for message in messages)


def test_lines_outside_the_source() -> None:
    (problem,) = check_document(_document(lines=[2, 99]), _source(), "x.yml")
    assert problem.file == "x.yml"
    assert "不在来源 sample 的 1–12 行内" in problem.message


def test_every_line_belongs_somewhere() -> None:
    problems = check_coverage(_source(), [_document(lines=[2, 10])])
    assert [(problem.line, problem.message) for problem in problems] == [
        (
            11,
            "从这一行到第 12 行不属于任何文件，也不是标题行：“http://example.gov.c”",
        )
    ]


def test_no_line_belongs_twice() -> None:
    (problem,) = check_coverage(_source(), [_document(lines=[1, 12])])
    assert (problem.line, problem.column) == (1, 1)
    assert problem.message == "这一行既属于标题行“某地”，又属于文件 sample-1"


def test_headings_are_compared_too() -> None:
    manifest = SourceManifest.model_validate(
        {"title": "样本", "headings": [{"line": 1, "text": "某市"}]}
    )
    (problem,) = check_coverage(_source(manifest=manifest), [_document()])
    assert problem.message == "标题行应是“某市”，原书这一行是“某地”"


def test_the_collection_is_lossless(collection: Collection) -> None:
    assert check_lossless(collection.policies, collection.sources) == []
    assert sum(d.source is not None for d in collection.policies.values()) >= 34
