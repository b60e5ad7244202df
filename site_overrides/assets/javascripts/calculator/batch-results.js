import { draw, link } from "../draw.js";
import { SITE } from "../site.js";
import { button } from "./batch-columns.js";

/** @typedef {import("./batch-desk.js").Line} Line */

const VERDICTS = /** @type {Record<string, string>} */ ({
  eligible: "符合",
  provisional: "初步符合",
  needs_info: "还需信息",
  ineligible: "不符合",
  not_in_force: "所选日期不适用",
  error: "没有算",
});
/** Lines on a page of the table. */
const PAGE = 100;

/**
 * The table of results: filtered by verdict, a hundred lines at a time.
 */
export class Results {
  /**
   * @param {HTMLElement} place
   * @param {{ onSave: (kind: "xlsx" | "csv") => void, onLine: (line: number) => Promise<{ address: string, cites: [string, string][] }> }} handlers
   */
  constructor(place, handlers) {
    this.place = place;
    this.handlers = handlers;
    /** @type {Line[]} */
    this.lines = [];
    /** @type {Map<number, { readings: string, ways: string }>} */
    this.more = new Map();
    /** @type {Map<number, string>} */
    this.names = new Map();
    /** @type {Map<string, string>} */
    this.titles = new Map();
    this.verdict = "";
    this.first = 0;
    const title = draw("h2", "", "4. 结果");
    title.id = "batch-results";
    this.about = draw("p", "mc-quiet");
    this.filters = draw("div", "mc-batch-filters");
    this.filters.setAttribute("role", "group");
    this.filters.setAttribute("aria-label", "按结论筛选");
    this.saves = draw(
      "p",
      "mc-batch-saves",
      button("下载结果（XLSX）", () => handlers.onSave("xlsx")),
      " ",
      button("下载结果（CSV）", () => handlers.onSave("csv")),
    );
    this.table = draw("div", "mc-table-scroll");
    this.pager = draw("nav", "mc-batch-pager");
    this.pager.setAttribute("aria-label", "分页");
    this.colophon = draw("p", "mc-colophon mc-quiet");
    place.replaceChildren(title, this.about, this.saves, this.filters, this.table, this.pager, this.colophon);
  }

  /**
   * @param {string} about one line on what is calculated
   * @param {Map<string, string>} titles of the benefits
   * @param {Map<number, string>} names row number → who it is about
   */
  begin(about, titles, names) {
    this.lines = [];
    this.more.clear();
    this.names = names;
    this.titles = titles;
    this.verdict = "";
    this.first = 0;
    this.about.textContent = about;
    this.place.hidden = false;
    this.show();
  }

  /** @param {Line[]} lines */
  add(lines) {
    const before = this.lines.length;
    this.lines.push(...lines);
    // What is on the page already does not move.
    if (before < PAGE || !this.verdict) this.#filters();
    if (before < PAGE) this.show();
    else this.#pager(this.#chosen().length);
  }

  /** @param {[number, string, string][]} lines */
  explain(lines) {
    for (const [number, readings, ways] of lines) this.more.set(number, { readings, ways });
  }

  #chosen() {
    return this.verdict ? this.lines.filter((line) => line[3] === this.verdict) : this.lines;
  }

  show() {
    this.#filters();
    const chosen = this.#chosen();
    const several = this.titles.size > 1;
    const heads = ["行", "名称", ...(several ? ["待遇"] : []), "结论", "金额", "期限", "说明"];
    const head = draw("tr", "", ...heads.map((text) => {
      const cell = draw("th", "", text);
      cell.setAttribute("scope", "col");
      return cell;
    }));
    const rows = chosen.slice(this.first, this.first + PAGE).map((line) => this.#row(line, several));
    this.table.replaceChildren(
      draw("table", "mc-table mc-table--stack mc-batch-table", draw("thead", "", head), draw("tbody", "", ...rows)),
    );
    this.#pager(chosen.length);
  }

  /**
   * @param {Line} line
   * @param {boolean} several
   */
  #row(line, several) {
    const [number, row, benefit, verdict, amount, duration, total, note] = line;
    const name = draw("th", "", this.names.get(row) ?? "");
    name.setAttribute("scope", "row");
    const word = draw(
      "span",
      `mc-verdict-word mc-verdict-word--${verdict === "error" ? "not_in_force" : verdict}`,
      draw("span", "mc-verdict-icon"),
      VERDICTS[verdict],
    );
    const cells = [
      draw("td", "mc-batch-row", String(row)),
      name,
      several && draw("td", "", benefit ? (this.titles.get(benefit) ?? "") : ""),
      draw("td", "", word),
      draw("td", "mc-figure", amount),
      draw("td", "", duration),
      draw("td", "mc-batch-note", this.#note(number, note, total, benefit)),
    ];
    return draw("tr", "", ...cells);
  }

  /**
   * @param {number} number
   * @param {string} note
   * @param {string} total
   * @param {string | null} benefit
   */
  #note(number, note, total, benefit) {
    if (!benefit) return draw("span", "", note);
    const short = note.length > 40 ? `${note.slice(0, 38)}……` : note || "看依据";
    const details = draw("details", "", draw("summary", "", short));
    details.addEventListener("toggle", () => {
      if (details.childElementCount > 1) return;
      const { readings = "", ways = "" } = this.more.get(number) ?? {};
      const parts = [
        ["", note],
        ["总额：", total],
        ["有不同理解：", readings],
        ["怎样才能符合：", ways],
      ];
      for (const [label, text] of parts) if (text) details.append(draw("p", "", label + text));
      const sources = draw("p", "");
      details.append(sources);
      this.handlers.onLine(number).then(({ address, cites }) => {
        sources.append("依据：");
        cites.forEach(([name, path], index) => {
          sources.append(index ? "；" : "", link(new URL(path, SITE).href, name));
        });
        details.append(draw("p", "", link(new URL(address, SITE).href, "打开这一行的完整计算")));
      });
    });
    return details;
  }

  #filters() {
    const counts = new Map([["", this.lines.length]]);
    for (const line of this.lines) counts.set(line[3], (counts.get(line[3]) ?? 0) + 1);
    const known = [...this.filters.children];
    for (const verdict of ["", ...Object.keys(VERDICTS)]) {
      const count = counts.get(verdict) ?? 0;
      let one = known.find((b) => b instanceof HTMLElement && b.dataset.verdict === verdict);
      if (!one) {
        one = button("", () => {
          this.verdict = verdict;
          this.first = 0;
          this.show();
        });
        one.setAttribute("data-verdict", verdict);
        this.filters.append(one);
      }
      one.textContent = `${verdict ? VERDICTS[verdict] : "全部"} ${count.toLocaleString()}`;
      one.setAttribute("aria-pressed", String(this.verdict === verdict));
      if (one instanceof HTMLElement) one.hidden = Boolean(verdict) && !count;
    }
  }

  /** @param {number} count */
  #pager(count) {
    const last = Math.min(this.first + PAGE, count);
    const words = count ? `第 ${(this.first + 1).toLocaleString()}–${last.toLocaleString()} 条，共 ${count.toLocaleString()} 条` : "没有";
    const turn = (/** @type {number} */ by) => {
      this.first += by;
      this.show();
      this.filters.scrollIntoView({ block: "nearest" });
    };
    const back = button("上一页", () => turn(-PAGE));
    const on = button("下一页", () => turn(PAGE));
    back.disabled = this.first === 0;
    on.disabled = last >= count;
    this.pager.replaceChildren(back, draw("span", "", words), on);
  }
}
