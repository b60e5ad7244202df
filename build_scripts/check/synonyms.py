"""The search vocabulary leads to words that are there, says each thing once and spoils no name."""

import unicodedata
from collections.abc import Iterator, Sequence

from build_scripts.load.collection import Collection
from build_scripts.load.problems import Problem, did_you_mean, shown
from build_scripts.load.source_text import squeeze
from build_scripts.model.catalogue import Audience, Topic
from build_scripts.model.synonyms import SENTENCE_PARTICLES, Filler, Synonym

_KIND = "synonyms"


def check_synonyms(collection: Collection) -> list[Problem]:
    """All problems of synonyms.yml, in no particular order."""
    return [
        *_check_means(collection),
        *_check_said_once(collection),
        *_check_fillers(collection),
    ]


def _plain(phrase: str) -> str:
    """A phrase as the search compares it: width, case and white space do not count."""
    return squeeze(unicodedata.normalize("NFKC", phrase)).casefold()


def _labelled(collection: Collection) -> list[Topic | Audience]:
    return [*collection.topics.topics, *collection.audiences.audiences]


def _names(collection: Collection) -> Iterator[str]:
    """What topics, audiences and documents are called."""
    for item in _labelled(collection):
        yield item.label
        yield from item.aliases
    for document in collection.external_documents.documents:
        yield document.title
        yield from document.aliases
    for policy in collection.policies.values():
        yield policy.title


def _texts(collection: Collection) -> Iterator[str]:
    yield from _names(collection)
    for policy in collection.policies.values():
        for clause in policy.clauses():
            yield clause.own_text()


def _check_means(collection: Collection) -> Iterator[Problem]:
    """A term that no document uses would find nothing."""
    entries = collection.synonyms.synonyms
    missing = {squeeze(term) for entry in entries for term in entry.means}
    for text in _texts(collection):
        if not missing:
            return
        plain = squeeze(text)
        missing = {term for term in missing if term not in plain}
    known = [name for item in _labelled(collection) for name in (item.label, *item.aliases)]
    for index, entry in enumerate(entries):
        for number, term in enumerate(entry.means):
            if squeeze(term) in missing:
                guess = did_you_mean(term, known)
                message = (
                    f"收录的文件、主题和对象里都没有“{shown(term)}”。{guess}"
                    "means 要写文件里有的说法，一字不差"
                )
                yield _problem(collection, message, "synonyms", index, "means", number)


def _check_said_once(collection: Collection) -> Iterator[Problem]:
    vocabulary = collection.synonyms
    parts: list[tuple[str, Sequence[Synonym | Filler]]] = [
        ("synonyms", vocabulary.synonyms),
        ("fillers", vocabulary.fillers),
    ]
    seen: dict[str, tuple[str, int, str, int]] = {}
    for part, entries in parts:
        for index, entry in enumerate(entries):
            for number, phrase in enumerate(entry.say):
                place = (part, index, "say", number)
                first = seen.setdefault(_plain(phrase), place)
                if first == place:
                    continue
                line = collection.origin(_KIND, _KIND, *first).line
                message = f"“{shown(phrase)}”重复，第 {line} 行已经写过。一个说法只写一次"
                if first[0] != part:
                    message = (
                        f"“{shown(phrase)}”在第 {line} 行是同义说法，不能又是要去掉的问话用语。"
                        "请删掉一处"
                    )
                yield _problem(collection, message, *place)
    for index, synonym in enumerate(vocabulary.synonyms):
        means = set(map(_plain, synonym.means))
        for number, phrase in enumerate(synonym.say):
            if _plain(phrase) in means:
                message = f"“{shown(phrase)}”本来就是文件的写法（means 里有），不用写在 say 里"
                yield _problem(collection, message, "synonyms", index, "say", number)


def _check_fillers(collection: Collection) -> Iterator[Problem]:
    """A filler is cut out of a query wherever it stands, so it must be no part of a name."""
    vocabulary = collection.synonyms
    fillers = {_plain(phrase) for entry in vocabulary.fillers for phrase in entry.say}
    names = [*_names(collection), *(term for entry in vocabulary.synonyms for term in entry.means)]
    # A phrase said that is a filler as a whole has been reported above.
    said = [phrase for entry in vocabulary.synonyms for phrase in entry.say]
    names += [phrase for phrase in said if _plain(phrase) not in fillers]
    lines = [_plain(name) for name in names]
    all_names = "\n".join(lines)
    for index, entry in enumerate(vocabulary.fillers):
        for number, phrase in enumerate(entry.say):
            plain = _plain(phrase)
            if phrase in SENTENCE_PARTICLES or plain not in all_names:
                continue
            spoilt = next(name for name, line in zip(names, lines, strict=True) if plain in line)
            message = (
                f"“{shown(phrase)}”是“{shown(spoilt)}”里的字，去掉它就找不到那里了。"
                "请写得更完整，或者删掉"
            )
            yield _problem(collection, message, "fillers", index, "say", number)


def _problem(collection: Collection, message: str, *path: str | int) -> Problem:
    return collection.problem(message, _KIND, _KIND, *path)
