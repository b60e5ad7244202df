"""The search box of every page and the finder, in a real browser."""

import re

import pytest

#: One after another on one core; the other core has the other browser tests.
pytestmark = pytest.mark.xdist_group("browser-pages")

POLICY = "policies/tianjin/tj6/"
FINDER = "search/"
SCRIPT = "./search.mjs"


def test_suggestions_by_keyboard(browse):
    seen = browse(SCRIPT, "suggestions", text="社保补贴")
    assert seen["slash"]["focused"]
    assert seen["slash"]["text"] == ""
    typed = seen["typed"]
    assert (typed["expanded"], typed["shown"], typed["active"]) == ("true", True, None)
    assert {"说法", "计算器", "政策"} <= set(typed["groups"])
    assert len(typed["options"]) > 6
    assert re.fullmatch(r"\d+ 条建议，\d+ 件政策，按上下键选。", seen["spoken"])
    assert seen["first"]["active"] == typed["options"][0]
    assert seen["first"]["selected"] == [typed["options"][0]]
    assert (seen["none"]["active"], seen["none"]["selected"]) == (None, [])
    assert seen["last"]["active"] == typed["options"][-1]
    assert re.fullmatch(r"全部 \d+ 件", seen["last"]["active"])
    assert (seen["closed"]["expanded"], seen["closed"]["shown"]) == ("false", False)
    assert seen["closed"]["text"] == "社保补贴"
    assert seen["closed"]["focused"]
    assert seen["opened"]["shown"]
    assert seen["cleared"]["text"] == ""
    assert seen["slashInside"]["text"] == "1/2"
    assert not seen["away"]["shown"]
    assert seen["problems"] == []


@pytest.mark.parametrize("path", ["", POLICY, FINDER])
def test_enter_leads_to_the_results_of_the_same_day(browse, path):
    seen = browse(SCRIPT, "enter", path=path, text="津人社局发〔2020〕6号")
    assert seen["path"].endswith("/search/")
    assert seen["query"] == "?as_of=2020-06-10"
    assert seen["fragment"] == "q=津人社局发〔2020〕6号"
    assert seen["text"] == "津人社局发〔2020〕6号"
    assert "鼓励企业吸纳就业社保补贴和岗位补贴管理办法" in seen["titles"][0]
    assert seen["statuses"][0] == "有效"  # 第二十条：有效期至2023年5月14日


def test_a_clause_opens_with_its_words_marked(browse):
    seen = browse(SCRIPT, "clauseFromPanel", text="岗位补贴是最低工资的百分之几")
    assert seen["words"]
    assert set(seen["arrived"]["words"]) == set(seen["words"])
    assert seen["arrived"]["inside"]
    assert seen["arrived"]["elements"] == 0


def test_an_input_method_is_left_alone(browse):
    seen = browse(SCRIPT, "composing")
    assert not seen["during"]["shown"]
    assert seen["stayed"]
    assert seen["after"]["text"] == "以工代训"
    assert seen["after"]["shown"]


def test_late_answers_are_not_shown(browse):
    seen = browse(SCRIPT, "lateAnswers")
    assert seen[POLICY] == ["快\n有效期未写明\n2020年1月1日", "全部 1 件"]
    assert seen[FINDER] == ["快"]
    assert not seen[f"{POLICY} closed"]
    assert not seen[f"{FINDER} closed"]


def test_history_has_one_step_for_each_query(browse):
    seen = browse(SCRIPT, "history")
    assert seen["typed"]["fragment"] == "q=以工代训"
    assert "以工代训" in seen["typed"]["titles"][0]
    assert seen["typed"]["steps"] == seen["entered"] == 1
    assert seen["second"]["steps"] == 2
    assert any("失业保险金" in remark for remark in seen["second"]["remarks"])
    assert seen["filtered"]["steps"] == 3
    assert seen["filtered"]["fragment"] == "q=失业金&region=tianjin"
    assert seen["filtered"]["chips"] == ["天津"]
    assert seen["sorted"]["steps"] == 4
    assert seen["sorted"]["fragment"] == "q=失业金&region=tianjin&sort=date"
    earlier = [seen["filtered"], seen["second"], seen["typed"]]
    for back, before in zip(seen["back"], earlier, strict=False):
        for part in ("fragment", "text", "titles", "chips", "sort", "ticked", "found"):
            assert back[part] == before[part]
    assert (seen["back"][3]["fragment"], seen["back"][3]["text"]) == ("", "")
    assert seen["back"][3]["found"].startswith("全部")
    assert seen["forward"]["titles"] == seen["typed"]["titles"]
    assert seen["problems"] == []


def test_a_suggested_term_is_looked_for_on_the_finder(browse):
    seen = browse(SCRIPT, "termOnFinder", text="社保补")
    assert "社保补" in seen["term"]
    assert seen["stayed"]
    assert seen["fragment"] == f"q={seen['term']}"
    assert seen["query"] == "?as_of=2020-06-10"
    assert seen["titles"]
    assert not seen["panel"]["shown"]


def test_a_bookmark_opens_the_same_view(browse):
    fragment = "q=岗位补贴&region=tianjin,guangdong&above=1&from=2020-01-01&to=2020-12-31&sort=date"
    seen = browse(SCRIPT, "bookmark", fragment=fragment, query="?as_of=2020-06-10")
    assert seen["first"]["fragment"] == fragment
    assert seen["first"]["chips"] == ["天津", "广东", "含上级政策", "2020年成文", "全部清除"]
    assert seen["first"]["ticked"] == ["广东", "天津", "含上级政策"]
    assert seen["first"]["sort"] == "date"
    assert seen["first"]["notice"] == ""
    assert seen["first"]["titles"]
    assert seen["skipped"] == seen["again"] == seen["first"]
    assert seen["problems"] == []


def test_what_an_address_does_not_mean_is_named(browse):
    fragment = "q=补贴&region=tianjin,atlantis&status=alive&from=2020-02-30&sort=price&x=1"
    seen = browse(SCRIPT, "bookmark", fragment=fragment)["first"]
    assert seen["chips"] == ["天津"]
    for part in ("region=atlantis", "status=alive", "from=2020-02-30", "sort=price", "x=1"):
        assert part in seen["notice"]
    assert seen["notice"].endswith("不认识，没有用到。")


@pytest.mark.parametrize("fragment", ["q=补贴", ""])
def test_counts_are_what_a_filter_gives(browse, fragment):
    seen = browse(SCRIPT, "counts", fragment=fragment)
    assert seen["wrong"] == []
    assert seen["checked"] > 20


def test_filters(browse):
    seen = browse(SCRIPT, "filters")
    assert seen["disabled"]  # nothing is above no region
    assert seen["own"]["chips"] == ["广州"]
    own, above = set(seen["own"]["titles"]), set(seen["withAbove"]["titles"])
    assert own < above
    assert seen["withAbove"]["chips"] == ["广州", "含上级政策", "全部清除"]
    assert seen["year"]["chips"] == ["广州", "含上级政策", "2020年成文", "全部清除"]
    assert seen["upsideDown"]["error"] == "开始的日期比结束的日期晚。"
    assert seen["upsideDown"]["titles"] == []
    # Without its region, 含上级政策 means nothing and goes too.
    assert seen["removed"]["chips"] == ["2021年1月1日起成文", "2020年12月31日止成文", "全部清除"]
    assert seen["focused"]
    assert seen["cleared"]["chips"] == []
    assert seen["cleared"]["fragment"] == "q=补贴"
    assert not seen["lost"]


def test_statuses_follow_the_date(browse):
    seen = browse(SCRIPT, "otherDay")
    assert "管理办法" in seen["before"]["titles"][0]
    assert set(seen["before"]["statuses"]) == {"有效"}
    assert seen["after"]["titles"] == []
    assert seen["after"]["query"] == "?as_of=2023-05-15"


def test_nothing_found_says_why(browse):
    seen = browse(SCRIPT, "nothing", fragment="q=量子纠缠")
    assert seen["found"] == seen["spoken"] == "没有找到讲“量子纠缠”的政策"
    assert "哪份文件里都没有：量子纠缠" in seen["results"]
    assert seen["links"] > 6


def test_nothing_found_offers_wider_filters(browse):
    seen = browse(SCRIPT, "nothing", fragment="q=以工代训&from=2001-01-01&to=2001-12-31")
    assert re.fullmatch(r"不限日期，有 \d+ 件", seen["buttons"][0])
    assert seen["then"]["fragment"] == "q=以工代训"
    assert seen["then"]["titles"]


@pytest.mark.parametrize("path", [POLICY, FINDER])
@pytest.mark.parametrize(
    ("file", "how", "words"),
    [
        ("search/manifest", "offline", "连不上"),
        ("search/manifest", "cut", "不完整"),
        ("search/.*/d/", "missing", "重新载入"),
        ("search/.*/t/", "cut", "不完整"),
        ("search/.*/t/", "foreign", "不是同一版"),
        ("javascripts/search/engine", "missing", "没有装载成功"),
    ],
)
def test_failures_are_told_and_can_be_tried_again(browse, path, file, how, words):
    seen = browse(SCRIPT, "failing", path=path, file=file, how=how)
    assert words in seen["message"]
    assert seen["text"] == "岗位补贴"
    if path == FINDER:
        assert seen["listing"]
        assert seen["button"] in ("再试一次", "重新载入")
    else:
        assert seen["button"] in ("再试一次", "到查找页再试")


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=alert(1)>补贴", '"><script>alert(1)</script>']
)
def test_markup_in_a_query_stays_text(browse, text):
    seen = browse(SCRIPT, "markup", text=text)
    assert seen["onFinder"]["text"] == text
    assert (seen["inFinder"], seen["inPanel"]) == (0, 0)
    assert text[:20] in seen["onFinder"]["notice"]
    assert seen["problems"] == []


def test_an_enormous_query_is_cut_and_says_so(browse):
    seen = browse(SCRIPT, "enormous", length=400_000)
    assert seen["notice"] == "输入的字太多，只用了前 1,000 个字。"
    assert seen["fragment"] < 1100
    assert seen["problems"] == []


def test_coming_back_from_a_document(browse):
    seen = browse(SCRIPT, "comingBack")
    assert seen["focused"] == seen["first"]
    assert seen["before"] > 1000
    assert abs(seen["after"] - seen["before"]) < 50


def test_without_scripts_the_finder_is_a_listing(browse):
    seen = browse(SCRIPT, "withoutScripts")
    assert "没有运行脚本" in seen["text"]
    for path in ("policies", "regions", "topics", "audiences", "agencies", "years", "kinds"):
        assert f"../{path}/" in seen["links"]
    assert sum(bool(re.match(r"\.\./policies/\w+/\w+/", link)) for link in seen["links"]) == 34
    assert seen["dead"] == 0
    assert seen["header"] == {"text": "查找", "box": 0}
    assert seen["opened"].endswith("/search/")


def test_pages_do_not_load_the_search_until_it_is_wanted(browse):
    seen = browse(SCRIPT, "loading")
    assert seen["before"] == 0
    assert seen["after"] > 1


def test_nothing_untoward_happens(browse):
    views = {
        "everything": {"path": FINDER},
        "results": {"path": f"{FINDER}#q=社保补贴&region=tianjin&x=1", "filters": True},
        "nothing": {"path": f"{FINDER}#q=量子纠缠"},
        "panel on the finder": {"path": FINDER, "typed": "社保补贴"},
        "panel in the header": {"path": POLICY, "typed": "社保补贴"},
        "panel on the home page": {"path": "", "typed": "津人社局发"},
        "nothing in the panel": {"path": POLICY, "typed": "量子纠缠"},
    }
    assert browse(SCRIPT, "hygiene", views=views) == []
