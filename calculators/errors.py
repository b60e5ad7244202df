"""What is wrong with a request, in words its sender can act on."""


class RequestError(Exception):
    """A request that cannot be understood.

    ``code`` is stable and meant for programs, ``message`` is Chinese and meant for people,
    ``path`` names the place inside the request (``facts.birth_date``).
    """

    def __init__(self, code: str, message: str, path: str) -> None:
        self.code = code
        self.message = message
        self.path = path

    def as_json(self) -> dict[str, object]:
        return {"error": {"code": self.code, "message": self.message, "path": self.path}}


def nearest(word: str, choices: list[str]) -> str:
    """The choice that ``word`` begins, or else the one with the fewest edits from it."""
    best, best_distance = "", 1 << 30
    for choice in sorted(choices):
        if word and choice.startswith(word):
            return choice
        distance = _distance(word, choice)
        if distance < best_distance:
            best, best_distance = choice, distance
    return best


def _distance(a: str, b: str) -> int:
    a = a[:80]
    row = list(range(len(b) + 1))
    for i in range(len(a)):
        previous, row[0] = row[0], i + 1
        for j in range(len(b)):
            change = previous + (a[i] != b[j])
            previous = row[j + 1]
            row[j + 1] = min(change, previous + 1, row[j] + 1)
    return row[len(b)]


def unknown_id(kind: str, code: str, word: str, choices: list[str], path: str) -> RequestError:
    """``没有名为 x 的事实，最接近的是 y`` with the right code and place."""
    message = "没有名为“" + word + "”的" + kind
    if choices:
        message += "，最接近的是“" + nearest(word, choices) + "”"
    return RequestError(code, message, path)
