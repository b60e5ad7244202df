"""How the due day of a step was counted, in words."""

from .shapes import Node

_WORKING = "工作日，按国务院办公厅公布的放假安排"
_CORRESPONDING = "按月数，到最后一个月的对应日，没有对应日的到月末"

_TEXTS = {
    "within_days": "自然日",
    "working_days": _WORKING,
    "by_day_of_month": "每月的那一天，取不早于起算日的第一个",
    "by_day_next_month": "次月的那一天",
    "first_n_working_days_next_month": "从次月1日起数" + _WORKING,
    "yearly_window": "每年的日期",
    "fixed_date": "文件写明的日期",
    "months_after": _CORRESPONDING,
    "validity": "文件写明的日期",
    "months_before": "往前数月数，到对应日，没有对应日的到月末",
    "days_before": "往前数自然日",
    "minutes": "当日",
    "percent_of_limit": "规定的工作日数乘以比例，起算当日不计",
    "age_reached": "到生日当天，2月29日出生的平年为2月28日",
    "date_rule": "按条文的认定规则",
    "event_month": "那个月的1日",
    "same_day": "当日",
    "unspecified": "文件没有写期限",
}

#: Kinds for which it matters whether the day they count from is a day of the period.
_FROM_A_DAY = ("within_days", "working_days", "months_after", "days_before")


def basis(step: Node) -> str:
    """How the due day of a step was counted."""
    kind = step["kind"]
    text: str = _TEXTS[kind]
    from_a_day = kind in _FROM_A_DAY
    if kind == "within_days" and step.get("count") == "working":
        text = _WORKING
    elif step.get("then") == "next_month":
        text, from_a_day = "按整月，从当月数起，满月数的次月1日", False
    elif step.get("whole_months"):
        text, from_a_day = "按整月，从当月数起，到最后一个月的月末", False
    elif kind == "validity" and "months" in step:
        text, from_a_day = _CORRESPONDING, True
    elif "retirement" in step and kind == "age_reached":
        text = "按计算日期当天的退休年龄规定推算"
    if from_a_day:
        counted = step.get("first_day") == "same"
        text += "；起算当日算第一日" if counted else "；起算当日不计，从次日数起"
    if step.get("edge") == "excluded":
        text += "；文中写的那一天（那个数）不算在内"
    return text
