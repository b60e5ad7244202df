"""The calculator on a benefit page, in a real browser and on MicroPython."""

import re

import pytest

ANSWERS = (
    "hard_to_employ_recognised=true&person_status=zero_employment_family&sex=female"
    "&birth_date=1985-03-02&employment_status=flexible&flexible_registration_date=2020-6-3"
    "&flexible_insurances_paid=pension&subsidy_months_drawn=0&consecutive_unpaid_months=0"
    "&person_exit_events=none&fraud_found=false"
)

#: One after another on one core; the other core has the other browser tests.
pytestmark = pytest.mark.xdist_group("browser")

RUNTIME_FILES = ("micropython.bin", "calculator/worker.js", "engine.bin")
MESSAGE = "计算程序没有装载成功"


def test_answers_in_the_address_give_the_result_with_its_clauses(browse):
    seen = browse("./calculator.mjs", "fromAddress", answers=ANSWERS + "&no_such=1")
    # 3364 × 20% × 75% = 504.60；2020-06-03 起30日内 = 2020-07-03，星期五
    for words in ("符合", "504.60", "3364 × 20% × 75%", "36 个月", "2020年7月3日（星期五）"):
        assert words in seen["text"]
    assert "2,523.00" in seen["text"]  # the literal reading, beside the default
    assert "no_such=1" in seen["text"]
    assert seen["links"] > 10
    assert seen["missing"] == []
    assert seen["outside"] == []
    assert seen["problems"] == []


def test_answering_question_by_question(browse):
    seen = browse("./calculator.mjs", "answering")
    assert "项信息" in seen["start"]
    assert "期限：还缺信息" in seen["start"]
    assert "2020年6月31日" in seen["error"]
    assert "706.44 元/月以上" in seen["open_ended"]
    assert "灵活就业失业保险费率" in seen["open_ended"]
    assert "731.67" in seen["typed"]
    assert "您自己填的标准" in seen["typed"]
    assert "731.67" in seen["again"]
    assert seen["address"].count("#") == 1
    assert seen["ticked"] is False
    assert seen["cleared"] == ""


def test_link_to_other_answers_and_what_to_answer_next(browse):
    seen = browse("./calculator.mjs", "otherAnswers", answers=ANSWERS)
    assert seen["folded"] == 0
    assert "出现了：连续三个月未缴纳社会保险费" in seen["stopped"]
    assert "还需 1 项信息" in seen["asked"]
    assert "已连续几个月没缴社保？" in seen["unfolded"]
    assert "subsidy_months_drawn=6" in seen["hash"]


def test_result_follows_the_date_of_the_header(browse):
    seen = browse("./calculator.mjs", "changeDate", answers=ANSWERS)
    assert "所选日期不适用" in seen["text"]
    assert "2020-05-15 至 2023-05-28" in seen["text"]
    assert "person_status=zero_employment_family" in seen["hash"]


@pytest.mark.parametrize(
    ("file", "how"),
    [
        *[(file, "missing") for file in RUNTIME_FILES],
        *[(file, "truncated") for file in RUNTIME_FILES],
        ("engine.bin", "cut"),
    ],
)
def test_failure_is_said_and_can_be_tried_again(browse, file, how):
    seen = browse("./calculator.mjs", "failing", file=file, how=how)
    assert MESSAGE in seen["text"]
    assert "再试一次" in seen["text"]
    assert seen["kept"] is True


def test_the_full_tier_answers_where_the_light_one_cannot_start(browse):
    seen = browse("./calculator.mjs", "otherTier", file="micropython.bin")
    assert "MicroPython" in seen["light"]["small"]
    assert "Pyodide" in seen["full"]["small"]
    versions = [re.findall("数据版本 [0-9a-f]{12}", seen[tier]["small"]) for tier in seen]
    assert len(versions[0]) == 1
    assert versions[0] == versions[1]
    assert seen["full"]["text"].replace("Pyodide", "") == seen["light"]["text"].replace(
        "MicroPython", ""
    ).replace("轻量", "完整")


def test_browser_without_webassembly(browse):
    assert MESSAGE in browse("./calculator.mjs", "withoutWebAssembly")


def test_rule_can_be_read_without_scripts(browse):
    seen = browse("./calculator.mjs", "withoutScripts")
    for words in ("75%", "50%", "女年满40周岁", "3364", "三年", "30日内", "计算需要浏览器脚本"):
        assert words in seen["text"]
    assert seen["form"] is False


def test_page_is_accessible_and_fits_a_phone(browse):
    for seen in browse("./calculator.mjs", "accessibility", answers=ANSWERS).values():
        assert seen["violations"] == []
        assert seen["wide"] <= 0
