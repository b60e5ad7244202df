"""The full tier as site files: made once, kept in ``build/``, compressed copies included.

One way that needs Node and nothing else: Pyodide itself compiles the standard library and our
modules to bytecode, so no second Python has to have its version.
"""

import hashlib
import io
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from importlib.metadata import distribution
from pathlib import Path

from build_scripts.compile.full_runtime import (
    COMPILER,
    KEPT,
    LEFT_OUT,
    LIBRARIES,
    PACKAGE,
    RUNTIME_FOLDER,
    full_runtime,
    own_sources,
    pyodide_version,
)

from .precompress import precompress
from .runtime import RuntimeMissing

#: Below the project's ``build`` folder: one folder for each content, so nothing in it gets old.
CACHE = "full-runtime"
#: Interpreter file → its name in the npm package. Names that every server knows how to send.
_INTERPRETER = {
    "pyodide.js": "pyodide.mjs",
    "pyodide.asm.js": "pyodide.asm.mjs",
    "pyodide.wasm": "pyodide.asm.wasm",
}
#: The archives, and where the worker puts them (calculator/full-worker.js).
_STDLIB, _STDLIB_PLACE = "stdlib.bin", "/lib/python314.zip"
_APP, _APP_PLACE = "app.bin", "/lib/app.zip"


def write_full_runtime(docs: Path, root: Path) -> None:
    """Write the full tier below ``docs``, in the place of that of an earlier build.

    ``files.json`` in the folder of the app says of every file where it lies, how long it is and
    its SHA-256: the worker checks what it gets. ``info`` in it is what Pyodide wants to know of
    itself.

    :param docs: the folder of generated pages (stage 1).
    :param root: the project folder, which holds ``node_modules``; made parts are kept in its
        ``build`` folder.
    :raises RuntimeMissing: the npm package is absent or another version, or does not run.
    """
    runtime = full_runtime()
    cache = root / "build" / CACHE
    wanted = (runtime.interpreter, runtime.app)
    _made(cache, runtime.interpreter, lambda folder: _make_interpreter(root, folder))
    _made(cache, runtime.app, lambda folder: _make_app(root, folder, runtime.interpreter))
    for site_path in wanted:
        _publish(cache / Path(site_path).name, docs / site_path)
    for parent in (cache, docs / RUNTIME_FOLDER):
        for kind in ("full-*", "pyodide-*"):
            for folder in parent.glob(kind):
                if folder.name not in {Path(path).name for path in wanted}:
                    shutil.rmtree(folder)


def _made(cache: Path, site_path: str, make: Callable[[Path], None]) -> None:
    """Have the folder in the cache, whole or not at all."""
    target = cache / Path(site_path).name
    if target.is_dir():
        return
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="new-") as name:
        folder = Path(name) / "made"
        folder.mkdir()
        make(folder)
        precompress(folder, brotli=True)
        try:
            folder.rename(target)
        except OSError:  # another build was faster, with the same bytes
            if not target.is_dir():
                raise


def _make_interpreter(root: Path, folder: Path) -> None:
    package = root / "node_modules" / PACKAGE
    try:
        version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    except OSError:
        raise RuntimeMissing(f"没有安装 {PACKAGE}：请运行 make build，它会自己安装") from None
    if version != pyodide_version():
        raise RuntimeMissing(f"{PACKAGE} 装的是 {version}，应为 {pyodide_version()}")
    for name, original in _INTERPRETER.items():
        shutil.copyfile(package / original, folder / name)
    sources = {}
    with zipfile.ZipFile(package / "python_stdlib.zip") as archive:
        for name in archive.namelist():
            left_out = name.startswith(LEFT_OUT) and name not in KEPT
            if not left_out and not name.endswith("/"):
                sources[name] = archive.read(name)
    _compile(root, sources, folder / _STDLIB, _STDLIB_PLACE)


def _make_app(root: Path, folder: Path, interpreter: str) -> None:
    sources = {name: text.encode() for name, text in own_sources().items()}
    for library in LIBRARIES:
        for file in distribution(library).files or []:
            if file.suffix == ".py":
                sources[file.as_posix()] = file.read_binary()
    _compile(root, sources, folder / _APP, _APP_PLACE)
    beside = f"../{Path(interpreter).name}/"
    interpreter_folder = folder.parent.parent / Path(interpreter).name
    listed = {name: _listed(interpreter_folder / name, beside) for name in (*_INTERPRETER, _STDLIB)}
    listed[_APP] = _listed(folder / _APP, "")
    lock = root / "node_modules" / PACKAGE / "pyodide-lock.json"
    info = json.loads(lock.read_text(encoding="utf-8"))["info"]
    text = json.dumps({"files": listed, "info": info}, sort_keys=True, separators=(",", ":"))
    (folder / "files.json").write_text(text, encoding="utf-8")


def _listed(path: Path, folder: str) -> dict[str, object]:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"path": folder + path.name, "bytes": len(content), "sha256": digest}


def _compile(root: Path, sources: Mapping[str, bytes], target: Path, place: str) -> None:
    """Write the archive of bytecode that ``sources`` (path → text) make at ``place``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in sources.items():
            archive.writestr(name, content)
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(packed.getvalue())
        file.flush()
        result = subprocess.run(
            ["node", str(COMPILER), file.name, str(target), place],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    if result.returncode or not target.is_file():
        raise RuntimeMissing(f"编译批量计算程序时出错（{PACKAGE}）：\n{result.stderr}".rstrip())


def _publish(made: Path, target: Path) -> None:
    """Copy a folder of the cache; files that are there already are those."""
    target.mkdir(parents=True, exist_ok=True)
    for path in made.iterdir():
        copy = target / path.name
        if not copy.is_file() or copy.stat().st_size != path.stat().st_size:
            shutil.copyfile(path, copy)
