"""Every rule of the register is taken up somewhere; nothing claims a rule that does not exist."""

from collections.abc import Iterator

from build_scripts.load.collection import Collection
from build_scripts.load.problems import Problem, did_you_mean, shown

#: Kinds of records that name the rules they cover in ``rules``.
COVERING = ("benefits", "timelines", "bundles")


def covered_by(collection: Collection) -> dict[str, list[tuple[str, str]]]:
    """Rule id → the (kind, key) of every record that covers it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind in COVERING:
        for key, record in getattr(collection, kind).items():
            for rule in record.rules:
                found.setdefault(rule, []).append((kind, key))
    return found


def check_coverage(collection: Collection) -> list[Problem]:
    """Rules that nothing covers, and rule ids that the register does not know."""
    return [*_unknown_rules(collection), *_uncovered(collection)]


def _unknown_rules(collection: Collection) -> Iterator[Problem]:
    for kind in COVERING:
        for key, record in getattr(collection, kind).items():
            for index, rule in enumerate(record.rules):
                if rule not in collection.register:
                    guess = did_you_mean(rule, collection.register)
                    message = f"规则登记簿里没有“{shown(rule)}”。{guess}"
                    yield collection.problem(message, kind, key, "rules", index)


def _uncovered(collection: Collection) -> Iterator[Problem]:
    covered = covered_by(collection)
    for key, rule in collection.register.items():
        if key not in covered and rule.text_only is None:
            message = (
                f"规则“{key}”还没有收录：要有一项待遇、时限或一件事写上它，或者写明只作文字展示"
                "的原因（text_only）"
            )
            yield collection.problem(message, "register", key)
