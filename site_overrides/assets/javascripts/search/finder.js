import { asOfDate } from "../as-of.js";
import { draw } from "../draw.js";
import { LONGEST, keepKnown, readFragment, writeFragment } from "./address.js";
import { announcer } from "./announce.js";
import { otherItem, resultItem } from "./draw.js";
import { Filters, activeFilters } from "./filters.js";
import { search } from "./session.js";
import { isSearchError, noFilters } from "./types.js";

/**
 * The finder page: query, filters and order from the address, the results below the box.
 *
 * @typedef {import("./address.js").State} State
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./types.js").Catalogue} Catalogue
 * @typedef {import("./box.js").Asked} Asked
 */

/** Results shown at first, and added by 再显示. */
const STEP = 10;
/** Other things found, of one type, that are not folded. */
const OTHERS = 2;
/** Headings of the other things found, in their order. */
const OTHER_TYPES = Object.entries({
  benefit: "能算的",
  comparison: "各地对照",
  bundle: "一件事",
  timeline: "时限",
  parameter: "标准",
  interpretation: "不同理解",
  page: "说明",
  stub: "未收录的文件",
});
/** After this the reader is told that something is being loaded. */
const NOTICE = 400;
/** Room for the filters beside the results; the same limit as in finder.css. */
const BESIDE_EM = 50;

const figure = (/** @type {number} */ count) => count.toLocaleString("zh-CN");

/**
 * @param {string} words
 * @param {() => void} onPress
 */
function button(words, onPress) {
  const element = draw("button", "mc-button", words);
  element.setAttribute("type", "button");
  element.addEventListener("click", onPress);
  return element;
}

class Finder {
  /** @param {HTMLElement} page */
  constructor(page) {
    const part = (/** @type {string} */ selector) => {
      const found = page.querySelector(selector);
      if (!(found instanceof HTMLElement)) throw new Error(`finder without ${selector}`);
      return found;
    };
    this.page = page;
    this.title = document.title;
    this.input = /** @type {HTMLInputElement} */ (document.getElementById("mc-search"));
    this.notice = part(".mc-finder-notice");
    this.found = part(".mc-found");
    this.order = part(".mc-order");
    this.chips = part(".mc-chips");
    this.results = part(".mc-results");
    this.filterBox = /** @type {HTMLDetailsElement} */ (part(".mc-filter-box"));
    this.filterCount = part(".mc-filter-box > summary .mc-chosen");
    this.say = announcer(part(".mc-finder-live"));
    /** @type {Filters | null} */
    this.filters = null;
    /** @type {State} */
    this.state = readFragment("").state;
    /** @type {string[]} */
    this.refused = [];
    this.limit = STEP;
    /** The fragment that the address held when it was last read or written here. */
    this.kept = "";
    /** Whether the current step of history is a query still being typed. */
    this.draft = false;
    /** Number of the last question; answers to earlier ones come too late. */
    this.turn = 0;
    /** What is shown or under way; empty after a failure. */
    this.current = "";
  }

  #listen() {
    document.addEventListener("mc:search", (event) => {
      if (!(event instanceof CustomEvent)) return;
      event.preventDefault();
      this.ask(event.detail);
    });
    for (const type of ["popstate", "hashchange"]) {
      addEventListener(type, () => this.restore());
    }
    document.addEventListener("mc:as-of", () => this.update());
    this.order.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      this.choose({ ...this.state, sort: target.value === "date" ? "date" : "relevance" });
    });
    // Where the reader was, for coming back from a document.
    addEventListener("pagehide", () => {
      history.replaceState({ limit: this.limit, scroll: scrollY }, "");
      this.draft = false;
    });
    const beside = () => {
      const em = Number.parseFloat(getComputedStyle(this.page).fontSize);
      return this.page.clientWidth >= BESIDE_EM * em;
    };
    let isBeside = beside();
    this.filterBox.open = isBeside;
    new ResizeObserver(() => {
      if (isBeside === beside()) return;
      isBeside = beside();
      this.filterBox.open = isBeside;
    }).observe(this.page);
  }

  /** Shows what the address asks for. */
  start() {
    const { limit = STEP, scroll = 0 } = history.state ?? {};
    const typed = this.input.value; // before this module was there
    this.#read();
    this.limit = limit;
    this.#listen();
    if (!this.state.text && typed) this.ask({ text: typed, settled: false });
    else {
      this.update().then(() => {
        if (scroll) scrollTo(0, scroll);
      });
    }
  }

  #read() {
    const fragment = location.hash.slice(1);
    this.kept = fragment;
    this.draft = false;
    const { state, refused } = readFragment(fragment);
    this.state = state;
    this.refused = refused;
    this.limit = STEP;
    if (this.input.value.trim() !== state.text) this.input.value = state.text;
  }

  /** Back, Forward, or a link on this page. */
  restore() {
    const fragment = location.hash.slice(1);
    if (fragment === this.kept) return;
    if (fragment && !fragment.includes("=")) {
      // A place on this page, e.g. by 跳到正文: the question stays in the address.
      this.#write(false);
      return;
    }
    this.#read();
    this.update();
  }

  /**
   * The text of the box has changed, or Enter was pressed there. A query that is being typed is
   * one step of history, however many keys are pressed.
   * @param {Asked} asked
   */
  ask({ text, settled }) {
    const fragment = writeFragment({ ...this.state, text });
    if (fragment !== this.kept) {
      this.state = { ...this.state, text };
      this.limit = STEP;
      this.#write(!this.draft);
      this.draft = true;
      this.update();
    }
    if (settled) this.draft = false;
  }

  /**
   * Another filter or order.
   * @param {State} state
   */
  choose(state) {
    this.state = state;
    this.limit = STEP;
    this.#write(true);
    this.draft = false;
    this.update();
  }

  /** @param {boolean} push whether this is a new step of history */
  #write(push) {
    const address = new URL(location.href);
    address.hash = writeFragment(this.state);
    if (push) {
      history.pushState(null, "", address);
      this.refused = [];
    } else history.replaceState(history.state, "", address);
    this.kept = address.hash.slice(1);
  }

  /** Asks for the results and shows them. */
  async update() {
    const asOf = asOfDate();
    const asked = JSON.stringify([writeFragment(this.state), asOf, this.limit]);
    if (asked === this.current) return;
    this.current = asked;
    const turn = ++this.turn;
    const notice = setTimeout(() => {
      if (turn === this.turn && !this.results.hasChildNodes()) {
        this.found.textContent = "正在装载……";
      }
    }, NOTICE);
    try {
      const engine = await search();
      const catalogue = await engine.catalogue();
      if (turn !== this.turn) return;
      const { state, refused } = keepKnown(this.state, catalogue);
      this.state = state;
      this.refused.push(...refused);
      const text = state.text.slice(0, LONGEST);
      const answer = await engine.find({ ...state, text, asOf, limit: this.limit });
      if (turn !== this.turn) return;
      this.#show(answer, catalogue, asOf);
    } catch (error) {
      if (turn === this.turn) this.#fail(error);
    } finally {
      clearTimeout(notice);
    }
  }

  /**
   * @param {Answer} answer
   * @param {Catalogue} catalogue
   * @param {string} asOf
   */
  #show(answer, catalogue, asOf) {
    const { filters, sort, text } = this.state;
    this.filters ??= new Filters(this.#filterPlace(), catalogue, filters, (chosen) => {
      this.choose({ ...this.state, filters: chosen });
    });
    this.filters.show(filters, answer.counts);
    this.#showNotice();
    this.#showChips(catalogue);
    this.order.classList.toggle("mc-unused", !text.trim() || answer.total < 2);
    for (const input of this.order.querySelectorAll("input")) input.checked = input.value === sort;
    this.page.classList.remove("mc-finder--failed");
    document.title = text.trim() ? `${text.trim().slice(0, 40)} - ${this.title}` : this.title;
    this.found.textContent = this.#foundWords(answer);
    const regions = new Map(catalogue.region.map(({ id, label }) => [id, label]));
    const items = answer.hits.map((hit) => resultItem(hit, regions.get(hit.region) ?? "", asOf));
    const list = draw("ol", "mc-hits", ...items);
    this.results.replaceChildren(
      ...this.#remarks(answer),
      ...this.#others(answer),
      ...(items.length ? [list] : []),
      ...this.#more(answer, list),
    );
    if (!answer.total) this.results.append(this.#nothing(answer, catalogue));
    this.say(this.found.textContent ?? "");
  }

  #filterPlace() {
    const place = draw("div", "mc-filters");
    this.filterBox.append(place);
    return place;
  }

  /** @param {Answer} answer */
  #foundWords({ total, more }) {
    const { text } = this.state;
    const isFiltered = Boolean(writeFragment({ ...this.state, text: "", sort: "relevance" }));
    const count = `${figure(total)} 件${more ? "以上" : ""}`;
    const shown = text.trim().slice(0, 40);
    if (!total && !shown) return "没有符合筛选的政策";
    if (!total) return `${isFiltered ? "在这些筛选下，" : ""}没有找到讲“${shown}”的政策`;
    if (shown) return `找到 ${count}`;
    return isFiltered ? `符合筛选的 ${count}，新的在前` : `全部 ${count}，新的在前`;
  }

  /** Parts of the address that mean nothing are named, not dropped. */
  #showNotice() {
    const parts = this.refused.map((part) => part.slice(0, 60)).join("、");
    const words = [];
    if (parts) words.push(`网址里的 ${parts} 不认识，没有用到。`);
    if (this.state.text.length > LONGEST) {
      words.push(`输入的字太多，只用了前 ${figure(LONGEST)} 个字。`);
    }
    this.notice.textContent = words.join("");
    this.notice.hidden = !words.length;
  }

  /** @param {Catalogue} catalogue */
  #showChips(catalogue) {
    const active = activeFilters(this.state.filters, catalogue);
    const chips = active.map(({ label, without }) => {
      const chip = button(label, () => this.choose({ ...this.state, filters: without }));
      chip.classList.add("mc-chip");
      chip.setAttribute("aria-label", `去掉筛选：${label}`);
      return chip;
    });
    if (chips.length > 1) {
      chips.push(button("全部清除", () => this.choose({ ...this.state, filters: noFilters() })));
    }
    const pressed = [...this.chips.querySelectorAll("button")].findIndex(
      (chip) => chip === document.activeElement,
    );
    this.chips.replaceChildren(...chips.map((chip) => draw("li", "", chip)));
    this.chips.hidden = !chips.length;
    this.filterCount.textContent = active.length ? `（${active.length}）` : "";
    // The chip that was pressed is gone; the one in its place takes the focus.
    if (pressed >= 0) (chips[Math.min(pressed, chips.length - 1)] ?? this.found).focus();
  }

  /**
   * How the query was understood.
   * @param {Answer} answer
   */
  #remarks({ synonyms, dropped, nearest, more, counted }) {
    const remarks = [];
    if (synonyms.length) {
      const pairs = synonyms.map(({ said, means }) => `${said} → ${means.join("、")}`);
      remarks.push(`也找了：${pairs.join("；")}。`);
    }
    if (dropped.length && !nearest) {
      remarks.push(`没有用到：${dropped.join("、")}（哪份文件里都没有）。`);
    }
    if (more) remarks.push(`文件太多，件数和排序只算了最相关的 ${figure(counted)} 件。`);
    return remarks.map((words) => draw("p", "mc-quiet mc-remark", words));
  }

  /**
   * What is not a policy: a few lines above the list, the rest folded.
   * @param {Answer} answer
   */
  #others({ others }) {
    const parts = OTHER_TYPES.map(([type, name]) => ({
      name,
      items: others.filter((hit) => hit.type === type).map(otherItem),
    }));
    return parts.filter(({ items }) => items.length).map(({ name, items }) => {
      const rest = items.splice(OTHERS);
      const folded =
        rest.length > 0 &&
        draw("details", "", draw("summary", "", `还有 ${rest.length} 项`), draw("ul", "", ...rest));
      const part = draw("div", "", draw("ul", "", ...items), folded);
      return draw("section", "mc-others", draw("h2", "", name), part);
    });
  }

  /**
   * @param {Answer} answer
   * @param {HTMLElement} list
   */
  #more({ total, hits }, list) {
    if (hits.length >= total) return [];
    const next = Math.min(STEP, total - hits.length);
    const more = button(`再显示 ${next} 件`, async () => {
      this.limit = hits.length + STEP;
      await this.update();
      const added = this.results.querySelectorAll(".mc-hit-title a")[list.children.length];
      if (added instanceof HTMLElement) added.focus();
    });
    return [draw("p", "mc-more", more)];
  }

  /**
   * Why there is nothing, and what to do about it.
   * @param {Answer} answer
   * @param {Catalogue} catalogue
   */
  #nothing({ nearest }, catalogue) {
    const { dropped = [], similar = [], wider = null } = nearest ?? {};
    const part = draw("div", "mc-nothing");
    if (dropped.length) {
      part.append(draw("p", "", `这些字词哪份文件里都没有：${dropped.join("、")}。`));
    }
    if (wider) {
      part.append(
        draw("p", "", "放宽筛选就有："),
        draw("p", "", button(`${wider.label}，有 ${figure(wider.total)} 件`, () => {
          this.choose({ ...this.state, filters: wider.filters });
          this.found.focus();
        })),
      );
    }
    const active = activeFilters(this.state.filters, catalogue);
    if (active.length && !wider) {
      const clear = button("去掉全部筛选", () => {
        this.choose({ ...this.state, filters: noFilters() });
        this.found.focus();
      });
      part.append(draw("p", "", clear));
    }
    if (similar.length) {
      const terms = similar.map((term) =>
        button(term, () => {
          this.input.value = term;
          this.ask({ text: term, settled: true });
          this.found.focus();
        }),
      );
      part.append(draw("p", "", "相近的说法："), draw("p", "mc-terms", ...terms));
    }
    const ways = [...this.page.querySelectorAll(".mc-browse a")].map((way) =>
      draw("li", "", way.cloneNode(true)),
    );
    part.append(draw("p", "", "也可以按分类找："), draw("ul", "mc-entries", ...ways));
    return part;
  }

  /** @param {unknown} error */
  #fail(error) {
    this.current = "";
    const known = isSearchError(error);
    const again =
      known && error.stale
        ? button("重新载入", () => location.reload())
        : button("再试一次", () => {
            this.found.focus();
            this.update();
          });
    const message = known ? error.message : "查找时出错了。";
    this.found.textContent = "没有查成";
    this.order.classList.add("mc-unused");
    this.results.replaceChildren(
      draw("div", "mc-failed", draw("p", "", message), draw("p", "", again)),
    );
    this.page.classList.add("mc-finder--failed"); // the listing for readers without scripts
    this.say(message);
  }
}

function start() {
  const page = document.querySelector(".mc-finder");
  if (page instanceof HTMLElement) new Finder(page).start();
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
