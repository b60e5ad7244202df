"""The whole build: content → checked collection → pages → site generator → published folder.

Stage 1 (ours) writes ordinary pages into ``build/docs``; stage 2 is any generator that reads
``mkdocs.yml``; what follows packages the result. The published folder is swapped in at the
end, so a failing build leaves the previous site as it was.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from .check import check_collection
from .compile import compile_rules
from .index import (
    SEARCH_FOLDER,
    search_catalogue,
    search_items,
    search_synonyms,
    search_words,
    write_index,
)
from .link import link_collection
from .load.collection import load_collection
from .load.problems import ContentErrors
from .package.csp import PolicyViolations, write_policy
from .package.minify import MinifyFailed, minify_assets
from .package.precompress import precompress
from .package.pyodide import write_full_runtime
from .package.runtime import RuntimeMissing, write_runtime
from .render.context import Site
from .render.masking import Profile, mask
from .render.site import Progress, render_site

ROOT = Path(__file__).resolve().parent.parent


class BuildFailed(Exception):
    """The site could not be built, and not because of the content; the message is for people."""


@dataclass(frozen=True)
class BuildReport:
    """What a build produced."""

    documents: int
    pages: int
    files: int

    def __str__(self) -> str:
        return f"建好了：{self.documents} 件文件、{self.pages} 页、{self.files} 个文件"


def build_site(
    content: Path, out: Path, *, profile: Profile, as_of: date, progress: Progress
) -> BuildReport:
    """Build ``content`` into ``out``.

    ``as_of`` is the day on which statuses are stated for readers without scripts; the same
    content and day give the same bytes. Raises ContentErrors when the content has problems
    and BuildFailed when a later stage fails; ``out`` is then untouched.
    """
    out = out.resolve()
    _refuse_foreign(out)
    work = out.parent / "build" if out.name == "site" else out.with_name(out.name + ".build")
    docs, fresh = work / "docs", work / "site.new"
    site, pages = _write_pages(content, docs, profile=profile, as_of=as_of, progress=progress)

    progress(f"套用版式（{pages} 页）")
    _run_generator(docs, fresh, as_of)

    progress("建立检索用的文件")
    words, pinyin = search_words(site)
    write_index(
        search_items(site),
        fresh / SEARCH_FOLDER,
        catalogue=search_catalogue(site),
        words=words,
        pinyin=pinyin,
        synonyms=search_synonyms(site),
    )

    progress("检查安全策略并压缩")
    try:
        minify_assets(fresh, ROOT)
        write_policy(fresh)
    except (MinifyFailed, PolicyViolations) as failure:
        raise BuildFailed(str(failure)) from None
    precompress(fresh, previous=out)

    files = sum(1 for path in fresh.rglob("*") if path.is_file())
    _swap(fresh, out)
    return BuildReport(len(site.collection.policies), pages, files)


def _refuse_foreign(out: Path) -> None:
    """Only an earlier site may be replaced: a slip in ``--out`` must not cost a folder."""
    is_free = not out.exists() or (out.is_dir() and not any(out.iterdir()))
    if not is_free and not (out / "index.html").is_file():
        raise BuildFailed(f"{out} 不是空文件夹，也不是以前建好的站点。请换一个文件夹")


def _write_pages(
    content: Path, docs: Path, *, profile: Profile, as_of: date, progress: Progress
) -> tuple[Site, int]:
    """Stage 1: ``content`` → pages, data and runtime below ``docs``.

    Returns what the pages were made from, and how many they are.
    """
    progress("读取并检查内容")
    collection = load_collection(content)
    problems = check_collection(collection)
    if problems:
        raise ContentErrors(problems)

    progress(f"识别 {len(collection.policies)} 件文件之间的引用")
    collection = mask(collection, profile)
    links = link_collection(collection)
    rules = compile_rules(collection)

    progress("生成页面")
    edit_base = os.environ.get("MINGCE_EDIT_URL")
    site = Site(collection, links, as_of=as_of, profile=profile, edit_base=edit_base)
    rendered = render_site(site, rules, docs, progress=progress)
    try:
        write_runtime(rules, docs, ROOT)
        write_full_runtime(docs, ROOT)
    except RuntimeMissing as missing:
        raise BuildFailed(str(missing)) from None
    return site, rendered.pages


def _run_generator(docs: Path, fresh: Path, as_of: date) -> None:
    """Stage 2. The generator reads mkdocs.yml; the day goes in as the standard build epoch."""
    shutil.rmtree(fresh, ignore_errors=True)
    epoch = int(datetime.combine(as_of, time(), UTC).timestamp())
    environment = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(epoch),
        "NO_MKDOCS_2_WARNING": "1",
        "MINGCE_DOCS": str(docs),
    }
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    result = subprocess.run(
        [*command, "--config-file", str(ROOT / "mkdocs.yml"), "--site-dir", str(fresh)],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise BuildFailed(f"套用版式时出错（mkdocs）：\n{result.stdout}{result.stderr}".rstrip())


def _swap(fresh: Path, out: Path) -> None:
    """Put ``fresh`` in the place of ``out``; both are renames on one file system."""
    old = fresh.with_name("site.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)
