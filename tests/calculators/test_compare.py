"""Comparison of regions and days."""

import json
from typing import Any

from calculators.calls import respond

GROUP = "flexible_employment_si_subsidy"
FACTS = {"hard_to_employ_recognised": True, "employment_status": "flexible", "sex": "female"}


def compare(rules: Any, **request: Any) -> Any:
    return json.loads(respond(rules, json.dumps(request), "compare"))


def test_a_column_for_each_day_and_region(rules: Any) -> None:
    table = compare(
        rules, as_of=["2020-06-10", "2024-01-01"], regions=["tianjin"], comparable_group=GROUP
    )
    assert table["columns"] == [
        {"as_of": "2020-06-10", "region": "tianjin"},
        {"as_of": "2024-01-01", "region": "tianjin"},
    ]
    (row,) = table["rows"]
    first, second = row["cells"]
    assert first[0]["benefit"] == "tianjin/flexible-employment-si-subsidy"
    # 津人社办发〔2020〕89号有效期至2023年5月28日
    assert (first[0]["verdict"], second[0]["verdict"]) == ("needs_info", "not_in_force")
    assert row["differs"]
    assert "verdict" in row["aspects"]


def test_the_same_twice_does_not_differ(rules: Any) -> None:
    table = compare(
        rules, as_of=["2020-06-10", "2020-06-10"], regions=["tianjin"], comparable_group=GROUP
    )
    (row,) = table["rows"]
    assert not row["differs"]
    assert (row["aspects"], row["requirements"]) == ([], [])


def test_a_cell_says_what_evaluate_says(rules: Any) -> None:
    (row,) = compare(
        rules, as_of=["2020-06-10"], regions=["tianjin"], comparable_group=GROUP, facts=FACTS
    )["rows"]
    request = {"as_of": "2020-06-10", "benefits": [row["cells"][0][0]["benefit"]], "facts": FACTS}
    (result,) = json.loads(respond(rules, json.dumps(request)))["results"]
    for key in ("verdict", "amount", "total", "duration"):
        assert row["cells"][0][0][key] == result[key]


def test_unknown_group_names_the_nearest(rules: Any) -> None:
    error = compare(rules, as_of=["2020-06-10"], comparable_group="flexible_employment_subsidy")
    assert GROUP in error["error"]["message"]
    assert error["error"]["path"] == "comparable_group"


def test_days_are_a_list(rules: Any) -> None:
    assert compare(rules, as_of="2020-06-10")["error"]["path"] == "as_of"
    assert compare(rules, as_of=["2020-02-30"])["error"]["path"] == "as_of[0]"
