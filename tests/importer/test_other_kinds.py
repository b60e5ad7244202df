"""Kinds of text that the compilation does not hold. All samples are made up."""

from textwrap import dedent

import pytest

from build_scripts.importer import import_text
from build_scripts.importer.draft import Draft
from build_scripts.importer.metadata import AgencyNames, parse_day
from build_scripts.load.source_text import squeeze
from build_scripts.model.policy import PolicyDocument
from tests.importer.joined import joined, outline

AGENCIES = AgencyNames({("tianjin", "市人社局"): "tianjin-hrss"}, {"财政部": "mof"})

LAW = """
    中华人民共和国示例促进法

    （2007年8月30日第十届会议通过　根据2015年4月24日第十四次会议修正）

    目　　录
    第一章　总则
    第二章　附则

    第一章　总　　则
    　　第一条　为了促进就业，制定本法。
    　　第二条　国家把扩大就业放在突出位置。
    　　劳动者依法享有平等就业的权利。
    　　有下列情形之一的，不受前款限制：
    　　（一）涉及安全的；
    　　（二）法律另有规定的。
    　　前款规定的情形由国务院确定。
    第二章　附　　则
    　　第三条之一　国家鼓励创业。
    　　第四条　本法自2008年1月1日起施行。
"""
LETTER = """
    关于商请协助做好数据比对工作的函

    ××省统计局：
        为做好有关工作，现商请贵局协助提供数据。具体事项如下：
        1、提供范围。
        2、提供时间。
        请予支持为盼。
        联系人：张三，电话：010-23456789
                                       ××省人力资源和社会保障厅
                                           二〇二一年三月五日
"""
NEWS = """
    我市召开就业工作推进会
    昨日，我市召开会议。会议强调，要抓好落实。
    会议指出，要精准施策。
    （记者 李四）
"""
RED_HEADED = """
    天津市人力资源和社会保障局文件
    津人社规字[2021]3号
    市人社局关于印发示例办法的通知
    各区人社局：
    现将《示例办法》印发给你们，请遵照执行。
    市人社局
    2021年3月1日
    （此件主动公开）
    示例办法
    第一条 为了规范，制定本办法。
    第二条 本办法自发布之日起施行，有效期3年。
    附件1
    申请流程
    1.第一步
    2.第二步
"""
QUESTIONS = """
    失业保险金政策问答
    一、什么是失业保险金？
    失业保险金是一种待遇。
    按月发放。
    二、怎么领？
    答：可以网上领。
    （一）登录。
    （二）申请。
"""


def _draft(text: str) -> Draft:
    (draft,) = import_text(dedent(text), "tianjin", "sample", AGENCIES)
    return draft


@pytest.mark.parametrize("text", [LAW, LETTER, NEWS, RED_HEADED, QUESTIONS])
def test_any_kind_gives_a_draft_with_all_its_text(text: str) -> None:
    draft = _draft(text)
    assert joined([draft]) == squeeze(text)
    # Without a date the draft waits for the editor; everything else is valid.
    PolicyDocument.model_validate(draft.record | {"issued": draft.issued or "2021-01-01"})
    if draft.issued is None:
        assert any("成文日期" in doubt for doubt in draft.doubts)


def test_law_with_chapters_articles_paragraphs_and_items() -> None:
    draft = _draft(LAW)
    assert draft.title == "中华人民共和国示例促进法"
    assert outline(draft) == [
        *("title", "p-1", "heading-1", "ch-1", "art-1", "art-2", "art-2-p2", "art-2-p3"),
        *("art-2-1", "art-2-2", "art-2-p4", "ch-2", "art-3z1", "art-4"),
    ]
    assert draft.record["effective"] == {
        "date": "2008-01-01",
        "basis": "stated",
        "cite": {"clause": "art-4", "quote": "本法自2008年1月1日起施行"},
    }


def test_letter() -> None:
    draft = _draft(LETTER)
    assert draft.issuer_names == ["××省人力资源和社会保障厅"]
    assert draft.issued == "2021-03-05"
    assert outline(draft) == [
        *("title", "addressee", "p-1", "1", "2", "p-2", "contact", "signoff"),
    ]
    assert draft.record["contacts"] == [
        {"clause": "contact", "person": "张三", "phones": ["010-23456789"]}
    ]
    assert any("agencies.yml" in doubt for doubt in draft.doubts)


def test_red_headed_document_with_annexes() -> None:
    draft = _draft(RED_HEADED)
    assert (draft.title, draft.document_number) == (
        "市人社局关于印发示例办法的通知",
        "津人社规字〔2021〕3号",
    )
    assert draft.record["issuers"] == ["tianjin-hrss"]
    assert outline(draft) == [
        *("heading-1", "number", "title", "addressee", "p-1", "signoff", "p-2"),
        *("annex", "art-1", "art-2", "annex-1", "1", "2"),
    ]
    assert draft.record["effective"]["date"] == "2021-03-01"
    assert draft.record["effective"]["basis"] == "signature"
    # Three full years from 1 March 2021 end on 29 February 2024, a leap year.
    assert draft.record["expires"]["date"] == "2024-02-29"
    assert draft.record["attachments"] == [
        {"number": "1", "title": "申请流程", "status": "full_text", "clause": "annex-1"}
    ]


def test_questions_and_answers() -> None:
    draft = _draft(QUESTIONS)
    assert draft.record["kind"] == "问答"
    assert outline(draft) == [
        *("title", "qa-1", "qa-1-q", "qa-1-a", "qa-1-a-p2"),
        *("qa-2", "qa-2-q", "qa-2-a", "qa-2-a-1", "qa-2-a-2"),
    ]


def test_two_documents_in_one_text() -> None:
    text = dedent(RED_HEADED) + dedent(LETTER)
    drafts = import_text(text, "tianjin", "sample", AGENCIES)
    assert [draft.title for draft in drafts] == [
        "市人社局关于印发示例办法的通知",
        "关于商请协助做好数据比对工作的函",
    ]
    assert joined(drafts) == squeeze(text)


def test_an_empty_text_has_no_document() -> None:
    assert import_text(" \n\n", "tianjin", "sample", AGENCIES) == []


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2020年5月9日", "2020-05-09"),
        ("二〇二一年三月五日", "2021-03-05"),
        ("二○二○年十二月三十一日", "2020-12-31"),
    ],
)
def test_dates(printed: str, day: str) -> None:
    found = parse_day(printed)
    assert found is not None
    assert found.isoformat() == day


def test_a_day_that_does_not_exist() -> None:
    assert parse_day("2021年2月30日") is None
