"""The sentence of a clause in which a document is named."""

_STOPS = "。；！？"
_LONGEST = 140
#: Characters kept before the mention and at the end of a longer sentence.
_LEAD, _TAIL = 40, 24


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence of ``text`` that holds ``text[start:end]``, shortened around it when long.

    The end of the sentence stays: in Chinese the verb that decides (同时废止) comes last.
    """
    first = max((text.rfind(stop, 0, start) for stop in _STOPS), default=-1) + 1
    stops = [text.find(stop, end) for stop in _STOPS]
    last = min((stop + 1 for stop in stops if stop >= 0), default=len(text))
    if last - first <= _LONGEST:
        return text[first:last].strip()
    left, right = max(first, start - _LEAD), max(end, last - _TAIL)
    before = "…" if left > first else ""
    between = "…" if right > end else ""
    return before + text[left:end].strip() + between + text[right:last].strip()
