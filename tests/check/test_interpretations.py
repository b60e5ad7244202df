"""Every disputed clause of the register is content, with what a reader needs to judge it."""

from pathlib import Path
from typing import Any

import pytest

AMBIGUITIES = (Path(__file__).parents[1] / "content/ambiguities.txt").read_text().split()


def test_all_ambiguities_are_content(collection: Any) -> None:
    assert len(AMBIGUITIES) == 136
    assert [key for key in AMBIGUITIES if key not in collection.interpretations] == []


@pytest.mark.parametrize("key", AMBIGUITIES)
def test_an_ambiguity_has_readings_clauses_and_a_reason(collection: Any, key: Any) -> None:
    found = collection.interpretations[key]
    assert len(found.readings) >= 2
    assert sorted(found.readings) == list("ABC"[: len(found.readings)])
    assert found.cites
    assert found.why
    assert found.severity is not None
    assert found.kind is not None


def test_a_part_has_every_reading_of_the_whole(collection: Any) -> None:
    """A bare id chooses the same reading in all its parts, so each part must know it."""
    known = collection.interpretations
    parts = [key for key in known if "." in key]
    assert parts
    for key in parts:
        whole = known[key.partition(".")[0]]
        assert set(whole.readings) <= set(known[key].readings), key


def test_a_reason_is_not_the_register(collection: Any) -> None:
    for key, found in collection.interpretations.items():
        assert "登记簿" not in found.why, key
