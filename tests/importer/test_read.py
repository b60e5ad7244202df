"""Bytes and lines."""

import pytest

from build_scripts.importer.read import decode, read_lines

TEXT = "关于做好稳就业工作的通知\n津人社规字〔2021〕3号\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode(b"\xff\x80\x00\xff")


def test_text_can_stand_in_the_content_as_it_is() -> None:
    # A form feed opens a page; what nobody can see goes; a lost character is not hidden.
    printed = "\ufeff一、\u200b甲\x00\n\f二、乙\n\f 三、丙\u2028\n四、\ufffd丁\n"
    text = decode(printed.encode())
    assert text == "一、甲\n 二、乙\n 三、丙\n四、\ufffd丁\n"
    assert [line.opens_page for line in read_lines(text)] == [False, True, True, False]


def test_blank_lines_and_footers_are_left_out_and_numbers_kept() -> None:
    lines = read_lines("一、甲\r\n\r\n第 6 页 共 118 页\r\n 二、乙\r\n　　三、丙\r\n")
    assert [(line.number, line.text) for line in lines] == [
        (1, "一、甲"),
        (4, "二、乙"),
        (5, "三、丙"),
    ]
    assert [line.opens_page for line in lines] == [False, True, False]
    assert [line.indented for line in lines] == [False, False, True]
