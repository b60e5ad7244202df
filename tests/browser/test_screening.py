"""我能享受什么 in a real browser: walks with real keys and taps, and its logic under Node."""

import subprocess
from pathlib import Path

import pytest

#: One after another on one core; the other core has the other browser tests.
pytestmark = pytest.mark.xdist_group("browser")

SCRIPT = "./screening.mjs"


def test_logic_under_node() -> None:
    script = Path(__file__).with_name("screening_logic.test.mjs")
    run = subprocess.run(["node", "--test", str(script)], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_walk_by_keyboard_alone(browse):
    seen = browse(SCRIPT, "byKeyboard")
    # Who one is before papers and dates; what has to be looked up comes last.
    assert seen["order"][:2] == ["person_status", "employment_status"]
    assert seen["order"][-2:] == ["flexible_registration_date", "flexible_insurances_paid"]
    # Every line of progress promises at most as many questions as the one before.
    most = [
        int(line.split("最多还要问 ")[1].split(" ")[0]) for line in seen["lines"] if "最多" in line
    ]
    assert most == sorted(most, reverse=True)
    assert "问完了" in seen["lines"][-1]
    # Options are those of benefits for people in 天津 and the nation, not all 27, and 以上都没有.
    assert seen["options"] < 28
    # Nothing is asked of the engine while typing; one request when the answer is given.
    assert (seen["whileTyping"], seen["afterEnter"]) == (0, 1)
    assert seen["kept"] == "1985-3-2"
    assert "能不能享受，再答也不会变" in seen["end"]
    assert seen["settled"] == {
        # 89号 1-1: 认定的就业困难人员、灵活就业、零就业家庭；3-1-1: 登记6月3日，30日内6月10日申请。
        # 5-p2: whether anything was forged only the counter knows, so 待窗口核验.
        "flexible": "provisional",
        # 灵活就业的高校毕业生: 没有读过高校。
        "graduate": "ineligible",
        # 以前年度补缴: 不想补缴。
        "backpay": "ineligible",
        # 困难村劳动力: 不是。
        "disabled": "ineligible",
    }
    # 3364 × 20% × 75% = 504.60 元/月；89号 2-1 三年 = 36 个月，没有领过。
    assert "504.60 元/月" in seen["result"]
    assert "期限 36 个月" in seen["result"]
    assert "窗口要核验" in seen["result"]
    # Why not, in one sentence.
    assert "没有达到：" in seen["refused"] or "出现了：" in seen["refused"]
    # Announced as a summary, not as the whole list.
    assert len(seen["live"]) < 120
    assert "项" in seen["live"]
    assert any("可以享受" in group for group in seen["groups"])
    assert "-payee=person" in seen["address"]
    assert "flexible_insurances_paid=pension" in seen["address"]
    assert seen["problems"] == []


def test_walk_on_a_phone_and_another_region(browse):
    seen = browse(SCRIPT, "onPhone")
    assert seen["without"] == "先选看谁能享受的。"
    # 穗 求职创业补贴: 在穗院校毕业学年、低保家庭。
    assert seen["verdict"] in ("eligible", "provisional")
    assert seen["wide"] <= 0
    # The benefit's own page says the same from the same answers.
    assert "person_status=dibao_family" in seen["href"]
    assert seen["there"]["verdict"] == seen["verdict"]
    assert seen["there"]["family"] is True
    assert "认不出" not in seen["there"]["text"]
    # 天津 tells more options apart than 广州: they are unsure, not refused, and asked again.
    assert "多了几个选项" in seen["again"]
    assert seen["ticked"] is True
    assert seen["unsure"] > 0
    assert [text.split("（")[0] for text in seen["notComputed"]] == [
        "全国",
        "广东省",
        "广州市",
        "天津市",
    ]
    assert seen["problems"] == []


def test_back_changes_and_answers_that_cannot_be(browse):
    seen = browse(SCRIPT, "changing")
    assert "nothing=1" in seen["refused"]
    assert "3 题" in seen["answered"]
    assert seen["chosen"] == 1
    assert seen["held"] is True
    assert seen["changed"].endswith("在校学生")
    assert seen["stays"] is True
    assert "4 题" in seen["again"]
    assert seen["future"] == "出生日期不能晚于计算日期 2020-06-10。"
    assert "1985-2-30" in seen["noDay"]
    assert "施行期间" in seen["later"]
    assert "birth_date" not in seen["cleared"]
    assert "-payee=person" in seen["cleared"]


def test_rules_that_cannot_be_had_are_said_and_tried_again(browse):
    seen = browse(SCRIPT, "failing")
    assert "计算程序没有装载成功" in seen["text"]
    assert "您填的内容都还在" in seen["text"]
    assert "1 题" in seen["answered"]


def test_list_can_be_read_without_scripts(browse, collection):
    seen = browse(SCRIPT, "withoutScripts")
    assert seen["tool"] is False
    assert seen["rows"] == len(collection.benefits)
    for words in ("需要浏览器脚本", "灵活就业社会保险补贴", "未计算不是不符合", "用人单位"):
        assert words in seen["text"]


def test_page_is_accessible_and_fits(browse):
    for name, seen in browse(SCRIPT, "accessibility").items():
        assert seen["violations"] == [], name
        assert seen["wide"] <= 0, name
        assert seen["small"] == [], name
