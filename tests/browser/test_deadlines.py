"""Procedures with their days, in a real browser and on MicroPython."""

import pytest

from tests.javascript.test_calendar_file import parse, text_of

#: One after another on one core; the other core has the other browser tests.
pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_typing_dates_gives_every_day_and_a_calendar_file(browse, size):
    seen = browse("./deadlines.mjs", "typing", size=size)
    # Without any date the monthly steps are still known: 28 June, 15 July.
    assert "再填这些" in seen["before"]
    assert "2020年6月31日" in seen["error"]
    apply, street, district, report, fund = seen["listed"]
    # 登记 06-03 + 30 日 = 07-03（6月余27日，7月3日）；当日算第一日则是 07-02
    assert "最迟 2020年7月3日（星期五）" in apply
    assert "还有 23 天（16 个工作日）" in apply  # 11 12 15–19 22–24 28–30 1–3：2+5+3+3+3 = 16
    assert "最迟 2020年7月2日（星期四）" in apply
    # 受理 06-10：11、12、15；复核 16、17、18
    assert "最迟 2020年6月15日（星期一）" in street
    assert "最迟 2020年6月18日（星期四）" in district
    # 28 日是星期日，但要上班，不顺延；含不含当日两说：27 日放假，可顺延到 28 日
    assert "最迟 2020年6月28日（星期日）" in report
    assert "休息日，可顺延到 2020年6月28日" in report
    assert "最迟 2020年7月15日（星期三）" in fund
    assert "下一个期限：核实" in seen["answer"]
    assert "6月15日" in seen["spoken"]
    assert seen["picture"] == ["7月3日", "6月15日", "6月18日", "6月28日", "7月15日"]
    assert seen["captions"] == ["2020年6月", "2020年7月"]
    days = {text: kind for kind, text in seen["days"]}
    assert any("班" in text and "第4步，汇总报送" in text for text in days)
    assert sum("，放假" in text for text in days) == 2  # 端午 25、26 日
    counted = [kind for kind, _ in seen["days"] if "mc-day--counted" in kind]
    assert len(counted) == 6  # 3 + 3 个工作日
    assert seen["wide"] <= 0
    assert seen["small"] == []
    events = parse(seen["ics"].encode()).children
    assert seen["name"].endswith(".ics")
    assert [event.value("DTSTART") for event in events] == [
        *("20200703", "20200615", "20200618", "20200628", "20200715"),
    ]
    assert "津人社办发〔2020〕89号" in text_of(events[0].value("DESCRIPTION"))
    assert "1. 申请（申请人）：最迟 2020年7月3日（星期五）" in seen["copied"]
    assert "flexible_registration_date=" in seen["address"]
    assert seen["again"] == seen["listed"]
    assert seen["cleared"] == ""
    assert seen["problems"] == []


def test_another_reading_can_be_chosen(browse):
    seen = browse("./deadlines.mjs", "reading")
    # 受理 06-01 起 15 个工作日：2–5、8–12、15–19 为 14，22 为 15
    assert "最迟 2020年6月22日（星期一）" in seen["usual"][1]
    # 45 × 50% = 22.5，舍去为 22：23、24、28、29、30 为 20，07-01、07-02 为 22
    assert "最迟 2020年7月2日（星期四）" in seen["usual"][1]
    assert "no_such=1" in seen["answer"]
    assert "提速50%，取22个工作日" in seen["other"][1]
    assert "最迟 2020年7月2日（星期四）" in seen["other"][1]
    assert "-read.cn26-pension-15=B" in seen["address"]
    assert seen["problems"] == []


def test_an_example_can_be_filled_in(browse):
    seen = browse("./deadlines.mjs", "example")
    # 登记 09-20 + 30 日 = 10-20；受理 09-27（周日上班）：28、29、30
    assert "2020年10月20日" in seen["listed"][0]
    assert "2020年9月30日" in seen["listed"][1]
    assert seen["date"] == "2020-06-10"
    assert "as_of" not in seen["back"]
    assert seen["problems"] == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_choosing_a_procedure_by_words_and_region(browse, size):
    seen = browse("./deadlines.mjs", "choosing", size=size)
    assert len(seen["ofRegion"]) == 4
    assert seen["focused"] == "acceptance_date"
    assert "2027年节假日安排尚未公布" in seen["unpublished"]
    assert seen["missing"] == []
    assert "-timeline=cn/speedup-half" in seen["address"]
    assert "没有找到" in seen["nothing"]
    assert seen["problems"] == []


@pytest.mark.parametrize("file", ["micropython.bin", "engine.bin", "flexible-subsidy-apply.json"])
def test_failure_is_said_and_can_be_tried_again(browse, file):
    seen = browse("./deadlines.mjs", "failing", file=file)
    assert "计算程序没有装载成功" in seen["text"]
    assert "30 日内" in seen["text"]
    assert seen["kept"] == "2020-6-3"


def test_a_page_that_cannot_be_had_is_said_and_tried_again(browse):
    seen = browse("./deadlines.mjs", "failingChoice")
    assert "没有打开" in seen["text"]
    assert "直接看这一项的条文和期限" in seen["text"]


def test_limits_can_be_read_without_scripts(browse):
    seen = browse("./deadlines.mjs", "withoutScripts")
    for words in ("30 日内", "3 个工作日内", "每月 28 日前", "不含当日", "国庆前受理"):
        assert words in seen["text"]
    assert seen["form"] is False
    assert "从下面选一项" in seen["tool"]
    assert "限时办结：提速50%以上（全国）" in seen["tool"]


def test_paper_has_the_days_on_one_sheet(browse):
    seen = browse("./deadlines.mjs", "paper")
    for words in (
        "灵活就业（自谋职业）登记日期：2020年6月3日",
        "最迟 2020年7月3日",
        "以经办机构的说法为准",
    ):
        assert words in seen["shown"]
    assert "存到日历" not in seen["shown"]
    assert seen["pages"] == 1


def test_pages_are_accessible_and_fit_a_phone(browse):
    for seen in browse("./deadlines.mjs", "accessibility").values():
        assert seen["violations"] == []
        assert seen["wide"] <= 0
