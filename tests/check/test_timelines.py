"""Mistakes in timelines are named, with their place and a proposal."""

from dataclasses import replace
from typing import Any

import pytest

from build_scripts.check.timelines import check_timelines
from build_scripts.model.timeline import Timeline, TimelineStep

APPLY = "tianjin/flexible-subsidy-apply"
CITE = {"document": "tj89", "clause": "3-1-1", "quote": "登记之日起30日内"}


def problems_of(collection: Any, timeline: dict[str, Any]) -> list[str]:
    changed = {**collection.timelines, APPLY: Timeline.model_validate(timeline)}
    found = check_timelines(replace(collection, timelines=changed))
    return [str(problem) for problem in found if "flexible-subsidy-apply" in problem.file]


@pytest.fixture
def timeline(collection: Any) -> Any:
    return collection.timelines[APPLY].model_dump(mode="json", exclude_none=True)


def test_content_is_sound(collection: Any) -> None:
    assert check_timelines(collection) == []


def test_all_of_the_contract(collection: Any) -> None:
    assert len(collection.timelines) == 59
    assert set(collection.timeline_cases) == set(collection.timelines)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"days": 31}, "引文里没有这个值：31"),
        ({"after": "flexible_registration_dat"}, "flexible_registration_date"),
        ({"after": "person_status"}, "没有“person_status”这个日期"),
        ({"wording": "within"}, "G01-boundary-yishang"),
        ({"after": None, "after_step": "fund"}, "没有“fund”这个在它前面的步骤"),
        ({"after": {"month_after": "no_date"}}, "没有“no_date”这个日期"),
    ],
)
def test_a_step(collection: Any, timeline: Any, change: Any, said: str) -> None:
    step = {key: value for key, value in {**timeline["steps"][0], **change}.items() if value}
    timeline["steps"][0] = step
    assert any(said in problem for problem in problems_of(collection, timeline))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"region": "tianjing"}, "没有“tianjing”这个地区"),
        ({"region": "cn"}, "所在文件夹“tianjin”不同"),
        ({"id": "tianjin/flexible-apply"}, "请写成“tianjin/flexible-subsidy-apply”"),
        ({"documents": ["tj98"]}, "没有“tj98”这个文件"),
        ({"rules": ["tj89-apply-30"]}, "tj89-apply-30d"),
        ({"benefits": ["tianjin/no-such"]}, "没有“tianjin/no-such”这个待遇"),
        ({"general": ["G02-boundary-qian", "G01-boundary-yishang"]}, "没有一步因为它改变日期"),
        ({"general": ["tj89-30days"]}, "没有“tj89-30days”这个通用的歧义"),
        ({"unaffected": [{"interpretation": "tj89-30day", "why": "x"}]}, "tj89-30days"),
        (
            {"dates": [{"id": "birth_date", "label": "x", "question": "x", "type": "date"}]},
            "已经是问卷里的事实",
        ),
    ],
)
def test_the_rest(collection: Any, timeline: Any, change: Any, said: str) -> None:
    record = Timeline.model_validate({**timeline, **change})
    # Under its old key: the place of a record is that of its file.
    changed = replace(collection, timelines={**collection.timelines, APPLY: record})
    moved = replace(changed, _places=_at_old_place(collection, record.id))
    assert any(said in str(problem) for problem in check_timelines(moved))


def _at_old_place(collection: Any, key: str) -> Any:
    places = collection._places
    files = {**places.files, ("timelines", key): places.files["timelines", APPLY]}
    return replace(places, files=files, last=None)


def test_readings(collection: Any, timeline: Any) -> None:
    step = timeline["steps"][0]
    for reading, said in (("Z", "没有“Z”这个读法"), ("A", "默认的读法写在 steps 里")):
        timeline["readings"] = [
            {"interpretation": "tj89-30days", "reading": reading, "steps": [step]}
        ]
        assert any(said in problem for problem in problems_of(collection, timeline))
    timeline["readings"] = [{"interpretation": "tj89-30", "reading": "B", "steps": [step]}]
    assert any("tj89-30days" in problem for problem in problems_of(collection, timeline))


def test_conditions(collection: Any, timeline: Any) -> None:
    timeline["steps"][0]["when"] = {
        "id": "x",
        "label": "x",
        "fact": "stable_employmen",
        "equals": True,
        "cite": CITE,
    }
    assert any("stable_employment" in problem for problem in problems_of(collection, timeline))


@pytest.mark.parametrize(
    "change",
    [
        {"day": 25},
        {"days": None},
        {"after_step": "street"},
        {"after": None},
        {"cite": None},
        {"kind": "age_reached", "days": None},
        {"kind": "validity", "days": None, "start": "2020-01-01", "after": None},
        {"kind": "percent_of_limit", "days": None, "percent": 50},
        {"days": 0},
    ],
)
def test_a_step_that_says_too_much_or_too_little(change: Any) -> None:
    step = {
        "id": "apply",
        "label": "申请",
        "actor": "申请人",
        "kind": "within_days",
        "days": 30,
        "after": "flexible_registration_date",
        "cite": CITE,
    }
    TimelineStep.model_validate(step)
    with pytest.raises(ValueError):
        TimelineStep.model_validate({**step, **change})
