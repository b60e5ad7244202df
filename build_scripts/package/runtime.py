"""The browser runtime as site files: interpreter, engine, rules."""

import json
import subprocess
import tempfile
from collections.abc import Collection
from pathlib import Path

from build_scripts.compile.browser import IMAGE_MAKER, INTERPRETER, browser_files
from build_scripts.compile.full_runtime import RUNTIME_FOLDER
from build_scripts.compile.rules import Rules

#: Where the worker's script finds the loader before both become one file.
LOADER = "assets/javascripts/calculator/micropython.js"
#: What is changed in the loader, each once.
_CHANGES = (
    # It fetches the .wasm file itself and depends on the server's MIME type for it. With this one
    # option more, its caller hands it the program, whatever the server calls the file, and can
    # reach the program's memory.
    ("let Module={locateFile:", "let Module={instantiateWasm:options.instantiateWasm,locateFile:"),
    # It was built for developers and looks every function that is called indirectly up a second
    # time, to compare: a third of the time of an answer.
    (
        ',assert(wasmTable.get(funcPtr)==func,"JavaScript-side Wasm function table mirror is out'
        ' of date!")',
        "",
    ),
)


class RuntimeMissing(Exception):
    """The interpreter is not installed or is not the one this code knows; for people."""


def write_runtime(rules: Rules, docs: Path, root: Path) -> None:
    """Write what calculators load below ``docs``, and beside it ``rules.json`` for the CLI.

    :param rules: the compiled rules.
    :param docs: the folder of generated pages (stage 1).
    :param root: the project folder, which holds ``node_modules``.
    :raises RuntimeMissing: the npm package is absent or has another loader than expected, or the
        engine does not start on it.
    """
    browser = browser_files(rules)
    package = root / "node_modules" / INTERPRETER
    try:
        loader = (package / "micropython.mjs").read_text(encoding="utf-8")
        program = (package / "micropython.wasm").read_bytes()
    except OSError:
        raise RuntimeMissing(f"没有安装 {INTERPRETER}：请运行 make build，它会自己安装") from None
    for found, wanted in _CHANGES:
        if loader.count(found) != 1:
            raise RuntimeMissing(f"{INTERPRETER} 的装载程序与预期不同，请核对版本")
        loader = loader.replace(found, wanted)
    image = docs / browser.engine / "engine.bin"
    if not image.is_file():
        _make_image(image, loader, program, browser.modules)
    # .bin: a name that every server knows how to send.
    files = {f"{browser.interpreter}micropython.bin": program, **browser.files}
    for path, content in files.items():
        _write(docs / path, content)
    _write(docs / LOADER, loader.encode())
    _remove_others(docs, {*files, image.relative_to(docs).as_posix()})
    text = json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    _write(docs.parent / "rules.json", text.encode())


def _make_image(image: Path, loader: str, program: bytes, modules: bytes) -> None:
    """Write the memory of the interpreter that has imported the engine; whole or not at all."""
    with tempfile.TemporaryDirectory(prefix="mingce-engine-") as name:
        folder = Path(name)
        given = {"loader.mjs": loader.encode(), "program": program, "modules": modules}
        for file, content in given.items():
            (folder / file).write_bytes(content)
        paths = [str(folder / file) for file in (*given, "image")]
        command = ["node", str(IMAGE_MAKER), *paths]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode:
            raise RuntimeMissing(f"启动计算程序时出错（{INTERPRETER}）：\n{result.stderr}".rstrip())
        _write(image, (folder / "image").read_bytes())


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
