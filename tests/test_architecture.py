"""The layout is the architecture: who may import whom, and what may stand at the top."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

#: Stages of the build, each may import only those before it (and ``calculators`` and ``batch``).
STAGES = ("model", "load", "check", "link", "compile", "render", "index", "package")

TOP_LEVEL = {
    *(".ci", ".editorconfig", ".gitignore", ".npmrc", "LICENSE", "Makefile", "README.md"),
    *("batch", "build_scripts", "calculators", "content", "docs", "mkdocs.yml"),
    *(
        "package-lock.json",
        "package.json",
        "pyproject.toml",
        "requirements-runtime.lock",
        "requirements-test.lock",
    ),
    *("requirements.lock", "site_overrides", "tests", "tsconfig.json"),
}


def _tracked() -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listing.stdout.splitlines() if (ROOT / name).is_file()]


def _imports(path: Path) -> set[str]:
    """Absolute dotted names of everything a module imports."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            found.add(module)
            found.update(f"{module}.{alias.name}" for alias in node.names)
    return found


def test_nothing_else_stands_at_the_top() -> None:
    assert {name.split("/")[0] for name in _tracked()} <= TOP_LEVEL


@pytest.mark.parametrize("path", sorted((ROOT / "calculators").rglob("*.py")), ids=lambda p: p.name)
def test_engine_imports_only_the_standard_library(path: Path) -> None:
    roots = {name.split(".")[0] for name in _imports(path)}
    assert roots <= sys.stdlib_module_names | {"calculators"}


@pytest.mark.parametrize("path", sorted((ROOT / "batch").rglob("*.py")), ids=lambda p: p.name)
def test_batch_imports_only_the_engine_and_the_spreadsheet_library(path: Path) -> None:
    roots = {name.split(".")[0] for name in _imports(path)}
    assert roots <= sys.stdlib_module_names | {"batch", "calculators", "openpyxl"}


@pytest.mark.parametrize(
    ("part", "allowed"),
    [
        *((stage, STAGES[: index + 1]) for index, stage in enumerate(STAGES)),
        ("importer", ("importer", "model", "load")),
    ],
)
def test_stage_imports_only_earlier_stages(part: str, allowed: tuple[str, ...]) -> None:
    for path in (ROOT / "build_scripts" / part).rglob("*.py"):
        for name in _imports(path):
            parts = name.split(".")
            if parts[0] == "build_scripts" and parts[1:2] and parts[1] in (*STAGES, "importer"):
                assert parts[1] in allowed, f"{path.relative_to(ROOT)} imports {name}"


def test_nobody_imports_the_tests() -> None:
    for folder in ("batch", "build_scripts", "calculators"):
        for path in (ROOT / folder).rglob("*.py"):
            assert not any(name.split(".")[0] == "tests" for name in _imports(path)), path


def test_lock_files_record_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-test.lock", "requirements-runtime.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"https?://|--(extra-)?index-url", text), name
        requirements = re.findall(r"^[a-z][^ ]*==", text, re.MULTILINE)
        assert requirements
        assert text.count("--hash=sha256:") >= len(requirements), name
    package_lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert '"resolved"' not in package_lock
    assert '"integrity"' in package_lock


def test_every_python_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    pinned = [line for line in lines if re.match(r'\s+"[\w-]+==', line)]
    pinned += [line for line in lines if re.match(r'lock = \["', line)]
    assert len(pinned) >= 10
    assert [line for line in pinned if not re.search(r"# \S+( \S+){2,}", line)] == []
