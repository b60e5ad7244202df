"""Cells → answers: every usual way to write them, and what must be refused."""

import datetime
from typing import Any

import pytest

from batch.cells import Broken, Percent
from batch.id_number import birth_and_sex
from batch.values import NotUnderstood, Option, Question, read

DATE = Question("d", "日期", "date")
CERTIFICATE = Question("c", "证书日期", "date", month_will_do=True)
MONTH = Question("m", "月份", "month")
BOOL = Question("b", "是否", "bool")
INT = Question("i", "人数", "int", "人")
MONTHS = Question("n", "月数", "int", "月")
MONEY = Question("y", "工资", "money", "元/月")
PERCENT = Question("p", "裁员率", "percent", "%")
RATIO = Question("r", "费率", "ratio", parameter=True)
SEX = Question("s", "性别", "enum", options=(Option("female", "女"), Option("male", "男")))
AGE = Question(
    "a",
    "年龄",
    "enum",
    options=(
        Option("60", "60周岁（男）"),
        Option("55", "55周岁（女）"),
        Option("50", "50周岁（女）"),
    ),
)
FAMILY = Question(
    "f",
    "家庭",
    "set",
    options=(
        Option("dibao", "最低生活保障（低保）家庭"),
        Option("veteran", "复转军人、退役军人"),
        Option("disabled", "残疾人"),
    ),
)
JUNE_3 = "2020-06-03"


@pytest.mark.parametrize(
    ("question", "cell", "answer"),
    [
        *[
            (DATE, cell, JUNE_3)
            for cell in (
                *(datetime.datetime(2020, 6, 3), datetime.date(2020, 6, 3), 43985, 43985.0),
                *("43985", 20200603, "20200603", "2020-6-3", "2020-06-03", "2020/6/3"),
                *("2020.6.3", "2020年6月3日", "２０２０年６月３日", " 2020 年 6 月 3 日 "),
                *("2020-06-03 00:00:00", "2020/6/3 0:00", "2020-06-03T00:00:00", "2020年6月3号"),
                *(
                    "2020年6月3日星期三",
                    "2020年6月3日（星期三）",
                    "二〇二〇年六月三日",
                    "\u200b2020-6-3\u3000",
                ),
            )
        ],
        (DATE, "一九七九年十二月二十三日", "1979-12-23"),
        (CERTIFICATE, "2020年6月", "2020-06"),
        *[
            (MONTH, cell, "2020-06")
            for cell in ("2020-6", "2020年6月", "202006", 202006, 2020.6, "2020.06", 43985)
        ],
        (MONTH, datetime.datetime(2020, 6, 3), "2020-06"),
        *[(BOOL, cell, True) for cell in ("是", "有", "√", "Y", "yes", 1, 1.0, "１", True, "TRUE")],
        *[(BOOL, cell, False) for cell in ("否", "无", "×", "N", "no", 0, "没有", False, " 否 ")],
        (INT, "１２", 12),
        (INT, "1,200人", 1200),
        (INT, 12.0, 12),
        (INT, "1.2万", 12000),
        (MONTHS, "36个月", 36),
        (MONEY, "3,364.00元", "3364"),
        (MONEY, "¥3364.5", "3364.5"),
        (MONEY, "1.2万元", "12000"),
        (MONEY, "3364元/月", "3364"),
        (MONEY, 0.1 + 0.2, "0.3"),
        (PERCENT, "5.5%", "5.5"),
        (PERCENT, "5.5", "5.5"),
        (PERCENT, Percent(0.055), "5.5"),
        (PERCENT, Percent(0.07), "7"),
        (PERCENT, "0.5％", "0.5"),
        (PERCENT, 0, "0"),
        (RATIO, "8%", "0.08"),
        (RATIO, 20, "0.2"),
        (RATIO, "0.5%", "0.005"),
        (SEX, "女", "female"),
        (SEX, "Male", "male"),
        (SEX, "男性", "male"),
        (AGE, 60, "60"),
        (AGE, "60周岁(男)", "60"),
        (AGE, "55周岁", "55"),
        (FAMILY, "无", []),
        (FAMILY, "残疾人", ["disabled"]),
        (FAMILY, "最低生活保障家庭、残疾人", ["dibao", "disabled"]),
        (FAMILY, "复转军人、退役军人，残疾人", ["disabled", "veteran"]),
        (FAMILY, "dibao;disabled", ["dibao", "disabled"]),
        (FAMILY, "残疾人\n最低生活保障（低保）家庭", ["dibao", "disabled"]),
        (FAMILY, "残疾人、?最低生活保障（低保）家庭", {"yes": ["disabled"], "unsure": ["dibao"]}),
        *[(DATE, cell, None) for cell in (None, "", " \u3000", "不清楚", "不详", "—", "-")],
    ],
)
def test_understood(question: Question, cell: Any, answer: Any) -> None:
    assert read(question, cell) == answer


@pytest.mark.parametrize(
    ("question", "cell", "words"),
    [
        (DATE, "2020-2-30", "没有这一天"),
        (DATE, "2020年6月", "写到哪一天"),
        (DATE, "3/6/2020", "年份要写四位"),
        (DATE, "80-3-2", "年份要写四位"),
        (DATE, "1879-3-2", "1900"),
        (DATE, "上个月", "不是日期"),
        (DATE, True, "不是日期"),
        (MONTH, 2020.1, "分不清"),
        (MONTH, "2020-13", "没有这一天"),
        (BOOL, "可能", "是 或 否"),
        (BOOL, 2, "是 或 否"),
        (INT, "1.5", "整数"),
        (INT, "无", "没有的写 0"),
        (INT, "十二", "不是数"),
        (INT, "12头", "不是数"),
        (MONEY, "5%", "百分数"),
        (MONEY, datetime.datetime(2020, 1, 1), "应写数"),
        (PERCENT, 0.055, "分不清"),
        (RATIO, "0.08", "分不清"),
        (SEX, "未知性别", "应写：女、男"),
        (FAMILY, "残疾人、外星人", "外星人"),
        (DATE, Broken("=A1", "是公式，没有算好的值"), "公式"),
    ],
)
def test_refused(question: Question, cell: Any, words: str) -> None:
    with pytest.raises(NotUnderstood, match=words):
        read(question, cell)


def test_days_of_workbooks_that_count_from_1904() -> None:
    assert read(DATE, 43985 - 1462, date_1904=True) == JUNE_3


def test_identity_numbers() -> None:
    assert birth_and_sex("11010519491231002X") == {"birth_date": "1949-12-31", "sex": "female"}
    assert birth_and_sex("11010519491231002x ")["sex"] == "female"
    assert birth_and_sex("110105491231002") == {"birth_date": "1949-12-31", "sex": "female"}
    for wrong, words in (
        ("110105194912310021", "校验位"),
        (1.10105194912310e17, "存成了数"),
        ("12345", "18 位"),
    ):
        with pytest.raises(NotUnderstood, match=words):
            birth_and_sex(wrong)
