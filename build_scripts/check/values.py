"""Every number and date of a rule stands in the words it cites.

A citation that is word for word right can still be the wrong one. So the value beside it must be
in it: 75% in “75%”, 36 months in “三年”, 0.75 in “四分之三”, 2020-12-31 in “2020年内”.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from build_scripts.load.collection import Collection
from build_scripts.load.problems import Problem, shown
from build_scripts.load.yaml_strict import ValuePath
from build_scripts.model.base import Citation, Record
from build_scripts.model.benefit import Condition, InForce, Operand, Term, Tier, records_in
from build_scripts.model.parameters import ParameterValue
from build_scripts.numerals import HAN_NUMERALS, parse_numeral

_NUMBER = re.compile(rf"(\d[\d,]*(?:\.\d+)?|[{HAN_NUMERALS}]+)(万|%|％)?")
_FRACTION = re.compile(rf"([{HAN_NUMERALS}]+)分之([{HAN_NUMERALS}]+)|(\d+)/(\d+)")
_YEARS = re.compile(rf"(\d+|[{HAN_NUMERALS}]+)\s*年(?!满|底|初|内)")
_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?")
#: Digits side by side are years and ordinals (二〇二〇, 一二级), not amounts.
_SIDE_BY_SIDE = re.compile(r"[一二三四五六七八九两][〇零一二三四五六七八九两]")
_WHOLE_YEAR = re.compile(r"(\d{4})\s*年(?:度|补贴期满|期满|内)")


def check_values(collection: Collection) -> list[Problem]:
    """Values that do not occur in the quote they rest on."""
    problems: list[Problem] = []
    for key, benefit in collection.benefits.items():
        for path, missing, quote in _uncited(benefit):
            message = f"引文里没有这个值：{missing}。引文是“{shown(quote, 80)}”"
            problems.append(collection.problem(message, "benefits", key, *path))
    for key, parameter in collection.parameters.items():
        for index, value in enumerate(parameter.values):
            for field, missing in _unquoted(value):
                message = f"出处的原话里没有这个值：{missing}。原话是“{shown(value.quote, 80)}”"
                problems.append(
                    collection.problem(message, "parameters", key, "values", index, field)
                )
    return problems


def _uncited(benefit: Record) -> Iterator[tuple[ValuePath, str, str]]:
    for path, record in records_in(benefit):
        if isinstance(record, Condition):
            yield from _missing(path, record.cite, _condition_values(record))
        elif isinstance(record, Operand) and record.number is not None:
            values: list[tuple[str, object]] = [("number", record.number)]
            if isinstance(record, Tier):
                values.append(("at_least", record.at_least))
            yield from _missing(path, record.cite, values)
        elif isinstance(record, Term) and record.months is not None:
            yield from _missing(path, record.cite, [("months", f"{record.months}个月")])
        elif isinstance(record, InForce):
            yield from _missing(path, record.start_cite, [("start", record.start)])
            yield from _missing(path, record.end_cite, [("end", record.end)])


def _condition_values(condition: Condition) -> list[tuple[str, object]]:
    values: list[tuple[str, object]] = [("start", condition.start), ("end", condition.end)]
    for name in ("at_least", "more_than", "at_most", "less_than"):
        limit = getattr(condition, name)
        if limit is None or condition.at_least_of is not None:
            continue
        limits = [limit] if isinstance(limit, int | str) else limit.values.values()
        values += [(name, one) for one in limits]
    if condition.within_days:
        values.append(("within_days", condition.within_days.days))
    if condition.less_than_months_before:
        months = condition.less_than_months_before.months
        values.append(("less_than_months_before", f"{months}个月"))
    return values


def _missing(
    path: ValuePath, cite: Citation | None, values: list[tuple[str, object]]
) -> Iterator[tuple[ValuePath, str, str]]:
    for field, value in values:
        # Nothing (没有、还没有) is not written as a number.
        if cite is None or value is None or value == 0:
            continue
        if not holds(cite.quote, str(value)):
            yield (*path, field), str(value), cite.quote


def _unquoted(value: ParameterValue) -> Iterator[tuple[str, str]]:
    if value.value is not None:
        for part in value.sum_of or [value.value]:
            if not holds(value.quote, part):
                yield ("sum_of" if value.sum_of else "value"), part
        if value.sum_of and sum(map(_exact, value.sum_of)) != _exact(value.value):
            yield "sum_of", f"{' + '.join(value.sum_of)} = {value.value}"
    for category, rule in (value.table or {}).items():
        # A delay is written by its pace and by the age at which it ends.
        final = rule.years + (rule.max_months or 0) // 12
        for number in (final, rule.birth_months_per_month):
            if number is not None and not holds(value.quote, str(number)):
                yield "table", f"{category}：{number}"


def holds(quote: str, value: str) -> bool:
    """Whether ``quote`` says ``value``: a number, percentage, count of months or ISO date."""
    text = "".join(quote.split())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value in _dates(text)
    months = value.removesuffix("个月")
    numbers = _numbers(text)
    if months != value or months.isdigit():
        # 36 months are 三年; only whole years are written so.
        years = {12 * number for number in map(_years, _YEARS.findall(text)) if number}
        return Fraction(months) in numbers | years
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


def _dates(text: str) -> set[str]:
    """The ISO dates that a text names; a date without a year takes the one before it."""
    found: set[str] = set()
    year = ""
    for named, month, day in _DATE.findall(text):
        year = named or year
        if year and day:
            found.add(f"{year}-{int(month):02d}-{int(day):02d}")
    for whole in _WHOLE_YEAR.findall(text):
        found |= {f"{whole}-01-01", f"{whole}-12-31"}
    return found
