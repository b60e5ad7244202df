"""What search does with filters, dates, odd input and a damaged index."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from .conftest import Find, run_queries


def _keys(result: dict[str, Any]) -> list[str]:
    return [hit["path"].split("/")[2] for hit in result["answer"]["hits"]]


def test_marks_are_the_words_looked_for(find: Find) -> None:
    (result,) = find({"text": "岗位补贴 最低工资", "filters": {"region": ["tianjin"]}})
    hit = result["answer"]["hits"][0]
    clause = hit["clauses"][0]
    marked = "".join(clause["text"][start:end] for start, end in clause["marks"])
    assert "岗位补贴" in marked
    assert "最低工资" in marked
    assert (hit["path"], clause["anchor"]) == ("policies/tianjin/tj6/", "art-7")


def test_figures_and_numerals_find_one_another(find: Find) -> None:
    first, second = find({"text": "连续失业三个月"}, {"text": "连续失业 3 个月"})
    assert _keys(first)[0] == _keys(second)[0] == "gz95"
    marks = first["answer"]["hits"][0]["clauses"][0]
    assert any("个月" in marks["text"][start:end] for start, end in marks["marks"])


def test_a_province_includes_its_cities(find: Find) -> None:
    province, city, above = find(
        {"text": "", "filters": {"region": ["guangdong"]}, "limit": 50},
        {"text": "", "filters": {"region": ["guangzhou"]}, "limit": 50},
        {"text": "", "filters": {"region": ["guangzhou"], "above": True}, "limit": 50},
    )
    regions = {hit["region"] for hit in province["answer"]["hits"]}
    assert regions == {"guangdong", "guangzhou"}
    assert {hit["region"] for hit in city["answer"]["hits"]} == {"guangzhou"}
    assert {hit["region"] for hit in above["answer"]["hits"]} == {"guangzhou", "guangdong", "cn"}


def test_no_query_lists_everything_newest_first(find: Find) -> None:
    (result,) = find({"text": "  ", "limit": 100})
    issued = [hit["issued"] for hit in result["answer"]["hits"]]
    assert result["answer"]["total"] == len(issued) == 34
    assert issued == sorted(issued, reverse=True)


def test_counts_are_of_the_query_and_the_other_filters(find: Find) -> None:
    all_of_it, tianjin = find(
        {"text": "培训补贴", "limit": 100},
        {"text": "培训补贴", "limit": 100, "filters": {"region": ["tianjin"]}},
    )
    counts = all_of_it["answer"]["counts"]
    assert sum(counts["region"].values()) == all_of_it["answer"]["total"]
    assert counts["region"]["tianjin"] == tianjin["answer"]["total"]
    # The region's own counts stay, so that the reader sees where else there is something.
    assert tianjin["answer"]["counts"]["region"] == counts["region"]
    everywhere, here = (one["answer"]["counts"]["topic"] for one in (all_of_it, tianjin))
    assert here != everywhere
    assert all(count <= everywhere[topic] for topic, count in here.items())


def test_status_follows_the_as_of_date(find: Find) -> None:
    # 津人社局发〔2020〕6号: 2020-05-15 to 2023-05-14
    before, inside, after = find(
        *(
            {"text": "津人社局发〔2020〕6号", "asOf": day}
            for day in ("2020-05-14", "2023-05-14", "2023-05-15")
        )
    )
    for result, status in ((before, "future"), (inside, "active"), (after, "expired")):
        assert result["answer"]["counts"]["status"] == {status: 1}


def test_dates_and_order(find: Find) -> None:
    (result,) = find(
        {
            "text": "补贴",
            "sort": "date",
            "limit": 100,
            "filters": {"from": "2020-05-01", "to": "2020-05-15"},
        }
    )
    issued = [hit["issued"] for hit in result["answer"]["hits"]]
    assert issued
    assert issued == sorted(issued, reverse=True)
    assert all("2020-05-01" <= day <= "2020-05-15" for day in issued)


def test_nothing_found_says_why_and_offers_the_nearest(find: Find) -> None:
    nothing, filtered = find(
        {"text": "qwzxv"}, {"text": "公积金租房", "filters": {"region": ["tianjin"]}}
    )
    assert nothing["answer"]["total"] == 0
    assert nothing["answer"]["nearest"]["dropped"] == ["qwzxv"]
    nearest = filtered["answer"]["nearest"]
    if filtered["answer"]["total"] == 0:
        assert nearest["wider"]["total"] > 0
        assert nearest["wider"]["label"] == "不限地区"


def test_no_policy_is_nothing_found_whatever_else_there_is(find: Find) -> None:
    number, filtered = find(
        {"text": "津人社局发〔2013〕18号"},
        {
            "text": "灵活就业社会保险补贴",
            "filters": {"from": "2001-01-01", "to": "2001-12-31"},
        },
    )
    assert [hit["type"] for hit in number["answer"]["others"]] == ["stub"]
    assert number["answer"]["nearest"] is not None
    assert filtered["answer"]["total"] == 0
    assert filtered["answer"]["others"]
    assert filtered["answer"]["nearest"]["wider"]["label"] == "不限日期"
    (found,) = find({"text": "灵活就业社会保险补贴"})
    assert found["answer"]["nearest"] is None


def test_what_is_no_policy_is_of_the_region_asked_for(find: Find) -> None:
    everywhere, tianjin, beijing, above = find(
        {"text": "灵活就业社会保险补贴"},
        {"text": "灵活就业社会保险补贴", "filters": {"region": ["tianjin"]}},
        {"text": "津人社局发〔2013〕18号", "filters": {"region": ["beijing"]}},
        {"text": "公益性岗位补贴", "filters": {"region": ["tianjin"], "above": True}},
    )
    found = [
        {hit["region"] for hit in one["answer"]["others"]}
        for one in (everywhere, tianjin, beijing, above)
    ]
    assert found[0] > {"tianjin"}
    # Comparisons are of several regions, and of none alone.
    assert found[1] - {""} == {"tianjin"}
    assert found[2] == set()
    assert found[3] - {""} == {"tianjin", "cn"}


def test_an_item_of_no_region_passes_the_region_filter(find: Find) -> None:
    (result,) = find({"text": "百万青年技能培训行动", "filters": {"region": ["tianjin"]}})
    (hit,) = (one for one in result["answer"]["others"] if one["title"] == "百万青年技能培训行动")
    assert hit["region"] == ""


@pytest.mark.parametrize(
    "text", ["灵活就业", "灵活 就业", "失业金", "社会保险补贴", "linghuojiuye"]
)
def test_what_was_asked_is_not_offered_as_similar(find: Find, text: str) -> None:
    (result,) = find({"text": text, "filters": {"from": "2001-01-01", "to": "2001-12-31"}})
    similar = result["answer"]["nearest"]["similar"]
    assert similar
    assert text.replace(" ", "") not in similar


def test_synonyms_are_named(find: Find) -> None:
    (result,) = find({"text": "失业金"})
    assert {"said": "失业金", "means": ["失业保险金"]} in result["answer"]["synonyms"]


@pytest.mark.parametrize(
    ("typed", "document"),
    [("xueli tisheng butie", "tj84"), ("gongyixinggangwei", "gdgyg"), ("ygdx", "cn29")],
)
def test_pinyin(find: Find, typed: str, document: str) -> None:
    (result,) = find({"text": typed})
    assert document in _keys(result)[:3]


def test_suggestions(find: Find) -> None:
    number, term, pinyin = find(
        {"text": "津人社办发〔2020〕8", "suggest": True},
        {"text": "灵活就", "suggest": True},
        {"text": "linghuo", "suggest": True},
    )
    numbers = {one["text"] for one in number["answer"] if one["type"] == "document"}
    assert {"津人社办发〔2020〕89号", "津人社办发〔2020〕86号"} <= numbers
    assert any(one["text"].startswith("灵活就业") for one in term["answer"])
    assert any(one["text"].startswith("灵活就业") for one in pinyin["answer"])


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x7f",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>补贴",
        "补贴" * 5000,
        "\ud800补贴\udfff",
        "👨‍👩‍👧‍👦",
        "%00../../etc/passwd",
        "__proto__ constructor toString",
        "((((补贴",
        "第号年〔〕",
        "2020",
        "。，、；：",
    ],
)
def test_odd_input_is_answered(find: Find, text: str) -> None:
    for result in find({"text": text}, {"text": text, "suggest": True}):
        assert result["answer"] is not None
    (result,) = find({"text": text})
    for hit in result["answer"]["hits"]:
        for clause in hit["clauses"]:
            assert all(0 <= start < end <= len(clause["text"]) for start, end in clause["marks"])


def test_an_enormous_query_costs_no_more_than_a_long_one(find: Find) -> None:
    long, enormous = find({"text": "灵活就业补贴" * 20}, {"text": "灵活就业补贴" * 20_000})
    assert enormous["files"] == long["files"]


class TestDamagedIndex:
    """Each kind of damage is a message for the reader, not a wrong answer."""

    @pytest.fixture
    def copy(self, site_dir: Path, tmp_path: Path) -> Path:
        shutil.copytree(site_dir / "assets" / "search", tmp_path / "assets" / "search")
        return tmp_path

    def _message(self, folder: Path, text: str = "补贴") -> str:
        (result,) = run_queries(folder, [{"text": text}], folder)
        message: str = result["error"]
        return message

    def test_no_manifest(self, copy: Path) -> None:
        (copy / "assets/search/manifest.json").unlink()
        assert self._message(copy) == "检索用的文件不在了，可能是网站刚更新过。请重新载入本页。"

    def test_cut_short(self, copy: Path) -> None:
        for path in copy.glob("assets/search/*/t/*.json"):
            path.write_bytes(path.read_bytes()[:-20])
        assert self._message(copy).startswith("检索用的文件不完整，可能没有传完。")

    def test_missing_shards(self, copy: Path) -> None:
        for folder in copy.glob("assets/search/*/t"):
            shutil.rmtree(folder)
        assert "不在了" in self._message(copy)

    def test_of_another_build(self, copy: Path) -> None:
        for path in copy.glob("assets/search/*/t/*.json"):
            content = json.loads(path.read_text("utf-8"))
            path.write_text(json.dumps({**content, "build": "other"}), "utf-8")
        assert self._message(copy) == "检索用的文件与本页不是同一版。请重新载入本页。"

    def test_of_another_format(self, copy: Path) -> None:
        manifest = copy / "assets/search/manifest.json"
        content = json.loads(manifest.read_text("utf-8"))
        manifest.write_text(json.dumps({**content, "format": 999}), "utf-8")
        assert "不是同一版" in self._message(copy)


def test_a_city_or_district_names_its_region(find: Find) -> None:
    (district, city, office) = find(
        {"text": "武清的公司招毕业生有补贴吗"},
        {"text": "苏州快办行动"},
        {"text": "通州 农民工工资保证金 电话"},
    )
    assert district["answer"]["hits"][0]["region"] == "tianjin"
    assert _keys(city)[0] == "js59"
    # The name itself is still looked for: a list of offices holds it.
    clause = office["answer"]["hits"][0]["clauses"][0]
    assert _keys(office)[0] == "bjbzj"
    assert any("通州" in clause["text"][start:end] for start, end in clause["marks"])
