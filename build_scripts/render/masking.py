"""Personal contact data of the sources, hidden in the public profile.

Mobile numbers keep their first three and last four digits, e-mail addresses outside .gov.cn
their first character and their domain. This runs once, on the loaded collection, so that no
renderer, index or data file ever sees the original in the public profile.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, TypeVar, cast

from pydantic import BaseModel

from build_scripts.load.collection import Collection

Profile = Literal["public", "intranet"]
T = TypeVar("T")

#: A mainland mobile number, with or without country code, long-distance 0 and separators. The
#: neighbours must not be digits: addresses of attachments hold longer runs of digits.
MOBILE = re.compile(
    r"(?<!\d)((?:[+＋]?86[ -]?|0)?[1１][3-9３-９]\d)([ -]?)\d{4}([ -]?)(\d{4})(?!\d)"
)
EMAIL = re.compile(r"([A-Za-z0-9])[A-Za-z0-9._%+-]*([@＠])((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})")
#: Whatever could hold one of them; looked for in a whole record before its parts are walked.
_SUSPECT = re.compile(r"[1１][3-9３-９]\d[ -]?\d{4}[ -]?\d{4}|[@＠]")


def mask(collection: Collection, profile: Profile) -> Collection:
    """The collection as ``profile`` may show it; "intranet" is the collection itself."""
    return collection if profile == "intranet" else _masked(collection)


def mask_text(text: str) -> str:
    """``text`` with mobile numbers and private e-mail addresses hidden."""
    text = MOBILE.sub(r"\1\2****\3\4", text)
    return EMAIL.sub(_mask_email, text) if "@" in text or "＠" in text else text


def _mask_email(match: re.Match[str]) -> str:
    domain = match[3].lower()
    if domain == "gov.cn" or domain.endswith(".gov.cn"):
        return match[0]
    return f"{match[1]}****{match[2]}{match[3]}"


def _masked(value: T) -> T:
    """``value`` with every text in it masked; parts with nothing to hide stay the same objects."""
    result: Any = value
    if isinstance(value, str):
        result = mask_text(value)
    elif isinstance(value, BaseModel):
        if not _SUSPECT.search(value.model_dump_json()):
            return value
        changes = _changes({name: getattr(value, name) for name in type(value).model_fields})
        result = value.model_copy(update=changes) if changes else value
    elif isinstance(value, Mapping):
        changes = _changes(value)
        result = {**value, **changes} if changes else value
    elif isinstance(value, list | tuple):
        parts = [_masked(part) for part in value]
        if any(new is not old for new, old in zip(parts, value, strict=True)):
            result = type(value)(parts)
    elif is_dataclass(value) and not isinstance(value, type):
        # Private fields are bookkeeping of the loader and never shown.
        names = [field.name for field in fields(value) if not field.name.startswith("_")]
        changes = _changes({name: getattr(value, name) for name in names})
        result = replace(value, **changes) if changes else value
    return cast(T, result)


def _changes(parts: Mapping[Any, Any]) -> dict[Any, Any]:
    masked = {name: _masked(part) for name, part in parts.items()}
    return {name: part for name, part in masked.items() if part is not parts[name]}
