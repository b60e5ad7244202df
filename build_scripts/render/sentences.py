"""The sentence of a clause in which a document is named."""

_STOPS = "。；！？"
_LONGEST = 140


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence of ``text`` that holds ``text[start:end]``, shortened around it when long."""
    first = max((text.rfind(stop, 0, start) for stop in _STOPS), default=-1) + 1
    stops = [text.find(stop, end) for stop in _STOPS]
    last = min((stop + 1 for stop in stops if stop >= 0), default=len(text))
    if last - first <= _LONGEST:
        return text[first:last].strip()
    room = max(0, _LONGEST - (end - start)) // 2
    left, right = max(first, start - room), min(last, end + room)
    before = "…" if left > first else ""
    return before + text[left:right].strip() + ("…" if right < last else "")
