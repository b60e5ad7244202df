"""The references of the real collection, against the text as a person reads it."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.link import Links, Mention, Target, link_collection
from build_scripts.link.names import title_key
from build_scripts.load.collection import Collection

EXPECTED: dict[str, dict[str, list[Any]]] = yaml.safe_load(
    (Path(__file__).parent / "expected.yml").read_text("utf-8")
)

REPEALED_BY_TJ6 = [
    "津人社局发〔2013〕18号",
    "津人社局发〔2014〕24号",
    "津人社局发〔2014〕73号",
    "津人社局发〔2014〕95号",
    "津人社局发〔2016〕87号",
    "津人社办发〔2018〕123号",
    "津人社办发〔2018〕322号",
    "津人社办发〔2018〕387号",
]
REPEALED_BY_TJ8 = ["津劳社局发〔2007〕148号", "津人社局发〔2010〕60号", "津人社局发〔2014〕40号"]


@pytest.fixture(scope="module")
def links(collection: Collection) -> Links:
    return link_collection(collection)


def _number(links: Links, mention: Mention) -> str | None:
    return links.stubs[mention.target.stub].number if mention.target.stub else None


def _is_target(links: Links, mention: Mention, expected: str) -> bool:
    if mention.target.stub is None:
        return mention.target.document == expected
    stub = links.stubs[mention.target.stub]
    titles = {title_key(title) for title in (stub.title, *stub.aliases)}
    return expected == stub.number or title_key(expected) in titles


def _same_words(one: str, other: str) -> bool:
    one, other = re.sub(r"\s", "", one), re.sub(r"\s", "", other)
    return one in other or other in one


@pytest.mark.parametrize("key", EXPECTED)
def test_every_mention_read_by_eye_is_found_and_no_other(links: Links, key: str) -> None:
    left = [
        mention
        for (document, _), group in links.mentions.items()
        if document == key
        for mention in group
    ]
    for expected in EXPECTED[key]["references"]:
        for _ in range(expected.get("times", 1)):
            fitting = [
                mention
                for mention in left
                if mention.clause == expected["clause"]
                and _same_words(mention.text, expected["text"])
            ]
            assert fitting, f"{key} {expected['clause']}: {expected['text']} not found"
            mention = fitting[0]
            left.remove(mention)
            assert _is_target(links, mention, expected["target"]), mention
            assert mention.type == expected["type"], mention
    # What remains are links inside the document (本办法第三条, 附件1, own attachments).
    assert [mention for mention in left if mention.type != "internal"] == []


def test_expected_mentions_cover_every_document(collection: Collection) -> None:
    assert set(EXPECTED) == set(collection.policies)


@pytest.mark.parametrize("key", EXPECTED)
def test_forms_and_manuals_are_no_references(links: Links, key: str) -> None:
    def bare(title: str) -> str:
        return re.sub(r"[\s《》]", "", title)

    listed = Counter(bare(item.title) for item in links.items.get(key, ()))
    attached = {
        bare(re.sub(r"（[^）]*）$", "", mention.text))
        for (document, _), group in links.mentions.items()
        for mention in group
        if document == key and mention.type == "internal"
    }
    expected = {bare(item) for item in EXPECTED[key]["items"]}
    assert set(listed) <= expected
    assert expected <= set(listed) | attached


def test_spans_are_the_printed_words(collection: Collection, links: Links) -> None:
    for (key, clause_id), group in links.mentions.items():
        texts = {clause.id: clause.text or "" for clause in collection.policies[key].clauses()}
        position = 0
        for mention in group:
            assert mention.start >= position
            assert texts[clause_id][mention.start : mention.end] == mention.text
            position = mention.end


def test_targets_exist(collection: Collection, links: Links) -> None:
    for group in links.mentions.values():
        for mention in group:
            target = mention.target
            if target.stub is not None:
                assert target.stub in links.stubs
                continue
            assert target.document is not None
            ids = {clause.id for clause in collection.policies[target.document].clauses()}
            assert target.clause is None or target.clause in ids


@pytest.mark.parametrize(
    ("key", "clause", "numbers", "date"),
    [
        ("tj6", "art-20", REPEALED_BY_TJ6, "2020-05-15"),
        ("tj8", "art-25", REPEALED_BY_TJ8, "2020-05-15"),
        ("gdgyg", "art-11", ["粤人社规〔2019〕9号"], "2020-04-08"),
    ],
)
def test_repeals(links: Links, key: str, clause: str, numbers: list[str], date: str) -> None:
    repeals = [m for m in links.in_clause(key, clause) if m.type == "repeals"]
    assert [_number(links, mention) for mention in repeals] == numbers
    for stub in links.stubs.values():
        if stub.number in numbers:
            assert stub.repealed is not None
            assert (stub.repealed.date, stub.repealed.document) == (date, key)
            assert stub.repealed.clause == clause


def test_nothing_else_is_repealed(links: Links) -> None:
    assert sum(stub.repealed is not None for stub in links.stubs.values()) == 12
    assert links.repealed == {}


def test_forwards_and_what_the_two_kuaiban_notices_are_to_each_other(links: Links) -> None:
    (edge,) = links.outgoing["gz118"]["forwards"]
    assert edge.target.document == "gd147"
    assert links.incoming["gd147"]["forwards"] == (edge,)
    (edge,) = links.outgoing["js59"]["based_on"]
    assert edge.target.document == "cn26"


def test_tianjin_documents_that_rest_on_the_implementing_opinions(links: Links) -> None:
    sources = [edge.source for edge in links.incoming["tj7"]["based_on"]]
    assert sorted(sources) == ["tj6", "tj8", "tj80", "tj89"]
    assert [edge.source for edge in links.incoming["tj8"]["based_on"]] == ["tj89"]


def test_number_6_of_2020_is_one_document_under_two_titles(links: Links) -> None:
    (stub,) = [s for s in links.stubs.values() if s.number == "国办发〔2020〕6号"]
    assert {backlink.document for backlink in stub.backlinks} == {"bjbzj", "gdgq", "tj78"}
    titles = {stub.title, *stub.aliases}
    assert {
        "国务院办公厅关于应对新冠肺炎疫情影响强化稳就业措施的实施意见",
        "国务院办公厅关于应对新冠肺炎疫情影响强化稳就业举措的实施意见",
    } <= titles


def test_guangzhou_amendments_belong_to_the_amended_measures(links: Links) -> None:
    (slug,) = [s.slug for s in links.stubs.values() if s.number == "穗人社规字〔2019〕1号"]
    amendments = links.amendments[Target(stub=slug)]
    assert amendments
    assert {item.source for item in amendments} == {"gz4"}
    places = [m.place for c in "123456" for m in links.in_clause("gz4", c) if m.type == "amends"]
    assert places == [
        "第八条第（一）项",
        "第八条第（三）项",
        "第八条第（四）项",
        "第十一条第（一）项",
        "第十二条第（一）项",
        "第十四条第1、2项",
    ]


@pytest.mark.parametrize(
    ("key", "clause", "expected"),
    [
        ("tj6", "art-5", [("本办法第三条", "art-3"), ("第四条", "art-4")]),
        ("tj6", "art-6", [("本办法第三条", "art-3")]),
        ("gdgyg", "art-5", [("本办法第三条", "art-3")]),
        ("gdgyg", "art-6-p2", [("本办法第五条", "art-5")]),
        ("cn74", "p-1", [("附件1", "annex-1")]),
        ("cn74", "3", [("附件4", "attachments")]),
        ("tj295", "2-p2", [("附件1", "attachments"), ("附件2", "attachments")]),
    ],
)
def test_links_inside_a_document(
    links: Links, key: str, clause: str, expected: list[tuple[str, str]]
) -> None:
    internal = [m for m in links.in_clause(key, clause) if m.type == "internal"]
    assert [(m.text, m.target.clause) for m in internal] == expected
    assert {m.target.document for m in internal} == {key}


def test_article_16_of_the_beijing_regulations_is_theirs(links: Links) -> None:
    law, regulations = links.in_clause("bjdz", "p-1")
    assert (law.type, regulations.type) == ("based_on", "based_on")
    assert _number(links, regulations) == "北京市人民政府令2006年第183号"
    assert regulations.place == "第十六条"
