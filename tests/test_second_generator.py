"""Stage 2 can be replaced: the successor of the theme frames the same pages, file for file."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

ARTICLE = re.compile(r'<article class="mc-page.*?</article>', re.DOTALL)


def _article(page: Path) -> str:
    found = ARTICLE.search(page.read_text("utf-8"))
    assert found, page
    return found[0]


def test_another_generator_builds_the_same_pages(site_dir: Path, tmp_path: Path) -> None:
    shutil.copy2(ROOT / "mkdocs.yml", tmp_path)
    shutil.copytree(ROOT / "site_overrides", tmp_path / "site_overrides")
    shutil.copytree(site_dir.parent / "build" / "docs", tmp_path / "build" / "docs")
    result = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--config-file", "mkdocs.yml"],
        cwd=tmp_path,
        # Our Markdown extension is found through the path; the pages lie where the file says.
        env={name: value for name, value in os.environ.items() if name != "MINGCE_DOCS"}
        | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    pages = sorted(path.relative_to(site_dir) for path in site_dir.rglob("index.html"))
    assert len(pages) > 300
    for page in pages:
        assert _article(tmp_path / "site" / page) == _article(site_dir / page), page
