"""Packages of services handled as one (一件事) and services with a shortened limit (提速办)."""

from typing import Literal

from pydantic import Field

from .base import Citation, Record, Slug


class BundleItem(Record):
    """一件事里的一个事项，限于条文点名的。"""

    label: str = Field(description="事项名称，照条文")
    cite: Citation = Field(description="出处")
    benefits: list[str] = Field(
        default=[], description="本库收录的、就是办这一项的待遇或办事规定（编号）"
    )


class Bundle(Record):
    """一件事、提速办事项，或它们共用的规定。只写条文写明的。"""

    id: str = Field(pattern=r"^[a-z0-9]+(?:[_-][a-z0-9]+)*$", description="编号，如 hire")
    kind: Literal["package", "speedup", "common"] = Field(
        description="package 打包办的一件事；speedup 提速办的事项；common 共用的规定"
    )
    region: Slug = Field(description="地区编号")
    title: str = Field(description="名称")
    summary: str = Field(description="一两句话说明")
    rules: list[str] = Field(min_length=1, description="规则登记簿里的编号")
    cites: list[Citation] = Field(min_length=1, description="写明它的条款与原话")
    item_count: int | None = Field(default=None, description="事项总数；条文没有写就不写")
    items: list[BundleItem] = Field(default=[], description="条文点名的事项")
    missing: str | None = Field(default=None, description="条文没有、所以这里也没有的内容")
    timelines: list[str] = Field(default=[], description="有关的时限（编号）")
    benefits: list[str] = Field(
        default=[],
        description="本库收录的、办这件事时多半用得着的待遇（编号）；不是条文列出的事项，由编者按内容归入",
    )
    interpretations: list[str] = Field(default=[], description="有关的歧义（编号）")
