"""How soon the calculators answer in a browser, beside stock Pyodide in the same run.

The site lies on nginx, as administrators have it; the machine's own speed is part of every figure.
"""

import http.server
import json
import statistics
import subprocess
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import Any

from build_scripts.compile.full_runtime import full_runtime
from tests.bench.machine import load_average
from tests.hosting.nginx import published

ROOT = Path(__file__).resolve().parents[2]


class _Stock(http.server.SimpleHTTPRequestHandler):
    """Stock Pyodide as an npm user would publish it."""

    extensions_map = {  # noqa: RUF012 - an instance variable of the base class
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def tool_figures(runs: int) -> None:
    """Print medians of first results and further answers, and what the tools weigh."""
    print(f"── 浏览器里的计算（{runs} 次的中位数；负载 {load_average()}）")
    stock = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Stock, directory=str(ROOT / "node_modules/pyodide"))
    )
    threading.Thread(target=stock.serve_forever, daemon=True).start()
    with (
        tempfile.TemporaryDirectory(prefix="mingce-bench-") as folder,
        published(ROOT / "site", Path(folder)) as site,
    ):
        given = {
            "runs": runs,
            "site": site,
            "stock": f"http://127.0.0.1:{stock.server_address[1]}/",
            "full": full_runtime().app,
            "roster": _roster(),
        }
        command = ["node", str(ROOT / "tests/bench/tools.mjs")]
        done = subprocess.run(
            command,
            input=json.dumps(given),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            cwd=ROOT,
        )
    stock.shutdown()
    medians = []
    for line in done.stdout.splitlines():
        measured = json.loads(line)
        times = sorted(measured["milliseconds"])
        medians.append(statistics.median(times))
        late = times[min(len(times) - 1, int(len(times) * 0.99))]
        print(
            f"{measured['what']}：{medians[-1]:.0f} 毫秒"
            f"（{times[0]:.0f}–{times[-1]:.0f}，第99百分位 {late:.0f}，{len(times)} 次）"
        )
    print(f"轻量计算程序的首个结果与原样 Pyodide 之比 {medians[0] / medians[-1]:.2f}")
    _weights()


def _roster() -> str:
    """5,000 people as a clerk keeps them: CSV with the answers most benefits ask for."""
    lines = ["姓名,出生日期,性别,是否已认定就业困难人员,现在的情况"]
    for number in range(5000):
        year, month = 1960 + number % 40, 1 + number % 12
        sex, recognised = "女男"[number % 2], "是否"[number % 3 == 0]
        lines.append(f"张{number},{year}-{month:02}-15,{sex},{recognised},灵活就业")
    return "\n".join(lines)


def _weights() -> None:
    """Compressed bytes of each tool's page and script."""
    for script in sorted((ROOT / "site/assets/javascripts/tools").glob("*.js.br")):
        page = ROOT / f"site/tools/{script.name.removesuffix('.js.br')}/index.html.br"
        weight = f"，页面 {page.stat().st_size / 1000:.0f} kB" if page.is_file() else ""
        print(f"  {script.name.removesuffix('.br')} {script.stat().st_size / 1000:.1f} kB{weight}")
