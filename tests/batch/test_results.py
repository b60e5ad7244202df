"""Rosters made of the worked cases agree with single evaluation, and reports hold all of it."""

import csv
import io
import json
from typing import Any

from openpyxl import load_workbook

from batch.catalogue import Catalogue
from batch.output import HEADERS
from batch.words import Explainer, amount_words, duration_words
from calculators.calls import respond
from calculators.wire import read as read_json
from tests.batch.conftest import BENEFIT, SITE, Asker, xlsx

SEVERAL = (BENEFIT, "tianjin/hiring-post-subsidy", "cn/public-welfare-job", "tianjin/ui-rate-cut")


def written(value: Any, options: dict[str, str]) -> Any:
    """An answer as people write it into a roster."""
    if value is None or value == "unsure":
        return "不清楚"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(options[option] for option in value) or "无"
    if isinstance(value, dict):
        return "、".join(
            [*(options[o] for o in value["yes"]), *("?" + options[o] for o in value["unsure"])]
        )
    return options.get(value, value) if isinstance(value, str) else value


def as_file(rows: Any) -> bytes:
    """CSV, which takes a tenth of the time of XLSX."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def roster(collection: Any, catalogue: Any, benefit: str) -> dict[str, tuple[list[Any], list[Any]]]:
    """The worked cases of a benefit, by day: rows of a file and the requests they stand for."""
    known = Catalogue(catalogue, SITE).questions([benefit])
    days: dict[str, tuple[list[Any], list[Any]]] = {}
    sheet = collection.cases[benefit]
    for case in sheet.cases:
        request = json.loads(json.dumps(sheet.request(case)))
        if set(request) - {"as_of", "benefits", "facts", "parameters"}:
            continue  # readings and facts of one benefit are not for rosters
        # What a benefit does not ask has no column, and never changes its result.
        asked = {question.id for question in known}
        for kind in ("facts", "parameters"):
            request[kind] = {k: v for k, v in request.get(kind, {}).items() if k in asked}
        answers = {**request["facts"], **request["parameters"]}
        if not any(value not in (None, "unsure") for value in answers.values()):
            continue  # an empty row is an error of its own
        rows, requests = days.setdefault(request["as_of"], ([], []))
        row = []
        for question in known:
            value = answers.get(question.id)
            options = {option.id: option.label for option in question.options}
            if question.kind in ("percent", "ratio") and value is not None:
                value = float(value) * (100 if question.kind == "ratio" else 1)
                row.append(f"{value:.10g}%")
            else:
                row.append(written(value, options))
        rows.append([case.id, *row])
        requests.append(request)
    for rows, _ in days.values():
        rows.insert(0, ["姓名", *(question.label for question in known)])
    return days


def test_batch_agrees_with_single_evaluation(
    collection: Any, catalogue: Any, rules: Any, choose: Any
) -> None:
    compared = sum(
        agreeing(collection, catalogue, rules, choose(benefit), benefit)
        for benefit in collection.cases
    )
    assert compared > 1200


def agreeing(collection: Any, catalogue: Any, rules: Any, desk: Asker, benefit: str) -> int:
    """Compare the worked cases of a benefit; returns how many there are."""
    explainer = Explainer(Catalogue(catalogue, SITE))
    compared = 0
    for as_of, (rows, requests) in roster(collection, catalogue, benefit).items():
        mapping = {
            str(i): q.id for i, q in enumerate(Catalogue(catalogue, SITE).questions([benefit]), 1)
        }
        _, _, lines = desk.calculate(as_file(rows), as_of=as_of, mapping=mapping)
        assert len(lines) == len(requests)
        more = {line[0]: line[1:] for line in desk("explain", start=0, end=len(lines))["lines"]}
        for line, request in zip(lines, requests, strict=True):
            answer = read_json(respond(rules, json.dumps(request)))
            if "error" in answer:
                assert line[3] == "error", (line, answer)
                continue
            [result] = answer["results"]
            assert line[2:8] == [
                benefit,
                result["verdict"],
                amount_words(result["amount"]),
                duration_words(result["duration"]),
                amount_words(result["total"]),
                explainer.note(result),
            ], request
            expected = [
                explainer.readings(result["verdict"], result["interpretations"]),
                explainer.ways(result["how_to_qualify"]),
            ]
            assert more.get(line[0], ["", ""]) == expected
            compared += 1
    return compared


def test_several_benefits_at_once(choose: Any) -> None:
    desk = choose(*SEVERAL)
    _, _, lines = desk.calculate(xlsx(("姓名", "性别"), ("张三", "女"), ("李四", "?!")))
    assert [(line[1], line[2]) for line in lines] == [*((2, one) for one in SEVERAL), (3, None)]


def test_reports_hold_every_row_and_nothing_runs_in_them(desk: Asker) -> None:
    head = ("姓名", "出生日期", "性别", "备注", "备注")
    data = xlsx(
        head,
        ("张三", "1979-03-02", "女", "'=1+1", "同名的列"),
        ("李四", "1979-02-30", "女", "@x", None),
    )
    desk.calculate(data)
    desk("explain", start=0, end=2)
    book = load_workbook(io.BytesIO(desk("save", kind="xlsx")))
    assert book.sheetnames == ["结果", "没有算的行", "说明"]
    rows = [list(row) for row in book["结果"].iter_rows(values_only=True)]
    assert rows[0] == ["行号", *head, *HEADERS]
    assert [row[0] for row in rows[1:]] == [2, 3]
    assert [row[7] for row in rows[1:]] == ["还需信息", "没有算"]
    assert all(cell.data_type != "f" for row in book["结果"].iter_rows() for cell in row)
    problems = [list(row) for row in book["没有算的行"].iter_rows(values_only=True)]
    assert problems[1] == [3, "B 出生日期", "1979-02-30", "没有这一天"]
    about = {str(row[0].value): str(row[1].value) for row in book["说明"].iter_rows()}
    assert about["计算日期"] == "2020-06-10"
    assert "以经办机构审核为准" in about["提示"]
    assert any(value.startswith(SITE) for value in about.values())
    text = desk("save", kind="csv").decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert len(lines) == 3
    assert "'@x" in lines[2]


def test_one_answer_for_all_rows(desk: Asker) -> None:
    data = xlsx(("姓名", "性别"), ("张三", "女"), ("李四", None))
    _, read, _ = desk.calculate(data, constants={"sex": "男", "birth_date": "1980-13-1"})
    assert read["problems"] == [
        [2, "", "1980-13-1", "没有这一天"],
        [3, "", "1980-13-1", "没有这一天"],
    ]
    desk.calculate(data, constants={"sex": "男"})
    assert "sex=female" in desk("answers", line=0)["address"]
    assert "sex=male" in desk("answers", line=1)["address"]
