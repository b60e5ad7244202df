"""A cited value must occur in the words it cites."""

from dataclasses import replace
from typing import Any

import pytest

from build_scripts.check.values import check_values, han_number, holds


@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("按照当年最低缴费基数的 75%给予", "75%"),
        ("补贴标准为最低缴费标准的四分之三", "75%"),
        ("标准为最低缴费标准的 2/3", "2/3"),
        ("补贴期限一般为三年", "36个月"),
        ("补贴期限可延长1年", "12个月"),
        ("补贴期限不超过 6 个月", "6个月"),
        ("对登记失业半年以上人员", "6个月"),
        ("女年满40周岁、男年满50周岁", "40"),
        ("男年满六十周岁", "60"),
        ("连续三个月未缴纳", "3"),
        ("最高 50万元奖励", "500000"),
        ("补助 2.4万元", "24000"),
        ("2020年1月1日至12月31日", "2020-12-31"),
        ("2020年补贴期满，年内可随时提出申请", "2020-12-31"),
        ("自2020年5月29日起施行", "2020-05-29"),
        ("自2020年5月25日起施行，有效期两年", "2022-05-24"),
        ("向湖北籍2020届应届毕业生发放", "2020-12-31"),
        ("（人社部发〔2019〕23号）", "2019-01-01"),
        ("2020年底前", "2020-12-31"),
        ("将于2020年6月底前", "2020-06-30"),
        ("2020年5月下旬-2020年9月底", "2020-05-21"),
        ("2020年5月下旬-2020年9月底", "2020-09-30"),
        ("对于2020年四季度培训的学员", "2020-10-01"),
        ("2017-2021年期间", "2017-01-01"),
        ("一类 2,100 元", "2100"),
        ("2019-08-20,4.25,4.85", "4.25"),
        ("免征中小微企业三项社会保险单位缴费部分", "100%"),
        ("大型企业等减半征收", "50%"),
        ("在规定贷款额度内全额贴息", "100%"),
    ],
)
def test_quote_says_the_value(quote: Any, value: Any) -> None:
    assert holds(quote, value)


@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("按照当年最低缴费基数的75%给予", "50%"),
        ("按照当年最低缴费基数的75%给予", "75"),
        ("补贴期限一般为三年", "24个月"),
        ("2020年上半年登记失业的", "6个月"),
        ("女年满40周岁", "50"),
        ("2020年1月1日至12月31日", "2020-12-30"),
        ("自2020年5月29日起施行", "2020-05-15"),
        ("2020年5月下旬-2020年9月底", "2020-05-20"),
        ("对于2020年四季度培训的学员", "2020-09-30"),
        ("有效期至2023年5月28日", "2023-05-29"),
        ("自2020年5月25日起施行，有效期两年", "2022-05-26"),
        ("2019-08-20,4.25,4.85", "204.25"),
        ("大型企业等减半征收", "100%"),
    ],
)
def test_quote_says_something_else(quote: Any, value: Any) -> None:
    assert not holds(quote, value)


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", 10), ("三十六", 36), ("一百零五", 105), ("两万四千", 24000), ("二〇", None)],
)
def test_numbers_in_characters(text: Any, number: Any) -> None:
    assert han_number(text) == number


def problems_of(collection: Any, **changed: Any) -> Any:
    """What is found when one value of a parameter is written otherwise."""
    parameter = collection.parameters["tianjin.min_wage_monthly"]
    value = parameter.values[0].model_copy(update=changed)
    parameters = {parameter.id: parameter.model_copy(update={"values": [value]})}
    return check_values(replace(collection, benefits={}, parameters=parameters))


@pytest.mark.parametrize(
    "changed",
    [
        {"value": "2100", "quote": "一類 2,100 20.3 廣州"},
        {"value": "20.3", "quote": "一類 2,100 20.3 廣州"},
        {"value": "1816", "quote": "每档增加218元…2034元", "sum_of": ["2034", "-218"]},
        {"value": "2250", "quote": "2500元的90%", "product_of": ["2500", "90%"]},
        {"value": "0%", "quote": "延长执行到2020年12月底"},
    ],
)
def test_a_parameter_may_be_worked_out_from_its_source(collection: Any, changed: Any) -> None:
    assert problems_of(collection, **changed) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"value": "10020.3", "quote": "一類 2,100 20.3 廣州"},
        {"value": "1817", "quote": "每档增加218元…2034元", "sum_of": ["2034", "-218"]},
        {"value": "1816", "quote": "2034元", "sum_of": ["2034", "-218"]},
        {"value": "2251", "quote": "2500元的90%", "product_of": ["2500", "90%"]},
        {"value": "2250", "quote": "2500元的90%"},
    ],
)
def test_a_parameter_that_its_source_does_not_say(collection: Any, changed: Any) -> None:
    assert len(problems_of(collection, **changed)) == 1


def test_content_cites_all_its_values(collection: Any) -> None:
    assert check_values(collection) == []
