"""Policy documents: metadata and the verbatim clause tree."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from .base import IsoDate, Quote, Record, Slug

ClauseType = Literal[
    "title",
    "document_number",
    "addressee",
    "paragraph",
    "chapter",
    "article",
    "section",
    "subsection",
    "item",
    "subitem",
    "point",
    "dash",
    "heading",
    "annex",
    "question_answer",
    "question",
    "answer",
    "signoff",
    "attachment_list",
    "contact",
    "links",
    "note",
    "table",
]

#: Chinese name of each clause type, for the schema and the editors' page.
CLAUSE_TYPES: dict[str, str] = {
    "title": "标题行",
    "document_number": "文号行",
    "addressee": "主送机关",
    "paragraph": "无编号的段落",
    "chapter": "第…章",
    "article": "第…条",
    "section": "一、",
    "subsection": "（一）",
    "item": "1.",
    "subitem": "（1）",
    "point": "①",
    "dash": "——",
    "heading": "无编号的小标题",
    "annex": "随文印发的办法、方案或附件（标题与其下全文）",
    "question_answer": "一问一答（下含 question 与 answer）",
    "question": "问",
    "answer": "答",
    "signoff": "落款（机关与日期，逐行）",
    "attachment_list": "附件清单（逐行）",
    "contact": "联系方式（逐行）",
    "links": "原文所附网址（逐行）",
    "note": "编者或汇编者写给读者的话",
    "table": "表格",
}


class TableRow(Record):
    """表格的一行。"""

    cells: list[str] = Field(min_length=1, description="各栏文字，与表头一一对应")
    printed_lines: list[int] = Field(
        default=[], description="若原书把这一行印在别处，写原书行号；核对全文时按行号取"
    )


class Table(Record):
    """表格：表头与各行。"""

    header: list[str] = Field(min_length=1, description="表头")
    rows: list[TableRow] = Field(min_length=1, description="各行")


class Clause(Record):
    """条款树的一个节点。印出来就是 label + text，然后是 lines 或 table，再是 children。"""

    id: Slug = Field(
        description="条款编号，即网址里 # 后面的部分；全文件唯一，改动别处时不变。"
        "第七条=art-7，一（二）3.=1-2-3，段落=上级-p2"
    )
    type: ClauseType = Field(description="节点种类")
    label: str | None = Field(
        default=None, description="印出来的编号，如 第七条、（一）、1.、——、答："
    )
    text: str | None = Field(default=None, description="原文，一字不改")
    lines: list[str] = Field(
        default=[], description="逐行印出的内容（落款、附件清单、联系方式、网址）"
    )
    table: Table | None = Field(default=None, description="表格内容（type: table 时）")
    children: list["Clause"] = Field(default=[], description="下一级条款")
    explains: list[Slug] = Field(default=[], description="（问答、解读）这一节点解释正文的哪些条款")
    printed_lines: list[int] = Field(
        default=[], description="若原书把这一节点印在别处（如页脚网址），写原书行号"
    )

    def walk(self) -> Iterator["Clause"]:
        """This clause and all below it, in printed order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def own_text(self) -> str:
        """Label, text, lines and table of this node alone, joined as printed, without children."""
        parts = [self.label or "", self.text or "", *self.lines]
        if self.table:
            parts += self.table.header
            for row in self.table.rows:
                parts += row.cells
        return "".join(parts)


class Validity(Record):
    """施行日或失效日：日期、依据与原话。"""

    date: IsoDate | None = Field(default=None, description="日期；原文没有就不写（null）")
    basis: Literal["stated", "signature", "derived", "not_stated"] = Field(
        description="stated 原文写明；signature 原文说自印发（下发）之日起，按落款日；"
        "derived 由原文年限推算；not_stated 原文未写"
    )
    cite: Quote | None = Field(default=None, description="写明它的条款与原话")
    note: str | None = Field(default=None, description="给读者的说明，如两种理解")


class Period(Record):
    """文中写明的期限（受理期、执行期、行动期），不等于文件有效期。"""

    label: str = Field(description="是什么期限，如 以工代训补贴受理期限")
    start: IsoDate | None = Field(default=None, description="起（含）")
    end: IsoDate | None = Field(default=None, description="止（含）")
    cite: Quote = Field(description="写明它的条款与原话")


class Attachment(Record):
    """附件。"""

    number: str | None = Field(default=None, description="序号，原文没有就不写")
    title: str = Field(description="附件名称")
    status: Literal["full_text", "not_included", "omitted"] = Field(
        description="full_text 全文随附；not_included 未随文（只列名或给网址）；"
        "omitted 原文写“（略）”"
    )
    clause: Slug | None = Field(default=None, description="全文随附时，附件正文的条款编号")
    urls: list[str] = Field(default=[], description="原书所附网址")
    note: str | None = Field(default=None, description="说明，如 附件详情见某官网")


class Contact(Record):
    """联系方式。公开版会遮盖手机号和非政府邮箱。"""

    clause: Slug = Field(description="出自哪个条款节点")
    organisation: str | None = Field(default=None, description="单位或处室")
    person: str | None = Field(default=None, description="联系人姓名")
    topic: str | None = Field(default=None, description="负责什么，如 职业技能培训")
    phones: list[str] = Field(default=[], description="办公电话")
    mobiles: list[str] = Field(default=[], description="手机号码")
    emails: list[str] = Field(default=[], description="电子邮箱")
    address: str | None = Field(default=None, description="地址")
    postcode: str | None = Field(default=None, description="邮政编码")


class EditorNote(Record):
    """编者注：原书的错误、错位、存疑之处，页面会显示。"""

    clause: Slug | None = Field(default=None, description="针对哪个条款；不写则针对全文")
    kind: Literal["source_error", "displaced", "incomplete", "inferred", "remark"] = Field(
        description="source_error 原文有误（照印）；displaced 原书错位；incomplete 原书不全；"
        "inferred 编者推定；remark 其他说明"
    )
    text: str = Field(min_length=1, description="说明文字")


ReferenceType = Literal[
    "based_on", "implements", "forwards", "amends", "repeals", "replaces", "accompanies", "cites"
]

#: Chinese name of each reference type: (outgoing, incoming).
REFERENCE_TYPES: dict[str, tuple[str, str]] = {
    "based_on": ("依据", "作为依据的"),
    "implements": ("贯彻落实", "被贯彻落实"),
    "forwards": ("转发", "被转发"),
    "amends": ("调整、修订", "被调整、修订"),
    "repeals": ("废止", "被废止"),
    "replaces": ("代替", "被代替"),
    "accompanies": ("配套、解读", "有配套、解读"),
    "cites": ("提到", "被提到"),
}


class ReferenceOverride(Record):
    """更正或补充机器认出的引用。"""

    clause: Slug = Field(description="引用出现在哪个条款")
    text: str = Field(min_length=1, description="条款自己的正文里表示引用的原话，空格也要一样")
    target: str | None = Field(
        description="指向哪份文件：本库编号（tj6）、文号（国发〔2019〕28号）或标题；"
        "null 表示这不是引用"
    )
    target_clause: Slug | None = Field(default=None, description="指向本库文件的哪个条款")
    type: ReferenceType | None = Field(default=None, description="引用种类；不写则按上下文判断")


class Amendment(Record):
    """本文件对另一文件的一处修订。"""

    clause: Slug = Field(description="本文件的条款")
    target: str = Field(description="被修订的文件：本库编号、文号或标题")
    target_place: str = Field(description="被修订之处，照本文件的说法，如 第八条第（一）项")
    operation: Literal["adjust", "extend", "add", "rename"] = Field(
        description="adjust 调整；extend 延长期限；add 新增；rename 改名"
    )
    summary: str = Field(description="改了什么，一句话")
    effective: IsoDate | None = Field(default=None, description="自何日起")
    expires: IsoDate | None = Field(default=None, description="至何日止（含）")
    cite: Quote = Field(description="写明它的原话")


class SourceRange(Record):
    """本文件在来源文本中的位置，用于核对一字不漏。"""

    file: Slug = Field(description="来源名，即 content/sources/ 下的文件名（不含扩展名）")
    lines: tuple[int, int] = Field(description="[首行, 末行]，含附件与问答")


class Companion(Record):
    """随文件一起的答记者问、政策解读或政策问答。"""

    kind: Literal["答记者问", "政策解读", "政策问答"] = Field(description="种类")
    title: str = Field(description="标题")
    issued: IsoDate | None = Field(default=None, description="发布日期；原文没有就不写")
    body: list[Clause] = Field(min_length=1, description="全文")


class InferredIssuer(Record):
    """原文没有落款机关时，编者推定的发文机关。"""

    agency: Slug = Field(description="机关编号，见 agencies.yml")
    basis: str = Field(description="凭什么推定，如 按文号前缀推定")


class PolicyDocument(Record):
    """一份政策文件。"""

    key: Slug = Field(description="文件编号，也是网址的一段；与文件名相同")
    title: str = Field(description="标题（去掉换行与排版空格）")
    document_number: str | None = Field(
        default=None, description="文号，用六角括号〔〕；没有就写 null"
    )
    region: Slug = Field(description="地区编号，与所在文件夹相同，见 regions.yml")
    kind: Literal["通知", "公告", "通告", "意见", "办法", "方案", "决定", "问答", "其他"] = Field(
        description="文种"
    )
    issuers: list[Slug] = Field(description="发文机关编号，见 agencies.yml；原文无落款则为空")
    issuer_inferred: InferredIssuer | None = Field(default=None, description="推定的发文机关")
    issued: IsoDate = Field(description="成文日期（落款日）")
    effective: Validity = Field(description="施行日")
    expires: Validity = Field(description="有效期止日（含当日）")
    periods: list[Period] = Field(default=[], description="文中写明的其他期限")
    topics: list[Slug] = Field(default=[], description="主题编号，见 topics.yml")
    audiences: list[Slug] = Field(default=[], description="对象编号，见 audiences.yml")
    attachments: list[Attachment] = Field(default=[], description="附件")
    contacts: list[Contact] = Field(default=[], description="联系方式")
    notes: list[EditorNote] = Field(default=[], description="编者注")
    references: list[ReferenceOverride] = Field(default=[], description="对机器认出的引用的更正")
    amendments: list[Amendment] = Field(default=[], description="对其他文件的修订")
    source: SourceRange | None = Field(default=None, description="来源文本中的位置")
    source_url: str | None = Field(default=None, description="官方网页地址（若知道）")
    body: list[Clause] = Field(min_length=1, description="全文，一字不漏的条款树")
    companions: list[Companion] = Field(default=[], description="答记者问、解读、问答")

    def clauses(self) -> Iterator[Clause]:
        """Every clause of the document proper and of its companions, in printed order."""
        for clause in self.body:
            yield from clause.walk()
        for companion in self.companions:
            for clause in companion.body:
                yield from clause.walk()
