"""How long a benefit is paid, until when, and what it comes to over that time."""

from . import dates
from .amounts import Calculation, bounds
from .conditions import judge_id, missing_facts
from .context import Context
from .exact import ZERO, Quantity, merged, point, span, unknown
from .exact import total as add
from .logic import NO, YES
from .moments import moment
from .parameters import row_at
from .shapes import Json, Node

#: No stated term is longer; a guard against endless sums over mistyped dates.
_MOST_MONTHS = 1200


class Duration:
    """Months paid from ``low`` to ``high`` (None: open), counted from month ``counted_from``.

    ``until`` is known once the first paid month is, or when the rule names the end.
    """

    def __init__(self) -> None:
        self.low: int | None = None
        self.high: int | None = None
        self.until: int | None = None
        self.counted_from: int | None = None
        self.missing: list[str] = []
        self.cite: Node | None = None
        self.label: str | None = None

    def lacking(self, missing: list[str]) -> "Duration":
        """The same duration with more that it waits for, named first."""
        other = Duration()
        other.low, other.high, other.until = self.low, self.high, self.until
        other.counted_from, other.cite, other.label = self.counted_from, self.cite, self.label
        other.missing = merged(missing, self.missing)
        return other


def duration(ctx: Context) -> Duration | None:
    """The duration of the first case that holds; None when the rule states none.

    While it is open which case holds, the bounds cover all that may.
    """
    rule = ctx.benefit.get("duration")
    if rule is None:
        return None
    possible: list[Duration] = []
    missing: list[str] = []
    settled = False
    for case in rule["choose"]:
        finding = judge_id(ctx, case["when"])
        if finding.truth == NO:
            continue
        possible.append(_known_case(ctx, rule, ctx.node(case)))
        if finding.truth == YES:
            settled = True
            break
        missing = merged(missing, missing_facts(finding))
    if not possible:
        return None
    if len(possible) == 1 and settled:
        return possible[0].lacking(missing)
    result = _covering(possible, missing)
    if not settled and result.low is not None:
        # None of the terms may hold in the end.
        result.low = 0
    return result


def _covering(possible: list[Duration], missing: list[str]) -> Duration:
    result = Duration()
    lows = [d.low for d in possible if d.low is not None]
    highs = [d.high for d in possible if d.high is not None]
    result.low = min(lows) if len(lows) == len(possible) else None
    result.high = max(highs) if len(highs) == len(possible) else None
    for one in possible:
        missing = merged(missing, one.missing)
    result.missing = missing
    return result


def _known_case(ctx: Context, rule: Node, case: Node) -> Duration:
    """A case comes to the same for all choices of readings: they put other nodes in its place."""
    first = ctx.node(rule["first_month"]) if "first_month" in rule else None
    held = ctx.terms.get(case["id"])
    if held is not None and held[0] is case and held[1] is first:
        return held[2]  # type: ignore[no-any-return]
    found = _case(ctx, first, case)
    ctx.terms[case["id"]] = (case, first, found)
    return found


def _case(ctx: Context, first: Node | None, case: Node) -> Duration:
    result = Duration()
    result.cite = case.get("cite")
    result.label = case["label"]
    started = False
    if first is not None:
        start = moment(ctx, first["moment"])
        started = start.day is not None
        if start.day is not None:
            result.counted_from = dates.month_of(start.day)
        else:
            result.missing = start.missing
    if "counted_from" in case:
        counted = moment(ctx, case["counted_from"])
        if counted.day is not None:
            month = dates.month_of(counted.day)
            result.counted_from = max(month, result.counted_from or month)
    if "until" in case:
        _until(ctx, case, result)
        return result
    months = case.get("months")
    if "months_of" in case:
        value = ctx.answers.value(case["months_of"])
        if value is None:
            result.missing = merged(result.missing, [case["months_of"]])
            result.low, result.high = 0, months
            return result
        asked = value.numerator // value.denominator
        months = asked if months is None else min(months, asked)
    if months is None:
        return result
    drawn = ZERO
    if "less" in case:
        value = ctx.answers.value(case["less"])
        if value is None:
            result.missing = merged(result.missing, [case["less"]])
            result.low, result.high = 0, months
            return result
        drawn = value
    result.high = max(0, months - drawn.numerator)
    if "last_month" in case:
        last = dates.parse_month(case["last_month"]) or 0
        if result.counted_from is None:
            result.low = 0
            return result
        result.high = max(0, min(result.high, last - result.counted_from + 1))
    result.low = None if case.get("up_to") else result.high
    if "may_end_at" in case:
        _may_end(ctx, case, result)
    settled = result.low is None or result.low == result.high
    if settled and started and result.counted_from is not None and result.high > 0:
        result.until = dates.last_day(result.counted_from + result.high - 1)
    return result


def _may_end(ctx: Context, case: Node, result: Duration) -> None:
    """Lower the least number of months to those before a day that may be the end."""
    end = moment(ctx, case["may_end_at"])
    least = 0
    if end.possible:
        first = dates.month_of(ctx.as_of) if result.counted_from is None else result.counted_from
        least = max(0, dates.month_of(min(end.possible)) - first)
    if result.low is not None and least < result.low:
        result.low = least
        result.missing = merged(result.missing, end.missing)


def _until(ctx: Context, case: Node, result: Duration) -> None:
    """A named end. Whether the month it falls in is still paid is not said: both are possible."""
    end = moment(ctx, case["until"])
    result.missing = merged(result.missing, end.missing)
    result.until = end.day
    if end.day is not None and result.counted_from is not None:
        months = max(0, dates.month_of(end.day) - result.counted_from)
        result.low, result.high = months, months + 1


def published(found: Duration) -> Node:
    return {
        "low": found.low,
        "high": found.high,
        "unit": "month",
        "until": dates.iso(found.until) if found.until is not None else None,
        "counted_from": (
            dates.iso_month(found.counted_from) if found.counted_from is not None else None
        ),
        "label": found.label,
        "cite": found.cite,
    }


def each_month(ctx: Context, found: Duration, step_id: str) -> tuple[Quantity, list[Node]]:
    """The amount of every month added up, each with the values in force on its first day.

    Months that use the same dated values are calculated once. The second part lists the stretches
    of months with one amount, when the number of months is certain.
    """
    if found.counted_from is None or found.low is None or found.high is None:
        return unknown(found.missing, ""), []
    known: dict[str, Quantity] = {}
    sums = []
    running = point(ZERO)
    stretches: list[tuple[int, int, Quantity]] = []
    amount_steps = ctx.benefit["amount"]["steps"]
    keys = _parameters_in(ctx, amount_steps)
    before = None
    for count in range(min(found.high, _MOST_MONTHS) + 1):
        if count >= found.low:
            sums.append(running)
        if count == found.high:
            break
        month = found.counted_from + count
        signature = _signature(ctx, keys, dates.first_day(month))
        if signature not in known:
            amount = Calculation(ctx, dates.first_day(month)).step(step_id).quantity
            known[signature] = Quantity(amount.low, amount.high, "", amount.missing)
        running = add([running, known[signature]])
        if signature == before:
            first, _, amount = stretches.pop()
            stretches.append((first, month, amount))
        else:
            stretches.append((month, month, known[signature]))
        before = signature
    if not sums:
        return unknown(found.missing, ""), []
    certain = found.low == found.high
    return span(sums), [_stretch(part) for part in stretches] if certain else []


def _stretch(part: tuple[int, int, Quantity]) -> Node:
    """The first and the last month of a stretch with the amount of each month in it."""
    first, last, amount = part
    shown = bounds(amount, "CNY/month")
    return {
        "from": dates.iso_month(first),
        "to": dates.iso_month(last),
        "months": last - first + 1,
        "low": None if shown is None else shown["low"],
        "high": None if shown is None else shown["high"],
    }


def _parameters_in(ctx: Context, nodes: list[Node]) -> list[str]:
    """The parameters that the steps name, after replacement."""
    found: list[str] = []
    for node in nodes:
        found = merged(found, _named(ctx.node(node)))
    return found


def _named(node: Json) -> list[str]:
    if isinstance(node, list):
        found: list[str] = []
        for item in node:
            found = merged(found, _named(item))
        return found
    if not isinstance(node, dict):
        return []
    found = [node["parameter"]] if "parameter" in node else []
    for key in sorted(node):
        found = merged(found, _named(node[key]))
    return found


def _signature(ctx: Context, keys: list[str], day: int) -> str:
    marks = []
    for key in keys:
        row = row_at(ctx.rules["parameters"][key], day)
        marks.append("-" if row is None else str(row.get("start")) + str(row.get("end")))
    return "|".join(marks)


def total_of(ctx: Context, found: Duration | None) -> tuple[Json, list[str]]:
    """The published total of the whole period and what it still lacks."""
    rule = ctx.benefit.get("total")
    if rule is None:
        return None, []
    if "step" in rule:
        step = Calculation(ctx, dates.first_day(dates.month_of(ctx.as_of))).step(rule["step"])
        return bounds(step.quantity, "CNY"), step.quantity.missing
    if found is None:
        return None, []
    quantity, stretches = each_month(ctx, found, rule["each_month"])
    shown = bounds(quantity, "CNY")
    # Where a dated value changes on the way, the reader sees from when which amount is paid.
    if shown is not None and len(stretches) > 1:
        shown["months"] = stretches
    return shown, [] if quantity.is_point() else quantity.missing
