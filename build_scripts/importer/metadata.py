"""What a document says about itself: date, issuers, validity, attachments, contacts."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pypinyin import Style, lazy_pinyin

from build_scripts.numerals import parse_numeral

from .draft import Draft, Node
from .layout import DATE

_KINDS = ("通知", "公告", "通告", "意见", "办法", "方案", "决定")
_SELF = r"本(?:通知|通告|公告|意见|办法|规定|细则|方案|决定|条例|法|规则|计划)"
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_ISSUE = r"(?:印发|发布|公布|下发|签发|颁布)之日"
_EFFECTIVE = re.compile(
    rf"{_SELF}[^。；]{{0,12}}?自({_DAY}|{_ISSUE})起(?:施行|实施|执行|生效|试行)"
    rf"|[自从]{_SELF}({_ISSUE})起"
)
_EXPIRES = re.compile(
    rf"{_SELF}[^。]{{0,40}}?(?:有效期(?:限)?(?:截?至|到)|执行(?:至|到))({_DAY})止?"
)
_YEARS = re.compile(rf"{_SELF}[^。]{{0,40}}?有效期(?:限)?为?([一二三四五六七八九十两\d]{{1,2}})年")
_NUMBER = re.compile(r"(.+?)[〔\[［(（【](\d{4})[〕\]］)）】](\d+)号")
_ATTACHMENT_HEAD = re.compile(r"附[件表录](?:（[^）]*）)?[：:]?")
_ATTACHMENT_ITEM = re.compile(r"(\d{1,2}) ?[．.、：:]?(?=\D)")
_REMARK = re.compile(r"（(略|[^（）]*详情[^（）]*|另[^（）]*)）$")
_FILE_LINK = re.compile(r"\.(?:docx?|xlsx?|pdf|zip|rar|wps|et)$|download", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\d)(?:（0\d{2,3}）|\(0\d{2,3}\)|0\d{2,3}[-－—])?[2-9]\d{6,7}(?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PERSON = re.compile(r"联\s*系\s*人[：:]\s*([\u4e00-\u9fff·、]{2,20})")
_ADDRESS = re.compile(r"(?:通[信讯]|联系)?地址[：:]\s*(\S+)")
_POSTCODE = re.compile(r"(?:邮政?编码|邮编)[：:]\s*(\d{6})")


@dataclass(frozen=True)
class AgencyNames:
    """Ids of bodies by name; the same short name may mean different bodies in different regions."""

    by_region: Mapping[tuple[str, str], str]
    by_name: Mapping[str, str]

    def find(self, name: str, region: str) -> str | None:
        """Id of the body printed as ``name`` in a document of ``region``, or None."""
        return self.by_region.get((region, name)) or self.by_name.get(name)


def normalise_number(printed: str | None) -> str | None:
    """A document number with 〔〕 and without blanks."""
    if printed is None:
        return None
    number = "".join(printed.split())
    match = _NUMBER.fullmatch(number)
    return f"{match[1]}〔{match[2]}〕{match[3]}号" if match else number


def parse_day(text: str) -> date | None:
    """The calendar day written in ``text`` in Arabic or Chinese numerals; None if there is none."""
    match = DATE.search(text)
    if not match:
        return None
    parts = [part.translate(str.maketrans("零○Ｏ", "〇〇〇")) for part in match.groups()]
    try:
        return date(*map(parse_numeral, parts))
    except ValueError:
        return None


def slug(text: str) -> str:
    """``text`` as an identifier: Han characters by their pinyin initials."""
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER))
    return re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-") or "x"


def _years_after(start: date, years: int) -> date:
    """Last day of ``years`` years counted from ``start``."""
    last = calendar.monthrange(start.year + years, start.month)[1]
    if start.day > last:
        return start.replace(year=start.year + years, day=last)
    return start.replace(year=start.year + years) - timedelta(days=1)


class _Metadata:
    def __init__(self, draft: Draft, region: str, agencies: AgencyNames) -> None:
        self._draft = draft
        self._region = region
        self._agencies = agencies
        self._nodes = [node for top in draft.body for node in top.walk()]

    def _doubt(self, text: str) -> None:
        self._draft.doubts.append(text)

    def issuers(self) -> list[str]:
        names: list[str] = []
        for node in self._nodes:
            if node.type == "signoff":
                for line in node.lines:
                    if not DATE.fullmatch(line):
                        names += line.split()
                break
        self._draft.issuer_names = names
        if not names:
            self._doubt("落款没有机关，请填 issuer_inferred 或留空")
        ids: list[str] = []
        for name in names:
            known = self._agencies.find(name, self._region)
            if known is None:
                known = slug(name)
                self._doubt(f"机关“{name}”不在 agencies.yml 里，暂写 {known}")
            if known not in ids:
                ids.append(known)
        return ids

    def issued(self) -> date | None:
        for node in self._nodes:
            if node.type == "signoff" and (day := parse_day(node.lines[-1])):
                return day
        for node in self._nodes[:6]:
            if day := parse_day(node.own_text()):
                self._doubt(f"没有落款日期，成文日期暂取文首的 {day.isoformat()}")
                return day
        self._doubt("没有找到成文日期，请填 issued（不填不能通过检查）")
        return None

    def validity(self, issued: date | None) -> tuple[dict[str, Any], dict[str, Any]]:
        """(effective, expires), each with the words it was taken from."""
        effective: dict[str, Any] = {"basis": "not_stated"}
        expires: dict[str, Any] = {"basis": "not_stated"}
        start: date | None = None
        for node in self._nodes:
            text = node.text or ""
            if node.type == "annex" or not text:
                continue
            found = _EFFECTIVE.search(text)
            if found and effective["basis"] == "not_stated":
                stated = parse_day(found[1] or "")
                start = stated or issued
                if start:
                    effective = {
                        "date": start.isoformat(),
                        "basis": "stated" if stated else "signature",
                        "cite": {"clause": node.id, "quote": found[0]},
                    }
            if expires["basis"] != "not_stated":
                continue
            until, years = _EXPIRES.search(text), _YEARS.search(text)
            if until and (last := parse_day(until[1])):
                cite = {"clause": node.id, "quote": until[0]}
                expires = {"date": last.isoformat(), "basis": "stated", "cite": cite}
            elif years and start:
                last = _years_after(start, parse_numeral(years[1]))
                cite = {"clause": node.id, "quote": years[0]}
                expires = {"date": last.isoformat(), "basis": "derived", "cite": cite}
                self._doubt(f"有效期止日 {last.isoformat()} 按“有效期{years[1]}年”推算")
        return effective, expires

    def attachments(self) -> list[dict[str, Any]]:
        annexes = {node.text or "": node for node in self._nodes if node.type == "annex"}
        found: list[dict[str, Any]] = []
        for node in self._nodes:
            if node.type == "attachment_list":
                found += self._listed(node, annexes)
        announced = {item.get("clause") for item in found}
        for annex in annexes.values():
            if annex.label and annex.id not in announced:
                item: dict[str, Any] = {"number": annex.ordinal} if annex.ordinal else {}
                title = annex.text or annex.label
                found.append(item | {"title": title, "status": "full_text", "clause": annex.id})
        links = [
            line
            for node in self._nodes
            if node.type == "links"
            for line in node.lines
            if _FILE_LINK.search(line)
        ]
        open_items = [item for item in found if item["status"] == "not_included"]
        if links and len(links) == len(open_items):
            for item, link in zip(open_items, links, strict=True):
                item["urls"] = [link]
        elif links:
            self._doubt(
                f"有 {len(links)} 个网址、{len(open_items)} 个未随文的附件，网址没有对应到附件"
            )
        return found

    @staticmethod
    def _listed(node: Node, annexes: Mapping[str, Node]) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        for index, line in enumerate(node.lines):
            text = _ATTACHMENT_HEAD.sub("", line, count=1).strip() if index == 0 else line
            if not text:
                continue
            item: dict[str, Any] = {}
            if number := _ATTACHMENT_ITEM.match(text):
                item["number"] = number[1]
                text = text[number.end() :].strip()
            remark = _REMARK.search(text)
            if remark:
                text = text[: remark.start()].strip()
            item["title"] = text
            item["status"] = "omitted" if remark and remark[1] == "略" else "not_included"
            if remark and remark[1] != "略":
                item["note"] = remark[1]
            if annex := annexes.get(text):
                item |= {"status": "full_text", "clause": annex.id}
            items.append(item)
        return items

    def contacts(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for node in self._nodes:
            if node.type != "contact":
                continue
            text = "\n".join(node.lines)
            contact: dict[str, Any] = {"clause": node.id}
            persons = _PERSON.findall(text)
            if persons:
                contact["person"] = "、".join(persons)
            mobiles = _MOBILE.findall(text)
            if phones := _PHONE.findall(_MOBILE.sub("", text)):
                contact["phones"] = phones
            if mobiles:
                contact["mobiles"] = mobiles
            if emails := _EMAIL.findall(text):
                contact["emails"] = emails
            if address := _ADDRESS.search(text):
                contact["address"] = address[1]
            if postcode := _POSTCODE.search(text):
                contact["postcode"] = postcode[1]
            found.append(contact)
            if len(node.lines) > 4 or len(persons) > 1 or len(contact.get("phones", [])) > 2:
                self._doubt(f"联系方式（{node.id}）有多人或多个电话，请分开填写")
        return found

    def kind(self) -> str:
        title = re.sub(r"[（(][^）)]*[）)]$", "", self._draft.title)
        if title.endswith(("问答", "解答", "答记者问")):
            return "问答"
        if title.endswith("计划"):
            return "方案"
        kind = next((kind for kind in _KINDS if title.endswith(kind)), "其他")
        if kind == "其他":
            self._doubt("看不出文种，暂写“其他”")
        return kind

    def key(self, issued: date | None) -> str:
        number = _NUMBER.fullmatch(normalise_number(self._draft.document_number) or "")
        if number:
            return f"{slug(number[1])}-{number[2]}-{number[3]}"
        named = issued.isoformat() if issued else slug(self._draft.title)[:20].strip("-")
        return f"{self._region}-{named}"


def complete(draft: Draft, region: str, source: str, agencies: AgencyNames) -> None:
    """Fill ``draft.record`` and the fields it is scored by; ids must have been given."""
    metadata = _Metadata(draft, region, agencies)
    issued = metadata.issued()
    issuers = metadata.issuers()
    effective, expires = metadata.validity(issued)
    draft.document_number = normalise_number(draft.document_number)
    if draft.document_number is None:
        draft.doubts.append("没有认出文号")
    draft.issued = issued.isoformat() if issued else None
    if not draft.title:
        draft.title = next((node.own_text()[:40] for node in draft.body), "无标题")
    record: dict[str, Any] = {
        "key": metadata.key(issued),
        "title": draft.title,
        "document_number": draft.document_number,
        "region": region,
        "kind": metadata.kind(),
        "issuers": issuers,
        "issued": draft.issued,
        "effective": effective,
        "expires": expires,
    }
    if attachments := metadata.attachments():
        record["attachments"] = attachments
    if contacts := metadata.contacts():
        record["contacts"] = contacts
    record["source"] = {"file": source, "lines": [draft.first_line, draft.last_line]}
    record["body"] = [node.to_mapping() for node in draft.body]
    if draft.companions:
        record["companions"] = [
            {
                "kind": companion.kind,
                "title": companion.title,
                "body": [node.to_mapping() for node in companion.body],
            }
            for companion in draft.companions
        ]
    draft.record = record
