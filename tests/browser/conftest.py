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
def browse(site: str, chromium: str) -> Callable[..., Any]:
    """Runs one scenario of a script in Node and Playwright; returns what the scenario returns.

    ``browse(script, scenario, **arguments)``: ``script`` is a file of this folder that exports
    functions; ``scenario`` is called as ``scenario({browser, site, axe, ...arguments})``.
    """

    def run(script: str, scenario: str, **arguments: Any) -> Any:
        request = {"site": site, "chromium": chromium, "script": script, "scenario": scenario}
        result = subprocess.run(
            ["node", "tests/browser/run.mjs"],
            input=json.dumps({**request, "arguments": arguments}),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    return run
