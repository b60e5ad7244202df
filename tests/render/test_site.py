"""The whole output: links, ids, safety, determinism, and what the listings must hold."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from build_scripts.compile import Rules
from build_scripts.link import Links
from build_scripts.load.collection import Collection
from build_scripts.render.context import Site
from build_scripts.render.listings import Listings
from build_scripts.render.site import render_site

from .conftest import BUILD_DAY
from .html_pages import ParsedPage, broken_links


def test_every_internal_link_resolves(docs: Path, pages: dict[str, ParsedPage]) -> None:
    assert broken_links(docs, pages) == []


def test_link_checker_finds_what_is_broken(docs: Path, pages: dict[str, ParsedPage]) -> None:
    bad = ["../nowhere/", "../policies/tianjin/tj6/#art-999", "/about/", "../../outside/", "#none"]
    page = ParsedPage("about/", links=["../policies/", "#top", *bad], ids=["top"])
    found = broken_links(docs, {**pages, "about/": page})
    assert len([line for line in found if line.startswith("about/")]) == len(bad)


def test_ids_are_unique(pages: dict[str, ParsedPage]) -> None:
    repeated = {
        page.site_path: sorted({one for one in page.ids if page.ids.count(one) > 1})
        for page in pages.values()
        if len(set(page.ids)) < len(page.ids)
    }
    assert repeated == {}


def test_nothing_a_strict_policy_refuses(pages: dict[str, ParsedPage]) -> None:
    assert {page.site_path: page.refused for page in pages.values() if page.refused} == {}


def test_elements_are_balanced(pages: dict[str, ParsedPage]) -> None:
    assert {page.site_path: page.unbalanced for page in pages.values() if page.unbalanced} == {}


def test_headings_start_at_one_and_skip_no_level(pages: dict[str, ParsedPage]) -> None:
    for page in pages.values():
        assert page.headings[0] == 1, page.site_path
        assert page.headings.count(1) == 1, page.site_path
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after <= before + 1 for before, after in steps), page.site_path


def test_pages_of_the_navigation_exist(pages: dict[str, ParsedPage]) -> None:
    names = (
        "policies regions topics audiences agencies years kinds numbers about references benefits"
    )
    more = "documents coverage rules rules/regions interpretations editors administrators search"
    wanted = {"", *(f"{name}/" for name in f"{names} {more}".split())}
    assert wanted - set(pages) == set()


def test_text_is_escaped(public: Collection, links: Links, rules: Rules, tmp_path: Path) -> None:
    tj6 = public.policies["tj6"]
    body = [
        tj6.body[0].model_copy(update={"text": '<script>alert("1")</script>&amp;'}),
        *tj6.body[1:],
    ]
    hostile = tj6.model_copy(update={"title": '"><img src=x>', "body": body})
    collection = replace(public, policies={**public.policies, "tj6": hostile})
    render_site(Site(collection, links, as_of=BUILD_DAY, profile="public"), rules, tmp_path)
    for path in tmp_path.rglob("*.md"):
        text = path.read_text("utf-8")
        assert "<script" not in text
        assert "<img" not in text
    page = (tmp_path / "policies/tianjin/tj6/index.md").read_text("utf-8")
    assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;&amp;amp;" in page


def test_same_content_same_bytes(
    public: Collection, links: Links, rules: Rules, docs: Path, tmp_path: Path
) -> None:
    report = render_site(Site(public, links, as_of=BUILD_DAY, profile="public"), rules, tmp_path)
    assert report.pages + report.data_files == sum(
        1 for path in tmp_path.rglob("*") if path.is_file()
    )
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (docs / path.relative_to(tmp_path)).read_bytes(), path
    again = render_site(Site(public, links, as_of=BUILD_DAY, profile="public"), rules, tmp_path)
    assert again.changed == 0
    assert again.removed == 0


def test_other_day_other_status(
    public: Collection, links: Links, rules: Rules, tmp_path: Path
) -> None:
    render_site(Site(public, links, as_of=date(2020, 6, 10), profile="public"), rules, tmp_path)
    page = (tmp_path / "policies/tianjin/tj6/index.md").read_text("utf-8")
    assert "mc-status--active" in page
    assert '<p class="mc-expiry" data-for-status="active">' in page
    assert '<p class="mc-expiry" data-for-status="expired" hidden>' in page


def test_benefits_are_reached_from_their_documents(docs: Path) -> None:
    address = 'href="../../../benefits/tianjin/flexible-employment-si-subsidy/"'
    for key in ("tj89", "tj8", "tj7"):
        assert address in (docs / "policies/tianjin" / key / "index.md").read_text("utf-8")
    listing = (docs / "benefits/index.md").read_text("utf-8")
    assert 'href="../benefits/tianjin/flexible-employment-si-subsidy/"' in listing
    home = (docs / "index.md").read_text("utf-8")
    assert 'href="./benefits/"' in home


def _rows(docs: Path, site_path: str) -> list[str]:
    text = (docs / site_path / "index.md").read_text("utf-8")
    return re.findall(r'<th scope="row"><a href="(?:\.\./)+policies/[a-z]+/([a-z0-9]+)/"', text)


@pytest.mark.parametrize(
    ("region", "count"),
    [("cn", 7), ("beijing", 4), ("guangzhou", 4), ("jiangsu", 3), ("tianjin", 12), ("shandong", 1)],
)
def test_region_listings(docs: Path, region: str, count: int) -> None:
    assert len(_rows(docs, f"policies/{region}")) == count


def test_province_lists_its_cities_under_a_heading(docs: Path) -> None:
    text = (docs / "policies/guangdong/index.md").read_text("utf-8")
    own, _, city = text.partition("<h2>广州市</h2>")
    assert own.count('scope="row"') == 3
    assert city.count('scope="row"') == 4
    assert 'href="../../policies/cn/">全国（7 件）' in text


def test_all_documents_are_in_one_table_newest_first(docs: Path, public: Collection) -> None:
    keys = _rows(docs, "policies")
    assert sorted(keys) == sorted(public.policies)
    issued = [public.policies[key].issued for key in keys]
    assert issued == sorted(issued, reverse=True)


def test_every_document_is_under_each_of_its_values(docs: Path, site: Site) -> None:
    for key, document in site.collection.policies.items():
        paths = [f"topics/{topic}" for topic in document.topics]
        paths += [f"audiences/{who}" for who in document.audiences]
        paths += [f"agencies/{agency}" for agency in document.issuers]
        paths += [f"years/{document.issued[:4]}", site.kind_path(document.kind)]
        if document.issuer_inferred:
            paths.append(f"agencies/{document.issuer_inferred.agency}")
        for path in paths:
            assert key in _rows(docs, path), (key, path)


def test_inferred_issuers_stand_apart(site: Site) -> None:
    facet = Listings(site).agencies
    inferred = {
        key for value in facet.values for heading, key in value.documents if heading is not None
    }
    assert inferred == {
        key
        for key, document in site.collection.policies.items()
        if document.issuer_inferred and document.issuer_inferred.agency not in document.issuers
    }
    assert "tj89" in inferred


def test_number_index_holds_every_number(docs: Path, site: Site) -> None:
    text = (docs / "numbers/index.md").read_text("utf-8")
    for document in site.collection.policies.values():
        if document.document_number:
            assert f">{document.document_number}</a>" in text
    for stub in site.links.stubs.values():
        if stub.number:
            assert f">{stub.number}</a>" in text
    numbers = re.findall(r'scope="row"><a [^>]*>津人社局发〔(\d+)〕(\d+)号</a>', text)
    assert len(numbers) > 5
    assert numbers == sorted(numbers, key=lambda n: (int(n[0]), int(n[1])))


def test_stub_shows_who_names_it_and_how(docs: Path, site: Site) -> None:
    slug = next(s.slug for s in site.links.stubs.values() if s.number == "津人社局发〔2013〕18号")
    text = (docs / "documents" / slug / "index.md").read_text("utf-8")
    assert "本库未收录原文" in text
    assert "已自2020年5月15日起废止" in text
    assert "<h3>被废止</h3>" in text
    assert 'href="../../policies/tianjin/tj6/#art-20">第二十条</a>' in text
    quote = text.split('<blockquote class="mc-quote">', 1)[1].split("</blockquote>", 1)[0]
    assert "（津人社局发〔2013〕18号）" in quote
    assert quote.endswith("同时废止。")


def test_successor_is_said_not_asserted(docs: Path, site: Site) -> None:
    # 粤府〔2020〕12号 was followed by 粤府〔2021〕13号, so says a source outside the collection.
    slug = next(s.slug for s in site.links.stubs.values() if s.number == "粤府〔2020〕12号")
    text = (docs / "documents" / slug / "index.md").read_text("utf-8")
    known = text.split('id="known"', 1)[1].split("</aside>", 1)[0]
    assert "据说接续或代替它的文件" in known
    assert "粤府〔2021〕13号" in known
    assert "可信程度" in known


def test_amendments_not_merged_are_counted(docs: Path, site: Site) -> None:
    count = sum(len(amendments) for amendments in site.links.amendments.values())
    assert count
    text = (docs / "references/index.md").read_text("utf-8")
    assert f"{count} 处修订</a>未并入" in text
    rows = (docs / "references/amendments/index.md").read_text("utf-8").count('scope="row"')
    assert rows == count


def test_coverage_counts_characters(docs: Path, public: Collection) -> None:
    text = (docs / "coverage/index.md").read_text("utf-8")
    characters = sum(
        len("".join(clause.own_text().split()))
        for document in public.policies.values()
        for clause in document.clauses()
    )
    assert f"{characters:,} 字" in text
    assert text.count('scope="row"') == 34


def test_editors_page_describes_every_field(docs: Path) -> None:
    text = (docs / "editors/index.md").read_text("utf-8")
    for name in ("document_number", "issuer_inferred", "explains", "printed_lines", "target_place"):
        assert f"<code>{name}</code>" in text
    assert "mingce:field-reference" not in text


def test_data_files(docs: Path, public: Collection) -> None:
    index = json.loads((docs / "data/index.json").read_text("utf-8"))
    assert index["documents"] == 34
    assert re.fullmatch(r"[0-9a-f]{16}", index["version"])
    for name in index["files"]:
        json.loads((docs / "data" / name).read_text("utf-8"))
    documents = json.loads((docs / "data/documents.json").read_text("utf-8"))
    assert [document["key"] for document in documents] == list(public.policies)
    whole = json.loads((docs / "data/policies/tianjin/tj6.json").read_text("utf-8"))
    assert whole["document_number"] == "津人社局发〔2020〕6号"
    assert whole["body"][0]["id"] == "title"
    references = json.loads((docs / "data/references.json").read_text("utf-8"))
    assert len(references["tj6"]["outgoing"]["repeals"]) == 8
    schema = (docs / "schemas/policy.json").read_bytes()
    assert schema == (public.root / "schemas/policy.json").read_bytes()


def test_version_follows_the_content(
    public: Collection, links: Links, rules: Rules, docs: Path, tmp_path: Path
) -> None:
    changed = public.policies["tj6"].model_copy(update={"title": "改了一个字"})
    collection = replace(public, policies={**public.policies, "tj6": changed})
    render_site(Site(collection, links, as_of=BUILD_DAY, profile="public"), rules, tmp_path)
    before = json.loads((docs / "data/index.json").read_text("utf-8"))["version"]
    after = json.loads((tmp_path / "data/index.json").read_text("utf-8"))["version"]
    assert before != after
