"""Page files, relative addresses, and the writer that touches only what changed."""

from pathlib import Path

import pytest
import yaml

from build_scripts.passthrough import MARKER
from build_scripts.render.page import Page, Writer, root_of
from build_scripts.render.paging import slices
from build_scripts.render.sentences import sentence_around


@pytest.mark.parametrize(
    ("site_path", "root"),
    [("", "./"), ("about/", "../"), ("policies/tianjin/tj6/", "../../../")],
)
def test_root(site_path: str, root: str) -> None:
    assert root_of(site_path) == root


def test_front_matter_survives_any_title() -> None:
    page = Page("x/", "关于“e窗通”: '引号' #<b>", "<article></article>", modules=("a.js",))
    text = page.text()
    _, front, body = text.split("---\n", 2)
    # The generator puts the title into the page as it stands here.
    title = "关于“e窗通”: &#x27;引号&#x27; #&lt;b&gt;"
    assert yaml.safe_load(front) == {"title": title, "modules": ["a.js"]}
    assert body == f"{MARKER}\n<article></article>\n"


def test_unchanged_file_keeps_its_time(tmp_path: Path) -> None:
    Writer(tmp_path).page(Page("a/", "甲", "<p>1</p>"))
    before = (tmp_path / "a/index.md").stat().st_mtime_ns
    writer = Writer(tmp_path)
    writer.page(Page("a/", "甲", "<p>1</p>"))
    assert writer.changed == 0
    assert (tmp_path / "a/index.md").stat().st_mtime_ns == before
    writer = Writer(tmp_path)
    writer.page(Page("a/", "甲", "<p>2</p>"))
    assert writer.changed == 1


def test_two_pages_at_one_address_are_refused(tmp_path: Path) -> None:
    writer = Writer(tmp_path)
    writer.page(Page("a/", "甲", ""))
    with pytest.raises(ValueError, match=r"a/index\.md"):
        writer.page(Page("a/", "乙", ""))


def test_stale_files_go_and_others_stay(tmp_path: Path) -> None:
    first = Writer(tmp_path)
    first.page(Page("a/b/", "甲", ""))
    first.file("data/x.json", b"{}")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/kept.js").write_text("", "utf-8")
    second = Writer(tmp_path)
    second.page(Page("c/", "乙", ""))
    assert second.remove_stale(("**/*.md", "data/**/*.json")) == 2
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {"assets", "assets/kept.js", "c", "c/index.md"}


def test_long_lists_are_cut_into_pages() -> None:
    parts = list(slices("policies/", list(range(12)), size=5))
    assert [(part.site_path, list(part.rows)) for part in parts] == [
        ("policies/", [0, 1, 2, 3, 4]),
        ("policies/page-2/", [5, 6, 7, 8, 9]),
        ("policies/page-3/", [10, 11]),
    ]
    assert parts[1].links == [(1, "policies/"), (2, "policies/page-2/"), (3, "policies/page-3/")]
    assert [part.site_path for part in slices("x/", list[int]())] == ["x/"]


def test_sentence_around() -> None:
    text = "第一句。根据《甲》制定本办法。第三句。"
    start = text.index("《甲》")
    assert sentence_around(text, start, start + 3) == "根据《甲》制定本办法。"


def test_long_sentence_keeps_the_mention_and_its_end() -> None:
    text = "前" * 100 + "《甲》" + "、《乙》" * 60 + "同时废止。"
    found = sentence_around(text, 100, 103)
    assert found.startswith("…前")
    assert "《甲》…" in found
    assert found.endswith("同时废止。")
    assert len(found) < 120
