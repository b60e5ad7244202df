"""How soon the calculators answer in a browser, beside stock Pyodide in the same run."""

import http.server
import json
import statistics
import subprocess
import threading
from functools import partial
from pathlib import Path
from typing import Any

from build_scripts.serve import SiteHandler, SiteServer
from tests.bench.machine import load_average

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
    site = SiteServer(("127.0.0.1", 0), partial(SiteHandler, directory=str(ROOT / "site")))
    stock = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(_Stock, directory=str(ROOT / "node_modules/pyodide"))
    )
    for server in (site, stock):
        threading.Thread(target=server.serve_forever, daemon=True).start()
    addresses = [f"http://127.0.0.1:{server.server_address[1]}/" for server in (site, stock)]
    command = ["node", str(ROOT / "tests/bench/tools.mjs"), str(runs), *addresses]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    medians = []
    for line in done.stdout.splitlines():
        measured = json.loads(line)
        times = measured["milliseconds"]
        medians.append(statistics.median(times))
        print(f"{measured['what']}：{medians[-1]:.0f} 毫秒（{times[0]}–{times[-1]}）")
    print(f"轻量计算程序的首个结果与原样 Pyodide 之比 {medians[0] / medians[-1]:.2f}")
    _weights()
    for server in (site, stock):
        server.shutdown()


def _weights() -> None:
    """Compressed bytes of each tool's page and script."""
    for script in sorted((ROOT / "site/assets/javascripts/tools").glob("*.js.br")):
        page = ROOT / f"site/tools/{script.name.removesuffix('.js.br')}/index.html.br"
        weight = f"，页面 {page.stat().st_size / 1000:.0f} kB" if page.is_file() else ""
        print(f"  {script.name.removesuffix('.br')} {script.stat().st_size / 1000:.1f} kB{weight}")
