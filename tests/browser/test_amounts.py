"""补贴测算, and tables as files."""

import base64
import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest

#: One after another on one core; the other core has the other browser tests.
pytestmark = pytest.mark.xdist_group("browser")

SCRIPT = "./amounts.mjs"
ANSWERS = (
    "school_type=university&school_place=beijing&student_origin=tianjin"
    "&graduation_date=2020-06-30&employment_status=flexible"
    "&flexible_registration_date=2021-01-04&flexible_insurances_paid=pension"
    "&subsidy_months_drawn=0&application_date=2021-01-10&subsidy_start_month=2021-01"
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def numbers(content: str) -> list[float]:
    """Numbers of the first sheet of an XLSX file, row by row."""
    with zipfile.ZipFile(io.BytesIO(base64.b64decode(content))) as archive:
        assert archive.testzip() is None
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return [
        float(cell.findtext(f"{_MAIN}v") or "nan")
        for cell in sheet.iter(f"{_MAIN}c")
        if cell.get("t", "n") == "n" and cell.find(f"{_MAIN}v") is not None
    ]


@pytest.mark.parametrize("width", [390, 1440])
def test_amounts_are_added_month_by_month(browse: Any, width: int) -> None:
    seen = browse(SCRIPT, "choosing", answers=ANSWERS, width=width)
    assert seen["found"].endswith(" 项")
    assert "以个人身份在缴哪些保险？" in seen["asked"]
    assert seen["folded"] is True
    # The worked case: 448.53 × 11 + 524.00 × 8 + 586.67 × 5 = 12,059.18
    assert seen["stretches"] == [
        ["2021年1月至2021年11月", "11", "448.53", "4,933.83"],
        ["2021年12月至2022年7月", "8", "524.00", "4,192.00"],
        ["2022年8月至2022年12月", "5", "586.67", "2,933.35"],
    ]
    assert seen["picture"] == 24
    assert [row[:2] for row in seen["period"]] == [
        ["2021年6月至2021年11月", "6"],
        ["2021年12月至2022年7月", "8"],
        ["2022年8月至2023年5月", "10"],
    ]
    assert "-months=24" in seen["address"]
    assert "最多算 120 个月" in seen["refused"]
    assert seen["wide"] <= 0
    assert seen["problems"] == []


def test_several_benefits_in_one_table_and_on_one_sheet(browse: Any) -> None:
    benefits = (
        "tianjin/flexible-employment-si-subsidy-graduate,tianjin/job-seeking-startup-subsidy-hubei"
    )
    seen = browse(
        SCRIPT,
        "several",
        asOf="2021-01-10",
        hash=f"{ANSWERS}&-benefits={benefits}&-heads=3",
    )
    assert "2 项合计" in seen["card"]
    assert "有 1 项没有计入" in seen["card"]  # not in force on that day
    assert "高校毕业生灵活就业社会保险补贴（天津）" in seen["shares"]
    assert seen["table"][-1][0] == "总计（元）"
    assert seen["csv"]["name"] == "补贴测算 2021-01-10.csv"
    assert seen["csv"]["text"].startswith("\ufeff月份,月数,")
    assert "448.53,4933.83" in seen["csv"]["text"]
    assert {448.53, 4933.83, 524.0} <= set(numbers(seen["sheet"]["base64"]))
    assert seen["violations"] == {"light": [], "dark": []}
    for words in ("2 项补贴测算", "要带的材料", "以经办机构审核为准"):
        assert words in seen["notice"]
    assert seen["problems"] == []


def test_a_table_of_the_site_is_taken_along_as_it_is_shown(browse: Any) -> None:
    seen = browse(SCRIPT, "anyTable", path="rules/", filter="天津")
    assert seen["name"].endswith(".csv")
    assert seen["all"] > 300
    assert 0 < seen["some"] < seen["all"]
    assert zipfile.is_zipfile(io.BytesIO(base64.b64decode(seen["base64"])))
    assert seen["problems"] == []
