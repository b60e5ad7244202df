"""A cited value must occur in the words it cites."""

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
        ("女年满40周岁、男年满50周岁", "40"),
        ("男年满六十周岁", "60"),
        ("连续三个月未缴纳", "3"),
        ("最高 50万元奖励", "500000"),
        ("补助 2.4万元", "24000"),
        ("2020年1月1日至12月31日", "2020-12-31"),
        ("2020年补贴期满，年内可随时提出申请", "2020-12-31"),
        ("自2020年5月29日起施行", "2020-05-29"),
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
        ("女年满40周岁", "50"),
        ("2020年1月1日至12月31日", "2020-12-30"),
        ("自2020年5月29日起施行", "2020-05-15"),
        ("有效期至2023年5月28日", "2023-05-29"),
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


def test_content_cites_all_its_values(collection: Any) -> None:
    assert check_values(collection) == []
