"""The same work on Pyodide, from the very archives that the site publishes."""

import base64
import io
import json
import subprocess
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from build_scripts.compile.full_runtime import full_runtime
from build_scripts.package.pyodide import write_full_runtime
from tests.batch.conftest import BENEFIT, SITE, Asker, xlsx
from tests.conftest import ROOT

HEADER = ("姓名", "出生日期", "性别", "已认定就业困难人员", "目前就业状态", "身份与家庭情况")


def test_same_answers_on_pyodide(rules: Any, catalogue: Any, desk: Asker, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_full_runtime(docs, ROOT)
    workbook = xlsx(
        HEADER,
        ("张三", "1979-03-02", "女", "是", "灵活就业", "零就业家庭成员"),
        ("李四", 28916, "男", "否", "没有工作", "无"),
        ("王五", "1979-02-30", "女", "是", "灵活就业", "外星人"),
    )
    text = "姓名,性别,出生日期\n张三,女,1979年3月2日\n".encode("gb18030")
    files = {"a.xlsx": workbook, "b.csv": text, "c.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "rules.json").write_text(json.dumps(rules), "utf-8")
    mapping = {"1": "birth_date", "2": "sex", "3": "hard_to_employ_recognised"}
    read = {"mapping": mapping, "constants": {}, "as_of": "2020-06-10"}
    tasks: list[Any] = [
        ("begin", {"catalogue": catalogue, "site": SITE}),
        ("choose", {"benefits": [BENEFIT]}),
        ("open", {}, "a.xlsx"),
        ("read", read),
        ("run", {"start": 0, "end": 3}),
        ("explain", {"start": 0, "end": 3}),
        ("answers", {"line": 0}),
        ("save", {"kind": "csv"}),
        ("save", {"kind": "xlsx"}),
        ("template", {"kind": "xlsx"}),
        ("open", {}, "b.csv"),
        ("open", {}, "c.xls"),
    ]
    paths = [(task, request, *(str(tmp_path / f) for f in file)) for task, request, *file in tasks]
    (tmp_path / "tasks.json").write_text(json.dumps(paths), "utf-8")
    runtime = full_runtime()
    command = [
        *("node", "tests/batch/run_pyodide.mjs"),
        *(f"{docs / folder}/" for folder in (runtime.interpreter, runtime.app)),
        *(str(tmp_path / name) for name in ("rules.json", "tasks.json")),
    ]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    answers = json.loads(result.stdout)
    for (task, request, *file), there in zip(tasks, answers, strict=True):
        here = desk(task, files[file[0]] if file else None, **request)
        if isinstance(here, bytes):
            data = base64.b64decode(there)
            if request["kind"] == "csv":
                assert data == here
            else:  # archives hold the time of day
                assert cells(data) == cells(here)
        else:
            assert there == here, task
    assert len(cells(base64.b64decode(answers[8]))) == 3


def cells(data: bytes) -> dict[str, Any]:
    """Values of every sheet of a workbook."""
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
