"""What a timeline names exists, its steps are in order, and its numbers stand in their quotes."""

from collections.abc import Iterable, Iterator, Mapping

from build_scripts.load.collection import Collection
from build_scripts.load.problems import Problem, did_you_mean, shown
from build_scripts.load.yaml_strict import ValuePath
from build_scripts.model.base import Citation
from build_scripts.model.benefit import (
    Age,
    Condition,
    LessThanMonthsBefore,
    Moment,
    RetirementMoment,
    Shift,
    records_in,
)
from build_scripts.model.facts import Fact
from build_scripts.model.general_readings import GENERAL
from build_scripts.model.timeline import OwnDate, Timeline, TimelineStep

from .benefits import fitting
from .values import says

_DATE_TYPES = ("date", "month")

#: The general reading that a word of the text calls for.
_CALLED_FOR = {
    "before": "G02-boundary-qian",
    "within": "G01-boundary-yishang",
    "at_least": "G01-boundary-yishang",
}

_Found = Iterator[tuple[ValuePath, str]]


def check_timelines(collection: Collection) -> list[Problem]:
    """Problems of timelines and of their worked cases, in no particular order."""
    problems = [
        collection.problem(message, "timelines", key, *path)
        for key, timeline in collection.timelines.items()
        for path, message in _Checker(collection, timeline).run()
    ]
    for key, sheet in collection.timeline_cases.items():
        problems += [
            collection.problem(message, "timeline_cases", key, *path)
            for path, message in _cases(collection, key, [case.id for case in sheet.cases])
        ]
    return problems


def _cases(collection: Collection, key: str, ids: list[str]) -> _Found:
    if key not in collection.timelines:
        yield ("timeline",), _unknown("流程", key, collection.timelines)
    elif collection.file_of("timeline_cases", key).removesuffix(".cases.yml") != collection.file_of(
        "timelines", key
    ).removesuffix(".yml"):
        yield ("timeline",), "算例要与流程文件同名，放在它旁边"
    for index, name in enumerate(ids):
        if name in ids[:index]:
            yield ("cases", index, "id"), f"算例编号“{name}”重复"


class _Checker:
    """One timeline."""

    def __init__(self, collection: Collection, timeline: Timeline) -> None:
        self._collection = collection
        self._timeline = timeline
        self._dates: dict[str, Fact | OwnDate] = {
            **{name: fact for name, fact in collection.facts.items() if fact.type in _DATE_TYPES},
            **{own.id: own for own in timeline.dates},
        }

    def run(self) -> _Found:
        yield from self._place()
        yield from self._lists()
        yield from self._interpretations()
        yield from self._ids()
        yield from self._conditions()
        for path, step in self._timeline.all_steps():
            yield from self._step(path, step)

    def _place(self) -> _Found:
        timeline = self._timeline
        *_, folder, name = self._collection.file_of("timelines", timeline.id).split("/")
        place = f"{folder}/{name.removesuffix('.yml')}"
        if timeline.id != place:
            message = f"编号“{shown(timeline.id)}”与文件位置不同。请写成“{place}”，或移动文件"
            yield ("id",), message
        if timeline.region not in self._collection.regions:
            yield ("region",), _unknown("地区", timeline.region, self._collection.regions)
        elif timeline.region != folder:
            yield ("region",), f"地区“{timeline.region}”与所在文件夹“{folder}”不同"

    def _lists(self) -> _Found:
        collection = self._collection
        lists: dict[str, tuple[str, Iterable[str]]] = {
            "documents": ("文件", collection.policies),
            "rules": ("规则", collection.register),
            "benefits": ("待遇", collection.benefits),
        }
        for field, (what, known) in lists.items():
            names: list[str] = getattr(self._timeline, field)
            for index, name in enumerate(names):
                if name not in known:
                    yield (field, index), _unknown(what, name, known)
                elif name in names[:index]:
                    yield (field, index), f"{what}“{name}”写了两次"
        for index, own in enumerate(self._timeline.dates):
            if own.id in collection.facts:
                yield ("dates", index, "id"), f"“{own.id}”已经是问卷里的事实，不用再写"

    def _interpretations(self) -> _Found:
        known = self._collection.interpretations
        for index, variant in enumerate(self._timeline.readings):
            name = variant.interpretation
            if name not in known:
                yield ("readings", index, "interpretation"), _unknown("歧义", name, known)
            elif variant.reading not in known[name].readings:
                message = _unknown("读法", variant.reading, known[name].readings)
                yield ("readings", index, "reading"), message
            elif variant.reading == known[name].default:
                yield ("readings", index, "reading"), "默认的读法写在 steps 里，这里写别的读法"
        for index, item in enumerate(self._timeline.unaffected):
            if item.interpretation not in known:
                message = _unknown("歧义", item.interpretation, known)
                yield ("unaffected", index, "interpretation"), message
        steps = [step for _, step in self._timeline.all_steps()]
        for index, name in enumerate(self._timeline.general):
            if name not in GENERAL or name not in known:
                yield ("general", index), _unknown("通用的歧义", name, GENERAL)
            elif not any(change(s) for s in steps for change in GENERAL[name].values()):
                message = "没有一步因为它改变日期。请写到 unaffected，或给步骤写 wording"
                yield ("general", index), message

    def _ids(self) -> _Found:
        """Ids are unique in each list, and a step rests only on steps before it."""
        own = [step.id for step in self._timeline.steps]
        lists: list[tuple[ValuePath, list[TimelineStep]]] = [(("steps",), self._timeline.steps)]
        lists += [
            (("readings", number, "steps"), variant.steps)
            for number, variant in enumerate(self._timeline.readings)
        ]
        for path, steps in lists:
            seen: list[str] = []
            for index, step in enumerate(steps):
                if step.id in seen:
                    yield (*path, index, "id"), f"步骤编号“{step.id}”重复"
                before = own[: own.index(step.id)] if step.id in own else [*own, *seen]
                for field in ("after_step", "not_after_step"):
                    name = getattr(step, field)
                    if name is not None and name not in before:
                        yield (*path, index, field), _unknown("在它前面的步骤", name, before)
                seen.append(step.id)

    def _conditions(self) -> _Found:
        facts = self._collection.facts
        written: dict[str, Condition] = {}
        for path, record in records_in(self._timeline):
            if isinstance(record, Condition):
                same = path[0] != "readings" and written.setdefault(record.id, record)
                if same and same != record:
                    yield (*path, "id"), f"条件编号“{record.id}”已经用在另一个条件上"
                if record.fact is not None and record.fact not in facts:
                    yield (*path, "fact"), _unknown("事实", record.fact, facts)
                elif record.fact is not None:
                    yield from fitting(path, record, facts[record.fact])
                yield from self._moment((*path, "date"), record.date)
            elif isinstance(record, Shift | LessThanMonthsBefore):
                yield from self._moment((*path, "date"), record.date)
            elif isinstance(record, Moment):
                yield from self._moment((*path, "month_after"), record.month_after)
                for index, name in enumerate(record.latest_of or []):
                    yield from self._moment((*path, "latest_of", index), name)
            elif isinstance(record, Age):
                yield from self._moment((*path, "of"), record.of)
                yield from self._moment((*path, "day"), record.day)
            elif isinstance(record, RetirementMoment):
                yield from self._moment((*path, "birth"), record.birth)
                yield from self._moment((*path, "law_of"), record.law_of)
                for field in ("category", "sex"):
                    if getattr(record, field) not in facts:
                        yield (*path, field), _unknown("事实", getattr(record, field), facts)
                if record.parameter not in self._collection.parameters:
                    known = self._collection.parameters
                    yield (*path, "parameter"), _unknown("参数", record.parameter, known)

    def _step(self, path: ValuePath, step: TimelineStep) -> _Found:
        yield from self._moment((*path, "after"), step.after)
        yield from self._moment((*path, "year_of"), step.year_of)
        for field in ("less", "limit"):
            name = getattr(step, field)
            fact = self._collection.facts.get(name or "")
            if name is not None and (fact is None or fact.type != "int"):
                counts = [key for key, one in self._collection.facts.items() if one.type == "int"]
                yield (*path, field), _unknown("个数（整数的事实）", name, counts)
        if step.wording is not None and _CALLED_FOR[step.wording] not in self._timeline.general:
            message = f"原文有这样的用词，general 里要列出 {_CALLED_FOR[step.wording]}"
            yield (*path, "wording"), message
        for place, value, cite in _values(step):
            if cite is not None and not says(self._collection.policies, cite, value):
                message = f"引文里没有这个值：{value}。引文是“{shown(cite.quote, 80)}”"
                yield (*path, *place), message

    def _moment(self, path: ValuePath, name: object) -> _Found:
        if isinstance(name, str) and name != "as_of" and name not in self._dates:
            yield path, _unknown("日期", name, self._dates)


def _values(step: TimelineStep) -> Iterator[tuple[ValuePath, str, Citation | None]]:
    """The numbers and dates of a step that its quote has to say.

    “Issued” is the date below the document; a hundred per cent of a limit is the limit itself.
    """
    cite = step.cite
    days = step.days
    if days is not None and cite is not None and days % 7 == 0 and f"{days // 7}周" in cite.quote:
        days = None
    for name, number in (
        ("days", days),
        ("day", step.day),
        ("minutes", step.minutes),
        ("years", step.years),
    ):
        if number is not None:
            yield (name,), str(number), cite
    if step.months is not None:
        yield ("months",), f"{step.months}个月", cite
    if step.percent is not None and step.percent < 100:
        yield ("percent",), f"{step.percent}%", cite
    if step.limit_days is not None:
        yield ("limit_days",), str(step.limit_days), step.limit_cite
    for name in ("start", "date", "end", "first", "last", "not_before"):
        text = getattr(step, name)
        if text is not None and text != "issued":
            yield (name,), text, cite
    if step.not_after is not None:
        yield ("not_after", "date"), step.not_after.date, step.not_after.cite


def _unknown(what: str, name: str, known: Iterable[str] | Mapping[str, object]) -> str:
    return f"没有“{shown(name)}”这个{what}。{did_you_mean(name, known)}"
