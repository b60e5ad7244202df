"""Regions side by side, in a real browser: comparison pages and the tool."""

import pytest

pytestmark = pytest.mark.xdist_group("browser")

FLEXIBLE = "compare/flexible-employment-si-subsidy/"
POSTS = "compare/public-welfare-job/"


def test_comparison_page_on_a_phone_and_without_scripts(browse):
    seen = browse("./compare.mjs", "staticPage", path=POSTS)
    assert (len(seen["first"]), len(seen["second"]), len(seen["all"])) == (1, 1, 3)
    assert "广东" in seen["second"][0]
    for words in ("临时性岗位最多6个月", "不超过3年", "2023年5月14日", "1,674.46", "不同"):
        assert words in seen["plain"]
    assert (seen["phone"], seen["plainWide"]) == (0, 0)


def test_tool_opens_with_the_example_and_compares_days(browse):
    seen = browse("./compare.mjs", "prefilled", path=FLEXIBLE)
    # 3364 × 20% × 75% = 504.60（津人社办发〔2020〕89号二（一）、津人社局发〔2020〕8号）
    assert "504.60 元/月" in seen["summary"]
    assert "504.60" in seen["amounts"][1]
    assert "还缺信息" in seen["amounts"][0]  # the standard of Guangzhou is in no document held
    assert seen["quote"] > 4
    assert all("#" in link for link in seen["links"])
    # Only what is compared is loaded.
    assert sorted(set(seen["files"])) == [
        "regions/guangzhou.json",
        "regions/tianjin.json",
        "shared.json",
    ]
    assert seen["same"] == 0
    assert seen["different"] < seen["rows"]
    assert len(seen["heads"]) == 1 + 2 * 3
    # 津人社办发〔2020〕89号有效期至2023年5月28日；穗人社规字〔2020〕4号至2024年4月1日
    assert "所选日期不适用" not in seen["verdicts"][3]
    assert "所选日期不适用" in seen["verdicts"][4]
    assert "as_of=2020-06-10" in seen["benefit"]
    assert "hard_to_employ_recognised=true" in seen["benefit"]
    assert "-dates=2020-06-10,2023-06-01" in seen["address"]
    assert "-only=1" in seen["address"]
    assert seen["again"] == seen["heads"]
    assert seen["outside"] == []
    assert seen["problems"] == []


def test_choosing_by_keyboard_on_a_phone(browse):
    seen = browse("./compare.mjs", "choosing")
    assert seen["untouched"] == ""
    assert "所选日期不适用" in seen["start"]
    # 人社部发〔2020〕38号落款2020年5月29日，晚于广东、天津的办法，都还有效
    assert seen["common"] == "2020-05-29"
    assert len(seen["local"]) == 3
    assert any("天津" in words for words in seen["local"])
    assert "山东\n（照全国的）" in seen["regions"]
    assert "照全国的" in seen["inherited"]
    assert "2020-2-30" in seen["error"]
    assert seen["focused"] == "compare-only"
    assert 0 <= seen["top"] < 844
    assert seen["wide"] <= 0
    assert seen["problems"] == []


@pytest.mark.parametrize(
    "file", ["regions/tianjin.json", "shared.json", "data/benefits/tianjin/public-welfare-job.json"]
)
def test_failure_is_said_and_can_be_tried_again(browse, file):
    seen = browse("./compare.mjs", "failing", file=file)
    assert "计算程序没有装载成功" in seen["text"]
    assert seen["kept"] is True
    assert "no_such=1" in seen["unknown"]


def test_pages_are_accessible_and_fit(browse):
    tool = "tools/compare/?as_of=2020-06-10#-group=public_welfare_job&-regions=cn,tianjin"
    paths = {
        FLEXIBLE: ".mc-comparison",
        "compare/": ".mc-benefit-list",
        tool: ".mc-comparison",
    }
    for name, seen in browse("./compare.mjs", "accessibility", paths=paths).items():
        assert seen["violations"] == [], name
        assert seen["wide"] <= 0, name
