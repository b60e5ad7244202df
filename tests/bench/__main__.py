"""Prints the project's figures: ``python -m tests.bench [--only search] [--sizes 1000 10000]``.

Times are user CPU and wall seconds of whole processes, medians; the load average of the machine
is printed beside them because wall time means little on a busy one.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from build_scripts.link import link_collection
from build_scripts.load.collection import Collection, load_collection
from build_scripts.serve import SiteHandler, SiteServer
from tests.bench.engine import engine_figures
from tests.bench.generate import generate
from tests.bench.machine import load_average
from tests.bench.search import compare_searches
from tests.bench.search_scale import search_at_scale
from tests.bench.tools import tool_figures
from tests.importer.score import score

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("contents", "build", "pages", "search", "engine", "tools")


@dataclass(frozen=True)
class Run:
    """One process: seconds of wall time and user CPU, peak memory in MB (its children included)."""

    wall: float
    user: float
    memory: float


def main() -> None:
    """Measure and print everything."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 10_000])
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    if not (ROOT / "site/index.html").is_file():
        sys.exit("还没有 site/，请先运行 make build")

    parts = arguments.only
    with tempfile.TemporaryDirectory(prefix="mingce-bench-") as name:
        folder = Path(name)
        if "contents" in parts:
            _contents(load_collection(ROOT / "content"))
        if "engine" in parts:
            print(f"── 引擎（负载 {load_average()}）")
            engine_figures(load_collection(ROOT / "content"), 5 * arguments.runs)
        if "tools" in parts:
            tool_figures(arguments.runs)
        if "build" in parts:
            _real_collection(folder, arguments.runs)
            _generated_collections(folder, arguments.sizes)
        if "pages" in parts:
            _pages(arguments.runs)
        if "search" in parts:
            compare_searches(ROOT / "site", ROOT / "build/docs", folder)
            search_at_scale(arguments.sizes, folder)


def _contents(collection: Collection) -> None:
    print("── 内容")
    policies = collection.policies.values()
    characters = sum(
        len("".join(clause.own_text().split())) for p in policies for clause in p.clauses()
    )
    clauses = sum(1 for policy in policies for _ in policy.clauses())
    links = link_collection(collection)
    print(
        f"文件 {len(collection.policies)} 件，条款节点 {clauses}，正文字符 {characters}（不计空白）"
    )
    print("引用 " + "，".join(f"{name} {n}" for name, n in links.count_by_type().items()))
    print(f"未收录文件页 {len(links.stubs)}")
    print(f"导入器得分 {score(ROOT / 'content', collection)}")


def _real_collection(folder: Path, runs: int) -> None:
    print(f"── 构建现有文件（{runs} 次的中位数；负载 {load_average()}）")
    ours = [_build(ROOT / "content", folder / "site") for _ in range(runs)]
    docs = folder / "build" / "docs"
    plain = [_plain_generator(docs, folder / "plain") for _ in range(runs)]
    _print_run("make build", ours)
    _print_run("只跑 mkdocs build（同样的页面）", plain)
    ratio = _median(ours, "user") / _median(plain, "user")
    print(f"用户 CPU 之比 {ratio:.2f}")


def _generated_collections(folder: Path, sizes: list[int]) -> None:
    per_page = []
    for size in sizes:
        content = folder / f"content-{size}"
        generate(ROOT / "content", content, size)
        print(f"── 构建生成的 {size} 件文件（负载 {load_average()}）")
        run = _build(content, folder / "site")
        pages = sum(1 for _ in (folder / "build" / "docs").rglob("*.md"))
        per_page.append(run.user / pages * 1000)
        _print_run(f"{pages} 页", [run])
        print(f"每页用户 CPU {per_page[-1]:.2f} 毫秒")
        plain = _plain_generator(folder / "build" / "docs", folder / "plain")
        _print_run("其中 mkdocs build", [plain])
    if len(per_page) > 1:
        print(f"每页开销，最大规模与最小规模之比 {per_page[-1] / per_page[0]:.2f}（应在 0.8–1.2）")


def _pages(runs: int) -> None:
    line = "4 Mbit/s、延迟 40 毫秒、CPU 降到四分之一"
    print(f"── 页面（{line}；{runs} 次的中位数；负载 {load_average()}）")
    server = SiteServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(ROOT / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    paths = [
        "/",
        "/policies/tianjin/tj6/",
        "/policies/tianjin/tj7/",
        "/benefits/tianjin/flexible-employment-si-subsidy/",
    ]
    result = subprocess.run(
        ["node", str(ROOT / "tests/bench/page_weight.mjs"), str(runs), *(base + p for p in paths)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for path, line in zip(paths, result.stdout.splitlines(), strict=True):
        seen = json.loads(line)
        print(
            f"{path}  {seen['kilobytes']} kB（{seen['requests']} 个请求），"
            f"最大内容绘制 {seen['largest_contentful_paint_ms']} 毫秒，"
            f"布局偏移 {seen['layout_shift']}"
        )
    server.shutdown()


def _build(content: Path, out: Path) -> Run:
    return _measure(
        *(sys.executable, "-m", "build_scripts", "build"),
        *("--content", str(content), "--out", str(out), "--as-of", "2026-11-23"),
    )


def _plain_generator(docs: Path, out: Path) -> Run:
    return _measure(
        *(sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "mkdocs.yml"),
        *("--site-dir", str(out)),
        MINGCE_DOCS=str(docs),
        NO_MKDOCS_2_WARNING="1",
    )


def _measure(*command: str, **environment: str) -> Run:
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    messages = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}\n{messages.decode()}")
    return Run(time.perf_counter() - started, usage.ru_utime, usage.ru_maxrss / 1024)


def _print_run(label: str, runs: list[Run]) -> None:
    print(
        f"{label}：{_median(runs, 'wall'):.1f} 秒，用户 CPU {_median(runs, 'user'):.1f} 秒，"
        f"内存峰值 {_median(runs, 'memory'):.0f} MB"
    )


def _median(runs: list[Run], figure: str) -> float:
    return float(statistics.median(getattr(run, figure) for run in runs))


if __name__ == "__main__":
    main()
