"""From a file to draft files and a report."""

from pathlib import Path

import pytest

from build_scripts.importer import load_regions, run_import
from build_scripts.importer.write import policy_yaml
from build_scripts.load.problems import ContentErrors
from build_scripts.load.yaml_strict import parse_yaml
from build_scripts.model.policy import PolicyDocument

TEXT = """\
关于做好示例工作的通知
津人社办发〔2021〕5号
各区人社局：
根据有关规定，现就有关问题通知如下：
一、做好工作。
本通知自2021年5月10日起施行，有效期至2023年5月9日。
附件：1．申请表
2．汇总表（略）
市人社局
2021年5月6日
http://hrss.tj.gov.cn/download/1.docx
"""


def test_drafts_are_written_and_reported(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_bytes(TEXT.encode("gb18030"))
    report = run_import(file, "tianjin", tmp_path / "out")
    (path,) = report.files
    assert path == tmp_path / "out" / "policies" / "tianjin" / "jrsbf-2021-5.yml"
    assert (tmp_path / "out" / "sources" / "notice.txt").read_text("utf-8") == TEXT
    manifest = (tmp_path / "out" / "sources" / "notice.yml").read_text("utf-8")
    assert manifest == "# yaml-language-server: $schema=../schemas/source.json\ntitle: notice\n"
    written = path.read_text("utf-8")
    assert written.startswith("# yaml-language-server: $schema=../../schemas/policy.json\n# 待核：")
    document = PolicyDocument.model_validate(parse_yaml(written, path.name).data)
    assert document.expires.date == "2023-05-09"
    assert [(a.title, a.status, a.urls) for a in document.attachments] == [
        ("申请表", "not_included", ["http://hrss.tj.gov.cn/download/1.docx"]),
        ("汇总表", "omitted", []),
    ]
    assert [clause.id for clause in document.clauses()] == [
        *("title", "number", "addressee", "p-1", "1", "p-2", "attachments", "signoff", "links"),
    ]
    printed = str(report)
    assert "notice.txt：认出 1 份文件。" in printed
    assert "关于做好示例工作的通知（津人社办发〔2021〕5号），第 1–11 行" in printed
    assert "待核：" in printed


def test_a_text_with_a_chinese_name_is_a_source_by_its_initials(tmp_path: Path) -> None:
    file = tmp_path / "政策汇编 2020.txt"
    file.write_text(TEXT, "utf-8")
    report = run_import(file, "tianjin", tmp_path / "out")
    assert (tmp_path / "out" / "sources" / "zchb-2020.txt").is_file()
    assert [draft.record["source"]["file"] for draft in report.drafts] == ["zchb-2020"]


def test_broken_catalogues_are_explained(tmp_path: Path) -> None:
    (tmp_path / "regions.yml").write_text("- {id: cn, label: 全国}\n", "utf-8")
    with pytest.raises(ContentErrors) as caught:
        load_regions(tmp_path)
    file = f"{tmp_path.name}/regions.yml"
    assert list(map(str, caught.value.problems)) == [
        f"{file}:1:3: 缺少必须写的键“level”（级别）。请补上",
        f"{file}:1:3: 缺少必须写的键“short_label”（简称）。请补上",
    ]


def test_a_draft_never_replaces_a_file(tmp_path: Path) -> None:
    file = tmp_path / "notice.txt"
    file.write_text(TEXT, "utf-8")
    (path,) = run_import(file, "tianjin", tmp_path).files
    path.write_text("edited", "utf-8")
    with pytest.raises(FileExistsError, match="没有写入任何草稿"):
        run_import(file, "tianjin", tmp_path)
    assert path.read_text("utf-8") == "edited"


def test_style_of_content_files() -> None:
    record = {
        "key": "x",
        "issued": "2020-05-09",
        "topics": ["a", "b"],
        "source": {"file": "s", "lines": [1, 9]},
        "body": [{"id": "1", "type": "item", "label": "1.", "text": "甲" * 200}],
    }
    assert policy_yaml(record, ["两\n行"]) == (
        "# yaml-language-server: $schema=../../schemas/policy.json\n"
        "# 待核：两 行\n"
        "key: x\n"
        'issued: "2020-05-09"\n'
        "topics: [a, b]\n"
        "source:\n"
        "  file: s\n"
        "  lines: [1, 9]\n"
        "body:\n"
        '  - id: "1"\n'
        "    type: item\n"
        '    label: "1."\n'
        f"    text: {'甲' * 200}\n"
    )
