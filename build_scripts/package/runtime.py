"""The browser runtime as site files: interpreter, engine, rules."""

import json
from pathlib import Path

from build_scripts.compile.browser import INTERPRETER, browser_files
from build_scripts.compile.rules import Rules

#: The loader fetches the .wasm file itself and depends on the server's MIME type for it. With
#: this one option more, the page hands it the bytes, whatever the server calls them.
_LOADER = "let Module={locateFile:"
_LOADER_WITH_BYTES = "let Module={wasmBinary:options.wasmBinary,locateFile:"


class RuntimeMissing(Exception):
    """The interpreter is not installed or is not the one this code knows; for people."""


def write_runtime(rules: Rules, docs: Path, root: Path) -> None:
    """Write what calculators load below ``docs``, and ``build/rules.json`` for the command line.

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
    # .js and .bin: names that every server knows how to send.
    _write(
        docs / browser.interpreter / "micropython.js",
        loader.replace(_LOADER, _LOADER_WITH_BYTES).encode(),
    )
    _write(docs / browser.interpreter / "micropython.bin", program)
    for path, content in browser.files.items():
        _write(docs / path, content)
    text = json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    _write(root / "build" / "rules.json", text.encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file unless it already holds ``content``: its time stamp then tells the truth."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_bytes() != content:
        path.write_bytes(content)
