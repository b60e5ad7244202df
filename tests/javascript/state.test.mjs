import assert from "node:assert/strict";
import { test } from "node:test";
import * as state from "../../site_overrides/assets/javascripts/calculator/state.js";

const element = (dataset) => ({ dataset });
const none = { renamed: [], unplaced: [] };

test("a fragment is read into answers, readings, settings, version and day", () => {
  const read = state.readState(
    "#sex=female&birth_date=1985年3月2日&-read.tj-base=B&-regions=tianjin,cn&-months=12&-version=ab12&-saved=2026-01-02",
  );
  assert.deepEqual([...read.answers], [["sex", "female"], ["birth_date", "1985年3月2日"]]);
  assert.deepEqual(read.readings, { "tj-base": "B" });
  assert.deepEqual([...read.settings], [["regions", "tianjin,cn"], ["months", "12"]]);
  assert.equal(read.version, "ab12");
  assert.equal(read.saved, "2026-01-02");
});

test("what is written is read back, ids stay readable", () => {
  const made = state.emptyState();
  made.answers.set("person_status", "dibao_family,?single_parent_family");
  made.answers.set("hired_count", "1,2万 & 三%=");
  made.readings["G08.a"] = "C";
  made.settings.set("benefits", "tianjin/a,cn/b");
  made.version = "v1";
  made.saved = "2026-02-03";
  const text = state.writeState(made);
  assert.match(text, /-benefits=tianjin\/a,cn\/b/);
  assert.deepEqual(state.readState(text), made);
});

test("nothing to keep leaves no fragment; an anchor is no state", () => {
  const made = state.emptyState();
  made.version = "v1";
  made.saved = "2026-02-03";
  assert.equal(state.writeState(made), "");
  assert.equal(state.isState("#who"), false);
  assert.deepEqual(state.readState("#who"), state.emptyState());
});

test("keys nobody knows survive", () => {
  assert.equal(state.writeState(state.readState("no_such=1&-odd=2")), "no_such=1&-odd=2");
});

test("renamed answers are taken over and named, and never replace a newer answer", () => {
  const questions = [
    element({ fact: "new_name", formerly: "old_name older_name", label: "新名字" }),
    element({ fact: "other", label: "别的" }),
  ];
  const answers = new URLSearchParams("older_name=7&other=1");
  assert.deepEqual(state.takeOverRenamed(answers, questions), ["新名字"]);
  assert.equal(answers.toString(), "other=1&new_name=7");
  const both = new URLSearchParams("new_name=8&old_name=7");
  assert.deepEqual(state.takeOverRenamed(both, questions), []);
  assert.equal(both.toString(), "new_name=8");
});

test("a link of the same data says nothing, one of other data says what is newer", () => {
  const link = state.readState("sex=female&-version=old&-saved=2026-01-02");
  const standards = [
    element({ standard: "基数", start: "2020-01-01", checked: "2026-01-02" }),
    element({ standard: "费率", start: "2026-02-01", checked: "2026-01-01" }),
    element({ standard: "工资", start: "2020-01-01", checked: "2026-03-01" }),
    element({ standard: "工资", start: "2021-01-01", checked: "2026-03-01" }),
  ];
  assert.deepEqual(state.changesSince(link, "old", none, standards), []);
  const said = state.changesSince(link, "new", { renamed: ["甲"], unplaced: ["x=1"] }, standards);
  assert.equal(said.length, 4);
  assert.match(said[0], /2026年1月2日存的.*当时 old，现在 new/);
  assert.match(said[1], /甲/);
  assert.match(said[2], /已取消或改写.*x=1/);
  assert.match(said[3], /：费率、工资。$/);
});

test("without a day only the version is told apart", () => {
  const link = state.readState("sex=female&-version=old");
  const standards = [element({ standard: "基数", start: "2030-01-01", checked: "2030-01-01" })];
  assert.deepEqual(state.changesSince(link, "new", none, standards).length, 1);
  assert.deepEqual(state.changesSince(state.readState("sex=female"), "new", none, standards), []);
});
