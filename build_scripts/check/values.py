"""Every number and date of a rule stands in the words it cites.

A citation that is word for word right can still be the wrong one. So the value beside it must be
in it: 75% in “75%”, 36 months in “三年”, 0.75 in “四分之三”, 2020-12-31 in “2020年内”.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import prod

from build_scripts.load.collection import Collection
from build_scripts.load.problems import Problem, shown
from build_scripts.load.yaml_strict import ValuePath
from build_scripts.model.base import Citation, Record
from build_scripts.model.benefit import (
    ByFact,
    Condition,
    InForce,
    Limit,
    LimitOf,
    Operand,
    Term,
    Tier,
    records_in,
)
from build_scripts.model.facts import Fact
from build_scripts.model.parameters import ParameterValue
from build_scripts.model.policy import PolicyDocument
from build_scripts.numerals import HAN_NUMERALS, parse_numeral

_NUMBER = re.compile(
    rf"((?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?:\.\d+)?|[{HAN_NUMERALS}]+)(万|%|％)?"
)
_FRACTION = re.compile(rf"([{HAN_NUMERALS}]+)分之([{HAN_NUMERALS}]+)|(\d+)/(\d+)")
_YEARS = re.compile(rf"(\d+|[{HAN_NUMERALS}]+)\s*(?:周|学)?年(?!满|底|初)")
#: Six months; 上半年 and 下半年 are parts of a year, not lengths of time.
_HALF_YEAR = re.compile(r"(?<![上下])半年")
_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|([底末])|([上中下])旬)?")
_ISO_DATE = r"\d{4}-\d{2}-\d{2}"
#: Shares written in words.
_SHARES = {"免征": Fraction(1), "全额": Fraction(1), "减半": Fraction(1, 2)}
#: Digits side by side are years and ordinals (二〇二〇, 一二级), not amounts.
_SIDE_BY_SIDE = re.compile(r"[一二三四五六七八九两][〇零一二三四五六七八九两]")
_QUARTER = re.compile(r"(\d{4})年([一二三四])季度")
#: Also the year of a class of graduates (2020届) and of a document number (〔2019〕23号).
_WHOLE_YEAR = re.compile(r"(?<!\d)(\d{4})\s*(?:年(?:度|补贴期满|期满|内|底)|届|〕)")
#: A period of whole years from a day on, as in 自2020年5月25日起施行，有效期两年.
_VALIDITY = re.compile(
    rf"(\d{{4}})年(\d{{1,2}})月(\d{{1,2}})日起施行，有效期(\d+|[{HAN_NUMERALS}]+)年"
)
_YEARS_TO = re.compile(r"(\d{4})\s*[-—至]\s*(\d{4})年")
#: First and last day of a third of a month; the last third ends with the month.
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}


def check_values(collection: Collection) -> list[Problem]:
    """Values that do not occur in the quote they rest on."""
    problems: list[Problem] = []
    kinds: dict[str, Mapping[str, Record]] = {
        "benefits": collection.benefits,
        "timelines": collection.timelines,
    }
    for kind, records in kinds.items():
        for key, record in records.items():
            for path, missing, quote in _uncited(record, collection):
                message = f"引文里没有这个值：{missing}。引文是“{shown(quote, 80)}”"
                problems.append(collection.problem(message, kind, key, *path))
    for key, parameter in collection.parameters.items():
        for index, value in enumerate(parameter.values):
            for field, missing in _unquoted(value):
                message = f"出处的原话里没有这个值：{missing}。原话是“{shown(value.quote, 80)}”"
                problems.append(
                    collection.problem(message, "parameters", key, "values", index, field)
                )
    return problems


def _uncited(rule: Record, collection: Collection) -> Iterator[tuple[ValuePath, str, str]]:
    for path, cite, values in _cited_values(rule, collection.facts):
        for field, value in values:
            # Nothing (没有、还没有) is not written as a number.
            if cite is None or value is None or value == 0:
                continue
            if not says(collection.policies, cite, str(value)):
                yield (*path, field), str(value), cite.quote


def says(policies: Mapping[str, PolicyDocument], cite: Citation, value: str) -> bool:
    """Whether the quote says the value. A date may leave out the year of its document."""
    if holds(cite.quote, value):
        return True
    document = policies.get(cite.document)
    if document is None or not re.fullmatch(_ISO_DATE, value):
        return False
    year = document.issued[:4]
    return value != f"{year}-01-01" and holds(f"{year}年1月1日{cite.quote}", value)


def _cited_values(
    rule: Record, facts: Mapping[str, Fact]
) -> Iterator[tuple[ValuePath, Citation | None, list[tuple[str, object]]]]:
    for path, record in records_in(rule):
        if isinstance(record, Condition):
            yield path, record.cite, _condition_values(record, facts)
        elif isinstance(record, Operand) and record.number is not None:
            values: list[tuple[str, object]] = [("number", record.number)]
            if isinstance(record, Tier):
                values += [("at_least", record.at_least), ("more_than", record.more_than)]
            yield path, record.cite, values
        elif isinstance(record, Term) and record.months is not None:
            yield path, record.cite, [("months", f"{record.months}个月")]
        elif isinstance(record, InForce):
            yield path, record.start_cite, [("start", record.start)]
            if not _ends_after_years(record):
                yield path, record.end_cite, [("end", record.end)]


def _ends_after_years(period: InForce) -> bool:
    """Whether the last day is the anniversary that 有效期5年 leads to, or the day before it."""
    if not (period.start and period.end and period.end_cite):
        return False
    start = date.fromisoformat(period.start)
    years = [number for number in map(_years, _YEARS.findall(period.end_cite.quote)) if number]
    anniversaries = [start.replace(year=start.year + int(number)) for number in years]
    ends = [day - timedelta(days=less) for day in anniversaries for less in (0, 1)]
    return date.fromisoformat(period.end) in ends


def _condition_values(condition: Condition, facts: Mapping[str, Fact]) -> list[tuple[str, object]]:
    fact = facts.get(condition.fact or "")
    # The questionnaire has percentages as numbers of percent.
    unit = "%" if fact and fact.type == "percent" else ""
    values: list[tuple[str, object]] = [("start", condition.start), ("end", condition.end)]
    for name in ("at_least", "more_than", "at_most", "less_than"):
        limit = getattr(condition, name)
        if limit is None or condition.at_least_of is not None:
            continue
        values += [(name, f"{one}{unit}" if one else one) for one in _limits(limit)]
    if condition.within_days:
        values.append(("within_days", condition.within_days.days))
    if condition.months_since:
        values.append(("months_since", f"{condition.months_since.months}个月"))
    if condition.yearly:
        values += [("yearly", condition.yearly.start), ("yearly", condition.yearly.end)]
    if condition.day_at_most:
        values.append(("day_at_most", condition.day_at_most))
    if condition.less_than_months_before:
        months = condition.less_than_months_before.months
        values.append(("less_than_months_before", f"{months}个月"))
    return values


def _limits(limit: Limit) -> list[object]:
    """The numbers of a limit that the clause itself has to say."""
    if isinstance(limit, ByFact):
        return list(limit.values.values())
    if isinstance(limit, LimitOf):
        return [limit.times]
    return [limit]


def _unquoted(value: ParameterValue) -> Iterator[tuple[str, str]]:
    if value.value is not None and _exact(value.value) != 0:
        field, parts = "value", [value.value]
        if value.sum_of:
            field, parts = "sum_of", value.sum_of
        elif value.product_of:
            field, parts = "product_of", value.product_of
        for part in parts:
            if not _holds_in_table(value.quote, part.removeprefix("-")):
                yield field, part
        if value.sum_of and sum(map(_exact, parts)) != _exact(value.value):
            yield field, f"{' + '.join(parts)} = {value.value}"
        if value.product_of and prod(map(_exact, parts)) != _exact(value.value):
            yield field, f"{' × '.join(parts)} = {value.value}"
    for category, rule in (value.table or {}).items():
        # A delay is written by its pace and by the age at which it ends.
        final = rule.years + (rule.max_months or 0) // 12
        for number in (final, rule.birth_months_per_month):
            if number is not None and not holds(value.quote, str(number)):
                yield "table", f"{category}：{number}"


def _holds_in_table(quote: str, value: str) -> bool:
    """As ``holds``, but a space parts the cells of a table (``2,100 20.3``)."""
    return any(holds(cell, value) for cell in quote.split())


def holds(quote: str, value: str) -> bool:
    """Whether ``quote`` says ``value``: a number, percentage, count of months or ISO date."""
    text = "".join(quote.split())
    if re.fullmatch(_ISO_DATE, value):
        return value in _dates(text)
    if re.fullmatch(r"\d{2}-\d{2}", value):
        return value in {day[5:] for day in _dates(text)} | _days(text)
    months = value.removesuffix("个月")
    numbers = _numbers(text)
    if months != value or months.isdigit():
        # 36 months are 三年, 6 months are 半年.
        years = {12 * number for number in map(_years, _YEARS.findall(text)) if number}
        half = {Fraction(6)} if _HALF_YEAR.search(text) else set()
        return Fraction(months) in numbers | years | half
    return _exact(value) in numbers


def _exact(value: str) -> Fraction:
    return Fraction(value[:-1]) / 100 if value.endswith("%") else Fraction(value)


def _numbers(text: str) -> set[Fraction]:
    found: set[Fraction] = set()
    for number, scale in _NUMBER.findall(text):
        value = _value(number)
        if value is not None:
            found.add(value * {"万": 10000, "": 1}.get(scale, Fraction(1, 100)))
    for below, above, upper, lower in _FRACTION.findall(text):
        parts = (_value(above), _value(below)) if above else (Fraction(upper), Fraction(lower))
        if parts[0] is not None and parts[1]:
            found.add(parts[0] / parts[1])
    found |= {share for word, share in _SHARES.items() if word in text}
    return found


def _value(number: str) -> Fraction | None:
    if number[0].isdigit():
        return Fraction(number.replace(",", ""))
    return han_number(number)


def _years(number: str) -> Fraction | None:
    value = _value(number)
    return value if value is not None and value < 100 else None


def han_number(text: str) -> Fraction | None:
    """三十六 → 36, 两万四千 → 24000; None where digits only stand side by side (一二级)."""
    return None if _SIDE_BY_SIDE.search(text) else Fraction(parse_numeral(text))


def _days(text: str) -> set[str]:
    """The days of a year that a text names, as MM-DD; 每年3月底 is the month's last day."""
    found = set()
    for month, day, end in re.findall(r"(\d{1,2})月(?:(\d{1,2})日|(底|末))?", text):
        number = int(day) if day else (monthrange(2020, int(month))[1] if end else 1)
        found.add(f"{int(month):02d}-{number:02d}")
        if not day and not end:
            found.add(f"{int(month):02d}-{monthrange(2021, int(month))[1]:02d}")
    return found


def _dates(text: str) -> set[str]:
    """The ISO dates that a text names; a date without a year takes the one before it."""
    found: set[str] = set()
    year = ""
    for named, month, day, end, third in _DATE.findall(text):
        year = named or year
        if not year or not (day or end or third):
            continue
        last = monthrange(int(year), int(month))[1]
        one = int(day or last)
        first, until = _THIRDS.get(third, (one, one))
        for number in range(first, min(until, last) + 1):
            found.add(f"{year}-{int(month):02d}-{number:02d}")
    for first_year, month, day, years in _VALIDITY.findall(text):
        number = int(first_year) + int(_years(years) or 0)
        anniversary = date(number, int(month), int(day))
        # 有效期两年 ends on the anniversary or on the day before it: both readings exist.
        found |= {anniversary.isoformat(), (anniversary - timedelta(days=1)).isoformat()}
    for year, quarter in _QUARTER.findall(text):
        number = 3 * parse_numeral(quarter)
        last = monthrange(int(year), number)[1]
        found |= {f"{year}-{number - 2:02d}-01", f"{year}-{number:02d}-{last}"}
    for whole in _WHOLE_YEAR.findall(text):
        found |= {f"{whole}-01-01", f"{whole}-12-31"}
    for first_year, last_year in _YEARS_TO.findall(text):
        found |= {f"{first_year}-01-01", f"{last_year}-12-31"}
    return found
