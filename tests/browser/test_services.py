"""一件事, 退休与年龄 and the pages of standards in a real browser."""

import pytest

#: One after another on one core; the other core has the other browser tests.
pytestmark = pytest.mark.xdist_group("browser")

SCRIPT = "./services.mjs"


def test_papers_are_merged_and_days_follow(browse):
    seen = browse(SCRIPT, "papers")
    # 岗位补贴和毕业生社保补贴用同一张表、同样的“其他有关材料”：2份。
    assert "材料（2 份）" in seen["merged"]
    assert (
        "2 项共用：企业吸纳就业岗位补贴、企业吸纳毕业2年内高校毕业生社会保险补贴" in seen["merged"]
    )
    assert "参保登记：条文没有列出要交的材料" in seen["merged"]
    assert "不用再提供证明材料" in seen["merged"]
    assert seen["status"] == "材料 2 份"
    # 6月10日申请：25日前 → 25日（端午休息，顺延到28日上班）；3个工作日 → 11、12、15日；
    # 公示5个工作日 → 16—19、22日；次月头10个工作日 → 7月1—3、6—10、13、14日。
    for words in (
        "2020年6月25日（星期四）；这天休息，顺延到 2020年6月28日（星期日）",
        "2020年6月15日（星期一）",
        "2020年6月22日（星期一）",
        "2020年7月14日（星期二）",
        "换一种理解（不含当日）：申请 最迟 2020年6月24日",
    ):
        assert words in seen["dated"]
    assert seen["kept"] is True
    assert seen["restored"] is True
    assert seen["boxes"] == 2
    assert "-items=" in seen["address"]
    assert "-ready=" in seen["address"]
    assert seen["sheets"] == 1
    assert seen["wide"] <= 0
    assert seen["cleared"] == ""
    assert seen["problems"] == []


def test_shortened_limit_and_its_other_reading(browse):
    seen = browse(SCRIPT, "limits")
    # 4月24日受理：15个工作日 → 5月18日，45个 → 6月30日；减半22个 → 5月27日。
    for words in ("最迟 2020年5月18日（星期一）", "最迟 2020年6月30日（星期二）", "2020年5月27日"):
        assert words in seen["text"]
    assert "nothing" in seen["text"]
    assert "2020年2月18日" in seen["other"]
    assert seen["problems"] == []


def test_both_laws_side_by_side(browse):
    seen = browse(SCRIPT, "retirement")
    rows = {row[0]: row[1:] for row in seen["rows"]}
    # 1984-11-30：50周岁是2034-11-30；118÷2+1=60个月，2039-11-30。
    assert rows["退休日"] == ["2034年11月30日（星期四）", "2039年11月30日（星期三）"]
    assert rows["退休年龄"] == ["50 周岁", "55 周岁"]
    assert rows["比原来晚"] == ["不变", "60 个月"]
    # 2026-06-10到2034-11-30是101个整月又20天；到2039-11-30是161个整月。
    assert rows["还有"][0] == "8 年 5 个月 20 天（101 个整月）"
    assert rows["还有"][1] == "13 年 5 个月 20 天（161 个整月）"
    assert rows["不足5年"] == ["2029年12月1日起", "2034年12月1日起"]
    # 2039年起20年；2024年底为止的规定没有这张表。
    assert rows["那年至少缴"] == ["没有收录", "20年（240 个月）"]
    # 180-100=80个月，2026-06-10起是2033-02-10；240-100=140个月，2038-02-10。
    assert (
        "还差 80 个月，从 2026年6月10日 起月月缴，2033年2月10日满，在法定退休日以前" in seen["text"]
    )
    assert (
        "还差 140 个月，从 2026年6月10日 起月月缴，2038年2月10日满，在法定退休日以前"
        in seen["text"]
    )
    assert "41 周岁又 6 个月 11 天" in seen["text"]
    assert seen["status"] == "法定退休日 2039年11月30日"
    assert "birth_date=" in seen["address"]
    assert "性别不合" in seen["refused"]
    assert seen["wide"] <= 0
    assert seen["problems"] == []


def test_jiangsu_first_approval_and_the_tables(browse):
    answers = (
        "birth_date=1970-03-15&sex=female&original_retirement_age=50&pension_months=160"
        "&subsidy_first_approved_date=2015-03-15&no_such=1"
    )
    seen = browse(SCRIPT, "retirementFromAddress", answers=answers)
    # 2020-03-15退休，往前5年是2015-03-15，这天还不算不足5年；180-160=20个月。
    assert "初次核定那天（2015年3月15日），照那天的规定：还没有到不足5年" in seen["text"]
    assert "还差 20 个月" in seen["text"]
    assert "符合，还要缴 20 个月" in seen["text"]
    # “灵活就业身份要到55周岁”的理解，要看有没有单位，这里没有问。
    assert "换一种理解：还缺信息" in seen["text"]
    assert "2020年退休的最低缴费年限，本库没有收录" in seen["text"]
    assert "no_such=1" in seen["text"]
    assert "pension_months=160" in seen["link"]
    assert seen["verdict"] == "eligible"
    # 62÷4+1=16个月
    assert len(seen["found"]) == 1
    assert "2031年7月" in seen["found"][0]
    assert seen["problems"] == []


def test_failure_leaves_what_needs_no_engine(browse):
    for name, seen in browse(SCRIPT, "failing").items():
        assert "计算程序没有装载成功" in seen["text"], name
        if name == "service":
            assert "材料（2 份）" in seen["text"]


def test_pages_can_be_read_without_scripts(browse):
    seen = browse(SCRIPT, "withoutScripts")
    assert "《社保、岗位补贴申报表》" in seen["services/hire/"]["text"]
    assert "力争 15 个工作日" in seen["services/"]["text"]
    assert "每四个月延迟一个月" in seen["tools/retirement/"]["text"]
    assert "2,510 元/月" in seen["parameters/tianjin.min_wage_monthly/"]["text"]
    assert not any(page["form"] for page in seen.values())


def test_pages_are_accessible_and_fit_a_phone(browse):
    assert browse(SCRIPT, "accessibility") == []
