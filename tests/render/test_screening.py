"""The page 我能享受什么 as it is read without scripts, and what the tool takes from it."""

import re
from pathlib import Path

import pytest

from build_scripts.compile import Rules, facts_used
from build_scripts.load.collection import Collection
from build_scripts.render.context import Site
from build_scripts.render.rules import kinds_not_held


@pytest.fixture(scope="module")
def page(docs: Path) -> str:
    return (docs / "tools/screening/index.md").read_text("utf-8")


def test_every_benefit_is_in_the_table_with_whom_it_is_for(
    page: str, collection: Collection
) -> None:
    rows = re.findall(r'<tr data-benefit="([^"]+)" data-who="([^"]+)" data-region="([^"]+)"', page)
    assert sorted(row[0] for row in rows) == sorted(collection.benefits)
    for key, who, region in rows:
        benefit = collection.benefits[key]
        assert region == benefit.region
        assert who == ("organisation" if benefit.payee == "school" else benefit.payee)
    for benefit in collection.benefits.values():
        assert benefit.summary.replace('"', "&#34;") in page


def test_every_question_that_can_be_asked_is_there_once(
    page: str, collection: Collection, rules: Rules
) -> None:
    used = {name for key in collection.benefits for name in facts_used(rules, key)}
    asked = re.findall(r'<fieldset class="mc-question" id="ask-[^"]+" data-fact="([^"]+)"', page)
    # What may differ from benefit to benefit is asked on their own pages.
    expected = [f.id for f in collection.facts.values() if f.id in used and f.scope is None]
    assert asked == expected
    left = re.findall(r'<data data-fact="([^"]+)">', page)
    assert left == [f.id for f in collection.facts.values() if f.id in used and f.scope]


def test_options_are_those_that_benefits_tell_apart(page: str) -> None:
    row = page.split('data-benefit="tianjin/flexible-employment-si-subsidy"', 1)[1].split(">", 1)[0]
    options = dict(
        entry.split(":") for entry in re.findall(r'data-options="([^"]+)"', row)[0].split()
    )
    # 89号 1-1: the four kinds of families and relatives, and no others.
    assert set(options["person_status"].split(",")) == {
        "zero_employment_family",
        "single_parent_family",
        "dibao_family",
        "supports_ill_relative",
        "raises_ill_relative",
    }


def test_a_region_knows_what_lies_above_it(page: str) -> None:
    assert 'value="guangzhou" data-above="guangdong cn"' in page
    assert 'value="tianjin" data-above="cn"' in page


def test_what_is_not_calculated_is_listed_with_its_reason(page: str, site: Site) -> None:
    part = page.split('id="not-computed"', 1)[1].split("</section>", 1)[0]
    for rule in site.collection.register.values():
        if rule.text_only:
            assert rule.text_only in part
    # 江苏 has no document on flexible employment subsidies; 广州 has a rule of its own.
    assert "灵活就业社会保险补贴" in "".join(kinds_not_held(site, "jiangsu"))
    assert "灵活就业社会保险补贴" not in "".join(kinds_not_held(site, "guangzhou"))
    # National rules apply everywhere, so the kind is held.
    assert not any("稳岗返还" in name for name in kinds_not_held(site, "jiangsu"))
