"""The command line: ``python -m calculators <call> [--pretty] [--rules FILE] < request.json``.

Calls are those of :mod:`calculators.calls`.

Exit status 0 with a response, 2 with ``{"error": {"code", "message", "path"}}`` for a request
that cannot be understood.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from .calls import CALLS, answer
from .errors import RequestError, unknown_id
from .shapes import Json, Node
from .wire import WireError, pretty, read, write

#: Written by the build; compiled rules are not committed.
RULES = Path(__file__).resolve().parent.parent / "build" / "rules.json"

USAGE = (
    "用法：python -m calculators " + "|".join(CALLS) + " [--pretty] [--rules 规则文件] < 请求.json"
)


def main(arguments: list[str]) -> int:
    """Run one call; writes to standard output and returns the exit status."""
    show: Callable[[Json], str] = write
    try:
        call, show, rules_file = _arguments(arguments)
        rules = _rules(rules_file)
        text = sys.stdin.buffer.read().decode("utf-8-sig")
        response = answer(rules, read(text), call)
        status = 0
    except RequestError as error:
        response, status = error.as_json(), 2
    except WireError as error:
        message = "请求不是 JSON：" + error.args[0]
        response, status = RequestError("bad_json", message, "").as_json(), 2
    except UnicodeDecodeError:
        response, status = RequestError("bad_json", "请求要用 UTF-8 编码", "").as_json(), 2
    sys.stdout.buffer.write((show(response) + "\n").encode("utf-8"))
    return status


def _arguments(arguments: list[str]) -> tuple[str, Callable[[Json], str], Path]:
    rest = list(arguments)
    show: Callable[[Json], str] = write
    rules_file = RULES
    names = []
    while rest:
        word = rest.pop(0)
        if word == "--pretty":
            show = pretty
        elif word == "--rules" and rest:
            rules_file = Path(rest.pop(0))
        else:
            names.append(word)
    if len(names) != 1:
        raise RequestError("usage", USAGE, "")
    if names[0] not in CALLS:
        error = unknown_id("计算", "unknown_call", names[0], list(CALLS), "")
        raise RequestError(error.code, error.message + "。" + USAGE, "")
    return names[0], show, rules_file


def _rules(path: Path) -> Node:
    try:
        with path.open(encoding="utf-8") as file:
            rules: Node = json.load(file)
            return rules
    except OSError:
        message = "没有找到规则数据 " + str(path) + "：请先运行 make build（或 make test）生成"
    except ValueError:
        message = "规则数据 " + str(path) + " 已损坏：请重新运行 make build"
    raise RequestError("rules_missing", message, "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
