"""Lines and printed pages of a source."""

import pytest

from build_scripts.load.collection import Collection
from build_scripts.load.source_text import SourceText
from build_scripts.model.catalogue import SourceManifest


def _source(lines: list[str], **manifest: int) -> SourceText:
    described = SourceManifest.model_validate({"title": "样本", **manifest})
    return SourceText.from_text("sample", described, "\n".join(lines))


def test_content_lines_are_neither_blank_nor_footers() -> None:
    source = _source(["甲", "", "第 6 页 共 118 页", " 乙"])
    assert list(source.content_lines()) == [1, 4]
    assert source.footer_page(3) == 6
    assert source.line(4) == " 乙"
    with pytest.raises(IndexError):
        source.line(0)


def test_pages_are_exact_where_the_marks_agree_with_the_footer() -> None:
    lines = [" 甲", "乙", " 丙", "第 6 页 共 9 页", "丁", "第 8 页 共 9 页", "戊"]
    source = _source(lines, first_page=5, total_pages=9)
    assert source.pages(1, 3) == ("5", "6", True)
    # Between page 6 and the footer of page 8 a break is not marked.
    assert source.pages(5, 5) == ("7", "7", False)
    assert source.pages(7, 7) == ("9", "9", True)


def test_pages_are_unknown_without_any_number() -> None:
    assert _source(["甲", " 乙"]).pages(1, 2) is None


def test_pages_above_the_first_footer_are_counted_back_from_it() -> None:
    source = _source(["甲", " 乙", "第 6 页 共 9 页"])
    assert source.pages(1, 2) == ("5", "6", False)


def test_pages_of_the_compilation(collection: Collection) -> None:
    source = collection.sources["compilation-2020-04-05"]
    assert source.pages(3, 364) == ("5", "11", True)
    # The text of 人社部发〔2020〕38号 begins below the footer of page 30.
    assert source.pages(1220, 1354) == ("31", "33", True)
    pages = source.pages(5072, 5139)
    assert pages is not None
    assert pages.last == "118"
    assert not pages.exact
