"""Numbers, titles and heading words, however they are printed."""

import pytest

from build_scripts.link.names import (
    classify,
    find_numbers,
    parse_number,
    split_issuer,
    title_key,
    trailing_issuer,
)


@pytest.mark.parametrize(
    "printed",
    [
        "粤人社函[2020]147号",
        "粤人社函〔2020〕147号",
        "粤人社函［2020］147 号",
        "粤人社函【2020】147号",
        "粤人社函（2020）147号",
        "粤人社函〔２０２０〕１４７号",
        "粤人社函 〔2020〕 第147号",
    ],
)
def test_a_number_is_the_same_in_any_brackets(printed: str) -> None:
    number = parse_number(printed)
    assert number is not None
    assert str(number) == "粤人社函〔2020〕147号"
    assert number.key == "粤人社函|2020|147"


def test_orders_have_numbers_too() -> None:
    assert str(parse_number("北京市人民政府令2006年第183号")) == "北京市人民政府令2006年第183号"
    assert str(parse_number("国务院令第724号")) == "国务院令第724号"


@pytest.mark.parametrize("text", ["国发2019", "第3号", "附件2", "关于做好工作的通知", "12345号"])
def test_other_text_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_words_that_lead_to_a_number_are_not_part_of_it() -> None:
    text = "按照津政办规〔2020〕7号和人社厅函〔2020〕63号执行，原国发〔2019〕28号不变"
    spans = list(find_numbers(text))
    assert [str(span.number) for span in spans] == [
        "津政办规〔2020〕7号",
        "人社厅函〔2020〕63号",
        "国发〔2019〕28号",
    ]
    assert [text[span.start : span.end] for span in spans] == [str(s.number) for s in spans]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # spaces between issuers, with and without issuer
        (
            "人力资源社会保障部 财政部关于做好公益性岗位开发管理有关工作的通知",
            "关于做好公益性岗位开发管理有关工作的通知",
        ),
        # brackets
        (
            "国家统计局关于印发〈统计上大中小微型企业划分办法（2017）〉的通知",
            "统计上大中小微型企业划分办法(2017)",
        ),
        # the notice that prints a text and the text
        (
            "印发广东省人力资源和社会保障厅广东省财政厅关于就业补助资金补贴公益性岗位管理办法的通知",
            "广东省人力资源和社会保障厅 广东省财政厅关于就业补助资金补贴公益性岗位管理办法",
        ),
        # 的 and 、
        (
            "市人社局关于恢复线下职业技能培训、评价疫情防控的工作指南",
            "市人社局关于恢复线下职业技能培训评价疫情防控工作指南.docx",
        ),
        ("中华人民共和国劳动合同法", "劳动合同法"),
    ],
)
def test_titles_that_are_the_same(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # a forwarding notice is not what it forwards
        (
            "广州市人民政府转发广东省人民政府关于印发广东省进一步稳定和促进就业若干政策措施的通知",
            "广东省人民政府关于印发广东省进一步稳定和促进就业若干政策措施的通知",
        ),
        ("劳动合同法", "劳动合同法实施条例"),
        (
            "关于印发鼓励家庭服务业发展若干措施的通知",
            "关于印发鼓励家庭服务业发展若干措施实施办法的通知",
        ),
    ],
)
def test_titles_that_differ(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


def test_issuer_before_the_title() -> None:
    assert split_issuer("市人力社保局市财政局关于下放权限的通知")[0] == "市人力社保局市财政局"
    assert split_issuer("中共广东省委、广东省人民政府印发<若干措施>的通知")[0] == (
        "中共广东省委、广东省人民政府"
    )
    assert split_issuer("关于下放权限的通知")[0] is None
    assert split_issuer("转发人力资源社会保障部关于做好工作的通知")[0] is None


def test_issuer_before_the_quotation_mark() -> None:
    assert trailing_issuer("按照中共中央办公厅、国务院办公厅") == "中共中央办公厅、国务院办公厅"
    assert trailing_issuer("根据中国就业培训技术指导中心") == "中国就业培训技术指导中心"
    assert trailing_issuer("为落实国务院") == "国务院"
    assert trailing_issuer("现将广东省人力资源和社会保障厅") == "广东省人力资源和社会保障厅"
    assert trailing_issuer("李克强总理在2020年") is None
    assert trailing_issuer("根据") is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("社保、岗位补贴申报表", "form"),
        ("人力资源服务许可证", "form"),
        ("残疾人证", "form"),
        ("零就业家庭证明", "form"),
        ("扶贫卡", "form"),
        ("天津市就业帮扶协议书", "form"),
        ("2019年度北京市社会保险个人缴费信息对账单", "form"),
        ("广东省城乡低保家庭毕业生求职补贴人员花名册", "form"),
        ("市场紧缺职业需求程度及补贴标准目录", "publication"),
        ("一次性就业创业服务补助网上申请系统用户操作手册", "publication"),
        ("人民日报", "publication"),
        ("社会保险法", "document"),
        ("保障农民工工资支付条例", "document"),
        ("广东省实施<中华人民共和国就业促进法>办法", "document"),
        ("天津市就业困难人员认定办法（试行）", "document"),
        ("职业技能提升行动方案（2019—2021年）", "document"),
        ("政府工作报告", "document"),
        ("国务院关于进一步做好稳就业工作的意见", "document"),
    ],
)
def test_heading_word_decides_what_a_title_names(title: str, kind: str) -> None:
    assert classify(title) == kind
