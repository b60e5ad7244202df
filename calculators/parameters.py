"""Dated values from outside the rules: contribution bases, rates, standards."""

from . import dates
from .errors import RequestError, unknown_id
from .exact import ONE, Quantity, Ratio, parse, point, unknown
from .shapes import Json, Node


def read_typed(parameters: Node, given: Json, path: str) -> dict[str, Ratio]:
    """The local standards that the reader typed; RequestError for one that is not a number."""
    if not isinstance(given, dict):
        raise RequestError("bad_request", path + " 应为 {参数: 值}", path)
    typed: dict[str, Ratio] = {}
    for key in sorted(given):
        place = path + "." + key
        if key not in parameters:
            raise unknown_id("参数", "unknown_parameter", key, list(parameters), place)
        value = given[key]
        number = None
        if isinstance(value, str):
            number = parse(value)
        elif isinstance(value, Ratio):
            number = value
        elif isinstance(value, int) and not isinstance(value, bool):
            number = Ratio(value)
        if parameters[key]["unit"] == "table":
            raise RequestError("bad_value", parameters[key]["label"] + "不能改写", place)
        if number is None or number.numerator < 0:
            raise RequestError(
                "bad_value", parameters[key]["label"] + "（" + key + "）应为不小于 0 的数", place
            )
        if parameters[key]["unit"] == "ratio" and number.compare(ONE) > 0:
            raise RequestError(
                "bad_value", parameters[key]["label"] + "是费率，写成小数，如 0.08 表示 8%", place
            )
        typed[key] = number
    return typed


def row_at(parameter: Node, day: int) -> Node | None:
    """The dated value that holds on ``day``.

    After the last day known nothing is returned: last year's value is no answer.
    """
    for row in parameter.get("values", []):
        start = row.get("start")
        if (start is None or dates.rule_date(start) <= day) and day <= known_until(row):
            return row  # type: ignore[no-any-return]
    return None


def known_until(row: Node) -> int:
    """The last day a dated value is known to hold.

    One without an end was in force when it was last checked. Such values are set for a year at
    least, so it is taken to hold to the end of that year, and no longer.
    """
    return dates.rule_date(row.get("end") or row["checked_on"][:4] + "-12-31")


def quantity(key: str, parameter: Node, typed: dict[str, Ratio], day: int) -> Quantity:
    """The value on ``day`` as a quantity; unknown when neither held nor typed."""
    if key in typed:
        result = point(typed[key], _shown(parameter, typed[key]))
        result.estimated = True
        result.sources = [{"parameter": key, "label": parameter["label"], "typed": True}]
        return result
    row = row_at(parameter, day)
    if row is None:
        return unknown([key], parameter["label"] + "（尚未公布或未收录）")
    number = parse(row["value"])
    if number is None:
        raise ValueError(key + ": " + row["value"])
    result = point(number, _shown(parameter, number))
    source = {"parameter": key, "label": parameter["label"], "value": result.text}
    for name in ("start", "end", "source", "quote", "confidence", "checked_on"):
        source[name] = row.get(name)
    result.sources = [source]
    result.estimated = row["confidence"] == "low"
    return result


def _shown(parameter: Node, number: Ratio) -> str:
    return number.percent() if parameter["unit"] == "ratio" else number.text()
