"""Compressed copies: right bytes, same bytes every time, nothing done twice."""

import gzip
import os
import subprocess
from pathlib import Path

import pytest

from build_scripts.package.precompress import precompress

TEXT = ("第七条 岗位补贴标准为本市当年最低工资标准的40%。\n" * 60).encode()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "policies").mkdir(parents=True)
    (folder / "policies" / "index.html").write_bytes(TEXT)
    (folder / "engine.wasm").write_bytes(b"\0asm" + bytes(3000))
    (folder / "small.css").write_bytes(b"p{}")
    (folder / "picture.png").write_bytes(bytes(5000))
    return folder


def _copies(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.suffix in (".gz", ".br")
    }


def _unbrotli(data: bytes) -> bytes:
    script = "process.stdout.write(zlib.brotliDecompressSync(fs.readFileSync(0)))"
    return subprocess.run(
        ["node", "-e", script], input=data, capture_output=True, check=True
    ).stdout


def test_text_and_programs_get_both_copies(site):
    assert precompress(site) == 2
    copies = _copies(site)
    assert list(copies) == [
        "engine.wasm.br",
        "engine.wasm.gz",
        "policies/index.html.br",
        "policies/index.html.gz",
    ]
    assert gzip.decompress(copies["policies/index.html.gz"]) == TEXT
    assert _unbrotli(copies["policies/index.html.br"]) == TEXT
    assert len(copies["policies/index.html.br"]) < len(TEXT) / 4


def test_same_bytes_at_another_time(site):
    precompress(site)
    first = _copies(site)
    for path in site.rglob("*.html"):
        os.utime(path, (0, 0))
    precompress(site)
    assert _copies(site) == first


def test_brotli_can_be_left_out(site):
    precompress(site, brotli=False)
    assert {Path(name).suffix for name in _copies(site)} == {".gz"}


def test_unchanged_files_keep_their_earlier_copies(site, tmp_path):
    precompress(site)
    fresh = tmp_path / "fresh"
    (fresh / "policies").mkdir(parents=True)
    (fresh / "policies" / "index.html").write_bytes(TEXT + b"!")
    (fresh / "engine.wasm").write_bytes((site / "engine.wasm").read_bytes())
    assert precompress(fresh, previous=site) == 1
    copies = _copies(fresh)
    assert copies["engine.wasm.br"] == _copies(site)["engine.wasm.br"]
    assert gzip.decompress(copies["policies/index.html.gz"]) == TEXT + b"!"


def test_many_files_are_shared_among_processes(tmp_path):
    for number in range(250):
        (tmp_path / f"{number}.html").write_bytes(TEXT + str(number).encode())
    assert precompress(tmp_path, brotli=False) == 250
    for number in range(250):
        copy = (tmp_path / f"{number}.html.gz").read_bytes()
        assert gzip.decompress(copy) == TEXT + str(number).encode()


def test_failure_of_node_is_reported(site, monkeypatch):
    def refuse(*arguments, **options):
        return real(["node", "-e", "console.error('坏了'); process.exit(3)"], **options)

    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(RuntimeError, match="Brotli 压缩失败：坏了"):
        precompress(site)
