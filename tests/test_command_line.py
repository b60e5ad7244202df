"""Whatever goes wrong on the command line ends in plain Chinese, never in a traceback."""

import errno
import os
from datetime import date
from pathlib import Path

import pytest

import build_scripts.__main__ as command_line
from build_scripts.build import BuildFailed, build_site
from tests.conftest import CONTENT


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Exit code and what was written to the error stream."""
    try:
        code = command_line.main(list(arguments))
    except SystemExit as exit_:
        code = int(exit_.code or 0)
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "缺少 命令"),
        (("bild",), "命令 不能是 'bild'，只能是 'check', 'build', 'serve', 'import', 'schemas'"),
        (("build", "--profile", "x"), "--profile 不能是 'x'，只能是 'public', 'intranet'"),
        (("build", "--out"), "--out 后面要写一个值"),
        (("build", "--prot", "8001"), "不认识 --prot 8001"),
        (
            ("build", "--as-of", "2026-13-01"),
            "--as-of：“2026-13-01”不是日期，要写成 2026-11-23 的样子",
        ),
        (("serve", "--port", "99999"), "--port：“99999”不是端口，要写 1 到 65535 的整数"),
        (("serve", "--port", "八千"), "--port：“八千”不是端口，要写 1 到 65535 的整数"),
        (("import", "x.txt"), "缺少 --region"),
    ],
)
def test_wrong_usage(
    arguments: tuple[str, ...], line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, text = said(capsys, *arguments)
    assert code == 2
    first, second, *_ = text.splitlines()
    assert first == line
    assert second.startswith("用法：python -m build_scripts")


def test_unknown_region(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, text = said(capsys, "import", str(tmp_path / "x.txt"), "--region", "tianjn")
    assert code == 2
    assert text.startswith("没有“tianjn”这个地区。可以写：cn（全国）、")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (None, "缺少这个文件"),
        (b"", "文件里没有文字"),
        (b"\xff\x80\x00\xff", "不是文本文件，或编码认不出。请另存为 UTF-8 文本"),
        (
            b"x" * 5_000_001,
            "文件超过 5 MB。内容文件不会这么大，请检查是不是放错了文件",
        ),
    ],
    ids=["missing", "empty", "binary", "huge"],
)
def test_text_that_cannot_be_imported(
    content: bytes | None, line: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file, out = tmp_path / "x.txt", tmp_path / "drafts"
    if content is not None:
        file.write_bytes(content)
    code, text = said(capsys, "import", str(file), "--region", "tianjin", "--out", str(out))
    assert (code, text.splitlines()[0]) == (1, f"{file}:1:1: {line}")
    assert not out.exists()


def test_a_folder_cannot_be_imported(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, text = said(capsys, "import", str(tmp_path), "--region", "tianjin")
    assert code == 1
    assert text.splitlines()[0].endswith(":1:1: 这里应当是一个文件，找到的是文件夹或设备")


def test_output_below_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("关于示例的通知\n正文。\n", "utf-8")
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "tianjin").touch()
    for out, reason in (
        (file, "路径中间有一段是文件，不是文件夹"),
        (tmp_path, "那里已经有同名的文件"),
    ):
        code, text = said(capsys, "import", str(file), "--region", "tianjin", "--out", str(out))
        assert code == 1
        assert text.startswith("读写文件时出错：")
        assert text.rstrip().endswith(reason)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EROFS, "所在的磁盘只能读"),
        (errno.EACCES, "没有权限"),
    ],
)
def test_output_that_cannot_be_written(
    number: int,
    reason: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    code, text = said(capsys, "build", "--out", str(tmp_path / "site"))
    assert code == 1
    assert text.startswith("读写文件时出错：")
    assert text.rstrip().endswith(reason)


def test_only_an_earlier_site_is_replaced(tmp_path: Path) -> None:
    kept = tmp_path / "notes.txt"
    kept.write_text("重要", "utf-8")
    for out in (tmp_path, kept):
        with pytest.raises(BuildFailed, match="不是空文件夹，也不是以前建好的站点"):
            build_site(
                CONTENT, out, profile="public", as_of=date(2026, 11, 23), progress=lambda _: None
            )
    assert kept.read_text("utf-8") == "重要"
