"""What a benefit names exists: each slip is told in exact words, at its place."""

from dataclasses import replace
from typing import Any

import pytest

from build_scripts.check.benefits import check_benefits
from build_scripts.check.coverage import check_coverage
from build_scripts.load.collection import Collection
from build_scripts.model.benefit import Benefit

BENEFIT = "tianjin/flexible-employment-si-subsidy"
FILE = f"content/benefits/{BENEFIT}.yml"


def messages(collection: Collection, change: Any) -> list[str]:
    """What is said of the benefit after ``change`` has had its way with its plain data."""
    plain = collection.benefits[BENEFIT].model_dump(exclude_none=True)
    change(plain)
    benefit = Benefit.model_validate(plain)
    changed = replace(collection, benefits={**collection.benefits, BENEFIT: benefit})
    return [p.message for p in check_benefits(changed) if p.file == FILE]


def _leaf(plain: Any, name: str) -> Any:
    """The condition called ``name``."""
    stack = [plain["conditions"]]
    while stack:
        node = stack.pop()
        if node["id"] == name:
            return node
        for group in ("all", "any", "none"):
            stack.extend(node.get(group, []))
    raise KeyError(name)


def test_the_content_is_accepted(collection: Collection) -> None:
    assert messages(collection, lambda plain: None) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda b: _leaf(b, "recognised").update(fact="hard_to_employ_recognized"),
            "没有“hard_to_employ_recognized”这个事实。是不是“hard_to_employ_recognised”？",
        ),
        (
            lambda b: _leaf(b, "works_flexibly").update(one_of=["flexibel"]),
            "没有“flexibel”这个“目前就业状态”的选项。是不是“flexible”？",
        ),
        (
            lambda b: _leaf(b, "recognised").update(equals="yes"),
            "“已认定就业困难人员”（hard_to_employ_recognised）只有 true 和 false",
        ),
        (
            lambda b: _leaf(b, "less_than_three_years").update(
                fact="application_date", less_than=36
            ),
            "“申请日期”（application_date）是日期，要写 date，不写 fact",
        ),
        (
            lambda b: b["amount"].update(result="monthlyy"),
            "没有“monthlyy”这个步骤。是不是“monthly”？",
        ),
        (
            lambda b: b["duration"]["choose"][0].update(when="nothing_like_it"),
            "没有“nothing_like_it”这个条件。",
        ),
        (
            lambda b: b["readings"][0].update(interpretation="G03-day-counts"),
            "没有“G03-day-counts”这个歧义。是不是“G03-day-count”？",
        ),
        (
            lambda b: b["readings"][0].update(reading="Z"),
            "没有“Z”这个读法。",
        ),
        (
            lambda b: _leaf(b, "works_flexibly").update(id="recognised"),
            "编号“recognised”在本待遇里重复",
        ),
        (
            lambda b: b.update(extends="cn/nothing"),
            "没有“cn/nothing”这个待遇。",
        ),
        (
            lambda b: b.update(extends=BENEFIT),
            f"绕了一圈又回到自己：{BENEFIT} → {BENEFIT}",
        ),
    ],
)
def test_slips(collection: Collection, change: Any, message: str) -> None:
    told = messages(collection, change)
    assert any(one == message or one.startswith(message) for one in told), told


def test_every_rule_of_the_register_is_taken_up(collection: Collection) -> None:
    assert check_coverage(collection) == []
    assert len(collection.register) == 379


def test_a_rule_that_nothing_takes_up_is_named(collection: Collection) -> None:
    register = {"tj89-rate-75": collection.register["tj89-rate-75"]}
    alone = replace(collection, register=register, benefits={}, timelines={}, bundles={})
    told = [problem.message for problem in check_coverage(alone)]
    assert told == [
        "规则“tj89-rate-75”还没有收录：要有一项待遇、时限或一件事写上它，"
        "或者写明只作文字展示的原因（text_only）"
    ]
