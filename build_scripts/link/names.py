"""How documents are named in print: document numbers, titles, issuers, and what is no document.

A *document number* is 发文字号 such as 津政办规〔2020〕7号 or an order number such as
北京市人民政府令2006年第183号. A *title key* is what two printings of one title have in common:
white space, quotation marks, the issuer before 关于, the wrapping 关于印发…的通知 and the
particle 的 do not count. 转发 stays, because a forwarding notice is a document of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

HAN = r"\u4e00-\u9fff"

_NUMBER_TAIL = re.compile(
    r"\s*[〔［\[（(【]\s*(?P<year>[12１２][09０９]\d{2})\s*[〕］\]）)】]\s*第?\s*(?P<serial>\d{1,5})\s*号"
    r"|令\s*(?:(?P<order_year>[12１２][09０９]\d{2})\s*年)?\s*第?\s*(?P<order_serial>\d{1,5})\s*号"
)
_NUMBER_PREFIX = re.compile(rf"[{HAN}]{{1,24}}$")

#: Words that may stand right before a number without belonging to it.
_BEFORE_NUMBER = re.compile(
    r".*(?:根据|依据|依照|按照|遵照|参照|执行|落实|贯彻|转发|印发|下发|废止|代替|以及|文号"
    r"|[按见照及和与或由将对的以原在是为即])(?=.)"
)

_KINDS = (
    "实施意见|指导意见|意见|通知|通告|公告|办法|方案|计划|规划|纲要|措施|细则|规定|条例|决定"
    "|指南|指引|行动"
)
#: A title so general that it can only be short for a document named elsewhere: 《通知》.
GENERIC_TITLE = re.compile(rf"(?:(?:实施|管理|暂行|工作|行动))?(?:{_KINDS})")

_POLICY_ENDING = re.compile(
    rf"(?:{_KINDS}|法|典|标准|规范|规程|规则|制度|批复|函|令|决议|章程|准则|报告|解释|答复|要点"
    r"|政策|预案|通报|公报|公约|协定|建议|解读|问答)$"
)
_FORM_ENDING = re.compile(
    r"(?:表|册|单|卡|簿|书|协议|合同|证|证明|执照|台账|回执|凭证|发票|材料|信息)$"
)
#: 手册 ends like a form (册) but is a text to read; 白皮书 likewise.
_PUBLICATION_ENDING = re.compile(r"(?:手册|目录|名录|白皮书|大纲|教材|年鉴|报|日报|杂志)$")
_TRAILING_BRACKET = re.compile(r"[（(〔\[][^（()）〔〕\[\]]*[）)〕\]]$")
_FILE_EXTENSION = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|zip)$", re.IGNORECASE)

_AGENCY_ENDING = (
    "部|委|委员会|厅|局|院|署|办|办公厅|办公室|司|政府|中心|银行|会|组|指挥部|省委|市委|区委|县委"
    "|中央|会议|残联|联合会|总社|社|法院|检察院|军委|党组|残联办公厅"
)
_AGENCY = re.compile(rf"[{HAN}、\s]{{1,59}}?(?:{_AGENCY_ENDING})")
_ISSUER_BREAK = re.compile(r"关于|印发|转发")
_NOISE = re.compile(r"[\s《》〈〉<>「」『』“”‘’\"'、，,．.·\-—－–~～（）()〔〕\[\]［］]|的")
_AND = re.compile(r"[\s、和]")

Kind = Literal["document", "form", "publication"]


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """发文字号 in parts. ``year`` is None for an order counted without a year (国务院令第724号)."""

    prefix: str
    year: int | None
    serial: int

    @property
    def key(self) -> str:
        """Identity: equal however the number was printed."""
        return f"{self.prefix}|{self.year or ''}|{self.serial}"

    def __str__(self) -> str:
        if self.prefix.endswith("令"):
            return f"{self.prefix}{f'{self.year}年' if self.year else ''}第{self.serial}号"
        return f"{self.prefix}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """``number`` is printed in ``text[start:end]``."""

    start: int
    end: int
    number: DocumentNumber


def find_numbers(text: str) -> Iterator[NumberSpan]:
    """Document numbers in printed order.

    Right after （ or 》 all Han characters before the bracketed year are prefix; in running text
    the words that lead to the number (按照津政办规〔2020〕7号) are cut off.
    """
    floor = 0
    for tail in _NUMBER_TAIL.finditer(text):
        order = tail["order_serial"] is not None
        prefix_end = tail.start() + 1 if order else tail.start()
        before = _NUMBER_PREFIX.search(text, max(floor, prefix_end - 24), prefix_end)
        if before is None:
            continue
        start, prefix = before.start(), before[0]
        if text[start - 1 : start] not in ("（", "(", "《", "》"):
            lead = _BEFORE_NUMBER.match(prefix)
            if lead:
                start, prefix = start + lead.end(), prefix[lead.end() :]
        floor = tail.end()
        if len(prefix) < 2:
            continue
        year = tail["year"] or tail["order_year"]
        serial = int(tail["serial"] or tail["order_serial"])
        yield NumberSpan(
            start, tail.end(), DocumentNumber(prefix, int(year) if year else None, serial)
        )


@lru_cache(maxsize=65536)
def parse_number(text: str) -> DocumentNumber | None:
    """The number that ``text`` is, in whatever brackets, or None when it is no number."""
    squeezed = re.sub(r"\s", "", text)
    for span in find_numbers(f"《{squeezed}"):
        return span.number if (span.start, span.end) == (1, len(squeezed) + 1) else None
    return None


@lru_cache(maxsize=65536)
def split_issuer(title: str) -> tuple[str | None, str]:
    """(issuer as printed before 关于/印发/转发, rest of the title).

    The issuer is None when the title does not start with one.
    """
    found = _ISSUER_BREAK.search(title)
    if found and found.start():
        prefix = title[: found.start()]
        if _AGENCY.fullmatch(prefix):
            return prefix.strip(), title[found.start() :]
    return None, title


@lru_cache(maxsize=65536)
def title_key(title: str) -> str:
    """What remains of a title when everything that varies between printings is taken away."""
    rest = _FILE_EXTENSION.sub("", title.strip())
    rest = re.sub(r"[《》〈〉<>“”\"\s]", "", rest)
    previous = None
    while rest != previous:
        previous = rest
        rest = split_issuer(rest)[1]
        wrapped = re.fullmatch(r"(?:关于)?(?:修订)?印发(.+?)的?通知", rest)
        rest = wrapped[1] if wrapped else rest
        rest = rest.removeprefix("关于").removeprefix("中华人民共和国")
    rest = rest.removesuffix("通知") or rest
    return _NOISE.sub("", rest)


@lru_cache(maxsize=65536)
def issuer_key(issuer: str) -> str:
    """An issuer without separators and without the 和 of 人力资源和社会保障."""
    return _AND.sub("", issuer)


_SENTENCE_PART = re.compile(r"[，。；：！？（）()“”《》]")
_BEFORE_ISSUER = re.compile(
    r".*(?:根据|依据|依照|按照|遵照|参照|执行|落实|贯彻|转发|印发|现将"
    r"|[将按由对及与为]|和(?!社会保障|信息化|城乡|改革|旅游|自然资源|计划生育))(?=.)"
)


def trailing_issuer(text: str) -> str | None:
    """The agency that ``text`` ends with (…根据国务院 → 国务院), or None."""
    tail = _SENTENCE_PART.split(text[-60:])[-1]
    tail = re.sub(r"(?:联合)?(?:印发|下发|发布|制定)的?$", "", tail)
    lead = _BEFORE_ISSUER.match(tail)
    if lead:
        tail = tail[lead.end() :]
    tail = tail.strip("、 ")
    if tail.endswith("社会") or not _AGENCY.fullmatch(tail):
        return None
    return tail


def ends_with_agency(text: str) -> bool:
    """Whether ``text`` consists of agency names only (used between two items of an enumeration)."""
    return _AGENCY.fullmatch(text) is not None


@lru_cache(maxsize=65536)
def classify(title: str) -> Kind:
    """Whether a title in 《》 names a policy document, a form, or a publication.

    Decided by the heading word the title ends with (a bracket such as （试行） aside). Forms:
    表, 花名册, 清单, 对账单, 证, 证明, 协议书, 申请书, 卡 and the like. Publications: 手册, 目录
    and whatever has no heading word of a policy document.
    """
    bare = _FILE_EXTENSION.sub("", re.sub(r"[\s〈〉<>《》]", "", title))
    while (shorter := _TRAILING_BRACKET.sub("", bare)) != bare and shorter:
        bare = shorter
    if _PUBLICATION_ENDING.search(bare):
        return "publication"
    if _FORM_ENDING.search(bare):
        return "form"
    return "document" if _POLICY_ENDING.search(bare) else "publication"
