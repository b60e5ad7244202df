"""The due day of one step of a procedure.

Every step has a ``kind``, and most count from a day: ``after`` (a moment of
:mod:`calculators.moments`), ``after_step`` (the due day of another step) or ``start`` (a date).

``within_days``, ``working_days``: {days}, calendar days unless ``count`` says working;
``by_day_of_month``, ``by_day_next_month``: {day}; ``first_n_working_days_next_month``: {days};
``yearly_window``: {last, first, year_of, years_later}; ``fixed_date``: {date};
``months_after``: {months, less, whole_months, then}; ``validity``: {start or from, end or months};
``months_before``, ``days_before``: {months or days}; ``minutes``: {minutes};
``percent_of_limit``: {percent, limit or limit_days, rounding};
``age_reached``: {years, whole_year} or {retirement}; ``event_month``: {months_later};
``date_rule``, ``same_day``, ``unspecified``.

``first_day: same`` counts the day itself as the first, ``edge: excluded`` leaves out the day or
number that the text names (“前”, “以内”, “以上”). ``not_after`` and ``not_before`` are bounds.
"""

from . import dates, working_days
from .context import Context
from .exact import Ratio
from .moments import moment
from .parameters import row_at
from .shapes import Node

COMPUTED = "computed"
NEEDS_DATE = "needs_date"
UNPUBLISHED = "holidays_unpublished"
NOT_STATED = "not_stated"

#: Steps whose last day, when it is a day off, moves to the next working day (Civil Code 203):
#: days by which someone has to act. What merely ends or is reached does not move.
_ACTS = (
    "within_days",
    "by_day_of_month",
    "by_day_next_month",
    "yearly_window",
    "fixed_date",
    "months_after",
)


class Deadline:
    """When a step is due.

    ``first`` is the day it counts from or its window opens; ``possible`` holds the days it can
    still be while one answer is open; ``capped`` is the bound that decided, ``unsure`` that it is
    not known whether ``day`` is a day off.
    """

    def __init__(self, status: str, day: int | None = None, first: int | None = None) -> None:
        self.status = status
        self.day = day
        self.first = first
        self.extended: int | None = None
        self.missing: list[str] = []
        self.possible: list[int] = []
        self.capped: Node | None = None
        self.sources: list[Node] = []
        self.unsure = False


def needs(missing: list[str], possible: list[int] | None = None) -> Deadline:
    """A deadline that cannot be said before something else is."""
    result = Deadline(NEEDS_DATE)
    result.missing = missing
    result.possible = possible or []
    return result


def deadline(ctx: Context, step: Node, others: dict[str, Deadline]) -> Deadline:
    """The deadline of a step; ``others`` are those of the steps it may rest on."""
    result = _plain(ctx, step, others)
    if result.day is None:
        return result
    _bound(step, result, others)
    if step["kind"] in _ACTS and step.get("bound") != "earliest" and not step.get("whole_months"):
        _extend(ctx, result)
    return result


def _bound(step: Node, result: Deadline, others: dict[str, Deadline]) -> None:
    """Not later than a date the text names, or than another step."""
    bound = step.get("not_after")
    if bound is not None and result.day is not None:
        last = dates.rule_date(bound["date"])
        if result.day > last:
            result.day, result.capped = last, bound
    other = others.get(step.get("not_after_step", ""))
    if other is not None and result.day is not None:
        if other.day is None:
            result.status, result.missing, result.day = other.status, other.missing, None
        elif result.day > other.day:
            result.day = other.day


def _extend(ctx: Context, result: Deadline) -> None:
    day: int = result.day or 0
    calendar = ctx.rules["working_days"]
    working = working_days.is_working(calendar, day)
    if working is False:
        result.extended = working_days.nth_after(calendar, day, 1)
    result.unsure = working is None or (working is False and result.extended is None)


def _plain(ctx: Context, step: Node, others: dict[str, Deadline]) -> Deadline:
    kind = step["kind"]
    if kind == "fixed_date":
        return Deadline(COMPUTED, dates.rule_date(step["date"]) - _excluded(step))
    if kind == "validity":
        return _validity(ctx, step)
    if kind == "age_reached":
        return _age(ctx, step)
    if kind == "yearly_window":
        return _yearly(ctx, step)
    start = _origin(ctx, step, others)
    if kind == "unspecified":
        return Deadline(NOT_STATED, None, start.day)
    if start.day is None and not start.possible:
        return start
    if kind == "months_before":
        return _months_before(start, step)
    if start.day is None:
        return needs(start.missing)
    day = start.day
    if kind in _WORKING or step.get("count") == "working":
        return _working(ctx, step, day)
    if kind == "months_after":
        return _months_after(ctx, step, day)
    if kind == "within_days":
        return Deadline(COMPUTED, day + step["days"] - _early(step), day)
    if kind == "days_before":
        return Deadline(COMPUTED, day - step["days"] + _early(step), None)
    if kind in ("by_day_of_month", "by_day_next_month"):
        return _day_of_month(step, day)
    if kind == "event_month":
        month = dates.month_of(day) + step.get("months_later", 0)
        return Deadline(COMPUTED, dates.first_day(month), dates.first_day(month))
    # date_rule, same_day, minutes: the day itself.
    return Deadline(COMPUTED, day, day)


#: Kinds counted in working days.
_WORKING = ("working_days", "percent_of_limit", "first_n_working_days_next_month")


def _origin(ctx: Context, step: Node, others: dict[str, Deadline]) -> Deadline:
    """The day a step counts from, as a deadline of its own."""
    if "start" in step:
        return Deadline(COMPUTED, dates.rule_date(step["start"]))
    if "after_step" in step:
        other = others[step["after_step"]]
        if other.day is None and step.get("or_as_of"):
            return Deadline(COMPUTED, ctx.as_of)
        result = Deadline(other.status, other.day)
        result.missing, result.possible = other.missing, other.possible
        return result
    if "after" not in step:
        return Deadline(COMPUTED, ctx.as_of if step["kind"] == "by_day_of_month" else None)
    found = moment(ctx, step["after"])
    if found.day is None:
        return needs(found.missing, found.possible)
    day = found.day
    if "not_before" in step:
        day = max(day, dates.rule_date(step["not_before"]))
    return Deadline(COMPUTED, day)


def _early(step: Node) -> int:
    """How many days earlier a period ends because of how its first and last day are counted."""
    return (1 if step.get("first_day") == "same" else 0) + _excluded(step)


def _excluded(step: Node) -> int:
    """1 where the named day does not count; -1 where the period has to be exceeded."""
    if step.get("edge") != "excluded":
        return 0
    return -1 if step.get("wording") == "at_least" else 1


def _working(ctx: Context, step: Node, day: int) -> Deadline:
    calendar = ctx.rules["working_days"]
    first = day
    if step["kind"] == "first_n_working_days_next_month":
        first = dates.first_day(dates.month_of(day) + 1)
        day = first - 1
    elif step.get("first_day") == "same":
        day -= 1
    count = step["days"] if "days" in step else _share(ctx, step)
    if count is None:
        return needs([step["limit"]])
    last = working_days.nth_after(calendar, day, count)
    if last is not None and step["kind"] != "percent_of_limit" and _excluded(step):
        last = working_days.before(calendar, last)
    return Deadline(UNPUBLISHED if last is None else COMPUTED, last, first)


def _share(ctx: Context, step: Node) -> int | None:
    """A share of a limit in whole working days, never below one unless the limit is nothing."""
    if "limit_days" in step:
        limit = step["limit_days"]
    else:
        value: Ratio | None = ctx.answers.value(step["limit"])
        if value is None:
            return None
        limit = value.numerator
    hundredfold = limit * step["percent"]
    days: int = hundredfold // 100
    if step.get("rounding") == "up" and hundredfold % 100:
        days += 1
    if step.get("edge") == "excluded" and hundredfold % 100 == 0:
        days -= 1
    return max(days, 1) if limit else 0


def _months_after(ctx: Context, step: Node, day: int) -> Deadline:
    months = step["months"]
    if "less" in step:
        value: Ratio | None = ctx.answers.value(step["less"])
        if value is None:
            return needs([step["less"]])
        months = max(months - value.numerator, 0)
    if not step.get("whole_months"):
        return Deadline(COMPUTED, dates.add_months(day, months) - _early(step), day)
    month = dates.month_of(day) + months
    last = dates.first_day(month)
    if step.get("then") != "next_month":
        last -= 1
    return Deadline(COMPUTED, last, dates.first_day(dates.month_of(day)))


def _months_before(start: Deadline, step: Node) -> Deadline:
    if start.day is None:
        return needs(start.missing, [dates.add_months(d, -step["months"]) for d in start.possible])
    return Deadline(COMPUTED, dates.add_months(start.day, -step["months"]))


def _day_of_month(step: Node, day: int) -> Deadline:
    number = step["day"] - _excluded(step)
    month = dates.month_of(day)
    if step["kind"] == "by_day_next_month" or dates.first_day(month) + number - 1 < day:
        month += 1
    return Deadline(COMPUTED, dates.first_day(month) + number - 1, dates.first_day(month))


def _yearly(ctx: Context, step: Node) -> Deadline:
    """The window of the year named by a date, or else the next one that is not over."""
    if "year_of" in step:
        found = moment(ctx, step["year_of"])
        if found.day is None:
            return needs(found.missing)
        year = dates.civil(found.day)[0] + step.get("years_later", 0)
    else:
        year = dates.civil(ctx.as_of)[0]
        if _in_year(year, step["last"]) - _excluded(step) < ctx.as_of:
            year += 1
    first = _in_year(year, step["first"]) if "first" in step else None
    return Deadline(COMPUTED, _in_year(year, step["last"]) - _excluded(step), first)


def _in_year(year: int, day: str) -> int:
    return dates.rule_date(f"{year:04d}-" + day)


def _validity(ctx: Context, step: Node) -> Deadline:
    first = None
    if "start" in step:
        first = dates.rule_date(step["start"])
    elif "after" in step:
        found = moment(ctx, step["after"])
        if found.day is None and "end" not in step:
            return needs(found.missing)
        first = found.day
    if "end" in step:
        return Deadline(COMPUTED, dates.rule_date(step["end"]), first)
    return Deadline(COMPUTED, dates.add_months(first or 0, step["months"]) - _early(step), first)


def _age(ctx: Context, step: Node) -> Deadline:
    if "years" in step:
        birth = moment(ctx, step["after"])
        if birth.day is None:
            return needs(birth.missing)
        years = step["years"] + (1 if step.get("whole_year") else 0)
        return Deadline(COMPUTED, dates.birthday(birth.day, years), birth.day)
    node = {"retirement": step["retirement"]}
    found = moment(ctx, node)
    result = Deadline(COMPUTED, found.day)
    if found.day is None:
        result = needs(found.missing, found.possible)
    result.sources = _retirement_sources(ctx, step["retirement"])
    return result


def _retirement_sources(ctx: Context, node: Node) -> list[Node]:
    """The dated rule that a retirement day rests on."""
    law = moment(ctx, node["law_of"])
    key = node["parameter"]
    parameter = ctx.rules["parameters"][key]
    row = None if law.day is None else row_at(parameter, law.day)
    if row is None:
        return []
    source = {"parameter": key, "label": parameter["label"]}
    for name in ("start", "end", "source", "quote", "confidence", "checked_on"):
        source[name] = row.get(name)
    return [source]
