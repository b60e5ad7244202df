"""Document numbers as search keys."""

import pytest

from build_scripts.index.numbers import number_keys


def test_keys_of_a_number() -> None:
    keys = set(number_keys("津人社局发〔2020〕6号"))
    # whole, without year, part of the issuer's code, year and serial, serial alone
    assert {"#津人社局发20206", "#津人社局发6", "#津6", "#人社局发20206", "#20206", "#6"} <= keys
    # beginnings, for suggestions while typing
    assert {"^津人", "^津人社局发2020", "^津人社局发20206"} <= keys
    assert "^津" not in keys


@pytest.mark.parametrize(
    "number", ["人社部发〔2020〕30号", "人社部发[2020]30 号", "人社部发（2020）30号"]
)
def test_brackets_make_no_difference(number: str) -> None:
    assert set(number_keys(number)) == set(number_keys("人社部发〔2020〕30号"))


def test_numbers_of_other_shapes() -> None:
    assert "#国务院令722" in set(number_keys("国务院令第722号"))
    assert list(number_keys("")) == []
    assert list(number_keys("关于某事的通知")) == []
