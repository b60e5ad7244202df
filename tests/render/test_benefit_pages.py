"""Pages of benefits, their list, and the register of rules."""

import re
from pathlib import Path
from typing import get_args

import pytest
from markupsafe import escape

from build_scripts.model.benefit import Step
from build_scripts.model.parameters import Unit
from build_scripts.render.context import Site
from build_scripts.render.units import UNIT_WORDS, grouped, with_unit


def _page(docs: Path, site_path: str) -> str:
    return (docs / site_path / "index.md").read_text("utf-8")


def test_every_unit_has_words() -> None:
    units = {*get_args(Unit), *get_args(Step.model_fields["unit"].annotation)}
    assert units - set(UNIT_WORDS) == {"table", "number"}


@pytest.mark.parametrize(
    ("number", "words"),
    [("1000", "1,000"), ("1234567.80", "1,234,567.80"), ("999", "999"), ("75%", "75%"), ("", "")],
)
def test_numbers_are_grouped(number: str, words: str) -> None:
    assert grouped(number) == words


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        ("3364", "CNY/month", "3,364 元/月"),
        ("20%", "ratio", "20%"),
        ("4.25", "percent", "4.25%"),
        ("150", "bp", "150 个基点"),
        ("3", "number", "3"),
    ],
)
def test_numbers_have_their_unit(number: str, unit: str, words: str) -> None:
    assert with_unit(number, unit) == words


@pytest.mark.parametrize(
    ("benefit", "parameter", "unit"),
    [
        ("tianjin/hiring-post-subsidy", "tianjin.min_wage_monthly", "元/月"),
        ("tianjin/internship-subsidy", "tianjin.internship_accident_insurance", "元/人"),
        ("tianjin/startup-loan-sme", "cn.startup_loan_sme_large_headcount", "人"),
        ("tianjin/startup-loan-sme", "cn.startup_loan_sme_hire_ratio", "%"),
    ],
)
def test_a_standard_to_type_has_its_unit(
    docs: Path, benefit: str, parameter: str, unit: str
) -> None:
    page = _page(docs, f"benefits/{benefit}")
    question = page.split(f'id="ask-{parameter}"', 1)[1].split("</fieldset>", 1)[0]
    assert f'<span class="mc-unit">{unit}</span>' in question


def test_inherited_conditions_say_whose_rule_they_are(docs: Path) -> None:
    page = _page(docs, "benefits/guangdong/public-welfare-job")
    assert 'id="rule-last_resort">仍然难以通过市场渠道找到工作（国家规定）' in page
    # What the province wrote itself says nothing of the kind.
    assert page.count("（国家规定）") == 1
    assert '照上级的<a href="../../../benefits/cn/public-welfare-job/">' in page


def test_parts_taken_over_whole_say_whose_they_are(docs: Path) -> None:
    page = _page(docs, "benefits/tianjin/stable-job-refund")
    sections = {
        name: page.split(f'<section id="{name}">', 1)[1].split("</section>", 1)[0]
        for name in ("who", "how-much", "procedure")
    }
    whole = {name for name, text in sections.items() if "没有另行规定，照国家规定。" in text}
    assert whole == {"procedure"}


def test_the_list_has_every_benefit_under_its_region_and_kind(docs: Path, site: Site) -> None:
    page = _page(docs, "benefits")
    paths = re.findall(r'href="\.\./benefits/([a-z]+/[a-z0-9-]+)/"', page)
    assert sorted(paths) == sorted(site.collection.benefits)
    for region in site.collection.regions.values():
        own = {key for key in paths if key.startswith(f"{region.id}/")}
        if not own:
            continue
        section = page.split(f'<section id="{region.id}">', 1)[1].split("</section>", 1)[0]
        assert set(re.findall(r"benefits/([a-z]+/[a-z0-9-]+)/", section)) == own
        for kind in re.split(r"<h3>", section)[1:]:
            heading, _, listed = kind.partition("</h3>")
            payees = {
                site.collection.benefits[key].payee
                for key in re.findall(r"benefits/([a-z]+/[a-z0-9-]+)/", listed)
            }
            assert (
                payees
                <= {
                    "给个人的": {"person"},
                    "给用人单位的": {"employer"},
                    "给机构、学校的": {"organisation", "school"},
                }[heading]
            )


def test_the_register_has_every_rule_and_says_what_became_of_it(docs: Path, site: Site) -> None:
    page = _page(docs, "rules")
    rows = re.findall(r'<tr id="([a-z0-9-]+)".*<td>(.*?)</td></tr>', page)
    assert [key for key, _ in rows] == list(site.collection.register)
    for key, outcome in rows:
        reason = site.collection.register[key].text_only
        covered = re.match("(待遇|时限|一件事)：", outcome)
        assert covered or (reason and outcome == escape(reason)), key


def test_the_matrix_has_every_benefit_in_its_region(docs: Path, site: Site) -> None:
    page = _page(docs, "rules/regions")
    cells = re.findall(r'<td data-label="([^"]+)">(.*?)</td>', page, re.DOTALL)
    listed = {
        (label, path)
        for label, cell in cells
        for path in re.findall(r"benefits/([a-z]+/[a-z0-9-]+)/", cell)
    }
    assert listed == {
        (site.region_label(benefit.region), key)
        for key, benefit in site.collection.benefits.items()
    }
    empty = {re.sub(r"<.*?>", "", cell) for _, cell in cells if "<a " not in cell}
    assert empty == {"文件未规定", "未收录"}
    kinds = re.findall(r'<tr><th scope="row">(.*?)</th>', page)
    assert len(set(kinds)) == len(kinds)


def test_disputed_clauses_stand_under_their_region(docs: Path, site: Site) -> None:
    pages = "".join(
        path.read_text("utf-8") for path in sorted(docs.glob("interpretations/**/index.md"))
    )
    regions = "|".join(site.collection.regions)
    found: dict[str, str] = {}
    region = ""
    for identity in re.findall(r'<section id="([^"]+)">', pages):
        if re.fullmatch(regions, identity):
            region = identity
        else:
            found[identity] = region
    assert found == {key: one.region for key, one in site.collection.interpretations.items()}
