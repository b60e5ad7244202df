"""How text is cut for search."""

import pytest

from build_scripts.index.tokens import figures, normalise, query_tokens, tokens


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("津人社局发〔2020〕6号", "津人社局发 2020 6号"),
        ("津人社局发［2020］６号", "津人社局发 2020 6号"),
        ("Ｅ窗通", "e窗通"),
        ("毕业两年内", "毕业2年内"),
        ("连续失业三个月", "连续失业3个月"),
        ("十五个工作日", "15个工作日"),
        ("二〇二〇年五月", "2020年5月"),
        ("百分之四十", "40%"),
        ("百分之百", "100%"),
        ("百分之几", "百分之几"),
        # Not counted: no unit stands behind.
        ("三支一扶", "三支一扶"),
        ("一次性补贴", "一次性补贴"),
        ("两次", "2次"),
        ("五百元", "500元"),
        ("一千五百元", "1500元"),
        ("两万元", "2万元"),
        ("4.5万元", "4.5万元"),
        ("一百二元", "一百二元"),
        ("百日免费", "百日免费"),
        ("<b>补贴</b>", " b 补贴 b "),
        ("\x00补\u200b贴", " 补 贴"),
    ],
)
def test_normalise(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("九十九", "99"),
        ("两", "2"),
        ("十十", "十十"),
        ("一百一十五", "115"),
        ("一千零五十", "1050"),
        ("三千", "3000"),
        ("一千五", "一千五"),
        ("百", "百"),
    ],
)
def test_figures(numeral: str, value: str) -> None:
    assert figures(numeral) == value


def test_tokens_of_a_text() -> None:
    # Han: each character and each pair; 40% also as 40; 3年 across the border of word and Han.
    assert tokens("补贴40%") == ["补", "贴", "补贴", "40", "40%"]
    assert tokens("满3年") == ["满", "3", "3年", "年"]
    assert tokens("2.4万") == ["2.4", "2.4万", "万"]


def test_tokens_of_a_query() -> None:
    assert query_tokens("以工代训") == ["以工", "工代", "代训"]
    assert query_tokens("租") == ["租"]
    assert query_tokens("e 窗通") == ["e", "e窗", "窗通"]
    assert query_tokens("50% 3年") == ["50%", "3", "3年", "年"]


@pytest.mark.parametrize("text", ["补贴标准为最低工资的百分之四十", "e 窗通 2020 年 4050人员"])
def test_a_query_finds_its_own_text(text: str) -> None:
    plain = normalise(text)
    assert set(query_tokens(plain)) <= set(tokens(plain))
