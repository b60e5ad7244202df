"""Which document a mention means."""

from build_scripts.model.catalogue import ExternalDocument

from .small import document, link

TITLE = "关于开展“人社服务快办行动”的通知"


def _national(**fields: object) -> object:
    return document(
        "cn26",
        [
            {"id": "p-1", "type": "paragraph", "text": "研究决定开展行动。"},
            {"id": "art-2", "type": "article", "label": "第二条", "text": "打包办。"},
            {
                "id": "annex",
                "type": "annex",
                "text": "人社服务快办行动方案",
                "children": [{"id": "1", "type": "section", "label": "一、", "text": "目标。"}],
            },
        ],
        **{
            "title": TITLE,
            "document_number": "人社部发〔2020〕26号",
            "region": "cn",
            "issuers": ["mohrss"],
            **fields,
        },
    )


def _target(text: str, *others: object, **fields: object) -> tuple[str | None, str | None]:
    """Target (document, clause) of the only mention in ``text``, next to ``others``."""
    record = document("asking", text, **{"title": TITLE, **fields})
    links = link(record, *others)  # type: ignore[arg-type]
    (mention,) = links.in_clause("asking", "p-1")
    return mention.target.document, mention.target.clause


def test_number_decides_whatever_the_title_says() -> None:
    text = "根据《关于快办行动的通知》（人社部发[2020] 26号）精神，"
    assert _target(text, _national()) == ("cn26", None)


def test_a_document_does_not_mean_itself_by_its_own_title() -> None:
    assert _target(f"根据《{TITLE}》精神，", _national()) == ("cn26", None)
    assert _target(f"根据《人力资源社会保障部{TITLE}》精神，", _national()) == ("cn26", None)


def test_issuer_chooses_among_documents_of_one_title() -> None:
    province = document(
        "gd", "正文", title=TITLE, region="guangdong", issuers=["gd-hrss"], kind="通知"
    )
    city = {"region": "guangzhou"}
    assert _target(f"按省人社厅《{TITLE}》执行", _national(), province, **city) == ("gd", None)
    assert _target(f"按人社部《{TITLE}》执行", _national(), province, **city) == ("cn26", None)
    # Without an issuer the nearest region above is meant.
    assert _target(f"按《{TITLE}》执行", _national(), province, **city) == ("gd", None)
    assert _target(f"按《{TITLE}》执行", _national(), province, region="tianjin") == ("cn26", None)


def test_a_title_of_another_issuer_is_another_document() -> None:
    assert _target(f"按《广东省财政厅{TITLE}》执行", _national()) == (None, None)


def test_annexes_and_articles_are_targets_when_the_text_says_so() -> None:
    assert _target("按《人社服务快办行动方案》执行", _national()) == ("cn26", "annex")
    assert _target("按人社部发〔2020〕26号第二条执行", _national()) == ("cn26", "art-2")
    # An article the document does not have leads to the document.
    assert _target("按人社部发〔2020〕26号第九条执行", _national()) == ("cn26", None)


def test_title_alone_means_the_numbered_document_of_the_same_text() -> None:
    text = (
        "现将省厅《关于恢复培训的通知》（粤人社函〔2020〕147号）转发你们。"
        "按照《关于恢复培训的通知》的程序办理。"
    )
    body = [{"id": "p-1", "type": "paragraph", "text": text}]
    gd147 = document(
        "gd147",
        "正文",
        title="关于恢复培训的通知",
        document_number="粤人社函〔2020〕147号",
        region="guangdong",
    )
    gz118 = document("gz118", body, title="关于恢复培训的通知", region="guangzhou")
    links = link(gd147, gz118)
    assert [m.target.document for m in links.in_clause("gz118", "p-1")] == ["gd147", "gd147"]
    assert [m.type for m in links.in_clause("gz118", "p-1")] == ["forwards", "cites"]


def test_outside_documents_merge_by_number_then_title() -> None:
    links = link(
        document("a", "根据《国务院办公厅关于强化稳就业措施的实施意见》（国办发〔2020〕6号），"),
        document("b", "根据《国务院办公厅关于强化稳就业举措的实施意见》（国办发[2020]6号），"),
        document("c", "为落实《关于强化稳就业举措的实施意见》要求，"),
    )
    (stub,) = links.stubs.values()
    assert stub.slug == "gbf-2020-6"
    assert stub.number == "国办发〔2020〕6号"
    assert stub.issuer == "国务院办公厅"
    assert stub.region == "cn"
    assert {stub.title, *stub.aliases} == {
        "国务院办公厅关于强化稳就业措施的实施意见",
        "国务院办公厅关于强化稳就业举措的实施意见",
        "关于强化稳就业举措的实施意见",
    }
    assert [(b.document, b.clause, b.type) for b in stub.backlinks] == [
        ("a", "p-1", "based_on"),
        ("b", "p-1", "based_on"),
        ("c", "p-1", "implements"),
    ]


def test_one_title_with_two_numbers_is_two_documents() -> None:
    links = link(
        document("a", "按《关于开展调查的通知》（津人社办函〔2019〕1号）执行"),
        document("b", "按《关于开展调查的通知》（津人社办函〔2020〕2号）执行"),
        document("c", "按《关于开展调查的通知》执行"),
    )
    assert {stub.number for stub in links.stubs.values()} == {
        "津人社办函〔2019〕1号",
        "津人社办函〔2020〕2号",
        None,
    }


def test_city_bureaus_of_two_cities_are_two_issuers() -> None:
    text = "按《市人社局关于开展调查的通知》执行"
    links = link(document("tj", text), document("gz", text, region="guangzhou"))
    assert len(links.stubs) == 2


def test_entries_know_a_document_by_number_title_and_alias() -> None:
    entry = ExternalDocument(
        document_number="国办发〔2019〕24号",
        title="国务院办公厅关于印发职业技能提升行动方案（2019—2021年）的通知",
        aliases=["职业技能提升三年行动方案"],
        slug="skills-action-plan",
    )
    links = link(
        document("a", "落实《职业技能提升行动方案（2019—2021年）》（国办发〔2019〕24 号）要求"),
        document("b", "落实《职业技能提升行动方案（2019—2021年）》要求"),
        document("c", "落实《职业技能提升三年行动方案》要求"),
        external=[entry],
    )
    (stub,) = links.stubs.values()
    assert (stub.slug, stub.title, stub.entry) == ("skills-action-plan", entry.title, entry)
    assert [backlink.document for backlink in stub.backlinks] == ["a", "b", "c"]
