"""Each mechanism of the rule language alone, on a made-up benefit."""

import json
from typing import Any

import pytest

from build_scripts.compile.rules import _benefit
from build_scripts.model.benefit import Benefit
from calculators.calls import respond

CITE = {"document": "x1", "clause": "art-1", "quote": "原话"}
FACTS = {
    "people": {"type": "int", "label": "人数", "unit": "人", "min": 0, "changeable": "yes"},
    "wage": {"type": "money", "label": "工资", "unit": "元/月", "changeable": "yes"},
    "rate": {"type": "percent", "label": "比例", "changeable": "no"},
    "poor": {"type": "bool", "label": "困难", "changeable": "yes"},
    "old": {"type": "bool", "label": "大龄", "changeable": "no"},
    "honest": {"type": "bool", "label": "信用良好", "changeable": "yes", "verify": "agency"},
    "born": {"type": "date", "label": "出生日期", "changeable": "wait"},
    "paid_until": {"type": "date", "label": "缴费到", "changeable": "yes"},
    "months": {"type": "int", "label": "缴费月数", "unit": "月", "changeable": "wait"},
    "traits": {
        "type": "set",
        "label": "情形",
        "changeable": "yes",
        "options": [{"id": i, "label": i.upper()} for i in ("a", "b", "c")],
    },
    "size": {
        "type": "enum",
        "label": "规模",
        "changeable": "no",
        "options": [{"id": "small", "label": "小"}, {"id": "large", "label": "大"}],
    },
    "sex": {
        "type": "enum",
        "label": "性别",
        "changeable": "no",
        "options": [{"id": "female", "label": "女"}, {"id": "male", "label": "男"}],
    },
    "category": {
        "type": "enum",
        "label": "原退休年龄",
        "changeable": "no",
        "options": [{"id": i, "label": i} for i in ("50", "55", "60")],
    },
    "today": {"type": "date", "label": "申请日", "changeable": "yes", "default": "as_of_date"},
}
PARAMETERS = {
    "x.standard": {
        "label": "标准",
        "unit": "CNY/month",
        "values": [
            {
                "start": "2020-01-01",
                "end": "2020-06-30",
                "value": "100",
                "confidence": "high",
                "checked_on": "2020-10-31",
            },
            {
                "start": "2020-07-01",
                "value": "120",
                "confidence": "low",
                "checked_on": "2020-10-31",
            },
        ],
    },
    "x.retirement": {
        "label": "退休年龄",
        "unit": "table",
        "values": [
            {
                "start": "1978-01-01",
                "checked_on": "2020-10-31",
                "table": {
                    "50": {"sex": "female", "years": 50},
                    "55": {"sex": "female", "years": 55},
                    "60": {"sex": "male", "years": 60},
                },
            }
        ],
    },
}
RETIREMENT = {
    "retirement": {
        "birth": "born",
        "category": "category",
        "sex": "sex",
        "law_of": "today",
        "parameter": "x.retirement",
    }
}


def leaf(name: Any, **tests: Any) -> Any:
    return {"id": name, "label": name, "cite": CITE, **tests}


POOR = leaf("is_poor", fact="poor", equals=True)
OLD = leaf("is_old", fact="old", equals=True)
HONEST = leaf("is_honest", fact="honest", equals=True)


def evaluate(
    condition: Any = POOR,
    *,
    as_of: Any = "2020-06-10",
    parameters: Any = None,
    facts: Any = None,
    chosen: Any = None,
    **members: Any,
) -> Any:
    benefit = {
        "id": "x/made-up",
        "region": "x",
        "title": "试",
        "summary": "试",
        "payee": "person",
        "documents": ["x1"],
        "rules": ["r"],
        "in_force": {"id": "in_force", "label": "施行期间"},
        "conditions": {"id": "root", "label": "条件", "all": [condition]},
        **members,
    }
    rules = {
        "data_version": "0",
        "regions": {"x": None},
        "facts": FACTS,
        "parameters": PARAMETERS,
        "interpretations": {"i-1": {"default": "A", "readings": ["A", "B", "C"]}},
        "benefits": {
            "x/made-up": _benefit({"x/made-up": Benefit.model_validate(benefit)}, "x/made-up")
        },
    }
    request = {"as_of": as_of, "facts": facts or {}, "parameters": parameters or {}}
    if chosen:
        request["readings"] = chosen
    response = json.loads(respond(rules, json.dumps(request)))
    assert "results" in response, response
    return response["results"][0]


def verdict(condition: Any, **facts: Any) -> Any:
    return evaluate(condition, facts=facts)["verdict"]


def group(kind: Any, *children: Any, **more: Any) -> Any:
    return {"id": kind, "label": kind, kind: list(children), **more}


TWO_OF_THREE = group("at_least_of", POOR, OLD, HONEST, at_least=2)
WINDOW = leaf("counter", check="window")


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        (group("all", POOR, OLD), {"poor": True, "old": True}, "eligible"),
        (group("all", POOR, OLD), {"poor": True}, "needs_info"),
        (group("all", POOR, OLD), {"old": False}, "ineligible"),
        (group("any", POOR, OLD), {"old": True}, "eligible"),
        (group("any", POOR, OLD), {"old": False}, "needs_info"),
        (group("any", POOR, OLD), {"poor": False, "old": False}, "ineligible"),
        (group("none", POOR, OLD), {"poor": False, "old": False}, "eligible"),
        (group("none", POOR, OLD), {"poor": True}, "ineligible"),
        (group("none", POOR, OLD), {"poor": False}, "needs_info"),
        (TWO_OF_THREE, {"poor": True, "old": True}, "eligible"),
        (TWO_OF_THREE, {"poor": True, "old": False}, "provisional"),
        (TWO_OF_THREE, {"poor": True}, "needs_info"),
        (TWO_OF_THREE, {"poor": False, "old": False}, "ineligible"),
        # Only the counter can confirm: never true by itself, never asked of the reader.
        (WINDOW, {}, "provisional"),
        (HONEST, {}, "provisional"),
        (HONEST, {"honest": False}, "ineligible"),
        (group("all", WINDOW, POOR), {}, "needs_info"),
        (group("any", WINDOW, POOR), {"poor": True}, "eligible"),
        (group("any", WINDOW, POOR), {"poor": False}, "provisional"),
    ],
)
def test_groups(condition: Any, facts: Any, expected: Any) -> None:
    assert verdict(condition, **facts) == expected
    kind = next((k for k in ("all", "any", "none", "at_least_of") if k in condition), None)
    if kind:
        turned = {**condition, kind: condition[kind][::-1]}
        assert verdict(turned, **facts) == expected


@pytest.mark.parametrize(
    ("tests", "at", "below", "above"),
    [
        ({"at_least": 30}, True, False, True),
        ({"more_than": 30}, False, False, True),
        ({"at_most": 30}, True, True, False),
        ({"less_than": 30}, False, True, False),
        ({"at_least": 30, "at_most": 30}, True, False, False),
    ],
)
def test_limits(tests: Any, at: Any, below: Any, above: Any) -> None:
    words = {True: "eligible", False: "ineligible"}
    condition = leaf("people_limit", fact="people", **tests)
    for number, expected in ((30, at), (29, below), (31, above)):
        assert verdict(condition, people=number) == words[expected]


def test_limit_that_depends_on_another_answer() -> None:
    limits = {"by": "size", "values": {"small": 10, "large": 20}}
    condition = leaf("by_size", fact="people", at_least=limits)
    assert verdict(condition, people=15, size="small") == "eligible"
    assert verdict(condition, people=15, size="large") == "ineligible"
    assert evaluate(condition, facts={"people": 15})["missing"] == ["size"]
    # The same for every size: the size does not matter.
    assert verdict(condition, people=25) == "eligible"
    assert verdict(condition, people=5) == "ineligible"


@pytest.mark.parametrize(
    ("tests", "traits", "expected"),
    [
        ({"includes_any": ["a", "b"]}, ["b", "c"], "eligible"),
        ({"includes_any": ["a", "b"]}, ["c"], "ineligible"),
        ({"includes_any": ["a", "b"]}, {"yes": ["c"], "unsure": ["a"]}, "needs_info"),
        ({"includes_any": ["a", "b"]}, {"yes": ["b"], "unsure": ["a"]}, "eligible"),
        ({"includes_all": ["a", "b"]}, ["a", "b"], "eligible"),
        ({"includes_all": ["a", "b"]}, ["a"], "ineligible"),
        ({"includes_all": ["a", "b"]}, {"yes": ["a"], "unsure": ["b"]}, "needs_info"),
    ],
)
def test_sets(tests: Any, traits: Any, expected: Any) -> None:
    assert verdict(leaf("traits_test", fact="traits", **tests), traits=traits) == expected


@pytest.mark.parametrize(
    ("tests", "day", "expected"),
    [
        ({"start": "2020-05-01", "end": "2020-05-31"}, "2020-05-01", "eligible"),
        ({"start": "2020-05-01", "end": "2020-05-31"}, "2020-05-31", "eligible"),
        ({"start": "2020-05-01", "end": "2020-05-31"}, "2020-06-01", "ineligible"),
        ({"on_or_before": "today"}, "2020-06-10", "eligible"),
        ({"on_or_before": "today"}, "2020-06-11", "ineligible"),
        ({"on_or_after": "today"}, "2020-06-09", "ineligible"),
        ({"within_days": {"after": "born", "days": 30}}, "2020-03-31", "eligible"),
        ({"within_days": {"after": "born", "days": 30}}, "2020-04-01", "ineligible"),
        (
            {"within_days": {"after": "born", "days": 30, "first_day": "same"}},
            "2020-03-31",
            "ineligible",
        ),
    ],
)
def test_dates(tests: Any, day: Any, expected: Any) -> None:
    condition = leaf("date_test", date="paid_until", **tests)
    assert verdict(condition, paid_until=day, born="2020-03-01") == expected


def steps(*nodes: Any, unit: Any = "CNY/month") -> Any:
    return {"unit": unit, "result": nodes[-1]["id"], "steps": list(nodes)}


def step(name: Any, unit: Any = "CNY/month", **members: Any) -> Any:
    rounding = {} if unit in ("ratio", "number") else {"round": "fen"}
    return {"id": name, "label": name, "unit": unit, **rounding, **members}


def number(text: Any) -> Any:
    return {"number": text, "cite": CITE}


def bounds(result: Any) -> Any:
    amount = result["amount"]
    return None if amount is None else (amount["low"], amount["high"])


PER_HEAD = step("per_head", product=[{"parameter": "x.standard"}, {"fact": "people"}])


def test_rate_times_headcount_with_cap_and_floor() -> None:
    capped = {**PER_HEAD, "cap": number("500"), "floor": number("250")}

    def amount(people: Any) -> Any:
        result = evaluate(facts={"poor": True, "people": people}, amount=steps(capped))
        return bounds(result), result["steps"][0]["capped_by"]

    assert amount(3) == (("300.00", "300.00"), None)
    assert amount(9) == (("500.00", "500.00"), "cap")
    assert amount(1) == (("250.00", "250.00"), "floor")
    # An unanswered headcount leaves the cap as the ceiling.
    unknown = evaluate(facts={"poor": True}, amount=steps(capped))
    assert bounds(unknown) == ("250.00", "500.00")
    assert unknown["missing"] == ["people"]


def test_rounding_is_half_up_at_the_step_that_says_so() -> None:
    third = step("third", product=[{"fact": "wage"}, number("1/3")])
    result = evaluate(facts={"poor": True, "wage": "100.01"}, amount=steps(third))
    assert result["steps"][0]["value"] == "33.34"
    whole = {**third, "round": "yuan"}
    result = evaluate(facts={"poor": True, "wage": "100.50"}, amount=steps(whole))
    assert result["amount"]["low"] == "34.00"
    assert result["steps"][0]["rounding"] == "四舍五入到元"


TIERS = step(
    "by_people",
    unit="CNY",
    tiers={
        "of": {"fact": "people"},
        "rows": [
            {"at_least": 50, **number("24000")},
            {"at_least": 100, **number("45000")},
            {"at_least": 200, **number("90000")},
        ],
    },
)


@pytest.mark.parametrize(
    ("people", "amount"),
    [(49, "0.00"), (50, "24000.00"), (99, "24000.00"), (100, "45000.00"), (200, "90000.00")],
)
def test_tiers_begin_at_their_number(people: Any, amount: Any) -> None:
    result = evaluate(facts={"poor": True, "people": people}, amount=steps(TIERS, unit="CNY"))
    assert bounds(result) == (amount, amount)


def test_tiers_of_an_unknown_number_cover_all_rows() -> None:
    result = evaluate(facts={"poor": True}, amount=steps(TIERS, unit="CNY"))
    assert bounds(result) == ("0.00", "90000.00")


def test_smaller_and_larger_of_two() -> None:
    pair = [{"fact": "wage"}, number("2000")]
    facts = {"poor": True, "wage": "1500"}
    least = evaluate(facts=facts, amount=steps(step("least", least_of=pair)))
    greatest = evaluate(facts=facts, amount=steps(step("greatest", greatest_of=pair)))
    assert (bounds(least)[0], bounds(greatest)[0]) == ("1500.00", "2000.00")
    # What is not answered can only make the smaller one smaller.
    open_ended = evaluate(facts={"poor": True}, amount=steps(step("least", least_of=pair)))
    assert bounds(open_ended) == ("0.00", "2000.00")


def test_percent_facts_count_as_hundredths() -> None:
    product = step("share", product=[{"fact": "wage"}, {"fact": "rate"}])
    result = evaluate(facts={"poor": True, "wage": 1000, "rate": 5.5}, amount=steps(product))
    assert result["steps"][0]["formula"] == "1000 × 5.5%"
    assert bounds(result) == ("55.00", "55.00")


def test_parameter_of_the_day_and_after_the_year_of_the_last_check() -> None:
    amount = steps(PER_HEAD)
    facts = {"poor": True, "people": 1}

    def on(as_of: Any, **typed: Any) -> Any:
        return evaluate(facts=facts, amount=amount, as_of=as_of, parameters=typed)

    assert bounds(on("2020-06-30")) == ("100.00", "100.00")
    assert on("2020-06-30")["amount"]["estimated"] is False
    assert bounds(on("2020-07-01")) == ("120.00", "120.00")
    assert on("2020-07-01")["amount"]["estimated"] is True  # low confidence
    # No end was seen on 31 October 2020: taken to hold to the end of that year.
    assert bounds(on("2020-12-31")) == ("120.00", "120.00")
    # Nobody has looked since: not last year's value.
    late = on("2021-01-01")
    assert (bounds(late), late["missing"]) == (None, ["x.standard"])
    assert bounds(on("2021-01-01", **{"x.standard": "130"})) == ("130.00", "130.00")


MONTHLY = {
    "amount": steps(PER_HEAD),
    "total": {"each_month": "per_head"},
    "duration": {
        "first_month": {"id": "first_month", "moment": "paid_until", "cite": CITE},
        "choose": [
            {
                "id": "term",
                "label": "期限",
                "when": "is_poor",
                "months": 6,
                "less": "months",
                "cite": CITE,
            }
        ],
    },
}


def test_total_uses_the_value_of_each_month() -> None:
    facts = {"poor": True, "people": 1, "months": 2, "paid_until": "2020-05-20"}
    result = evaluate(facts=facts, **MONTHLY)
    assert result["duration"]["until"] == "2020-08-31"
    # 100 in May and June, 120 in July and August.
    assert result["total"]["low"] == result["total"]["high"] == "440.00"


def test_total_beyond_what_is_published_has_no_ceiling() -> None:
    facts = {"poor": True, "people": 1, "months": 0, "paid_until": "2020-11-01"}
    total = evaluate(facts=facts, **MONTHLY)["total"]
    # Two months are known; the four after the year of the last check are not.
    assert (total["low"], total["high"]) == ("240.00", None)


def test_nothing_is_left_when_all_months_are_drawn() -> None:
    facts = {"poor": True, "people": 1, "months": 7, "paid_until": "2020-05-01"}
    assert evaluate(facts=facts, **MONTHLY)["duration"]["high"] == 0


def test_other_reading_is_shown_only_where_it_differs() -> None:
    other = leaf("is_poor", fact="old", equals=True)
    readings = [{"interpretation": "i-1", "reading": "B", "replace": {"conditions": [other]}}]
    differs = evaluate(facts={"poor": True, "old": False}, readings=readings)
    assert differs["interpretations"] == [
        {"id": "i-1", "reading": "A", "others": {"B": {"verdict": "ineligible"}}}
    ]
    agrees = evaluate(facts={"poor": True, "old": True}, readings=readings)
    assert agrees["interpretations"] == [{"id": "i-1", "reading": "A", "others": {}}]


def ways(condition: Any, **facts: Any) -> Any:
    found = evaluate(condition, facts=facts)["how_to_qualify"]
    return [sorted((change["fact"], change["wait_until"]) for change in way) for way in found]


def test_only_what_can_be_changed_is_offered() -> None:
    assert ways(group("any", POOR, OLD), poor=False, old=False) == [[("poor", None)]]
    assert ways(group("all", POOR, OLD), poor=False, old=False) == []


def test_the_smallest_sets_come_first() -> None:
    people = leaf("enough", fact="people", at_least=5)
    both = group("all", POOR, people)
    choice = group("any", both, leaf("trait", fact="traits", includes_any=["a"]))
    assert ways(choice, poor=False, people=1, traits=[]) == [
        [("traits", None)],
        [("people", None), ("poor", None)],
    ]


def test_a_stop_is_undone() -> None:
    stop = group("none", leaf("too_many", fact="people", at_least=3))
    change = evaluate(stop, facts={"people": 4})["how_to_qualify"][0][0]
    assert (change["fact"], change["to"]) == ("people", 2)


def test_waiting_for_an_age_and_for_months() -> None:
    age = leaf("old_enough", age={"of": "born", "day": "today"}, at_least=40)
    assert ways(age, born="1980-07-01") == [[("born", "2020-07-01")]]
    months = leaf("long_enough", fact="months", at_least=12)
    assert ways(months, months=10) == [[("months", "2020-08-10")]]
    # Waiting does not help once the policy is over.
    period = {"id": "in_force", "label": "期间", "end": "2020-06-30", "end_cite": CITE}
    assert evaluate(age, facts={"born": "1980-07-01"}, in_force=period)["how_to_qualify"] == []


def test_outside_the_period_of_the_policy() -> None:
    period = {
        "id": "in_force",
        "label": "期间",
        "start": "2020-05-01",
        "start_cite": CITE,
        "end": "2020-12-31",
        "end_cite": CITE,
    }
    days = {"2020-04-30": "not_in_force", "2020-05-01": "eligible"}
    days |= {"2020-12-31": "eligible", "2021-01-01": "not_in_force"}
    for day, expected in days.items():
        result = evaluate(facts={"poor": True}, as_of=day, in_force=period)
        assert result["verdict"] == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"born": "1975-01-01"}, "eligible"),  # 45: not yet 50, 55 or 60
        ({"born": "1955-01-01"}, "ineligible"),  # 65: past all of them
        ({"born": "1968-01-01"}, "needs_info"),  # 52: past 50 only
        ({"born": "1968-01-01", "category": "50"}, "ineligible"),
        ({"born": "1968-01-01", "category": "55"}, "eligible"),
        ({"born": "1968-01-01", "sex": "male"}, "eligible"),
        ({"born": "1970-06-10", "category": "50"}, "eligible"),  # on the day itself
        ({"born": "1970-06-09", "category": "50"}, "ineligible"),
        ({}, "needs_info"),
    ],
)
def test_retirement_is_asked_for_only_where_it_matters(facts: Any, expected: Any) -> None:
    result = evaluate(leaf("working", date="today", on_or_before=RETIREMENT), facts=facts)
    assert result["verdict"] == expected
    asked = {"needs_info": ["category"] if facts else ["born"]}
    assert result["missing"] == asked.get(expected, [])


def test_first_month_is_the_latest_of_several() -> None:
    first = {"id": "first_month", "moment": {"latest_of": ["born", "paid_until"]}, "cite": CITE}
    rule = {**MONTHLY, "duration": {**MONTHLY["duration"], "first_month": first}}
    facts = {"poor": True, "people": 1, "months": 0}

    def start(**days: Any) -> Any:
        return evaluate(facts={**facts, **days}, **rule)["duration"]["counted_from"]

    assert start(born="2020-03-20", paid_until="2020-05-02") == "2020-05"
    assert start(born="2020-05-20", paid_until="2020-03-02") == "2020-05"
    result = evaluate(facts={**facts, "born": "2020-05-20"}, **rule)
    assert result["duration"]["counted_from"] is None
    assert result["missing_for"]["duration"] == ["paid_until"]


def test_end_that_the_text_leaves_open_gives_a_range() -> None:
    term = {**MONTHLY["duration"]["choose"][0], "may_end_at": RETIREMENT}
    rule = {**MONTHLY, "duration": {**MONTHLY["duration"], "choose": [term]}}
    facts = {"poor": True, "people": 1, "months": 0, "paid_until": "2020-05-01"}

    def found(**more: Any) -> Any:
        result = evaluate(facts={**facts, **more}, **rule)
        return result["duration"], result["total"]

    # Retired on 2020-08-15: May, June and July are paid; whether the other three are is open.
    duration, total = found(born="1970-08-15", category="50")
    assert (duration["low"], duration["high"], duration["until"]) == (3, 6, None)
    # 2 × 100 + 1 × 120; 2 × 100 + 4 × 120.
    assert (total["low"], total["high"]) == ("320.00", "680.00")
    # Retirement after the last month changes nothing.
    duration, total = found(born="1970-11-15", category="50")
    assert (duration["low"], duration["high"], duration["until"]) == (6, 6, "2020-10-31")
    duration, _ = found(born="1960-01-01", category="50")
    assert (duration["low"], duration["high"]) == (0, 6)


def test_step_with_three_readings() -> None:
    def reading(name: Any, value: Any) -> Any:
        one = step("one", product=[number(value)])
        return {"interpretation": "i-1", "reading": name, "replace": {"steps": [one]}}

    amount = steps(step("one", product=[number("1")]))
    readings = [reading("B", "2"), reading("C", "3")]
    result = evaluate(facts={"poor": True}, amount=amount, readings=readings, chosen={"i-1": "B"})
    assert bounds(result) == ("2.00", "2.00")
    [entry] = result["interpretations"]
    amounts = {name: other["amount"]["low"] for name, other in entry["others"].items()}
    assert amounts == {"A": "1.00", "C": "3.00"}


def test_reading_that_leads_outside_the_period_says_why() -> None:
    later = {"id": "in_force", "label": "以前按原办法", "start": "2020-07-01", "start_cite": CITE}
    readings = [{"interpretation": "i-1", "reading": "B", "replace": {"in_force": later}}]
    result = evaluate(facts={"poor": True}, readings=readings)
    other = result["interpretations"][0]["others"]["B"]
    assert (other["verdict"], other["reason"]) == ("not_in_force", "以前按原办法")
