import assert from "node:assert/strict";
import { test } from "node:test";
import { caseText } from "../../site_overrides/assets/javascripts/calculator/case-text.js";

const result = {
  verdict: "eligible",
  missing: [],
  unchecked: [],
  amount: { low: "504.60", high: null, unit: "CNY/month", estimated: false },
  total: null,
  duration: { low: 36, high: 36, until: null },
  steps: [{ label: "养老", formula: "3364 × 20%", value: "672.80" }],
};

test("a case is written as in the files", () => {
  const request = {
    as_of: "2020-06-10",
    facts: {
      sex: "female",
      birth_date: "1985-03-02",
      fraud_found: false,
      months: 0,
      person_status: { yes: ["dibao_family"], unsure: ["no"] },
      exits: { yes: ["one"], unsure: [] },
      wage: "3364",
    },
    parameters: { "tianjin.rate": "0.01" },
    readings: { "tj-base": "B" },
  };
  const text = caseText(request, result);
  assert.match(text, /^ {2}- id: reader-20200610-[0-9a-f]{8}\n/);
  for (const line of [
    '    as_of: "2020-06-10"',
    "      sex: female",
    '      birth_date: "1985-03-02"',
    "      fraud_found: false",
    "      months: 0",
    '      person_status: {"yes": [dibao_family], unsure: ["no"]}',
    "      exits: [one]",
    '      wage: "3364"',
    '    parameters: {tianjin.rate: "0.01"}',
    "    readings: {tj-base: B}",
    "      verdict: eligible",
    '      amount: {low: "504.60", high: null, unit: CNY/month}',
    "      duration: {low: 36, high: 36, unit: month, until: null}",
  ]) {
    assert.ok(text.includes(`${line}\n`), line);
  }
  assert.match(text, /why: "（请对照条文改写：怎样得出这个结果）网页的算式：养老 3364 × 20% = 672\.80。"\n$/);
});

test("equal requests have equal ids", () => {
  const request = { as_of: "2020-06-10", facts: {}, parameters: {}, readings: {} };
  assert.equal(caseText(request, result), caseText({ ...request }, result));
  assert.notEqual(caseText(request, result), caseText({ ...request, facts: { a: true } }, result));
});
