"""The engine of the light tier as files, for runs outside a browser."""

import shutil
from pathlib import Path
from typing import Any

from build_scripts.package.runtime import LOADER, write_runtime
from tests.conftest import ROOT


def light_engine(rules: Any, folder: Path) -> list[str]:
    """The paths that ``run_micropython.mjs`` is given first: loader, program, engine."""
    docs = folder / "docs"
    write_runtime(rules, docs, ROOT)
    # Node takes a script for a module by its name.
    loader = folder / "loader.mjs"
    shutil.copyfile(docs / LOADER, loader)
    files = [next(docs.rglob(name)) for name in ("micropython.bin", "engine.bin")]
    return [str(path) for path in (loader, *files)]
