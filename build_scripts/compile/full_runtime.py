"""What the full tier is made of: CPython for the browser, the engine, batch work, openpyxl.

Folders are named by everything that decides their bytes, so they can be named before the archives
are made, and a server may let browsers keep them for ever. The interpreter has a folder of its
own: it stays the same when the engine changes.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

#: Where the site keeps what calculators load.
RUNTIME_FOLDER = "assets/runtime"
ROOT = Path(__file__).resolve().parents[2]
#: The npm package of the interpreter.
PACKAGE = "pyodide"
#: Packages of this project that go along.
OWN = ("calculators", "batch")
#: Installed packages that go along.
LIBRARIES = ("openpyxl", "et_xmlfile")
#: The program that compiles the archives.
COMPILER = ROOT / "build_scripts" / "package" / "compile_archives.mjs"

#: Modules of the standard library that a page has no use for; prefixes of paths in its archive.
LEFT_OUT = (
    # developing and measuring
    *(
        "_pyrepl/",
        "antigravity",
        "bdb",
        "cProfile",
        "cmd.",
        "compileall",
        "doctest",
        "modulefinder",
    ),
    *("pdb", "pickletools", "profile", "pstats", "py_compile", "pyclbr", "pydoc", "rlcompleter"),
    *("symtable", "tabnanny", "this", "timeit", "trace.", "unittest/", "zipapp", "__hello__"),
    *("__phello__/", "sre_", "turtle"),
    # the network, mail, other processes, databases, terminals
    *("email/", "ftplib", "http/", "imaplib", "mailbox", "netrc", "poplib", "smtplib"),
    *("socketserver", "webbrowser", "wsgiref/", "xmlrpc/", "multiprocessing/", "ctypes/"),
    *("sqlite3/", "pty", "tty", "getpass", "wave", "colorsys", "shelve", "plistlib", "tomllib/"),
    *("_sysconfigdata", "sysconfig/", "_pyio", "_pydatetime", "curses/", "dbm/"),
    # text of other scripts
    *("encodings/iso", "encodings/mac_", "encodings/koi8", "encodings/euc_", "encodings/cp"),
    *("encodings/shift", "encodings/big5hkscs", "encodings/johab", "encodings/kz", "encodings/tis"),
    *("encodings/ptcp", "encodings/hp_", "encodings/palmos"),
)
#: Kept although LEFT_OUT names their like: zip archives name their members in cp437.
KEPT = ("encodings/cp437.py", "encodings/cp936.py", "encodings/iso8859_1.py")


@dataclass(frozen=True)
class FullRuntime:
    """Site paths of the two folders of the full tier, ending in a slash."""

    interpreter: str
    app: str


@cache
def full_runtime() -> FullRuntime:
    """Where the full tier lies on the site."""
    interpreter = _digest({"left_out": LEFT_OUT, "kept": KEPT, "compiler": COMPILER.read_text()})
    app = _digest({"interpreter": interpreter, "libraries": versions(), "own": own_sources()})
    return FullRuntime(
        interpreter=f"{RUNTIME_FOLDER}/pyodide-{pyodide_version()}-{interpreter}/",
        app=f"{RUNTIME_FOLDER}/full-{app}/",
    )


def pyodide_version() -> str:
    """The version in package.json."""
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    version: str = package["dependencies"][PACKAGE]
    return version


def versions() -> dict[str, str]:
    """The installed versions of LIBRARIES; a version never changes its contents."""
    return {name: distribution(name).version for name in LIBRARIES}


def own_sources() -> dict[str, str]:
    """Path below the project → source text, of everything in OWN."""
    paths = sorted(path for name in OWN for path in (ROOT / name).rglob("*.py"))
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in paths
        if path.name != "__main__.py"
    }


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]
