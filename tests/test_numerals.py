"""Numerals as documents print them."""

import pytest

from build_scripts.numerals import HAN_NUMERALS, parse_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("三十二", 32), ("一百零五", 105)),
        *(("一百二十", 120), ("二〇二一", 2021), ("一〇五", 105), ("两", 2), ("两万四千", 24000)),
        *(("十万", 100_000), ("17", 17), ("２０", 20)),
    ],
)
def test_numerals(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@pytest.mark.parametrize("text", ["", "若干", "3.5", "十余", "²"])
def test_no_numeral(text: str) -> None:
    with pytest.raises(ValueError):
        parse_numeral(text)


def test_characters_of_numerals() -> None:
    assert set(HAN_NUMERALS) == set("〇零一二两三四五六七八九十百千万")
