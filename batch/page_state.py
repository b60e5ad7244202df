"""Answers as the pages of benefits keep them in their addresses (calculator/form.js)."""

from collections.abc import Mapping, Sequence
from typing import Any

from .values import Question, shifted


def page_state(
    facts: Mapping[str, Any], parameters: Mapping[str, str], questions: Sequence[Question]
) -> dict[str, str]:
    """Fact or local standard → as typed into the form."""
    kinds = {question.id: question.kind for question in questions}
    state = {name: _typed(value) for name, value in facts.items()}
    for name, value in parameters.items():
        state[name] = shifted(value, 2) if kinds[name] == "ratio" else value
    return state


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(value) or "none"
    if isinstance(value, dict):
        return ",".join([*value["yes"], *(f"?{option}" for option in value["unsure"])])
    return str(value)
