"""Command line of the project: ``python -m build_scripts <command>``.

Heavy modules are imported inside the commands, so that ``check`` stays fast.
"""

import argparse
import errno
import re
import sys
import time
from datetime import date
from pathlib import Path
from typing import NoReturn

from .load.problems import ContentErrors

ROOT = Path(__file__).resolve().parent.parent

#: What argparse says about a wrong command line, and the same for editors.
_USAGE_ERRORS = (
    (r"the following arguments are required: (.+)", r"缺少 \1"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", r"\1 不能是 \2，只能是 \3"),
    (r"argument (\S+): expected one argument", r"\1 后面要写一个值"),
    (r"argument (\S+): (.+)", r"\1：\2"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
)
_IO_REASONS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘只能读",
    errno.EEXIST: "那里已经有同名的文件",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中间有一段是文件，不是文件夹",
    errno.EISDIR: "这里应当是一个文件，找到的是文件夹",
    errno.EMFILE: "打开的文件太多",
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 = done, 1 = it could not be done, 2 = wrong usage."""
    arguments = _parser().parse_args(argv)
    started = time.perf_counter()
    try:
        return int(arguments.run(arguments, started))
    except ContentErrors as errors:
        for problem in errors.problems:
            print(problem, file=sys.stderr)
        print(f"共 {len(errors.problems)} 个问题，什么都没有改动。", file=sys.stderr)
        return 1
    except OSError as error:
        reason = _IO_REASONS.get(error.errno or 0, f"系统错误 {error.errno}：{error.strerror}")
        place = f"{error.filename}：" if error.filename else ""
        print(f"读写文件时出错：{place}{reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


class _ArgumentParser(argparse.ArgumentParser):
    """Says in Chinese what is wrong with the command line."""

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _USAGE_ERRORS:
            if found := re.fullmatch(pattern, message):
                message = found.expand(chinese)
                break
        self.exit(2, f"{message}\n用法：{self.format_usage().removeprefix('usage: ')}")


def _parser() -> argparse.ArgumentParser:
    parser = _ArgumentParser(prog="python -m build_scripts", description="明策的构建工具")
    commands = parser.add_subparsers(required=True, metavar="命令")

    check = commands.add_parser("check", help="只检查内容")
    check.set_defaults(run=_check)

    build = commands.add_parser("build", help="构建站点")
    _site_options(build)
    build.set_defaults(run=_build)

    serve = commands.add_parser("serve", help="构建并在本机打开，改动后自动重建")
    _site_options(serve)
    serve.add_argument("--port", type=_port, default=8000, help="端口")
    serve.set_defaults(run=_serve)

    importer = commands.add_parser("import", help="把文件原文变成 YAML 草稿")
    importer.add_argument("file", type=Path, help="文本文件")
    importer.add_argument("--region", required=True, help="地区编号，如 tianjin")
    importer.add_argument("--out", type=Path, default=ROOT / "build" / "drafts", help="草稿放哪里")
    importer.set_defaults(run=_import)

    schemas = commands.add_parser("schemas", help="重新生成 content/schemas/")
    schemas.set_defaults(run=_schemas)
    return parser


def _site_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", choices=("public", "intranet"), default="public", help="公开版或内网版"
    )
    parser.add_argument(
        "--as-of", type=_day, default=None, help="建站日（脚本关闭时按它显示文件状态），默认今天"
    )
    parser.add_argument("--content", type=Path, default=ROOT / "content", help="内容文件夹")
    parser.add_argument("--out", type=Path, default=ROOT / "site", help="站点放哪里")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，要写成 2026-11-23 的样子") from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"“{text}”不是端口，要写 1 到 65535 的整数")
    return int(text)


def _check(arguments: argparse.Namespace, started: float) -> int:
    from .check import check_collection
    from .load.collection import load_collection

    collection = load_collection(ROOT / "content")
    problems = check_collection(collection)
    if problems:
        raise ContentErrors(problems)
    clauses = sum(1 for policy in collection.policies.values() for _ in policy.clauses())
    print(
        f"内容没有问题：{len(collection.policies)} 件文件、{clauses} 个条款节点，"
        f"用时 {time.perf_counter() - started:.1f} 秒。"
    )
    return 0


def _build(arguments: argparse.Namespace, started: float) -> int:
    from .build import BuildFailed, build_site

    try:
        report = build_site(
            arguments.content,
            arguments.out,
            profile=arguments.profile,
            as_of=arguments.as_of or date.today(),
            progress=_Progress(started),
        )
    except BuildFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    print(f"{report}，用时 {time.perf_counter() - started:.1f} 秒 → {arguments.out.name}/")
    return 0


def _serve(arguments: argparse.Namespace, started: float) -> int:
    from .serve import SOURCES, serve

    return serve(
        arguments.out,
        sources=[arguments.content, *(ROOT / name for name in SOURCES)],
        port=arguments.port,
        build_command=[
            *(sys.executable, "-m", "build_scripts", "build", "--profile", arguments.profile),
            *("--content", str(arguments.content), "--out", str(arguments.out)),
            *(("--as-of", arguments.as_of.isoformat()) if arguments.as_of else ()),
        ],
    )


def _import(arguments: argparse.Namespace, started: float) -> int:
    from .importer import DraftExists, load_regions, run_import

    regions = load_regions()
    if arguments.region not in regions:
        known = "、".join(f"{region}（{label}）" for region, label in regions.items())
        print(f"没有“{arguments.region}”这个地区。可以写：{known}", file=sys.stderr)
        return 2
    try:
        report = run_import(arguments.file, arguments.region, arguments.out)
    except DraftExists as error:
        print(error, file=sys.stderr)
        return 1
    print(report)
    return 0


def _schemas(arguments: argparse.Namespace, started: float) -> int:
    from .load.schemas import write_schemas

    for path in write_schemas(ROOT / "content" / "schemas"):
        print(f"已生成 content/schemas/{path.name}")
    return 0


class _Progress:
    """Prints each build step with the seconds since the start."""

    def __init__(self, started: float) -> None:
        self._started = started

    def __call__(self, step: str) -> None:
        print(f"[{time.perf_counter() - self._started:5.1f} 秒] {step}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
