"""The whole index, from a stream of items, on all cores.

Layout below ``out``::

    manifest.json          which build is current, and what is needed to read it
    <build>/t/<n>.json     postings and synonyms of the tokens whose hash begins with n
    <build>/d/<id>.json    one item: title, dates, passages
    <build>/f/<n>.json     facets of 4,096 items, as columns
    <build>/words.json     fillers, regions, names to suggest
    <build>/pinyin.json    terms with their pinyin
    <build>/catalogue.json names of the filters' values
"""

import hashlib
import json
import marshal
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from build_scripts.render.context import KIND_SLUGS

from .items import Item
from .postings import item_postings
from .shards import (
    PARTITIONS,
    Spill,
    Synonyms,
    partition_of,
    shard_bits,
    spilled_bytes,
    write_partition,
)

#: Where the site keeps the index.
SEARCH_FOLDER = "assets/search"
#: Changes when a reader of an older index would misread this one.
FORMAT = 1
#: Items indexed at a time by one process.
BLOCK = 1000
#: Items of one facet file.
SEGMENT = 4096
#: A second process is worth its start from here on.
_PARALLEL_FROM = 3000

#: Later versions of the format depend on how often an object is referred to.
_PLAIN_MARSHAL = 2

FACET_COLUMNS = ("kind", "topics", "audiences", "agencies", "calculator")
DATE_COLUMNS = ("issued", "effective", "expires", "repealed")


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What was written."""

    items: int
    policies: int
    tokens: int
    shards: int
    bytes: int
    build: str


@dataclass(slots=True)
class _Facets:
    """Facets of a block of items: (type, region, year) runs, columns, and a digest of it all."""

    runs: list[tuple[str, str, str, int]]
    rows: list[tuple[Any, ...]]
    digest: bytes


def write_index(
    items: Iterable[Item],
    out: Path,
    *,
    catalogue: dict[str, Any],
    words: dict[str, Any],
    pinyin: list[list[str]],
    synonyms: Synonyms,
    processes: int | None = None,
) -> IndexReport:
    """Write the index of ``items`` below ``out``.

    ``items`` come in the order of their numbers (see :func:`items.search_items`) and are read
    once; memory is bounded by a few blocks of them. The same items give the same files.
    """
    out.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="building-", dir=out))
    spill = work / "spill"
    fresh = work / "index"
    for folder in (spill, *(fresh / name for name in "tdf")):
        folder.mkdir(parents=True)
    try:
        return _write(items, out, spill, fresh, catalogue, words, pinyin, synonyms, processes)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _write(
    items: Iterable[Item],
    out: Path,
    spill: Path,
    fresh: Path,
    catalogue: dict[str, Any],
    words: dict[str, Any],
    pinyin: list[list[str]],
    synonyms: Synonyms,
    processes: int | None,
) -> IndexReport:
    numbers = {
        name: {value["id"]: number for number, value in enumerate(values)}
        for name, values in catalogue.items()
    }
    with _Pool(processes or os.cpu_count() or 1) as pool:
        segments = _Segments(fresh / "f", numbers)
        digest = hashlib.sha256(str(FORMAT).encode())
        for part in (catalogue, words, pinyin, synonyms):
            digest.update(_json(part))
        blocks = 0
        for facets in pool.map(_index_block, _blocks(items, spill, fresh / "d")):
            blocks += 1
            digest.update(facets.digest)
            segments.add(facets)
        segments.close()
        build = digest.hexdigest()[:12]
        bits = shard_bits(spilled_bytes(spill))
        by_partition: dict[int, Synonyms] = {}
        for token, said in synonyms.items():
            by_partition.setdefault(partition_of(token), {})[token] = said
        arguments = (
            (spill, partition, blocks, bits, build, fresh / "t", by_partition.get(partition, {}))
            for partition in range(PARTITIONS)
        )
        sizes = list(pool.map(_write_partition, arguments))
    (fresh / "words.json").write_bytes(_json({"build": build, **words}))
    (fresh / "pinyin.json").write_bytes(_json({"build": build, "terms": pinyin}))
    (fresh / "catalogue.json").write_bytes(_json({"build": build, **catalogue}))
    manifest = {
        "format": FORMAT,
        "build": build,
        "bits": bits,
        "items": segments.count,
        "policies": segments.policies,
        "segment": SEGMENT,
        "runs": segments.runs,
    }
    _publish(out, fresh, build, manifest)
    return IndexReport(
        segments.count,
        segments.policies,
        sum(tokens for tokens, _ in sizes),
        1 << bits,
        sum(written for _, written in sizes),
        build,
    )


def _publish(out: Path, fresh: Path, build: str, manifest: dict[str, Any]) -> None:
    """Put the new folder in its place, then the manifest that names it; drop older folders."""
    shutil.rmtree(out / build, ignore_errors=True)
    fresh.rename(out / build)
    (out / "manifest.json").write_bytes(_json(manifest))
    for path in out.iterdir():
        if path.is_dir() and path.name != build and not path.name.startswith("building-"):
            shutil.rmtree(path)


def _blocks(
    items: Iterable[Item], spill: Path, fragments: Path
) -> Iterator[tuple[int, int, list[Item], Path, Path]]:
    stream = iter(items)
    number = first = 0
    while block := list(islice(stream, BLOCK)):
        yield number, first, block, spill, fragments
        number += 1
        first += len(block)


def _index_block(arguments: tuple[int, int, list[Item], Path, Path]) -> _Facets:
    block, first, items, spill_folder, fragments = arguments
    spill = Spill()
    digests = bytearray()
    facets = _Facets([], [], b"")
    for number, item in enumerate(items, first):
        postings = list(item_postings(item))
        spill.add(number, postings)
        content = _json(_fragment(item))
        (fragments / f"{number}.json").write_bytes(content)
        row = (
            *(getattr(item, name) for name in DATE_COLUMNS),
            *(getattr(item, name) for name in FACET_COLUMNS),
        )
        facets.rows.append(row)
        # One after another, so that the division into blocks makes no difference.
        parts = content + _json(row) + marshal.dumps(postings, _PLAIN_MARSHAL)
        digests += hashlib.sha256(parts).digest()
        run = (item.type, item.region, item.issued[:4])
        if facets.runs and facets.runs[-1][:3] == run:
            facets.runs[-1] = (*run, facets.runs[-1][3] + 1)
        else:
            facets.runs.append((*run, 1))
    spill.write(spill_folder, block)
    facets.digest = bytes(digests)
    return facets


def _write_partition(
    arguments: tuple[Path, int, int, int, str, Path, Synonyms],
) -> tuple[int, int]:
    return write_partition(*arguments)


def _fragment(item: Item) -> dict[str, Any]:
    """What the browser shows of an item; empty values are left out."""
    names = ("type", "path", "title", "number", "region", "kind", "note", *DATE_COLUMNS)
    values = {name: getattr(item, name) for name in names}
    if item.keywords:
        values["keywords"] = " ".join(item.keywords)
    if item.passages:
        values["passages"] = [[p.anchor, p.place, p.text, p.parent, p.kind] for p in item.passages]
    return {name: value for name, value in values.items() if value}


class _Segments:
    """Facet files, written as soon as they are full."""

    def __init__(self, folder: Path, numbers: dict[str, dict[str, int]]) -> None:
        self._folder = folder
        self._numbers = numbers
        self._rows: list[tuple[Any, ...]] = []
        self._written = 0
        self.count = 0
        self.policies = 0
        #: (type, region, year, how many) in the order of item numbers.
        self.runs: list[list[str | int]] = []

    def add(self, facets: _Facets) -> None:
        for kind, region, year, count in facets.runs:
            if self.runs and self.runs[-1][:3] == [kind, region, year]:
                self.runs[-1][3] = int(self.runs[-1][3]) + count
            else:
                self.runs.append([kind, region, year, count])
            self.policies += count if kind == "policy" else 0
        self.count += len(facets.rows)
        self._rows += facets.rows
        while len(self._rows) >= SEGMENT:
            self._write(self._rows[:SEGMENT])
            del self._rows[:SEGMENT]

    def close(self) -> None:
        if self._rows:
            self._write(self._rows)
            self._rows = []

    def _write(self, rows: Sequence[tuple[Any, ...]]) -> None:
        names = (*DATE_COLUMNS, *FACET_COLUMNS)
        columns: dict[str, list[Any]] = {
            name: [row[number] for row in rows] for number, name in enumerate(names)
        }
        kinds = self._numbers["kind"]
        columns["kind"] = [kinds[KIND_SLUGS[kind]] if kind else -1 for kind in columns["kind"]]
        for column, catalogue in (
            ("topics", "topic"),
            ("audiences", "audience"),
            ("agencies", "agency"),
        ):
            numbers = self._numbers[catalogue]
            columns[column] = [[numbers[value] for value in values] for values in columns[column]]
        columns["calculator"] = [int(value) for value in columns["calculator"]]
        (self._folder / f"{self._written}.json").write_bytes(_json(columns))
        self._written += 1


class _Pool:
    """Runs tasks in order: in this process while there are few, in several once there are many."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> "_Pool":
        return self

    def __exit__(self, *exception: object) -> None:
        if self._executor:
            self._executor.shutdown(cancel_futures=True)

    def map(self, task: Any, arguments: Iterable[Any]) -> Iterator[Any]:
        """Results in the order of ``arguments``, which are taken only as fast as they are used."""
        waiting: list[Future[Any]] = []
        for index, argument in enumerate(arguments):
            if self._executor is None and index * BLOCK >= _PARALLEL_FROM and self._processes > 1:
                self._executor = ProcessPoolExecutor(self._processes)
            if self._executor is None:
                yield task(argument)
                continue
            waiting.append(self._executor.submit(task, argument))
            if len(waiting) > 2 * self._processes:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
