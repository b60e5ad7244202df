import { draw } from "../draw.js";

/**
 * @typedef {import("./batch-desk.js").Column} Column
 * @typedef {import("./batch-desk.js").Target} Target
 * @typedef {import("./batch-desk.js").View} View
 */

/** How an answer for all rows is written. */
const EXAMPLES = /** @type {Record<string, string>} */ ({
  bool: "是 或 否",
  date: "如 2020-6-3",
  month: "如 2020-6",
  percent: "如 5.5%",
  ratio: "如 8%",
});

/**
 * The step in which columns are given to questions.
 */
export class Columns {
  /**
   * @param {HTMLElement} place
   * @param {{ onView: (shown: { sheet?: number, header_row?: number }) => void, onChange: () => void, onStart: () => void }} handlers
   */
  constructor(place, handlers) {
    this.place = place;
    this.handlers = handlers;
    /** @type {Map<number, HTMLSelectElement>} */
    this.selects = new Map();
    /** @type {Map<string, HTMLInputElement>} */
    this.constants = new Map();
    /** @type {Target[]} */
    this.targets = [];
    /** @type {HTMLElement | null} */
    this.verdict = null;
    /** @type {HTMLButtonElement | null} */
    this.start = null;
  }

  /** Column index → target. */
  get mapping() {
    const chosen = [...this.selects].map(([index, { value }]) => [index, value]);
    return Object.fromEntries(chosen.filter(([, value]) => value));
  }

  /** Target → what holds for all rows. */
  get shared() {
    const taken = this.#taken();
    const typed = [...this.constants].map(([id, input]) => [id, input.value.trim()]);
    return Object.fromEntries(typed.filter(([id, text]) => text && !taken.has(id)));
  }

  /**
   * @param {View} view
   * @param {{ targets: Target[], id_number: string }} asked
   */
  show(view, asked) {
    this.targets = asked.targets;
    this.selects.clear();
    const kept = new Map([...this.constants].map(([id, input]) => [id, input.value]));
    this.constants.clear();
    const title = draw("h2", "", "3. 对列");
    title.id = "batch-columns";
    const counted = `读到 ${view.rows.toLocaleString()} 行`;
    const empty = view.empty_rows ? `，另有 ${view.empty_rows} 个空行` : "";
    const notes = view.notes.map((note) => `。${note}`).join("");
    this.verdict = draw("div", "mc-batch-verdict");
    this.start = button("开始算", () => this.handlers.onStart());
    this.start.classList.add("mc-batch-start");
    this.place.replaceChildren(
      title,
      draw("p", "", `${counted}${empty}${notes}。`),
      draw("div", "mc-batch-where", this.#sheets(view), this.#headerRows(view)),
      this.verdict,
      draw("p", "", this.start),
      this.#table(view, asked.id_number),
      this.#rest(kept),
    );
    this.place.hidden = false;
    this.#settle();
  }

  /** @param {View} view */
  #sheets(view) {
    if (view.sheets.length < 2) return null;
    const options = view.sheets.map(({ name, hidden }, index) => ({
      value: String(index),
      text: hidden ? `${name}（隐藏的表）` : name,
    }));
    return labelled("哪一张表", options, String(view.sheet), (value) =>
      this.handlers.onView({ sheet: Number(value) }),
    );
  }

  /** @param {View} view */
  #headerRows(view) {
    const last = Math.max(10, view.header_row);
    const options = [{ value: "0", text: "没有表头" }];
    for (let row = 1; row <= last; row += 1) options.push({ value: String(row), text: `第 ${row} 行` });
    return labelled("表头在", options, String(view.header_row), (value) =>
      this.handlers.onView({ sheet: view.sheet, header_row: Number(value) }),
    );
  }

  /**
   * @param {View} view
   * @param {string} idNumber
   */
  #table(view, idNumber) {
    const rows = view.columns.map((column) => {
      const select = this.#select(column, idNumber);
      this.selects.set(column.index, select);
      const name = draw("th", "", column.name);
      name.setAttribute("scope", "row");
      if (column.hidden) name.append(draw("span", "mc-quiet", "（隐藏的列）"));
      if (column.repeated) name.append(draw("span", "mc-quiet", "（和前面的列同名）"));
      const samples = draw("td", "mc-batch-samples", column.samples.join("、") || "（空）");
      return draw("tr", "", name, samples, draw("td", "", select));
    });
    const head = draw("tr", "", ...["表里的列", "头几个值", "是哪一问"].map(header));
    const table = draw("table", "mc-table mc-table--stack", draw("thead", "", head), draw("tbody", "", ...rows));
    return draw("div", "mc-table-scroll", table);
  }

  /**
   * @param {Column} column
   * @param {string} idNumber
   */
  #select(column, idNumber) {
    const select = document.createElement("select");
    select.className = "mc-select";
    select.setAttribute("aria-label", `${column.name} 是哪一问`);
    select.append(new Option("不用（照抄到结果里）", ""));
    select.append(new Option("身份证号（取出生日期和性别）", idNumber));
    /** @type {Map<string, HTMLOptGroupElement>} */
    const groups = new Map();
    for (const { id, label, question } of this.targets) {
      if (id === question) {
        select.append(new Option(label, id));
        continue;
      }
      let group = groups.get(question);
      if (!group) {
        group = document.createElement("optgroup");
        group.label = `${this.#label(question)}：一项一列，写是或否`;
        groups.set(question, group);
      }
      group.append(new Option(label.slice(this.#label(question).length + 1), id));
    }
    select.append(...groups.values());
    select.value = column.target;
    select.addEventListener("change", () => {
      // A question is answered by one column.
      for (const other of this.selects.values()) {
        if (other !== select && other.value === select.value) other.value = "";
      }
      this.#settle();
      this.handlers.onChange();
    });
    return select;
  }

  /** @param {string} question */
  #label(question) {
    return this.targets.find(({ id }) => id === question)?.label ?? question;
  }

  /**
   * Questions that may have one answer for all rows.
   * @param {Map<string, string>} kept
   */
  #rest(kept) {
    const items = this.targets.flatMap(({ id, label, question, kind, options, unit }) => {
      if (id !== question) return [];
      const input = document.createElement("input");
      input.type = "text";
      input.autocomplete = "off";
      input.value = kept.get(id) ?? "";
      input.placeholder = EXAMPLES[kind] ?? options.slice(0, 2).join("、") ?? "";
      if (!input.placeholder && unit) input.placeholder = unit;
      input.addEventListener("change", () => this.handlers.onChange());
      this.constants.set(id, input);
      const item = draw("label", "mc-batch-constant", draw("span", "", label), input);
      item.dataset.target = id;
      return [item];
    });
    this.unanswered = draw("summary", "");
    return draw(
      "details",
      "mc-batch-rest",
      this.unanswered,
      draw("p", "mc-quiet", "不填就按不清楚算。全部的人都一样的，可以在这里填一次。"),
      draw("div", "mc-batch-constants", ...items),
    );
  }

  #taken() {
    const chosen = new Set([...this.selects.values()].map(({ value }) => value));
    for (const value of [...chosen]) chosen.add(value.split(":")[0]);
    return chosen;
  }

  /** Shows the questions that no column answers. */
  #settle() {
    const taken = this.#taken();
    let open = 0;
    for (const item of this.place.querySelectorAll(".mc-batch-constant")) {
      if (!(item instanceof HTMLElement)) continue;
      item.hidden = taken.has(item.dataset.target ?? "");
      if (!item.hidden) open += 1;
    }
    if (this.unanswered) this.unanswered.textContent = `没有对应列的问题（${open}）`;
  }

  /**
   * Says what cannot be understood.
   * @param {{ rows: number, unread: number, problems: [number, string, string, string][], more_problems: number }} read
   */
  report({ rows, unread, problems, more_problems: more }) {
    if (!this.verdict || !this.start) return;
    const ready = rows - unread;
    this.start.textContent = `开始算 ${ready.toLocaleString()} 行`;
    this.start.disabled = !rows;
    this.verdict.replaceChildren();
    if (!unread) {
      this.verdict.append(draw("p", "mc-batch-fine", "每一行都读懂了。"));
      return;
    }
    const lines = problems.map(([row, column, value, why]) =>
      draw("tr", "", ...[`第 ${row} 行`, column, value, why].map((text) => draw("td", "", text))),
    );
    const head = draw("tr", "", ...["行", "列", "写的是", "原因"].map(header));
    const table = draw("table", "mc-table", draw("thead", "", head), draw("tbody", "", ...lines));
    const scroll = draw("div", "mc-table-scroll mc-batch-problems", table);
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", "读不懂的地方");
    this.verdict.append(
      draw("p", "mc-batch-bad", `有 ${unread} 行读不懂，不会算，结果里会写明原因。改好表格再放一次，或者调整下面的列。`),
      draw("details", "", draw("summary", "", "看是哪些"), scroll, more > 0 && draw("p", "mc-quiet", `还有 ${more} 处，都写在下载的结果里。`)),
    );
  }
}

/** @param {string} text */
function header(text) {
  const cell = draw("th", "", text);
  cell.setAttribute("scope", "col");
  return cell;
}

/**
 * @param {string} text
 * @param {() => void} press
 */
export function button(text, press) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "mc-button";
  element.textContent = text;
  element.addEventListener("click", press);
  return element;
}

/**
 * @param {string} label
 * @param {{ value: string, text: string }[]} options
 * @param {string} value
 * @param {(value: string) => void} change
 */
function labelled(label, options, value, change) {
  const select = document.createElement("select");
  select.className = "mc-select";
  select.append(...options.map((option) => new Option(option.text, option.value)));
  select.value = value;
  select.addEventListener("change", () => change(select.value));
  return draw("label", "mc-batch-choice", draw("span", "", label), select);
}
