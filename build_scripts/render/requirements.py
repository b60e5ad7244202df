"""What a benefit asks of its reader, taken apart so that regions can be laid side by side."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from build_scripts.model.benefit import Condition, Moment, MomentRef
from build_scripts.model.facts import Fact

#: The day on which is calculated; no question is asked about it.
_AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Choice:
    """A group in which a condition does not decide alone: one of the group is enough, or, with
    ``together``, only all of it together must not be."""

    label: str
    together: bool


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition, as a rule one without others below it, and its place among the others.

    ``subject`` is what it looks at, equal for requirements that can be compared; "" when it looks
    at nothing that is asked. ``test`` is equal for two requirements that ask the same of it.
    ``wanted`` is false where it must not be so.
    """

    condition: Condition
    subject: str
    test: str
    wanted: bool
    choice: Choice | None


def requirements(condition: Condition) -> Iterator[Requirement]:
    """The single conditions below a condition, in its order."""
    yield from _below(condition, True, None, ())


def parts_of(condition: Condition, kept: Container[str]) -> Iterator[Requirement]:
    """The largest groups, or single conditions, that consist of kept ones (ids) alone."""
    for one in _below(condition, True, None, kept):
        if _consists_of(one.condition, kept):
            yield one


def _below(
    condition: Condition, wanted: bool, choice: Choice | None, kept: Container[str]
) -> Iterator[Requirement]:
    children = children_of(condition)
    if children and not _consists_of(condition, kept):
        # “None of these” asks for each of them; “not all of these” for one.
        several = condition.any if wanted else condition.all
        if condition.at_least_of or (several and len(several) > 1):
            choice = Choice(condition.label, not wanted)
        for child in children:
            yield from _below(child, wanted is (condition.none is None), choice, kept)
        return
    asked = condition.model_dump_json(exclude={"id", "label", "cite", "window"}, exclude_none=True)
    yield Requirement(
        condition, _subject(condition), f"{asked} {wanted} {choice is None}", wanted, choice
    )


def _consists_of(condition: Condition, kept: Container[str]) -> bool:
    return all(one.id in kept for one in condition.walk() if not children_of(one))


def children_of(condition: Condition) -> list[Condition]:
    """The conditions a group consists of; none for a single condition."""
    return condition.all or condition.any or condition.none or condition.at_least_of or []


def _subject(condition: Condition) -> str:
    """Ids of the facts a condition looks at; of a date only the first, not the one it is
    measured by."""
    if condition.fact is not None:
        return condition.fact
    if condition.ratio is not None:
        return f"{condition.ratio.of} {condition.ratio.to}"
    if condition.age is not None:
        return f"age {condition.age.of}"
    within, before, since = (
        condition.within_days,
        condition.less_than_months_before,
        condition.months_since,
    )
    moments = [
        condition.date,
        condition.on_or_after,
        condition.on_or_before,
        within.after if within else None,
        before.date if before else None,
        since.date if since else None,
    ]
    for moment in moments:
        names = _names(moment) if moment else []
        if names:
            return f"date {' '.join(names)}"
    return ""


def _names(moment: MomentRef) -> list[str]:
    """The facts a date follows from."""
    if not isinstance(moment, Moment):
        return [] if moment == _AS_OF else [moment]
    if moment.month_after is not None:
        return _names(moment.month_after)
    if moment.latest_of is not None:
        return [name for one in moment.latest_of for name in _names(one)]
    if moment.shift is not None:
        return _names(moment.shift.date)
    return ["retirement"]


def subject_words(subject: str, facts: Mapping[str, Fact]) -> str:
    """What a requirement looks at, as the head of a row."""
    kind, _, rest = subject.partition(" ")
    if kind == "age":
        return f"年龄（按{facts[rest].label}）"
    if kind == "date":
        names = rest.split(" ")
        return "、".join("法定退休日" if n == "retirement" else facts[n].label for n in names)
    if rest:
        return f"{facts[kind].label}占{facts[rest].label}的比例"
    return facts[subject].label


def subject_rank(subject: str, order: list[str]) -> int:
    """Place of a subject among others: that of its question; ``order`` holds all fact ids."""
    places = [order.index(word) for word in subject.split(" ") if word in order]
    return min(places, default=len(order))
