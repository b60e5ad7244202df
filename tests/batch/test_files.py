"""Files as people have them: what is read, and what is refused in words."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.batch.conftest import Asker, xlsx

HEADER = ("姓名", "出生日期", "性别", "已认定就业困难人员")
ROW = ("张三", "1979-03-02", "女", "是")


def opened(desk: Asker, data: bytes) -> Any:
    view = desk("open", data)
    assert "refused" not in view, view
    return view


def targets(view: Any) -> dict[str, str]:
    return {column["name"]: column["target"] for column in view["columns"]}


KNOWN = {
    "A 姓名": "",
    "B 出生日期": "birth_date",
    "C 性别": "sex",
    "D 已认定就业困难人员": "hard_to_employ_recognised",
}


def _merged_head(sheet: Any) -> None:
    sheet.insert_rows(1, 3)
    sheet["A1"] = "就业困难人员名单"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "填表单位：某街道　　填表日期：2020年6月"
    sheet.merge_cells("A2:D2")
    sheet["A3"], sheet["B3"] = "姓名", "基本情况"
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:D3")


def _hidden(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[2].hidden = True


@pytest.mark.parametrize("change", [None, _merged_head, _hidden])
def test_header_is_found_and_columns_are_guessed(
    desk: Asker, change: Callable[[Any], None] | None
) -> None:
    view = opened(desk, xlsx(HEADER, ROW, change=change))
    assert targets(view) == KNOWN
    assert view["rows"] == 1
    assert view["header_row"] == (4 if change is _merged_head else 1)
    if change is _hidden:
        assert "有隐藏的列（C），也读了" in view["notes"]
        assert "有 1 个隐藏或筛选掉的行，也读了" in view["notes"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "{0},{1},{2},{3}\n",
            "{0};{1};{2};{3}\r\n",
            "{0}\t{1}\t{2}\t{3}\n",
            "{0}，{1}，{2}，{3}\n",
        ),
        '"{0}","{1}","{2}","{3}"\n',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_delimited_text(desk: Asker, text: str, encoding: str) -> None:
    data = (text.format(*HEADER) + text.format(*ROW)).encode(encoding)
    view = opened(desk, data)
    assert targets(view) == KNOWN
    assert (encoding == "gb18030") == ("文字按 GBK（GB18030）读的" in view["notes"])


def test_names_people_use_for_columns(desk: Asker) -> None:
    head = (
        " 出 生 日 期*",
        "性别（男/女）",
        "身份证号码",
        "是否就业困难人员",
        "年龄",
        "残疾人",
        "性别",
    )
    view = opened(desk, xlsx(head, ("1979-3-2", "女", "", "是", 41, "否", "女")))
    found = [column["target"] for column in view["columns"]]
    # An age is no day of birth, and a second column of the same name is not taken.
    assert found == ["birth_date", "sex", "@id_number", "", "", "person_status:disabled", ""]


def test_one_column_for_each_option(desk: Asker, rules: Any) -> None:
    _, read, lines = desk.calculate(xlsx(("姓名", "残疾人", "单亲家庭人员"), ("张三", "是", "否")))
    assert read["unread"] == 0
    address = desk("answers", line=lines[0][0])["address"]
    # What no column speaks of is open, not refused.
    assert "person_status=disabled%2C%3F" in address
    assert "single_parent_family" not in address


def test_two_columns_that_contradict_each_other(desk: Asker) -> None:
    data = xlsx(
        ("姓名", "身份证号", "性别", "出生日期"),
        ("甲", "11010519491231002X", "女", "1949-12-31"),
        ("乙", "11010519491231002X", "男", "1949-12-31"),
    )
    _, read, _ = desk.calculate(data)
    assert read["problems"] == [[3, "C 性别", "男", "和另一列说的不一样（那里是 女）"]]


def test_every_row_ends_as_a_result_or_an_error(desk: Asker) -> None:
    data = xlsx(
        HEADER,
        ROW,
        (None, None, None, None),
        ("李四", "1979-02-30", "女", "是"),
        ("王五", "2999-01-01", "女", "可能"),
        ("赵六", "2021-01-01", "女", "是"),
        ("合计", None, None, None),
    )
    view, read, lines = desk.calculate(data)
    assert view["empty_rows"] == 1
    assert read["rows"] == 5
    assert [(line[1], line[3]) for line in lines] == [
        (2, "needs_info"),
        (4, "error"),
        (5, "error"),
        (6, "error"),
        (7, "error"),
    ]
    notes = [line[7] for line in lines]
    assert notes[1] == "B 出生日期“1979-02-30”：没有这一天"
    assert "B 出生日期“2999-01-01”" in notes[2]
    assert "D 已认定就业困难人员“可能”：应写 是 或 否" in notes[2]
    assert notes[3].startswith("B 出生日期：出生日期不能晚于计算日期 2020-06-10")
    assert "合计" in notes[4]


def test_formulas(desk: Asker) -> None:
    def formulas(sheet: Any) -> None:
        sheet["B2"] = "=DATE(1979,3,2)"

    _, read, _ = desk.calculate(xlsx(HEADER, ROW, change=formulas), mapping={"1": "birth_date"})
    assert read["problems"][0][:2] == [2, "B 出生日期"]
    assert "是公式，文件里没有算好的值" in read["problems"][0][3]

    # The same with the value that a spreadsheet program leaves behind.
    def calculated(name: str, content: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return content
        return content.replace(b"<v></v>", b"<v>28916</v>").replace(b"<v />", b"<v>28916</v>")

    data = _altered(xlsx(HEADER, ROW, change=formulas), calculated)
    _, read, _ = desk.calculate(data)
    assert read["problems"] == []


def _altered(
    data: bytes, alter: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None
) -> bytes:
    """The package with its parts altered, and with more parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, alter(name, old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return out.getvalue()


USUAL = b"http://schemas.openxmlformats.org/"
SPREADSHEET = USUAL + b"spreadsheetml/2006/main"
RELATIONSHIPS = USUAL + b"officeDocument/2006/relationships"


def _strict(name: str, content: bytes) -> bytes:
    """As Excel writes “Strict Open XML”, days as ISO 8601 included."""
    born = b'<c r="B5" t="d"><v>1979-03-02T00:00:00.000</v></c>'
    content = re.sub(rb'<c r="B5".*?</c>', born, content)
    content = content.replace(SPREADSHEET, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    return content.replace(
        RELATIONSHIPS, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )


def _prefixed(name: str, content: bytes) -> bytes:
    """With a prefix for every element, as some programs write."""
    if not name.startswith("xl/worksheets/"):
        return content
    content = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content)
    return content.replace(b'xmlns="' + SPREADSHEET, b'xmlns:x="' + SPREADSHEET)


def _decorated(name: str, content: bytes) -> bytes:
    """With a pivot table, a picture and a link whose parts are not what they should be."""
    if name == "xl/workbook.xml":
        extra = (
            b'<pivotCaches><pivotCache cacheId="1" xmlns:r="%s" r:id="rId90"/></pivotCaches>'
            % RELATIONSHIPS
        )
        return content.replace(b"</workbook>", extra + b"</workbook>")
    if name == "xl/_rels/workbook.xml.rels":
        return _related(content, b"rId90", b"pivotCacheDefinition", b"pivotCache/odd.xml")
    if name.startswith("xl/worksheets/"):
        extra = (
            b'<hyperlinks><hyperlink ref="A2" xmlns:r="%s" r:id="rId91"/></hyperlinks>'
            % RELATIONSHIPS
        )
        return content.replace(b"</worksheet>", extra + b"</worksheet>")
    return content


def _related(content: bytes, number: bytes, kind: bytes, target: bytes) -> bytes:
    relation = b'<Relationship Id="%s" Type="%s/%s" Target="%s"/>' % (
        number,
        RELATIONSHIPS,
        kind,
        target,
    )
    return content.replace(b"</Relationships>", relation + b"</Relationships>")


ODD_PARTS = {
    "xl/pivotCache/odd.xml": b'<pivotCacheDefinition xmlns="%s"><sharedItems x="1"/>' % SPREADSHEET,
    "xl/worksheets/_rels/sheet1.xml.rels": _related(
        b'<Relationships xmlns="%spackage/2006/relationships"></Relationships>' % USUAL,
        b"rId92",
        b"drawing",
        b"../drawings/missing.xml",
    ),
}


@pytest.mark.parametrize(
    ("alter", "more"), [(_strict, {}), (_prefixed, {}), (_decorated, ODD_PARTS)]
)
def test_what_is_not_about_cells_is_in_nobodys_way(
    desk: Asker, alter: Callable[[str, bytes], bytes], more: dict[str, bytes]
) -> None:
    data = xlsx(HEADER, ROW, change=_merged_head)
    usual, *rest = desk.calculate(data)
    seen, *calculated = desk.calculate(_altered(data, alter, more))
    assert seen["rows"] == usual["rows"] == 1
    assert targets(seen) == targets(usual) == KNOWN
    assert calculated == rest


def test_errors_of_formulas_are_named(desk: Asker) -> None:
    def broken(sheet: Any) -> None:
        sheet["B2"] = "#N/A"
        sheet["B2"].data_type = "e"

    _, read, _ = desk.calculate(xlsx(HEADER, ROW, change=broken), mapping={"1": "birth_date"})
    assert read["problems"] == [[2, "B 出生日期", "#N/A", "找不到（#N/A）"]]


def test_days_as_numbers_of_both_calendars(desk: Asker) -> None:
    for epoch, serial in ((None, 28916), (CALENDAR_MAC_1904, 28916 - 1462)):
        book = Workbook()
        if epoch:
            book.epoch = epoch
        sheet = book.active
        assert sheet is not None
        sheet.append(list(HEADER))
        sheet.append(["张三", serial, "女", "是"])
        out = io.BytesIO()
        book.save(out)
        _, read, lines = desk.calculate(out.getvalue())
        assert read["unread"] == 0
        assert "birth_date=1979-03-02" in desk("answers", line=lines[0][0])["address"]


def test_sheets_header_row_and_merged_data_can_be_chosen(desk: Asker) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "说明"
    first.append(["先看这里"])
    second = book.create_sheet("六月")
    for row in (HEADER, ROW, ("李四", None, "男", "否"), ("王五", "1980-1-1", "男", "否")):
        second.append(list(row))
    second.merge_cells("B2:B3")
    out = io.BytesIO()
    book.save(out)
    view = opened(desk, out.getvalue())
    assert [sheet["name"] for sheet in view["sheets"]] == ["说明", "六月"]
    assert view["sheet"] == 1
    _, _, lines = desk.calculate(out.getvalue())
    assert "birth_date=1979-03-02" in desk("answers", line=1)["address"]
    assert len(lines) == 3
    assert desk("view", sheet=0)["rows"] == 0
    without = desk("view", sheet=1, header_row=0)
    assert without["rows"] == 4
    assert [column["name"] for column in without["columns"]] == ["A", "B", "C", "D"]


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def _packed_otherwise(data: bytes) -> bytes:
    """The package with a way of compressing (97) that nothing here knows."""
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(mark)
        while at >= 0:
            data = data[: at + place] + b"\x61\x00" + data[at + place + 2 :]
            at = data.find(mark, at + 4)
    return data


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (OLE, "旧版的 .xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\x00\x01\x02binary", "不是表格文件"),
        (b"\xff\xff\xff\x80\x81", "编码认不出"),
        ('姓名,备注\n张三,"没有结束\n'.encode(), "引号不成对"),
        (xlsx(HEADER, ROW)[:3000], "不完整"),
        (_packed_otherwise(xlsx(HEADER, ROW)), "少见的压缩方式"),
        (_zip(readme=b"x"), "压缩包"),
        (_zip(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "ODS"),
        (xlsx(), "空的"),
        ("\n".join(["a,b"] * 20_002).encode(), "20002 行，太多了"),
        (xlsx([str(number) for number in range(301)]), "301 列，太多了"),
    ],
)
def test_refused_in_words(desk: Asker, data: bytes, words: str) -> None:
    assert words in desk("open", data)["refused"]


def test_formats_painted_over_whole_columns_cost_nothing(desk: Asker) -> None:
    def painted(sheet: Any) -> None:
        sheet.cell(100_000, 16_000).number_format = "0.00"

    assert opened(desk, xlsx(HEADER, ROW, change=painted))["rows"] == 1


def test_template_comes_back_as_it_went(desk: Asker) -> None:
    data = desk("template", kind="xlsx")
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["名单", "填写说明", "选项"]
    roster = book["名单"]
    labels = [cell.value for cell in roster[1]]
    explained = {row[0].value for row in book["填写说明"].iter_rows(min_row=5)}
    assert set(labels[1:]) <= explained
    assert len(roster.data_validations.dataValidation) >= 5
    roster.append(["张三"])
    roster.cell(2, labels.index("出生日期") + 1, datetime(1979, 3, 2))
    out = io.BytesIO()
    book.save(out)
    view = opened(desk, out.getvalue())
    assert view["sheet"] == 0
    # Every column of ours is known again.
    assert [column["name"] for column in view["columns"] if not column["target"]] == [
        "A 姓名或单位名称"
    ]
    plain = desk("template", kind="csv").decode("utf-8-sig").strip().split(",")
    assert plain == labels
