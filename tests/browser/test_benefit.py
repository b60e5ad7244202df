"""Around the calculator of a benefit: keyboard, paper, links, readings, cases for editors."""

from typing import Any

import pytest

from build_scripts.compile import compile_rules
from build_scripts.load.yaml_strict import parse_yaml
from build_scripts.model.benefit import BenefitCases
from tests.calculators.test_cases import assert_matches, evaluate

from .test_calculator import ANSWERS

#: One after another on one core; the other core has the other browser tests.
pytestmark = pytest.mark.xdist_group("browser")

SCRIPT = "./benefit.mjs"


@pytest.fixture(scope="module")
def rules(collection: Any) -> Any:
    return compile_rules(collection)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_from_an_empty_page_to_the_sheet_with_the_keyboard(browse: Any, size: str) -> None:
    seen = browse(SCRIPT, "byKeyboard", size=size)
    assert seen["inSight"] is True
    assert "“０多”看不懂" in seen["refused"]
    assert seen["focused"] == "打印"
    for words in (
        "告知单",
        "就业困难人员灵活就业社会保险补贴（天津）",
        "按 2020年6月10日 的规定计算",
        "出生日期：1985年3月2日",
        "符合　504.60 元/月",
        "3364 × 20% × 75% = 504.60 元/月",
        "2020年7月3日（星期五）",
        "要带的材料",
        "街道（乡镇）劳动保障服务机构",
        "依据：[1] ",
        "以经办机构审核为准",
    ):
        assert words in seen["sheet"]
    assert seen["pages"] == 1
    # Nothing is printed beside the sheet's own ink.
    assert seen["behind"] == "rgba(0, 0, 0, 0)"
    assert seen["others"] == 1
    assert seen["sameCode"] is True
    assert seen["back"] == "notice"
    assert seen["problems"] == []


def test_a_proposed_change_is_made_and_taken_back(browse: Any) -> None:
    seen = browse(SCRIPT, "applying", answers=ANSWERS)
    assert "目前就业状态" in seen["ways"]
    assert "已照“" in seen["said"]
    assert seen["focused"] == "撤销"
    assert seen["chosen"] is True
    assert seen["restored"] is True
    assert "as_of=2020-08-02" in seen["later"]["address"]
    assert seen["later"]["birth"] == "1980-08-02"
    assert seen["later"]["registered"] == "2020-08-02"
    assert "as_of=2020-06-10" in seen["undone"]
    assert seen["problems"] == []


def test_another_reading_is_chosen_and_kept_in_the_link(browse: Any) -> None:
    seen = browse(SCRIPT, "reading", answers=ANSWERS)
    assert seen["before"] == seen["last"] == "504.60 元/月"
    assert seen["after"] == seen["again"] == "2,523.00 元/月"
    assert seen["focused"] is True
    assert "-read.tj-min-base-vs-standard=B" in seen["address"]
    assert "-read." not in seen["hash"]


def test_a_link_of_other_data_says_what_has_changed(browse: Any) -> None:
    seen = browse(SCRIPT, "oldLink", answers=ANSWERS)
    for words in (
        "2020年1月2日存的",
        "当时 000000000000",
        "was_once=1",
        "-read.nothing=B",
        "重新查证过的标准：",
    ):
        assert words in seen["notes"]
    assert seen["untouched"] is True
    assert "was_once=1" in seen["address"]
    assert "-version=000000000000" not in seen["address"]


@pytest.mark.parametrize(
    ("page", "as_of", "answers"),
    [
        ("tianjin/flexible-employment-si-subsidy", "2020-06-10", ANSWERS),
        (
            "tianjin/flexible-employment-si-subsidy",
            "2020-06-10",
            "sex=female&person_status=dibao_family,?single_parent_family"
            "&tianjin.flex_rate_unemployment=1&-read.tj-min-base-vs-standard=B",
        ),
        (
            "tianjin/flexible-employment-si-subsidy-graduate",
            "2021-01-10",
            "school_type=university&school_place=beijing&student_origin=tianjin"
            "&graduation_date=2020-06-30&employment_status=flexible"
            "&flexible_registration_date=2021-01-04&flexible_insurances_paid=pension"
            "&subsidy_months_drawn=0&application_date=2021-01-10&subsidy_start_month=2021-01",
        ),
    ],
)
def test_an_exported_case_loads_and_passes(
    browse: Any, rules: Any, page: str, as_of: str, answers: str
) -> None:
    text = browse(SCRIPT, "exported", page=f"benefits/{page}/", asOf=as_of, answers=answers)
    document = parse_yaml(f"benefit: {page}\ncases:\n{text}", "pasted.cases.yml")
    sheet = BenefitCases.model_validate(document.data)
    result = evaluate(rules, sheet.request(sheet.cases[0]))
    assert_matches(result, sheet.cases[0].expect, text)


def test_page_and_sheet_are_accessible(browse: Any) -> None:
    for name, seen in browse(SCRIPT, "accessibility", answers=ANSWERS).items():
        assert seen["violations"] == [], name
        assert seen["wide"] <= 0, name
