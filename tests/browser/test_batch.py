"""Batch calculation on the full tier, in a real browser."""

import base64
import csv
import io
import json
from pathlib import Path

import pytest

from build_scripts.compile import browser_files, compile_rules
from build_scripts.compile.full_runtime import full_runtime
from build_scripts.render.masking import mask
from calculators.calls import respond
from tests.calculators.test_timeline_cases import timeline_cases

#: One after another on one core; the other core has the other browser tests.
pytestmark = pytest.mark.xdist_group("browser")

BENEFIT = "tianjin/flexible-employment-si-subsidy"
ROWS = "就业困难人员名单,,,,\n姓名,出生日期,性别,是否已认定就业困难人员,现在的情况\n" + "".join(
    f"张{number},{born},女,{recognised},灵活就业\n"
    for number, (born, recognised) in enumerate(
        [
            ("1979年3月2日", "是"),
            ("28916", "否"),
            ("1979-02-30", "是"),
            ("19790302", "√"),
            ("不详", "无"),
        ]
        * 30
    )
)


def test_from_choosing_to_a_file_of_results(browse):
    seen = browse("./batch.mjs", "wholeWork", rows=ROWS)
    assert seen["template"].startswith("\ufeff姓名或单位名称,")
    assert "读到 150 行" in seen["columns"]
    assert "有 30 行读不懂" in seen["columns"]
    assert seen["guessed"] == ["", "birth_date", "sex", "hard_to_employ_recognised", ""]
    assert "没有算 30" in seen["filters"]
    assert "不符合 60" in seen["filters"]
    assert "B 出生日期“1979-02-30”：没有这一天" in seen["errors"]
    assert "没有达到：经认定的就业困难人员" in seen["detail"]
    assert "津人社办发〔2020〕89号" in seen["detail"]
    assert "怎样才能符合" in seen["detail"]
    assert seen["single"] == "ineligible"
    rows = list(csv.reader(io.StringIO(seen["csv"].removeprefix("\ufeff"))))
    assert len(rows) == 151
    assert rows[1][1:3] == ["张0", "1979年3月2日"]
    assert seen["xlsx"] == "PK"
    assert "数据版本" in seen["colophon"]
    assert "-benefits=" in seen["address"]
    assert seen["others"] == []
    assert seen["problems"] == []


def test_files_that_cannot_be_used(browse):
    files = {
        "旧.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
        "坏.xlsx": b"PK\x03\x04 not really",
        "空.csv": b"",
    }
    encoded = [[name, base64.b64encode(data).decode()] for name, data in files.items()]
    seen = browse("./batch.mjs", "refusing", files=encoded, good="姓名,性别\n甲,女\n")
    for said, words in zip(seen["said"], ("旧版的 .xls", "不完整", "空的"), strict=True):
        assert words in said
    assert "1 行" in seen["button"]


@pytest.mark.parametrize(
    ("file", "how"),
    [
        *[(file, "missing") for file in ("full-worker.js", "files.json", "pyodide.js", "app.bin")],
        *[("pyodide.wasm", how) for how in ("missing", "cut", "truncated")],
        *[("stdlib.bin", how) for how in ("missing", "truncated")],
        ("pyodide.asm.js", "truncated"),
    ],
)
def test_failure_is_said_and_can_be_tried_again(browse, file, how):
    seen = browse("./batch.mjs", "failing", file=file, how=how)
    assert "计算程序没有装载成功" in seen["text"]
    assert "再试一次" in seen["text"]
    assert seen["kept"] is True


def test_the_program_may_have_any_type(browse):
    browse("./batch.mjs", "failing", file="pyodide.wasm", how="type")


def test_browser_without_webassembly(browse):
    assert "不能运行计算程序" in browse("./batch.mjs", "withoutWebAssembly")


def test_both_tiers_give_the_same_bytes(browse, collection):
    """All worked cases in the browser, as they are answered everywhere else."""
    compiled = compile_rules(mask(collection, "public"))
    browser = browser_files(compiled)
    requests = [
        ["evaluate", json.dumps(sheet.request(case), ensure_ascii=False)]
        for benefit, sheet in collection.cases.items()
        for case in sheet.cases
    ]
    requests += [
        ["timeline", json.dumps(sheet.request(case), ensure_ascii=False)]
        for sheet, case in (parameter.values for parameter in timeline_cases())
    ]
    requests += [["screen", '{"as_of":"2020-06-10"}'], ["evaluate", '{"as_of":"2020-6-1"}']]
    rules = [browser.shared_rules(), *map(browser.region_rules, collection.regions)]
    seen = browse(
        "./batch.mjs",
        "bothTiers",
        interpreter=browser.interpreter,
        engine=browser.engine,
        full=full_runtime().app,
        rules=rules,
        requests=requests,
    )
    assert len(seen["found"]) > 1750
    for (call, request), (light, full) in zip(requests, seen["found"], strict=True):
        assert light == full == respond(compiled, request, call), request
    assert seen["problems"] == []


def test_page_is_accessible_and_fits_a_phone(browse):
    for seen in browse("./batch.mjs", "accessibility", rows=ROWS).values():
        assert seen["violations"] == []
        assert seen["wide"] <= 0
        assert seen["small"] == []


def test_without_scripts_the_pages_of_the_benefits_are_named(browse):
    seen = browse("./batch.mjs", "withoutScripts")
    assert "批量测算需要浏览器脚本" in seen["text"]
    assert seen["links"] >= 85


def test_worker_asks_for_nothing_that_is_not_listed(site_dir: Path):
    app = site_dir / full_runtime().app
    listed = json.loads((app / "files.json").read_text("utf-8"))["files"]
    assert all((app / entry["path"]).is_file() for entry in listed.values())
