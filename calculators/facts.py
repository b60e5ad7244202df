"""The reader's answers: checked against the questionnaire, then kept in exact form.

Inside the engine a date is an ordinal, a month a month number, every number a Ratio and a set
``{"yes": [...], "unsure": [...]}``. What the reader left open or called 不清楚 is not stored.
"""

from . import dates
from .errors import RequestError, unknown_id
from .exact import Ratio, parse
from .shapes import Json, Node

_NUMBERS = ("int", "decimal", "money", "percent")
_TYPE_NAMES = {
    "bool": "true 或 false",
    "int": "整数",
    "decimal": "数",
    "money": '金额（元），如 "3364.00"',
    "percent": "百分数的数字，如 5.5 表示 5.5%",
    "date": "日期，如 2020-06-03",
    "month": "月份，如 2020-06",
    "enum": "一个选项",
    "set": '选项的列表，如 ["a"]，或 {"yes": [], "unsure": []}',
}


class Answers:
    """What one benefit knows of the reader. ``value`` gives None for an open question.

    ``looked_at`` holds the facts that have been asked for: no other can have made a difference.
    """

    def __init__(self, facts: Node, values: dict[str, Json], as_of: int) -> None:
        self.facts = facts
        self.values = values
        self.as_of = as_of
        self.looked_at: dict[str, bool] = {}

    def value(self, fact_id: str) -> Json:
        self.looked_at[fact_id] = True
        value = self.values.get(fact_id)
        if value is None and self.facts[fact_id].get("default") == "as_of_date":
            return self.as_of
        return value

    def changed(self, values: dict[str, Json], as_of: int) -> "Answers":
        """The same answers with some replaced, on another day."""
        merged = dict(self.values)
        merged.update(values)
        return Answers(self.facts, merged, as_of)


def read_answers(facts: Node, given: Json, as_of: int, path: str) -> dict[str, Json]:
    """Check an object of facts and return the values in exact form.

    Raises RequestError naming the fact, the value and what was expected.
    """
    if not isinstance(given, dict):
        raise RequestError("bad_request", path + " 应为 {事实: 值}", path)
    values: dict[str, Json] = {}
    for fact_id in sorted(given):
        place = path + "." + fact_id
        if fact_id not in facts:
            raise unknown_id("事实", "unknown_fact", fact_id, list(facts), place)
        value = _read(facts[fact_id], fact_id, given[fact_id], place)
        if value is not None:
            values[fact_id] = value
    return values


def check_order(facts: Node, values: dict[str, Json], as_of: int, path: str) -> None:
    """Refuse dates that contradict each other, as the questionnaire declares them."""
    for fact_id in sorted(values):
        fact = facts[fact_id]
        if fact.get("not_after") == "as_of" and _day(values[fact_id], fact) > as_of:
            raise RequestError(
                "date_order",
                fact["label"] + "（" + fact_id + "）不能晚于计算日期 " + dates.iso(as_of),
                path + "." + fact_id,
            )
        for earlier in fact.get("not_before", []):
            if earlier in values and values[fact_id] is not None:
                first, last = values[earlier], values[fact_id]
                if fact["type"] == "month" and facts[earlier]["type"] == "date":
                    first = dates.month_of(first)
                if last < first:
                    raise RequestError(
                        "date_order",
                        fact["label"]
                        + "（"
                        + fact_id
                        + "）不能早于"
                        + facts[earlier]["label"]
                        + "（"
                        + earlier
                        + "）",
                        path + "." + fact_id,
                    )


def _day(value: int, fact: Node) -> int:
    return dates.first_day(value) if fact["type"] == "month" else value


def _read(fact: Node, fact_id: str, value: Json, path: str) -> Json:
    kind = fact["type"]
    options = [option["id"] for option in fact.get("options", [])]
    if value is None or (value == "unsure" and "unsure" not in options):
        return None
    if kind == "bool" and isinstance(value, bool):
        return value
    if kind in _NUMBERS:
        number = _number(value, kind)
        if number is not None:
            return _bounded(fact, number, path)
    if kind in ("date", "month") and isinstance(value, str):
        moment = dates.parse_date(value) if kind == "date" else dates.parse_month(value)
        if moment is None and fact.get("month_means") == "last_day":
            month = dates.parse_month(value)
            moment = None if month is None else dates.last_day(month)
        if moment is not None:
            return moment
        raise RequestError(
            "bad_date",
            fact["label"] + "：“" + value + "”不是存在的" + _TYPE_NAMES[kind],
            path,
        )
    if kind == "enum" and isinstance(value, str):
        return _option(fact, options, value, path)
    if kind == "set":
        chosen = _chosen(value)
        if chosen is not None:
            for option in chosen["yes"] + chosen["unsure"]:
                _option(fact, options, option, path)
            return chosen
    raise RequestError(
        "bad_value",
        fact["label"] + "（" + fact_id + "）应为" + _TYPE_NAMES[kind] + "，写的是 " + _shown(value),
        path,
    )


def _number(value: Json, kind: str) -> Ratio | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Ratio(value)
    if kind == "int":
        return None
    if isinstance(value, Ratio):
        return value
    return parse(value) if isinstance(value, str) and "%" not in value else None


def _bounded(fact: Node, number: Ratio, path: str) -> Ratio:
    for bound, sign, word in (("min", -1, "小于"), ("max", 1, "大于")):
        limit = fact.get(bound)
        if limit is not None and number.compare(Ratio(limit)) == sign:
            raise RequestError(
                "out_of_range",
                fact["label"] + "不能" + word + " " + str(limit) + "，写的是 " + number.text(),
                path,
            )
    return number


def _chosen(value: Json) -> dict[str, list[str]] | None:
    if isinstance(value, list):
        value = {"yes": value}
    if not isinstance(value, dict) or [key for key in value if key not in ("yes", "unsure")]:
        return None
    result: dict[str, list[str]] = {"yes": [], "unsure": []}
    for key in value:
        if not isinstance(value[key], list):
            return None
        for option in value[key]:
            if not isinstance(option, str):
                return None
        result[key] = sorted(set(value[key]))
    return result


def _option(fact: Node, options: list[str], value: str, path: str) -> str:
    if value not in options:
        raise unknown_id(fact["label"] + "选项", "bad_value", value, options, path)
    return value


def _shown(value: Json) -> str:
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, Ratio):
        return value.text()
    if isinstance(value, str):
        return "“" + value + "”"
    if isinstance(value, int):
        return str(value)
    return "列表" if isinstance(value, list) else "对象"


def option_labels(fact: Node, chosen: list[str]) -> str:
    """The labels of some options, in the order of the questionnaire."""
    return "、".join([o["label"] for o in fact["options"] if o["id"] in chosen])


def describe(fact: Node, value: Json) -> str | None:
    """An answer in words, or None when the question is open."""
    if value is None:
        return None
    kind = fact["type"]
    if kind == "bool":
        return "是" if value else "否"
    if kind == "date":
        return dates.iso(value)
    if kind == "month":
        return dates.iso_month(value)
    if kind == "enum":
        return option_labels(fact, [value])
    if kind == "set":
        text = option_labels(fact, value["yes"]) or "都没有"
        unsure = option_labels(fact, value["unsure"])
        return text + "（不清楚：" + unsure + "）" if unsure else text
    number: Ratio = value
    return number.text(2 if kind == "money" else 0) + unit_text(fact)


def unit_text(fact: Node) -> str:
    """The unit as it stands behind a number; a count of months is 个月."""
    if fact["type"] == "percent":
        return "%"
    unit: str = fact.get("unit", "")
    return "个月" if unit == "月" else unit
