"""Compressed copies beside the files of the site, for servers that can send them.

gzip by Python, Brotli by Node (which the build needs anyway). Same bytes in, same bytes out.
"""

import filecmp
import gzip
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

#: Files of these types shrink; pictures, archives and PDF files do not.
SUFFIXES = frozenset(
    (
        ".html",
        ".css",
        ".js",
        ".mjs",
        ".json",
        ".xml",
        ".svg",
        ".txt",
        ".csv",
        ".wasm",
        ".ics",
        ".bin",
    )
)
#: Below this a compressed copy saves no network packet.
MINIMUM_BYTES = 1024
#: Brotli costs Node a start-up and twice the time of gzip; large sites do without unless asked.
BROTLI_FILES = 2000

#: Programs, style sheets and the pieces of the search index are small and fetched by every reader:
#: best compression. Pages are many, and the last tenth of a large program takes a minute.
_BROTLI_SCRIPT = """
const { promises: fs } = require("node:fs");
const { promisify } = require("node:util");
const zlib = require("node:zlib");
const compress = promisify(zlib.brotliCompress);
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
const paths = require("node:fs").readFileSync(0, "utf8").split("\\0").filter(Boolean);
const best = /\\.(js|mjs|css|wasm|bin)$|\\/assets\\/search\\//;
async function work() {
  for (let path = paths.pop(); path; path = paths.pop()) {
    const data = await fs.readFile(path);
    const params = {
      [BROTLI_PARAM_QUALITY]: best.test(path) ? (data.length > 2e6 ? 9 : 11) : 5,
      [BROTLI_PARAM_SIZE_HINT]: data.length,
    };
    await fs.writeFile(path + ".br", await compress(data, { params }));
  }
}
Promise.all(Array.from({ length: 4 }, work)).catch((error) => {
  console.error(String(error));
  process.exit(1);
});
"""


def precompress(site: Path, *, previous: Path | None = None, brotli: bool | None = None) -> int:
    """Write ``.gz`` and ``.br`` copies beside the compressible files of ``site``.

    ``previous`` is an earlier build of the site: copies of files that have not changed are
    taken from it. Files that bring their copies along keep them. ``brotli`` None means: for sites
    of under ``BROTLI_FILES`` such files.
    Returns how many files were compressed anew. Raises RuntimeError when Node fails.
    """
    files = _compressible(site)
    kinds = [".gz"]
    if brotli if brotli is not None else len(files) < BROTLI_FILES:
        kinds.append(".br")
    files = [path for path in files if not all(copy.is_file() for copy in _copies(path, kinds))]
    if previous is not None:
        files = [
            path for path in files if not _reuse(path, previous / path.relative_to(site), kinds)
        ]
    node = _start_brotli(files) if ".br" in kinds and files else None
    _gzip_all(files)
    if node is not None:
        _, errors = node.communicate()
        if node.returncode:
            raise RuntimeError(f"Brotli 压缩失败：{errors.strip()}")
    return len(files)


def _compressible(site: Path) -> list[Path]:
    return sorted(
        path
        for path in site.rglob("*")
        if path.suffix in SUFFIXES and path.is_file() and path.stat().st_size > MINIMUM_BYTES
    )


def _copies(path: Path, kinds: Iterable[str]) -> list[Path]:
    return [path.with_name(path.name + kind) for kind in kinds]


def _reuse(path: Path, earlier: Path, kinds: Iterable[str]) -> bool:
    """Copy the compressed neighbours of an identical earlier file; False when there are none."""
    copies = _copies(earlier, kinds)
    if not all(copy.is_file() for copy in copies):
        return False
    if not filecmp.cmp(path, earlier, shallow=False):
        return False
    for copy in copies:
        shutil.copy2(copy, path.with_name(copy.name))
    return True


def _gzip_all(files: list[Path]) -> None:
    if len(files) < 200:  # starting processes would take longer
        for path in files:
            _gzip(path)
        return
    with ProcessPoolExecutor() as pool:
        for _ in pool.map(_gzip, files, chunksize=64):
            pass


def _gzip(path: Path) -> None:
    copy = path.with_name(path.name + ".gz")
    copy.write_bytes(gzip.compress(path.read_bytes(), 9, mtime=0))


def _start_brotli(files: list[Path]) -> subprocess.Popen[str]:
    """One Node process for all files; its thread pool uses every core."""
    node = subprocess.Popen(
        ["node", "-e", _BROTLI_SCRIPT],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert node.stdin is not None
    node.stdin.write("\0".join(map(str, files)))
    node.stdin.close()
    node.stdin = None  # communicate() would try to flush it
    return node
