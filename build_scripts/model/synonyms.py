"""The search vocabulary: what people say and what the documents call it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from .base import Record

#: The only fillers of one character; they are left out at the end of a query only.
SENTENCE_PARTICLES = ("吗", "呢", "吧", "啊", "呀", "嘛", "么")


def _check_phrase(value: str) -> str:
    if len(value.strip()) < 2 or value != value.strip():
        raise ValueError("至少要两个字，前后不留空格")
    return value


def _check_filler(value: str) -> str:
    if value in SENTENCE_PARTICLES:
        return value
    if len(value) == 1:
        raise ValueError(f"一个字的只能是句末的 {'、'.join(SENTENCE_PARTICLES)}，别的至少要两个字")
    return _check_phrase(value)


#: One character would be found in almost every query.
Phrase = Annotated[str, AfterValidator(_check_phrase), Field(json_schema_extra={"minLength": 2})]
FillerPhrase = Annotated[
    str, AfterValidator(_check_filler), Field(json_schema_extra={"minLength": 1})
]


class Synonym(Record):
    """一条同义说法：人们怎么说，文件怎么写。

    搜索时除了原来的话，再用文件的写法各找一遍；只换一次，换出来的话不再换。意思必须相同，
    不能拿相近的另一件事来换（社保补贴不是岗位补贴）。两边文件都写的（社保补贴、社会保险补贴），
    要两个方向各写一条。
    """

    say: list[Phrase] = Field(
        min_length=1,
        description="人们的说法，一个或几个；每个说法在整个文件里只写一次。长的说法先认",
    )
    means: list[Phrase] = Field(
        min_length=1, description="文件里的写法，最贴切的在前；收录的文件里必须有（空格不计）"
    )
    note: str = Field(min_length=1, description="为什么可以这样换，写给编辑看")


class Filler(Record):
    """一组问话用语：只表示怎么问，不表示问什么事，搜索时去掉。

    长的先去；去掉以后才认同义说法。主题里用得到的字（条件、材料、办法）不要单独写在这里。
    """

    say: list[FillerPhrase] = Field(
        min_length=1,
        description="问话用语，一个或几个；至少两个字。一个字的只能是 吗、呢、吧、啊、呀、嘛、么，"
        "只在整句末尾才去掉",
    )
    asks: (
        Literal[
            "amount",
            "percent",
            "period",
            "deadline",
            "materials",
            "procedure",
            "place",
            "condition",
            "audience",
        ]
        | None
    ) = Field(
        default=None,
        description="问的是什么：amount 多少钱；percent 比例；period 能享受或要办多长时间；"
        "deadline 什么时候、什么时候截止；materials 材料；procedure 怎么办；place 在哪里办；"
        "condition 条件；audience 什么人可以。看不出问什么的不写",
    )
    note: str = Field(min_length=1, description="什么时候这样问、为什么可以去掉，写给编辑看")


class Synonyms(Record):
    """synonyms.yml：搜索用的同义说法与问话用语。"""

    synonyms: list[Synonym] = Field(description="同义说法")
    fillers: list[Filler] = Field(description="问话用语")
