"""Postings → shard files, in memory that does not grow with the collection.

Tokens are spread by a hash. While items come in, postings are written away in partitions (the
first bits of the hash); at the end each partition is read back by itself and written as shards
(more bits of the hash). A list longer than ``LONGEST`` keeps its strongest items, so what a browser
loads for a token is bounded.
"""

import json
import marshal
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path

PARTITION_BITS = 6
PARTITIONS = 1 << PARTITION_BITS
#: First token → [what is said, what documents say …].
Synonyms = dict[str, list[list[str]]]

#: Items kept for one token.
LONGEST = 2000
#: Items kept for keys of which only the newest are shown.
LONGEST_KEY = 64
#: Bytes of JSON a shard should hold: small enough to fetch a dozen, large enough to compress. As
#: long as there are few shards they may be smaller than what keeps the number of files in bounds.
SHARD_BYTES = 3000
FEW_BITS = 9
FEW_SHARD_BYTES = 1500
_IMPACT_BITS = 6
_IMPACT = (1 << _IMPACT_BITS) - 1


def token_hash(token: str) -> int:
    """32 bits spread evenly: FNV-1a over UTF-16 units, then mixed; JavaScript does the same."""
    value = 0x811C9DC5
    units = memoryview(token.encode("utf-16-le", "surrogatepass")).cast("H")
    for unit in units:
        value = ((value ^ unit) * 0x01000193) & 0xFFFFFFFF
    value ^= value >> 16
    value = (value * 0x45D9F3B) & 0xFFFFFFFF
    return value ^ (value >> 16)


def partition_of(token: str) -> int:
    """The partition that holds a token."""
    return token_hash(token) >> (32 - PARTITION_BITS)


class Spill:
    """Postings of one block of items, by partition and token."""

    def __init__(self) -> None:
        self._partitions: list[dict[str, array[int]]] = [{} for _ in range(PARTITIONS)]
        self._partition_of: dict[str, int] = {}

    def add(self, item: int, postings: Iterable[tuple[str, int]]) -> None:
        """Add the postings of an item; items must come in ascending order."""
        shifted = item << _IMPACT_BITS
        known, partitions = self._partition_of, self._partitions
        for token, impact in postings:
            partition = known.get(token)
            if partition is None:
                partition = known[token] = partition_of(token)
            lists = partitions[partition]
            if token in lists:
                lists[token].append(shifted | impact)
            else:
                lists[token] = array("I", (shifted | impact,))

    def write(self, folder: Path, block: int) -> None:
        """Write each partition to its own file below ``folder``."""
        for number, lists in enumerate(self._partitions):
            content = {token: postings.tobytes() for token, postings in lists.items()}
            (folder / f"{number}-{block}").write_bytes(marshal.dumps(content))


def spilled_bytes(folder: Path) -> int:
    """Size of everything spilled below ``folder``."""
    return sum(path.stat().st_size for path in folder.iterdir())


def shard_bits(spilled: int) -> int:
    """How many bits of the hash number the shards, for a collection with so many spilled bytes."""
    bits = PARTITION_BITS
    while bits < FEW_BITS and spilled / (1 << bits) > FEW_SHARD_BYTES:
        bits += 1
    while bits < 20 and spilled / (1 << bits) > SHARD_BYTES:
        bits += 1
    return bits


def write_partition(
    spill: Path,
    partition: int,
    blocks: int,
    bits: int,
    build: str,
    out: Path,
    synonyms: Synonyms,
) -> tuple[int, int]:
    """Write the shards of one partition below ``out``; returns (tokens, bytes)."""
    merged: dict[str, array[int]] = {}
    for block in range(blocks):
        path = spill / f"{partition}-{block}"
        for token, content in marshal.loads(path.read_bytes()).items():
            postings = array("I")
            postings.frombytes(content)
            if token in merged:
                merged[token].extend(postings)
            else:
                merged[token] = postings
    shards: dict[int, dict[str, list[int]]] = {}
    for token in sorted(merged):
        shard = token_hash(token) >> (32 - bits)
        shards.setdefault(shard, {})[token] = encode(token, merged[token])
    said: dict[int, list[list[str]]] = {}
    for token in sorted(synonyms):
        said.setdefault(token_hash(token) >> (32 - bits), []).extend(synonyms[token])
    first = partition << (bits - PARTITION_BITS)
    written = 0
    for shard in range(first, first + (1 << (bits - PARTITION_BITS))):
        written += _write_shard(
            out / f"{shard}.json", build, shards.get(shard, {}), said.get(shard, [])
        )
    return len(merged), written


def encode(token: str, postings: "array[int]") -> list[int]:
    """How many items hold the token, then (item number less the one before, impact) pairs."""
    longest = LONGEST_KEY if token[0] in "#^" else LONGEST
    kept: Iterable[int] = postings
    if len(postings) > longest:
        strongest = sorted(postings, key=lambda posting: (-(posting & _IMPACT), posting))
        kept = sorted(strongest[:longest])
    encoded = [len(postings)]
    before = 0
    for posting in kept:
        item = posting >> _IMPACT_BITS
        encoded += (item - before, posting & _IMPACT)
        before = item
    return encoded


def _write_shard(
    path: Path, build: str, lists: Mapping[str, list[int]], said: list[list[str]]
) -> int:
    shard: dict[str, object] = {"build": build, "tokens": lists}
    if said:
        shard["said"] = said
    content = json.dumps(shard, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(content)
    return len(content)
