"""The page frame in a real browser: dates, citations, tables, cards, print, accessibility."""

import re

import pytest

#: One after another on one core; the other core has the other browser tests.
pytestmark = pytest.mark.xdist_group("browser-pages")

POLICY = "policies/tianjin/tj6/"
#: One page of each kind.
PAGES = [
    "",
    POLICY,
    "policies/",
    "documents/",
    "numbers/",
    "regions/",
    "search/",
    "benefits/",
    "benefits/guangdong/public-welfare-job/",
    "rules/",
    "rules/regions/",
    "interpretations/",
    "references/",
    "coverage/",
    "about/",
    "editors/",
]
ORIGIN = re.compile(r"^http://127\.0\.0\.1:\d+/a/b/")


def test_status_follows_the_as_of_date(browse):
    # 津人社局发〔2020〕6号第二十条：自2020年5月15日起施行，有效期至2023年5月14日
    expected = {
        "2020-05-14": ("未施行", "future"),
        "2020-05-15": ("有效", "active"),
        "2023-05-14": ("有效", "active"),
        "2023-05-15": ("已到期", "expired"),
    }
    states = browse("./theme.mjs", "statusOnDates", dates=list(expected))
    for day, (word, state) in expected.items():
        assert states[day]["word"] == word
        assert states[day]["className"] == f"mc-status--{state}"
        assert states[day]["notices"] == [state]
        assert states[day]["band"] == f"按 {day} 计算 回到今天"
        assert states[day]["control"] == day


@pytest.mark.parametrize("asked", ["2020-02-30", "2020-13-01", "去年", "0000-01-01"])
def test_impossible_dates_fall_back_to_today(browse, asked):
    state = browse("./theme.mjs", "statusOnDates", dates=[asked])[asked]
    assert state["word"] == "已到期"
    assert f"“{asked}”不存在，已按今天（{state['control']}）计算" in state["band"]


def test_date_control_history_and_links(browse):
    seen = browse("./theme.mjs", "changeDate")
    assert (seen["before"]["word"], seen["before"]["query"]) == ("已到期", "")
    assert seen["before"]["band"] == ""
    assert (seen["changed"]["word"], seen["changed"]["query"]) == ("有效", "?as_of=2020-06-10")
    assert (seen["back"]["word"], seen["back"]["query"]) == ("已到期", "")
    assert (seen["today"]["word"], seen["today"]["query"]) == ("已到期", "")
    assert ORIGIN.sub("", seen["carried"]) == "?as_of=2020-06-10"


def test_typing_a_date_is_one_step_of_history(browse):
    assert browse("./theme.mjs", "typeDate") == {
        "query": "?as_of=2020-06-10",
        "word": "有效",
        "steps": 1,
    }


def test_copied_citation(browse):
    copied = browse("./theme.mjs", "copyCitation")
    citation, _, address = copied["text"].partition(" ")
    assert citation == (
        "《关于印发天津市鼓励企业吸纳就业社保补贴和岗位补贴管理办法的通知》（津人社局发〔2020〕6号）第七条"
    )
    assert ORIGIN.sub("", address) == f"{POLICY}#art-7"
    assert copied["announced"] == f"已复制：{copied['text']}"
    assert copied["fallback"] == copied["text"]


def test_clause_mark_on_a_phone_brings_up_the_copy_button(browse):
    assert browse("./theme.mjs", "copyOnPhone") == {
        "before": False,
        "after": True,
        "hash": "#art-7",
    }


def test_tables_sort_and_filter(browse):
    seen = browse("./theme.mjs", "sortAndFilter")
    assert seen["ascending"]["order"] == "ascending"
    assert seen["ascending"]["values"] == sorted(seen["ascending"]["values"])
    assert seen["descending"]["order"] == "descending"
    assert seen["descending"]["values"] == sorted(seen["ascending"]["values"], reverse=True)
    wanted = [row for row in seen["all"] if "天津" in row and "补贴" in row]
    assert wanted
    assert sorted(seen["filtered"]) == sorted(wanted)
    assert seen["count"] == f"{len(wanted)} 行"
    assert seen["none"] == "没有符合的行"


@pytest.mark.parametrize(
    "typed",
    ["津人社局发〔2020〕6号", "津人社局发[2020]6号", "津人社局发（2020）６号", "津人社局发 6号"],
)
def test_a_number_is_found_however_it_is_typed(browse, typed):
    # Neither 16号 and 26号 nor the notices that say 津人社局发〔2020〕6号 repealed them.
    seen = browse("./theme.mjs", "filterNumbers", typed=typed)
    assert seen == ["津人社局发〔2020〕6号"]


def test_documents_are_found_by_their_topics(browse):
    # 穗人社规字〔2020〕4号五、（一）：补贴名称调整为求职创业补贴; its title does not say so.
    rows = browse("./theme.mjs", "filterDocuments", typed="求职创业补贴 广州")
    assert rows == ["关于调整、新增就业补助资金部分项目有关问题的通知"]


def test_registers_fit_a_phone(browse):
    paths = ["policies/", "numbers/", "documents/", "coverage/", "references/repeals/"]
    assert browse("./theme.mjs", "widerThanPhone", paths=paths) == []


def test_tools_do_not_cover_the_text_in_a_narrow_window(browse):
    assert browse("./theme.mjs", "coveredText", path="policies/jiangsu/js88/") == []


def test_reference_card(browse):
    seen = browse("./theme.mjs", "card")
    assert seen["focused"]
    # 第一条所引：《天津市人民政府办公厅关于进一步做好稳就业工作的实施意见》（津政办规〔2020〕7号）
    assert "关于进一步做好稳就业工作的实施意见" in seen["byKeyboard"]
    assert "津政办规〔2020〕7号" in seen["byKeyboard"]
    assert seen["described"] == "mc-card"
    assert seen["afterEscape"] == 0
    assert seen["whileInside"] == 1
    assert seen["stayed"]
    assert ORIGIN.match(seen["opened"])


def test_colours_and_text_size_are_kept(browse):
    seen = browse("./theme.mjs", "preferences")
    assert seen["chosen"]["paper"] != seen["before"]["paper"]
    assert seen["chosen"]["size"] == pytest.approx(seen["before"]["size"] * 1.35)
    assert seen["kept"] == seen["chosen"]
    assert seen["pressed"] == "true"
    assert seen["undone"] == seen["before"]


def test_everything_is_readable_without_scripts(browse):
    for path, seen in browse("./theme.mjs", "withoutScripts", paths=PAGES).items():
        assert len(seen["text"]) > 10, path
        assert re.fullmatch(r"状态按建站日 \d{4}-\d{2}-\d{2} 计算。", seen["stated"]), path
        assert seen["deadControls"] == 0, path
    policy = browse("./theme.mjs", "withoutScripts", paths=[POLICY])[POLICY]
    assert "岗位补贴标准为本市当年最低工资标准的40%" in policy["text"]
    assert policy["links"] > 20


def test_nothing_untoward_happens(browse):
    assert browse("./theme.mjs", "hygiene", paths=PAGES) == []


def test_controls_are_large_enough_to_touch(browse):
    assert browse("./theme.mjs", "smallTargets", paths=["", POLICY, "policies/"]) == []


def test_weight_of_a_policy_page(browse):
    requests = browse("./theme.mjs", "weight", path=POLICY)
    assert sum(requests.values()) <= 120_000, requests


def test_print(browse):
    seen = browse("./theme.mjs", "print")
    assert seen["hidden"] == []
    assert seen["folded"] == 0
    assert seen["paper"] == "rgb(255, 255, 255)"
    address, printed = seen["source"].split("　")
    assert ORIGIN.sub("", address) == f"{POLICY}?as_of=2020-06-10"
    assert re.fullmatch(r"打印于 \d{4}-\d{2}-\d{2}，文件状态按 2020-06-10 计算。", printed)
