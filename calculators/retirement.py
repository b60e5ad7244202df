"""The ``retirement`` call: the statutory retirement day under each law, and what hangs on it.

All days are counted by the calendar: a month ends on the corresponding day (Civil Code 202).
"""

from . import dates, parameters
from .errors import RequestError
from .exact import merged, parse
from .moments import delay, reached
from .parameters import row_at
from .requests import Case, as_of_day, check_members
from .shapes import Json, Node

#: What the call looks at, by id.
BIRTH, SEX, CATEGORY = "birth_date", "sex", "original_retirement_age"
CONTRIBUTED, APPROVED = "pension_months", "subsidy_first_approved_date"
AGES, MINIMUM = "cn.retirement_age", "cn.pension_min_years"
FACTS = (BIRTH, SEX, CATEGORY, CONTRIBUTED, APPROVED)
PARAMETERS = (AGES, MINIMUM)

_MEMBERS = ("as_of", "facts", "months_before", "contribution_months")
#: Members of a dated value that say where it is from.
_SOURCE = ("start", "end", "source", "quote", "confidence", "checked_on")
_MOST_MONTHS = 1200


def retirement(rules: Node, request: Json) -> Node:
    """The retirement days of one person under every dated law, side by side.

    ``months_before`` are the periods before retirement to look at (60: 不足5年), strictly less
    than which is left from the day after; ``contribution_months`` totals of contributions to
    look at (180: 15 年), reached when every month from ``as_of`` on is paid. A law has a day for
    each category that is possible while the category is open. Raises RequestError for a request
    that cannot be understood, or whose category is one of the other sex.
    """
    check_members(request, _MEMBERS)
    as_of = as_of_day(request.get("as_of"), "as_of")
    periods = _counts(request, "months_before")
    totals = _counts(request, "contribution_months")
    case = Case(rules, {"facts": request.get("facts", {})}, as_of)
    person = _Person(rules, case.answers, as_of)
    approved = case.answers.get(APPROVED)
    laws = rules["parameters"][AGES]["values"]
    return {
        "as_of": dates.iso(as_of),
        "data_version": rules["data_version"],
        "age": None if person.birth is None else _span(person.birth, as_of),
        "missing": person.missing,
        "laws": [_law(person, law, periods, totals) for law in laws],
        "first_approved": None if approved is None else _approved(person, approved, periods),
    }


class _Person:
    """The answers that the call looks at."""

    def __init__(self, rules: Node, answers: Node, as_of: int) -> None:
        self.rules = rules
        self.as_of = as_of
        self.birth: int | None = answers.get(BIRTH)
        self.sex = answers.get(SEX)
        self.category = answers.get(CATEGORY)
        months = answers.get(CONTRIBUTED)
        self.contributed: int | None = None if months is None else months.numerator
        self.missing: list[str] = [] if self.birth is not None else [BIRTH]
        if self.category is None and not (self.sex and len(self._categories()) == 1):
            self.missing = merged(self.missing, [CATEGORY] if self.sex else [SEX, CATEGORY])
        if self.category is not None and self.category not in self._categories():
            raise RequestError("bad_value", "选的原法定退休年龄与性别不合", "facts." + CATEGORY)

    def _categories(self) -> list[str]:
        table = self.rules["parameters"][AGES]["values"][0]["table"]
        return [name for name in sorted(table) if self.sex in (None, table[name]["sex"])]

    def categories(self) -> list[str]:
        """The categories that are possible, the one that is known alone."""
        return self._categories() if self.category is None else [self.category]


def _counts(request: Node, member: str) -> list[int]:
    given = request.get(member, [])
    if not isinstance(given, list):
        raise RequestError("bad_request", member + " 应为月数的列表", member)
    for number in given:
        whole = isinstance(number, int) and not isinstance(number, bool)
        if not whole or not 0 < number <= _MOST_MONTHS:
            raise RequestError("bad_request", member + " 应为月数的列表，如 [60]", member)
    return given


def _law(person: _Person, law: Node, periods: list[int], totals: list[int]) -> Node:
    result: Node = {key: law.get(key) for key in _SOURCE}
    result["holds"] = _holds(law, person.as_of)
    result["days"] = []
    if person.birth is None:
        return result
    for category in person.categories():
        rule = law["table"][category]
        day = reached(person.birth, rule)
        put_off = delay(person.birth, rule)
        result["days"].append(
            {
                "category": category,
                "day": dates.iso(day),
                "age": {"years": rule["years"] + put_off // 12, "months": put_off % 12},
                "delay": put_off,
                "left": None if day <= person.as_of else _span(person.as_of, day),
                "before": [_before(day, months, person.as_of) for months in periods],
                "contributions": [_total(person, months, day) for months in totals],
                "minimum": _minimum(person, law, day),
            }
        )
    return result


def _holds(law: Node, day: int) -> bool | None:
    """Whether a law is in force; None where that is no longer known."""
    start = law.get("start")
    if start is not None and day < dates.rule_date(start):
        return False
    if day <= parameters.known_until(law):
        return True
    return False if "end" in law else None


def _span(start: int, end: int) -> Node:
    """Full years, months and days from one day to a later one; ``all_months`` are the months."""
    months = dates.month_of(end) - dates.month_of(start)
    if dates.add_months(start, months) > end:
        months -= 1
    return {
        "years": months // 12,
        "months": months % 12,
        "days": end - dates.add_months(start, months),
        "all_months": months,
    }


def _before(retires: int, months: int, day: int) -> Node:
    """Whether less than some months are left on ``day``, and from which day on they are."""
    first = dates.add_months(retires, -months) + 1
    return {"months": months, "from": dates.iso(first), "holds": first <= day <= retires}


def _total(person: _Person, months: int, retires: int) -> Node:
    """How many months of contributions lack, and when the last of them is paid at the earliest."""
    result: Node = {"months": months, "lacking": None, "day": None, "by_retirement": None}
    if person.contributed is not None:
        lacking = max(0, months - person.contributed)
        day = dates.add_months(person.as_of, lacking)
        result["lacking"] = lacking
        result["day"] = dates.iso(day) if lacking else None
        result["by_retirement"] = lacking == 0 or day <= retires
    return result


def _minimum(person: _Person, law: Node, retires: int) -> Node | None:
    """The least contributions for a pension, which the year of retirement decides.

    A law that had ended before the schedule began knows nothing of it.
    """
    ended = law.get("end")
    for row in person.rules["parameters"][MINIMUM]["values"]:
        if ended is not None and dates.rule_date(ended) < dates.rule_date(row["start"]):
            return None
        start, end = row.get("start"), row.get("end")
        if start is not None and retires < dates.rule_date(start):
            continue
        # The schedule is law already: its last value has no end, however far ahead.
        if end is not None and retires > dates.rule_date(end):
            continue
        number = parse(row["value"])
        result = _total(person, 0 if number is None else number.numerator, retires)
        result["source"] = {key: row.get(key) for key in _SOURCE}
        return result
    return None


def _approved(person: _Person, day: int, periods: list[int]) -> Node:
    """How near retirement was on the day a subsidy was first approved, by the law of that day."""
    result: Node = {"day": dates.iso(day), "days": []}
    law = row_at(person.rules["parameters"][AGES], day)
    if law is None or person.birth is None:
        return result
    for category in person.categories():
        retires = reached(person.birth, law["table"][category])
        near = [_before(retires, months, day) for months in periods]
        result["days"].append({"category": category, "day": dates.iso(retires), "before": near})
    return result
