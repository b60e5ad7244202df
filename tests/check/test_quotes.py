"""Quotes are verbatim: what counts as the text of a clause, and what an editor is told."""

from pathlib import Path

import pytest

from build_scripts.check.quotes import check_quotes
from build_scripts.load.collection import Collection, load_collection
from tests.load.sample import POLICY, write_sample

TJ6 = "policies/tianjin/tj6.yml"
AT = f"content/{TJ6}"


def lines_told(tmp_path: Path, **changes: str | bytes | None) -> list[str]:
    collection = load_collection(write_sample(tmp_path, **changes))
    return list(map(str, sorted(check_quotes(collection))))


def with_quote(clause: str, quote: str) -> dict[str, str | bytes | None]:
    """The sample with another quote for its effective date."""
    old = "    clause: art-2\n    quote: 自2020年5月15日起施行\n"
    assert POLICY.count(old) == 1
    return {TJ6: POLICY.replace(old, f"    clause: {clause}\n    quote: {quote}\n")}


@pytest.mark.parametrize(
    ("clause", "quote"),
    [
        ("art-2", "本办法自2020年5月15日起施行。"),
        ("art-2", "本办法自 2020 年 5 月 15 日起施行"),  # white space does not count
        ("art-2", "第二条本办法"),  # the label is text of the clause
        ("art-1", "小微企业"),  # text of a clause below
        ("art-1-1", "（一）小微企业"),
    ],
)
def test_accepted(tmp_path: Path, clause: str, quote: str) -> None:
    assert lines_told(tmp_path, **with_quote(clause, quote)) == []


@pytest.mark.parametrize(
    ("clause", "quote", "message"),
    [
        (
            "art-2",
            "自2020年5月14日起施行",
            "条款 art-2 里没有这句原话：“自2020年5月14日起施行”。"
            "条款里最接近的是：“自2020年5月15日起施行”",
        ),
        (
            "art-1",
            "自2020年5月15日起施行",
            "条款 art-1 里没有这句原话：“自2020年5月15日起施行”。这句话在条款 art-2",
        ),
        # The innermost clause that has it is named.
        (
            "art-2",
            "小微企业",
            "条款 art-2 里没有这句原话：“小微企业”。这句话在条款 art-1-1",
        ),
        # Punctuation counts.
        (
            "art-1",
            "为鼓励企业吸纳就业,制定本办法",
            "条款 art-1 里没有这句原话：“为鼓励企业吸纳就业,制定本办法”。"
            "条款里最接近的是：“为鼓励企业吸纳就业，制定本办法”",
        ),
    ],
)
def test_refused(tmp_path: Path, clause: str, quote: str, message: str) -> None:
    assert lines_told(tmp_path, **with_quote(clause, quote)) == [f"{AT}:14:12: {message}"]


def test_text_of_a_reference(tmp_path: Path) -> None:
    reference = "references:\n  - {clause: art-1, text: 本通知, target: null}\nnotes:\n"
    assert lines_told(tmp_path, **{TJ6: POLICY.replace("notes:\n", reference)}) == [
        f"{AT}:18:27: 条款 art-1 里没有这句原话：“本通知”。条款里最接近的是：“本办法”"
    ]


@pytest.mark.parametrize("text", ["小微企业", "吸纳 就业", "第一条"])
def test_text_of_a_reference_stands_in_the_clause_itself(tmp_path: Path, text: str) -> None:
    """The link is made in the clause's own text: a child's, the label or other blanks miss it."""
    reference = f"references:\n  - {{clause: art-1, text: {text}, target: null}}\nnotes:\n"
    assert lines_told(tmp_path, **{TJ6: POLICY.replace("notes:\n", reference)}) == [
        f"{AT}:18:27: “{text}”要与条款 art-1 自己的正文（text）一字不差，空格也算，不能出自下级条款"
    ]


INTERPRETATION = """\
- id: tj-base
  region: tianjin
  title: 缴费基数
  cites:
    - {{document: {document}, clause: {clause}, quote: {quote}}}
  readings: {{A: 按下限, B: 按实际}}
  why: 惯例
"""


@pytest.mark.parametrize(
    ("document", "clause", "quote", "expected"),
    [
        ("tj6", "art-1", "小微企业", []),
        ("tj60", "art-1", "企业", ["5:18: 本库没有编号为“tj60”的文件。是不是“tj6”？"]),
        ("tj6", "art-11", "企业", ["5:31: 文件 tj6 没有条款“art-11”。是不是“art-1-1”？"]),
        (
            "cn30",
            "p-1",
            "提高返还比例",
            ["5:44: 条款 p-1 里没有这句原话：“提高返还比例”。条款里最接近的是：“提高返还标准”"],
        ),
    ],
)
def test_citation_of_another_document(
    tmp_path: Path, document: str, clause: str, quote: str, expected: list[str]
) -> None:
    text = INTERPRETATION.format(document=document, clause=clause, quote=quote)
    name = "interpretations/tianjin.yml"
    told = lines_told(tmp_path, **{name: text})
    assert told == [f"content/{name}:{line}" for line in expected]


def test_citations_deep_inside_a_recursive_record_are_found(tmp_path: Path) -> None:
    """Conditions hold conditions; a quote at the third level is checked as well."""
    benefit = """\
id: tianjin/subsidy
region: tianjin
title: 补贴
summary: 给企业的补贴。
payee: employer
documents: [tj6]
rules: [TJ6-1]
in_force: {id: in_force, label: 施行期间}
conditions:
  id: who
  label: 对象
  all:
    - id: group
      label: 下列企业
      any:
        - id: small
          label: 小微企业
          check: window
          cite: {document: tj6, clause: art-1-1, quote: 大型企业}
"""
    name = "benefits/tianjin/subsidy.yml"
    assert lines_told(tmp_path, **{name: benefit}) == [
        f"content/{name}:19:57: 条款 art-1-1 里没有这句原话：“大型企业”。"
        "条款里最接近的是：“小微企业”"
    ]


def test_the_project_content_is_accepted(collection: Collection) -> None:
    assert check_quotes(collection) == []
