"""The engine keeps to the part of Python that MicroPython has too."""

import ast
from pathlib import Path
from typing import Any

import pytest

ENGINE = Path(__file__).resolve().parents[2] / "calculators"
MODULES = [path for path in sorted(ENGINE.glob("*.py")) if path.name != "__main__.py"]

#: Syntax that MicroPython 1.27 cannot compile, or that behaves otherwise there.
FORBIDDEN = {
    ast.Match: "match",
    ast.TryStar: "except*",
    ast.AsyncFunctionDef: "async",
    ast.Starred: "a * inside a display",
}
METHODS = {"casefold", "zfill", "rjust", "ljust", "removeprefix", "removesuffix", "isprintable"}
NAMES = {"float", "frozenset", "property", "eval", "exec", "__import__", "hash", "id"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_imports_only_the_engine(path: Any) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not isinstance(node, ast.Import), f"line {node.lineno}"
        if isinstance(node, ast.ImportFrom):
            assert node.level == 1, f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_uses_only_portable_syntax(path: Any) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        name = FORBIDDEN.get(type(node))
        assert name is None, f"line {getattr(node, 'lineno', 0)}: {name}"
        if isinstance(node, ast.ClassDef):
            assert not node.decorator_list, f"line {node.lineno}: class decorator"
        if isinstance(node, ast.Attribute):
            assert node.attr not in METHODS, f"line {node.lineno}: {node.attr}"
        if isinstance(node, ast.Name):
            assert node.id not in NAMES, f"line {node.lineno}: {node.id}"
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float | complex), f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_never_divides_into_a_float(path: Any) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), node.lineno
