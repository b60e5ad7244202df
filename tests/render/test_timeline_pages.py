"""Pages of procedures, their list and the tool to choose one."""

import re
from html import unescape
from pathlib import Path
from typing import Any, get_args

import pytest

from build_scripts.compile import Rules, timeline_facts_used
from build_scripts.model.timeline import StepKind, TimelineStep
from build_scripts.render.context import Site
from build_scripts.render.limits import LimitWords
from build_scripts.render.timeline import due_words


def _page(docs: Path, site_path: str) -> str:
    return unescape((docs / site_path / "index.md").read_text("utf-8"))


def _section(page: str, start: str, end: str) -> str:
    return page.split(start, 1)[1].split(end, 1)[0]


def test_every_kind_of_step_has_words() -> None:
    missing = [kind for kind in get_args(StepKind) if not hasattr(LimitWords, f"_{kind}")]
    assert missing == []


_CITE = {"document": "tj89", "clause": "3-1-1", "quote": "30日内"}


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"kind": "within_days", "days": 30, "after": "day"}, "自登记日期起 30 日内"),
        (
            {"kind": "within_days", "days": 7, "after": "day", "bound": "at_least"},
            "自登记日期起 至少 7 日",
        ),
        (
            {"kind": "working_days", "days": 3, "after_step": "review"},
            "自“审核”起 3 个工作日内",
        ),
        (
            {"kind": "by_day_of_month", "day": 25, "after": "day"},
            "每月 25 日前，从登记日期起算的第一个 25 日",
        ),
        (
            {"kind": "by_day_next_month", "day": 15, "after_step": "review"},
            "“审核”的次月 15 日前",
        ),
        (
            {"kind": "yearly_window", "first": "11-01", "last": "12-31"},
            "每年 11月1日至 12月31日",
        ),
        (
            {"kind": "yearly_window", "last": "03-31", "year_of": "day", "years_later": 1},
            "登记日期的次年 3月31日前",
        ),
        (
            {"kind": "fixed_date", "date": "2020-08-26", "bound": "earliest"},
            "自 2020年8月26日起",
        ),
        (
            {"kind": "months_after", "months": 36, "after": {"month_after": "day"}},
            "自登记日期的下一个月1日起 36 个月（3 年）",
        ),
        ({"kind": "validity", "start": "issued", "end": "2023-05-28"}, "到 2023年5月28日"),
        ({"kind": "days_before", "days": 30, "after": "day"}, "登记日期以前 30 日"),
        ({"kind": "unspecified"}, "文件没有写期限"),
    ],
)
def test_limits_in_words(site: Site, step: dict[str, Any], words: str) -> None:
    known = LimitWords({"day": "登记日期"}, {"review": "审核"}, site.collection.policies)
    written = TimelineStep.model_validate(
        {"id": "one", "label": "一", "actor": "甲", "cite": _CITE, **step}
    )
    assert words in known.of(written)


def test_every_procedure_has_a_page_with_its_steps_limits_and_clauses(
    docs: Path, site: Site
) -> None:
    for key, timeline in site.collection.timelines.items():
        page = _page(docs, f"timelines/{key}")
        steps = _section(page, '<ol class="mc-steps">', "</ol>")
        items = re.findall(r'<li class="mc-step" data-step="(\w+)"', steps)
        assert items == [step.id for step in timeline.steps]
        for step in timeline.steps:
            item = _section(steps, f'data-step="{step.id}"', "</li>")
            assert step.label in item
            assert step.actor in item
            assert 'class="mc-step-limit">' in item
            if step.cite is not None:
                target = f"{site.document_path(step.cite.document)}#{step.cite.clause}"
                assert f"“{step.cite.quote}”" in item
                assert f'href="../../../{target}"' in item


def test_the_page_says_whether_the_first_day_counts_and_which_days(docs: Path) -> None:
    page = _page(docs, "timelines/tianjin/flexible-subsidy-apply")
    assert "自灵活就业（自谋职业）登记日期起 30 日内" in page
    assert "自然日；起算当日不计，从次日数起" in page
    assert "自“核实”起 3 个工作日内" in page
    assert "工作日，按国务院办公厅公布的放假安排" in page


def test_readings_stand_side_by_side_with_what_they_change(docs: Path) -> None:
    page = _page(docs, "timelines/cn/pension-transfer")
    block = _section(page, 'id="reading-cn26-pension-15"', "</fieldset>")
    assert re.findall(r'data-reading="(\w)"', block) == ["A", "B"]
    assert "办完：提速50%，取22个工作日" in _section(block, 'data-reading="B"', "</ul>")
    # A general question changes how the steps are counted, not the steps.
    general = _section(page, 'id="reading-G03-day-count"', "</fieldset>")
    assert "起算当日算第一日" in general
    assert "data-step=" not in general


def test_examples_are_worked_out_with_the_days_their_cases_expect(docs: Path, site: Site) -> None:
    for key, cases in site.collection.timeline_cases.items():
        page = _page(docs, f"timelines/{key}")
        for case in cases.cases:
            assert case.title in page
            example = _section(page, f"<h3>{case.title}</h3>", 'class="mc-button mc-try"')
            for step, day in case.expect.steps.items():
                if day is None:
                    continue
                year, month, number = map(int, day.split("-"))
                words = rf"{year}年{month}月(?:{number}日)?"
                assert re.search(words, example), (case.id, step)


def test_what_is_asked_is_what_the_rule_uses(docs: Path, site: Site, rules: Rules) -> None:
    for key in site.collection.timelines:
        page = _page(docs, f"timelines/{key}")
        asked = re.findall(r'data-fact="(\w+)"', page)
        assert asked == timeline_facts_used(rules, key)
    own = _page(docs, "timelines/tianjin/flexible-subsidy-term")
    assert 'data-fact="last_paid_month" data-type="month"' in own


def test_list_and_tool_have_every_procedure(docs: Path, site: Site) -> None:
    for page, mark in (("timelines", '<tr data-words="'), ("tools/deadlines", "<li data-timeline")):
        text = _page(docs, page)
        paths = re.findall(r'href="(?:\.\./)+timelines/([a-z]+/[a-z0-9-]+)/"', text)
        assert sorted(paths) == sorted(site.collection.timelines)
        assert text.count(mark) == len(paths)


def test_benefits_and_their_procedures_lead_to_one_another(docs: Path, site: Site) -> None:
    for key, timeline in site.collection.timelines.items():
        for benefit in timeline.benefits:
            assert f"benefits/{benefit}/" in _page(docs, f"timelines/{key}")
            assert f"timelines/{key}/" in _page(docs, f"benefits/{benefit}")


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"due": "2020-07-03"}, "2020年7月3日（星期五）"),
        (
            {"due": "2020-03-15", "due_if_extended": "2020-03-16"},
            "2020年3月15日（星期日），是休息日，顺延的话到 2020年3月16日",
        ),
        ({"due": "2020-06-01", "kind": "event_month"}, "2020年6月"),
        ({"possible": ["2030-03-02", "2035-03-02"]}, "可能是 2030年3月2日，或 2035年3月2日"),
        ({"status": "holidays_unpublished"}, "节假日安排尚未公布，推不出"),
        ({"status": "needs_date"}, "还缺日期，推不出"),
    ],
)
def test_days_in_words(step: dict[str, Any], words: str) -> None:
    usual = {"due": None, "due_if_extended": None, "kind": "within_days", "status": "computed"}
    assert due_words(usual | step) == words
