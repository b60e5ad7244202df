"""What is gathered over a collection: edges both ways, stubs, repeals, amendments."""

import json

from build_scripts.link import Target
from build_scripts.link.stubs import ascii_slug, assign_slugs
from build_scripts.model.catalogue import ExternalDocument

from .small import document, link


def test_edges_are_grouped_by_type_in_both_directions() -> None:
    target = document("old", "正文", title="关于旧事的通知", document_number="津发〔2010〕1号")
    body = [
        {"id": "p-1", "type": "paragraph", "text": "根据《关于旧事的通知》（津发〔2010〕1号），"},
        {"id": "1", "type": "section", "text": "按津发〔2010〕1号执行，见津发〔2010〕1号。"},
        {"id": "2", "type": "section", "text": "按津发〔2010〕1号执行。"},
    ]
    links = link(target, document("new", body))
    outgoing = links.outgoing["new"]
    assert list(outgoing) == ["based_on", "cites"]
    assert outgoing["based_on"][0].clauses == ("p-1",)
    assert outgoing["cites"][0].clauses == ("1", "2")
    assert links.incoming["old"] == outgoing
    assert links.outgoing["old"] == {} == links.incoming["new"]
    assert links.count_by_type()["cites"] == 3


def test_repeal_takes_effect_with_the_repealing_document() -> None:
    old = document("old", "正文", title="关于旧事的通知", document_number="津发〔2010〕1号")
    text = "《关于旧事的通知》（津发〔2010〕1号）、《乙通知》（津发〔2011〕2号）同时废止。"
    stated = document(
        "new", text, effective={"basis": "stated", "date": "2020-05-15"}, issued="2020-05-09"
    )
    later = document("later", text, issued="2021-01-01")
    links = link(old, stated, later)
    repeal = links.repealed["old"]
    assert (repeal.date, repeal.document, repeal.clause) == ("2020-05-15", "new", "p-1")
    assert links.stubs["jf-2011-2"].repealed == repeal
    # Where the repealing document does not say when it takes effect, its date of issue counts.
    alone = link(document("new", text, issued="2020-05-09"))
    assert [stub.repealed and stub.repealed.date for stub in alone.stubs.values()] == [
        "2020-05-09",
        "2020-05-09",
    ]


def test_amendments_are_found_from_the_amended_document() -> None:
    def amendment(target: str) -> dict[str, object]:
        return {
            "clause": "p-1",
            "target": target,
            "target_place": "第八条",
            "operation": "adjust",
            "summary": "增加对象",
            "cite": {"clause": "p-1", "quote": "正文"},
        }

    changed = document("changed", "正文", title="关于被改的通知", document_number="津发〔2010〕1号")
    new = document(
        "new", "正文", amendments=[amendment("津发[2010]1号"), amendment("津发〔2015〕9号")]
    )
    links = link(changed, new)
    assert [item.source for item in links.amendments[Target(document="changed")]] == ["new"]
    assert [item.source for item in links.amendments[Target(stub="jf-2015-9")]] == ["new"]


def test_listed_documents_have_a_page_even_when_nothing_names_them() -> None:
    entry = ExternalDocument(title="统计法", slug="statistics-law")
    stub = link(document("doc", "正文"), external=[entry]).stubs["statistics-law"]
    assert (stub.title, stub.backlinks, stub.region) == ("统计法", (), "cn")


def test_page_addresses_are_short_ascii_and_distinct() -> None:
    assert ascii_slug("津人社局发〔2013〕18号") == "jrsjf-2013-18"
    assert ascii_slug("北京市人民政府令2006年第183号") == "bjsrmzfl-2006-183"
    assert ascii_slug("国务院令第724号") == "gwyl-724"
    assert ascii_slug("市人社局关于落实3项工作的通知") == "ls3xgzdtz"
    # 津人社局发 and 京人社局发 have the same initials.
    one, other = "number:津人社局发|2013|18", "number:京人社局发|2013|18"
    names = {one: (None, "津人社局发〔2013〕18号"), other: (None, "京人社局发〔2013〕18号")}
    slugs = assign_slugs(names)
    assert slugs == assign_slugs(dict(reversed(names.items())))
    assert slugs[other] == "jrsjf-2013-18"
    assert slugs[one].startswith("jrsjf-2013-18-") and len(slugs[one]) == len("jrsjf-2013-18-0123")


def test_export_is_plain_data_and_the_same_every_time() -> None:
    documents = [
        document("new", "根据《甲通知》（津发〔2010〕1号）和《乙法》，《丙通知》同时废止。"),
        document("next", "按《甲通知》执行"),
    ]
    data = link(*documents).as_data()
    assert json.dumps(data) == json.dumps(link(*documents).as_data())
    assert data["documents"]["new"]["outgoing"]["repeals"] == [
        {"target": {"stub": "btz"}, "clauses": ["p-1"]}
    ]
    assert data["stubs"]["jf-2010-1"]["backlinks"] == [
        {"document": "new", "clause": "p-1", "type": "based_on"},
        {"document": "next", "clause": "p-1", "type": "cites"},
    ]
