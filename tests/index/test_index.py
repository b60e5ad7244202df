"""The index as files: bounded lists, the same bytes however the work is divided."""

import json
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts.index import Item, Passage, build, write_index
from build_scripts.index.shards import LONGEST, LONGEST_KEY, encode, token_hash

CATALOGUE = {
    "region": [{"id": "cn", "label": "国家"}],
    "topic": [{"id": "training", "label": "培训"}],
    "audience": [],
    "kind": [{"id": "notice", "label": "通知"}],
    "agency": [],
}


def _items(count: int) -> Iterator[Item]:
    for number in range(count):
        yield Item(
            "policy",
            f"policies/cn/d{number}/",
            f"关于第{number}件事的通知",
            "cn",
            f"人社部发〔2020〕{number + 1}号",
            "通知",
            f"20{20 - number // 100:02}-01-01",
            topics=("training",),
            passages=(Passage("p-1", "第一段", f"职工培训补贴{number}元，甲乙丙丁"),),
        )


def _write(out: Path, count: int, processes: int = 1) -> build.IndexReport:
    return write_index(
        _items(count),
        out,
        catalogue=CATALOGUE,
        words={"fillers": {}},
        pinyin=[],
        synonyms={"补贴": [["补贴金", "补贴"]]},
        processes=processes,
    )


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _postings(folder: Path, token: str) -> list[int]:
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    shard = token_hash(token) >> (32 - manifest["bits"])
    content = json.loads((folder / manifest["build"] / "t" / f"{shard}.json").read_text("utf-8"))
    assert content["build"] == manifest["build"]
    postings: list[int] = content["tokens"].get(token, [])
    return postings


def test_every_token_leads_to_its_items(tmp_path: Path) -> None:
    report = _write(tmp_path, 30)
    assert (report.items, report.policies) == (30, 30)
    holders, first, _, *rest = _postings(tmp_path, "培训")
    assert (holders, first) == (30, 0)
    assert rest[::2] == [1] * 29  # item numbers less the one before
    assert _postings(tmp_path, "#人社部发20207")[:2] == [1, 6]
    assert _postings(tmp_path, "无此") == []


def test_runs_tell_region_and_year(tmp_path: Path) -> None:
    _write(tmp_path, 150)
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert manifest["runs"] == [["policy", "cn", "2020", 100], ["policy", "cn", "2019", 50]]


def test_division_of_the_work_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "one", 100)
    monkeypatch.setattr(build, "BLOCK", 7)
    monkeypatch.setattr(build, "_PARALLEL_FROM", 20)
    _write(tmp_path / "many", 100, processes=2)
    assert _files(tmp_path / "many") == _files(tmp_path / "one")


def test_facets_are_cut_into_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "SEGMENT", 40)
    report = _write(tmp_path, 100)
    segments = sorted((tmp_path / report.build / "f").iterdir())
    lengths = [len(json.loads(path.read_text("utf-8"))["topics"]) for path in segments]
    assert lengths == [40, 40, 20]


def test_an_older_build_is_removed(tmp_path: Path) -> None:
    old = _write(tmp_path, 3)
    new = _write(tmp_path, 4)
    assert old.build != new.build
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([new.build, "manifest.json"])


@pytest.mark.parametrize(("token", "longest"), [("补贴", LONGEST), ("#6", LONGEST_KEY)])
def test_long_lists_keep_their_strongest(token: str, longest: int) -> None:
    # Impacts 1 … 63 in turn; what is kept is the strongest, in the order of the items.
    count = 63 * 100
    holders, *pairs = encode(token, array("I", [(n << 6) | (n % 63 + 1) for n in range(count)]))
    assert holders == count
    assert len(pairs) == 2 * longest
    kept, item = [], 0
    for gap in pairs[::2]:
        item += gap
        kept.append(item)
    assert kept == sorted(kept)
    assert min(pairs[1::2]) == 63 - -(-longest // 100) + 1
