"""Comparison pages and the comparison tool, against what the documents say."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from build_scripts.model.base import Citation
from build_scripts.model.benefit import Condition
from build_scripts.render.comparable import compared_groups, comparison_path
from build_scripts.render.comparisons import PICKABLE
from build_scripts.render.context import Site
from build_scripts.render.requirements import requirements


class _Table(HTMLParser):
    """The comparison table as texts: heads of columns, and (part, label) → cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.heads: list[str] = []
        self.rows: dict[str, list[str]] = {}
        self.parts: dict[str, str] = {}
        self._part = ""
        self._into: list[str] | None = None
        self._label: str | None = None
        self._cells: list[str] = []
        self.feed(page[page.index('<table class="mc-table mc-comparison">') :].split("</table>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("th", "td"):
            self._into = []
            self._kind = dict(attrs).get("scope", "cell")
        elif tag == "tr":
            self._label, self._cells = None, []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td") and self._into is not None:
            text = re.sub(r"\s+", " ", "".join(self._into)).strip()
            if self._kind == "col":
                self.heads.append(text)
            elif self._kind == "rowgroup":
                self._part = text
            elif self._kind == "row":
                self._label = text
            else:
                self._cells.append(text)
            self._into = None
        elif tag == "tr" and self._label:
            self.rows[self._label] = self._cells
            self.parts[self._label] = self._part

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)


def _page(docs: Path, group: str) -> str:
    return (docs / comparison_path(group) / "index.md").read_text("utf-8")


def test_every_kind_with_two_benefits_has_a_page_and_is_listed(docs: Path, site: Site) -> None:
    groups = compared_groups(site)
    count: dict[str | None, int] = {}
    for benefit in site.collection.benefits.values():
        count[benefit.comparable_group] = count.get(benefit.comparable_group, 0) + 1
    assert set(groups) == {kind for kind, number in count.items() if kind and number > 1}
    listed = (docs / "compare" / "index.md").read_text("utf-8")
    for group, benefits in groups.items():
        assert f'href="../{comparison_path(group)}"' in listed
        table = _Table(_page(docs, group))
        assert len(table.heads) == len(benefits) + 1
        assert all(len(cells) == len(benefits) for cells in table.rows.values())
        assert len(benefits) <= PICKABLE


def test_public_welfare_jobs_say_what_the_documents_say(docs: Path) -> None:
    table = _Table(_page(docs, "public_welfare_job"))
    national, guangdong, tianjin = table.heads[1:]
    assert national.startswith("全国 有效期未写明")
    assert guangdong.startswith("广东省 已到期")
    assert tianjin.startswith("天津市 已到期")
    amount = table.rows["补多少 不同"]
    # 津人社局发〔2020〕6号第七条：“岗位补贴标准为本市当年最低工资标准的40%”
    assert "天津市月最低工资标准 × 40%" in amount[2]
    # 2050 × 40% + 3364 × (16% + 0.5% + 0.5% + 8% + 0.4%) = 820 + 854.46 = 1674.46
    assert "1,674.46 元/月，36 个月" in amount[2]
    assert "要看当地公布的标准" in amount[1]
    duration = table.rows["补多久 不同"]
    assert "临时性岗位最多6个月" in duration[0]  # 人社部发〔2020〕38号五
    assert "不超过3年" in duration[1]  # 广东办法第八条
    assert "3年，从上岗的月份数起" in duration[2]  # 津人社局发〔2020〕8号第十二条
    # 广东办法第十一条“有效期5年”；津人社局发〔2020〕8号第二十五条“有效期至2023年5月14日”
    period = table.rows["施行期间 不同"]
    assert "至 2025年4月7日" in period[1]
    assert "至 2023年5月14日" in period[2]
    assert "累计不超过2次" in table.rows["已安置次数 不同"][1]
    assert table.rows["已安置次数 不同"][0] == "没有这一条"
    # 人社部发〔2020〕38号八 holds in Tianjin, whose own measures are silent.
    other_post = table.rows["已在另一公益性岗位 不同"]
    assert other_post[2].startswith("与全国一样")
    assert "（国家规定）" in other_post[2]


def test_what_differs_comes_first(docs: Path, site: Site) -> None:
    for group in compared_groups(site):
        parts = list(_Table(_page(docs, group)).parts.items())
        for label, part in parts:
            assert (part == "不一样的") == label.endswith(" 不同")
        order = [part == "不一样的" for _, part in parts]
        assert order == sorted(order, reverse=True)


def test_job_seeking_subsidies(docs: Path) -> None:
    page = _page(docs, "job_seeking_startup_subsidy")
    table = _Table(page)
    # 津人社办发〔2020〕78号二：“每人3000元，每人限领一次”
    assert "3,000.00 元" in table.rows["补多少 不同"][1]
    assert "要看当地公布的标准" in table.rows["补多少 不同"][0]
    # One amount that rests on the texts is no comparison.
    assert "mc-bars" not in page


def test_amounts_that_compare_are_drawn_with_a_table_beside(docs: Path) -> None:
    page = _page(docs, "flexible_employment_si_subsidy")
    picture = page.split("<svg", 1)[1].split("</svg>", 1)[0]
    # 3364 × 20% × 75% = 504.60（津人社办发〔2020〕89号）；3364 × 20% × 2/3 = 448.53
    assert "504.60 元/月" in picture
    assert "448.53 元/月" in picture
    widths = [int(w) for w in re.findall(r'mc-bar" x="0" y="\d+" width="(\d+)"', picture)]
    assert widths == [360, round(360 * 448.53 / 504.60)]
    beside = page.split("图中的数", 1)[1].split("</table>", 1)[0]
    assert "零就业家庭人员，只缴养老保险，按75%补贴" in beside


def test_every_cell_of_a_rule_cites_its_clause(docs: Path, site: Site) -> None:
    for group, benefits in compared_groups(site).items():
        page = _page(docs, group)
        for key in benefits:
            benefit = site.collection.benefits[key]
            amount = benefit.amount
            for step in amount.steps if amount else []:
                if step.cite:
                    path = f"{site.document_path(step.cite.document)}#{step.cite.clause}"
                    assert f'href="../../{path}"' in page
        assert "style=" not in page


def test_cells_lead_to_the_benefit_and_to_the_tool_filled_in(docs: Path) -> None:
    page = _page(docs, "flexible_employment_si_subsidy")
    assert 'href="../../benefits/tianjin/flexible-employment-si-subsidy/"' in page
    (link, *_) = re.findall(r'href="\.\./\.\./(tools/compare/#[^"]+=[^"]+)"', page)[1:]
    assert "hard_to_employ_recognised=true" in link
    assert "-group=flexible_employment_si_subsidy" in link
    assert "-regions=guangzhou%2Ctianjin" in link
    assert "-dates=2020-06-10" in link


def test_benefits_lead_to_their_comparison(docs: Path, site: Site) -> None:
    compared = {key for keys in compared_groups(site).values() for key in keys}
    for key in site.collection.benefits:
        page = (docs / "benefits" / key / "index.md").read_text("utf-8")
        assert ("同类待遇各地对照" in page) == (key in compared)


def test_the_tool_asks_every_question_of_every_kind_once(docs: Path, site: Site) -> None:
    page = (docs / "tools" / "compare" / "index.md").read_text("utf-8")
    asked = re.findall(r'data-fact="([^"]+)"', page)
    assert len(asked) == len(set(asked))
    named = {
        word.split("=")[0]
        for text in re.findall(r'data-(?:questions|folded)="([^"]*)"', page)
        for word in text.split()
    }
    assert named == set(asked)
    members = re.findall(r'data-benefit="([^"]+)"', page)
    assert sorted(members) == sorted(
        key for key, benefit in site.collection.benefits.items() if benefit.comparable_group
    )
    # What the engine starts with is named in the head, too.
    assert page[page.index("<article") :].count("shared.json") == 1


CITE = Citation(document="tj6", clause="art-7", quote="岗位补贴")


def _leaf(name: str) -> Condition:
    return Condition(id=name, label=name, fact=name, equals=True, cite=CITE)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (
            Condition(id="x", label="x", all=[_leaf("a"), _leaf("b")]),
            [("a", True, None), ("b", True, None)],
        ),
        (
            Condition(id="x", label="x", any=[_leaf("a"), _leaf("b")]),
            [("a", True, ("x", False)), ("b", True, ("x", False))],
        ),
        (
            Condition(id="x", label="x", none=[_leaf("a"), _leaf("b")]),
            [("a", False, None), ("b", False, None)],
        ),
        # Not both: neither is refused by itself.
        (
            Condition(
                id="x",
                label="x",
                none=[Condition(id="y", label="y", all=[_leaf("a"), _leaf("b")])],
            ),
            [("a", False, ("y", True)), ("b", False, ("y", True))],
        ),
    ],
)
def test_a_requirement_knows_its_place(
    condition: Condition, expected: list[tuple[str, bool, tuple[str, bool] | None]]
) -> None:
    found = [
        (r.subject, r.wanted, r.choice and (r.choice.label, r.choice.together))
        for r in requirements(condition)
    ]
    assert found == expected
