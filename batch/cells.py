"""What a cell can hold, whatever kind of file it comes from.

A cell is None, text, bool, int, float, a date or time of ``datetime``, or one of the two classes
here. Texts are as in the file; ``plain`` makes them comparable.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Percent:
    """A number that the file shows with a percent sign: 0.085 shown as 8.5%."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell without a value of its own: a formula never calculated, or one that failed."""

    shown: str
    why: str


Cell = (
    str
    | bool
    | int
    | float
    | datetime.datetime
    | datetime.date
    | datetime.time
    | datetime.timedelta
    | Percent
    | Broken
    | None
)

#: Characters that are there and cannot be seen.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")


def plain(text: str) -> str:
    """Half-width, without invisible characters, spaces at the ends or more than one in a row."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def compact(text: str) -> str:
    """What two spellings of one name have in common: no spaces, no punctuation, lower case."""
    return re.sub(r"[\W_]+", "", plain(text)).lower()


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not plain(cell))


def number_text(number: int | float) -> str:
    """A number as the spreadsheet shows it: 15 significant digits, no exponent, no ``.0``."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:.15g}"
    if "e" in text:
        text = f"{number:.15f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, Percent):
        return number_text(float(f"{cell.fraction * 100:.12g}")) + "%"
    if isinstance(cell, Broken):
        return cell.shown
    if isinstance(cell, datetime.datetime):
        at_midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if at_midnight else cell.isoformat(" ", "minutes")
    return str(cell).strip()


def letter(index: int) -> str:
    """Name of a column as spreadsheets show it: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
