"""The resident identity number: it holds the day of birth and the sex."""

import datetime

from .cells import Cell, is_empty, plain, shown
from .values import NotUnderstood

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def birth_and_sex(cell: Cell) -> dict[str, str]:
    """The facts ``birth_date`` and ``sex``; none for an empty cell.

    Raises NotUnderstood for what is no identity number, wrong check digit included.
    """
    if is_empty(cell):
        return {}
    text = plain(shown(cell)).upper().replace(" ", "")
    if isinstance(cell, int | float) and len(text) > 15:
        raise NotUnderstood("身份证号存成了数，后几位已经变成 0。请把这一列设成文本重新填")
    if len(text) == 15 and text.isascii() and text.isdigit():
        born, digit = "19" + text[6:12], text[14]
    elif len(text) == 18 and text[:17].isascii() and text[:17].isdigit():
        total = sum(int(d) * w for d, w in zip(text, _WEIGHTS, strict=False))
        if _CHECKS[total % 11] != text[17]:
            raise NotUnderstood("身份证号的校验位不对，可能抄错了")
        born, digit = text[6:14], text[16]
    else:
        raise NotUnderstood("不是身份证号（应为 18 位）")
    try:
        day = datetime.datetime.strptime(born, "%Y%m%d").date()
    except ValueError:
        raise NotUnderstood("身份证号里的出生日期不存在") from None
    return {"birth_date": day.isoformat(), "sex": "male" if int(digit) % 2 else "female"}
