"""Text → search tokens; the same rules as site_overrides/assets/javascripts/search/tokens.js.

Normalisation works code point by code point, so that a browser with a newer Unicode gives the
same result and every character of the result has its place in the original. A parity test holds
the two implementations together.

- Each code point is replaced by its NFKC form; letters become lower case. Han characters, ASCII
  letters and digits are kept, a point between digits and a % after one too; the rest separates.
- Chinese numerals before a unit become figures (三个月 → 3个月, 三千元 → 3000元; 一次性 is a word),
  百分之四十 → 40%.
- Han runs give overlapping pairs (and single characters), letters and digits whole words, 40%
  also 40; a word and the Han character after it give a token of their own (3年, e窗).
"""

import itertools
import re
import unicodedata

#: Code points that some Unicode versions decompose and others do not know yet.
_UNSTABLE = ((0x1CC00, 0x1CEBF), (0xA7F1, 0xA7F1))
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
HAN_RUN = re.compile(f"[{_HAN}]+")
_KEPT = re.compile(f"[{_HAN}0-9a-z.%ü]")
_DIGITS = {character: str(value) for value, character in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": "0", "两": "2"}
_NUMERAL = "[零〇一二两三四五六七八九十百千]"
_PERCENT = re.compile(f"百分之(百|{_NUMERAL}+)")
_COUNTED = re.compile(
    f"{_NUMERAL}+(?=个|工作日|周岁|年|月|日|天|岁|人|条|款|项|户|倍|级|批|周|小时|学年|季度"
    "|次(?!性)|名|元|块|万|分钟)"
)
_DIGIT = "[一二两三四五六七八九]"
#: 一千零五十, 一百一十五, 十二; not 一百二, which is 120.
_PLACES = re.compile(
    f"(?:({_DIGIT})千(?:(?=.百)|零|$))?(?:({_DIGIT})百(?:(?={_DIGIT}十)|零|$))?"
    f"(?:({_DIGIT}?)(十))?({_DIGIT}?)"
)
_RUNS = re.compile(f"([{_HAN}]+)|([0-9a-z]+(?:\\.[0-9]+)?)(%?)( *[{_HAN}])?")
_SPACES = re.compile("  +")


class _Characters(dict[int, str]):
    """Code point → what it becomes; filled as characters are met (for ``str.translate``)."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = " "
        if not any(first <= code <= last for first, last in _UNSTABLE):
            form = unicodedata.normalize("NFKC", character)
            if not 0xD800 <= code <= 0xDFFF:
                plain = "".join(
                    one if _KEPT.match(one) else " "
                    for one in (_ascii_lower(part) for part in form)
                )
        self[code] = plain.replace("ü", "v")
        return self[code]


def _ascii_lower(character: str) -> str:
    if "A" <= character <= "Z":
        return character.lower()
    return "ü" if character == "Ü" else character


_CHARACTERS = _Characters()


def normalise(text: str) -> str:
    """``text`` as it is compared: kept characters, and a single space for anything between."""
    plain = _SPACES.sub(" ", text.translate(_CHARACTERS))
    plain = _PERCENT.sub(_percent, plain)
    return _COUNTED.sub(lambda match: figures(match[0]), plain)


def figures(numeral: str) -> str:
    """A numeral below 10,000 (一百一十五) or digits in a row (二〇二〇) in figures, or as it is."""
    if not re.search("[十百千]", numeral):
        return "".join(_DIGITS[digit] for digit in numeral)
    places = _PLACES.fullmatch(numeral)
    if not places:
        return numeral
    thousands, hundreds, tens, ten, ones = places.groups()
    values = (thousands, hundreds, tens or ("一" if ten else None), ones)
    digits = "".join(_DIGITS.get(value or "", "0") for value in values)
    return digits.lstrip("0")


def _percent(match: re.Match[str]) -> str:
    numeral = match[1]
    if numeral == "百":
        return "100%"
    value = figures(numeral)
    return f"{value}%" if value.isascii() else match[0]


def tokens(plain: str) -> list[str]:
    """All tokens of a normalised text, in the order they stand, repeated as often as they do."""
    found: list[str] = []
    position = 0
    while match := _RUNS.search(plain, position):
        han, word, percent, after = match.groups()
        position = match.end()
        if han:
            found += han
            found += map("".join, itertools.pairwise(han))
            continue
        found.append(word)
        if percent:
            found.append(f"{word}%")
        if after:
            position -= len(after)
            if not percent:
                found.append(word + after[-1])
    return found


def query_tokens(plain: str) -> list[str]:
    """The tokens to look up for a normalised query: as :func:`tokens`, but a character of a run
    of Han stands alone only where the run is that one character."""
    found: list[str] = []
    position = 0
    while match := _RUNS.search(plain, position):
        han, word, percent, after = match.groups()
        position = match.end()
        if han:
            pairs = list(map("".join, itertools.pairwise(han)))
            found += pairs or [han]
            continue
        found.append(f"{word}%" if percent else word)
        if after:
            position -= len(after)
            if not percent:
                found.append(word + after[-1])
    return found
