"""Words that help a query along: synonyms, fillers, and terms with their pinyin."""

from typing import Any

from pypinyin import lazy_pinyin

from build_scripts.render.context import Site

from .tokens import normalise

#: Longer ways of saying something are sentences, not terms to suggest.
_SHORT = 4


def search_words(site: Site) -> tuple[dict[str, Any], list[list[str]]]:
    """(words, terms).

    words: ``synonyms`` as [words said, words of the documents], ``fillers`` as {what is asked:
    words}, ``regions`` as [id, names, id of the parent]; several words stand in one text,
    separated by ``|``, and what readers say is normalised: every search loads this. terms: [term,
    syllables of its pinyin] of everything that has a name.
    """
    synonyms = site.collection.synonyms
    fillers: dict[str, list[str]] = {}
    for entry in synonyms.fillers:
        fillers.setdefault(entry.asks or "", []).extend(map(_said, entry.say))
    words = {
        "synonyms": [
            ["|".join(dict.fromkeys(map(_said, entry.say))), "|".join(entry.means)]
            for entry in synonyms.synonyms
        ],
        "fillers": {asks: "|".join(said) for asks, said in fillers.items()},
        "regions": [
            [region.id, "|".join((region.short_label, *region.aliases)), region.parent or ""]
            for region in site.collection.regions.values()
        ],
    }
    return words, [_with_pinyin(term) for term in _terms(site)]


def _said(word: str) -> str:
    return normalise(word).replace(" ", "")


def _terms(site: Site) -> list[str]:
    collection = site.collection
    found: dict[str, None] = {}
    for topic in collection.topics.topics:
        found.update(dict.fromkeys((topic.label, *topic.aliases)))
    for audience in collection.audiences.audiences:
        found.update(dict.fromkeys((audience.label, *audience.aliases)))
    for benefit in collection.benefits.values():
        found[benefit.title] = None
    for entry in collection.synonyms.synonyms:
        found.update(dict.fromkeys(entry.means))
        found.update(dict.fromkeys(word for word in entry.say if len(word) <= _SHORT))
    return list(found)


def _with_pinyin(term: str) -> list[str]:
    return [term, " ".join(lazy_pinyin(_said(term)))]
