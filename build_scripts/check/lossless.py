"""Proof that the content holds the whole of its sources: nothing lost, added or altered.

White space and page footers do not count; every other character does.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_scripts.load.problems import Problem
from build_scripts.load.source_text import SourceText, squeeze
from build_scripts.model.policy import Clause, PolicyDocument

#: Characters shown around the first difference.
CONTEXT = 20


@dataclass(frozen=True)
class _Piece:
    """Text of a node (without white space) and where it is said to be printed, if elsewhere."""

    clause: str
    text: str
    printed_lines: tuple[int, ...] = ()


def _node_pieces(clause: Clause) -> Iterator[_Piece]:
    elsewhere = tuple(clause.printed_lines)
    parts = [clause.label or "", clause.text or "", *clause.lines]
    yield _Piece(clause.id, squeeze("".join(parts)), elsewhere)
    if clause.table:
        yield _Piece(clause.id, squeeze("".join(clause.table.header)), elsewhere)
        for row in clause.table.rows:
            row_elsewhere = tuple(row.printed_lines) or elsewhere
            yield _Piece(clause.id, squeeze("".join(row.cells)), row_elsewhere)


def _pieces(document: PolicyDocument) -> Iterator[_Piece]:
    for clause in document.clauses():
        yield from (piece for piece in _node_pieces(clause) if piece.text)


@dataclass(frozen=True)
class _SourceChars:
    """Characters of some source lines without white space, each with its line and column."""

    text: str
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, source: SourceText, numbers: Iterable[int]) -> "_SourceChars":
        chars: list[str] = []
        places: list[tuple[int, int]] = []
        for number in numbers:
            for column, char in enumerate(source.line(number), 1):
                if not char.isspace():
                    chars.append(char)
                    places.append((number, column))
        return cls("".join(chars), tuple(places))

    def place(self, index: int, default: tuple[int, int]) -> tuple[int, int]:
        if index < len(self.places):
            return self.places[index]
        if self.places:
            line, column = self.places[-1]
            return line, column + 1
        return default


def _difference(
    document: PolicyDocument,
    source: SourceText,
    expected: _SourceChars,
    pieces: list[_Piece],
    default: tuple[int, int],
) -> Problem | None:
    """The first place where ``pieces`` differ from the source, or None."""
    found = "".join(piece.text for piece in pieces)
    if found == expected.text:
        return None
    index = next(
        (i for i, (a, b) in enumerate(zip(expected.text, found, strict=False)) if a != b),
        min(len(expected.text), len(found)),
    )
    clause, end = pieces[-1].clause if pieces else "", 0
    for piece in pieces:
        end += len(piece.text)
        if index < end:
            clause = piece.clause
            break
    line, column = expected.place(index, default)
    start = max(0, index - CONTEXT // 2)
    wanted = expected.text[start : index + CONTEXT] or "（没有文字了）"
    got = found[start : index + CONTEXT] or "（没有文字了）"
    place = f" 的条款 {clause} " if clause else " "
    return Problem(
        source.file,
        line,
        column,
        f"文件 {document.key}{place}与来源文字不一致：原书是“{wanted}”，内容里是“{got}”",
    )


def check_document(document: PolicyDocument, source: SourceText, file: str) -> list[Problem]:
    """Compare ``document`` with its lines of ``source``, character by character.

    ``file`` is the content file's path, for problems of the range itself. Text printed elsewhere
    (``printed_lines``) is compared with exactly those lines and left out of the running text.
    """
    if document.source is None:
        return []
    first, last = document.source.lines
    if not 1 <= first <= last <= len(source.lines):
        message = f"来源行号 [{first}, {last}] 不在来源 {source.name} 的 1–{len(source.lines)} 行内"
        return [Problem(file, 1, 1, message)]
    problems: list[Problem] = []
    running: list[_Piece] = []
    displaced: dict[tuple[int, ...], list[_Piece]] = {}
    for piece in _pieces(document):
        if piece.printed_lines:
            displaced.setdefault(piece.printed_lines, []).append(piece)
        else:
            running.append(piece)
    taken: set[int] = set()
    for numbers, pieces in displaced.items():
        outside = [number for number in numbers if not first <= number <= last]
        if outside:
            message = f"条款 {pieces[0].clause} 的 printed_lines {outside} 不在本文件的来源行内"
            problems.append(Problem(file, 1, 1, message))
            continue
        repeated = taken.intersection(numbers)
        if repeated:
            message = f"条款 {pieces[0].clause} 的 printed_lines {sorted(repeated)} 用了两次"
            problems.append(Problem(file, 1, 1, message))
        taken.update(numbers)
        expected = _SourceChars.of(source, numbers)
        if problem := _difference(document, source, expected, pieces, (numbers[0], 1)):
            problems.append(problem)
    numbers_left = (n for n in source.content_lines(first, last) if n not in taken)
    expected = _SourceChars.of(source, numbers_left)
    if problem := _difference(document, source, expected, running, (first, 1)):
        problems.append(problem)
    return problems


def check_coverage(source: SourceText, documents: Iterable[PolicyDocument]) -> list[Problem]:
    """Every line of ``source`` that carries text belongs to one document or one heading."""
    problems: list[Problem] = []
    owner: dict[int, str] = {}
    for heading in source.manifest.headings:
        if not 1 <= heading.line <= len(source.lines):
            message = f"标题行“{heading.text}”的行号 {heading.line} 超出来源文字"
            problems.append(Problem(source.file, 1, 1, message))
            continue
        printed = source.line(heading.line)
        if squeeze(printed) != squeeze(heading.text):
            message = f"标题行应是“{heading.text}”，原书这一行是“{printed.strip()}”"
            problems.append(Problem(source.file, heading.line, 1, message))
        owner[heading.line] = f"标题行“{heading.text}”"
    for document in documents:
        if document.source is None or document.source.file != source.name:
            continue
        shared: dict[str, int] = {}
        for number in source.content_lines(*document.source.lines):
            if number in owner:
                shared.setdefault(owner[number], number)
            else:
                owner[number] = f"文件 {document.key}"
        for other, number in shared.items():
            message = f"这一行既属于{other}，又属于文件 {document.key}"
            problems.append(Problem(source.file, number, 1, message))
    orphans = [number for number in source.content_lines() if number not in owner]
    for start, end in _runs(orphans, source):
        text = source.line(start).strip()[:CONTEXT]
        until = "" if start == end else f"到第 {end} 行"
        message = f"从这一行{until}不属于任何文件，也不是标题行：“{text}”"
        problems.append(Problem(source.file, start, 1, message))
    return problems


def _runs(numbers: list[int], source: SourceText) -> Iterator[tuple[int, int]]:
    """``numbers`` grouped into runs with no other text line in between."""
    start = previous = None
    for number in numbers:
        if start is None or previous is None:
            start = previous = number
        elif any(True for _ in source.content_lines(previous + 1, number - 1)):
            yield start, previous
            start = previous = number
        else:
            previous = number
    if start is not None and previous is not None:
        yield start, previous


def check_lossless(
    policies: Mapping[str, PolicyDocument],
    sources: Mapping[str, SourceText],
    file_of: Callable[[PolicyDocument], str] = lambda document: (
        f"content/policies/{document.region}/{document.key}.yml"
    ),
) -> list[Problem]:
    """All documents against their sources, and all sources against their documents.

    A document that names an unknown source is reported by :mod:`.ids`.
    """
    problems: list[Problem] = []
    for document in policies.values():
        source = sources.get(document.source.file) if document.source else None
        if source is not None:
            problems.extend(check_document(document, source, file_of(document)))
    for source in sources.values():
        problems.extend(check_coverage(source, policies.values()))
    return sorted(problems)
