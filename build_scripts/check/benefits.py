"""Everything a benefit names exists: facts and their options, parameters, steps, conditions,
interpretations, the benefit above; and every node has an id of its own."""

from collections.abc import Generator, Iterable, Iterator, Mapping

from build_scripts.load.collection import Collection
from build_scripts.load.problems import Problem, did_you_mean, shown
from build_scripts.load.yaml_strict import ValuePath
from build_scripts.model.base import Record
from build_scripts.model.benefit import (
    Age,
    Benefit,
    ByFact,
    Case,
    Condition,
    DurationRule,
    FirstMonth,
    LessThanMonthsBefore,
    LimitOf,
    MonthsSince,
    Operand,
    Replacements,
    RetirementMoment,
    Share,
    Shift,
    Step,
    Term,
    WithinDays,
    records_in,
)
from build_scripts.model.facts import Fact

_DATE_TYPES = ("date", "month")
_NUMBER_TYPES = ("int", "decimal", "money", "percent")


def check_benefits(collection: Collection) -> list[Problem]:
    """Names in benefits that lead nowhere."""
    problems: list[Problem] = []
    for key, benefit in collection.benefits.items():
        for path, message in _Checker(collection, benefit).run():
            problems.append(collection.problem(message, "benefits", key, *path))
    return problems


class _Checker:
    """One benefit."""

    def __init__(self, collection: Collection, benefit: Benefit) -> None:
        self._collection = collection
        self._facts = collection.facts
        self._benefit = benefit

    def run(self) -> Iterator[tuple[ValuePath, str]]:
        if not (yield from self._above()):
            return
        conditions, steps = self._known()
        yield from self._own_ids()
        for path, record in records_in(self._benefit):
            yield from self._record(path, record, conditions, steps)
        interpretations = self._collection.interpretations
        for field in ("readings", "unaffected"):
            for index, entry in enumerate(getattr(self._benefit, field)):
                place = (field, index, "interpretation")
                if entry.interpretation not in interpretations:
                    yield place, _unknown("歧义", entry.interpretation, interpretations)
                elif field == "readings":
                    readings = interpretations[entry.interpretation].readings
                    if entry.reading not in readings:
                        yield (field, index, "reading"), _unknown("读法", entry.reading, readings)
        for group, questions in enumerate(self._benefit.questions):
            for index, name in enumerate(questions.facts):
                yield from self._fact(("questions", group, "facts", index), name)
        yield from self._result()

    def _above(self) -> Generator[tuple[ValuePath, str], None, bool]:
        """Whether the chain of benefits above is sound; the rest is not looked at otherwise."""
        benefits = self._collection.benefits
        chain = [self._benefit.id]
        current = self._benefit
        while current.extends is not None:
            if current.extends not in benefits:
                if current is self._benefit:
                    yield ("extends",), _unknown("待遇", current.extends, benefits)
                return False
            if current.extends in chain:
                yield ("extends",), f"绕了一圈又回到自己：{' → '.join([*chain, current.extends])}"
                return False
            chain.append(current.extends)
            current = benefits[current.extends]
        if self._benefit.extends:
            above = self._conditions_of(benefits[self._benefit.extends])
            for index, name in enumerate(self._benefit.inherits):
                if name not in above:
                    yield ("inherits", index), _unknown("上级的条件", name, above)
        return True

    def _conditions_of(self, benefit: Benefit) -> dict[str, Condition]:
        found: dict[str, Condition] = {}
        for _, record in records_in(benefit):
            if isinstance(record, Condition):
                found.setdefault(record.id, record)
        if benefit.extends in self._collection.benefits:
            above = self._conditions_of(self._collection.benefits[benefit.extends or ""])
            found = {**above, **found}
        return found

    def _known(self) -> tuple[dict[str, Condition], set[str]]:
        """Conditions and steps that may be named, those from above included."""
        steps = set()
        benefit: Benefit | None = self._benefit
        while benefit is not None:
            steps |= {r.id for _, r in records_in(benefit) if isinstance(r, Step)}
            benefit = self._collection.benefits.get(benefit.extends or "")
        return self._conditions_of(self._benefit), steps

    def _own_ids(self) -> Iterator[tuple[ValuePath, str]]:
        """Ids are unique, replacements aside: those take the place of a node with their id."""
        seen: set[str] = set()
        for path, record in records_in(self._benefit):
            if "readings" in path or not isinstance(record, Condition | Step | Term | FirstMonth):
                continue
            if record.id in seen:
                yield (*path, "id"), f"编号“{shown(record.id)}”在本待遇里重复"
            seen.add(record.id)
        if self._benefit.in_force:
            seen.add(self._benefit.in_force.id)
        above = self._collection.benefits.get(self._benefit.extends or "")
        if above:
            seen |= set(self._conditions_of(above)) | {
                record.id
                for _, record in records_in(above)
                if isinstance(record, Step | Term | FirstMonth)
            }
        replaced: dict[int, set[str]] = {}
        for path, record in records_in(self._benefit):
            if path[:1] == ("readings",) and isinstance(record, Condition | Step | Term):
                replaced.setdefault(int(path[1]), set()).add(record.id)
        for index, variant in enumerate(self._benefit.readings):
            # What another reading brings in can be replaced, too.
            others = {name for at, names in replaced.items() if at != index for name in names}
            for node in variant.replace.nodes():
                name = str(getattr(node, "id", ""))
                if name not in seen | others:
                    message = f"没有编号为“{shown(name)}”的节点可换。{did_you_mean(name, seen)}"
                    yield ("readings", index, "replace"), message

    def _record(
        self, path: ValuePath, record: Record, conditions: Mapping[str, Condition], steps: set[str]
    ) -> Iterator[tuple[ValuePath, str]]:
        if isinstance(record, Condition):
            yield from self._condition(path, record)
        elif isinstance(record, Operand):
            if record.fact is not None:
                yield from self._fact((*path, "fact"), record.fact, _NUMBER_TYPES)
            if record.step is not None and record.step not in steps:
                yield (*path, "step"), _unknown("步骤", record.step, steps)
            yield from self._parameter(path, record.parameter)
            yield from self._moment((*path, "day"), record.day)
            if isinstance(record, Case) and record.when not in conditions:
                yield (*path, "when"), _unknown("条件", record.when, conditions)
        elif isinstance(record, LimitOf):
            yield from self._parameter(path, record.parameter)
            if record.fact is not None:
                yield from self._fact((*path, "fact"), record.fact, _NUMBER_TYPES)
        elif isinstance(record, ByFact):
            yield from self._by(path, record)
        elif isinstance(record, Share):
            for name in ("of", "to"):
                yield from self._fact((*path, name), getattr(record, name), _NUMBER_TYPES)
        elif isinstance(record, Term):
            if record.when not in conditions:
                yield (*path, "when"), _unknown("条件", record.when, conditions)
            for name in ("less", "months_of"):
                if (fact := getattr(record, name)) is not None:
                    yield from self._fact((*path, name), fact, _NUMBER_TYPES)
        elif isinstance(record, RetirementMoment):
            for name in ("birth", "category", "sex"):
                yield from self._fact((*path, name), getattr(record, name))
        elif isinstance(record, Age):
            for name in ("of", "day"):
                yield from self._moment((*path, name), getattr(record, name))
        elif not isinstance(record, Replacements | DurationRule):
            for name in _moments_of(record):
                yield from self._moment((*path, name), getattr(record, name))

    def _condition(self, path: ValuePath, node: Condition) -> Iterator[tuple[ValuePath, str]]:
        for name in ("date", "on_or_after", "on_or_before"):
            yield from self._moment((*path, name), getattr(node, name))
        if node.fact is None:
            return
        fact = self._facts.get(node.fact)
        if fact is None:
            yield (*path, "fact"), _unknown("事实", node.fact, self._facts)
            return
        yield from fitting(path, node, fact)

    def _by(self, path: ValuePath, limit: ByFact) -> Iterator[tuple[ValuePath, str]]:
        fact = self._facts.get(limit.by)
        if fact is None:
            yield (*path, "by"), _unknown("事实", limit.by, self._facts)
            return
        options = {option.id for option in fact.options}
        if set(limit.values) != options:
            message = f"要给“{fact.label}”的每个选项写一个数：{'、'.join(sorted(options))}"
            yield (*path, "values"), message

    def _fact(
        self, path: ValuePath, name: str, types: tuple[str, ...] | None = None
    ) -> Iterator[tuple[ValuePath, str]]:
        fact = self._facts.get(name)
        if fact is None:
            yield path, _unknown("事实", name, self._facts)
        elif types and fact.type not in types:
            yield path, f"“{fact.label}”（{name}）不是数，不能用在这里"

    def _parameter(self, path: ValuePath, name: str | None) -> Iterator[tuple[ValuePath, str]]:
        parameters = self._collection.parameters
        if name is not None and name not in parameters:
            yield (*path, "parameter"), _unknown("参数", name, parameters)

    def _moment(self, path: ValuePath, value: object) -> Iterator[tuple[ValuePath, str]]:
        for name in [value] if isinstance(value, str) else value if isinstance(value, list) else []:
            if name == "as_of":
                continue
            fact = self._facts.get(name)
            if fact is None:
                yield path, _unknown("日期", name, self._facts)
            elif fact.type not in _DATE_TYPES:
                yield path, f"“{fact.label}”（{name}）不是日期，不能用在这里"

    def _result(self) -> Iterator[tuple[ValuePath, str]]:
        amount, total = self._benefit.amount, self._benefit.total
        if amount and amount.result not in {step.id for step in amount.steps}:
            ids = [step.id for step in amount.steps]
            yield ("amount", "result"), _unknown("步骤", amount.result, ids)
        if total and (total.each_month is None) == (total.step is None):
            yield ("total",), "each_month 和 step 要写一种、只能写一种"


def fitting(path: ValuePath, node: Condition, fact: Fact) -> Iterator[tuple[ValuePath, str]]:
    """The test fits the type of the fact, and its options are the fact's."""
    options = [option.id for option in fact.options]
    tests = {
        "bool": ("equals",),
        "enum": ("equals", "one_of"),
        "set": ("includes_any", "includes_all"),
    }.get(fact.type, ("at_least", "more_than", "at_most", "less_than"))
    if fact.type in _DATE_TYPES:
        message = f"“{fact.label}”（{fact.id}）是日期，要写 date，不写 fact"
        yield (*path, "fact"), message
        return
    for name in ("equals", "one_of", "includes_any", "includes_all"):
        value = getattr(node, name)
        if value is None:
            continue
        if name not in tests:
            yield (*path, name), f"“{fact.label}”（{fact.id}）不能用 {name} 比"
        for option in value if isinstance(value, list) else [value]:
            if fact.type == "bool" and not isinstance(option, bool):
                yield (*path, name), f"“{fact.label}”（{fact.id}）只有 true 和 false"
            elif options and option not in options:
                yield (*path, name), _unknown(f"“{fact.label}”的选项", str(option), options)
    for name in ("at_least", "more_than", "at_most", "less_than"):
        if getattr(node, name) is not None and name not in tests:
            yield (*path, name), f"“{fact.label}”（{fact.id}）不能用 {name} 比"


def _moments_of(record: Record) -> tuple[str, ...]:
    """The fields of a record that name a date."""
    return {
        WithinDays: ("after",),
        LessThanMonthsBefore: ("date",),
        MonthsSince: ("date",),
        Shift: ("date",),
        FirstMonth: ("moment",),
    }.get(type(record), ())


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    return f"没有“{shown(name)}”这个{what}。{did_you_mean(name, known)}"
