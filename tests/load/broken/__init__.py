"""Broken inputs and the exact lines an editor is told, as plain text files.

A case is ``==== name``, the input, ``----`` and the expected lines; each line was checked by hand.
"""

from pathlib import Path
from typing import NamedTuple


class Case(NamedTuple):
    """One broken input."""

    name: str
    text: str
    expected: list[str]


def read_cases(name: str) -> list[Case]:
    """The cases of a file in this folder."""
    whole = Path(__file__).with_name(name).read_text("utf-8")
    cases = []
    for block in whole.split("==== ")[1:]:
        title, _, rest = block.partition("\n")
        text, _, expected = f"\n{rest}".partition("\n----\n")
        cases.append(Case(title, f"{text}\n"[1:], expected.split("\n\n")[0].splitlines()))
    return cases
