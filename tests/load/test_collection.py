"""Reading the whole content folder: what is found, where it is, and what is refused."""

import errno
import os
import time
from pathlib import Path

import pytest

from build_scripts.load.collection import Collection, load_collection
from build_scripts.load.problems import ContentErrors

from .sample import FILES, POLICY, changed, write_sample


def lines_told(content: Path) -> list[str]:
    with pytest.raises(ContentErrors) as caught:
        load_collection(content)
    return list(map(str, caught.value.problems))


def test_the_sample_loads_in_order(tmp_path: Path) -> None:
    collection = load_collection(write_sample(tmp_path))
    assert list(collection.regions) == ["cn", "tianjin"]
    # By region as in regions.yml, not by file name.
    assert list(collection.policies) == ["cn30", "tj6"]
    assert [topic.id for topic in collection.topics.topics] == ["si-subsidy"]
    assert [entry.means for entry in collection.synonyms.synonyms] == [["返还标准"]]
    assert [entry.asks for entry in collection.synonyms.fillers] == ["procedure", None]
    assert collection.facts == {}
    assert {(kind, key) for kind, key, _ in collection.records()} == {
        *(("regions", key) for key in ("cn", "tianjin")),
        *(("agencies", key) for key in ("tianjin-hrss", "mohrss")),
        *((kind, kind) for kind in ("topics", "audiences", "external_documents", "synonyms")),
        *(("policies", key) for key in ("cn30", "tj6")),
    }


def test_origins(tmp_path: Path) -> None:
    collection = load_collection(write_sample(tmp_path))
    tj6 = "content/policies/tianjin/tj6.yml"
    assert str(collection.origin("policies", "tj6", "issued")) == f"{tj6}:8:9"
    place = collection.origin("policies", "tj6", "body", 1, "children", 0, "text")
    assert place == (tj6, 32, 15)
    assert str(collection.origin("regions", "tianjin", "parent")) == "content/regions.yml:2:54"
    assert str(collection.origin("topics", "topics", "topics", 0)) == "content/topics.yml:4:5"
    assert collection.file_of("policies", "cn30") == "content/policies/cn/cn30.yml"
    with pytest.raises(KeyError):
        collection.origin("policies", "tj7")


def test_documents_of_one_region_are_sorted_by_date_then_key(tmp_path: Path) -> None:
    older = FILES["policies/cn/cn30.yml"].replace("cn30", "cn99").replace("05-09", "05-01")
    twin = FILES["policies/cn/cn30.yml"].replace("cn30", "cn29")
    files = {"policies/cn/cn99.yml": older, "policies/cn/cn29.yml": twin}
    collection = load_collection(write_sample(tmp_path, **files))
    assert list(collection.policies) == ["cn99", "cn29", "cn30", "tj6"]


def test_sources_come_with_their_text(tmp_path: Path) -> None:
    files = {"sources/book.yml": "title: 汇编\n", "sources/book.txt": "第一行\n第二行\n"}
    source = load_collection(write_sample(tmp_path, **files)).sources["book"]
    assert source.lines == ("第一行", "第二行")
    assert source.file == "content/sources/book.txt"


def test_all_problems_of_all_files_in_one_run(tmp_path: Path) -> None:
    content = write_sample(
        tmp_path,
        **changed("regions.yml", "level: city", "level: town"),
        **changed("topics.yml", "label: 补贴", "label: yes"),
        **{
            "agencies.yml": '- {id: x, label: "某局, region: cn}\n',
            "facts.yml": None,
            "policies/tianjin/tj6.yml": POLICY.replace("issued:", "isued:").replace(
                "kind: 通知", "kind: 通之"
            ),
            "polices/x.yml": "a: 1\n",
        },
    )
    assert lines_told(content) == [
        "content/agencies.yml:1:18: 这里的引号没有结束。请在文字末尾补上同样的半角引号",
        "content/facts.yml:1:1: 缺少这个文件（事实（问题））",
        "content/polices:1:1: 不认识的文件夹“polices”。是不是“policies”？这里可以有："
        "benefits、bundles、interpretations、pages、parameters、policies、schemas、sources、timelines",
        "content/policies/tianjin/tj6.yml:6:7: “kind”不能是“通之”。是不是“通知”？"
        "只能写：通知、公告、通告、意见、办法、方案、决定、问答、其他",
        "content/policies/tianjin/tj6.yml:8:1: 不认识的键“isued”。是不是想写“issued”"
        "（成文日期（落款日））？这里还可以写：issuer_inferred、issued、periods、topics、audiences、"
        "attachments、contacts、references、amendments、source、source_url、companions",
        "content/regions.yml:2:65: “level”不能是“town”。只能写：national、province、city",
        "content/topics.yml:2:28: “yes”会被当成是/否。是非请写 true 或 false；"
        "如果是文字，请加半角引号",
    ]


ABOUT = "content/pages/about.md"
AGENCIES = "content/agencies.yml"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (
            "- {id: x, label: 某局, region: cn}\n".encode("gb18030"),
            f"{AGENCIES}:1:18: 文件不是 UTF-8 编码，像是 GBK（ANSI）。请另存为 UTF-8",
        ),
        (
            "- {id: x}\n".encode("utf-16"),
            f"{AGENCIES}:1:1: 文件是 UTF-16 编码。请另存为 UTF-8",
        ),
        (
            "- {id: x}\n".encode("utf-16-be"),
            f"{AGENCIES}:1:1: 文件是 UTF-16 编码。请另存为 UTF-8",
        ),
        (
            b"\xef\xbb\xbf[]\n",
            f"{AGENCIES}:1:1: 文件开头有字节顺序标记（BOM）。请另存为“UTF-8 无 BOM”",
        ),
        (
            "- id: 局".encode() + b"\xff\n",
            f"{AGENCIES}:1:8: 这里的字节 0xFF 不是 UTF-8 文字。请另存为 UTF-8",
        ),
        (
            b"- id: a\n  label: x\xed\xa0\x80\n",
            f"{AGENCIES}:2:11: 这里有半个代理对字符（不成字）。请删掉它",
        ),
        (
            b"- id: a\x00b\n",
            f"{AGENCIES}:1:8: 这里有空字符（NUL）。请删掉它再重新输入这几个字",
        ),
        (
            b"- id: a\x1bb\n",
            f"{AGENCIES}:1:8: 这里有看不见的控制字符（U+001B）。请删掉它再重新输入这几个字",
        ),
        (
            "- id: a\u200bb\n".encode(),
            f"{AGENCIES}:1:8: 这里有零宽空格（U+200B）。请删掉它再重新输入这几个字",
        ),
        (
            "- id: a\u2028b\n".encode(),
            f"{AGENCIES}:1:8: 这里有看不见的控制字符（U+2028）。请删掉它再重新输入这几个字",
        ),
        (
            "- id: a\ufffd\n".encode(),
            f"{AGENCIES}:1:8: 这里有乱码替代字符 �（U+FFFD），原来的字已经丢了。"
            "请删掉它再重新输入这几个字",
        ),
        (
            b"# " + b"x" * 5_000_000,
            f"{AGENCIES}:1:1: 文件超过 5 MB。内容文件不会这么大，请检查是不是放错了文件",
        ),
        (b"", f"{AGENCIES}:1:1: 文件是空的，没有内容"),
        (
            b"- {id: x, label: x, region: cn}\n- {id: x, label: z, region: cn}\n",
            f"{AGENCIES}:2:8: 机关的编号“x”重复，本文件里已经有了",
        ),
    ],
    ids=str,
)
def test_unusable_file(tmp_path: Path, content: bytes, line: str) -> None:
    assert lines_told(write_sample(tmp_path, **{"agencies.yml": content})) == [line]


def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    content = write_sample(tmp_path, **{"topics.yml": None})
    (content / "topics.yml").mkdir()
    assert lines_told(content) == ["content/topics.yml:1:1: 这里应当是一个文件，找到的是文件夹"]


def test_links_pipes_and_missing_targets(tmp_path: Path) -> None:
    names = ("topics.yml", "audiences.yml", "agencies.yml")
    content = write_sample(tmp_path, **dict.fromkeys(names))
    (content / "topics.yml").symlink_to("topics.yml")
    (content / "audiences.yml").symlink_to("nowhere.yml")
    os.mkfifo(content / "agencies.yml")
    assert lines_told(content) == [
        "content/agencies.yml:1:1: 这里应当是一个文件，找到的是文件夹或设备",
        "content/audiences.yml:1:1: 这是一个符号链接，它指向的文件不存在",
        "content/topics.yml:1:1: 符号链接绕成了圈，读不到文件",
    ]


def test_folder_links_are_not_followed(tmp_path: Path) -> None:
    content = write_sample(tmp_path)
    (content / "policies" / "loop").symlink_to(content, target_is_directory=True)
    assert lines_told(content) == [
        "content/policies/loop:1:1: 这是指向文件夹的符号链接，不能用。请把文件夹本身放在这里"
    ]


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Refused by a stand-in: tests may run as root, who may read everything.
    real_open = os.open

    def refusing_open(path: Path, flags: int) -> int:
        if Path(path).name == "topics.yml":
            raise PermissionError(errno.EACCES, "denied")
        return real_open(path, flags)

    content = write_sample(tmp_path)
    monkeypatch.setattr(os, "open", refusing_open)
    assert lines_told(content) == [
        "content/topics.yml:1:1: 没有读这个文件的权限。请用 chmod 或文件属性改成可读"
    ]


def test_missing_content_folder(tmp_path: Path) -> None:
    first = lines_told(tmp_path / "content")[0]
    assert first == "content:1:1: 打不开这个文件夹：不是文件夹或不存在"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "topic.yml",
            "content/topic.yml:1:1: 不认识的文件“topic.yml”。是不是“topics.yml”？这里可以有："
            "regions.yml、topics.yml、audiences.yml、agencies.yml、external_documents.yml、"
            "synonyms.yml、register.yml、facts.yml",
        ),
        (
            "policies/tianjin/tj7.yaml",
            "content/policies/tianjin/tj7.yaml:1:1: 扩展名要写成 .yml。请改名为“tj7.yml”",
        ),
        (
            "policies/tj7.yml",
            "content/policies/tj7.yml:1:1: 政策文件要放在 content/policies/<地区>/<名字>.yml。"
            "请移到那里",
        ),
        (
            "policies/tianjin/2020/tj7.yml",
            "content/policies/tianjin/2020:1:1: 这里不能再有下一级文件夹",
        ),
        (
            "policies/tianjin/tj7.docx",
            "content/policies/tianjin/tj7.docx:1:1: 这里不能放“tj7.docx”。"
            "这个文件夹里可以放 .yml 文件",
        ),
        (
            "parameters/tianjin/base.yml",
            "content/parameters/tianjin/base.yml:1:1: 参数要放在 content/parameters/<名字>.yml。"
            "请移到那里",
        ),
        (
            "sources/book.txt",
            "content/sources/book.txt:1:1: 旁边缺少同名的来源文本的说明“book.yml”",
        ),
        (
            "pages/about.html",
            "content/pages/about.html:1:1: 这里不能放“about.html”。"
            "这个文件夹里可以放 .md、.png、.jpg、.svg 文件",
        ),
    ],
)
def test_file_in_the_wrong_place(tmp_path: Path, name: str, line: str) -> None:
    assert lines_told(write_sample(tmp_path, **{name: "a: 1\n"})) == [line]


def test_hidden_files_and_backups_are_passed_over(tmp_path: Path) -> None:
    names = (".DS_Store", "policies/.tj6.yml.swp", "policies/tianjin/tj6.yml~")
    load_collection(write_sample(tmp_path, **dict.fromkeys(names, "x")))


def test_one_key_in_two_files(tmp_path: Path) -> None:
    content = write_sample(tmp_path, **{"policies/tianjin/tj6b.yml": POLICY})
    assert lines_told(content) == [
        "content/policies/tianjin/tj6b.yml:2:6: 政策文件的编号“tj6”重复，"
        "content/policies/tianjin/tj6.yml里已经有了"
    ]


def test_the_project_content_loads(collection: Collection) -> None:
    assert len(collection.policies) >= 34
    assert next(iter(collection.policies)).startswith("cn")


def test_ten_thousand_files_would_load_within_a_minute(tmp_path: Path) -> None:
    """Bound with a wide margin: 15 kB take about 2 ms where this was written."""
    clause = "  - id: art-{0}\n    type: article\n    label: 第{0}条\n    text: {1}\n"
    body = "".join(clause.format(number, "汉字" * 60) for number in range(3, 42))
    text = POLICY + body
    assert 15_000 < len(text.encode()) < 20_000
    files = {
        f"policies/cn/x{number}.yml": text.replace("tj6", f"x{number}") for number in range(60)
    }
    content = write_sample(tmp_path, **files)
    started = time.process_time()
    load_collection(content)
    assert (time.process_time() - started) / 60 < 0.006
