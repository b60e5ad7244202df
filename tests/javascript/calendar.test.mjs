import assert from "node:assert/strict";
import { test } from "node:test";
import * as calendar from "../../site_overrides/assets/javascripts/calculator/calendar.js";
import * as words from "../../site_overrides/assets/javascripts/calculator/timeline-words.js";

// The arrangement of October 2020: 1 to 8 off, Sunday 27 September and Saturday 10 October worked.
const days = {
  first: 2020,
  last: 2020,
  years: { 2020: { off: "1001 1002 1005 1006 1007 1008", on: "0927 1010" } },
};

test("days are added across months and leap days", () => {
  assert.equal(calendar.addDays("2020-02-28", 2), "2020-03-01");
  assert.equal(calendar.addDays("2021-01-01", -1), "2020-12-31");
  assert.equal(calendar.daysBetween("2020-06-10", "2020-07-03"), 23);
  assert.equal(calendar.daysBetween("2020-07-03", "2020-06-10"), -23);
});

test("days off and days worked at weekends are told apart", () => {
  const kinds = {
    "2020-09-27": "makeup",
    "2020-09-28": "workday",
    "2020-10-01": "holiday",
    "2020-10-03": "weekend",
    "2020-10-10": "makeup",
    "1969-12-28": "weekend",
    "1969-12-29": "workday",
  };
  for (const [day, kind] of Object.entries(kinds)) assert.equal(calendar.dayKind(days, day), kind, day);
});

test("working days are counted after the first day; nothing is said of unpublished years", () => {
  const counted = calendar.workingDays(days, "2020-09-27", "2020-10-12");
  assert.deepEqual(counted, ["2020-09-28", "2020-09-29", "2020-09-30", "2020-10-09", "2020-10-10", "2020-10-12"]);
  assert.deepEqual(calendar.workingDays(days, "2020-10-12", "2020-10-12"), []);
  assert.equal(calendar.workingDays(days, "2020-12-30", "2021-01-02"), null);
  assert.equal(calendar.isWorking(days, "2021-01-04"), null);
});

test("a month is laid out in weeks from Monday", () => {
  const weeks = calendar.monthWeeks("2020-06");
  assert.equal(weeks.length, 5);
  assert.deepEqual(weeks[0].slice(0, 2), ["2020-06-01", "2020-06-02"]);
  assert.deepEqual(weeks[4].slice(0, 3), ["2020-06-29", "2020-06-30", null]);
  assert.equal(calendar.monthWeeks("2021-02").length, 4); // Monday the 1st to Sunday the 28th
  assert.equal(calendar.monthWeeks("2020-08").length, 6); // the 1st is a Saturday
  assert.equal(calendar.nextMonth("2020-12"), "2021-01");
});

const step = (changes) => ({
  id: "apply", label: "申请", actor: "申请人", kind: "within_days", bound: "latest", from: null,
  due: "2020-10-10", due_if_extended: null, status: "computed", missing: [], applies: true, basis: "自然日",
  ...changes,
});

test("a day is said with what it means", () => {
  assert.equal(words.dueWords(step({})), "最迟 2020年10月10日（星期六）");
  assert.equal(words.dueWords(step({ bound: "earliest" })), "最早 2020年10月10日（星期六）");
  assert.equal(words.dueWords(step({ kind: "event_month", due: "2020-10-01" })), "2020年10月");
  assert.equal(words.dueWords(step({ kind: "months_after" })), "2020年10月10日（星期六）");
  assert.equal(words.dueWords(step({ due: null, status: "not_stated" })), "文件没有写期限");
  assert.equal(
    words.dueWords(step({ due: null, possible: ["2030-03-02", "2035-03-02"] })),
    "可能是 2030年3月2日，或 2035年3月2日",
  );
});

test("what is left is counted from the day asked about", () => {
  // 28, 29, 30 September, 9 and 10 October
  assert.equal(words.leftWords(step({}), "2020-09-27", days).words, "还有 13 天（5 个工作日）");
  assert.equal(words.leftWords(step({}), "2020-09-27", null).words, "还有 13 天");
  assert.equal(words.leftWords(step({}), "2020-10-15", days).words, "已过 5 天");
  assert.equal(words.leftWords(step({}), "2020-10-10", days).words, "就是这一天");
  assert.equal(words.leftWords(step({ bound: "earliest" }), "2020-10-01", days).words, "还要等 9 天");
  assert.equal(words.leftWords(step({ bound: "earliest" }), "2020-10-12", days).words, "2 天前就可以了");
  assert.equal(words.leftWords(step({ kind: "validity" }), "2020-10-11", days).words, "1 天前已到期");
});
