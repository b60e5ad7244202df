"""The five states, their edges, and the sentences at the top of a page."""

import pytest

from build_scripts.load.collection import Collection
from build_scripts.model.base import Quote
from build_scripts.model.policy import Period, PolicyDocument
from build_scripts.render.places import clause_places
from build_scripts.render.status import (
    RepealedBy,
    notices,
    period_state,
    span_words,
    status,
)


@pytest.mark.parametrize(
    ("effective", "expires", "repealed", "issued", "as_of", "word"),
    [
        # 津人社局发〔2020〕6号: 2020-05-15 to 2023-05-14, both days included.
        ("2020-05-15", "2023-05-14", None, "2020-05-09", "2020-05-14", "未施行"),
        ("2020-05-15", "2023-05-14", None, "2020-05-09", "2020-05-15", "有效"),
        ("2020-05-15", "2023-05-14", None, "2020-05-09", "2023-05-14", "有效"),
        ("2020-05-15", "2023-05-14", None, "2020-05-09", "2023-05-15", "已到期"),
        # Without a start the day of issue counts.
        (None, None, None, "2020-05-09", "2020-05-08", "未施行"),
        (None, None, None, "2020-05-09", "2020-05-09", "有效期未写明"),
        (None, "2020-12-31", None, "2020-05-13", "2020-12-31", "有效"),
        # Unknown is not open-ended.
        ("2020-05-15", None, None, "2020-05-09", "2030-01-01", "有效期未写明"),
        (None, None, None, None, "2020-01-01", "有效期未写明"),
        # Repeal decides before anything else, from its own day on.
        ("2020-05-15", "2023-05-14", "2021-01-01", "2020-05-09", "2020-12-31", "有效"),
        ("2020-05-15", "2023-05-14", "2021-01-01", "2020-05-09", "2021-01-01", "已废止"),
        ("2020-05-15", "2023-05-14", "2021-01-01", "2020-05-09", "2024-01-01", "已废止"),
        ("2022-01-01", None, "2021-01-01", "2020-05-09", "2021-06-01", "已废止"),
    ],
)
def test_state(
    effective: str | None,
    expires: str | None,
    repealed: str | None,
    issued: str | None,
    as_of: str,
    word: str,
) -> None:
    assert status(effective, expires, repealed, issued, as_of).word == word


def _sentences(document: PolicyDocument, repealed_by: RepealedBy | None = None) -> dict[str, str]:
    found: dict[str, str] = {}
    for notice in notices(document, clause_places(document), repealed_by):
        cite = f"（{notice.place}：“{notice.quote}”）" if notice.place else ""
        found[notice.state] = notice.before + cite + notice.after
    return found


def test_expired_document_says_so_with_its_clause(collection: Collection) -> None:
    assert _sentences(collection.policies["tj6"]) == {
        "future": "本文件自2020年5月15日起施行（第二十条：“本办法自2020年5月15日起施行”），"
        "所选日期尚未施行。",
        "expired": "本文件已于2023年5月14日到期（第二十条：“有效期至2023年5月14日”）。"
        "以下内容仅供查考。",
        "active": "本文件有效期至2023年5月14日（第二十条：“有效期至2023年5月14日”）。",
    }


def test_unstated_is_said_plainly(collection: Collection) -> None:
    sentences = _sentences(collection.policies["cn26"])
    assert sentences["unstated"] == "原文没有写有效期；现在是否仍执行，请向发文机关核实。"
    assert "expired" not in sentences
    assert "active" not in sentences
    assert sentences["future"] == "本文件成文于2020年4月21日，晚于所选日期。"


def test_derived_day_is_marked(collection: Collection) -> None:
    # 粤人社规: “自印发之日起施行，有效期5年”, the last day is worked out from it.
    sentence = _sentences(collection.policies["gdgyg"])["expired"]
    assert sentence.startswith("按原文推算，本文件已于2025年4月7日到期（")


def test_repealed_names_the_repealing_clause(collection: Collection) -> None:
    by = RepealedBy(
        "2021-01-01", "policies/tianjin/x/#art-9", "《新办法》第九条", "旧办法同时废止。"
    )
    sentences = _sentences(collection.policies["tj6"], by)
    assert sentences["repealed"] == (
        "本文件已自2021年1月1日起废止（《新办法》第九条：“旧办法同时废止。”）。以下内容仅供查考。"
    )


@pytest.mark.parametrize(
    ("start", "end", "as_of", "state", "span"),
    [
        (None, "2020-12-31", "2020-12-31", "current", "截至2020年12月31日"),
        (None, "2020-12-31", "2021-01-01", "past", "截至2020年12月31日"),
        ("2020-06-01", "2020-06-30", "2020-05-31", "future", "2020年6月1日至2020年6月30日"),
        ("2020-06-01", None, "2030-01-01", "open", "自2020年6月1日起"),
        (None, None, "2020-01-01", None, ""),
    ],
)
def test_period(
    start: str | None, end: str | None, as_of: str, state: str | None, span: str
) -> None:
    period = Period(label="期限", start=start, end=end, cite=Quote(clause="p-1", quote="x"))
    assert period_state(period, as_of) == state
    assert span_words(start, end) == span
