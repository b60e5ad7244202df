"""The page 退休与年龄 as it is read without scripts."""

import csv
import re
from pathlib import Path

import pytest

from build_scripts.render.context import Site
from tests.calculators.test_retirement import CATEGORIES, TABLE

from .html_pages import ParsedPage

PATH = "tools/retirement"


@pytest.fixture(scope="module")
def page(docs: Path) -> str:
    return (docs / PATH / "index.md").read_text("utf-8")


def _section(page: str, name: str) -> str:
    return page.split(f'<section id="{name}">', 1)[1].split("</section>", 1)[0]


def _rows(page: str, category: str) -> dict[str, list[str]]:
    table = page.split(f'data-category="{category}"', 1)[1].split("</table>", 1)[0]
    rows = re.findall(r'<tr data-words="([\d-]+)">(.*?)</tr>', table)
    return {birth: re.findall(r"<td>(.*?)</td>", cells) for birth, cells in rows}


def test_every_month_of_birth_is_in_the_tables(page: str) -> None:
    """The months of the published table for which the age still rises."""
    for words, category in CATEGORIES.items():
        rows = _rows(page, category)
        assert rows
        with TABLE.open(encoding="utf-8", newline="") as file:
            wanted = [row for row in csv.DictReader(file) if row["category"] == words]
        published = {row["birth"]: row for row in wanted}
        assert set(rows) <= set(published)
        for birth, (day, age, delay) in rows.items():
            row = published[birth]
            year, month = map(int, row["retire_ym"].split("-"))
            assert day == f"{year}年{month}月"
            assert delay == row["delay_months"]
            assert age.startswith(f"{row['age_years']} 周岁")
            assert (f" {row['age_extra_months']} 个月" in age) == (row["age_extra_months"] != "0")
        # Months that are not listed retire at the last or the first age.
        left = {row["delay_months"] for birth, row in published.items() if birth not in rows}
        assert left <= {"0", max((r["delay_months"] for r in wanted), key=int)}


@pytest.mark.parametrize(
    ("category", "birth", "cells"),
    [
        # 0÷4+1=1个月；140÷4+1=36个月；118÷2+1=60个月
        ("60", "1965-01", ["2025年2月", "60 周岁 1 个月", "1"]),
        ("60", "1976-09", ["2039年9月", "63 周岁", "36"]),
        ("50", "1984-11", ["2039年11月", "55 周岁", "60"]),
        ("55", "1970-05", ["2025年7月", "55 周岁 2 个月", "2"]),
    ],
)
def test_rows(page: str, category: str, birth: str, cells: list[str]) -> None:
    assert _rows(page, category)[birth] == cells


def test_both_laws_with_their_sources(page: str) -> None:
    laws = _section(page, "laws")
    for words in (
        "2024年12月31日以前",
        "2025年1月1日起",
        "国发〔1978〕104号",
        "每四个月延迟一个月",
    ):
        assert words in laws
    assert 'href="../../parameters/cn.retirement_age/"' in laws


def test_what_is_not_computed_is_said(page: str) -> None:
    words = _section(page, "not-computed")
    assert "弹性提前退休、弹性延后退休：本库没有核对过它的细则，不算" in words
    assert "特殊工种" in words


def test_thresholds_with_their_clauses(page: str) -> None:
    near = _section(page, "near")
    assert 'data-months="60"' in near
    assert 'data-months="12"' in near
    assert "以初次核定其享受社保补贴时的年龄为准" in near
    assert "继续发放失业保险金至法定退休年龄" in near
    paid = _section(page, "contributions")
    assert 'data-total="180"' in paid
    assert "不满15年的" in paid
    # 2030年186个月=15年6个月
    assert "15年6个月（186 个月）" in paid


def test_benefits_that_hinge_on_the_day(page: str, site: Site) -> None:
    listed = set(re.findall(r"benefits/([a-z]+/[a-z0-9-]+)/", _section(page, "benefits")))
    assert listed == {
        "guangdong/public-welfare-job",
        "guangdong/public-welfare-job-rural",
        "jiangsu/pension-extended-contribution",
        "jiangsu/rural-disabled-placement",
        "tianjin/flexible-employment-si-subsidy",
        "tianjin/hard-to-employ-hiring-si-subsidy",
        "tianjin/hiring-post-subsidy",
        "tianjin/poor-and-village-hiring-si-subsidy",
        "tianjin/public-welfare-job",
        "tianjin/ui-until-retirement",
    }


def test_page_is_sound(pages: dict[str, ParsedPage]) -> None:
    page = pages[f"{PATH}/"]
    assert page.refused == []
    assert page.unbalanced == []
    assert len(set(page.ids)) == len(page.ids)
