"""What kind of reference a mention is, from the words around it.

Mentions joined by 、 和 及 与 以及 或 form one enumeration and share its type. The *lead* is what
precedes the enumeration since the last comma or stop, the *rest* what follows it. The first
rule that applies decides:

1.  rest begins with （同时|自动|即行|一并|予以…）废止 or 停止执行, lead ends with 废止, or the
    mention is an item below a clause such as “下列文件同时废止：”          → repeals;
    when only a place in the document goes (《…》第五条同时废止)            → amends
2.  lead ends with 代替/替代/取代, or rest is 由本办法代替                  → replaces
3.  将《…》转发, or lead ends with 转发                                   → forwards
4.  对《…》进行/作出/予以 修订、修改、调整、补充, or lead ends with 修订/修改;
    对“1号文”第…条 where the definition of 1号文 was such an amendment      → amends
5.  in a companion (答记者问, 解读, 问答), or in the title of a document that explains another,
    the explained document                                              → accompanies
6.  the last verb of the lead is 贯彻, 落实 (also 为贯彻落实, 全面贯彻)       → implements
7.  the last verb of the lead is 根据 or 依据                             → based_on
8.  按照/依照/遵照《…》 followed by 精神, 要求, 部署 or 规定 in the preamble (before the first
    numbered clause, and 第一条), or by 精神 anywhere, unless 执行 or 办理 follows → based_on
9.  otherwise (按…执行, 参照…, 见…)                                       → cites

An entry under ``references`` in the document's YAML wins over all of these.
"""

import re

from build_scripts.model.policy import ReferenceType

from .names import ends_with_agency

_PLACE = re.compile(
    r"第[一二三四五六七八九十百零〇两\d]+[条章款部](?:分)?(?:第[一二三四五六七八九十\d]+款)?"
    r"(?:第?[（(]?[一二三四五六七八九十\d、]+[）)]?项)?"
)
_HOW = r"(?:同时|自动|自行|即行|一并|相应|均|予以|立即|随之|全部)*"
_REPEALED_AFTER = re.compile(
    r"\s*(?:等[^，。；]{0,16}?)?(?:规定|文件)?[，,]?(?:[自从][^，。；]{0,24}?起)?[，,]?"
    rf"{_HOW}(?:废止|停止执行|失效)"
)
_REPEALED_BEFORE = re.compile(r"(?:废止|停止执行)(?:了)?(?:原)?$")
_REPEAL_HEADING = re.compile(r"(?:废止|停止执行)[^。；]{0,12}[：:]$")
_REPLACED_BEFORE = re.compile(r"(?:代替|替代|取代)(?:原)?$")
_REPLACED_AFTER = re.compile(r"\s*(?:由|被)[^，。；]{1,12}?(?:代替|替代|取代)")
_FORWARDED_BEFORE = re.compile(r"转发(?:了)?$")
_FORWARDED_AFTER = re.compile(r"[^，。；《]{0,12}?转发")
_OBJECT_BEFORE = re.compile(r"将[^，。；]*$")
_PRINTED_AFTER = re.compile(r"[^，。；《转]{0,10}?(?:印发|下发|发给|公布|发布)")
_PRINTED_BEFORE = re.compile(r"(?:关于|现|特)?(?:联合|修订|制定|重新)*(?:印发|公布|发布)了?")
_AMENDED_BEFORE = re.compile(r"(?:修订|修改)(?:了)?(?:原)?$")
_OBJECT_OF_FOR = re.compile(r"对(?:原|现行)?(?P<between>[^，。；对]*)$")
_AMENDED_AFTER = re.compile(
    r"[^，。；《]{0,40}?(?:进行|作(?:如下|出)?|做(?:如下|出)?|予以|加以)了?[^。；，]{0,6}?"
    r"(?:修订|修改|调整|补充|完善)"
)
_EXPLAINED_AFTER = re.compile(r"(?:的)?(?:政策)?(?:解读|问答|释义|答记者问|政策吹风)")
_VERB = re.compile(r"贯彻|落实|根据|依据|按照|依照|遵照|参照|执行|按|见")
_SPIRIT_AFTER = re.compile(r"\s*(?:文件|等文件)?(?:的)?(?:有关|相关)?(?:精神)")
_DEMAND_AFTER = re.compile(
    r"\s*(?:等)?(?:文件)?(?:的)?(?:有关|相关|总体)?(?:精神|要求|部署|规定)(?!.{0,8}(?:执行|办理))"
)


def place_after(text: str, position: int) -> str | None:
    """The provision named right after a document (第八条第（一）项), as printed."""
    match = _PLACE.match(text, position)
    return match[0] if match else None


def heads_repeals(text: str) -> bool:
    """Whether the items below this text are repealed (“下列文件同时废止：”)."""
    return _REPEAL_HEADING.search(text) is not None


def prints_it(lead: str, rest: str) -> bool:
    """现将《…》印发给你们: the document named is the one printed here."""
    return bool(
        (_OBJECT_BEFORE.search(lead) and _PRINTED_AFTER.match(rest))
        or _PRINTED_BEFORE.fullmatch(lead)
    )


def explains_it(rest: str) -> bool:
    """《…》政策解读, 《…》答记者问."""
    return _EXPLAINED_AFTER.match(rest) is not None


def is_amended_object(lead: str) -> bool:
    """The mention is what 对 governs (对1号文第八条…)."""
    found = _OBJECT_OF_FOR.search(lead)
    return found is not None and (not found["between"] or ends_with_agency(found["between"]))


def reference_type(lead: str, rest: str, *, preamble: bool, repeals: bool) -> ReferenceType:
    """Type by rules 1–4 and 6–9 of the module docstring.

    ``preamble``: the clause comes before the first numbered one or is 第一条. ``repeals``: the
    clause stands below a heading that repeals what it lists.
    """
    place = _PLACE.match(rest)
    if place and _REPEALED_AFTER.match(rest, place.end()):
        return "amends"
    if repeals or _REPEALED_AFTER.match(rest) or _REPEALED_BEFORE.search(lead):
        return "repeals"
    if _REPLACED_BEFORE.search(lead) or _REPLACED_AFTER.match(rest):
        return "replaces"
    if _FORWARDED_BEFORE.search(lead) or (
        _OBJECT_BEFORE.search(lead) and _FORWARDED_AFTER.match(rest)
    ):
        return "forwards"
    if _AMENDED_BEFORE.search(lead) or (is_amended_object(lead) and _AMENDED_AFTER.match(rest)):
        return "amends"
    verbs = _VERB.findall(lead)
    verb = verbs[-1] if verbs else ""
    if verb in ("贯彻", "落实"):
        return "implements"
    if verb in ("根据", "依据"):
        return "based_on"
    if verb in ("按照", "依照", "遵照") and (
        _SPIRIT_AFTER.match(rest) or (preamble and _DEMAND_AFTER.match(rest))
    ):
        return "based_on"
    return "cites"
