"""The search index of any number of documents, without their pages.

Items are mutated as ``generate`` mutates documents, one at a time, while the index is written:
the memory measured is the index's own. In a third of the passages one character is changed, so
that the vocabulary grows with the collection as that of real documents does.

``python -m tests.bench.search_scale <documents> <site folder>`` builds one index and prints its
figures as JSON; a process of its own, so that nothing else counts.
"""

import heapq
import json
import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import groupby, islice
from pathlib import Path

import yaml

from build_scripts.index import (
    SEARCH_FOLDER,
    Item,
    Passage,
    search_catalogue,
    search_items,
    search_synonyms,
    search_words,
    write_index,
)
from build_scripts.link import link_collection
from build_scripts.load.collection import load_collection
from build_scripts.package.minify import minify_assets
from build_scripts.package.precompress import precompress
from build_scripts.render.context import Site
from build_scripts.render.masking import mask
from tests.bench.machine import load_average
from tests.bench.search import OURS, QUESTIONS, cost, documents_of, read_questions, spread
from tests.bench.search_browser import ROOT, FirstResult, ask

#: Generated documents are dated from the first to the second.
FIRST_DAY, LAST_DAY = date(2000, 1, 3), date(2026, 11, 20)
SHARE_CHANGED = 0.3
#: Items of which the cost of generating is measured by itself.
SAMPLE = 1000
COLD, TYPED = 10, 3

_SERIAL = re.compile(r"〔\d{4}〕\d+号$")


@dataclass(frozen=True)
class IndexRun:
    """Seconds, and megabytes of memory of the main and of the largest other process."""

    wall: float
    cpu: float
    main_memory: float
    other_memory: float
    #: Seconds that generating alone took, for each item.
    generating: float
    compressing: float
    files: int
    bytes: int
    gzip_bytes: int


def search_at_scale(sizes: list[int], folder: Path) -> None:
    """Print what the index of each size costs to build and to ask."""
    per_document, kilobytes, times = [], [], []
    for size in sizes:
        site = folder / f"search-{size}"
        print(f"── {size} 件文件的检索（负载 {load_average()}）")
        run = _build_apart(size, site)
        per_document.append((run.cpu - run.generating * size) / size * 1000)
        print(
            f"建索引 {run.wall:.1f} 秒，CPU {run.cpu:.1f} 秒（其中生成样本约 "
            f"{run.generating * size:.1f} 秒），"
            f"内存峰值 主进程 {run.main_memory:.0f} MB、工作进程 {run.other_memory:.0f} MB"
        )
        print(
            f"{run.files} 个文件，{run.bytes / 1e6:.1f} MB，"
            f"gzip 后 {run.gzip_bytes / 1e6:.1f} MB（压缩用时 {run.compressing:.1f} 秒）"
        )
        print(f"每件 CPU {per_document[-1]:.2f} 毫秒")
        first = _ask(site)
        kilobytes.append(statistics.median(one.kilobytes for one in first))
        times.append(statistics.median(one.ms for one in first))
        shutil.rmtree(site)
    if len(sizes) > 1:
        ratios = [values[-1] / values[0] for values in (per_document, kilobytes, times)]
        print(
            f"最大规模与最小规模之比：每件 CPU {ratios[0]:.2f}（应在 0.8–1.2），"
            f"首个结果的字节 {ratios[1]:.2f}、毫秒 {ratios[2]:.2f}"
        )


def generated_items(count: int, *, seed: int = 20200405) -> tuple[Site, Iterator[Item]]:
    """The site of the real collection, and ``count`` policies followed by its other items."""
    collection = mask(load_collection(ROOT / "content"), "public")
    site = Site(collection, link_collection(collection), as_of=LAST_DAY, profile="public")
    return site, _items(list(search_items(site)), count, random.Random(seed))


def _items(real: list[Item], count: int, rng: random.Random) -> Iterator[Item]:
    """In the order an index wants: by region, newest first, then what is not a policy."""
    policies = [item for item in real if item.type == "policy"]
    texts = [p.text for item in policies for p in item.passages if p.kind == "text"]
    wanted = count - len(policies)
    seen = made = 0
    for _, group in groupby(policies, key=lambda item: item.region):
        originals = list(group)
        seen += len(originals)
        share = wanted * seen // len(policies) - made
        made += share
        generated = _generated(originals, share, texts, rng)
        yield from heapq.merge(originals, generated, key=lambda item: item.issued, reverse=True)
    yield from (item for item in real if item.type != "policy")


def _generated(
    originals: list[Item], count: int, texts: list[str], rng: random.Random
) -> Iterator[Item]:
    """Newest first, evenly spread over the years."""
    days = (LAST_DAY - FIRST_DAY).days
    for number in range(count):
        original = originals[number % len(originals)]
        issued = LAST_DAY - timedelta(days * number // count)
        yield _mutated(original, number, issued, texts, rng)


def _mutated(
    original: Item, number: int, issued: date, texts: list[str], rng: random.Random
) -> Item:
    later = issued - date.fromisoformat(original.issued)

    def moved(day: str) -> str:
        return (date.fromisoformat(day) + later).isoformat() if day else ""

    return replace(
        original,
        path=f"{original.path.rstrip('/')}x{number}/",
        title=f"{original.title}（样本{number}）",
        # No real serial has four digits.
        number=_SERIAL.sub(f"〔{issued.year}〕{1000 + number}号", original.number),
        issued=issued.isoformat(),
        effective=moved(original.effective),
        expires=moved(original.expires),
        repealed=moved(original.repealed),
        passages=tuple(_passage(passage, texts, rng) for passage in original.passages),
    )


def _passage(passage: Passage, texts: list[str], rng: random.Random) -> Passage:
    if passage.kind != "text" or rng.random() >= SHARE_CHANGED:
        return passage
    text = rng.choice(texts)
    place = rng.randrange(len(text))
    return replace(passage, text=text[:place] + rng.choice(rng.choice(texts)) + text[place + 1 :])


def _build_apart(size: int, site: Path) -> IndexRun:
    command = [sys.executable, "-m", "tests.bench.search_scale", str(size), str(site)]
    result = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return IndexRun(**json.loads(result.stdout))


def _build(count: int, folder: Path) -> IndexRun:
    _, items = generated_items(SAMPLE)
    before = _cpu()
    for _ in islice(items, SAMPLE):
        pass
    generating = (_cpu() - before) / SAMPLE

    site, items = generated_items(count)
    words, terms = search_words(site)
    out = folder / SEARCH_FOLDER
    before, started = _cpu(), time.perf_counter()
    write_index(
        items,
        out,
        catalogue=search_catalogue(site),
        words=words,
        pinyin=terms,
        synonyms=search_synonyms(site),
    )
    wall, cpu = time.perf_counter() - started, _cpu() - before
    memory = _peak_memory()
    other_memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000

    # The scripts of the search; the calculators' need an interpreter beside them.
    left_out = shutil.ignore_patterns("calculator", "tools", "main.js", "early.js")
    assets = ROOT / "site_overrides/assets"
    shutil.copytree(assets, folder / "assets", ignore=left_out, dirs_exist_ok=True)
    minify_assets(folder, ROOT)
    started = time.perf_counter()
    precompress(folder, brotli=False)
    compressing = time.perf_counter() - started
    files = list(out.rglob("*.json"))
    return IndexRun(
        wall=wall,
        cpu=cpu,
        main_memory=memory,
        other_memory=other_memory,
        generating=generating,
        compressing=compressing,
        files=len(files),
        bytes=sum(path.stat().st_size for path in files),
        gzip_bytes=sum(_sent(path).stat().st_size for path in files),
    )


def _sent(path: Path) -> Path:
    copy = path.with_name(path.name + ".gz")
    return copy if copy.is_file() else path


def _cpu() -> float:
    """User and system seconds of this process and those it started that have ended."""
    return sum(os.times()[:4])


def _peak_memory() -> float:
    """Of this process's own program; what ``getrusage`` says includes that of its parent."""
    (line,) = (
        line
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM")
    )
    return int(line.split()[1]) / 1000


def _ask(site: Path) -> list[FirstResult]:
    """Print what asking costs at first; returns it."""
    questions = [question.text for question in read_questions(QUESTIONS / "given.yml")]
    numbers = _whole_numbers()
    seen = ask(
        site,
        replace(
            OURS,
            ranked=[text for text, _ in numbers],
            cold=spread(questions, COLD),
            typed=spread([text for text in questions if " " not in text], TYPED),
        ),
    )
    print(cost(seen))
    parts = {"词": "/t/", "原文": "/d/", "筛选": "/f/", "其余": ""}
    sizes: dict[str, list[int]] = {name: [] for name in parts}
    for one in seen.first:
        sums = dict.fromkeys(parts, 0)
        for path, size in one.loaded:
            sums[next(name for name, part in parts.items() if part in path)] += size
        for name, total in sums.items():
            sizes[name].append(total)
    print("其中 " + "，".join(f"{name} {_kilobytes(values)}" for name, values in sizes.items()))
    first = sum(
        1
        for (_, key), paths in zip(numbers, seen.answers, strict=True)
        if documents_of(paths)[:1] == [key]
    )
    print(f"文号首位 {first / len(numbers):.3f}（{len(numbers)} 题）")
    return seen.first


def _whole_numbers() -> list[tuple[str, str]]:
    """(question, document): those that fit one document only, however many there are."""
    entries = yaml.safe_load((QUESTIONS / "numbers.yml").read_text("utf-8"))
    return [
        (entry["query"], entry["first"]) for entry in entries if isinstance(entry.get("first"), str)
    ]


def _kilobytes(sizes: list[int]) -> str:
    return f"{statistics.median(sizes) / 1000:.1f} kB（最多 {max(sizes) / 1000:.1f}）"


if __name__ == "__main__":
    print(json.dumps(asdict(_build(int(sys.argv[1]), Path(sys.argv[2])))))
