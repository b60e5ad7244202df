"""Ids, places, numbers and dates across files: what is refused, in exact words."""

from dataclasses import replace
from pathlib import Path

import pytest

from build_scripts.check.ids import check_ids
from build_scripts.load.collection import Collection, load_collection
from tests.load.sample import FILES, POLICY, changed, write_sample

TJ6 = "policies/tianjin/tj6.yml"
AT = f"content/{TJ6}"


def lines_told(tmp_path: Path, **changes: str | bytes | None) -> list[str]:
    collection = load_collection(write_sample(tmp_path, **changes))
    return list(map(str, sorted(check_ids(collection))))


def test_the_sample_is_accepted(tmp_path: Path) -> None:
    assert lines_told(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "region: tianjin",
            "region: tianjing",
            "5:9: 没有地区“tianjing”。是不是“tianjin”？地区要用 regions.yml 里有的编号",
        ),
        (
            "region: tianjin",
            "region: cn",
            "5:9: 地区“cn”与所在文件夹“tianjin”不同。请改地区，或把文件移到 cn 文件夹",
        ),
        (
            "key: tj6",
            "key: tj7",
            "2:6: 编号“tj7”与文件名“tj6.yml”不同。请改编号，或把文件改名为 tj7.yml",
        ),
        (
            "issuers: [tianjin-hrss]",
            "issuers: [tianjin-hrs]",
            "7:11: 没有机关“tianjin-hrs”。是不是“tianjin-hrss”？机关要用 agencies.yml 里有的编号",
        ),
        (
            "issuers: [tianjin-hrss]",
            "issuers: [tianjin-hrss, tianjin-hrss]",
            "7:25: 机关“tianjin-hrss”写了两次。请删掉一个",
        ),
        (
            "notes:",
            "issuer_inferred: {agency: hrss, basis: 按文号前缀推定}\nnotes:",
            "17:27: 没有机关“hrss”。是不是“mohrss”？机关要用 agencies.yml 里有的编号",
        ),
        (
            "notes:",
            "source: {file: compilaton, lines: [1, 2]}\nnotes:",
            "17:16: 没有来源“compilaton”。来源要用 content/sources/ 里有的编号",
        ),
        (
            "notes:",
            "topics: [si-subsidies]\nnotes:",
            "17:10: 没有主题“si-subsidies”。是不是“si-subsidy”？主题要用 topics.yml 里有的编号",
        ),
        (
            "notes:",
            "audiences: [个人]\nnotes:".replace("个人", "people"),
            "17:13: 没有对象“people”。对象要用 audiences.yml 里有的编号",
        ),
        (
            "      - id: art-1-1",
            "      - id: art-2",
            "33:9: 条款编号“art-2”重复，第 29 行已经用过。"
            "编号在整份文件里（含答记者问、解读）只能用一次",
        ),
        (
            "  - kind: remark",
            "  - clause: art-3\n    kind: remark",
            "18:13: 本文件没有条款“art-3”。是不是“art-2”？要写正文里有的条款编号",
        ),
        (
            "    clause: art-2",
            "    clause: art-20",
            "13:13: 本文件没有条款“art-20”。是不是“art-2”？要写正文里有的条款编号",
        ),
        (
            "notes:",
            "contacts:\n  - {clause: contact, phones: [022-1]}\nnotes:",
            "18:14: 本文件没有条款“contact”。要写正文里有的条款编号",
        ),
        (
            "notes:",
            "periods:\n  - {label: 受理期, cite: {clause: art-9, quote: 办法}}\nnotes:",
            "18:33: 本文件没有条款“art-9”。是不是“art-2”？要写正文里有的条款编号",
        ),
        (
            "notes:",
            "attachments:\n  - {title: 表, status: full_text}\nnotes:",
            "18:5: 附件全文随附（status: full_text），要用 clause 写明它的条款编号",
        ),
        (
            "notes:",
            "attachments:\n  - {title: 表, status: full_text, clause: annex}\nnotes:",
            "18:43: 本文件没有条款“annex”。要写正文里有的条款编号",
        ),
        (
            "notes:",
            "attachments:\n  - {title: 表, status: omitted, clause: art-1}\nnotes:",
            "18:41: 附件没有全文（status 不是 full_text），就不能写它在哪个条款",
        ),
        (
            "        text: 小微企业；",
            "        text: 小微企业；\n        explains: [art-7]",
            "33:20: 本文件没有条款“art-7”。是不是“art-2”？要写正文里有的条款编号",
        ),
        (
            "        text: 小微企业；",
            "        table: {header: [区, 电话], rows: [{cells: [东城区]}]}",
            '32:49: 表头有 2 栏，这一行有 1 栏。请补齐，空栏写 ""',
        ),
        (
            "notes:",
            "references:\n  - {clause: art-1, text: 办法, target: tj60}\nnotes:",
            "18:39: 本库没有编号为“tj60”的文件。是不是“tj6”？未收录的文件请写文号或标题",
        ),
        (
            "notes:",
            "references:\n  - {clause: art-1, text: 办法, target: CN30}\nnotes:",
            "18:39: 本库没有编号为“CN30”的文件。是不是“cn30”？未收录的文件请写文号或标题",
        ),
        (
            "notes:",
            "references:\n  - {clause: art-1, text: 办法, target: cn30, "
            "target_clause: p-2}\nnotes:",
            "18:60: 文件 cn30 没有条款“p-2”。是不是“p-1”？要写正文里有的条款编号",
        ),
        (
            "notes:",
            "references:\n  - {clause: art-1, text: 办法, target: 就业促进法, "
            "target_clause: p-2}\nnotes:",
            "18:61: 只有指向本库收录的文件（target 写它的编号），才能写 target_clause",
        ),
        (
            "notes:",
            "amendments:\n"
            "  - {clause: art-1, target: cn31, target_place: 第一条, "
            "operation: add, summary: 改,\n"
            "     effective: '2020-06-01', expires: '2020-05-01', "
            "cite: {clause: art-1, quote: 办法}}\n"
            "notes:",
            "18:29: 本库没有编号为“cn31”的文件。是不是“cn30”？未收录的文件请写文号或标题\n"
            "19:40: 日期颠倒：修订的起 2020-06-01 晚于止 2020-05-01",
        ),
        (
            "document_number: 津人社局发〔2020〕6号",
            "document_number: 津人社局发[2020]6号",
            "4:18: 文号“津人社局发[2020]6号”的写法不对。是不是“津人社局发〔2020〕6号”？"
            "文号要写成 津人社局发〔2020〕6号 的样子，年份用六角括号〔〕",
        ),
        (
            "document_number: 津人社局发〔2020〕6号",
            "document_number: 6号文",
            "4:18: 文号“6号文”的写法不对。"
            "文号要写成 津人社局发〔2020〕6号 的样子，年份用六角括号〔〕",
        ),
        (
            "document_number: 津人社局发〔2020〕6号",
            "document_number: 人社部发〔2020〕30号",
            "4:18: 文号“人社部发〔2020〕30号”重复，content/policies/cn/cn30.yml:3:18 已经用过",
        ),
        (
            "expires:\n  basis: not_stated",
            'expires: {date: "2020-05-14", basis: stated, cite: {clause: art-2, quote: 施行}}',
            "15:17: 日期颠倒：施行日 2020-05-15 晚于有效期止日 2020-05-14",
        ),
        (
            "expires:\n  basis: not_stated",
            'expires: {date: "2020-05-01", basis: stated, cite: {clause: art-2, quote: 施行}}',
            "15:17: 日期颠倒：成文日期 2020-05-09 晚于有效期止日 2020-05-01\n"
            "15:17: 日期颠倒：施行日 2020-05-15 晚于有效期止日 2020-05-01",
        ),
        (
            "expires:\n  basis: not_stated",
            'expires: {date: "2023-05-14", basis: not_stated}',
            "15:17: 原文没有写（basis: not_stated），就不能有日期。请改 basis，或把日期写成 null",
        ),
        (
            "expires:\n  basis: not_stated",
            'expires: {date: "2023-05-14", basis: derived}',
            "15:10: basis 是 derived，要用 cite 写明依据的条款和原话",
        ),
        (
            "  basis: stated",
            "  basis: signature",
            "10:9: basis 是 signature，日期就是落款日 2020-05-09，找到的是 2020-05-15",
        ),
        (
            "notes:",
            "periods:\n  - {label: 期, start: '2020-06-01', end: '2020-05-01', "
            "cite: {clause: art-1, quote: 办法}}\nnotes:",
            "18:42: 日期颠倒：期限的起 2020-06-01 晚于止 2020-05-01",
        ),
    ],
)
def test_broken_policy(tmp_path: Path, old: str, new: str, line: str) -> None:
    assert POLICY.count(f"{old}\n") == 1
    broken = POLICY.replace(f"{old}\n", f"{new}\n")
    assert lines_told(tmp_path, **{TJ6: broken}) == [f"{AT}:{part}" for part in line.split("\n")]


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        (
            "topics.yml",
            "group: subsidies",
            "group: subsidy",
            "4:42: 没有大类“subsidy”。是不是“subsidies”？大类要用 本文件 groups 里有的编号",
        ),
        (
            "topics.yml",
            "topics:\n",
            "topics:\n  - {id: si-subsidy, label: 甲, group: subsidies}\n",
            "5:10: 编号“si-subsidy”重复，第 4 行已经用过。请改一个编号",
        ),
        (
            "audiences.yml",
            "group: employers",
            "group: individuals",
            "4:41: 没有大类“individuals”。大类要用 本文件 groups 里有的编号",
        ),
        (
            "agencies.yml",
            "region: cn",
            "region: china",
            "2:42: 没有地区“china”。地区要用 regions.yml 里有的编号",
        ),
        (
            "regions.yml",
            "parent: cn",
            "parent: cnn",
            "2:54: 没有上级地区“cnn”。是不是“cn”？上级地区要用 regions.yml 里有的编号",
        ),
        (
            "regions.yml",
            "parent: cn",
            "parent: tianjin",
            "2:54: “tianjin”的上级地区绕成了圈",
        ),
        (
            "external_documents.yml",
            "documents: []",
            "documents:\n  - {title: 通知, document_number: 津人社局发〔2020〕6号}",
            "2:34: 文号“津人社局发〔2020〕6号”的文件本库已经收录（tj6），不用写在这里",
        ),
        (
            "external_documents.yml",
            "documents: []",
            "documents:\n  - {title: 甲, slug: a}\n  - {title: 乙, slug: a}",
            "3:22: “a”重复，第 2 行已经写过。同一份文件只写一次",
        ),
        (
            "external_documents.yml",
            "documents: []",
            "documents: []\nlater:\n  - {document: tj60, text: 延期, source: 某网, quote: 延期, "
            "confidence: low, checked_on: '2026-11-01'}",
            "3:16: 没有文件“tj60”。是不是“tj6”？文件要用 policies 里有的编号",
        ),
    ],
)
def test_broken_catalogue(tmp_path: Path, name: str, old: str, new: str, line: str) -> None:
    told = lines_told(tmp_path, **changed(name, old, new))
    assert told == [f"content/{name}:{line}"]


def test_parameters_lie_in_the_file_of_their_region(tmp_path: Path) -> None:
    text = "- {id: tianjin.base, region: tianjin, label: 基数, unit: CNY}\n"
    assert lines_told(tmp_path, **{"parameters/cn.yml": text}) == [
        "content/parameters/cn.yml:1:30: 地区“tianjin”与所在文件“cn”不同。请改地区，或移到那里"
    ]


def test_retroactive_documents_are_accepted(tmp_path: Path) -> None:
    """A notice may take effect before it was issued: 自2020年1月1日起执行."""
    text = POLICY.replace('date: "2020-05-15"', 'date: "2020-01-01"')
    assert lines_told(tmp_path, **{TJ6: text}) == []


def test_two_documents_without_number_are_accepted(tmp_path: Path) -> None:
    number = "document_number: 人社部发〔2020〕30号"
    text = FILES["policies/cn/cn30.yml"].replace(number, "document_number: null")
    files = {"policies/cn/cn30.yml": text, "policies/cn/cn31.yml": text.replace("cn30", "cn31")}
    assert lines_told(tmp_path, **files) == []


@pytest.mark.parametrize("number", ["国务院令第724号", "财政部公告2020年第22号"])
def test_orders_and_announcements_count_their_own_way(tmp_path: Path, number: str) -> None:
    text = POLICY.replace("津人社局发〔2020〕6号", number)
    assert lines_told(tmp_path, **{TJ6: text}) == []


def test_an_earlier_id_of_a_question_leads_to_one_question(tmp_path: Path) -> None:
    facts = "".join(
        f"- {{id: {name}, formerly: [{earlier}], label: 甲, question: 甲？, type: bool,"
        " entity: person, changeable: 'yes'}\n"
        for name, earlier in (("one", "was_one"), ("two", "one"), ("three", "was_one"))
    )
    assert lines_told(tmp_path, **{"facts.yml": facts}) == [
        "content/facts.yml:2:24: 编号“one”还是问题“one”的，不能又是“two”的旧编号",
        "content/facts.yml:3:26: 编号“was_one”还是问题“one”的，不能又是“three”的旧编号",
    ]


def test_a_kind_of_benefit_is_one_that_has_a_name(collection: Collection) -> None:
    key = "tianjin/public-welfare-job"
    benefit = collection.benefits[key].model_copy(update={"comparable_group": "public_welfare_jb"})
    changed_one = replace(collection, benefits={**collection.benefits, key: benefit})
    (line,) = map(str, check_ids(changed_one))
    assert line.startswith(f"content/benefits/{key}.yml:")
    assert line.endswith(
        "没有待遇类别“public_welfare_jb”。是不是“public_welfare_job”？"
        "待遇类别要用 topics.yml 的 comparable_groups 里有的编号"
    )
