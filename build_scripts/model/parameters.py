"""Dated values from outside the policy texts: bases, rates, standards."""

from typing import Literal

from pydantic import Field, model_validator

from .base import IsoDate, Record, Slug

Unit = Literal[
    "CNY",
    "CNY/month",
    "CNY/hour",
    "CNY/year",
    "CNY/person",
    "CNY/person-month",
    "ratio",
    "percent",
    "bp",
    "month",
    "year",
    "person",
    "times",
    "table",
]


class RetirementRule(Record):
    """一类人的法定退休年龄。"""

    sex: Literal["female", "male"] = Field(description="适用于 female 女 或 male 男")
    years: int = Field(description="原法定退休年龄（周岁）")
    first_birth_month: str | None = Field(
        default=None, description="从哪个月出生的人起延迟，如 1965-01；不延迟就不写"
    )
    birth_months_per_month: int | None = Field(
        default=None, description="出生每晚几个月，延迟一个月"
    )
    max_months: int | None = Field(default=None, description="最多延迟几个月")


class ParameterValue(Record):
    """一段时间里的值。"""

    start: IsoDate | None = Field(default=None, description="自何日起（含）；起始日没有查到就不写")
    end: IsoDate | None = Field(
        default=None, description="至何日止（含）；仍有效或没有见到末日就不写，只算到查证那年的年底"
    )
    value: str | None = Field(default=None, description='值，如 "3364"、"20%"')
    sum_of: list[str] = Field(
        default=[],
        description='值由哪几部分相加，每一部分都要在原话里；要减去的写成负数，如 "-218"',
    )
    product_of: list[str] = Field(default=[], description="值由哪几部分相乘，每一部分都要在原话里")
    table: dict[str, RetirementRule] | None = Field(
        default=None, description="（法定退休年龄）各类人员的规则"
    )
    source: str = Field(description="出处：网址或文号")
    quote: str = Field(description="出处里的原话")
    confidence: Literal["high", "medium", "low"] = Field(description="可信程度")
    checked_on: IsoDate = Field(description="查证日期")
    note: str | None = Field(default=None, description="说明")

    @model_validator(mode="after")
    def _has_one_value(self) -> "ParameterValue":
        if (self.value is None) == (self.table is None):
            raise ValueError("value 和 table 要写一个，只能写一个")
        if self.sum_of and self.product_of:
            raise ValueError("sum_of 和 product_of 只能写一个")
        if self.start and self.end and self.end < self.start:
            raise ValueError("end 早于 start")
        return self


class Parameter(Record):
    """一项外部标准及其历年的值。查不到值的也要列出，读者可以自己填。"""

    id: str = Field(
        pattern=r"^[a-z]+\.[a-z0-9_]+$", description="编号：地区.名称，如 tianjin.social_base_min"
    )
    region: Slug = Field(description="地区编号")
    label: str = Field(description="名称，如 最低缴费基数")
    unit: Unit = Field(
        description="单位：CNY 元；CNY/month 元/月；CNY/hour 元/小时；CNY/year 元/年；"
        "CNY/person 元/人；CNY/person-month 元/人·月；ratio 比例；percent 百分之几；"
        "bp 基点（万分之一）；month 月；year 年；person 人；times 倍；table 表"
    )
    question: str | None = Field(default=None, description="没有收录时怎样问读者")
    values: list[ParameterValue] = Field(default=[], description="历年的值，按时间先后")
    note: str | None = Field(default=None, description="说明")

    @model_validator(mode="after")
    def _values_in_order(self) -> "Parameter":
        for earlier, later in zip(self.values, self.values[1:], strict=False):
            if earlier.end is None or later.start is None or later.start <= earlier.end:
                raise ValueError("各段时间要按先后排列，不能重叠；前一段要写明末日")
        if not self.id.startswith(f"{self.region}."):
            raise ValueError("编号要以“地区.”开头，并与 region 相同")
        return self
