"""Items → postings: which item holds a token, and how much that counts.

A posting is (item number, impact). The impact is the saturated, length-normalised and
field-weighted frequency of BM25F, in 63 steps; what depends on the whole collection (in how many
items a token occurs) is left to the reader of the index, so that items can be indexed apart.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from pypinyin import lazy_pinyin

from .items import Item
from .numbers import number_keys
from .tokens import HAN_RUN, normalise, tokens

TITLE, NUMBER, KEYWORDS, HEADINGS, BODY = 6.0, 4.0, 2.0, 2.0, 1.0
#: Frequency at which a token has half of its possible weight.
SATURATION = 1.2
#: Tokens of an item of ordinary length, and how much being longer discounts.
ORDINARY_LENGTH = 3000
LENGTH_WEIGHT = 0.5
STEPS = 63

#: A short name in quotation marks.
_NAMED = re.compile("“([^”]{2,12})”")
#: Letters of pinyin initials looked up together.
_INITIALS = 3
#: Recency of number keys is counted from here.
_FIRST_YEAR = 1990


def item_postings(item: Item) -> Iterator[tuple[str, int]]:
    """(token, impact 1–63) of an item, each token once, in no particular order."""
    body = Counter[str]()
    headings = Counter[str]()
    for passage in item.passages:
        found = tokens(normalise(passage.text))
        (headings if passage.kind == "heading" else body).update(found)
    length = body.total() + headings.total()
    norm = 1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length / ORDINARY_LENGTH
    weights = {token: BODY * count / norm for token, count in body.items()}
    fields = ((TITLE, item.title), (NUMBER, item.number), (KEYWORDS, " ".join(item.keywords)))
    counts = [(HEADINGS / norm, headings)]
    counts += [(weight, Counter(tokens(normalise(text)))) for weight, text in fields]
    for weight, counter in counts:
        for token, count in counter.items():
            weights[token] = weights.get(token, 0.0) + weight * count
    for token, weight in weights.items():
        yield token, max(1, round(STEPS * weight / (weight + SATURATION)))
    yield from _pinyin(item)
    year = int(item.issued[:4] or _FIRST_YEAR)
    recency = min(max(year - _FIRST_YEAR, 1), STEPS)
    for key in number_keys(item.number):
        yield key, recency


def _pinyin(item: Item) -> Iterator[tuple[str, int]]:
    """Pairs of syllables (``~linghuo``) and runs of initials (``!lhj``) of title, keywords and what
    the text puts in quotation marks (“三支一扶”)."""
    strengths: dict[str, int] = {}
    named = {name for passage in item.passages for name in _NAMED.findall(passage.text)}
    fields = ((STEPS // 4, sorted(named)), (STEPS // 2, item.keywords), (STEPS, (item.title,)))
    for strength, texts in fields:
        for text in texts:
            for token in pinyin_tokens(text):
                strengths[token] = strength
    yield from strengths.items()


def pinyin_tokens(text: str) -> Iterator[str]:
    """Pinyin tokens of a text; anything but Han characters interrupts."""
    for run in HAN_RUN.findall(normalise(text)):
        syllables = lazy_pinyin(run)
        for first, second in itertools.pairwise(syllables):
            yield f"~{first}{second}"
        for start in range(len(syllables) - _INITIALS + 1):
            yield "!" + "".join(part[0] for part in syllables[start : start + _INITIALS])
