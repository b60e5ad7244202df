"""Compiled timelines: dates filled in, general readings spelt out, nothing for people only."""

from typing import Any

from build_scripts.compile.timelines import compile_timelines


def step_of(timelines: Any, key: str, step_id: str) -> Any:
    return next(step for step in timelines[key]["steps"] if step["id"] == step_id)


def test_the_date_of_issue_comes_from_the_document(collection: Any) -> None:
    timelines = compile_timelines(collection)
    assert step_of(timelines, "guangdong/offline-training-start", "start")["date"] == "2020-05-22"
    assert step_of(timelines, "guangzhou/notice-4-validity", "notice")["start"] == "2020-04-24"


def test_general_readings_touch_only_the_steps_worded_so(collection: Any) -> None:
    timelines = compile_timelines(collection)
    key = "tianjin/flexible-subsidy-apply"
    assert step_of(timelines, key, "apply")["by_reading"] == {
        "G03-day-count": {"B": {"first_day": "same"}}
    }
    assert step_of(timelines, key, "report")["by_reading"] == {
        "G02-boundary-qian": {"B": {"edge": "excluded"}}
    }
    assert "by_reading" not in step_of(timelines, "tianjin/hiring-subsidy-monthly", "pay")


def test_what_is_not_said_is_not_written(collection: Any) -> None:
    timelines = compile_timelines(collection)
    step = step_of(timelines, "tianjin/flexible-subsidy-apply", "street")
    assert not {"bound", "whole_months", "months_later", "edge"} & set(step)
    timeline = timelines["tianjin/flexible-subsidy-apply"]
    assert not {"title", "rules", "benefits", "unaffected"} & set(timeline)


def test_the_parts_of_a_question_come_with_the_whole(collection: Any) -> None:
    named = compile_timelines(collection)["cn/speedup-half"]["interpretations"]
    assert {"cn26-speed-50", "cn26-speed-50.rounding"} <= set(named)


def test_the_main_document_says_when_it_is_in_force(collection: Any) -> None:
    timelines = compile_timelines(collection)
    assert timelines["tianjin/flexible-subsidy-apply"]["document"] == {
        "name": "津人社办发〔2020〕89号",
        "start": "2020-05-29",
        "end": "2023-05-28",
    }
