import { whenParsed } from "../parsed.js";
import { asOfDate } from "../as-of.js";
import { chineseDate } from "../dates.js";
import { draw, list } from "../draw.js";
import { LiveForm } from "../calculator/live-form.js";
import { runtimeFor } from "../calculator/runtime.js";
import { showSteps } from "../calculator/service-steps.js";

/** After this the reader is told that something is being loaded. */
const NOTICE = 400;
/** What the address holds besides answers: what is ticked, and which papers are at hand. */
const ITEMS = "items";
const READY = "ready";
const STARTS = ["application_date", "acceptance_date"];

/** The papers and limits of what the reader has ticked. */
class Service {
  /**
   * @param {HTMLElement} page
   * @param {HTMLFormElement} form
   * @param {HTMLElement} place
   * @param {import("../calculator/runtime.js").Runtime | null} runtime null where nothing is dated
   */
  constructor(page, form, place, runtime) {
    this.page = page;
    this.place = place;
    this.runtime = runtime;
    /** The due days; the papers do not wait for them. */
    this.limits = draw("div", "");
    this.asked = 0;
    /** What the papers and the due days shown are of, so that only a change draws them anew. */
    this.drawn = "";
    this.current = "";
    /** @type {Set<string>} keys of the papers that are at hand */
    this.ready = new Set();
    this.live = new LiveForm(form, () => this.update(), {
      take: (settings) => this.#take(settings),
      give: () => this.#give(),
    });
  }

  /** @returns {HTMLInputElement[]} */
  get items() {
    return [...this.live.form.element.querySelectorAll("input")].filter((i) => "item" in i.dataset);
  }

  /**
   * @param {Map<string, string>} settings
   * @returns {string[]} what is ticked in the address and not on this page
   */
  #take(settings) {
    const wanted = settings.get(ITEMS)?.split(",") ?? [];
    this.ready = new Set(settings.get(READY)?.split(","));
    settings.delete(ITEMS);
    settings.delete(READY);
    for (const item of this.items) item.checked = wanted.includes(item.value);
    const known = this.items.map(({ value }) => value);
    return wanted.filter((key) => !known.includes(key));
  }

  #give() {
    const ticked = this.items.filter(({ checked }) => checked).map(({ value }) => value);
    return new Map([
      [ITEMS, ticked.join(",")],
      [READY, [...this.ready].sort().join(",")],
    ]);
  }

  async update() {
    const ticked = this.items.filter(({ checked }) => checked);
    const { facts } = this.live.form.read();
    const dated = this.runtime !== null && STARTS.some((name) => name in facts);
    this.#draw(ticked, dated);
    // What is shown already stays, with the focus in it.
    const asked = dated ? JSON.stringify([asOfDate(), ticked.map(({ value }) => value), facts]) : "";
    if (asked === this.current) return;
    this.current = asked;
    const turn = ++this.asked;
    if (!this.runtime || !dated) {
      this.limits.replaceChildren();
      return;
    }
    const notice = setTimeout(() => this.#wait(turn), NOTICE);
    const drawn = await this.#dated(this.runtime, ticked, facts);
    clearTimeout(notice);
    if (turn !== this.asked) return;
    this.limits.replaceChildren(drawn);
    const count = drawn.querySelectorAll(".mc-due > li").length;
    if (count) this.#announce(`推算了 ${count} 步的日期`);
  }

  /**
   * @param {HTMLInputElement[]} ticked
   * @param {boolean} dated whether a date is typed, so that days follow
   */
  #draw(ticked, dated) {
    const filled = ticked.length > 0 || dated;
    const told = this.live.told(this.live.version, []);
    const wanted = JSON.stringify([ticked.map(({ value }) => value), dated, told]);
    if (wanted === this.drawn) {
      const boxes = this.place.querySelectorAll("input");
      for (const box of boxes) box.checked = this.ready.has(box.value);
      return;
    }
    this.drawn = wanted;
    this.place.toggleAttribute("data-filled", filled);
    const papers = this.#papers(ticked);
    this.place.replaceChildren(
      ...(filled ? [...this.#head(ticked), ...papers.parts] : [this.#empty()]),
      this.limits,
      ...(filled ? [printButton()] : []),
      ...told.map((words) => draw("p", "mc-quiet", words)),
      draw("p", "mc-colophon"),
    );
    this.#announce(ticked.length ? `材料 ${papers.count} 份` : "");
  }

  /** @param {string} words */
  #announce(words) {
    const status = document.getElementById("result-status");
    if (status && status.textContent !== words) status.textContent = words;
  }

  #empty() {
    const dated = this.runtime && this.live.form.questions.length > 0;
    const tick = this.items.length ? "勾上要办的，这里列出合并后的材料" : "";
    const type = dated ? "填上日期，这里推算每一步最迟哪天" : "";
    return draw("p", "mc-message", `${[tick, type].filter(Boolean).join("；")}。`);
  }

  /** @param {HTMLInputElement[]} ticked */
  #head(ticked) {
    if (!ticked.length) return [];
    const names = ticked.map(({ dataset }) => dataset.label ?? "").join("、");
    return [draw("p", "", draw("strong", "", `要办 ${ticked.length} 项`), `：${names}`)];
  }

  /**
   * The rows of the page's list of papers that something ticked needs.
   * @param {HTMLInputElement[]} ticked
   */
  #papers(ticked) {
    const numbers = ticked.map(({ dataset }) => dataset.item ?? "");
    const rows = ofItems(this.page, "[data-paper]", numbers);
    /** @type {HTMLElement[]} */
    const parts = [];
    if (rows.length) {
      const entries = rows.map((row) => this.#paper(row, ticked));
      parts.push(block(`材料（${rows.length} 份）`, list(entries, "mc-papers")));
    }
    const without = ticked.filter(
      ({ dataset }) => !rows.some((row) => itemsOf(row).includes(dataset.item ?? "")),
    );
    if (without.length) {
      const names = without.map(({ dataset }) => dataset.label ?? "").join("、");
      const words = `${names}：条文没有列出要交的材料，先问经办机构。`;
      parts.push(block("没有列出材料的", draw("p", "", words)));
    }
    const reliefs = ofItems(this.page, "[data-relief]", numbers).map((row) =>
      draw("span", "", row.querySelector(".mc-paper-text")?.textContent ?? "", citeOf(row)),
    );
    if (reliefs.length) parts.push(block("不用交的", list(reliefs)));
    return { parts, count: rows.length };
  }

  /**
   * @param {HTMLElement} row
   * @param {HTMLInputElement[]} ticked
   */
  #paper(row, ticked) {
    const { paper = "" } = row.dataset;
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = paper;
    box.checked = this.ready.has(paper);
    box.addEventListener("change", () => {
      if (box.checked) this.ready.add(paper);
      else this.ready.delete(paper);
      this.live.keep();
    });
    const [head] = row.children;
    const users = ticked.filter(({ dataset }) => itemsOf(row).includes(dataset.item ?? ""));
    const names = users.map(({ dataset }) => dataset.label ?? "").join("、");
    const use = users.length > 1 ? `${users.length} 项共用：${names}` : ticked.length > 1 ? names : "";
    return draw(
      "div",
      "",
      draw("label", "", box, draw("span", "", head?.textContent?.trim() ?? "")),
      use && draw("span", "mc-paper-use", use),
      citeOf(row),
    );
  }

  /**
   * The due days of the page's own procedures and of those of what is ticked.
   * @param {import("../calculator/runtime.js").Runtime} runtime
   * @param {HTMLInputElement[]} ticked
   * @param {import("../calculator/types.js").Facts} facts
   */
  async #dated(runtime, ticked, facts) {
    const numbers = ticked.map(({ dataset }) => dataset.item ?? "");
    const all = /** @type {HTMLElement[]} */ ([...this.page.querySelectorAll("[data-dated]")]);
    const homes = all.filter(
      (home) => "own" in home.dataset || itemsOf(home).some((item) => numbers.includes(item)),
    );
    if (!homes.length) {
      const words = ticked.length ? "勾上的各项没有从这些日期算起的时限。" : "还没有勾要办的。";
      return block("时限", draw("p", "", words));
    }
    const as_of = asOfDate();
    const batch = homes.map(({ dataset }) => ({ timeline: dataset.timeline, as_of, facts }));
    try {
      const response = JSON.parse(await runtime.ask("timeline", JSON.stringify({ batch })));
      this.live.told(response.batch?.[0].data_version ?? "", []);
      const answers = response.batch ?? homes.map(() => response);
      return block(
        "时限",
        ...answers.map((/** @type {any} */ answer, /** @type {number} */ index) =>
          answer.error
            ? draw("p", "mc-error", `${answer.error.message}。`)
            : showSteps(homes[index], answer),
        ),
        draw("p", "mc-quiet", `按 ${chineseDate(as_of)} 计算`),
      );
    } catch (error) {
      return this.#failed(error);
    }
  }

  /** @param {number} turn */
  #wait(turn) {
    if (turn !== this.asked || this.limits.childElementCount) return;
    this.limits.append(draw("p", "mc-message", "正在装载计算程序……"));
  }

  /** @param {unknown} error */
  #failed(error) {
    const reason = error instanceof Error ? error.message : String(error);
    const again = draw("button", "mc-button", "再试一次");
    again.setAttribute("type", "button");
    again.addEventListener("click", () => {
      this.current = "";
      this.limits.replaceChildren();
      this.update();
    });
    return block(
      "时限",
      draw("p", "mc-message", "计算程序没有装载成功，日期暂时推算不了。您填的内容都还在；下面的时限照样可以看。"),
      draw("p", "", again),
      draw("p", "mc-quiet", `原因：${reason}`),
    );
  }
}

/**
 * The numbers of the items that something of the page belongs to.
 * @param {HTMLElement} element
 */
function itemsOf(element) {
  return (element.dataset.items ?? "").split(" ").filter(Boolean);
}

/**
 * @param {HTMLElement} page
 * @param {string} selector
 * @param {string[]} numbers
 */
function ofItems(page, selector, numbers) {
  const found = /** @type {HTMLElement[]} */ ([...page.querySelectorAll(selector)]);
  return found.filter((one) => itemsOf(one).some((item) => numbers.includes(item)));
}

/** @param {HTMLElement} row */
function citeOf(row) {
  return row.querySelector(".mc-cite")?.cloneNode(true);
}

/**
 * @param {string} title
 * @param {...(Node | null)} content
 */
function block(title, ...content) {
  return draw("section", "mc-result-part", draw("h3", "", title), ...content);
}

function printButton() {
  const button = draw("button", "mc-button mc-print", "打印这张清单");
  button.setAttribute("type", "button");
  button.addEventListener("click", () => print());
  return draw("p", "", button);
}

function go() {
  const page = document.querySelector(".mc-service");
  const section = page?.querySelector(".mc-calculator");
  const form = section?.querySelector("form");
  const place = section?.querySelector(".mc-result");
  if (!(page instanceof HTMLElement) || !(section instanceof HTMLElement)) return;
  if (!(form instanceof HTMLFormElement) || !(place instanceof HTMLElement)) return;
  form.hidden = false;
  place.hidden = false;
  const runtime = section.dataset.rules ? runtimeFor(section) : null;
  new Service(page, form, place, runtime).live.restore();
}

whenParsed(go);
