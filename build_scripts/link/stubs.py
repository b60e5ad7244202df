"""Pages for documents that are named but not held: what is known of them and who names them."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pypinyin import Style, lazy_pinyin

from build_scripts.model.catalogue import ExternalDocument, Region
from build_scripts.model.policy import ReferenceType

from .names import DocumentNumber, issuer_key, parse_number, split_issuer

#: Letters of a page address made from a title.
_SLUG_LENGTH = 24
_LAW = re.compile(r"^中华人民共和国|(?<!办)法$")
_ISSUER_SEPARATOR = re.compile(r"[、\s]")


@dataclass(frozen=True, slots=True)
class Backlink:
    """A clause of a document of the collection that names the target, and how."""

    document: str
    clause: str
    type: ReferenceType


@dataclass(frozen=True, slots=True)
class Repeal:
    """Repealed as of ``date`` (ISO) by a clause of a document of the collection.

    The date is the one on which the repealing document takes effect; its date of issue where it
    does not say (the rule by which statuses are computed).
    """

    date: str
    document: str
    clause: str


@dataclass(frozen=True, slots=True)
class Stub:
    """A document outside the collection, as far as the texts and external_documents.yml tell."""

    slug: str
    title: str
    number: str | None
    issuer: str | None
    region: str | None
    #: other titles under which the texts or the entry name it
    aliases: tuple[str, ...]
    entry: ExternalDocument | None
    backlinks: tuple[Backlink, ...]
    repealed: Repeal | None


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention of an outside document: what it prints and where it stands.

    ``issuer`` is the full name printed before the title, if any. ``backlink`` is None for the
    target of an amendment, which data names and no text.
    """

    title: str | None
    number: DocumentNumber | None
    issuer: str | None
    backlink: Backlink | None


def make_stub(
    entry: ExternalDocument | None,
    namings: Iterable[Naming],
    slug: str,
    regions: Mapping[str, Region],
    agency_regions: Mapping[str, str],
    repealed: Repeal | None,
) -> Stub:
    """Put together what the mentions of one document print; the entry wins where it speaks.

    ``agency_regions``: issuer_key of an agency's full name → its region.
    """
    namings = list(namings)
    number = next((naming.number for naming in namings if naming.number), None)
    printed = Counter(_tidy(naming.title) for naming in namings if naming.title)
    # The fullest title first: it names the issuer; then the most frequent.
    titles = sorted(printed, key=lambda title: (-len(title), -printed[title], title))
    number_text = entry.document_number if entry and entry.document_number else None
    if number_text is None and number is not None:
        number_text = str(number)
    title = entry.title if entry else titles[0] if titles else number_text or ""
    issuer = entry.issuer if entry else None
    if issuer is None:
        issuer = split_issuer(title)[0] or next(
            (naming.issuer for naming in namings if naming.issuer), None
        )
    aliases = dict.fromkeys([*(entry.aliases if entry else ()), *titles])
    backlinks = dict.fromkeys(naming.backlink for naming in namings if naming.backlink)
    return Stub(
        slug=slug,
        title=title,
        number=number_text,
        issuer=issuer,
        region=_region(number_text, issuer, (title, *aliases), regions, agency_regions),
        aliases=tuple(alias for alias in aliases if alias != _tidy(title)),
        entry=entry,
        backlinks=tuple(backlinks),
        repealed=repealed,
    )


def assign_slugs(identities: Mapping[str, tuple[ExternalDocument | None, str]]) -> dict[str, str]:
    """Page address for each identity → (entry, number or title).

    The entry's slug, else pinyin initials with year and serial number (津人社局发〔2013〕18号 →
    jrsjf-2013-18) or the initials of the title. Where two would be equal, the one that sorts
    first keeps it and the others get four characters of a checksum of their identity.
    """
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    fixed = [identity for identity, (entry, _) in identities.items() if entry and entry.slug]
    for identity in [*sorted(fixed), *sorted(set(identities) - set(fixed))]:
        entry, name = identities[identity]
        slug = entry.slug if entry and entry.slug else ascii_slug(name)
        if slug in taken:
            slug = f"{slug}-{hashlib.sha256(identity.encode()).hexdigest()[:4]}"
        taken.add(slug)
        slugs[identity] = slug
    return slugs


def ascii_slug(name: str) -> str:
    """ASCII page address of a number or title; deterministic, not necessarily unique."""
    number = parse_number(name)
    if number is not None:
        parts = [_initials(number.prefix), str(number.year or ""), str(number.serial)]
        return "-".join(part for part in parts if part)
    rest = split_issuer(name)[1].removeprefix("关于")
    return (
        _initials(rest)[:_SLUG_LENGTH].strip("-") or hashlib.sha256(name.encode()).hexdigest()[:8]
    )


def _initials(text: str) -> str:
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, strict=False))
    return re.sub(r"[^a-z0-9]+", "", letters.lower())


def _tidy(title: str) -> str:
    return re.sub(r"(?<![a-zA-Z])\s+(?![a-zA-Z])", " ", title.strip())


def _region(
    number: str | None,
    issuer: str | None,
    titles: Iterable[str],
    regions: Mapping[str, Region],
    agency_regions: Mapping[str, str],
) -> str | None:
    """Region by the longest number prefix that fits, the issuer, a region's name at the start of
    the title, or because it is a law (only the national legislature makes …法)."""
    if number:
        fitting = [
            (len(prefix), region.id)
            for region in regions.values()
            for prefix in region.number_prefixes
            if number.startswith(prefix)
        ]
        if fitting:
            return max(fitting)[1]
    for name in _ISSUER_SEPARATOR.split(issuer or ""):
        if issuer_key(name) in agency_regions:
            return agency_regions[issuer_key(name)]
    titles = list(titles)
    for text in (issuer or "", *titles):
        for region in regions.values():
            if text.startswith(region.label):
                return region.id
    if any(_LAW.search(title) for title in titles):
        return next((region.id for region in regions.values() if region.level == "national"), None)
    return None
