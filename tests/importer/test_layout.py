"""Line breaks of a printed page."""

import pytest

from build_scripts.importer.layout import to_paragraphs
from build_scripts.importer.read import read_lines

# A column of 20 characters; first lines are indented by two.
PRINTED = """\
为做好稳就业工作促进企业用工和劳动者就
业现根据国务院有关文件并结合本市实际情况
经研究同意就有关事项通知如下。
一、总体要求
（一）坚持就业优先政策并把稳就业放在更
加突出的位置确保就业局势总体稳定长期向好
继续加大援企稳岗力度给予补贴。
各区人民政府要结合实际制定具体的办法并
报市人民政府备案同时抄送有关部门知悉存档
以便工作。
市人社局
2020年5月9日
"""


def _paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in to_paragraphs(read_lines(text))]


def test_lines_are_joined_and_short_lines_end_paragraphs() -> None:
    paragraphs = _paragraphs(PRINTED)
    assert [text[:6] for text in paragraphs] == [
        *("为做好稳就业", "一、总体要求", "（一）坚持就", "各区人民政府"),
        *("市人社局", "2020年5"),
    ]
    assert "就业现根据国务院" in paragraphs[0]


def test_roles() -> None:
    roles = [paragraph.role for paragraph in to_paragraphs(read_lines(PRINTED))]
    assert roles == ["plain", "plain", "plain", "plain", "signer", "date"]


def test_text_that_is_not_broken_into_lines() -> None:
    text = "\n".join(f"第{n}段" + "内容" * (n * 9) + "。" for n in range(1, 9))
    assert len(_paragraphs(text)) == 8


def test_indented_lines_start_paragraphs() -> None:
    text = (
        "　　甲" + "字" * 33 + "\n" + "字" * 35 + "\n　　乙" + "字" * 33 + "\n" + "字" * 34 + "。\n"
    )
    assert len(_paragraphs(text)) == 2


def test_a_web_address_does_not_end_the_paragraph_around_it() -> None:
    lines = PRINTED.split("\n")
    lines.insert(1, "http://www.example.gov.cn/a.html")
    paragraphs = to_paragraphs(read_lines("\n".join(lines)))
    assert [paragraph.role for paragraph in paragraphs[:2]] == ["plain", "url"]
    assert "就业现根据国务院" in paragraphs[0].text


def test_a_guess_is_noted() -> None:
    # The second line is full and ends a sentence; nothing shows whether the third goes on.
    text = PRINTED.replace("总体稳定长期向好\n继续加大", "总体稳定长期好。\n继续加大")
    (paragraph,) = [p for p in to_paragraphs(read_lines(text)) if p.text.startswith("（一）")]
    assert paragraph.doubtful_joins == ["继续加大援企稳岗力度给予补贴。"]


@pytest.mark.parametrize("name", ["人力资源社会保障部 财政部", "国务院扶贫办综合司", "××省民政厅"])
def test_signing_bodies(name: str) -> None:
    paragraphs = to_paragraphs(read_lines(f"请遵照执行。\n{name}\n二〇二一年三月五日\n"))
    assert [paragraph.role for paragraph in paragraphs] == ["plain", "signer", "date"]
