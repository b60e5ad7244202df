"""The full tier as files: whole, listed with their hashes, made once."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from build_scripts.compile.full_runtime import LEFT_OUT, full_runtime, own_sources
from build_scripts.package import pyodide
from build_scripts.package.pyodide import write_full_runtime
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    docs = tmp_path_factory.mktemp("full") / "docs"
    old = docs / "assets/runtime/full-0123456789ab/app.bin"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    write_full_runtime(docs, ROOT)
    return docs


def test_list_names_every_file_with_its_length_and_hash(docs: Path) -> None:
    app = docs / full_runtime().app
    listed = json.loads((app / "files.json").read_text("utf-8"))["files"]
    assert len(listed) == 5
    for entry in listed.values():
        content = (app / entry["path"]).read_bytes()
        assert len(content) == entry["bytes"]
        assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    assert not (docs / "assets/runtime/full-0123456789ab").exists()


def test_large_files_bring_their_compressed_copies(docs: Path) -> None:
    for name in ("pyodide.wasm", "stdlib.bin", "pyodide.asm.js"):
        for kind in (".gz", ".br"):
            assert (docs / full_runtime().interpreter / (name + kind)).is_file()


def test_archives_hold_bytecode_and_are_stored(docs: Path) -> None:
    runtime = full_runtime()
    with zipfile.ZipFile(docs / runtime.app / "app.bin") as app:
        names = app.namelist()
        assert {info.compress_type for info in app.infolist()} == {zipfile.ZIP_STORED}
    assert {name.removesuffix("c") for name in names} >= set(own_sources())
    assert "openpyxl/workbook/workbook.pyc" in names
    assert not [name for name in names if name.endswith(".py")]
    with zipfile.ZipFile(docs / runtime.interpreter / "stdlib.bin") as stdlib:
        kept = set(stdlib.namelist())
    assert {"_strptime.pyc", "csv.pyc", "encodings/gb18030.pyc", "encodings/cp437.pyc"} <= kept
    assert not [name for name in kept if name.startswith(LEFT_OUT[0])]


def test_what_is_made_is_kept(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*arguments: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(pyodide, "_compile", never)
    write_full_runtime(docs, ROOT)


def test_the_same_sources_give_the_same_bytes(docs: Path, tmp_path: Path) -> None:
    sources = {name: text.encode() for name, text in own_sources().items()}
    archives = [tmp_path / "one.bin", tmp_path / "other.bin"]
    for archive in archives:
        pyodide._compile(ROOT, sources, archive, "/lib/app.zip")
    assert archives[0].read_bytes() == archives[1].read_bytes()
