"""Every quote stands word for word in the clause it is said to come from."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from build_scripts.load.collection import Collection
from build_scripts.load.problems import Problem, did_you_mean, shown
from build_scripts.load.source_text import squeeze
from build_scripts.load.yaml_strict import ValuePath
from build_scripts.model.base import Citation, Quote
from build_scripts.model.policy import Clause, PolicyDocument, ReferenceOverride

#: The parts of a document that hold only its text.
_TEXT_ONLY = frozenset({"body", "companions"})


class _Quoted(NamedTuple):
    """A quote found in a record: where it is written and what it claims."""

    path: ValuePath
    document: str | None
    clause: str
    text: str
    #: The key under which the text is written.
    field: str
    #: Must be found, white space included, in the clause's own ``text``: links are made there.
    is_own_text: bool = False


def check_quotes(collection: Collection) -> list[Problem]:
    """Quotes that are not in their clause, in no particular order.

    White space does not count. A clause's text is its own and that of all below it, as printed;
    only corrected references (``ReferenceOverride``) are to be exact.
    Clauses that do not exist are reported for citations of other documents only; within a document
    :mod:`build_scripts.check.ids` does.
    """
    problems: list[Problem] = []

    @lru_cache(maxsize=64)
    def clauses_of(document_key: str) -> dict[str, Clause]:
        return {clause.id: clause for clause in collection.policies[document_key].clauses()}

    for kind, key, record in collection.records():
        own = record if isinstance(record, PolicyDocument) else None
        for quoted in _quotes(record, ()):
            document = own
            if quoted.document is not None:
                document = collection.policies.get(quoted.document)
                if document is None:
                    guess = did_you_mean(quoted.document, collection.policies)
                    message = f"本库没有编号为“{shown(quoted.document)}”的文件。{guess}"
                    place = (*quoted.path, "document")
                    problems.append(collection.problem(message, kind, key, *place))
                    continue
            if document is None:
                continue
            clauses = clauses_of(document.key)
            if quoted.clause not in clauses:
                if quoted.document is not None:
                    guess = did_you_mean(quoted.clause, clauses)
                    message = f"文件 {document.key} 没有条款“{shown(quoted.clause)}”。{guess}"
                    place = (*quoted.path, "clause")
                    problems.append(collection.problem(message, kind, key, *place))
            elif (message_or_none := _compare(quoted, clauses)) is not None:
                place = (*quoted.path, quoted.field)
                problems.append(collection.problem(message_or_none, kind, key, *place))
    return problems


def full_text(clause: Clause) -> str:
    """Text of a clause and all below it, as printed, without white space."""
    return squeeze("".join(node.own_text() for node in clause.walk()))


def _compare(quoted: _Quoted, clauses: Mapping[str, Clause]) -> str | None:
    wanted = squeeze(quoted.text)
    clause = clauses[quoted.clause]
    text = full_text(clause)
    if wanted and wanted in text:
        if quoted.is_own_text and quoted.text not in (clause.text or ""):
            return (
                f"“{shown(quoted.text)}”要与条款 {quoted.clause} 自己的正文（text）一字不差，"
                "空格也算，不能出自下级条款"
            )
        return None
    # Innermost clauses come last: an outer one holds the text of all its children.
    holders = [name for name, clause in clauses.items() if wanted and wanted in full_text(clause)]
    message = f"条款 {quoted.clause} 里没有这句原话：“{shown(quoted.text)}”"
    if holders:
        return f"{message}。这句话在条款 {holders[-1]}"
    return f"{message}。条款里最接近的是：“{shown(_nearest_passage(wanted, text), 80)}”"


def _nearest_passage(wanted: str, text: str) -> str:
    """The stretch of ``text`` that lines up with ``wanted`` at their longest common run."""
    from difflib import SequenceMatcher

    match = SequenceMatcher(None, wanted, text, autojunk=False).find_longest_match()
    if match.size == 0:
        return text[: len(wanted)]
    start = max(0, match.b - match.a)
    return text[start : start + len(wanted)]


# --- Finding quotes in records ------------------------------------------------------------------


def _quotes(value: Any, path: ValuePath) -> Iterator[_Quoted]:
    if isinstance(value, Quote):
        yield _Quoted(path, None, value.clause, value.quote, "quote")
    elif isinstance(value, Citation):
        yield _Quoted(path, value.document, value.clause, value.quote, "quote")
    elif isinstance(value, ReferenceOverride):
        yield _Quoted(path, None, value.clause, value.text, "text", is_own_text=True)
    elif isinstance(value, BaseModel):
        for name in _quoting_fields(type(value)):
            yield from _quotes(getattr(value, name), (*path, name))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _quotes(item, (*path, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _quotes(item, (*path, name))


@cache
def _quoting_fields(record: type[BaseModel]) -> tuple[str, ...]:
    """The fields under which a record can hold quotes: documents are mostly plain text."""
    skipped = _TEXT_ONLY if record is PolicyDocument else frozenset()
    return tuple(
        name
        for name, field in record.model_fields.items()
        if name not in skipped and _can_quote(field.annotation, frozenset())
    )


def _can_quote(annotation: Any, inside: frozenset[Any]) -> bool:
    """Whether a value of this type can hold a quote; ``inside``: the records being looked at."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if issubclass(annotation, Quote | Citation | ReferenceOverride):
            return True
        if annotation in inside:
            return False
        fields = annotation.model_fields.values()
        return any(_can_quote(field.annotation, inside | {annotation}) for field in fields)
    return any(_can_quote(argument, inside) for argument in get_args(annotation))
