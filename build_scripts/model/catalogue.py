"""Controlled vocabularies and what is known of documents that the collection does not hold."""

from typing import Literal

from pydantic import Field

from .base import IsoDate, Record, Slug


class Region(Record):
    """地区。"""

    id: Slug = Field(description="地区编号，如 tianjin")
    label: str = Field(description="名称，如 天津市")
    short_label: str = Field(description="简称，如 天津")
    aliases: list[str] = Field(
        default=[], description="别的叫法，如 国家、中央；搜索时当作点名这个地区"
    )
    places: list[str] = Field(
        default=[],
        description="辖区里的市、区、县，如 海淀；搜索时当作说到这个地区，这几个字本身也还在找",
    )
    parent: Slug | None = Field(default=None, description="上级地区；其政策也适用于本地区")
    level: Literal["national", "province", "city"] = Field(description="级别")
    number_prefixes: list[str] = Field(
        default=[], description="本地区文号开头的字，如 津、津人社；用来认文号属于哪里"
    )


class TopicGroup(Record):
    """主题大类。"""

    id: Slug = Field(description="大类编号")
    label: str = Field(description="名称")


class Topic(Record):
    """主题。"""

    id: Slug = Field(description="主题编号")
    label: str = Field(description="名称，如 以工代训")
    group: Slug = Field(description="所属大类编号")
    aliases: list[str] = Field(default=[], description="别的叫法")


class ComparableGroup(Record):
    """一类待遇：各地都有、可以放在一起比较的。"""

    id: str = Field(
        pattern=r"^[a-z0-9]+(?:_[a-z0-9]+)*$",
        description="编号，写在待遇的 comparable_group 里，如 public_welfare_job",
    )
    label: str = Field(description="名称，如 公益性岗位补贴（城镇）")


class Topics(Record):
    """topics.yml：主题大类与主题，以及可以比较的各类待遇。"""

    groups: list[TopicGroup] = Field(description="大类，按显示顺序")
    topics: list[Topic] = Field(description="主题")
    comparable_groups: list[ComparableGroup] = Field(
        default=[], description="可以比较的各类待遇，按显示顺序"
    )


class AudienceGroup(Record):
    """对象大类。"""

    id: Slug = Field(description="大类编号")
    label: str = Field(description="名称，如 个人、单位、机关")


class Audience(Record):
    """对象：文件写给谁、管谁。"""

    id: Slug = Field(description="对象编号")
    label: str = Field(description="名称，如 高校毕业生")
    group: Slug = Field(description="所属大类编号")
    aliases: list[str] = Field(default=[], description="别的叫法")


class Audiences(Record):
    """audiences.yml：对象大类与对象。"""

    groups: list[AudienceGroup] = Field(description="大类，按显示顺序")
    audiences: list[Audience] = Field(description="对象")


class Agency(Record):
    """机关。"""

    id: Slug = Field(description="机关编号")
    label: str = Field(description="全称")
    region: Slug = Field(description="所属地区编号")
    aliases: list[str] = Field(default=[], description="简称、落款写法，如 市人社局")


class Successor(Record):
    """接续或代替的文件。"""

    document_number: str = Field(description="文号")
    title: str | None = Field(default=None, description="标题（若知道）")
    issued: str | None = Field(default=None, description="日期（若知道）")


class ExternalDocument(Record):
    """本库未收录的文件：目前知道些什么，凭什么，多可信。"""

    document_number: str | None = Field(default=None, description="文号")
    title: str = Field(description="标题")
    slug: Slug | None = Field(default=None, description="网址里的名字；不写则由文号或标题生成")
    aliases: list[str] = Field(default=[], description="文中出现过的其他题名")
    issuer: str | None = Field(default=None, description="发文机关（若知道）")
    issued: str | None = Field(default=None, description="日期，可只到年或月；不知道就不写")
    status_note: str | None = Field(default=None, description="所知的效力情况，照来源的说法")
    successors: list[Successor] = Field(default=[], description="接续或代替它的文件")
    source: str | None = Field(default=None, description="凭什么知道")
    quote: str | None = Field(default=None, description="来源里的原话")
    confidence: Literal["high", "medium", "low"] | None = Field(
        default=None, description="可信程度"
    )
    checked_on: IsoDate | None = Field(default=None, description="查证日期")
    note: str | None = Field(default=None, description="说明")


class LaterDevelopment(Record):
    """收录文件之后的情况（接续文件、延期等），来自文件以外的材料。"""

    document: Slug = Field(description="本库文件编号")
    text: str = Field(description="所知的情况")
    successors: list[Successor] = Field(default=[], description="接续或代替的文件")
    source: str = Field(description="凭什么知道")
    quote: str = Field(description="来源里的原话")
    confidence: Literal["high", "medium", "low"] = Field(description="可信程度")
    checked_on: IsoDate = Field(description="查证日期")


class ExternalDocuments(Record):
    """external_documents.yml：未收录文件与收录文件的后续情况。"""

    documents: list[ExternalDocument] = Field(description="未收录的文件")
    later: list[LaterDevelopment] = Field(default=[], description="收录文件的后续情况")


class SourceHeading(Record):
    """汇编自己的标题行（不属于任何一份文件）。"""

    line: int = Field(description="行号")
    text: str = Field(description="文字")


class SourceManifest(Record):
    """来源文本的说明：content/sources/<名字>.yml，与同名 .txt 放在一起。"""

    title: str = Field(description="来源名称")
    note: str | None = Field(default=None, description="怎样得来")
    first_page: int | None = Field(default=None, description="首行所在页")
    total_pages: int | None = Field(default=None, description="总页数")
    headings: list[SourceHeading] = Field(default=[], description="汇编自己的标题行")
