"""The calls by name, from JSON text to JSON text; the browser and the command line use this."""

from .compare import compare
from .errors import RequestError, unknown_id
from .evaluate import evaluate
from .retirement import retirement
from .screen import Memory, screen
from .shapes import Json, Node
from .timeline import timeline
from .wire import WireError, read, write

CALLS = {
    "evaluate": evaluate,
    "timeline": timeline,
    "screen": screen,
    "compare": compare,
    "retirement": retirement,
}


def add_rules(rules: Node, part: Node) -> None:
    """Put a part of the rules to those held: what is keyed by id is joined, the rest replaced."""
    for kind in part:
        if isinstance(part[kind], dict) and kind in rules:
            rules[kind].update(part[kind])
        else:
            rules[kind] = part[kind]


def respond(rules: Node, text: str, call: str = "evaluate", memory: Memory | None = None) -> str:
    """Answer a request text with a response text; a request not understood gives ``{"error"}``.

    ``memory`` makes screening after screening faster for one set of rules.
    """
    try:
        return write(answer(rules, read(text), call, memory))
    except RequestError as error:
        return write(error.as_json())
    except WireError as error:
        return write(RequestError("bad_json", "请求不是 JSON：" + error.args[0], "").as_json())


def answer(
    rules: Node, request: Json, call: str = "evaluate", memory: Memory | None = None
) -> Node:
    """The response to one request or to ``{"batch": [...]}``, as JSON values.

    In a batch a request that cannot be understood has its error in its own place.
    """
    if call not in CALLS:
        raise unknown_id("计算", "unknown_call", call, list(CALLS), "")
    if isinstance(request, dict) and "batch" in request:
        if not isinstance(request["batch"], list) or len(request) > 1:
            raise RequestError("bad_request", "batch 应为请求的列表，旁边不写别的", "batch")
        return {"batch": [_batched(rules, item, call) for item in request["batch"]]}
    if call == "screen":
        return screen(rules, request, memory)
    return CALLS[call](rules, request)


def _batched(rules: Node, request: Json, call: str) -> Node:
    try:
        return CALLS[call](rules, request)
    except RequestError as error:
        return error.as_json()
