"""The questionnaire: every fact that a rule may ask for."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from .base import Record

#: Identifier of facts, options and rule nodes; part of the public request format.
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]

FactType = Literal["bool", "int", "decimal", "money", "percent", "date", "month", "enum", "set"]

#: Chinese name of each fact type, for messages and the editors' page.
FACT_TYPES: dict[str, str] = {
    "bool": "是或否",
    "int": "整数",
    "decimal": "数",
    "money": "金额（元）",
    "percent": "百分数的数字，5.5 表示 5.5%",
    "date": "日期",
    "month": "月份",
    "enum": "选一项",
    "set": "选多项",
}


class FactOption(Record):
    """选项。"""

    id: Name = Field(description="选项编号")
    label: str = Field(description="选项文字")


class Fact(Record):
    """一个问题：规则可能要问读者的一件事。门槛写在规则里，不写在这里。"""

    id: Name = Field(description="编号，如 birth_date；是对外接口的一部分，不改")
    label: str = Field(description="简称，如 出生日期")
    question: str = Field(description="用平常话写的问题")
    hint: str | None = Field(default=None, description="补充说明")
    type: FactType = Field(description="种类：bool 是或否；date 日期；enum 选一项；set 选多项 等")
    unit: str | None = Field(default=None, description="单位，如 月、元/月")
    min: int | None = Field(default=None, description="最小值")
    max: int | None = Field(default=None, description="最大值")
    options: list[FactOption] = Field(default=[], description="选项（enum、set）")
    entity: Literal["person", "hired_person", "student", "employer", "organisation"] = Field(
        description="说的是谁：person 个人；hired_person 被招用的人；student 学生；"
        "employer 用人单位；organisation 机构"
    )
    changeable: Literal["yes", "no", "wait"] = Field(
        description="yes 可以改变；no 不能改变；wait 随时间改变"
    )
    verify: Literal["agency"] | None = Field(
        default=None, description="agency：只有经办机构能核实，没有填时结果为“需窗口核验”"
    )
    scope: Literal["benefit"] | None = Field(
        default=None, description="benefit：各项待遇可以填得不一样"
    )
    default: Literal["as_of_date"] | None = Field(
        default=None, description="as_of_date：没有填时取计算日期"
    )
    month_means: Literal["last_day"] | None = Field(
        default=None,
        description="（日期）只知道年月时：last_day 按当月最后一天；不写则要填到日",
    )
    not_before: list[Name] = Field(default=[], description="不能早于哪些日期（编号）")
    not_after: Literal["as_of"] | None = Field(default=None, description="as_of：不能晚于计算日期")
    aliases: list[str] = Field(default=[], description="别的叫法")
    formerly: list[Name] = Field(
        default=[], description="改名以前的编号：读者以前存的链接里用的是它，答案照搬过来"
    )

    @model_validator(mode="after")
    def _options_fit_type(self) -> "Fact":
        if (self.type in ("enum", "set")) != bool(self.options):
            raise ValueError("enum、set 要写选项（options），别的种类不写")
        return self
