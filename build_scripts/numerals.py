"""Numerals as official documents print them: 第二十五条, 三十六个月, 两万四千元, 二〇二〇年, 25."""

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
#: Every character of a Chinese numeral, for patterns.
HAN_NUMERALS = "".join([*_DIGITS, *_UNITS, "万"])


def parse_numeral(text: str) -> int:
    """The whole number that ``text`` prints in Chinese or Arabic digits: 两万四千 → 24000.

    Digits side by side count by place, as in years: 二〇二一 → 2021.

    :raises ValueError: ``text`` is empty or holds anything else.
    """
    if text.isdecimal():
        return int(text)
    total, section, digit = 0, 0, None
    for character in text:
        if character in _DIGITS:
            digit = 10 * (digit or 0) + _DIGITS[character]
        elif character == "万":
            total, section, digit = (total + section + (digit or 0)) * 10_000, 0, None
        elif character in _UNITS:
            section += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        else:
            raise ValueError(text)
    if not text:
        raise ValueError(text)
    return total + section + (digit or 0)
