"""Civil dates as whole numbers, without the datetime module.

A day is its proleptic Gregorian ordinal (1 is 0001-01-01, the numbering of
``datetime.date.toordinal``); a month is ``year * 12 + month - 1``.
"""

_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if _is_leap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def ordinal(year: int, month: int, day: int) -> int:
    before = year - 1
    leap_day = 1 if month > 2 and _is_leap(year) else 0
    return (
        before * 365
        + before // 4
        - before // 100
        + before // 400
        + _BEFORE_MONTH[month - 1]
        + leap_day
        + day
    )


def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month of an ordinal."""
    year = day * 400 // 146097 + 2
    before = ordinal(year, 1, 1) - 1
    while before >= day:
        year -= 1
        before = ordinal(year, 1, 1) - 1
    rest = day - before
    month = (rest - 1) // 31 + 1
    length = days_in_month(year, month)
    rest -= ordinal(year, month, 1) - before - 1
    if rest > length:
        month, rest = month + 1, rest - length
    return year, month, rest


#: Dates already read: rules name the same few again and again.
_READ: dict[str, int | None] = {}
_MOST_READ = 1000


def parse_date(text: str) -> int | None:
    """The ordinal of ``YYYY-MM-DD``; None if it is not a date of the years 1900 to 2199."""
    if text not in _READ:
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        _READ[text] = _parse_date(text)
    return _READ[text]


def rule_date(text: str) -> int:
    """The ordinal of a date written in a rule; ValueError for what is none."""
    day = parse_date(text)
    if day is None:
        raise ValueError(text)
    return day


def _parse_date(text: str) -> int | None:
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    month_number = parse_month(text[:7])
    if month_number is None or not _all_digits(text[8:]):
        return None
    year, month, day = month_number // 12, month_number % 12 + 1, int(text[8:])
    return ordinal(year, month, day) if 1 <= day <= days_in_month(year, month) else None


def parse_month(text: str) -> int | None:
    """The number of the month ``YYYY-MM``, years 1900 to 2199; None if it is not one."""
    if len(text) != 7 or text[4] != "-" or not _all_digits(text[:4] + text[5:]):
        return None
    year, month = int(text[:4]), int(text[5:])
    return year * 12 + month - 1 if 1900 <= year <= 2199 and 1 <= month <= 12 else None


def _all_digits(text: str) -> bool:
    return all("0" <= character <= "9" for character in text)


def iso(day: int) -> str:
    year, month, number = civil(day)
    return f"{year:04d}-{month:02d}-{number:02d}"


def iso_month(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_of(day: int) -> int:
    year, month, _ = civil(day)
    return year * 12 + month - 1


def first_day(month: int) -> int:
    return ordinal(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> int:
    return first_day(month + 1) - 1


def add_months(day: int, months: int) -> int:
    """The corresponding day ``months`` later, or the last day of that month (Civil Code 202)."""
    year, month, number = civil(day)
    target = year * 12 + month - 1 + months
    return min(first_day(target) + number - 1, last_day(target))


def birthday(birth: int, years: int) -> int:
    """The day on which a person is N years old; 29 February counts as 28 in common years."""
    return add_months(birth, 12 * years)


def age(birth: int, day: int) -> int:
    """Full years of age on ``day``; negative before birth."""
    years = civil(day)[0] - civil(birth)[0]
    return years if birthday(birth, years) <= day else years - 1
