"""怎样才能符合: the smallest sets of changes that would turn a refusal.

Only answers that a person can change are offered, and ages only by waiting. Every set is tried
out before it is offered; where something unchangeable fails nothing is.
"""

from . import dates
from .conditions import Finding, group_of, judge
from .context import Context
from .exact import ONE, Ratio, parse
from .facts import option_labels, unit_text
from .logic import NO, OPEN, WINDOW, YES
from .shapes import Json, Node
from .wire import write

_MOST_SETS = 8
_MOST_COMBINATIONS = 200


class Change:
    """One answer to change: ``apply`` gives the new exact value from the present one.

    ``to`` is the answer as a request writes it; of several that would do, ``options`` are all and
    ``to`` holds the first.
    """

    def __init__(self, fact: str, to: Json, label: str, wait_until: int | None = None) -> None:
        self.fact = fact
        self.to = to
        self.label = label
        self.wait_until = wait_until
        self.options: list[str] = []
        self.value: Json = None
        self.add: list[str] = []
        self.remove: list[str] = []

    def apply(self, present: Json) -> Json:
        if not self.add and not self.remove:
            return self.value
        if present is None:
            present = {"yes": [], "unsure": []}
        yes = [o for o in present["yes"] if o not in self.remove] + self.add[:1]
        unsure = [o for o in present["unsure"] if o not in self.remove and o not in yes]
        return {"yes": yes, "unsure": unsure}

    def published(self, present: Json) -> Node:
        to = self.to
        if self.add or self.remove:
            to = self.apply(present)["yes"]
        result = {
            "fact": self.fact,
            "to": to,
            "label": self.label,
            "wait_until": dates.iso(self.wait_until) if self.wait_until is not None else None,
        }
        if len(self.options) > 1:
            result["options"] = self.options
        return result


def how_to_qualify(ctx: Context) -> list[list[Node]]:
    """The smallest sets of changes after which the conditions no longer refuse."""
    root = judge(ctx, ctx.benefit["conditions"])
    found: list[tuple[Context, list[Change], list[Change]]] = []
    waits: list[Change | None] = [None]
    waits.extend(_waits(ctx, root))
    for wait in waits:
        later = ctx if wait is None else _on(ctx, wait)
        if not later.is_in_force():
            continue
        for ways in _ways(later, judge(later, later.benefit["conditions"]), YES):
            changes = list(ways)
            if wait is not None:
                changes.append(wait)
            if changes:
                found.append((later, ways, changes))
    return _smallest(found)


def _on(ctx: Context, wait: Change) -> Context:
    """The case on the day waited for: what happens on the as-of date moves along."""
    day = wait.wait_until or ctx.as_of
    moved = {
        fact_id: day
        for fact_id, value in ctx.answers.values.items()
        if ctx.fact(fact_id).get("default") == "as_of_date" and value < day
    }
    return ctx.on(day, moved)


def _works(ctx: Context, changes: list[Change]) -> bool:
    values: dict[str, Json] = {}
    for change in changes:
        present = values.get(change.fact, ctx.answers.value(change.fact))
        values[change.fact] = change.apply(present)
    changed = ctx.on(ctx.as_of, values, brief=True)
    return judge(changed, changed.benefit["conditions"]).truth != NO


def _published(ctx: Context, changes: list[Change]) -> list[Node]:
    """The changes one after another: a second change of an answer starts from the first."""
    values: dict[str, Json] = {}
    result = []
    for change in changes:
        present = values.get(change.fact, ctx.answers.value(change.fact))
        shown = change.published(present)
        # Several conditions may ask for the same answer.
        if shown not in result:
            result.append(shown)
        values[change.fact] = change.apply(present)
    return result


def _smallest(found: list[tuple[Context, list[Change], list[Change]]]) -> list[list[Node]]:
    """The sets that work, without those that contain another one; few and soon changes first."""
    sets = []
    for number, (later, _, changes) in enumerate(found):
        published = _published(later, changes)
        texts = sorted([write(item) for item in published])
        waits = write([item["wait_until"] for item in published])
        sets.append((len(texts), waits, texts, number, published))
    sets.sort(key=lambda entry: entry[:4])
    kept: list[list[str]] = []
    result: list[list[Node]] = []
    for _, _, texts, number, published in sets:
        if [1 for other in kept if all(text in texts for text in other)]:
            continue
        later, ways, _ = found[number]
        if _works(later, ways):
            kept.append(texts)
            result.append(published)
        if len(result) == _MOST_SETS:
            break
    return result


def _ways(ctx: Context, finding: Finding, want: str) -> list[list[Change]]:
    """The sets of changes that bring a finding to ``want`` (open points count as met)."""
    if finding.truth in (want, OPEN, WINDOW):
        return [[]]
    group = group_of(finding.node)
    if group is None:
        return [[change] for change in _leaf(ctx, finding, want)]
    children = finding.children
    if group == "none":
        want = NO if want == YES else YES
        group = "any"
        return _together(ctx, children, want) if want == NO else _either(ctx, children, want)
    if group == "at_least_of":
        return _some_of(ctx, finding) if want == YES else []
    if (group == "all") == (want == YES):
        return _together(ctx, children, want)
    return _either(ctx, children, want)


def _either(ctx: Context, children: list[Finding], want: str) -> list[list[Change]]:
    result = []
    for child in children:
        result.extend(_ways(ctx, child, want))
    return result


def _together(ctx: Context, children: list[Finding], want: str) -> list[list[Change]]:
    result: list[list[Change]] = [[]]
    for child in children:
        ways = _ways(ctx, child, want)
        result = [first + second for first in result for second in ways][:_MOST_COMBINATIONS]
    return result


def _some_of(ctx: Context, finding: Finding) -> list[list[Change]]:
    lacking = [child for child in finding.children if child.truth == NO]
    needed = finding.node["at_least"] - (len(finding.children) - len(lacking))
    choices: list[list[Finding]] = [[]]
    for child in lacking:
        longer = []
        for choice in choices:
            if len(choice) < needed:
                longer.append(choice + [child])  # noqa: RUF005 - not in the portable subset
        choices.extend(longer)
    result = []
    for choice in choices:
        if len(choice) == needed:
            result.extend(_together(ctx, choice, YES))
    return result[:_MOST_COMBINATIONS]


def _leaf(ctx: Context, finding: Finding, want: str) -> list[Change]:
    node = finding.node
    if "age" in node or "ratio" in node or node.get("check") == "window":
        return []
    if "date" in node:
        return _move_date(ctx, finding) if want == YES else []
    fact = ctx.fact(node["fact"])
    if fact["changeable"] == "no":
        return []
    if fact["type"] == "bool" and fact["changeable"] == "yes":
        value = node["equals"] if want == YES else not node["equals"]
        change = Change(node["fact"], value, fact["label"] + "：" + ("是" if value else "否"))
        change.value = value
        return [change]
    if fact["type"] == "enum" and fact["changeable"] == "yes":
        return _choose_option(fact, node, want)
    if fact["type"] == "set" and fact["changeable"] == "yes":
        return _choose_members(fact, node, want)
    if "unit" in fact and fact["type"] == "int":
        return _reach_number(ctx, fact, node, want)
    return []


def _choose_option(fact: Node, node: Node, want: str) -> list[Change]:
    accepted = node["one_of"] if "one_of" in node else [node["equals"]]
    options = [o["id"] for o in fact["options"] if (o["id"] in accepted) == (want == YES)]
    if not options:
        return []
    label = fact["label"] + "：" + option_labels(fact, options).replace("、", " 或 ")
    change = Change(node["fact"], options[0], label)
    change.options = options
    change.value = options[0]
    return [change]


def _choose_members(fact: Node, node: Node, want: str) -> list[Change]:
    options = node.get("includes_any") or node["includes_all"]
    if want == NO:
        label = fact["label"] + "：不再有 " + option_labels(fact, options)
        change = Change(node["fact"], [], label)
        change.remove = options
        return [change]
    if "includes_any" in node:
        label = fact["label"] + "：符合任一 " + option_labels(fact, options)
        change = Change(node["fact"], options, label)
        change.options = options
        change.add = options
        return [change]
    changes = []
    for option in options:
        change = Change(
            node["fact"], [option], fact["label"] + "：" + option_labels(fact, [option])
        )
        change.add = [option]
        changes.append(change)
    return changes[:1] if len(changes) == 1 else []


def _reach_number(ctx: Context, fact: Node, node: Node, want: str) -> list[Change]:
    """The nearest whole number on the right side of the limit."""
    present = ctx.answers.value(node["fact"])
    limits = [t for t in ("at_least", "more_than", "at_most", "less_than") if t in node]
    if len(limits) != 1 or isinstance(node[limits[0]], dict) or present is None:
        return []
    test = limits[0]
    limit = parse(str(node[test]))
    if limit is None:
        return []
    upward = (test in ("at_least", "more_than")) == (want == YES)
    strict = (test in ("more_than", "less_than")) == (want == YES)
    step = ONE if upward else Ratio(-1)
    target = limit.plus(step) if strict else limit
    wait = None
    if fact["changeable"] == "wait":
        if not upward or fact["unit"] != "月":
            return []
        wait = dates.add_months(ctx.as_of, target.numerator - present.numerator)
    label = fact["label"] + ("达到 " if upward else "不超过 ") + target.text() + unit_text(fact)
    change = Change(node["fact"], target.numerator, label, wait)
    change.value = target
    return [change]


def _move_date(ctx: Context, finding: Finding) -> list[Change]:
    """Another day for the subject that lies in the window, or a new start of the window."""
    subject = finding.node["date"]
    if finding.window is None or not isinstance(subject, str) or subject == "as_of":
        return []
    low, high = finding.window
    fact = ctx.fact(subject)
    day = ctx.as_of if low is None else max(low, ctx.as_of)
    if fact["changeable"] == "yes" and (high is None or day <= high):
        change = Change(subject, dates.iso(day), fact["label"] + "：" + dates.iso(day))
        change.value = day
        return [change]
    start = finding.node.get("within_days", {}).get("after")
    present = ctx.answers.value(subject)
    if isinstance(start, str) and present is not None and present >= ctx.as_of:
        fact = ctx.fact(start)
        if fact["changeable"] == "yes":
            label = fact["label"] + "：" + dates.iso(ctx.as_of) + " 起重新办理"
            change = Change(start, dates.iso(ctx.as_of), label)
            change.value = ctx.as_of
            return [change]
    return []


def _waits(ctx: Context, finding: Finding) -> list[Change]:
    """The days on which a failing age, or a period that starts later, will be reached."""
    if finding.truth != NO:
        return []
    node = finding.node
    result = []
    for child in finding.children:
        result.extend(_waits(ctx, child))
    if "age" in node and isinstance(node["age"]["of"], str):
        years = node.get("at_least")
        birth = ctx.answers.value(node["age"]["of"])
        if isinstance(years, dict):
            years = years["values"].get(ctx.answers.value(years["by"]))
        if years is not None and birth is not None:
            day = dates.birthday(birth, years)
            label = "年满 " + str(years) + "周岁（" + dates.iso(day) + "）"
            if day > ctx.as_of:
                result.append(Change(node["age"]["of"], str(years), label, day))
    return result
