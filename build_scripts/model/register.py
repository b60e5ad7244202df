"""The register of rules: everything in the texts that gives, demands, limits or dates something."""

from typing import Literal

from pydantic import Field

from .base import Citation, Record

RuleKind = Literal[
    "benefit",
    "eligibility",
    "procedure",
    "deadline",
    "materials",
    "target",
    "stop",
    "validity",
    "definition",
    "package",
    "speedup",
    "duty",
    "exclusivity",
    "technical",
    "quota",
]

#: Chinese names of the kinds.
RULE_KINDS: dict[str, str] = {
    "benefit": "待遇与金额",
    "eligibility": "条件",
    "procedure": "办理程序",
    "deadline": "时限",
    "materials": "材料",
    "target": "工作目标",
    "stop": "停发、退出",
    "validity": "有效期",
    "definition": "定义",
    "package": "一件事",
    "speedup": "提速办",
    "duty": "义务",
    "exclusivity": "不得重复",
    "technical": "技术要求",
    "quota": "数量要求",
}


class RegisteredRule(Record):
    """规则登记簿的一条：条文里的一项规定。每一条都要有待遇、时限、一件事收录，或写明只作文字展示。"""

    id: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", description="编号，如 tj89-rate-75")
    kind: RuleKind = Field(
        description="种类：benefit 待遇与金额；eligibility 条件；procedure 办理程序；"
        "deadline 时限；materials 材料；target 工作目标；stop 停发、退出；validity 有效期；"
        "definition 定义；package 一件事；speedup 提速办；duty 义务；exclusivity 不得重复；"
        "technical 技术要求；quota 数量要求"
    )
    cites: list[Citation] = Field(min_length=1, description="写明它的条款与原话")
    text_only: str | None = Field(default=None, description="不参加计算、只作文字展示的，写明原因")
