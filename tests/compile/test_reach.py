"""How far a reading reaches in a benefit."""

from typing import Any

from build_scripts.compile.reach import reach

BENEFIT: dict[str, Any] = {
    "conditions": {
        "id": "conditions",
        "all": [
            {"id": "young", "any": [{"id": "age", "fact": "age"}, {"id": "student", "fact": "s"}]},
            {"id": "in_town", "fact": "town"},
        ],
    },
    "amount": {
        "result": "monthly",
        "steps": [
            {"id": "monthly", "product": [{"step": "share"}, {"number": "100"}]},
            {"id": "share", "choose": [{"when": "young", "number": "1"}]},
        ],
    },
    "duration": {"choose": [{"id": "term", "when": "conditions", "months": 3}]},
    "total": {"each_month": "monthly"},
    "readings": [],
}


def test_a_condition_reaches_what_is_above_it_and_what_names_it() -> None:
    assert reach(BENEFIT, {"age": {"id": "age", "fact": "age"}}) == [
        *("age", "benefit.amount", "benefit.duration", "benefit.total", "conditions"),
        *("monthly", "share", "term", "young"),
    ]


def test_a_step_reaches_what_is_made_from_it() -> None:
    found = reach(BENEFIT, {"share": {"id": "share", "number": "2"}})
    assert found == ["benefit.amount", "benefit.total", "monthly", "share"]


def test_a_term_reaches_the_total_of_all_months() -> None:
    found = reach(BENEFIT, {"term": {"id": "term", "when": "conditions", "months": 4}})
    assert found == ["benefit.duration", "benefit.total", "term"]


def test_what_is_inside_a_replaced_node_comes_out_anew() -> None:
    """Its id may be that of another form in the rule itself."""
    other = {"id": "in_town", "all": [{"id": "student", "fact": "other"}]}
    assert {"in_town", "student", "young"} <= set(reach(BENEFIT, {"in_town": other}))


def test_a_validity_reaches_nothing_else() -> None:
    assert reach(BENEFIT, {"in_force": {"id": "in_force", "end": "2020-01-01"}}) == ["in_force"]
