"""The whole content as checked records, and the place of every value in its file."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from build_scripts.model.base import Record
from build_scripts.model.benefit import Benefit, BenefitCases
from build_scripts.model.bundle import Bundle
from build_scripts.model.catalogue import (
    Agency,
    Audiences,
    ExternalDocuments,
    Region,
    SourceManifest,
    Topics,
)
from build_scripts.model.facts import Fact
from build_scripts.model.interpretation import Interpretation
from build_scripts.model.parameters import Parameter
from build_scripts.model.policy import PolicyDocument
from build_scripts.model.register import RegisteredRule
from build_scripts.model.synonyms import Synonyms
from build_scripts.model.timeline import Timeline, TimelineCases

from .discover import ContentFile, discover
from .layout import FILE_KINDS
from .problems import ContentErrors, Problem, shown
from .source_text import SourceText
from .text_file import read_text
from .validate import validate_document
from .yaml_strict import ValuePath, YamlDocument, parse_yaml


class Origin(NamedTuple):
    """Place of a value; prints as ``文件:行:列``."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass
class _Places:
    """Where records were read from.

    Lines and columns are not kept: 10,000 documents have some ten million values. The file is
    parsed again when one is asked for, which happens only for problems; the last one is kept.
    """

    #: (kind, key) → file and the record's index in it, None when the file is the record.
    files: dict[tuple[str, str], tuple[ContentFile, int | None]] = field(default_factory=dict)
    last: YamlDocument | None = None

    def find(self, kind: str, key: str, path: ValuePath) -> Origin:
        content_file, index = self.files[kind, key]
        if self.last is None or self.last.file != content_file.file:
            text = read_text(content_file.path, content_file.file)
            self.last = parse_yaml(text, content_file.file)
        steps = path if index is None else (index, *path)
        return Origin(content_file.file, *self.last.value_place(steps))


@dataclass(frozen=True)
class Collection:
    """Everything an editor wrote. Dictionaries are keyed by id, in the order of the files.

    ``policies`` is sorted by region (in the order of regions.yml), date of issue and key.
    """

    root: Path
    regions: dict[str, Region]
    topics: Topics
    audiences: Audiences
    agencies: dict[str, Agency]
    external_documents: ExternalDocuments
    synonyms: Synonyms
    register: dict[str, RegisteredRule]
    bundles: dict[str, Bundle]
    policies: dict[str, PolicyDocument]
    sources: dict[str, SourceText]
    facts: dict[str, Fact]
    parameters: dict[str, Parameter]
    interpretations: dict[str, Interpretation]
    benefits: dict[str, Benefit]
    #: Worked cases by the id of their benefit.
    cases: dict[str, BenefitCases]
    timelines: dict[str, Timeline]
    #: Worked cases by the id of their timeline.
    timeline_cases: dict[str, TimelineCases]
    _places: _Places = field(repr=False, compare=False)

    def origin(self, kind: str, key: str, *path: str | int) -> Origin:
        """Place of a value.

        :param kind: the name of a field of this class, e.g. ``policies``.
        :param key: the key of the record in it; the file name's stem for a one-record file
            (``topics``).
        :param path: steps from the record to the value, e.g. ``"body", 0, "text"``. A step that is
            not written in the file (a default) gives the place of its nearest parent.
        :raises KeyError: no such record.
        """
        return self._places.find(kind, key, path)

    def file_of(self, kind: str, key: str) -> str:
        """The file a record was read from, as messages name it; arguments as for :meth:`origin`."""
        return self._places.files[kind, key][0].file

    def problem(self, message: str, kind: str, key: str, *path: str | int) -> Problem:
        """A problem at a value; arguments as for :meth:`origin`."""
        return Problem(*self.origin(kind, key, *path), message)

    def records(self) -> Iterator[tuple[str, str, Record]]:
        """Every record with its kind and key, as :meth:`origin` wants them."""
        for kind, key in self._places.files:
            value = getattr(self, kind)
            record = value[key] if isinstance(value, dict) else value
            if isinstance(record, Record):
                yield kind, key, record


def load_collection(root: Path) -> Collection:
    """Read and validate all content files.

    Cross-file checks are a separate step (:func:`build_scripts.check.check_collection`).

    :param root: the content folder.
    :raises ContentErrors: all problems of all files.
    """
    files, problems = discover(root)
    records: dict[str, Any] = {kind.name: {} for kind in FILE_KINDS}
    places = _Places()
    with _no_cycle_collection():
        for content_file in files:
            try:
                _load_file(content_file, records[content_file.kind.name], places)
            except ContentErrors as errors:
                problems += errors.problems
    if problems:
        raise ContentErrors(problems)
    for kind in FILE_KINDS:
        if kind.is_single_file and not kind.many:
            (records[kind.name],) = records[kind.name].values()
    order = {region: number for number, region in enumerate(records["regions"])}
    records["policies"] = dict(
        sorted(
            records["policies"].items(),
            key=lambda item: (order.get(item[1].region, len(order)), item[1].issued, item[0]),
        )
    )
    return Collection(root=root, _places=places, **records)


def _load_file(content_file: ContentFile, into: dict[str, Any], places: _Places) -> None:
    kind, file = content_file.kind, content_file.file
    document = parse_yaml(read_text(content_file.path, file), file)
    for index, record in enumerate(validate_document(kind.model, document, many=kind.many)):
        key = getattr(record, kind.key) if kind.key else content_file.path.stem
        if key in into:
            path = ((index, kind.key) if kind.many else (kind.key,)) if kind.key else ()
            other, _ = places.files[kind.name, key]
            where = "本文件" if other.file == file else other.file
            message = f"{kind.label}的编号“{shown(key)}”重复，{where}里已经有了"
            document.problems.append(Problem(file, *document.value_place(path), message))
            continue
        if isinstance(record, SourceManifest):
            text_path = content_file.path.with_suffix(".txt")
            text_file = file.removesuffix(".yml") + ".txt"
            text = read_text(text_path, text_file) if text_path.is_file() else ""
            into[key] = SourceText.from_text(key, record, text, text_file)
        else:
            into[key] = record
        places.files[kind.name, key] = content_file, index if kind.many else None
    if document.problems:
        raise ContentErrors(document.problems)


@contextmanager
def _no_cycle_collection() -> Iterator[None]:
    """Records hold no cycles; looking for some among millions of them doubles the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
