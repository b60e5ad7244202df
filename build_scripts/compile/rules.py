"""One object with everything the engine needs, and the part of it that one page needs."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from build_scripts.load.collection import Collection
from build_scripts.model.base import Record
from build_scripts.model.benefit import Benefit, Replacements
from build_scripts.model.facts import Fact
from build_scripts.model.interpretation import Interpretation
from build_scripts.model.parameters import Parameter

Rules = dict[str, Any]

#: Members of records that only people read; the engine has no use for them.
_NOT_FOR_ENGINE = {
    Fact: {"question", "hint", "aliases", "entity"},
    Parameter: {"question", "note", "region"},
    Benefit: {
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
        "comparable_group",
        "title",
    },
}


def compile_rules(collection: Collection) -> Rules:
    """The rules of a checked collection.

    ``{"data_version", "regions": {id: parent}, "facts", "parameters", "interpretations",
    "benefits"}``, all keyed by id. ``data_version`` is a short hash of the rest: equal rules have
    equal versions.
    """
    rules: Rules = {
        "regions": {key: region.parent for key, region in collection.regions.items()},
        "facts": {key: _plain(fact) for key, fact in collection.facts.items()},
        "parameters": {key: _plain(value) for key, value in collection.parameters.items()},
        "interpretations": {
            key: _interpretation(value) for key, value in collection.interpretations.items()
        },
        "benefits": {key: _benefit(value) for key, value in collection.benefits.items()},
    }
    text = json.dumps(rules, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    rules["data_version"] = hashlib.sha256(text.encode()).hexdigest()[:12]
    return rules


def only(rules: Rules, benefit_ids: Iterable[str]) -> Rules:
    """The rules cut down to some benefits and what they use, under the same data version."""
    benefits = {key: rules["benefits"][key] for key in benefit_ids}
    used = set(_strings(list(benefits.values())))
    return {
        "data_version": rules["data_version"],
        "regions": rules["regions"],
        "benefits": benefits,
        **{
            kind: {key: value for key, value in rules[kind].items() if key in used}
            for kind in ("facts", "parameters", "interpretations")
        },
    }


def facts_used(rules: Rules, benefit_id: str) -> list[str]:
    """The facts a benefit looks at, in the order of the questionnaire."""
    used = set(_strings(rules["benefits"][benefit_id]))
    return [key for key in rules["facts"] if key in used]


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


def _benefit(record: Benefit) -> dict[str, Any]:
    compiled = _plain(record)
    for variant, source in zip(compiled.get("readings", []), record.readings, strict=True):
        variant["replace"] = _by_id(source.replace)
    return compiled


def _by_id(replace: Replacements) -> dict[str, Any]:
    return {
        node["id"]: node
        for node in (
            record.model_dump(mode="json", exclude_none=True) for record in replace.nodes()
        )
    }
