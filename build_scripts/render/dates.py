"""Days and counts as Chinese text."""

from datetime import date

_DIGITS = "零一二三四五六七八九"


def chinese_date(iso: str) -> str:
    """``2020-05-09`` → 2020年5月9日; ``2020-05`` → 2020年5月; ``2020`` → 2020年."""
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(iso.split("-"), "年月日", strict=False)
    )


def weekday(iso: str) -> str:
    """``2020-07-03`` → 星期五."""
    return f"星期{'一二三四五六日'[date.fromisoformat(iso).weekday()]}"


def chinese_number(value: int) -> str:
    """1 → 一, 12 → 十二, 20 → 二十, 105 → 一百零五; for 0 ≤ value < 1000.

    Raises ValueError outside that range: no document counts clauses beyond it.
    """
    if not 0 <= value < 1000:
        raise ValueError(value)
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones or not value else "")
