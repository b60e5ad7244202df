"""Which question a screening asks next: the one whose answer promises to settle most."""

from .conditions import Finding
from .logic import OPEN
from .shapes import Json, Node

#: What a question is worth to a benefit that its answer alone decides. Worth is counted in whole
#: numbers: fractions would come out differently from machine to machine.
_WHOLE = 1000000
#: One reader in so many is concerned by what excludes from a benefit.
_RARE = 4
#: How readily a kind of question is answered: one choice, several, something to look up and type.
_EASE = {"bool": 4, "enum": 4, "set": 3}
_TYPED = 2


def worth(facts: Node, finding: Finding) -> dict[str, int]:
    """Each fact that an open judgement waits for, with what its answer can do for the judgement.

    One condition can decide a group that demands all of its conditions; a group that is met by any
    of them falls only with the last; what must not be the case seldom is.
    """
    found: dict[str, int] = {}
    _weigh(facts, finding, _WHOLE, found)
    return found


def _weigh(facts: Node, finding: Finding, share: int, found: dict[str, int]) -> None:
    if finding.truth != OPEN:
        return
    if not finding.children:
        if finding.missing:
            dividend, divisor = _chance(facts, finding.node)
            share = share * dividend // divisor // len(finding.missing)
        for fact_id in finding.missing:
            ease = _EASE.get(facts[fact_id]["type"], _TYPED) if fact_id in facts else 0
            if share * ease >= found.get(fact_id, 0):
                found[fact_id] = share * ease
        return
    if "none" in finding.node:
        share = share // _RARE
    elif "all" not in finding.node:
        share = share // len([child for child in finding.children if child.truth == OPEN])
    for child in finding.children:
        _weigh(facts, child, share, found)


def _chance(facts: Node, leaf: Node) -> tuple[int, int]:
    """How likely an answer fails a condition, as a fraction, if all options are as likely.

    The fewer options a condition accepts, the more readers it does not concern; but a long list of
    places is no better a question than a short list of kinds. Most who ask meet a plain demand.
    """
    if "equals" in leaf and leaf["equals"] is True:
        return 1, 3
    if "equals" in leaf and leaf["equals"] is False:
        return 1, _RARE
    options = len(facts[leaf["fact"]].get("options", [])) if "fact" in leaf else 0
    if options == 0:
        return 1, 2
    accepted = 1 if "equals" in leaf else 0
    for test in ("one_of", "includes_any", "includes_all"):
        accepted += len(leaf.get(test, []))
    refused = options - accepted
    return (3, 4) if refused * 4 > options * 3 else (refused, options)


def next_question(rules: Node, given: list[str], waiting: list[tuple[str, dict[str, int]]]) -> Json:
    """``{fact, undecided, benefits}`` of the question to ask, or None when nothing is left to ask.

    ``waiting`` are the undecided benefits, each with the worth of the facts it waits for; of two
    questions that promise as much the earlier one of the questionnaire is asked. What the reader
    has answered with 不清楚 is not asked again. Facts that may differ from benefit to benefit
    (``scope: benefit``) cannot be asked for all of them at once and are left to each benefit.
    """
    total: dict[str, int] = {}
    for _, facts in waiting:
        for fact_id in facts:
            total[fact_id] = total.get(fact_id, 0) + facts[fact_id]
    best = None
    for fact_id in rules["question_order"]:
        if fact_id not in total or (best is not None and total[fact_id] <= total[best]):
            continue
        if fact_id not in given and rules["facts"][fact_id].get("scope") != "benefit":
            best = fact_id
    if best is None:
        return None
    benefits = sorted([benefit_id for benefit_id, facts in waiting if best in facts])
    return {"fact": best, "undecided": len(benefits), "benefits": benefits}
