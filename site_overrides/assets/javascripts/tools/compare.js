import { whenParsed } from "../parsed.js";
import { asOfDate } from "../as-of.js";
import { addCitations } from "../calculator/citations.js";
import { ComparisonForm } from "../calculator/comparison-form.js";
import { membersIn, readKinds } from "../calculator/comparison-kinds.js";
import { commonDay, rowsOf, summary, table } from "../calculator/comparison-table.js";
import { readMoment } from "../calculator/entries.js";
import { showError, whileTyping } from "../calculator/form.js";
import { Pause } from "../calculator/pause.js";
import { runtimeFor } from "../calculator/runtime.js";
import { changesSince, isState, keepState, readState, takeOverRenamed } from "../calculator/state.js";
import { chineseDate } from "../dates.js";
import { draw, link } from "../draw.js";
import { SITE } from "../site.js";

/**
 * @typedef {import("../calculator/comparison-kinds.js").Kind} Kind
 * @typedef {import("../calculator/comparison-kinds.js").Member} Member
 * @typedef {import("../calculator/comparison-table.js").Column} Column
 * @typedef {import("../calculator/comparison-table.js").Reading} Reading
 * @typedef {import("../calculator/comparison-table.js").Side} Side
 * @typedef {import("../calculator/types.js").Result} Result
 * @typedef {{ columns: { as_of: string, region: string }[], rows: { cells: { benefit: string }[][], requirements: import("../calculator/comparison-table.js").Requirement[] }[] }} Comparison
 */

/** After this the reader is told that something is being loaded. */
const NOTICE = 400;
/** So many regions are chosen when a kind is. */
const REGIONS = 3;
/** Up to so many columns can be seen one at a time on a phone. */
const PICKABLE = 8;
/** Settings of the address that this page knows. */
const SETTINGS = ["group", "regions", "dates", "only"];

/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
function place(selector, type) {
  const found = document.querySelector(selector);
  if (!(found instanceof type)) throw new Error(selector);
  return found;
}

/** What is compared: the kind, the regions and the days. */
class Choices {
  constructor() {
    this.element = place("#choices", HTMLFormElement);
    this.kinds = readKinds(place("#kinds", HTMLElement));
    this.select = place("#compare-kind", HTMLSelectElement);
    this.boxes = [...document.querySelectorAll("#compare-regions input")].filter(
      (box) => box instanceof HTMLInputElement,
    );
    this.dates = [...document.querySelectorAll("#compare-dates input")].filter(
      (input) => input instanceof HTMLInputElement,
    );
    this.parents = new Map(this.boxes.map((box) => [box.value, box.dataset.parent ?? ""]));
  }

  /** @returns {Kind} */
  get kind() {
    const found = this.kinds.get(this.select.value);
    if (!found) throw new Error(this.select.value);
    return found;
  }

  /** @returns {string[]} ids in the order of the page */
  get regions() {
    return this.boxes.filter((box) => box.checked && !box.disabled).map((box) => box.value);
  }

  /** @returns {string[]} the days typed, once each; the header's where there is none */
  get days() {
    const read = this.dates.flatMap((input) => readMoment(input.value, "date") ?? []);
    return read.length ? [...new Set(read)] : [asOfDate()];
  }

  /**
   * @param {string} region
   * @returns {Member[]}
   */
  membersIn(region) {
    return membersIn(this.kind, region, this.parents);
  }

  /** @returns {Member[]} of all chosen regions, once each */
  get members() {
    return [...new Set(this.regions.flatMap((region) => this.membersIn(region)))];
  }

  /** @returns {string[]} rule files of the chosen regions, as far as they have rules of the kind */
  get rules() {
    const holders = new Set(this.members.map((member) => member.region));
    return this.boxes.flatMap(({ value, dataset }) => (holders.has(value) ? (dataset.rules ?? []) : []));
  }

  /** @param {string} region */
  label(region) {
    return this.boxes.find((box) => box.value === region)?.dataset.label ?? region;
  }

  /**
   * What tells a benefit from the others: its region, or its title where a region has several.
   * @param {Member} member
   */
  nameOf(member) {
    const alone = this.members.filter(({ region }) => region === member.region).length === 1;
    return alone ? this.label(member.region) : `“${member.title}”`;
  }

  /**
   * Offers the regions where the kind is regulated.
   * @param {string[]} chosen none for the first few with rules of their own
   * @returns {string[]} those that cannot be chosen
   */
  offer(chosen) {
    const own = new Set(this.kind.members.map((member) => member.region));
    const first = this.boxes.map((box) => box.value).filter((region) => own.has(region));
    const wanted = chosen.length ? chosen : first.slice(0, REGIONS);
    for (const box of this.boxes) {
      const [member] = this.membersIn(box.value);
      box.disabled = !member;
      box.checked = Boolean(member) && wanted.includes(box.value);
      const row = box.closest("label");
      if (row) row.hidden = !member;
      const note = row?.querySelector(".mc-quiet");
      const above = member && !own.has(box.value) ? `（照${this.label(member.region)}的）` : "";
      if (note) note.textContent = above;
    }
    return wanted.filter((region) => !this.regions.includes(region));
  }

  /** @param {string[]} typed */
  fillDates(typed) {
    this.dates.forEach((input, index) => {
      input.value = typed[index] ?? "";
      input.hidden = index > 0 && index >= typed.length;
    });
    this.checkDates();
  }

  /** Says which of the dates cannot be read, and hides the button when there is no more room. */
  checkDates() {
    const wrong = this.dates.filter(({ value }) => value.trim() && !readMoment(value, "date"));
    for (const input of this.dates) input.setAttribute("aria-invalid", String(wrong.includes(input)));
    const error = place("#compare-dates-error", HTMLElement);
    error.hidden = !wrong.length;
    error.textContent = wrong.map(({ value }) => `“${value}”不是存在的日期，请写成 2020-6-10 的样子。`).join("");
    place("#compare-add-date", HTMLElement).hidden = this.dates.every(({ hidden }) => !hidden);
  }

  addDate() {
    const next = this.dates.find(({ hidden }) => hidden);
    if (!next) return;
    next.hidden = false;
    this.checkDates();
    next.focus();
  }
}

/** What the data files tell of benefits: where clauses lie, readings in words. */
class About {
  constructor() {
    /** @type {Map<string, Reading>} */
    this.readings = new Map();
    /** @type {Map<string, Promise<void>>} */
    this.loads = new Map();
  }

  /** @param {string[]} benefits */
  async load(benefits) {
    await Promise.all(
      benefits.map((id) => {
        let load = this.loads.get(id);
        if (!load) {
          load = this.#load(id);
          this.loads.set(id, load);
          load.catch(() => this.loads.delete(id));
        }
        return load;
      }),
    );
  }

  /** @param {string} id */
  async #load(id) {
    const response = await fetch(new URL(`data/benefits/${id}.json`, SITE));
    if (!response.ok) throw new Error(`${id}（${response.status}）`);
    const about = await response.json();
    addCitations(about.citations);
    for (const [key, reading] of Object.entries(about.readings)) this.readings.set(key, reading);
  }
}

class Tool {
  /** @param {HTMLElement} section */
  constructor(section) {
    this.choices = new Choices();
    this.questions = new ComparisonForm(
      place("#questions", HTMLFormElement),
      place("#question-pool", HTMLElement),
    );
    this.about = new About();
    this.summary = place("#summary", HTMLElement);
    this.result = place("#comparison", HTMLElement);
    this.state = readState("");
    /** @type {string[]} */
    this.renamed = [];
    /** @type {string[]} */
    this.unplaced = [];
    this.only = false;
    this.touched = false;
    this.turn = 0;
    this.current = "";
    this.kept = "";
    this.version = "";
    this.pause = new Pause(() => this.update());
    this.restore();
    // What the address asks for is known by now: no file is loaded that is not needed.
    section.dataset.rules = [section.dataset.rules, ...this.choices.rules].join(" ");
    this.runtime = runtimeFor(section);
    for (const element of [this.choices.element, this.questions.element, this.summary, this.result]) {
      element.hidden = false;
    }
    this.#listen();
    this.update();
  }

  #listen() {
    const { choices, questions } = this;
    choices.element.addEventListener("submit", (event) => event.preventDefault());
    choices.element.addEventListener("change", ({ target }) => {
      if (target === choices.select) choices.offer([]);
      if (target === choices.select || choices.boxes.some((box) => box === target)) this.arrange();
      choices.checkDates();
      this.later();
    });
    place("#compare-add-date", HTMLElement).addEventListener("click", () => choices.addDate());
    whileTyping(questions.element, (event) => this.later(event));
    questions.element.addEventListener("reset", () => {
      this.unplaced = [];
      // The event comes before the inputs are emptied.
      setTimeout(() => {
        questions.form.questions.forEach(showError);
        this.later();
      });
    });
    document.addEventListener("mc:as-of", () => {
      this.restore();
      this.update();
    });
    addEventListener("hashchange", () => {
      this.restore();
      this.update();
    });
  }

  arrange() {
    const { choices } = this;
    this.questions.arrange(choices.members, (member) => choices.nameOf(member));
  }

  /** Takes everything from the address, if it has come to hold something else. */
  restore() {
    const hash = location.hash.slice(1);
    const first = !this.questions.form.questions.length;
    if (!first && (!isState(hash) || hash === this.kept)) return;
    const { choices, questions } = this;
    this.kept = hash;
    this.state = readState(hash);
    const { settings, answers } = this.state;
    const group = settings.get("group") ?? "";
    const listed = (/** @type {string} */ name) => (settings.get(name) ?? "").split(",").filter(Boolean);
    if (choices.kinds.has(group)) choices.select.value = group;
    const refused = choices.offer(listed("regions"));
    choices.fillDates(listed("dates"));
    this.only = settings.get("only") === "1";
    this.arrange();
    questions.element.reset();
    this.renamed = takeOverRenamed(answers, questions.form.questions);
    this.unplaced = questions.form.fill(answers);
    if (group && group !== choices.select.value) this.unplaced.push(`-group=${group}`);
    this.unplaced.push(...refused.map((region) => `-regions=${region}`));
    for (const name of settings.keys()) {
      if (!SETTINGS.includes(name)) this.unplaced.push(`-${name}`);
    }
    questions.form.questions.forEach(showError);
    this.touched = isState(hash);
  }

  /** @param {Event} [event] */
  later(event) {
    this.touched = true;
    this.pause.start(event);
  }

  keep() {
    if (!this.touched) return;
    const { choices } = this;
    const dates = choices.dates.flatMap(({ value }) => readMoment(value, "date") ?? []);
    this.kept = keepState({
      answers: this.questions.form.write(),
      readings: this.state.readings,
      settings: new Map([
        ["group", choices.kind.id],
        ["regions", choices.regions.join(",")],
        ["dates", dates.join(",")],
        ["only", this.only ? "1" : ""],
      ]),
      version: this.version,
      saved: "",
    });
  }

  async update() {
    this.pause.stop();
    const { choices } = this;
    const { members, days, regions, kind } = choices;
    if (!members.length) {
      this.current = "";
      this.turn += 1;
      this.say("先选要比的地方。");
      this.keep();
      return;
    }
    const { benefit_facts: own, ...answers } = this.questions.read();
    const base = { ...answers, benefit_facts: own, readings: this.state.readings };
    const comparison = { as_of: days, regions, comparable_group: kind.id, ...base };
    const benefits = members.map((member) => member.id);
    const request = JSON.stringify(comparison);
    if (request === this.current) {
      this.keep();
      return;
    }
    this.current = request;
    const turn = ++this.turn;
    const notice = setTimeout(() => {
      if (turn === this.turn && !this.result.childElementCount) this.say("正在装载计算程序……");
    }, NOTICE);
    try {
      await Promise.all([this.runtime.add(choices.rules), this.about.load(benefits)]);
      const evaluations = { batch: days.map((day) => ({ as_of: day, benefits, ...base })) };
      const [compared, evaluated] = await Promise.all([
        this.runtime.ask("compare", request),
        this.runtime.ask("evaluate", JSON.stringify(evaluations)),
      ]);
      if (turn !== this.turn) return;
      const answer = JSON.parse(compared);
      if (answer.error) {
        this.say(`${answer.error.message}。`);
        return;
      }
      this.version = answer.data_version;
      this.show(answer, JSON.parse(evaluated).batch);
      this.keep();
    } catch (error) {
      if (turn === this.turn) this.fail(error);
    } finally {
      clearTimeout(notice);
    }
  }

  /**
   * @param {Comparison} comparison
   * @param {{ as_of: string, results: Result[] }[]} evaluated one for each day
   */
  show({ columns, rows: [row] }, evaluated) {
    const drawn = columns.flatMap((column, index) => {
      const { results } = evaluated.find(({ as_of: day }) => day === column.as_of) ?? { results: [] };
      const cells = row?.cells[index] ?? [];
      const found = cells.map(({ benefit }) => results.find((one) => one.benefit === benefit));
      return found.length
        ? found.map((result) => this.column(column, index, result ?? null))
        : [this.column(column, index, null)];
    });
    const known = {
      subject: (/** @type {string} */ subject, /** @type {Side[][]} */ sides) =>
        this.subjectWords(subject, sides),
      question: (/** @type {string} */ id, /** @type {string} */ benefit) =>
        this.questionLink(id, benefit),
      readings: this.about.readings,
    };
    const { order } = this.questions;
    const place = (/** @type {string} */ subject) => {
      const at = order.findIndex((id) => subject === id || subject.includes(`"${id}"`));
      return at < 0 ? order.length : at;
    };
    const requirements = [...(row?.requirements ?? [])];
    requirements.sort((a, b) => place(a.subject) - place(b.subject));
    const rows = rowsOf(drawn, requirements, known);
    this.summary.replaceChildren(summary(drawn) ?? "");
    this.summary.append(this.jump());
    this.offerDay(drawn);
    const caption = `${this.choices.kind.label}：${drawn.length} 列对比`;
    this.draw(caption, drawn, rows);
    const missing = drawn.flatMap(({ result }) =>
      result ? [...result.missing, ...result.missing_for.amount] : [],
    );
    this.questions.form.askStandards(missing);
  }

  /** The way past the questions, where the table stands below them. */
  jump() {
    const button = draw("button", "mc-button mc-compare-jump", "看对照表");
    button.setAttribute("type", "button");
    button.addEventListener("click", () => {
      this.result.scrollIntoView();
      place("#compare-only", HTMLElement).focus({ preventScroll: true });
    });
    return button;
  }

  /**
   * Where some rules are not in force on the day, offers one on which all are.
   * @param {Column[]} columns
   */
  offerDay(columns) {
    const day = commonDay(columns);
    const needed = columns.some(({ result }) => result?.verdict === "not_in_force");
    if (!needed || !day || this.choices.days.length > 1) return;
    const button = draw("button", "mc-button", `改按 ${chineseDate(day)} 比（这一天几处都有效）`);
    button.setAttribute("type", "button");
    button.addEventListener("click", () => {
      this.choices.fillDates([day]);
      this.later();
      this.choices.dates[0].focus();
    });
    this.summary.append(button);
  }

  /**
   * @param {{ as_of: string, region: string }} column
   * @param {number} sides
   * @param {Result | null} result
   * @returns {Column}
   */
  column({ as_of: day, region }, sides, result) {
    const { choices } = this;
    const member = choices.members.find(({ id }) => id === result?.benefit);
    const names = [];
    if (choices.regions.length > 1 || choices.days.length < 2) names.push(choices.label(region));
    if (choices.days.length > 1) names.push(chineseDate(day));
    const head = names.join(" ");
    if (choices.membersIn(region).length > 1 && member) names.push(member.title);
    let href = "";
    if (member) {
      const address = new URL(member.href);
      address.searchParams.set("as_of", day);
      address.hash = this.answersFor(member);
      href = address.href;
    }
    const above = member && member.region !== region;
    return {
      name: names.join(" "),
      head,
      title: member?.title ?? "",
      href,
      note: above ? `（本地没有另行规定，照${choices.label(member.region)}的）` : "",
      result,
      sides,
    };
  }

  /**
   * The answers that a benefit's own page asks for, as its address holds them.
   * @param {Member} member
   */
  answersFor(member) {
    const answers = new URLSearchParams();
    for (const [key, value] of this.questions.form.write()) {
      const fact = key.startsWith(`${member.id}:`) ? key.slice(member.id.length + 1) : key;
      const asked = member.questions.has(fact) || member.folded.has(fact);
      if (asked || member.standards.includes(fact)) answers.set(fact, value);
    }
    return answers.toString();
  }

  /**
   * @param {string} subject a fact, or what is looked at with its facts as JSON
   * @param {Side[][]} sides
   */
  subjectWords(subject, sides) {
    const whole = this.questions.label(subject);
    if (whole) return whole;
    const names = [...subject.matchAll(/"([a-z0-9_]+)"/g)].flatMap(([, id]) => this.questions.label(id) ?? []);
    if (subject.startsWith("age")) return `年龄（按${names.at(-1) ?? ""}）`;
    if (subject.startsWith("ratio")) return `${names[0]}占${names[1]}的比例`;
    return names.length ? [...new Set(names)].join("、") : (sides.flat()[0]?.label ?? "");
  }

  /**
   * @param {string} id
   * @param {string} benefit
   */
  questionLink(id, benefit) {
    const question = this.questions.question(id, benefit);
    if (!question) return this.questions.label(id) ?? id;
    const anchor = link(`#${question.id}`, question.dataset.label ?? id);
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      question.hidden = false;
      const folded = question.closest("details");
      if (folded) folded.open = true;
      question.querySelector("input")?.focus();
      question.scrollIntoView({ block: "center" });
    });
    return anchor;
  }

  /**
   * Draws the table anew; what is unfolded and which column is picked stays.
   * @param {string} caption
   * @param {Column[]} columns
   * @param {import("../calculator/comparison-table.js").Row[]} rows
   */
  draw(caption, columns, rows) {
    const { result } = this;
    const before = new Map(detailsIn(result));
    const picked = result.querySelector(".mc-pick input:checked");
    const focused = document.activeElement;
    const inside = focused instanceof HTMLElement && result.contains(focused) ? focused.id : "";
    const next = table(caption, columns, rows, this.only);
    const changes = changesSince(
      this.state,
      this.version,
      { renamed: this.renamed, unplaced: this.unplaced },
      [],
    );
    const frame = draw(
      "div",
      "mc-comparison-frame",
      this.onlySwitch(() => this.draw(caption, columns, rows)),
      this.readingsNote(),
      columns.length > 1 && columns.length <= PICKABLE && picker(columns, picked?.id ?? ""),
      next,
      this.links(),
      ...changes.map((words) => draw("p", "mc-quiet", words)),
      draw("p", "mc-colophon"),
    );
    result.replaceChildren(frame);
    for (const [key, details] of detailsIn(result)) {
      const was = before.get(key);
      if (was) details.open = was.open;
    }
    if (inside) document.getElementById(inside)?.focus({ preventScroll: true });
  }

  /** @param {() => void} redraw */
  onlySwitch(redraw) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.id = "compare-only";
    box.checked = this.only;
    box.addEventListener("change", () => {
      this.only = box.checked;
      this.touched = true;
      this.keep();
      redraw();
    });
    return draw("label", "mc-compare-only", box, "只看不同");
  }

  /** Says that the link chose other readings than usual, and takes that back. */
  readingsNote() {
    const chosen = Object.keys(this.state.readings);
    if (!chosen.length) return null;
    const titles = chosen.map((id) => this.about.readings.get(id)?.title ?? id).join("、");
    const back = draw("button", "mc-button", "改回默认的理解");
    back.setAttribute("type", "button");
    back.addEventListener("click", () => {
      this.state.readings = {};
      this.later();
    });
    return draw("p", "", `有 ${chosen.length} 处按另一种理解计算：${titles}。`, back);
  }

  links() {
    const { path, label } = this.choices.kind;
    return path ? draw("p", "", link(new URL(path, SITE).href, `${label}：各地规定全文对照`)) : null;
  }

  /** @param {string} words */
  say(words) {
    this.summary.replaceChildren(draw("p", "mc-message", words));
    this.result.replaceChildren();
  }

  /** @param {unknown} error */
  fail(error) {
    this.current = "";
    const reason = error instanceof Error ? error.message : String(error);
    this.say("计算程序没有装载成功，暂时算不了。您填的内容都还在；各类待遇的规定对照照样可以看。");
    const again = draw("button", "mc-button", "再试一次");
    again.setAttribute("type", "button");
    again.addEventListener("click", () => {
      this.say("正在装载计算程序……");
      this.update();
    });
    this.summary.append(draw("p", "", again), draw("p", "mc-quiet", `原因：${reason}`));
  }
}

/**
 * The foldable parts of a table by their place in it.
 * @param {HTMLElement} result
 * @returns {[string, HTMLDetailsElement][]}
 */
function detailsIn(result) {
  return [...result.querySelectorAll("tr[data-row]")].flatMap((row) =>
    [...row.children].flatMap((cell, column) =>
      [...cell.querySelectorAll("details")].map(
        (details, index) =>
          /** @type {[string, HTMLDetailsElement]} */ ([
            `${row instanceof HTMLElement && row.dataset.row} ${column} ${index}`,
            details,
          ]),
      ),
    ),
  );
}

/**
 * Which column to see, where there is room for one.
 * @param {Column[]} columns
 * @param {string} picked id of the choice made before
 */
function picker(columns, picked) {
  const names = [...columns.map(({ name }) => name), "全部"];
  const wanted = names.findIndex((_, index) => `compare-column-${index}` === picked);
  const labels = names.map((name, index) => {
    const box = document.createElement("input");
    box.type = "radio";
    box.name = "compare-column";
    box.id = `compare-column-${index}`;
    box.value = index === columns.length ? "all" : String(index);
    box.checked = index === Math.max(wanted, 0);
    return draw("label", "", box, name);
  });
  return draw("fieldset", "mc-pick", draw("legend", "", "看哪一列"), ...labels);
}

whenParsed(() => {
  const section = document.querySelector(".mc-compare .mc-calculator");
  if (section instanceof HTMLElement) new Tool(section);
});
