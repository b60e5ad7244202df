"""Exact numbers: parsing, printing, rounding; and JSON that every runtime writes alike."""

import json
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.exact import Ratio, parse
from calculators.wire import pretty, read, write


def fraction(ratio: Any) -> Any:
    return Fraction(ratio.numerator, ratio.denominator)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3364", Fraction(3364)),
        ("0.055", Fraction(55, 1000)),
        ("75%", Fraction(3, 4)),
        ("8.5%", Fraction(85, 1000)),
        ("2/3", Fraction(2, 3)),
        ("-1.5", Fraction(-3, 2)),
    ],
)
def test_numbers_are_read_exactly(text: Any, value: Any) -> None:
    assert fraction(parse(text)) == value


@pytest.mark.parametrize("text", ["", ".", "1.", ".5", "1e3", "1,000", "٣", "--1", "1/0", "1/2%"])
def test_what_is_no_number(text: Any) -> None:
    assert parse(text) is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_rounding_is_half_up(number: Any) -> None:
    ratio = parse(format(number, "f"))
    assert ratio is not None
    wanted = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert fraction(ratio.rounded(2)) == Fraction(wanted)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**4), st.integers(-(10**6), 10**6))
def test_arithmetic_is_that_of_fractions(a: Any, b: Any, c: Any) -> None:
    first, second = Ratio(a, b), Ratio(c)
    assert fraction(first.plus(second)) == Fraction(a, b) + c
    assert fraction(first.times(second)) == Fraction(a, b) * c
    assert first.compare(second) == (Fraction(a, b) > c) - (Fraction(a, b) < c)


def test_numbers_print_as_long_as_they_need() -> None:
    assert Ratio(5046, 10).text(2) == "504.60"
    assert Ratio(1, 8).text() == "0.125"
    assert Ratio(1, 3).text() == "1/3"
    assert Ratio(-1, 20).text() == "-0.05"
    assert Ratio(17, 200).percent() == "8.5%"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=12,
)


@given(JSON_VALUES)
def test_json_agrees_with_the_standard_library(value: Any) -> None:
    canonical = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        canonical.encode()
    except UnicodeEncodeError:
        return  # a lone surrogate is no text
    assert json.loads(write(value)) == value
    assert read(canonical) == value
    assert read(json.dumps(value)) == value
    assert read(pretty(value)) == value


def test_objects_are_written_in_the_order_of_their_keys() -> None:
    text = '{"a":[true,null],"b":1,"汉":"字\\n"}'
    assert write({"b": 1, "a": [True, None], "汉": "字\n"}) == text
