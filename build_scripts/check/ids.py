"""Ids, places and dates agree across content files."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Protocol

from build_scripts.load.collection import Collection
from build_scripts.load.problems import Problem, did_you_mean, shown
from build_scripts.load.yaml_strict import ValuePath
from build_scripts.model.base import Record
from build_scripts.model.catalogue import Audience, Topic
from build_scripts.model.policy import Clause, PolicyDocument, Validity

#: 机关代字〔年〕序号 with six-sided brackets; orders and announcements (国务院令第724号,
#: 财政部公告2020年第22号).
_DOCUMENT_NUMBER = re.compile(
    r"[\u4e00-\u9fff]+(?:〔\d{4}〕|(?:令|公告|通告)(?:\d{4}年)?第)[1-9]\d*号"
)
_LOOSE_NUMBER = re.compile(r"(.+?)\s*[\[［【(（〔]\s*(\d{4})\s*[\]］】)）〕]\s*第?\s*0*(\d+)\s*号?")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _clause_paths(document: PolicyDocument) -> Iterator[tuple[ValuePath, Clause]]:
    """Every clause of a document with its path from the record."""

    def walk(path: ValuePath, clauses: Iterable[Clause]) -> Iterator[tuple[ValuePath, Clause]]:
        for index, clause in enumerate(clauses):
            here = (*path, index)
            yield here, clause
            yield from walk((*here, "children"), clause.children)

    yield from walk(("body",), document.body)
    for index, companion in enumerate(document.companions):
        yield from walk(("companions", index, "body"), companion.body)


def check_ids(collection: Collection) -> list[Problem]:
    """All problems of ids, file places, numbers and dates, in no particular order."""
    vocabularies = _vocabularies(collection)
    problems = [
        *_check_catalogues(collection),
        *_check_external(collection),
        *_check_numbers(collection),
        *_check_regions_of_rules(collection),
        *_check_benefits(collection, vocabularies),
        *_check_former_names(collection),
        *_check_bundles(collection),
    ]
    for key, document in collection.policies.items():
        problems += _check_listed(collection, "policies", key, document, vocabularies)
        problems += _PolicyCheck(collection, document).run()
    return problems


def _check_bundles(collection: Collection) -> Iterator[Problem]:
    """What bundles name exists."""
    benefits = _Vocabulary("待遇", set(collection.benefits), "content/benefits/")
    lists = {
        "benefits": benefits,
        "timelines": _Vocabulary("时限", set(collection.timelines), "content/timelines/"),
        "interpretations": _Vocabulary(
            "歧义", set(collection.interpretations), "content/interpretations/"
        ),
    }
    for key, bundle in collection.bundles.items():
        named: list[tuple[str, list[str], ValuePath]] = [
            (name, getattr(bundle, name), (name,)) for name in lists
        ]
        for number, item in enumerate(bundle.items):
            named.append(("benefits", item.benefits, ("items", number, "benefits")))
        for name, ids, path in named:
            vocabulary = lists[name]
            for index, wrong in enumerate(ids):
                if wrong not in vocabulary.ids:
                    message = _unknown_id(vocabulary.name, wrong, vocabulary.ids, vocabulary.place)
                    yield collection.problem(message, "bundles", key, *path, index)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


def _unknown_id(what: str, wrong: str, known: Iterable[str], where: str) -> str:
    """Message for an id that does not exist, with the nearest that does."""
    guess = did_you_mean(wrong, known)
    return f"没有{what}“{shown(wrong)}”。{guess}{what}要用 {where} 里有的编号"


# --- Vocabularies -------------------------------------------------------------------------------


class _Vocabulary(NamedTuple):
    """Ids that a list in a record may hold: their Chinese name and where they are written."""

    name: str
    ids: AbstractSet[str]
    place: str


def _vocabularies(collection: Collection) -> dict[str, _Vocabulary]:
    """By the field that lists them."""
    topics = {topic.id for topic in collection.topics.topics}
    audiences = {audience.id for audience in collection.audiences.audiences}
    return {
        "topics": _Vocabulary("主题", topics, "topics.yml"),
        "audiences": _Vocabulary("对象", audiences, "audiences.yml"),
        "issuers": _Vocabulary("机关", collection.agencies.keys(), "agencies.yml"),
        "documents": _Vocabulary("文件", collection.policies.keys(), "policies"),
    }


def _check_listed(
    collection: Collection,
    kind: str,
    key: str,
    record: Record,
    vocabularies: Mapping[str, _Vocabulary],
) -> Iterator[Problem]:
    """Listed ids are those of their vocabulary, and listed once."""
    for field, vocabulary in vocabularies.items():
        used: list[str] = getattr(record, field, [])
        for index, name in enumerate(used):
            if name not in vocabulary.ids:
                message = _unknown_id(vocabulary.name, name, vocabulary.ids, vocabulary.place)
            elif name in used[:index]:
                message = f"{vocabulary.name}“{name}”写了两次。请删掉一个"
            else:
                continue
            yield collection.problem(message, kind, key, field, index)


def _check_catalogues(collection: Collection) -> Iterator[Problem]:
    topics, audiences = collection.topics, collection.audiences
    catalogues: list[tuple[str, Sequence[_HasId], Sequence[Topic | Audience]]] = [
        ("topics", topics.groups, topics.topics),
        ("audiences", audiences.groups, audiences.audiences),
    ]
    for kind, groups, items in catalogues:
        yield from _unique(collection, kind, "groups", groups)
        yield from _unique(collection, kind, kind, items)
        known = [group.id for group in groups]
        for index, item in enumerate(items):
            if item.group not in known:
                message = _unknown_id("大类", item.group, known, "本文件 groups")
                yield collection.problem(message, kind, kind, kind, index, "group")
    kinds = [kind.id for kind in topics.comparable_groups]
    yield from _unique(collection, "topics", "comparable_groups", topics.comparable_groups)
    for benefit in collection.benefits.values():
        if benefit.comparable_group is not None and benefit.comparable_group not in kinds:
            place = "topics.yml 的 comparable_groups"
            message = _unknown_id("待遇类别", benefit.comparable_group, kinds, place)
            yield collection.problem(message, "benefits", benefit.id, "comparable_group")
    for agency in collection.agencies.values():
        if agency.region not in collection.regions:
            message = _unknown_id("地区", agency.region, collection.regions, "regions.yml")
            yield collection.problem(message, "agencies", agency.id, "region")
    for region in collection.regions.values():
        if region.parent is not None and region.parent not in collection.regions:
            message = _unknown_id("上级地区", region.parent, collection.regions, "regions.yml")
            yield collection.problem(message, "regions", region.id, "parent")
        elif _is_own_ancestor(region.id, collection):
            message = f"“{region.id}”的上级地区绕成了圈"
            yield collection.problem(message, "regions", region.id, "parent")


def _check_former_names(collection: Collection) -> Iterator[Problem]:
    """An earlier id of a question leads to one question only."""
    owners = {key: key for key in collection.facts}
    for fact in collection.facts.values():
        for index, name in enumerate(fact.formerly):
            owner = owners.setdefault(name, fact.id)
            if owner != fact.id or name == fact.id:
                message = f"编号“{name}”还是问题“{owner}”的，不能又是“{fact.id}”的旧编号"
                yield collection.problem(message, "facts", fact.id, "formerly", index)


def _unique(
    collection: Collection, kind: str, part: str, items: Iterable[_HasId]
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, item in enumerate(items):
        first = seen.setdefault(item.id, index)
        if first != index:
            line = collection.origin(kind, kind, part, first, "id").line
            message = f"编号“{item.id}”重复，第 {line} 行已经用过。请改一个编号"
            yield collection.problem(message, kind, kind, part, index, "id")


def _is_own_ancestor(region: str, collection: Collection) -> bool:
    parent = collection.regions[region].parent
    for _ in collection.regions:
        if parent is None or parent not in collection.regions:
            return False
        if parent == region:
            return True
        parent = collection.regions[parent].parent
    return False


def _check_external(collection: Collection) -> Iterator[Problem]:
    kind = "external_documents"
    external = collection.external_documents
    held = {d.document_number: d.key for d in collection.policies.values() if d.document_number}
    seen: dict[tuple[str, str], int] = {}
    for index, document in enumerate(external.documents):
        number = document.document_number
        if number in held:
            message = f"文号“{number}”的文件本库已经收录（{held[number]}），不用写在这里"
            yield collection.problem(message, kind, kind, "documents", index, "document_number")
        for name, value in (("document_number", number), ("slug", document.slug)):
            if value is None:
                continue
            first = seen.setdefault((name, value), index)
            if first != index:
                line = collection.origin(kind, kind, "documents", first, name).line
                message = f"“{value}”重复，第 {line} 行已经写过。同一份文件只写一次"
                yield collection.problem(message, kind, kind, "documents", index, name)
    for index, later in enumerate(external.later):
        if later.document not in collection.policies:
            message = _unknown_id("文件", later.document, collection.policies, "policies")
            yield collection.problem(message, kind, kind, "later", index, "document")


def _check_numbers(collection: Collection) -> Iterator[Problem]:
    """Document numbers are well-formed and no two documents share one."""
    holder: dict[str, str] = {}
    for key, document in collection.policies.items():
        number = document.document_number
        if number is None:
            continue
        if not _DOCUMENT_NUMBER.fullmatch(number):
            loose = _LOOSE_NUMBER.fullmatch(number.strip())
            guess = f"是不是“{loose[1]}〔{loose[2]}〕{loose[3]}号”？" if loose else ""
            message = (
                f"文号“{shown(number)}”的写法不对。{guess}"
                "文号要写成 津人社局发〔2020〕6号 的样子，年份用六角括号〔〕"
            )
            yield collection.problem(message, "policies", key, "document_number")
        first = holder.setdefault(number, key)
        if first != key:
            place = collection.origin("policies", first, "document_number")
            message = f"文号“{shown(number)}”重复，{place} 已经用过"
            yield collection.problem(message, "policies", key, "document_number")


# --- Rules --------------------------------------------------------------------------------------


def _check_regions_of_rules(collection: Collection) -> Iterator[Problem]:
    """Parameters, interpretations and benefits lie in the file or folder of their region."""
    for kind, records, place in (
        ("parameters", collection.parameters, "文件"),
        ("interpretations", collection.interpretations, "文件"),
        ("benefits", collection.benefits, "文件夹"),
    ):
        for key, record in records.items():
            *_, folder, name = collection.file_of(kind, key).split("/")
            here = name.removesuffix(".yml") if place == "文件" else folder
            if record.region not in collection.regions:
                message = _unknown_id("地区", record.region, collection.regions, "regions.yml")
                yield collection.problem(message, kind, key, "region")
            elif record.region != here:
                message = f"地区“{record.region}”与所在{place}“{here}”不同。请改地区，或移到那里"
                yield collection.problem(message, kind, key, "region")


def _check_benefits(
    collection: Collection, vocabularies: Mapping[str, _Vocabulary]
) -> Iterator[Problem]:
    for key, benefit in collection.benefits.items():
        *_, folder, name = collection.file_of("benefits", key).split("/")
        place = f"{folder}/{name.removesuffix('.yml')}"
        if key != place:
            message = f"编号“{shown(key)}”与文件位置不同。请写成“{place}”，或移动文件"
            yield collection.problem(message, "benefits", key, "id")
        yield from _check_listed(collection, "benefits", key, benefit, vocabularies)
    for key in collection.cases:
        if key not in collection.benefits:
            message = _unknown_id("待遇", key, collection.benefits, "benefits")
            yield collection.problem(message, "cases", key, "benefit")


# --- One document -------------------------------------------------------------------------------


class _PolicyCheck:
    """Checks one document; problems carry the place of the value."""

    def __init__(self, collection: Collection, document: PolicyDocument) -> None:
        self.collection = collection
        self.document = document
        self.problems: list[Problem] = []
        self.clauses: dict[str, Clause] = {}
        self.count = 0
        for clause in document.clauses():
            self.count += 1
            self.clauses[clause.id] = clause

    def run(self) -> list[Problem]:
        self._place()
        self._source()
        self._inferred_issuer()
        self._clause_tree()
        self._clause_ids()
        self._references()
        self._dates()
        return self.problems

    def _report(self, message: str, *path: str | int) -> None:
        problem = self.collection.problem(message, "policies", self.document.key, *path)
        self.problems.append(problem)

    def _place(self) -> None:
        key, region = self.document.key, self.document.region
        folder, name = self.collection.file_of("policies", key).split("/")[-2:]
        if name != f"{key}.yml":
            self._report(
                f"编号“{key}”与文件名“{name}”不同。请改编号，或把文件改名为 {key}.yml", "key"
            )
        if region not in self.collection.regions:
            known = self.collection.regions
            self._report(_unknown_id("地区", region, known, "regions.yml"), "region")
        elif folder != region:
            self._report(
                f"地区“{region}”与所在文件夹“{folder}”不同。请改地区，或把文件移到 {region} 文件夹",
                "region",
            )

    def _source(self) -> None:
        source, known = self.document.source, self.collection.sources
        if source is not None and source.file not in known:
            message = _unknown_id("来源", source.file, known, "content/sources/")
            self._report(message, "source", "file")

    def _inferred_issuer(self) -> None:
        inferred, agencies = self.document.issuer_inferred, self.collection.agencies
        if inferred is not None and inferred.agency not in agencies:
            message = _unknown_id("机关", inferred.agency, agencies, "agencies.yml")
            self._report(message, "issuer_inferred", "agency")

    def _clause_tree(self) -> None:
        """Clause ids are unique, explained clauses exist, table rows fit their header."""
        if len(self.clauses) != self.count:
            seen: dict[str, ValuePath] = {}
            for path, clause in _clause_paths(self.document):
                first = seen.setdefault(clause.id, path)
                if first != path:
                    place = self.collection.origin("policies", self.document.key, *first, "id")
                    message = (
                        f"条款编号“{clause.id}”重复，第 {place.line} 行已经用过。"
                        "编号在整份文件里（含答记者问、解读）只能用一次"
                    )
                    self._report(message, *path, "id")
        if any(clause.explains or clause.table for clause in self.clauses.values()):
            for path, clause in _clause_paths(self.document):
                for index, target in enumerate(clause.explains):
                    self._expect_clause(target, *path, "explains", index)
                self._table(clause, path)

    def _table(self, clause: Clause, path: ValuePath) -> None:
        if clause.table is None:
            return
        width = len(clause.table.header)
        for index, row in enumerate(clause.table.rows):
            if len(row.cells) != width:
                message = f'表头有 {width} 栏，这一行有 {len(row.cells)} 栏。请补齐，空栏写 ""'
                self._report(message, *path, "table", "rows", index, "cells")

    def _clause_ids(self) -> None:
        """Everything that points at a clause of this document points at one that exists."""
        document = self.document
        for name, validity in (("effective", document.effective), ("expires", document.expires)):
            if validity.cite is not None:
                self._expect_clause(validity.cite.clause, name, "cite", "clause")
        for index, period in enumerate(document.periods):
            self._expect_clause(period.cite.clause, "periods", index, "cite", "clause")
        for index, amendment in enumerate(document.amendments):
            self._expect_clause(amendment.clause, "amendments", index, "clause")
            self._expect_clause(amendment.cite.clause, "amendments", index, "cite", "clause")
        for index, contact in enumerate(document.contacts):
            self._expect_clause(contact.clause, "contacts", index, "clause")
        for index, note in enumerate(document.notes):
            if note.clause is not None:
                self._expect_clause(note.clause, "notes", index, "clause")
        for index, attachment in enumerate(document.attachments):
            place = ("attachments", index, "clause")
            if attachment.clause is not None:
                self._expect_clause(attachment.clause, *place)
                if attachment.status != "full_text":
                    message = "附件没有全文（status 不是 full_text），就不能写它在哪个条款"
                    self._report(message, *place)
            elif attachment.status == "full_text":
                message = "附件全文随附（status: full_text），要用 clause 写明它的条款编号"
                self._report(message, "attachments", index)

    def _expect_clause(self, clause: str, *path: str | int) -> None:
        if clause not in self.clauses:
            self._report(_no_such_clause(clause, self.clauses, "本文件"), *path)

    def _references(self) -> None:
        policies = self.collection.policies
        for index, reference in enumerate(self.document.references):
            place = ("references", index)
            self._expect_clause(reference.clause, *place, "clause")
            target = reference.target
            if target is not None:
                self._expect_document(target, *place, "target")
            if reference.target_clause is None:
                continue
            if target not in policies:
                message = "只有指向本库收录的文件（target 写它的编号），才能写 target_clause"
                self._report(message, *place, "target_clause")
                continue
            known = {clause.id for clause in policies[target].clauses()}
            if reference.target_clause not in known:
                message = _no_such_clause(reference.target_clause, known, f"文件 {target} ")
                self._report(message, *place, "target_clause")
        for index, amendment in enumerate(self.document.amendments):
            self._expect_document(amendment.target, "amendments", index, "target")

    def _expect_document(self, target: str, *path: str | int) -> None:
        """A target without Chinese is the key of a document; others are numbers or titles."""
        policies = self.collection.policies
        if not _HAN.search(target) and target not in policies:
            guess = did_you_mean(target, policies)
            message = f"本库没有编号为“{shown(target)}”的文件。{guess}未收录的文件请写文号或标题"
            self._report(message, *path)

    def _dates(self) -> None:
        document = self.document
        self._validity("effective", document.effective)
        self._validity("expires", document.expires)
        issued, start, end = document.issued, document.effective.date, document.expires.date
        if end is not None:
            self._order("施行日", start, "有效期止日", end, "expires", "date")
            self._order("成文日期", issued, "有效期止日", end, "expires", "date")
        for index, period in enumerate(document.periods):
            self._order("期限的起", period.start, "止", period.end, "periods", index, "end")
        for index, change in enumerate(document.amendments):
            place = ("amendments", index, "expires")
            self._order("修订的起", change.effective, "止", change.expires, *place)

    def _order(
        self, early_name: str, early: str | None, late_name: str, late: str | None, *path: str | int
    ) -> None:
        if early is not None and late is not None and early > late:
            self._report(f"日期颠倒：{early_name} {early} 晚于{late_name} {late}", *path)

    def _validity(self, name: str, validity: Validity) -> None:
        if validity.basis == "not_stated":
            if validity.date is not None:
                message = (
                    "原文没有写（basis: not_stated），就不能有日期。请改 basis，或把日期写成 null"
                )
                self._report(message, name, "date")
            return
        if validity.cite is None:
            message = f"basis 是 {validity.basis}，要用 cite 写明依据的条款和原话"
            self._report(message, name)
        if validity.basis != "signature":
            return
        if name == "effective" and validity.date != self.document.issued:
            message = (
                f"basis 是 signature，日期就是落款日 {self.document.issued}，"
                f"找到的是 {validity.date or 'null'}"
            )
            self._report(message, name, "date")


def _no_such_clause(wrong: str, known: Mapping[str, Clause] | set[str], where: str) -> str:
    guess = did_you_mean(wrong, known)
    return f"{where}没有条款“{shown(wrong)}”。{guess}要写正文里有的条款编号"
