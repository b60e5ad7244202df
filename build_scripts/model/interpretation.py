"""Clauses that can be read in more than one way."""

from typing import Literal

from pydantic import Field, model_validator

from .base import Citation, Record, Slug

#: What kind of trouble the clause gives its readers.
Kind = Literal[
    "界限含不含本数",
    "用语没有界定",
    "没有规定",
    "文件内部不一致",
    "与上位文件不一致",
    "与同级文件不一致",
    "不同文件不一致",
    "正文与解读不一致",
    "文字问题",
]


class Interpretation(Record):
    """一处有两种以上理解的条文：各种读法、默认取哪一种、为什么。"""

    id: str = Field(
        pattern=r"^[A-Za-z0-9-]+(\.[a-z]+(-[a-z]+)*)?$",
        description="编号，如 tj-min-base-vs-standard；一处有几个问题的，各问题写成“编号.问题”",
    )
    region: Slug = Field(description="地区编号；各地通用的写 cn")
    title: str = Field(description="争议点，一句话")
    cites: list[Citation] = Field(min_length=1, description="有关条款与原话")
    readings: dict[str, str] = Field(min_length=2, description="各种读法：A、B…… 各一句话")
    default: str = Field(default="A", description="默认读法")
    why: str = Field(description="为什么默认取这一种")
    severity: Literal["high", "medium", "low"] | None = Field(
        default=None, description="影响大小：high 大、medium 中、low 小"
    )
    kind: Kind | None = Field(default=None, description="属于哪一类问题")

    @model_validator(mode="after")
    def _default_exists(self) -> "Interpretation":
        if self.default not in self.readings:
            raise ValueError(f"默认读法 {self.default} 不在 readings 里")
        return self
