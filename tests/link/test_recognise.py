"""Mentions and their types, on sentences as they are printed in official documents."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_scripts.model.catalogue import ExternalDocument

from .small import document, link, mentions, numbered


def test_title_with_number_is_one_mention_with_its_bracket() -> None:
    text = "根据《国务院关于进一步做好稳就业工作的意见》（国发〔2019〕28号），结合本市实际"
    (mention,) = mentions(text)
    assert mention.text == "《国务院关于进一步做好稳就业工作的意见》（国发〔2019〕28号）"
    assert text[mention.start : mention.end] == mention.text
    assert mention.type == "based_on"
    assert mention.target.stub == "gf-2019-28"


def test_number_alone_before_a_title_and_without_quotation_marks() -> None:
    (alone,) = mentions("按照津政办规〔2020〕7号有关要求办理。")
    assert alone.text == "津政办规〔2020〕7号"
    (before,) = mentions("国发〔2019〕28号《国务院关于进一步做好稳就业工作的意见》指出")
    assert before.text == "国发〔2019〕28号《国务院关于进一步做好稳就业工作的意见》"
    (unquoted,) = mentions("根据国务院关于进一步做好稳就业工作的意见（国发〔2019〕28号）要求，")
    assert unquoted.text == "国务院关于进一步做好稳就业工作的意见（国发〔2019〕28号）"
    assert {before.target, unquoted.target} == {before.target}


def test_nested_quotation_marks_are_one_title() -> None:
    text = (
        "符合《科技部财政部国家税务总局关于印发〈科技型中小企业评价办法〉的通知》"
        "（国科发政〔2017〕115号）要求，按《广东省实施<中华人民共和国就业促进法>办法》"
        "和《关于转发《某办法》的通知》执行"
    )
    assert [mention.text for mention in mentions(text)] == [
        "《科技部财政部国家税务总局关于印发〈科技型中小企业评价办法〉的通知》（国科发政〔2017〕115号）",
        "《广东省实施<中华人民共和国就业促进法>办法》",
        "《关于转发《某办法》的通知》",
    ]


def test_an_unclosed_quotation_mark_is_passed_over() -> None:
    assert mentions("参照《关于某事的通知执行") == []


def test_abbreviations_resolve_where_they_are_used() -> None:
    body = [
        {
            "id": "p-1",
            "type": "paragraph",
            "text": "根据《甲部关于稳定就业岗位的通知》（人社部发〔2019〕23号，以下简称“23号文件”）"
            "和《市人社局关于职称对应关系的通知》（津人社办发〔2019〕96号，以下简称 96号文），",
        },
        {
            "id": "1",
            "type": "section",
            "text": "按照96号文件执行，23 号文件印发后符合条件的，不适用123号文件。",
        },
    ]
    links = link(document("tj84", body))
    first, second = links.in_clause("tj84", "p-1")
    # The definition itself is no use, and the open bracket stays outside the span.
    assert first.text == "《甲部关于稳定就业岗位的通知》"
    assert second.text == "《市人社局关于职称对应关系的通知》"
    uses = links.in_clause("tj84", "1")
    assert [(use.text, use.target) for use in uses] == [
        ("96号文件", second.target),
        ("23 号文件", first.target),
    ]


def test_short_title_and_quoted_word_abbreviations() -> None:
    text = (
        "现将省人社厅《关于恢复培训的通知》（粤人社函〔2020〕147号，下称《通知》）转发你们，"
        "请按照《通知》执行。参加《补贴标准目录》（以下简称《目录》）内培训的，按照《目录》补贴。"
    )
    found = mentions(text)
    assert [(m.text, m.type) for m in found] == [
        ("《关于恢复培训的通知》", "forwards"),
        ("《通知》", "cites"),
    ]
    assert found[0].target == found[1].target


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("根据《甲办法》和《乙规定》，制定本办法。", ["based_on", "based_on"]),
        ("依据《甲条例》、国务院办公厅《乙意见》，", ["based_on", "based_on"]),
        ("为贯彻落实《甲意见》《乙通知》精神，", ["implements", "implements"]),
        ("为落实国务院《甲条例》及《乙意见》要求，", ["implements", "implements"]),
        ("为贯彻《甲意见》精神，", ["implements"]),
        ("按照《甲通知》（人社厅函〔2020〕64号）要求，我市决定", ["based_on"]),
        ("按照《甲通知》规定的程序执行。", ["cites"]),
        ("参照《甲通知》执行，", ["cites"]),
        ("符合《甲办法》要求，完成自主评价", ["cites"]),
        ("现将《甲通知》转发给你们", ["forwards"]),
        ("现转发《甲通知》，请执行", ["forwards"]),
        ("对《甲办法》（穗人社规字〔2019〕1号）中涉及的部分项目进行调整和补充，", ["amends"]),
        ("省厅对《甲办法》进行了修订。", ["amends"]),
        ("现将《甲办法》修改如下：", ["cites"]),
        ("对符合《甲办法》条件的企业补贴进行调整", ["cites"]),
        ("《甲通知》（津人社局发〔2013〕18号）、《乙通知》和《丙意见》同时废止。", ["repeals"] * 3),
        ("原《甲通知》（粤人社规〔2019〕9号）自动废止。", ["repeals"]),
        ("自本办法施行之日起，《甲通知》停止执行", ["repeals"]),
        ("废止《甲通知》。", ["repeals"]),
        ("《甲办法》第五条同时废止。", ["amends"]),
        ("本办法代替《甲办法》。", ["replaces"]),
        ("根据《甲条例》，其劳动合同不适用《乙法》有关规定。", ["based_on", "cites"]),
        ("按照省厅《甲通知》的要求，落实教育局印发《乙通知》的要求", ["based_on", "implements"]),
    ],
)
def test_type_follows_from_the_words_around(text: str, types: list[str]) -> None:
    assert [mention.type for mention in mentions(text)] == types


def test_demands_outside_the_preamble_are_cited_not_based_on() -> None:
    assert [m.type for m in numbered("按照《甲意见》提出的要求，进一步梳理")] == ["cites"]
    assert [m.type for m in numbered("按照《甲意见》要求，进一步梳理")] == ["cites"]
    assert [m.type for m in numbered("按照《甲意见》精神，支持企业")] == ["based_on"]
    assert [m.type for m in numbered("认真贯彻落实《甲意见》要求")] == ["implements"]


def test_items_under_a_repealing_clause_are_repealed() -> None:
    body = [
        {
            "id": "5",
            "type": "section",
            "text": "下列文件自本通知施行之日起同时废止：",
            "children": [
                {
                    "id": "5-1",
                    "type": "item",
                    "label": "1.",
                    "text": "《甲通知》（津发〔2010〕1号）；",
                },
                {"id": "5-2", "type": "item", "label": "2.", "text": "津发〔2011〕2号。"},
            ],
        }
    ]
    links = link(document("doc", body))
    assert [m.type for c in ("5-1", "5-2") for m in links.in_clause("doc", c)] == ["repeals"] * 2
    assert {stub.number for stub in links.stubs.values() if stub.repealed} == {
        "津发〔2010〕1号",
        "津发〔2011〕2号",
    }


def test_every_use_of_an_abbreviation_of_the_amended_document_amends_it() -> None:
    body = [
        {
            "id": "p-1",
            "type": "paragraph",
            "text": "对《关于印发〈使用管理办法〉的通知》（穗人社规字〔2019〕1号，以下简称1号文）"
            "中涉及的部分项目进行调整和补充，请贯彻执行。",
        },
        {"id": "1", "type": "section", "text": "对1号文第八条第（一）项“社会保险补贴”内容"},
        {"id": "2", "type": "section", "text": "其他按1号文规定执行"},
    ]
    links = link(document("gz4", body, region="guangzhou"))
    (defined,) = links.in_clause("gz4", "p-1")
    (amended,) = links.in_clause("gz4", "1")
    (cited,) = links.in_clause("gz4", "2")
    assert [m.type for m in (defined, amended, cited)] == ["amends", "amends", "cites"]
    assert amended.place == "第八条第（一）项"


def test_forms_and_publications_are_listed_not_linked() -> None:
    links = link(
        document("doc", "填写《岗位补贴申报表》，持《残疾人证》，见《操作手册》和《甲办法》。")
    )
    assert [m.text for m in links.in_clause("doc", "p-1")] == ["《甲办法》"]
    assert [(item.title, item.kind) for item in links.items["doc"]] == [
        ("岗位补贴申报表", "form"),
        ("残疾人证", "form"),
        ("操作手册", "publication"),
    ]


def test_a_form_with_a_number_or_listed_as_a_document_is_one() -> None:
    text = "参加《市场紧缺职业目录》内培训，按《甲清单》（津发〔2020〕3号）办理。"
    listed = ExternalDocument(title="市场紧缺职业目录", slug="catalogue")
    links = link(document("doc", text), external=[listed])
    assert [m.target.stub for m in links.in_clause("doc", "p-1")] == ["catalogue", "jf-2020-3"]


def test_names_listed_without_number_are_recognised_without_quotation_marks() -> None:
    report = ExternalDocument(
        title="政府工作报告（2020年）", aliases=["政府工作报告"], slug="report"
    )
    local = ExternalDocument(
        title="天津市培训补贴管理办法", aliases=["我市培训补贴管理办法"], slug="training"
    )
    text = "总理在政府工作报告中提出，根据我市培训补贴管理办法，"
    links = link(
        document("tj", text),
        document("gz", text, region="guangzhou"),
        external=[report, local],
    )
    assert [(m.text, m.type) for m in links.in_clause("tj", "p-1")] == [
        ("政府工作报告", "cites"),
        ("我市培训补贴管理办法", "based_on"),
    ]
    # 我市 is Tianjin only in Tianjin.
    assert [m.text for m in links.in_clause("gz", "p-1")] == ["政府工作报告"]


def _measures() -> list[dict[str, Any]]:
    return [
        {"id": "title", "type": "title", "text": "关于印发《某市补贴办法》的通知"},
        {"id": "p-1", "type": "paragraph", "text": "现将《某市补贴办法》印发给你们，请遵照执行。"},
        {
            "id": "annex",
            "type": "annex",
            "text": "某市补贴办法",
            "children": [
                {"id": "art-3", "type": "article", "label": "第三条", "text": "安置对象。"},
                {
                    "id": "art-4",
                    "type": "article",
                    "label": "第四条",
                    "text": "条件：",
                    "children": [
                        {"id": "art-4-1", "type": "subsection", "label": "（一）", "text": "甲；"},
                        {
                            "id": "art-4-2",
                            "type": "subsection",
                            "label": "（二）",
                            "text": "符合本条第（一）项的，填《申报表》（见附件），附表另发。",
                        },
                    ],
                },
                {
                    "id": "art-5",
                    "type": "article",
                    "label": "第五条",
                    "text": "本办法第三条、第四条第（二）项之外的，按《社会保险法》第三条、"
                    "第四条和第九条办理。"
                    "第三条规定的除外，劳动法第四条不适用。",
                },
            ],
        },
        {"id": "attachments", "type": "attachment_list", "lines": ["附件：申报表"]},
    ]


def test_references_to_own_clauses_annex_and_attachments() -> None:
    attachments = [{"title": "申报表", "status": "not_included"}]
    links = link(
        document(
            "doc", _measures(), title="关于印发《某市补贴办法》的通知", attachments=attachments
        )
    )

    def own(clause: str) -> list[tuple[str, str | None]]:
        return [
            (m.text, m.target.clause)
            for m in links.in_clause("doc", clause)
            if m.type == "internal"
        ]

    assert own("title") == [("《某市补贴办法》", "annex")]
    assert own("p-1") == [("《某市补贴办法》", "annex")]
    assert own("art-4-2") == [
        ("本条第（一）项", "art-4-1"),
        ("《申报表》（见附件）", "attachments"),
    ]
    assert own("art-5") == [
        ("本办法第三条", "art-3"),
        ("第四条第（二）项", "art-4-2"),
        ("第三条", "art-3"),
    ]
    assert [m.text for m in links.in_clause("doc", "art-5") if m.type != "internal"] == [
        "《社会保险法》"
    ]


def test_numbered_attachments_lead_to_their_text_or_to_the_list() -> None:
    body: list[dict[str, Any]] = [
        {
            "id": "p-1",
            "type": "paragraph",
            "text": "现将方案（见附件1）印发，要求见附件2，附件详情见网站。",
        },
        {"id": "attachments", "type": "attachment_list", "lines": ["附件：1.方案", "2.统计表"]},
        {"id": "annex-1", "type": "annex", "label": "附件1", "text": "行动方案"},
    ]
    found = link(document("doc", body)).in_clause("doc", "p-1")
    assert [(m.text, m.target.clause) for m in found] == [
        ("附件1", "annex-1"),
        ("附件2", "attachments"),
    ]


def test_companions_speak_of_their_document_and_inherit_its_abbreviations() -> None:
    body: list[dict[str, Any]] = [
        {
            "id": "p-1",
            "type": "paragraph",
            "text": "根据《国务院关于稳就业的意见》（国发〔2019〕28号，以下简称28号文），"
            "制定本意见。",
        }
    ]
    companion = {
        "kind": "政策解读",
        "title": "《天津市人民政府办公厅关于做好稳就业工作的实施意见》政策解读",
        "body": [
            {
                "id": "qa-title",
                "type": "title",
                "text": "《天津市人民政府办公厅关于做好稳就业工作的实施意见》政策解读",
            },
            {
                "id": "qa-1-q",
                "type": "question",
                "text": "为什么制定《天津市人民政府办公厅关于做好稳就业工作的实施意见》"
                "（以下简称《实施意见》）？",
            },
            {
                "id": "qa-1-a",
                "type": "answer",
                "text": "《实施意见》落实28号文要求。《通知》另发。",
            },
        ],
    }
    tj7 = document(
        "tj7",
        body,
        title="关于做好稳就业工作的实施意见",
        document_number="津政办规〔2020〕7号",
        companions=[companion],
    )
    links = link(tj7)
    for clause in ("qa-title", "qa-1-q"):
        (mention,) = links.in_clause("tj7", clause)
        assert (mention.type, mention.target.document) == ("accompanies", "tj7")
    short, number, other = links.in_clause("tj7", "qa-1-a")
    assert (short.type, short.target.document) == ("accompanies", "tj7")
    assert (number.type, number.target.stub) == ("implements", "gf-2019-28")
    assert other.target.document is None
    # A document is not among what it names itself.
    assert list(links.outgoing["tj7"]) == ["based_on", "implements", "cites"]
    assert links.incoming["tj7"] == {}


def test_overrides_win() -> None:
    text = "根据《甲办法》、《乙通知》和我市有关规定，按丙方案办理。"
    references = [
        {"clause": "p-1", "text": "《甲办法》", "target": None},
        {"clause": "p-1", "text": "《乙通知》", "target": "津发〔2020〕5号", "type": "replaces"},
        {"clause": "p-1", "text": "我市有关规定", "target": "other", "target_clause": "p-1"},
        {"clause": "p-1", "text": "丙方案", "target": "某市丙方案"},
    ]
    other = document("other", "其他", title="关于其他的通知")
    links = link(document("doc", text, references=references), other)
    found = links.in_clause("doc", "p-1")
    assert [(m.text, m.type, m.overridden) for m in found] == [
        ("《乙通知》", "replaces", True),
        ("我市有关规定", "based_on", True),
        ("丙方案", "cites", True),
    ]
    assert found[0].target.stub == "jf-2020-5"
    assert (found[1].target.document, found[1].target.clause) == ("other", "p-1")
    assert links.stubs[found[2].target.stub or ""].title == "某市丙方案"


PIECES = st.sampled_from(
    [
        *"《》〈〉（）()〔〕[]、，。；：“” \n",
        *(
            "关于",
            "印发",
            "转发",
            "通知",
            "办法",
            "表",
            "根据",
            "废止",
            "以下简称",
            "1号文",
            "第3条",
        ),
        *(
            "第二十条",
            "第（一）项",
            "附件1",
            "附件十",
            "附2十",
            "津发〔2020〕7号",
            "国务院令第7号",
            "本办法",
        ),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_text_gives_ordered_spans_of_printed_words(text: str) -> None:
    if not text:
        return
    position = 0
    for mention in mentions(text):
        assert position <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        position = mention.end
