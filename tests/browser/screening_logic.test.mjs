// What a screening decides without a page: run by test_screening.py with `node --test`.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  benefitsFor,
  byVerdict,
  countWords,
  newlyGranted,
  nextQuestion,
  optionsFor,
  plainList,
  prefilled,
  progress,
  reasonWords,
  regionsAround,
} from "../../site_overrides/assets/javascripts/calculator/screening.js";

// Words for amounts are drawn as elements; as much of one as they need.
globalThis.document = {
  createElement: () => ({
    textContent: "",
    append(child) {
      this.textContent += child;
    },
  }),
};

const above = new Map([
  ["cn", []],
  ["guangdong", ["cn"]],
  ["guangzhou", ["guangdong", "cn"]],
  ["tianjin", ["cn"]],
]);

const listed = [
  ["cn/a", "person", "cn", "就业补贴", ["sex"], {}],
  ["cn/b", "employer", "cn", "就业补贴", ["firm_size"], {}],
  ["guangzhou/c", "person", "guangzhou", "培训", ["status", "sex"], { status: ["poor", "veteran"] }],
  ["tianjin/d", "person", "tianjin", "就业补贴", ["status"], { status: ["poor", "disabled"] }],
].map(([id, who, region, kind, facts, options]) => ({
  id,
  title: `待遇${id}`,
  href: `https://x/benefits/${id}/`,
  who,
  region,
  place: region,
  kind,
  facts,
  options,
}));

const brief = (benefit, verdict, missing = [], more = {}) => ({
  benefit,
  region: benefit.split("/")[0],
  verdict,
  amount: null,
  total: null,
  duration: null,
  missing,
  reasons: [],
  ...more,
});

test("a city brings its province and the nation; no choice brings everything", () => {
  assert.deepEqual(regionsAround(["guangzhou"], above), ["cn", "guangdong", "guangzhou"]);
  assert.deepEqual(regionsAround(["tianjin", "guangdong"], above), ["cn", "guangdong", "tianjin"]);
  assert.deepEqual(regionsAround([], above), [...above.keys()]);
});

test("benefits are those of the payee in the regions", () => {
  const ids = (who, regions) => benefitsFor(listed, who, regions).map(({ id }) => id);
  assert.deepEqual(ids("person", ["cn", "guangdong", "guangzhou"]), ["cn/a", "guangzhou/c"]);
  assert.deepEqual(ids("all", ["cn"]), ["cn/a", "cn/b"]);
});

test("options are those that one of the benefits tells apart", () => {
  assert.deepEqual([...optionsFor([listed[2]]).get("status")], ["poor", "veteran"]);
  assert.deepEqual([...optionsFor(listed).get("status")], ["poor", "veteran", "disabled"]);
  assert.equal(optionsFor([listed[0]]).size, 0);
});

const questions = ["sex", "status", "firm_size", "amount_fact"];

test("progress tells what is open, passed over, left to the benefit's page, and amounts", () => {
  const results = [
    brief("cn/a", "needs_info", ["sex", "status"]), // two can still be asked
    brief("cn/b", "needs_info", ["firm_size"]), // passed over
    brief("guangzhou/c", "needs_info", ["placed_headcount"]), // asked on its own page only
    brief("tianjin/d", "eligible", ["amount_fact", "tianjin.some_standard"]),
  ];
  assert.deepEqual(progress({ results, next_question: null }, ["firm_size"], questions), {
    open: 1,
    most: 2,
    passed: 1,
    elsewhere: 1,
    amounts: ["amount_fact"],
  });
});

test("one question that two benefits wait for is one question", () => {
  const results = [brief("cn/a", "needs_info", ["sex"]), brief("cn/b", "needs_info", ["sex"])];
  const { open, most } = progress({ results, next_question: null }, [], questions);
  assert.deepEqual([open, most], [2, 1]);
});

test("the next question: what was reopened, then the engine's, then amounts if they are wanted", () => {
  const results = [
    brief("cn/a", "needs_info", ["sex", "status"]),
    brief("tianjin/d", "provisional", ["amount_fact"]),
  ];
  const asked = { fact: "sex", undecided: 1, benefits: ["cn/a"] };
  const walk = { given: ["status"], questions, reopened: [], amounts: true };
  const next = (question, changes = {}) =>
    nextQuestion({ results, next_question: question }, { ...walk, ...changes });
  assert.deepEqual(next(asked), { fact: "sex", benefits: ["cn/a"] });
  assert.equal(next(asked, { reopened: ["status"] }).fact, "status");
  assert.equal(next(null).fact, "amount_fact");
  assert.equal(next(null, { amounts: false }), null);
  assert.equal(next(null, { given: ["status", "amount_fact"] }), null);
});

test("results are grouped by verdict, then by kind, in the order of the list", () => {
  const groups = byVerdict(
    [brief("tianjin/d", "eligible"), brief("guangzhou/c", "eligible"), brief("cn/a", "ineligible")],
    listed,
  );
  assert.deepEqual(
    groups.map(({ verdict, count, kinds }) => [verdict, count, kinds.map(([kind]) => kind)]),
    [
      ["eligible", 2, ["培训", "就业补贴"]],
      ["ineligible", 1, ["就业补贴"]],
    ],
  );
});

test("only what came to be granted is news", () => {
  const before = new Map([
    ["cn/a", "needs_info"],
    ["cn/b", "eligible"],
  ]);
  const results = [brief("cn/a", "eligible"), brief("cn/b", "eligible"), brief("tianjin/d", "eligible")];
  assert.deepEqual(newlyGranted(before, results), ["cn/a"]);
});

test("a benefit's page gets the answers it has a place for", () => {
  const answers = new URLSearchParams({ status: "poor,?veteran,disabled", sex: "female", other: "1" });
  assert.equal(prefilled(listed[2], answers, {}), "#status=poor,%3Fveteran&sex=female");
  // What was ticked means nothing there: none of its own options apply.
  const veteran = new URLSearchParams({ status: "veteran" });
  assert.equal(prefilled(listed[3], veteran, {}), "#status=none");
  assert.equal(prefilled(listed[3], new URLSearchParams({ status: "none" }), {}), "#status=none");
  assert.equal(prefilled(listed[1], answers, {}), "");
  const chosen = prefilled(listed[0], new URLSearchParams({ sex: "male" }), { "some-clause": "B" });
  assert.equal(chosen, "#sex=male&-read.some-clause=B");
});

test("reasons are one sentence", () => {
  const label = (fact) => ({ sex: "性别" })[fact] ?? fact;
  const because = (words, wanted = true) => ({ node: "n", label: words, wanted, cite: null });
  const say = (verdict, reasons, missing = []) =>
    reasonWords(brief("cn/a", verdict, missing, { reasons }), label);
  assert.equal(say("ineligible", [because("残疾人")]), "没有达到：残疾人");
  assert.equal(say("ineligible", [because("骗取补贴", false)]), "出现了：骗取补贴");
  assert.equal(say("provisional", [because("骗取补贴", false)]), "窗口要核验：没有“骗取补贴”的情形");
  assert.equal(say("eligible", [because("甲"), because("甲"), because("乙")]), "因为：甲；乙");
  assert.equal(say("needs_info", [], ["sex", "b", "c", "d"]), "还差：性别、b、c 等 4 项");
  const period = { ...because("政策在施行期间"), from: "2020-05-15", to: null };
  assert.equal(say("not_in_force", [period]), "施行期间：2020-05-15 至 未写明");
});

test("the list to take away says verdict, amount and why", () => {
  const amount = { low: "504.60", high: "504.60", unit: "CNY/month" };
  const duration = { low: 36, high: 36, until: null, counted_from: null, label: null, cite: null };
  const results = [
    brief("tianjin/d", "eligible", [], { amount, duration }),
    brief("cn/a", "needs_info", ["sex"]),
  ];
  assert.equal(
    plainList(["标题"], results, listed, (fact) => fact),
    [
      "标题",
      "",
      "可以享受（1 项）",
      "- 待遇tianjin/d（tianjin）：504.60 元/月；期限 36 个月",
      "",
      "还差几项信息（1 项）",
      "- 待遇cn/a（cn）：还差：sex",
    ].join("\n"),
  );
  assert.equal(countWords(results), "可以享受 1 项，初步符合 0 项，没有定论 1 项，不符合 0 项");
});
