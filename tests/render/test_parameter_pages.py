"""Pages of dated values: every one has a page, unknown ones say so, pictures show the values."""

import re
from datetime import date
from pathlib import Path

import pytest

from build_scripts.render.context import Site
from build_scripts.render.history import history_picture, stretches
from build_scripts.render.parameters import kind_of, unknown_parts, value_on

from .html_pages import ParsedPage


def _page(docs: Path, site_path: str) -> str:
    return (docs / site_path / "index.md").read_text("utf-8")


def test_every_parameter_has_a_page_and_stands_in_the_list(docs: Path, site: Site) -> None:
    listed = re.findall(r'href="\.\./parameters/([a-z0-9_.]+)/"', _page(docs, "parameters"))
    assert sorted(listed) == sorted(site.collection.parameters)
    for key, parameter in site.collection.parameters.items():
        page = _page(docs, f"parameters/{key}")
        assert f"<h1>{parameter.label}</h1>" in page
        assert page.count("<tr><th") == len(parameter.values) + bool(parameter.values), key
        assert ("没有查到</p>" in page.split("</header>")[0]) == (not parameter.values), key


def test_every_parameter_has_a_kind(site: Site) -> None:
    kinds = {key: kind_of(one) for key, one in site.collection.parameters.items()}
    assert [key for key, kind in kinds.items() if kind == "其他"] == []
    assert kinds["tianjin.social_base_min"] == "缴费基数与平均工资"
    assert kinds["tianjin.startup_loan_rate_cap_bp"] == "创业担保贷款与利率"


def test_values_sources_and_users(docs: Path) -> None:
    page = _page(docs, "parameters/tianjin.min_wage_monthly")
    for words in (
        "2,510 元/月",
        "2025-09-01 至 查证当年年底",
        "2,050 元/月",
        "2017-07-01 至 2021-06-30",
    ):
        assert words in page
    assert "rsj.tjbh.gov.cn" in page
    assert 'href="../../benefits/tianjin/hiring-post-subsidy/"' in page
    # 津人社局发〔2020〕6号的岗位补贴是当年最低工资的40%。
    assert "企业吸纳就业岗位补贴" in page


def test_the_value_of_the_day_comes_first(docs: Path, site: Site) -> None:
    years = site.collection.parameters["cn.pension_min_years"]
    # 2026年是180个月，到2029年底；以后逐年提高到240个月。
    head = _page(docs, "parameters/cn.pension_min_years").split("</header>")[0]
    assert "180 个月" in head
    assert "到2029年12月31日。以后的见下面。" in head
    found = [value_on(years, day) for day in ("2024-01-01", "2030-06-01", "2045-01-01")]
    assert [value and value.value for value in found] == ["180", "186", "240"]
    over = _page(docs, "parameters/cn.retirement_age_special_work_male").split("</header>")[0]
    assert "到2024年12月31日为止；以后的没有查到" in over


def test_ages_and_the_table_of_ages_in_words(docs: Path) -> None:
    assert "55 周岁" in _page(docs, "parameters/cn.retirement_age_special_work_male")
    page = _page(docs, "parameters/cn.retirement_age")
    assert "出生每晚 4 个月延迟 1 个月，最多 36 个月" in page
    assert 'href="../../tools/retirement/"' in page


def test_picture_has_a_step_for_each_value(site: Site) -> None:
    wages = site.collection.parameters["tianjin.min_wage_monthly"]
    picture = str(history_picture(wages))
    # 1950、2050、2180、2320、2510：五段四级，前三段可信程度一般。
    assert picture.count('class="mc-history-line') == 5
    assert picture.count("mc-history-line--unsure") == 3
    assert picture.count('class="mc-history-rise"') == 4
    assert re.findall(r'text-anchor="middle">(\d{4})</text>', picture)[:3] == [
        "2018",
        "2020",
        "2022",
    ]
    assert "style=" not in picture


@pytest.mark.parametrize("width", [360])
def test_pictures_stay_within_their_frame(site: Site, width: int) -> None:
    for key, parameter in site.collection.parameters.items():
        picture = history_picture(parameter)
        if picture is None:
            continue
        places = [float(x) for x in re.findall(r' x[12]?="(-?[\d.]+)"', picture)]
        assert min(places) >= 0, key
        assert max(places) <= width, key
        heights = [float(y) for y in re.findall(r' y[12]?="(-?[\d.]+)"', picture)]
        assert min(heights) >= 0, key
        assert max(heights) <= 210, key


def test_a_scheduled_value_is_drawn_after_the_last_check(site: Site) -> None:
    parts = stretches(site.collection.parameters["cn.pension_min_years"])
    assert (parts[-1].first, parts[-1].text) == (date(2039, 1, 1).toordinal(), "240 个月")
    assert parts[-1].last > parts[-1].first


def test_gaps_are_named(site: Site, docs: Path) -> None:
    # 2022年的比例到2022-12-31，下一段从2024-01-01：2023年没有查到。
    large = site.collection.parameters["cn.stable_job_refund_ratio_large"]
    assert ("2022-12-31", "2024-01-01") in unknown_parts(large)
    assert "2022年12月31日以后、2024年1月1日以前：没有查到" in _page(
        docs, "parameters/cn.stable_job_refund_ratio_large"
    )


def test_pages_are_sound(pages: dict[str, ParsedPage]) -> None:
    own = [page for path, page in pages.items() if path.startswith("parameters/")]
    assert len(own) > 100
    for page in own:
        assert page.refused == []
        assert page.unbalanced == []
        assert page.headings[0] == 1
