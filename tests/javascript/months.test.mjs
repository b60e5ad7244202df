import assert from "node:assert/strict";
import { test } from "node:test";
import * as months from "../../site_overrides/assets/javascripts/calculator/months.js";

const column = (from, ...amounts) =>
  new Map(amounts.map((low, index) => [months.monthAfter(from, index), { low, high: low }]));

test("money is counted in whole 分", () => {
  assert.equal(months.cents("504.60"), 50460);
  assert.equal(months.cents("3"), 300);
  assert.equal(months.yuan(5), "0.05");
  assert.equal(months.yuan(1205918), "12059.18");
});

test("months and their last days", () => {
  assert.equal(months.monthAfter("2020-11", 2), "2021-01");
  assert.equal(months.monthAfter("2020-01", 0), "2020-01");
  assert.equal(months.lastDay("2020-02"), "2020-02-29");
  assert.equal(months.lastDay("2021-12"), "2021-12-31");
});

test("a new stretch begins where an amount changes or a benefit ends", () => {
  const rows = months.rowsOf([column("2020-11", 100, 100, 200, 200), column("2020-12", 7, 7)]);
  assert.deepEqual(
    rows.map(({ from, to, months: count, each, sum }) => [from, to, count, each.low, sum.low]),
    [
      ["2020-11", "2020-11", 1, 100, 100],
      ["2020-12", "2020-12", 1, 107, 107],
      ["2021-01", "2021-01", 1, 207, 207],
      ["2021-02", "2021-02", 1, 200, 200],
    ],
  );
  assert.equal(rows[0].cells[1], null);
});

test("months without any amount part the stretches", () => {
  const gap = new Map([...column("2020-01", 5, 5), ...column("2020-05", 5)]);
  assert.deepEqual(months.rowsOf([gap]).map(({ from, to }) => [from, to]), [
    ["2020-01", "2020-02"],
    ["2020-05", "2020-05"],
  ]);
});

test("one amount without a ceiling leaves the sum without one", () => {
  const open = new Map([["2020-01", { low: 3, high: null }]]);
  const [row] = months.rowsOf([open, column("2020-01", 4)]);
  assert.deepEqual(row.sum, { low: 7, high: null });
});
