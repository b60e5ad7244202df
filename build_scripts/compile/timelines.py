"""Timelines as the engine reads them: dates filled in, general readings spelt out per step."""

from collections.abc import Mapping
from typing import Any

from build_scripts.load.collection import Collection
from build_scripts.model.general_readings import GENERAL
from build_scripts.model.policy import PolicyDocument
from build_scripts.model.timeline import Timeline, TimelineStep


def compile_timelines(collection: Collection) -> dict[str, dict[str, Any]]:
    """By id: ``{"id", "region", "dates", "steps", "readings", "interpretations", "notes",
    "document"}``; ``document`` says when the main document is in force, where it says so itself.
    """
    return {
        key: _timeline(timeline, collection.policies)
        for key, timeline in collection.timelines.items()
    }


def _timeline(timeline: Timeline, policies: Mapping[str, PolicyDocument]) -> dict[str, Any]:
    compiled: dict[str, Any] = {
        "id": timeline.id,
        "region": timeline.region,
        "steps": [_step(step, timeline.general, policies) for step in timeline.steps],
        "interpretations": timeline.interpretations(),
    }
    if timeline.dates:
        compiled["dates"] = [own.model_dump(mode="json") for own in timeline.dates]
    if timeline.readings:
        compiled["readings"] = [
            {
                "interpretation": variant.interpretation,
                "reading": variant.reading,
                "steps": [_step(step, timeline.general, policies) for step in variant.steps],
            }
            for variant in timeline.readings
        ]
    if timeline.notes:
        compiled["notes"] = [
            note.model_dump(mode="json", exclude_none=True) for note in timeline.notes
        ]
    if timeline.documents:
        compiled["document"] = _in_force(policies[timeline.documents[0]])
    return compiled


def _step(
    step: TimelineStep, general: list[str], policies: Mapping[str, PolicyDocument]
) -> dict[str, Any]:
    fields = type(step).model_fields
    compiled = {
        name: value
        for name, value in step.model_dump(mode="json", exclude_none=True).items()
        if value != fields[name].default
    }
    for name in ("start", "date"):
        if compiled.get(name) == "issued" and step.cite is not None:
            compiled[name] = policies[step.cite.document].issued
    by_reading = {}
    for name in general:
        changes = {reading: change(step) for reading, change in GENERAL[name].items()}
        if any(changes.values()):
            by_reading[name] = changes
    if by_reading:
        compiled["by_reading"] = by_reading
    return compiled


def _in_force(document: PolicyDocument) -> dict[str, Any]:
    period = {
        "name": document.document_number or f"《{document.title}》",
        "start": document.effective.date,
        "end": document.expires.date,
    }
    return {key: value for key, value in period.items() if value is not None}
