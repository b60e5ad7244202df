"""A search engine asked in Chromium, from a server that counts what it sends."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from build_scripts.serve import SiteHandler, SiteServer

ROOT = Path(__file__).resolve().parents[2]

#: A page without scripts. Pagefind cuts Chinese into words only where the page says it is Chinese.
BLANK = b'<!doctype html><html lang="zh"><meta charset="utf-8"><title>bench</title></html>'


@dataclass(frozen=True)
class Job:
    """What to ask: an engine by itself, or the site's own interface (``box``, ``finder``)."""

    engine: str
    #: Site path of the script that starts the engine.
    script: str = ""
    #: Documents that the engine's own interface shows at first.
    shown: int = 0
    #: Questions whose first ten documents are wanted.
    ranked: list[str] = field(default_factory=list)
    #: Questions asked in a new browser each, with nothing loaded before.
    cold: list[str] = field(default_factory=list)
    #: Questions typed letter by letter.
    typed: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FirstResult:
    """Milliseconds until the first results, and (site path, bytes on the wire) of each file."""

    ms: float
    loaded: list[tuple[str, int]]

    @property
    def kilobytes(self) -> float:
        return sum(size for _, size in self.loaded) / 1000


@dataclass(frozen=True)
class Seen:
    """What a job gave; ``keys`` are milliseconds of each letter after the first."""

    answers: list[list[str]]
    first: list[FirstResult]
    keys: list[float]


def ask(site: Path, job: Job) -> Seen:
    """Serve the folder ``site`` and do the job in Chromium."""
    with _served(site) as base:
        result = subprocess.run(
            ["node", str(ROOT / "tests/bench/search_engines.mjs"), base, json.dumps(asdict(job))],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    seen = json.loads(result.stdout)
    first = [FirstResult(one["ms"], [(p, n) for p, n in one["loaded"]]) for one in seen["first"]]
    return Seen(seen["answers"], first, seen["keys"])


@contextmanager
def _served(site: Path) -> Iterator[str]:
    traffic: list[tuple[str, int]] = []
    handler = partial(_CountingHandler, traffic=traffic, directory=str(site))
    with SiteServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _CountingHandler(SiteHandler):
    """``/bench/traffic`` tells what was sent since it was last asked; ``/bench/blank`` is empty."""

    #: Head and body are two packets; without this the second waits 40 ms for word of the first.
    disable_nagle_algorithm = True

    def __init__(self, *arguments: Any, traffic: list[tuple[str, int]], **named: Any) -> None:
        self._traffic = traffic
        super().__init__(*arguments, **named)

    def setup(self) -> None:
        super().setup()
        self._writer = _CountingWriter(self.wfile)
        self.wfile = self._writer  # type: ignore[assignment]

    def do_GET(self) -> None:
        if self.path == "/bench/traffic":
            content = json.dumps(self._traffic).encode()
            self._traffic.clear()
            self._send("application/json", content)
        elif self.path == "/bench/blank":
            self._send("text/html", BLANK)
        else:
            before = self._writer.count
            super().do_GET()
            self._traffic.append((self.path, self._writer.count - before))

    def _send(self, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class _CountingWriter:
    def __init__(self, writer: Any) -> None:
        self._writer = writer
        self.count = 0

    def write(self, content: bytes) -> int:
        self.count += len(content)
        return int(self._writer.write(content))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)
