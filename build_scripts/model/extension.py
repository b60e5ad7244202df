"""Local benefits that extend a higher one: what they do not regulate comes from above."""

from collections.abc import Mapping
from dataclasses import dataclass

from .benefit import Benefit, Condition, InForce, Variant

#: Parts that a local benefit takes over whole when it does not write them.
_PARTS = ("in_force", "conditions", "amount", "duration", "total", "materials", "procedure")


class CompleteBenefit(Benefit):
    """一项待遇，上级的部分已经补上。"""

    in_force: InForce
    conditions: Condition


@dataclass(frozen=True)
class Resolved:
    """A benefit with what it takes over put in: ``levels`` maps the ids of conditions from above,
    ``parts`` the names of parts taken over whole, to the region that regulates them."""

    benefit: CompleteBenefit
    levels: Mapping[str, str]
    parts: Mapping[str, str]


def resolve(benefits: Mapping[str, Benefit], key: str) -> Resolved:
    """The benefit ``key`` with everything it inherits.

    :raises KeyError: a parent or an inherited condition does not exist (the content check says
        where).
    """
    own = benefits[key]
    values = {name: getattr(own, name) for name in Benefit.model_fields}
    if own.extends is None:
        return Resolved(CompleteBenefit.model_construct(**values), {}, {})
    above = resolve(benefits, own.extends)
    levels: dict[str, str] = {}
    taken: list[Condition] = []
    if own.conditions is None:
        taken = [above.benefit.conditions]
    else:
        nodes = {node.id: node for node in above.benefit.conditions.walk()}
        taken = [nodes[name] for name in own.inherits]
        if taken:
            values["conditions"] = own.conditions.model_copy(
                update={"all": [*(own.conditions.all or []), *taken]}
            )
    for condition in taken:
        for node in condition.walk():
            levels[node.id] = above.levels.get(node.id, above.benefit.region)
    parts: dict[str, str] = {}
    for name in _PARTS:
        if not values[name]:
            values[name] = getattr(above.benefit, name)
            if values[name]:
                parts[name] = above.parts.get(name, above.benefit.region)
    values["readings"] = [*own.readings, *_readings_for(above.benefit, own, levels)]
    return Resolved(CompleteBenefit.model_construct(**values), levels, parts)


def _readings_for(above: Benefit, own: Benefit, levels: Mapping[str, str]) -> list[Variant]:
    """The parent's variants that concern what was taken over whole."""
    written = {(variant.interpretation, variant.reading) for variant in own.readings}
    kept = []
    for variant in above.readings:
        replace = variant.replace
        taken_over = (
            all(node.id in levels for node in replace.conditions)
            and (own.amount is None or not replace.steps)
            and (own.duration is None or not (replace.terms or replace.first_month))
            and (own.in_force is None or not replace.in_force)
        )
        if taken_over and (variant.interpretation, variant.reading) not in written:
            kept.append(variant)
    return kept
