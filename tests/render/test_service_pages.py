"""Pages of 一件事 and 提速办: what the text names, merged papers, limits."""

import re
from pathlib import Path

import pytest

from build_scripts.load.collection import Collection
from build_scripts.render.context import Site

from .html_pages import ParsedPage


def _page(docs: Path, site_path: str) -> str:
    return (docs / site_path / "index.md").read_text("utf-8")


def _text(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def _section(page: str, name: str) -> str:
    return page.split(f'<section id="{name}">', 1)[1].split("</section>", 1)[0]


def test_every_bundle_has_a_page_and_is_listed(docs: Path, site: Site) -> None:
    listed = re.findall(r'href="\.\./services/([a-z_-]+)/"', _page(docs, "services"))
    assert set(listed) == set(site.collection.bundles)
    for key, bundle in site.collection.bundles.items():
        page = _page(docs, f"services/{key}")
        assert f"<h1>{bundle.title}</h1>" in page
        assert bundle.missing is None or bundle.missing in page


def test_ten_packages_in_the_order_of_the_text(docs: Path) -> None:
    packages = _section(_page(docs, "services"), "packages")
    titles = re.findall(r'/">(.+?)</a>', packages)
    # 人社部发〔2020〕26号二、（一）
    assert titles == [
        *("企业招用员工", "企业与员工解除终止劳动合同", "失业", "高校毕业生就业"),
        *("事业单位聘用工作人员", "创业", "职工退休", "申领工亡人员有关待遇"),
        *("退休人员过世", "申领社会保障卡"),
    ]
    assert "11 个事项，条文点名 6 个" in packages


@pytest.mark.parametrize(
    ("title", "before", "after"),
    [
        # 答记者问：规定时限是45个工作日，力争压缩到15个工作日
        ("养老保险关系转移接续", "45 个工作日", "力争 15 个工作日"),
        # 答记者问：过去要求是10天，提速后现场办理须在5个工作日内办结
        ("失业保险金申领", "10 天", "到窗口现场办理：5 个工作日"),
        ("职工退休申请", "条文没有写", "减少 50% 以上"),
        ("其他限时办结的事项", "规定的时限", "减少 50% 以上"),
        ("即时办结的事项", "条文没有写", "原则上不超过 30 分钟"),
    ],
)
def test_shortened_limits_with_their_clauses(
    docs: Path, title: str, before: str, after: str
) -> None:
    rows = re.findall(
        r"<tr><th scope=\"row\">.*?</tr>", _section(_page(docs, "services"), "speedup")
    )
    row = next(row for row in rows if f">{title}<" in row)
    assert f'<td data-label="原来">{before}</td>' in row
    assert f"<strong>{after}</strong>" in row
    assert re.search(r'href="\.\./policies/cn/cn26/#(2-2-p2|qa-3-a)" data-cite="cn26/', row)


def test_hire_names_six_items_and_where_they_are_dealt_with(docs: Path) -> None:
    items = _section(_page(docs, "services/hire"), "items")
    assert "条文说共 11 个事项，点名的有这 6 个" in items
    assert len(re.findall("<li>", items)) == 6
    assert 'href="../../benefits/beijing/online-si-registration/"' in items


def test_papers_of_several_items_are_listed_once(docs: Path, site: Site) -> None:
    page = _page(docs, "services/hire")
    rows = re.findall(r'<tr data-paper="([0-9a-f]{6})" data-items="([\d ]+)">(.*?)</tr>', page)
    texts = [_text(row.split("</th>")[0]) for _, _, row in rows]
    assert len(set(texts)) == len(texts)
    form = next(i for i, text in enumerate(texts) if "《社保、岗位补贴申报表》" in text)
    # 津人社局发〔2020〕6号第十条（一）：四项补贴同一张表（岗位补贴和三项社保补贴）。
    assert len(rows[form][1].split()) == 4
    assert "津人社局发〔2020〕6号第十条" in rows[form][2]
    reliefs = page.split('class="mc-reliefs"', 1)[1].split("</ul>", 1)[0]
    assert "不再" in reliefs or "不用再提供证明材料" in reliefs
    assert not [text for text in texts if text.startswith(("不用", "（不用交）"))]


def test_every_paper_of_an_item_is_in_the_list(docs: Path, site: Site) -> None:
    for key, bundle in site.collection.bundles.items():
        page = _text(_page(docs, f"services/{key}"))
        for name in (*bundle.benefits, *(b for item in bundle.items for b in item.benefits)):
            for remark in site.collection.benefits[name].materials:
                assert remark.text.rstrip("。") in page, (key, name, remark.text)


def test_what_need_not_be_handed_in_is_quoted(docs: Path) -> None:
    shared = _section(_page(docs, "services/startup"), "shared")
    for quote in ("提交“一套材料”", "不得要求重复提交材料", "不再要求提供职工花名册、工资表"):
        assert quote in shared
    assert 'data-cite="cn30/3-1"' in shared


def test_other_reading_of_the_pension_transfer(docs: Path) -> None:
    page = _page(docs, "services/pension_transfer")
    assert 'data-timeline="cn/pension-transfer" data-own data-dated' in page
    readings = _section(page, "readings")
    # 45×50%=22.5，零头舍去
    assert "取22个工作日" in readings


def test_packages_without_anything_dated_load_nothing(docs: Path) -> None:
    page = _page(docs, "services/terminate")
    assert "data-rules" not in page
    assert "modules:" not in page
    assert "条文没有写几天" in page
    # Items without dated limits can be ticked all the same.
    startup = _page(docs, "services/startup")
    assert "assets/javascripts/tools/service.js" in startup


def test_pages_are_sound(pages: dict[str, ParsedPage], site: Site) -> None:
    own = [page for path, page in pages.items() if path.startswith("services/")]
    assert len(own) == len(site.collection.bundles) + 1
    for page in own:
        assert page.refused == [], page.site_path
        assert page.unbalanced == [], page.site_path
        assert len(set(page.ids)) == len(page.ids), page.site_path
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), page.site_path


def test_links_lead_somewhere(docs: Path, pages: dict[str, ParsedPage], public: Collection) -> None:
    """Pages of services, standards and retirement; timelines are pages of another module."""
    from .html_pages import broken_links

    own = ("services/", "parameters/", "tools/retirement/")
    shown = {path: page for path, page in pages.items() if path.startswith(own)}
    timelines = {f"timelines/{key}/" for key in public.timelines}
    broken = [line for line in broken_links(docs, {**pages, **shown}) if line.startswith(own)]
    assert [line for line in broken if not any(path in line for path in timelines)] == []
