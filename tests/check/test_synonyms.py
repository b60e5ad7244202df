"""The search vocabulary: what is refused, in exact words."""

from pathlib import Path

import pytest

from build_scripts.check.synonyms import check_synonyms
from build_scripts.load.collection import Collection, load_collection
from tests.load.sample import changed, write_sample

AT = "content/synonyms.yml"


def lines_told(tmp_path: Path, **changes: str | bytes | None) -> list[str]:
    collection = load_collection(write_sample(tmp_path, **changes))
    return list(map(str, sorted(check_synonyms(collection))))


def test_the_sample_is_accepted(tmp_path: Path) -> None:
    assert lines_told(tmp_path) == []


@pytest.mark.parametrize(
    "means",
    [
        "失业保险",  # of a title
        "提高返还标准",  # of a clause
        "提高 返还 标准",  # white space does not count
        "（一）小微企业",  # with the label of its clause
        "社保补贴",  # a topic
        "企业",  # an audience
    ],
)
def test_accepted_terms(tmp_path: Path, means: str) -> None:
    change = changed("synonyms.yml", "means: [返还标准]", f"means: [返还标准, {means}]")
    assert lines_told(tmp_path, **change) == []


def test_aliases_and_titles_of_outside_documents_are_accepted(tmp_path: Path) -> None:
    files = {
        **changed("topics.yml", "label: 社保补贴,", "label: 社保补贴, aliases: [社会保险补贴],"),
        **changed("audiences.yml", "label: 企业,", "label: 企业, aliases: [各类单位],"),
        "external_documents.yml": "documents:\n  - {title: 就业促进法, aliases: [促进法全文]}\n",
        **changed("synonyms.yml", "[返还标准]", "[社会保险补贴, 各类单位, 就业促进法, 促进法全文]"),
    }
    assert lines_told(tmp_path, **files) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "means: [返还标准]",
            "means: [返还标准, 退还标准]",
            "2:40: 收录的文件、主题和对象里都没有“退还标准”。means 要写文件里有的说法，一字不差",
        ),
        (
            "means: [返还标准]",
            "means: [社会补贴]",
            "2:34: 收录的文件、主题和对象里都没有“社会补贴”。是不是“社保补贴”？"
            "means 要写文件里有的说法，一字不差",
        ),
        (
            "say: [稳岗补贴, 失业金返还]",
            "say: [稳岗补贴, 稳岗补贴]",
            "2:18: “稳岗补贴”重复，第 2 行已经写过。一个说法只写一次",
        ),
        (
            "fillers:",
            "  - {say: [稳岗 补贴], means: [返还标准], note: 同上}\nfillers:",
            "3:12: “稳岗 补贴”重复，第 2 行已经写过。一个说法只写一次",
        ),
        (
            "say: [吗]",
            "say: [吗, 怎么申请]",
            "5:15: “怎么申请”重复，第 4 行已经写过。一个说法只写一次",
        ),
        # Neither width nor case tells phrases apart.
        (
            "say: [稳岗补贴, 失业金返还]",
            "say: [e窗通, Ｅ窗通]",
            "2:17: “Ｅ窗通”重复，第 2 行已经写过。一个说法只写一次",
        ),
        (
            "say: [稳岗补贴, 失业金返还]",
            "say: [稳岗补贴, 返还标准]",
            "2:18: “返还标准”本来就是文件的写法（means 里有），不用写在 say 里",
        ),
        (
            "say: [怎么申请]",
            "say: [怎么申请, 稳岗补贴]",
            "4:18: “稳岗补贴”在第 2 行是同义说法，不能又是要去掉的问话用语。请删掉一处",
        ),
        (
            "say: [怎么申请]",
            "say: [怎么申请, 标准]",
            "4:18: “标准”是“返还标准”里的字，去掉它就找不到那里了。请写得更完整，或者删掉",
        ),
        (
            "say: [怎么申请]",
            "say: [怎么申请, 失业金]",
            "4:18: “失业金”是“失业金返还”里的字，去掉它就找不到那里了。请写得更完整，或者删掉",
        ),
        (
            "say: [怎么申请]",
            "say: [怎么申请, 社保]",
            "4:18: “社保”是“社保补贴”里的字，去掉它就找不到那里了。请写得更完整，或者删掉",
        ),
        (
            "say: [怎么申请]",
            "say: [怎么申请, 关于]",
            "4:18: “关于”是“关于失业保险的通知”里的字，去掉它就找不到那里了。"
            "请写得更完整，或者删掉",
        ),
    ],
)
def test_broken_vocabulary(tmp_path: Path, old: str, new: str, line: str) -> None:
    assert lines_told(tmp_path, **changed("synonyms.yml", old, new)) == [f"{AT}:{line}"]


def test_the_content_is_accepted(collection: Collection) -> None:
    assert check_synonyms(collection) == []
    vocabulary = collection.synonyms
    assert len(vocabulary.synonyms) >= 160
    assert len(vocabulary.fillers) >= 25
