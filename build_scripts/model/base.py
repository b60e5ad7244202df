"""Types shared by every kind of content record."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

#: One segment of a URL, e.g. ``tj6``, ``art-7``, ``1-2-3``, ``qa-2-a``.
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Record(BaseModel):
    """A mapping in a content file: unknown keys are refused, values never change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _check_date(value: str) -> str:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError("日期要写成 2020-05-09 的样子（四位年-两位月-两位日）")
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ValueError("没有这一天") from None
    return value


def _check_slug(value: str) -> str:
    if not _SLUG.fullmatch(value):
        raise ValueError("编号只能用小写字母、数字和短横线，例如 art-7、1-2-3")
    return value


#: A calendar day (``2020-05-09``). Kept as text: content must not depend on a time zone.
IsoDate = Annotated[str, AfterValidator(_check_date), Field(json_schema_extra={"format": "date"})]

#: Identifier used in URLs and references.
Slug = Annotated[
    str, AfterValidator(_check_slug), Field(json_schema_extra={"pattern": f"^{_SLUG.pattern}$"})
]


class Quote(Record):
    """引文：本文件某一条款里的原话。构建时逐字核对。"""

    clause: Slug = Field(description="条款编号，如 art-20；必须是本文件里有的编号")
    quote: str = Field(min_length=1, description="该条款里的原话，一字不改（空格不计）")


class Citation(Record):
    """出处：哪份文件、哪一条款、哪句原话。构建时逐字核对。"""

    document: Slug = Field(description="文件编号，如 tj6")
    clause: Slug = Field(description="条款编号，如 art-7")
    quote: str = Field(min_length=1, description="该条款里的原话，一字不改（空格不计）")
