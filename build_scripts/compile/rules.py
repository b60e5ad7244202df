"""One object with everything the engine needs, and the part of it that one page needs."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from build_scripts.load.collection import Collection
from build_scripts.model.base import Record
from build_scripts.model.benefit import Benefit, Replacements
from build_scripts.model.extension import CompleteBenefit, resolve
from build_scripts.model.facts import Fact
from build_scripts.model.interpretation import Interpretation
from build_scripts.model.parameters import Parameter

from .reach import reach
from .timelines import compile_timelines
from .working_days import compile_working_days

Rules = dict[str, Any]

#: Members of records that only people read; the engine has no use for them.
_NOT_FOR_ENGINE = {
    Fact: {"question", "hint", "aliases", "entity", "formerly"},
    Parameter: {"question", "note", "region"},
    CompleteBenefit: {
        *("extends", "inherits"),
        "summary",
        "documents",
        "topics",
        "audiences",
        "rules",
        "unaffected",
        "questions",
        "procedure",
        "not_modelled",
        "payee",
        "title",
    },
}


def compile_rules(collection: Collection) -> Rules:
    """The rules of a checked collection.

    ``{"data_version", "regions": {id: parent}, "facts", "parameters", "interpretations",
    "benefits", "timelines"}``, all keyed by id, with the working days and the order of regions and
    questions beside them.
    ``data_version`` is a short hash of the rest: equal rules have equal versions.
    """
    rules: Rules = {
        "regions": {key: region.parent for key, region in collection.regions.items()},
        "region_order": list(collection.regions),
        "question_order": list(collection.facts),
        "facts": {key: _plain(fact) for key, fact in collection.facts.items()},
        "parameters": {key: _plain(value) for key, value in collection.parameters.items()},
        "interpretations": {
            key: _interpretation(value) for key, value in collection.interpretations.items()
        },
        "benefits": {key: _benefit(collection.benefits, key) for key in collection.benefits},
        "timelines": compile_timelines(collection),
        "working_days": compile_working_days(),
    }
    text = json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    rules["data_version"] = hashlib.sha256(text.encode()).hexdigest()[:12]
    return rules


#: What the rules hold besides benefits and timelines, keyed by id and cut down to what is used.
_SHARED = ("facts", "parameters", "interpretations")


def only(
    rules: Rules,
    benefit_ids: Iterable[str] = (),
    timeline_ids: Iterable[str] = (),
    *,
    also: Iterable[str] = (),
) -> Rules:
    """The rules cut down to some benefits and timelines and what they use.

    ``also`` names facts and parameters that are kept besides.

    The data version stays that of all rules.
    """
    part: Rules = {
        "benefits": {key: rules["benefits"][key] for key in benefit_ids},
        "timelines": {key: rules["timelines"][key] for key in timeline_ids},
    }
    used = {*_strings(part), *also}
    part |= {
        kind: {key: value for key, value in rules[kind].items() if key in used} for kind in _SHARED
    }
    part["question_order"] = [key for key in rules["question_order"] if key in used]
    # Only procedures count working days.
    part["working_days"] = rules["working_days"] if part["timelines"] else {}
    return part | {key: rules[key] for key in ("data_version", "regions", "region_order")}


def shared(rules: Rules) -> Rules:
    """Everything but benefits and timelines: what the rules of any region rest on."""
    return rules | {"benefits": {}, "timelines": {}}


def of_region(rules: Rules, region: str) -> Rules:
    """The benefits and timelines that one region's documents make; ``shared`` holds the rest."""
    part: Rules = {"data_version": rules["data_version"]}
    for kind in ("benefits", "timelines"):
        part[kind] = {k: v for k, v in rules[kind].items() if v["region"] == region}
    return part


def facts_used(rules: Rules, benefit_id: str) -> list[str]:
    """The facts a benefit looks at, in the order of the questionnaire."""
    used = set(_strings(rules["benefits"][benefit_id]))
    return [key for key in rules["facts"] if key in used]


def amount_facts(rules: Rules, benefit_id: str) -> list[str]:
    """The facts that amount, duration and total look at themselves, besides the conditions."""
    benefit = rules["benefits"][benefit_id]
    used = set(_strings([benefit.get(part) for part in ("amount", "duration", "total")]))
    return [key for key in rules["facts"] if key in used]


def timeline_facts_used(rules: Rules, timeline_id: str) -> list[str]:
    """The answers a procedure looks at, its own dates among them: first the days it counts from,
    in the order of its steps, then the rest in the order of the questionnaire."""
    rule = rules["timelines"][timeline_id]
    own = {date["id"]: date for date in rule.get("dates", [])}
    known = {**rules["facts"], **own}
    mentioned = dict.fromkeys(_strings([rule["steps"], rule.get("readings", [])]))
    days = [key for key in mentioned if key in known and known[key]["type"] in ("date", "month")]
    return days + [key for key in rules["facts"] if key in mentioned and key not in days]


def mentioned(value: object) -> set[str]:
    """Every id, and other text, inside compiled data."""
    return set(_strings(value))


def _strings(value: object) -> Iterable[str]:
    """Every text inside plain data: ids are only ever texts, so no use can be missed."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _plain(record: Record) -> dict[str, Any]:
    excluded = _NOT_FOR_ENGINE.get(type(record), set())
    dumped = record.model_dump(mode="json", exclude=excluded, exclude_none=True)
    return {key: value for key, value in dumped.items() if value not in ([], {})}


def _interpretation(record: Interpretation) -> dict[str, Any]:
    return {"default": record.default, "readings": sorted(record.readings)}


def _benefit(benefits: Mapping[str, Benefit], key: str) -> dict[str, Any]:
    resolved = resolve(benefits, key)
    record = resolved.benefit
    compiled = _plain(record)
    if record.unaffected:
        compiled["unaffected"] = [entry.interpretation for entry in record.unaffected]
    if resolved.levels:
        _mark_levels(compiled["conditions"], resolved.levels)
    for variant, source in zip(compiled.get("readings", []), record.readings, strict=True):
        variant["replace"] = _by_id(source.replace)
    for variant in compiled.get("readings", []):
        variant["reach"] = reach(compiled, variant["replace"])
    return compiled


def _mark_levels(node: dict[str, Any], levels: Mapping[str, str]) -> None:
    """Say of each inherited condition which region regulates it."""
    if node["id"] in levels:
        node["level"] = levels[node["id"]]
    for group in ("all", "any", "none", "at_least_of"):
        for child in node.get(group, []):
            _mark_levels(child, levels)


def _by_id(replace: Replacements) -> dict[str, Any]:
    return {
        node["id"]: node
        for node in (
            record.model_dump(mode="json", exclude_none=True) for record in replace.nodes()
        )
    }
