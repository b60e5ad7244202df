import assert from "node:assert/strict";
import { test } from "node:test";
import { readMoment, readNumber } from "../../site_overrides/assets/javascripts/calculator/entries.js";

test("numbers are understood as people type them", () => {
  const typed = {
    "０": "0",
    " 3364.5 ": "3364.5",
    "１２，０００元": "12000",
    "¥1,234,567.80": "1234567.80",
    "8.5％": "8.5",
    "24个月": "24",
    "5000元/月": "5000",
    "45周岁": "45",
    "3万": "30000",
    "1.5万元": "15000",
    "1.25万": "12500",
    "0.00005万": "0.5",
    "1.2亿": "120000000",
    "3万5千": "35000",
    "3万5000": "35000",
    "3万零5": "30005",
    "三万五千": "35000",
    两百: "200",
    十五: "15",
    二十: "20",
    三百二十: "320",
    三千零五: "3005",
    一亿二千万: "120000000",
    零: "0",
    五人: "5",
  };
  for (const [text, number] of Object.entries(typed)) assert.equal(readNumber(text), number, text);
});

test("what could mean two things, or nothing, is refused", () => {
  for (const text of ["三万五", "3万5", "三千五", "1,2", "1,0000", "一二三", "3-5", "-3", "约3万", "万", "百", "十万万", "1e5", "", "1.2.3", "二五百", "零零"]) {
    assert.equal(readNumber(text), null, text);
  }
});

test("days in any usual form", () => {
  for (const text of ["2020-6-3", "2020年6月3日", "20200603", "２０２０．６．３", "2020/06/03"]) {
    assert.equal(readMoment(text, "date"), "2020-06-03", text);
  }
  for (const text of ["2020-6-31", "6月3日", "2020-6", "20-6-3"]) {
    assert.equal(readMoment(text, "date"), null, text);
  }
});
