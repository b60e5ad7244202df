"""What a reader of a document's page sees."""

import re

import pytest

from build_scripts.render.clauses import is_heading, outline
from build_scripts.render.context import Site

from .conftest import BUILD_DAY

TITLE = "关于印发天津市鼓励企业吸纳就业社保补贴和岗位补贴管理办法的通知"


def _clause(html: str, clause: str) -> str:
    """The printed line of one clause, its tools and notes included, without its children."""
    start = html.index(f'id="{clause}">')
    following = html.find("<section", start)
    return html[start : following if following > 0 else len(html)]


def test_head(policy_html: dict[str, str]) -> None:
    html = policy_html["tj6"]
    assert f"<h1>{TITLE}</h1>" in html
    assert (
        '<span class="mc-status mc-status--expired" data-issued="2020-05-09"'
        ' data-effective="2020-05-15" data-expires="2023-05-14" data-repealed=""'
        ' data-expires-basis="stated">'
    ) in html
    assert '<p class="mc-expiry" data-for-status="expired">本文件已于2023年5月14日到期' in html
    assert '<p class="mc-expiry" data-for-status="active" hidden>' in html
    assert html.count('class="mc-expiry"') == 3


def test_clause_has_label_text_permalink_and_citation(policy_html: dict[str, str]) -> None:
    line = _clause(policy_html["tj6"], "art-7")
    assert '<span class="mc-label">第七条</span>岗位补贴标准为本市当年最低工资标准的40%。' in line
    assert '<a class="mc-permalink" href="#art-7" aria-label="第七条的链接">' in line
    assert f'data-cite="《{TITLE}》（津人社局发〔2020〕6号）第七条" hidden>复制引用' in line


def test_every_clause_is_a_permalink(site: Site, policy_html: dict[str, str]) -> None:
    for key, document in site.collection.policies.items():
        for clause in document.clauses():
            assert f' id="{clause.id}">' in policy_html[key], (key, clause.id)


def test_text_is_complete(site: Site, policy_html: dict[str, str]) -> None:
    """All printed text of all documents is on their pages, in order (tables by cell)."""
    for key, document in site.collection.policies.items():
        ours = r'<(?:aside|p) class="mc-(?:note|quiet|companion-link).*?</(?:aside|p)>'
        bare = re.sub(ours, "", policy_html[key])
        bare = re.sub(r'<span class="mc-tools">.*?</span>', "", bare)
        bare = "".join(re.sub(r"<[^>]+>", "", bare).split())
        for entity, character in (("&#34;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
            bare = bare.replace(entity, character)
        position = bare.index("正文")
        for clause in document.clauses():
            text = "".join(clause.own_text().split())
            found = bare.find(text, position)
            assert found >= 0, (key, clause.id, text[:60])
            position = found + len(text)


def test_repealed_documents_are_links(policy_html: dict[str, str]) -> None:
    # 第二十条 repeals eight notices by name and number.
    line = _clause(policy_html["tj6"], "art-20")
    links = re.findall(r'<a class="mc-ref mc-ref--repeals" href="([^"]+)"', line)
    assert len(links) == 8
    assert all(href.startswith("../../../documents/") for href in links)
    assert line.count("本库未收录原文") == 8


def test_held_target_carries_its_status(policy_html: dict[str, str]) -> None:
    line = _clause(policy_html["tj6"], "art-1")
    assert 'class="mc-ref mc-ref--based_on" href="../../../policies/tianjin/tj7/"' in line
    assert 'data-number="津政办规〔2020〕7号" data-issued="2020-05-02"' in line


def test_answers_and_clauses_point_at_each_other(site: Site, policy_html: dict[str, str]) -> None:
    pairs = [
        (document.key, clause.id, target)
        for document in site.collection.policies.values()
        for clause in document.clauses()
        for target in clause.explains
    ]
    assert pairs
    for key, answer, target in pairs:
        html = policy_html[key]
        # Said after the last paragraph of the answer.
        said = html[html.index(f' id="{answer}">') :].split("解释：正文", 1)[1].split("</p>", 1)[0]
        assert f'href="#{target}"' in said
        assert f'href="#{answer}"' in _clause(html, target)


def test_a_table_of_offices_is_marked_as_old(policy_html: dict[str, str]) -> None:
    table = policy_html["bjbzj"].split('id="a1-table-1">', 1)[1]
    assert table.index("2020年公布，可能已变更") < table.index("</section>")


def test_contacts_are_marked_as_old(site: Site, policy_html: dict[str, str]) -> None:
    for key, document in site.collection.policies.items():
        blocks = re.findall(r"<div><dt>(?:(?!</div>).)*</div>", policy_html[key], re.DOTALL)
        contacts = [block for block in blocks if "可能已变更" in block]
        # The seventeen Beijing offices stand in a table of the text and are not listed again.
        listed = [] if key == "bjbzj" else document.contacts
        assert len(contacts) == len(listed), key
        assert all("2020年公布，可能已变更" in block for block in contacts)


def test_attachments_without_text_say_so(policy_html: dict[str, str]) -> None:
    assert "社保、岗位补贴申报表" in policy_html["tj6"]
    assert "未随文：原书只列出名称" in policy_html["tj6"]


def test_source_errors_are_noted_beside_the_text(policy_html: dict[str, str]) -> None:
    # 津人社局发〔2020〕6号: a law firm's address printed as the agency's.
    assert "原文有误，照印" in _clause(policy_html["tj6"], "links")


def test_provenance_and_file(policy_html: dict[str, str]) -> None:
    html = policy_html["tj6"]
    assert "文本第3634—3854行" in html
    assert "<code>content/policies/tianjin/tj6.yml</code>" in html


def test_edit_link(site: Site) -> None:
    other = Site(
        site.collection,
        site.links,
        as_of=BUILD_DAY,
        profile="public",
        edit_base="https://git.example/mingce/blob/main/",
    )
    assert other.edit_url(site.collection.policies["tj6"]) == (
        "https://git.example/mingce/blob/main/content/policies/tianjin/tj6.yml"
    )


def test_forward_and_references_are_listed_by_type(policy_html: dict[str, str]) -> None:
    # 穗人社函〔2020〕118号 forwards 粤人社函〔2020〕147号.
    for key, label, other in (
        ("gz118", "转发", "guangdong/gd147"),
        ("gd147", "被转发", "guangzhou/gz118"),
    ):
        entry = rf'<h3>{label}</h3>\s*<ul><li><a href="../../../policies/{other}/"'
        assert re.search(entry, policy_html[key]), key


def test_amendments_are_listed(site: Site, policy_html: dict[str, str]) -> None:
    # 穗人社规字〔2020〕4号 amends 1号文.
    amendments = site.collection.policies["gz4"].amendments
    assert amendments
    section = policy_html["gz4"].split('id="amendments"', 1)[1].split("</section>", 1)[0]
    assert section.count("<li>") == len(amendments)
    assert "穗人社规字〔2019〕1号" in section


@pytest.mark.parametrize("key", ["tj6", "cn26"])
def test_outline_reaches_articles_sections_and_questions(site: Site, key: str) -> None:
    entries = outline(site.collection.policies[key])
    texts = [child.text for entry in entries for child in entry.children]
    texts += [entry.text for entry in entries]
    wanted = {
        "tj6": ["第七条 岗位补贴标准为本市当年最低工资标准的40%"],
        "cn26": ["一、总体要求", "（一）指导思想", "问：请介绍一下《通知》出台的背景和目的？"],
    }
    assert [text for text in wanted[key] if text not in texts] == []


def test_headings_are_titles_not_sentences(site: Site) -> None:
    clauses = {clause.id: clause for clause in site.collection.policies["cn26"].clauses()}
    assert is_heading(clauses["1"])
    assert is_heading(clauses["1-1"])
    article = next(c for c in site.collection.policies["tj6"].clauses() if c.id == "art-7")
    assert not is_heading(article)
