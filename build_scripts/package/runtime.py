"""The browser runtime as site files: interpreter, engine, rules."""

import json
from collections.abc import Collection
from pathlib import Path

from build_scripts.compile.browser import INTERPRETER, browser_files
from build_scripts.compile.full_runtime import RUNTIME_FOLDER
from build_scripts.compile.rules import Rules

#: Where the worker's script finds the loader before both become one file.
LOADER = "assets/javascripts/calculator/micropython.js"
#: The loader fetches the .wasm file itself and depends on the server's MIME type for it. With
#: this one option more, the page hands it the bytes, whatever the server calls them.
_LOADER = "let Module={locateFile:"
_LOADER_WITH_BYTES = "let Module={wasmBinary:options.wasmBinary,locateFile:"


class RuntimeMissing(Exception):
    """The interpreter is not installed or is not the one this code knows; for people."""


def write_runtime(rules: Rules, docs: Path, root: Path) -> None:
    """Write what calculators load below ``docs``, and beside it ``rules.json`` for the CLI.

    :param rules: the compiled rules.
    :param docs: the folder of generated pages (stage 1).
    :param root: the project folder, which holds ``node_modules``.
    :raises RuntimeMissing: the npm package is absent or has another loader than expected.
    """
    browser = browser_files(rules)
    package = root / "node_modules" / INTERPRETER
    try:
        loader = (package / "micropython.mjs").read_text(encoding="utf-8")
        program = (package / "micropython.wasm").read_bytes()
    except OSError:
        raise RuntimeMissing(f"没有安装 {INTERPRETER}：请运行 make build，它会自己安装") from None
    if loader.count(_LOADER) != 1:
        raise RuntimeMissing(f"{INTERPRETER} 的装载程序与预期不同，请核对版本")
    # .bin: a name that every server knows how to send.
    files = {f"{browser.interpreter}micropython.bin": program, **browser.files}
    for path, content in files.items():
        _write(docs / path, content)
    _write(docs / LOADER, loader.replace(_LOADER, _LOADER_WITH_BYTES).encode())
    _remove_others(docs, files.keys())
    text = json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    _write(docs.parent / "rules.json", text.encode())


def _remove_others(docs: Path, wanted: Collection[str]) -> None:
    """Delete what an earlier build left: the folders' names change with what is in them."""
    folder = docs / RUNTIME_FOLDER
    own = [path for kind in ("micropython-*", "rules-*") for path in folder.glob(kind)]
    for path in sorted((p for top in own for p in (top, *top.rglob("*"))), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(docs).as_posix() not in wanted:
            path.unlink()


def _write(path: Path, content: bytes) -> None:
    """Write a file unless it already holds ``content``: its time stamp then tells the truth."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_bytes() != content:
        path.write_bytes(content)
