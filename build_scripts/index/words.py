"""Words that help a query along: synonyms, fillers, and terms with their pinyin."""

from typing import Any

from pypinyin import lazy_pinyin

from build_scripts.render.context import Site

from .tokens import normalise, query_tokens

#: Longer ways of saying something are sentences, not terms to suggest.
_SHORT = 4


def search_words(site: Site) -> tuple[dict[str, Any], list[list[str]]]:
    """(words, pinyin).

    words: ``fillers`` as {what is asked: words}, ``regions`` as [id, names, id of the parent,
    places in it], ``terms`` to suggest (benefits are suggested from their postings). Several words
    stand in one text, separated by ``|``, and what readers say is normalised: every search loads
    this.
    pinyin: [term, its syllables] of everything that has a name, loaded when Latin letters are
    typed.
    """
    synonyms = site.collection.synonyms
    fillers: dict[str, list[str]] = {}
    for entry in synonyms.fillers:
        fillers.setdefault(entry.asks or "", []).extend(map(_said, entry.say))
    words = {
        "fillers": {asks: "|".join(said) for asks, said in fillers.items()},
        "terms": "|".join(_names(site)),
        "regions": [
            [
                region.id,
                "|".join((region.short_label, *region.aliases)),
                region.parent or "",
                "|".join(region.places),
            ]
            for region in site.collection.regions.values()
        ],
    }
    return words, [_with_pinyin(term) for term in _spoken(site)]


def search_synonyms(site: Site) -> dict[str, list[list[str]]]:
    """Token of it → [what is said, what documents say …]: a query that holds the words holds the
    token, so a synonym comes with the postings that the query loads anyway."""
    found: dict[str, dict[str, list[str]]] = {}
    for entry in site.collection.synonyms.synonyms:
        for word in entry.say:
            said = _said(word)
            means = found.setdefault(_key(said), {}).setdefault(said, [said])
            means.extend(mean for mean in entry.means if mean not in means)
    return {token: list(words.values()) for token, words in sorted(found.items())}


def _key(said: str) -> str:
    """The first token of what is said that is one whatever stands around: 第 of 第1次 is not."""
    tokens = query_tokens(said)
    return next((token for token in tokens if len(token) > 1 or token.isascii()), tokens[0])


def _said(word: str) -> str:
    return normalise(word).replace(" ", "")


def _names(site: Site) -> list[str]:
    """Labels and other names of topics and audiences."""
    collection = site.collection
    found: dict[str, None] = {}
    for topic in collection.topics.topics:
        found.update(dict.fromkeys((topic.label, *topic.aliases)))
    for audience in collection.audiences.audiences:
        found.update(dict.fromkeys((audience.label, *audience.aliases)))
    return list(found)


def _spoken(site: Site) -> list[str]:
    found = dict.fromkeys(_names(site))
    found.update(dict.fromkeys(benefit.title for benefit in site.collection.benefits.values()))
    for entry in site.collection.synonyms.synonyms:
        found.update(dict.fromkeys(entry.means))
        found.update(dict.fromkeys(word for word in entry.say if len(word) <= _SHORT))
    return list(found)


def _with_pinyin(term: str) -> list[str]:
    return [term, " ".join(lazy_pinyin(_said(term)))]
