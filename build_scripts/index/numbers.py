"""Document numbers as keys of their own, looked up before any other token.

A key begins with ``#`` and holds no separators: 津人社局发〔2020〕6号 is found by
``#津人社局发20206``, without the year (``#津人社局发6``), with part of the issuer's code (``#津6``,
``#人社局发20206``), by year and serial (``#20206``) and by the serial alone (``#6``). Beginnings of
the whole key, after ``^``, serve the suggestions while a number is being typed. The browser makes
the same keys from a query: site_overrides/assets/javascripts/search/numbers.js.
"""

import re
from collections.abc import Iterator

from .tokens import normalise

_SHORTEST_BEGINNING = 2


def number_keys(number: str) -> Iterator[str]:
    """All keys of a document number; none for a text that is no number."""
    plain = normalise(number)
    bare = re.sub(r"(\d) +(\d)", r"\1|\2", plain).replace(" ", "")
    match = re.fullmatch(r"(\D*?)第?(?:(\d{4})(?:年第?|\|))?第?(\d+)号?", bare)
    if not match:
        return
    issuer, year, serial = match[1], match[2] or "", match[3]
    parts = {issuer[:length] for length in range(len(issuer) + 1)}
    parts |= {issuer[start:] for start in range(len(issuer))}
    keys = {f"#{part}{ending}" for part in parts for ending in {year + serial, serial}}
    whole = issuer + year + serial
    keys |= {f"^{whole[:end]}" for end in range(_SHORTEST_BEGINNING, len(whole) + 1)}
    yield from sorted(keys)
