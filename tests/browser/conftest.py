"""The built site under a sub-path, with the headers it asks for, and Chromium to look at it."""

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from build_scripts.serve import SiteHandler, SiteServer

ROOT = Path(__file__).resolve().parents[2]
#: Where the site is published in the tests: every address in it must be relative.
PREFIX = "/a/b/"


class _SubPathHandler(SiteHandler):
    """The product's own server, with the site under PREFIX and nothing anywhere else."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(PREFIX):
            return str(Path(self.directory) / "nothing-here")
        return super().translate_path(path.removeprefix(PREFIX[:-1]))


@pytest.fixture(scope="session")
def site(site_dir: Path) -> Iterator[str]:
    """Address of the served site, ending in a slash."""
    server = SiteServer(("127.0.0.1", 0), partial(_SubPathHandler, directory=str(site_dir)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}{PREFIX}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium: MINGCE_CHROMIUM, or the one installed."""
    names = (os.environ.get("MINGCE_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    assert found, "没有找到 chromium；运行 sh tests/browser/install_tools.sh"
    return found


@pytest.fixture(scope="session")
def browse(site: str, chromium: str) -> Iterator[Callable[..., Any]]:
    """Runs one scenario of a script in Node and Playwright; returns what the scenario returns.

    ``browse(script, scenario, **arguments)``: ``script`` is a file of this folder that exports
    functions; ``scenario`` is called as ``scenario({browser, site, axe, ...arguments})``. One
    Chromium serves all scenarios of a session, each with contexts of its own.
    """
    process = subprocess.Popen(
        ["node", "tests/browser/run.mjs", chromium],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    sent, received = process.stdin, process.stdout

    def run(script: str, scenario: str, **arguments: Any) -> Any:
        request = {"site": site, "script": script, "scenario": scenario, "arguments": arguments}
        sent.write(json.dumps(request) + "\n")
        sent.flush()
        line = received.readline()
        assert line, "Chromium 没有回答"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    yield run
    sent.close()
    process.wait(timeout=30)
