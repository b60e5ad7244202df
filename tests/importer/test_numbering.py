"""Numbering forms and blanks."""

import pytest

from build_scripts.importer.numbering import parse_numbering
from build_scripts.importer.spacing import clean, first_token, width


@pytest.mark.parametrize(
    ("text", "kind", "label", "rest", "ordinal"),
    [
        ("第一编 总则", "part", "第一编", "总则", "1"),
        ("第二章 援助政策", "chapter", "第二章", "援助政策", "2"),
        ("第一节 宗旨", "chapter_section", "第一节", "宗旨", "1"),
        ("第二十五条 本办法自", "article", "第二十五条", "本办法自", "25"),
        ("第七条之一 国家", "article", "第七条之一", "国家", "7z1"),
        ("十二、积极做好", "section", "十二、", "积极做好", "12"),
        ("（三十二）营造", "subsection", "（三十二）", "营造", "32"),
        ("(三) 营造", "subsection", "(三)", "营造", "3"),
        ("1.申请抬头", "item", "1.", "申请抬头", "1"),
        ("2．城乡", "item", "2．", "城乡", "2"),
        ("3．2020年补贴期满", "item", "3．", "2020年补贴期满", "3"),
        ("4、提供", "item", "4、", "提供", "4"),
        ("（3）各类", "subitem", "（3）", "各类", "3"),
        ("②残疾", "point", "②", "残疾", "2"),
        ("2）乙", "point", "2）", "乙", "2"),
        ("——坚持", "dash", "——", "坚持", ""),
        ("问：什么", "question", "问：", "什么", ""),
        ("答:是", "answer", "答:", "是", ""),
    ],
)
def test_forms(text: str, kind: str, label: str, rest: str, ordinal: str) -> None:
    numbering = parse_numbering(text)
    assert numbering is not None
    assert (numbering.kind, numbering.label, numbering.rest) == (kind, label, rest)
    assert numbering.ordinal == ordinal


@pytest.mark.parametrize(
    "text", ["2.4万元", "（2017）〉的通知", "10 个以上", "一是整合", "第三方", "200人"]
)
def test_not_numbering(text: str) -> None:
    assert parse_numbering(text) is None


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("2020年 5 月 9 日", "2020年5月9日"),
        ("〔2020〕7 号", "〔2020〕7号"),
        ("通过“e 窗通”办理，手机 APP查询", "通过“e窗通”办理，手机APP查询"),
        ("计划。 现将", "计划。现将"),
        ("《人力资源社会保障部 财政部关于》", "《人力资源社会保障部 财政部关于》"),
        ("《广州市 区 年第 季度花名册》", "《广州市 区 年第 季度花名册》"),
        ("平台经济促就业 脱贫增收奔小康", "平台经济促就业 脱贫增收奔小康"),
        ("电子邮箱： a@b.cn", "电子邮箱：a@b.cn"),
    ],
)
def test_blanks(printed: str, cleaned: str) -> None:
    assert clean(printed).text == cleaned


def test_a_doubtful_blank_is_taken_out_and_reported() -> None:
    result = clean("根据培训补贴管理办法，困难 村未就业劳动力可参加培训。")
    assert result.text == "根据培训补贴管理办法，困难村未就业劳动力可参加培训。"
    assert result.doubtful == ("法，困难 村未就业",)


def test_width_and_first_token() -> None:
    assert width("“一窗”2020年") == 2 + 1 + 2 + 1
    assert first_token("（2019—2021 年）") == "（2019—2021"
    assert first_token("和，以及") == "和，"
