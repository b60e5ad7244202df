"""How clauses are called in citations."""

import pytest

from build_scripts.load.collection import Collection
from build_scripts.model.policy import PolicyDocument
from build_scripts.render.dates import chinese_date, chinese_number
from build_scripts.render.places import book_title, citation_base, clause_places, document_name


@pytest.mark.parametrize(
    ("key", "clause", "place"),
    [
        ("tj6", "art-7", "第七条"),
        ("tj6", "art-10-1", "第十条（一）"),
        ("tj6", "art-8-p2", "第八条第二款"),
        ("tj6", "p-1", "第一段"),
        ("tj6", "signoff", "落款"),
        ("cn26", "1", "第一部分"),
        ("cn26", "1-2", "一、（二）"),
        ("cn26", "1-2-d1", "一、（二）第一个“——”"),
        ("cn26", "qa-1-q", "问一"),
        ("cn26", "qa-1-a", "问一的答"),
        ("cn74", "a1-4", "附件1第四部分"),
        ("cn74", "a1-7-1", "附件1七、（一）"),
        ("bjbzj", "a1-table-1", "附件1表格"),
    ],
)
def test_place(collection: Collection, key: str, clause: str, place: str) -> None:
    assert clause_places(collection.policies[key])[clause] == place


def test_annex_is_named_where_its_count_repeats(collection: Collection) -> None:
    places = clause_places(collection.policies["cn74"])
    inside = [place for clause, place in places.items() if clause.startswith("a1-")]
    assert inside
    assert all(place.startswith("附件1") for place in inside)


def test_every_clause_of_a_document_has_its_own_place(collection: Collection) -> None:
    for document in collection.policies.values():
        places = clause_places(document)
        numbered = [
            places[clause.id]
            for top in document.body
            for clause in top.walk()
            if clause.type in ("article", "section", "subsection", "item", "subitem", "point")
        ]
        repeated = {place for place in numbered if numbered.count(place) > 1}
        assert not repeated, (document.key, repeated)


def test_citation_of_a_document(collection: Collection) -> None:
    tj6 = collection.policies["tj6"]
    title = "关于印发天津市鼓励企业吸纳就业社保补贴和岗位补贴管理办法的通知"
    name = f"《{title}》（津人社局发〔2020〕6号）"
    assert document_name(tj6) == name
    assert citation_base(tj6) == name
    cn26 = collection.policies["cn26"]
    assert citation_base(cn26, cn26.companions[0]).startswith("《人社部加强行风建设工作领导小组")


def test_document_without_number(collection: Collection) -> None:
    document: PolicyDocument = collection.policies["gdgyg"]
    assert document_name(document) == (
        "《关于修订印发〈广东省兜底安置类公益性岗位开发管理办法〉的通知》"
    )


def test_book_title_nests() -> None:
    assert book_title("关于印发《甲办法》的通知") == "《关于印发〈甲办法〉的通知》"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (999, "九百九十九"),
    ],
)
def test_chinese_number(value: int, text: str) -> None:
    assert chinese_number(value) == text


@pytest.mark.parametrize("value", [-1, 1000])
def test_chinese_number_out_of_range(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        chinese_number(value)


@pytest.mark.parametrize(
    ("iso", "text"),
    [("2020-05-09", "2020年5月9日"), ("2019-04", "2019年4月"), ("2019", "2019年")],
)
def test_chinese_date(iso: str, text: str) -> None:
    assert chinese_date(iso) == text
