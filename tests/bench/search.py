"""Our search beside two others: the same policies, the same questions, the same run.

The others are Material's own search with Chinese words from jieba, and Pagefind. Both are spared
what ours has to hold besides (pages of benefits, of outside documents …): they index the policy
pages alone.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import yaml

from build_scripts.package.precompress import precompress
from tests.bench.machine import load_average
from tests.bench.search_browser import ROOT, Job, Seen, ask

QUESTIONS = ROOT / "tests/search/questions"
OURS = Job("ours", "/assets/javascripts/search/engine.js", shown=10)
#: How many questions are asked in a new browser each, and how many are typed.
COLD, TYPED = 12, 6

MATERIAL_CONFIG = """\
site_name: bench
docs_dir: docs
site_dir: site
theme: {name: material, language: zh, font: false}
plugins: [{search: {lang: zh}}]
markdown_extensions: [build_scripts.passthrough, attr_list, tables, admonition]
"""


@dataclass(frozen=True)
class Question:
    """What is asked, the documents one of which must be found, the clauses one of which is it."""

    text: str
    documents: frozenset[str]
    clauses: frozenset[str]


def compare_searches(site: Path, docs: Path, folder: Path) -> None:
    """Print the figures of the three for the built ``site``, made from the pages ``docs``."""
    sets = {path.stem: read_questions(path) for path in sorted(QUESTIONS.glob("*.yml"))}
    some = [question.text for question in sets["given"]]
    engines = {"本站": (site, OURS), **_others(site, docs, folder)}
    print(f"── 检索（空缓存 {COLD} 题，逐字输入 {TYPED} 题；负载 {load_average()}）")
    seen = {
        name: ask(
            served,
            replace(
                job,
                ranked=[question.text for questions in sets.values() for question in questions],
                cold=spread(some, COLD),
                typed=spread([text for text in some if " " not in text], TYPED),
            ),
        )
        for name, (served, job) in engines.items()
    }
    _print_quality(sets, {name: one.answers for name, one in seen.items()})
    _print_cost(seen)
    _print_interface(site, some)


def read_questions(path: Path) -> list[Question]:
    """The questions of a file that ask for policies; the sets have one shape each."""
    found = []
    for entry in yaml.safe_load(path.read_text("utf-8")):
        expected = entry.get("expect", entry.get("first"))
        if isinstance(expected, dict):
            places = [expected, *entry.get("also", ())]
            clauses = {f"{p['document']}#{clause}" for p in places for clause in p["clauses"]}
            documents = {place["document"] for place in places}
        elif "first" in entry:
            clauses, documents = set(), {expected[0] if isinstance(expected, list) else expected}
        else:
            clauses, documents = set(), set(expected or ())
        if documents:
            found.append(Question(entry["query"], frozenset(documents), frozenset(clauses)))
    return found


def spread(values: Sequence[str], count: int) -> list[str]:
    """``count`` of the values, evenly spread."""
    return [values[index * len(values) // count] for index in range(count)]


def _others(site: Path, docs: Path, folder: Path) -> dict[str, tuple[Path, Job]]:
    """Name → (served folder, how it is asked), built below ``folder``."""
    material = _material(docs, folder / "material")
    (worker,) = material.glob("assets/javascripts/workers/search.*.min.js")
    pagefind = _pagefind(site, folder / "pagefind")
    for served in (material, pagefind):
        precompress(served, brotli=True)
    package = json.loads((ROOT / "node_modules/pagefind/package.json").read_text("utf-8"))
    script = f"/{worker.relative_to(material)}"
    return {
        f"Material {version('mkdocs-material')} + jieba {version('jieba')}": (
            material,
            Job("material", script, shown=10),
        ),
        # Five is what its documentation loads at first.
        f"Pagefind {package['version']}": (
            pagefind,
            Job("pagefind", "/pagefind/pagefind.js", shown=5),
        ),
    }


def _material(docs: Path, folder: Path) -> Path:
    for page in docs.glob("policies/*/*/index.md"):
        copy = folder / "docs" / page.relative_to(docs)
        copy.parent.mkdir(parents=True)
        shutil.copy(page, copy)
    (folder / "docs/index.md").write_text("# bench\n")
    (folder / "mkdocs.yml").write_text(MATERIAL_CONFIG)
    _run(
        *(sys.executable, "-m", "mkdocs", "build", "--quiet"),
        *("--config-file", str(folder / "mkdocs.yml")),
    )
    return folder / "site"


def _pagefind(site: Path, folder: Path) -> Path:
    for page in site.glob("policies/*/*/index.html"):
        copy = folder / page.relative_to(site)
        copy.parent.mkdir(parents=True)
        shutil.copy(page, copy)
    _run(
        *("npx", "--no-install", "pagefind", "--silent", "--site", str(folder)),
        *("--root-selector", "article", "--force-language", "zh"),
    )
    return folder


def _run(*command: str) -> None:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if result.returncode:
        sys.exit(f"{' '.join(command)}\n{result.stdout}{result.stderr}")


def _print_quality(sets: dict[str, list[Question]], answers: dict[str, list[list[str]]]) -> None:
    start = 0
    for name, questions in sets.items():
        print(f"{name}（{len(questions)} 题）")
        for engine, given in answers.items():
            print(f"  {engine}：{_quality(questions, given[start : start + len(questions)])}")
        start += len(questions)


def _quality(questions: list[Question], answers: list[list[str]]) -> str:
    ranks = [
        next((rank for rank, key in enumerate(documents_of(paths), 1) if key in q.documents), None)
        for q, paths in zip(questions, answers, strict=True)
    ]
    count = len(questions)

    def share(holds: Callable[[int], bool]) -> float:
        return sum(1 for rank in ranks if rank and holds(rank)) / count

    empty = sum(1 for paths in answers if not documents_of(paths))
    words = (
        f"首位 {share(lambda rank: rank == 1):.3f}，前三 {share(lambda rank: rank <= 3):.3f}，"
        f"MRR {sum(1 / rank for rank in ranks if rank) / count:.3f}，无结果 {empty}"
    )
    if questions[0].clauses and any("#" in path for paths in answers for path in paths):
        exact = sum(
            1 for q, paths in zip(questions, answers, strict=True) if _clause_first(q, paths)
        )
        words += f"，条款首位 {exact / count:.3f}"
    return words


def documents_of(paths: Iterable[str]) -> list[str]:
    """Keys of the policies among site paths, each once."""
    parts = [path.split("#")[0].strip("/").split("/") for path in paths]
    return list(dict.fromkeys(p[2] for p in parts if p[0] == "policies" and len(p) == 3))


def _clause_first(question: Question, paths: list[str]) -> bool:
    page, _, anchor = paths[0].partition("#") if paths else ("", "", "")
    return any(f"{key}#{anchor}" in question.clauses for key in documents_of([page]))


def _print_cost(seen: dict[str, Seen]) -> None:
    for name, one in seen.items():
        print(f"{name}：{cost(one)}")
    ours, *others = seen.items()
    for name, other in others:
        ratios = [
            own / theirs for own, theirs in zip(_medians(ours[1]), _medians(other), strict=True)
        ]
        print(
            f"本站与 {name} 之比：字节 {ratios[0]:.2f}，首个结果 {ratios[1]:.2f}，"
            f"再按一键 {ratios[2]:.2f}"
        )


def _print_interface(site: Path, questions: list[str]) -> None:
    """What a reader meets: from the key pressed to the change of the page."""
    letters = spread([text for text in questions if " " not in text], TYPED)
    box = ask(site, Job("box", cold=spread(questions, COLD), typed=letters))
    finder = ask(site, Job("finder", typed=letters))
    print(f"本站的搜索框：{cost(box)}")
    print(f"本站的查找页：{_keys(finder)}")


def cost(seen: Seen) -> str:
    """Bytes, requests and time of the first result, time of the keys after it."""
    kilobytes = [one.kilobytes for one in seen.first]
    times = [one.ms for one in seen.first]
    requests = statistics.median(len(one.loaded) for one in seen.first)
    return (
        f"首个结果 {statistics.median(kilobytes):.1f} kB（最多 {max(kilobytes):.1f}），"
        f"{requests:.0f} 个请求，{statistics.median(times):.0f} 毫秒（最多 {max(times):.0f}）；"
        f"{_keys(seen)}"
    )


def _keys(seen: Seen) -> str:
    return f"再按一键 {statistics.median(seen.keys):.1f} 毫秒（最多 {max(seen.keys):.0f}）"


def _medians(seen: Seen) -> tuple[float, float, float]:
    return (
        statistics.median(one.kilobytes for one in seen.first),
        statistics.median(one.ms for one in seen.first),
        statistics.median(seen.keys),
    )
