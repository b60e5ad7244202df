"""Clauses that can be read in more than one way."""

from pydantic import Field, model_validator

from .base import Citation, Record, Slug


class Interpretation(Record):
    """一处有两种以上理解的条文：各种读法、默认取哪一种、为什么。"""

    id: str = Field(
        pattern=r"^[A-Za-z0-9-]+(\.[a-z]+)?$", description="编号，如 tj-min-base-vs-standard"
    )
    region: Slug = Field(description="地区编号；各地通用的写 cn")
    title: str = Field(description="争议点，一句话")
    cites: list[Citation] = Field(min_length=1, description="有关条款与原话")
    readings: dict[str, str] = Field(min_length=2, description="各种读法：A、B…… 各一句话")
    default: str = Field(default="A", description="默认读法")
    why: str = Field(description="为什么默认取这一种")

    @model_validator(mode="after")
    def _default_exists(self) -> "Interpretation":
        if self.default not in self.readings:
            raise ValueError(f"默认读法 {self.default} 不在 readings 里")
        return self
