"""The ``timeline`` call: what is refused, what does not change an answer, every quarter to 2027."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from calculators.calls import respond
from tests.calculators.test_timeline_cases import ask

APPLY = "tianjin/flexible-subsidy-apply"
CERTIFICATE = "tianjin/certificate-subsidy"
STATUSES = {"computed", "needs_date", "holidays_unpublished", "not_stated"}
QUARTERS = [f"{year}-{month:02d}-01" for year in range(2019, 2028) for month in (1, 4, 7, 10)]


def request(**members: Any) -> Any:
    return {"timeline": APPLY, "as_of": "2020-06-10", **members}


#: request, code, path, what the message must say
REFUSED = [
    ([], "bad_request", "", "应为对象"),
    ({"as_of": "2020-06-10"}, "bad_request", "timeline", "编号"),
    (request(timeline="tianjin/flexible-apply"), "unknown_timeline", "timeline", f"“{APPLY}”"),
    (request(as_of=None), "bad_date", "as_of", "2020-06-10"),
    (request(as_of="2020-02-30"), "bad_date", "as_of", "2020-02-30"),
    (request(date={}), "bad_request", "date", "“dates”"),
    (request(dates=[]), "bad_request", "dates", "事实"),
    (
        request(dates={"acceptance_dat": "2020-06-10"}),
        "unknown_fact",
        "dates.acceptance_dat",
        "“acceptance_date”",
    ),
    (
        request(dates={"acceptance_date": "2020-02-30"}),
        "bad_date",
        "dates.acceptance_date",
        "2020-02-30",
    ),
    (
        request(facts={"acceptance_date": "2020-02"}),
        "bad_date",
        "facts.acceptance_date",
        "2020-02",
    ),
    (
        request(dates={"acceptance_date": "2020-06-10"}, facts={"acceptance_date": "2020-06-11"}),
        "bad_value",
        "dates.acceptance_date",
        "不一样",
    ),
    (
        request(dates={"birth_date": "2020-06-11"}),
        "date_order",
        "dates.birth_date",
        "2020-06-10",
    ),
    (request(readings={"G02-boundary-qian": "D"}), "unknown_reading", "readings.", "“A”"),
    # A date that only another timeline knows.
    (
        request(dates={"activity_date": "2020-06-10"}),
        "unknown_fact",
        "dates.activity_date",
        "activity_date",
    ),
]


@pytest.mark.parametrize(("given", "code", "path", "words"), REFUSED)
def test_refused(rules: Any, given: Any, code: str, path: str, words: str) -> None:
    error = json.loads(respond(rules, json.dumps(given), "timeline"))["error"]
    assert error["code"] == code
    assert error["path"].startswith(path)
    assert words in error["message"]


def test_members(rules: Any) -> None:
    response = ask(rules, request(dates={"flexible_registration_date": "2020-06-03"}))
    assert response["data_version"] == rules["data_version"]
    step = response["steps"][0]
    assert step == {
        "id": "apply",
        "label": "申请",
        "actor": "申请人",
        "kind": "within_days",
        "bound": "latest",
        "from": "2020-06-03",
        "due": "2020-07-03",
        "due_if_extended": None,
        "status": "computed",
        "missing": [],
        "applies": True,
        "basis": "自然日；起算当日不计，从次日数起",
        "cite": step["cite"],
    }
    assert step["cite"]["document"] == "tj89"


def test_unsure_is_open(rules: Any) -> None:
    plain = ask(rules, request())
    assert plain == ask(rules, request(dates={"acceptance_date": None}))
    assert plain == ask(rules, request(dates={"acceptance_date": "unsure"}))


def test_facts_not_used_change_nothing(rules: Any) -> None:
    given = request(dates={"acceptance_date": "2020-06-10"})
    more = {**given, "facts": {"sex": "male", "monthly_wage": "3000", "person_status": []}}
    assert ask(rules, given) == ask(rules, more)


def test_a_month_stands_for_its_last_day_only_where_a_clause_says_so(rules: Any) -> None:
    for place in ("dates", "facts"):
        given = {
            "timeline": CERTIFICATE,
            "as_of": "2020-06-10",
            place: {"certificate_date": "2019-06"},
        }
        found = {step["id"]: step["due"] for step in ask(rules, given)["steps"]}
        assert (found["issue_month"], found["apply"]) == ("2019-06-30", "2020-06-30")


def test_several_readings_at_once(rules: Any) -> None:
    """Reading 2020-06-27 as the last day for reporting, and counting the first day."""
    readings = {"G02-boundary-qian": "B", "G03-day-count": "B"}
    dates = {"acceptance_date": "2020-06-10", "flexible_registration_date": "2020-06-03"}
    response = ask(rules, request(dates=dates, readings=readings))
    found = {step["id"]: step["due"] for step in response["steps"]}
    # 10, 11, 12; 12, 15, 16; the 27th; the 14th of the next month; day 30 from 06-03 is 07-02.
    assert found == {
        "apply": "2020-07-02",
        "street": "2020-06-12",
        "district": "2020-06-16",
        "report": "2020-06-27",
        "fund": "2020-07-14",
    }
    entries = {entry["id"]: entry for entry in response["interpretations"]}
    assert entries["G02-boundary-qian"]["reading"] == "B"
    assert "A" in entries["G02-boundary-qian"]["others"]


def test_the_parts_of_a_question_can_be_read_apart(rules: Any) -> None:
    given = {
        "timeline": "jiangsu/speedup",
        "as_of": "2020-06-10",
        "dates": {"acceptance_date": "2020-06-15"},
        "facts": {"published_limit_days": 7},
    }
    for name in ("cn26-speed-50", "cn26-speed-50.rounding"):
        response = ask(rules, {**given, "readings": {name: "B"}})
        found = {step["id"]: step["due"] for step in response["steps"]}
        assert found["limit"] == "2020-06-19"  # 16, 17, 18, 19
    apart = ask(rules, {**given, "readings": {"cn26-speed-50.baseline": "B"}})
    assert [step["due"] for step in apart["steps"]] == [
        step["due"] for step in ask(rules, given)["steps"]
    ]


def test_batch(rules: Any) -> None:
    good, bad = request(), request(as_of="2020-02-30")
    response = ask(rules, {"batch": [good, bad]})
    assert response["batch"][0] == ask(rules, good)
    assert response["batch"][1]["error"]["code"] == "bad_date"


def test_a_refused_2027_is_said_in_words(rules: Any) -> None:
    response = ask(
        rules, {**request(), "as_of": "2026-12-30", "dates": {"acceptance_date": "2026-12-30"}}
    )
    steps = {step["id"]: step for step in response["steps"]}
    assert steps["street"]["status"] == "holidays_unpublished"
    assert steps["district"]["status"] == "holidays_unpublished"
    assert steps["street"]["due"] is None
    texts = [warning["text"] for warning in response["warnings"] if warning["step"] == "street"]
    assert texts == ["节假日安排尚未公布（现有2004—2026年的），推不出这一天"]


# --- Every timeline in every quarter ------------------------------------------------------------


def filled(rules: Any, timeline: Any, as_of: str) -> dict[str, Any]:
    """An answer to every question a timeline asks, close to ``as_of``."""
    named = set(strings(timeline["steps"])) | set(strings(timeline.get("readings", [])))
    facts = {**rules["facts"], **{own["id"]: own for own in timeline.get("dates", [])}}
    day = date.fromisoformat(as_of)
    given: dict[str, Any] = {}
    for fact_id in sorted(named & set(facts)):
        kind = facts[fact_id]["type"]
        if fact_id == "birth_date":
            given[fact_id] = str(day - timedelta(days=57 * 365))
        elif kind in ("date", "month"):
            given[fact_id] = as_of if kind == "date" else as_of[:7]
        elif kind == "bool":
            given[fact_id] = False
        elif kind == "int":
            given[fact_id] = 20
        elif kind == "enum":
            given[fact_id] = facts[fact_id]["options"][0]["id"]
    if "sex" in given:
        given["original_retirement_age"] = "55"
    return given


def strings(value: Any) -> Any:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def all_quarters(rules: Any) -> Any:
    for key, timeline in sorted(rules["timelines"].items()):
        for as_of in QUARTERS:
            yield {"timeline": key, "as_of": as_of}
            yield {"timeline": key, "as_of": as_of, "dates": filled(rules, timeline, as_of)}


def test_every_quarter(rules: Any) -> None:
    requests = list(all_quarters(rules))
    assert len(requests) == 2 * 9 * 4 * len(rules["timelines"])
    for given in requests:
        response = ask(rules, given)
        steps = response["steps"]
        ids = [step["id"] for step in steps]
        assert len(ids) == len(set(ids)), given
        written = rules["timelines"][given["timeline"]]["interpretations"]
        assert [entry["id"] for entry in response["interpretations"]] == sorted(written)
        for step in steps:
            assert step["status"] in STATUSES, given
            assert (step["due"] is None) == (step["status"] != "computed"), (given, step)
            assert (step["status"] == "needs_date") <= bool(step["missing"]), (given, step)
            late = [w for w in response["warnings"] if w["step"] == step["id"]]
            if step["from"] and step["due"] and "capped_by" not in step:
                assert step["from"] <= step["due"], (given, step)
            elif step["from"] and step["due"] and step["due"] < step["from"]:
                assert late, (given, step)
            if step["due_if_extended"]:
                assert step["due"] < step["due_if_extended"], (given, step)
            if step["status"] == "holidays_unpublished":
                assert given["as_of"] >= "2026", (given, step)
        if "dates" in given:
            lacking = {name for step in steps for name in step["missing"]}
            # What nobody can answer: the retirement ages beyond the day they were checked on.
            assert lacking <= {"cn.retirement_age"}, given


def test_recurring_days_leave_no_gap_and_do_not_overlap(rules: Any) -> None:
    """Day after day, the next 25th, 28th and year's end move on exactly when one has passed."""
    day, known = date(2019, 1, 1), set()
    while day < date(2022, 1, 1):
        response = ask(rules, {"timeline": "tianjin/hiring-subsidy-monthly", "as_of": str(day)})
        due = date.fromisoformat(response["steps"][0]["due"])
        assert due.day == 25 and timedelta(0) <= due - day < timedelta(days=31)
        known.add(due)
        day += timedelta(days=1)
    assert len(known) == 37
