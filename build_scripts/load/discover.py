"""Finding the content files, and refusing what lies there by mistake."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .layout import FILE_KINDS, OTHER_FILES, FileKind, kind_of
from .problems import Problem, did_you_mean, shown


@dataclass(frozen=True)
class ContentFile:
    """A file with records: what it holds, where it is, and its name in messages."""

    kind: FileKind
    path: Path
    file: str


def discover(root: Path) -> tuple[list[ContentFile], list[Problem]]:
    """All content files below ``root``, sorted by path, and what does not belong there.

    Hidden files and editors' backups (``.x``, ``x~``) are passed over.
    """
    files: list[ContentFile] = []
    problems: list[Problem] = []
    found: set[str] = set()
    for path, parts, problem in _walk(root, ()):
        name = _name(root, parts)
        found.add("/".join(parts))
        if problem is not None:
            problems.append(Problem(name, 1, 1, problem))
            continue
        kind = kind_of(parts)
        if kind is not None:
            files.append(ContentFile(kind, path, name))
        elif (message := _misplaced(parts)) is not None:
            problems.append(Problem(name, 1, 1, message))
    problems += [
        Problem(_name(root, (kind.place,)), 1, 1, f"缺少这个文件（{kind.label}）")
        for kind in FILE_KINDS
        if kind.is_single_file and kind.place not in found
    ]
    problems += _unpaired_sources(root, found)
    return files, problems


def _name(root: Path, parts: tuple[str, ...]) -> str:
    # A file name that is no UTF-8 must still print.
    name = "/".join((root.resolve().name, *parts))
    return shown(os.fsencode(name).decode("utf-8", "replace"), limit=300)


def _walk(
    folder: Path, parts: tuple[str, ...]
) -> Iterator[tuple[Path, tuple[str, ...], str | None]]:
    """Files below a folder with their path parts, in a stable order; or why one cannot be used."""
    try:
        with os.scandir(folder) as entries:
            listing = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        reason = "没有权限" if isinstance(error, PermissionError) else "不是文件夹或不存在"
        yield folder, parts, f"打不开这个文件夹：{reason}"
        return
    for entry in listing:
        here = (*parts, entry.name)
        if entry.name.startswith(".") or entry.name.endswith("~"):
            continue
        path = Path(entry.path)
        if entry.is_symlink() and path.is_dir():
            yield path, here, "这是指向文件夹的符号链接，不能用。请把文件夹本身放在这里"
        elif not entry.is_dir(follow_symlinks=False):
            yield path, here, None
        elif (message := _unknown_folder(here)) is not None:
            yield path, here, message
        else:
            yield from _walk(path, here)


def _folders() -> list[str]:
    names = {kind.segments[0] for kind in FILE_KINDS if not kind.is_single_file}
    return sorted(names | set(OTHER_FILES))


def _unknown_folder(parts: tuple[str, ...]) -> str | None:
    if kind_of(parts) is not None:
        return "这里应当是一个文件，找到的是文件夹"
    if len(parts) == 1 and parts[0] not in _folders():
        return _unknown("文件夹", parts[0], _folders())
    depth = max(len(kind.segments) for kind in FILE_KINDS)
    if len(parts) >= depth and parts[0] not in OTHER_FILES:
        return "这里不能再有下一级文件夹"
    return None


def _unknown(what: str, name: str, choices: list[str]) -> str:
    guess = did_you_mean(name, choices)
    return f"不认识的{what}“{shown(name)}”。{guess}这里可以有：{'、'.join(choices)}"


def _misplaced(parts: tuple[str, ...]) -> str | None:
    """Why a file that is no known kind is refused; None when it is a companion file."""
    name, folder = parts[-1], parts[0]
    stem, dot, extension = name.rpartition(".")
    if len(parts) > 1 and dot + extension in OTHER_FILES.get(folder, ()):
        return None
    if extension.lower() in ("yml", "yaml") and extension != "yml":
        return f"扩展名要写成 .yml。请改名为“{shown(stem)}.yml”"
    if len(parts) == 1:
        return _unknown("文件", name, [kind.place for kind in FILE_KINDS if kind.is_single_file])
    kinds = [kind for kind in FILE_KINDS if kind.segments[0] == folder]
    if kinds and extension == "yml":
        place = kinds[0].place.replace("*", "<地区>", 1) if kinds[0].place.count("*") > 1 else ""
        place = (place or kinds[0].place).replace("*", "<名字>")
        return f"{kinds[0].label}要放在 content/{place}。请移到那里"
    allowed = [".yml"] * bool(kinds) + list(OTHER_FILES.get(folder, ()))
    return f"这里不能放“{shown(name)}”。这个文件夹里可以放 {'、'.join(allowed)} 文件"


def _unpaired_sources(root: Path, found: set[str]) -> list[Problem]:
    """A source is a text and its manifest; one without the other."""
    problems = []
    for path in sorted(found):
        folder, _, name = path.rpartition("/")
        stem, _, extension = name.rpartition(".")
        if folder != "sources" or extension not in ("yml", "txt"):
            continue
        other = f"{stem}.{'txt' if extension == 'yml' else 'yml'}"
        if f"sources/{other}" not in found:
            what = "来源文本" if extension == "yml" else "来源文本的说明"
            problems.append(
                Problem(_name(root, (path,)), 1, 1, f"旁边缺少同名的{what}“{shown(other)}”")
            )
    return problems
