"""What is wrong with content files, as one line of Chinese per problem."""

from collections.abc import Iterable
from dataclasses import dataclass

#: Characters that would break a one-line message or not show at all.
_UNSHOWABLE = {"\n": "⏎", "\r": "⏎", "\t": "⇥"}


@dataclass(frozen=True, order=True)
class Problem:
    """One thing an editor has to put right, and where.

    ``file`` is the path relative to the project folder with forward slashes; ``line`` and
    ``column`` count from 1.
    """

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class ContentErrors(Exception):
    """Content could not be accepted. ``problems`` is sorted and free of repetitions."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: list[Problem] = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def shown(value: object, limit: int = 40) -> str:
    """A found text as it may stand in a message: one line, printable, cut to ``limit``."""
    text = str(value)
    if len(text) > limit:
        text = text[:limit] + "…"
    return "".join(map(_printable, text))


def did_you_mean(wrong: str, choices: Iterable[str]) -> str:
    """“是不是“…”？” with the nearest of ``choices``; empty when nothing is close."""
    close = nearest(wrong, choices)
    return f"是不是“{close}”？" if close else ""


def _printable(char: str) -> str:
    if char.isprintable() or char == "\u3000":
        return char
    return _UNSHOWABLE.get(char) or f"U+{ord(char):04X}"


def nearest(wrong: str, choices: Iterable[str]) -> str | None:
    """The choice an editor most likely meant, or None when nothing is close."""
    # Imported on the first mistake only: a clean run must not pay for it.
    import difflib
    import unicodedata

    plain = unicodedata.normalize("NFKC", wrong).strip().lower().replace(" ", "_")
    candidates = {choice.lower(): choice for choice in sorted(choices, reverse=True)}
    for spelling in (plain, plain.replace("_", "-"), plain.replace("-", "_")):
        if spelling in candidates:
            return candidates[spelling]
    # Swapped letters (lable) beat any other likeness.
    swapped = [word for word in sorted(candidates) if sorted(word) == sorted(plain)]
    # One wrong character in two of Chinese is already half.
    cutoff = 0.5 if len(plain) <= 3 else 0.6
    close = swapped or difflib.get_close_matches(plain, sorted(candidates), n=1, cutoff=cutoff)
    return candidates[close[0]] if close else None
