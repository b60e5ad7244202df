import assert from "node:assert/strict";
import { test } from "node:test";
import { cellValue, csvText } from "../../site_overrides/assets/javascripts/csv.js";

test("figures become numbers, everything else stays a text", () => {
  assert.equal(cellValue("1,234,567.80"), 1234567.8);
  assert.equal(cellValue("-3.5"), -3.5);
  assert.equal(cellValue("0"), 0);
  for (const text of ["010", "010-64521235", "75%", "1,2", "3 至 5", "", "1e5", "2020-06-03", "1234567890123456"]) {
    assert.equal(cellValue(text), text);
  }
});

test("CSV begins with its mark and quotes what needs it", () => {
  assert.equal(csvText([["项", "元"], ['他说"是"', 5.5], ["甲,乙", "一\n二"]]), '\uFEFF项,元\r\n"他说""是""",5.5\r\n"甲,乙","一\n二"\r\n');
});

test("no text is taken for a formula; numbers stay numbers", () => {
  const rows = [["=1+1", "+86", "-甲", "@SUM(A1)", "\t=1", -5]];
  assert.equal(csvText(rows), "\uFEFF'=1+1,'+86,'-甲,'@SUM(A1),'\t=1,-5\r\n");
});
