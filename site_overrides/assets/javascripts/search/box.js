import { asOfDate } from "../as-of.js";
import { chineseDate } from "../dates.js";
import { draw, link } from "../draw.js";
import { LONGEST, plainQuestion, writeFragment } from "./address.js";
import { announcer } from "./announce.js";
import { addressOf, carryWords, hitNumber, hitStatus, marked } from "./draw.js";
import { search } from "./session.js";
import { isSearchError } from "./types.js";

/**
 * The search box of every page: a combobox with suggestions and the first hits.
 *
 * The page may take part: each change of the text, and each Enter, is told as the event
 * `mc:search` (detail: Asked). The finder prevents its default and shows the results itself.
 *
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./types.js").Hit} Hit
 * @typedef {import("./types.js").Suggestion} Suggestion
 * @typedef {{ text: string, settled: boolean }} Asked settled: the reader pressed Enter
 */

/** Headings of the suggestions. */
const GROUPS = { term: "说法", document: "文件", calculator: "计算器", stub: "未收录的文件" };
/** Hits shown below the suggestions. */
const FIRST_HITS = 4;
/** After this the reader is told that something is being loaded. */
const NOTICE = 400;
/** Room below the panel, and how low it may become (px). */
const MARGIN = 12;
const LOWEST = 180;

/**
 * @param {HTMLElement} parent
 * @param {string} selector
 * @returns {HTMLElement}
 */
function part(parent, selector) {
  const found = parent.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`search box without ${selector}`);
  return found;
}

class SearchBox {
  /** @param {HTMLElement} element a `.mc-search` */
  constructor(element) {
    this.form = part(element, "form");
    this.input = /** @type {HTMLInputElement} */ (part(element, "input"));
    this.finder = /** @type {HTMLAnchorElement} */ (part(element, ".mc-search-plain"));
    this.panel = part(element, ".mc-search-panel");
    this.message = part(element, ".mc-search-message");
    this.list = part(element, ".mc-search-list");
    this.say = announcer(part(element, "[role=status]"));
    /** Number of the last question; answers to earlier ones come too late. */
    this.turn = 0;
    this.composing = false;
    /** @type {HTMLAnchorElement[]} */
    this.options = [];
    /** Which option the arrow keys have reached; -1 is the text itself. */
    this.active = -1;
    this.#listen();
  }

  get isOpen() {
    return !this.panel.hidden;
  }

  #listen() {
    const { form, input } = this;
    input.addEventListener("focus", () => {
      search().catch(() => {
        // Said when something is typed.
      });
    });
    input.addEventListener("input", () => {
      if (!this.composing) this.ask();
    });
    input.addEventListener("compositionstart", () => {
      this.composing = true;
    });
    input.addEventListener("compositionend", () => {
      this.composing = false;
      this.ask();
    });
    input.addEventListener("keydown", (event) => this.press(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.composing) this.settle();
    });
    part(form, ".mc-search-clear").addEventListener("click", () => this.clear());
    form.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && form.contains(relatedTarget))) this.close();
    });
    visualViewport?.addEventListener("resize", () => this.#fit());
    // A press in the panel leaves the focus where it is, so the panel stays until the click.
    this.panel.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => this.#slash(event));
    // What was typed before this module was there.
    if (input === document.activeElement && input.value) this.ask();
  }

  /**
   * `/` leads to the box from anywhere but a field.
   * @param {KeyboardEvent} event
   */
  #slash(event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (at instanceof HTMLElement && (at.isContentEditable || at.matches("input, textarea, select"))) {
      return;
    }
    event.preventDefault();
    this.input.focus();
    this.input.select();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    // Keys that choose among the candidates of an input method are not ours.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      if (!this.isOpen && !this.input.value) return;
      event.preventDefault();
      if (this.isOpen) this.close();
      else this.clear();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.options[this.active].click();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.isOpen) this.ask();
      else this.#move(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  /**
   * From the text through all options and back to the text.
   * @param {1 | -1} step
   */
  #move(step) {
    const places = this.options.length + 1;
    this.#activate(((this.active + 1 + step + places) % places) - 1);
  }

  /** @param {number} index */
  #activate(index) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = index;
    const option = this.options[index];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  clear() {
    this.input.value = "";
    this.input.focus();
    this.ask();
  }

  close() {
    this.turn += 1; // what is still on its way must not open it again
    this.say("");
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  /**
   * Tells the page.
   * @param {boolean} settled
   * @returns {boolean} whether the page shows results itself
   */
  #tell(settled) {
    /** @type {Asked} */
    const detail = { text: this.input.value, settled };
    const event = new CustomEvent("mc:search", { bubbles: true, cancelable: true, detail });
    return !this.form.dispatchEvent(event);
  }

  /** Asks for what belongs to the text. */
  ask() {
    this.suggest(this.#tell(false));
  }

  /** Enter: the results for the text, on this page or on the finder. */
  settle() {
    this.close();
    if (this.#tell(true)) {
      // The keyboard of a phone makes room for the results.
      if (matchMedia("(pointer: coarse)").matches) this.input.blur();
      return;
    }
    this.finder.hash = writeFragment(plainQuestion(this.input.value));
    this.finder.click();
  }

  /** @param {boolean} onPage whether the page shows the hits */
  async suggest(onPage) {
    const turn = ++this.turn;
    const text = this.input.value;
    if (!text.trim()) {
      this.close();
      return;
    }
    const notice = setTimeout(() => {
      if (turn === this.turn && !this.options.length) this.#show("正在装载检索用的文件……", []);
    }, NOTICE);
    try {
      const engine = await search();
      const question = { ...plainQuestion(text), asOf: asOfDate(), limit: FIRST_HITS, brief: true };
      const [suggestions, answer] = await Promise.all([
        engine.suggest(question.text),
        onPage ? null : engine.find(question),
      ]);
      if (turn !== this.turn) return;
      this.#showFound(text, suggestions, answer);
    } catch (error) {
      if (turn === this.turn) this.#fail(error, onPage);
    } finally {
      clearTimeout(notice);
    }
  }

  /**
   * @param {string} text
   * @param {Suggestion[]} suggestions
   * @param {Answer | null} answer
   */
  #showFound(text, suggestions, answer) {
    // The kind of the best suggestion comes first.
    const types = new Set(suggestions.map(({ type }) => type));
    const groups = [...types].map((type) => ({
      name: GROUPS[type],
      options: suggestions.filter((one) => one.type === type).map((one) => this.#suggestion(one)),
    }));
    if (answer) {
      groups.push({ name: "政策", options: answer.hits.map(policyOption) });
      if (!answer.hits.length) {
        groups.push({ name: "其他", options: answer.others.map(otherOption) });
      }
    }
    const isEmpty = groups.every(({ options }) => !options.length);
    if (answer && isEmpty) {
      const { similar = [] } = answer.nearest ?? {};
      groups.push({ name: "相近的说法", options: similar.map((term) => this.#term(term, [])) });
    }
    if (answer) groups.push({ name: "", options: [this.#everything(text, answer)] });
    else if (isEmpty) {
      this.close(); // the page says what there is to say
      return;
    }
    const message =
      text.length > LONGEST
        ? `输入的字太多，只用了前 ${LONGEST.toLocaleString("zh-CN")} 个字。`
        : answer && isEmpty && `没有找到“${text.trim().slice(0, 40)}”。`;
    this.#show(message || "", groups);
    this.say(spoken(suggestions.length, answer));
  }

  /**
   * @param {string} message
   * @param {{ name: string, options: HTMLAnchorElement[] }[]} groups
   */
  #show(message, groups) {
    this.#activate(-1);
    this.options = groups.flatMap(({ options }) => options);
    this.options.forEach((option, index) => {
      option.id = `mc-search-option-${index}`;
      option.tabIndex = -1;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
    });
    this.message.textContent = message;
    this.list.replaceChildren(
      ...groups.filter(({ options }) => options.length).map(({ name, options }, index) => {
        if (!name) return options[0];
        const title = draw("div", "mc-search-group", name);
        title.id = `mc-search-group-${index}`;
        title.setAttribute("role", "presentation");
        const group = draw("div", "", title, ...options);
        group.setAttribute("role", "group");
        group.setAttribute("aria-labelledby", title.id);
        return group;
      }),
    );
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
    this.#fit();
    this.input.setAttribute("aria-expanded", "true");
  }

  /** The panel ends above the keyboard of a phone. */
  #fit() {
    if (!this.isOpen || !visualViewport) return;
    const { height, offsetTop } = visualViewport;
    const room = height + offsetTop - this.panel.getBoundingClientRect().top - MARGIN;
    this.panel.style.maxHeight = `${Math.max(room, LOWEST)}px`;
  }

  /**
   * @param {unknown} error
   * @param {boolean} onPage
   */
  #fail(error, onPage) {
    if (onPage) {
      this.close(); // the page says so
      return;
    }
    const known = isSearchError(error);
    const message = known ? error.message : "查找时出错了。";
    this.#show(message, []);
    const again = draw("button", "mc-button", known && error.stale ? "到查找页再试" : "再试一次");
    again.setAttribute("type", "button");
    again.addEventListener("click", () => {
      if (known && error.stale) this.settle();
      else this.ask();
    });
    this.message.append(again);
    this.say(message);
  }

  /**
   * @param {Suggestion} suggestion
   * @returns {HTMLAnchorElement}
   */
  #suggestion({ text, marks, detail, path }) {
    if (!path) return this.#term(text, marks);
    const option = link(addressOf(path), "");
    option.append(draw("span", "mc-option-title", marked(text, marks)));
    if (detail) option.append(draw("span", "mc-option-detail", detail));
    return option;
  }

  /**
   * A term is searched for.
   * @param {string} text
   * @param {import("./types.js").Mark[]} marks
   */
  #term(text, marks) {
    const option = this.#toFinder(text, "");
    option.append(draw("span", "mc-option-title", marked(text, marks)));
    return option;
  }

  /**
   * @param {string} text
   * @param {Answer} answer
   */
  #everything(text, { total, more, hits }) {
    if (!hits.length) return this.#toFinder(text, "到查找页，看看还能怎么找");
    const count = total.toLocaleString("zh-CN");
    return this.#toFinder(text, more ? `全部结果（${count} 件以上）` : `全部 ${count} 件`);
  }

  /**
   * @param {string} text what to look for there
   * @param {string} words
   */
  #toFinder(text, words) {
    const address = new URL(this.finder.href);
    address.hash = writeFragment(plainQuestion(text));
    return link(address.href, words);
  }
}

/**
 * A policy among the options: title, status, number, and the best clause, which it opens.
 * @param {Hit} hit
 */
function policyOption(hit) {
  const [clause] = hit.clauses;
  const option = link(addressOf(hit.path, clause?.anchor), "");
  option.append(
    draw("span", "mc-option-title", marked(hit.title, hit.titleMarks)),
    draw("span", "mc-option-detail mc-option-facts", hitStatus(hit, asOfDate()), hitNumber(hit) || chineseDate(hit.issued)),
  );
  if (clause) {
    const place = draw("span", "mc-hit-place", clause.place);
    option.append(draw("span", "mc-option-clause", place, marked(clause.text, clause.marks)));
  }
  carryWords(option, clause);
  return option;
}

/** @param {Hit} hit */
function otherOption(hit) {
  const option = link(addressOf(hit.path), "");
  option.append(draw("span", "mc-option-title", marked(hit.title, hit.titleMarks)));
  return option;
}

/**
 * @param {number} suggestions
 * @param {Answer | null} answer
 */
function spoken(suggestions, answer) {
  const parts = [];
  if (suggestions) parts.push(`${suggestions} 条建议`);
  if (answer?.total) parts.push(`${answer.total} 件政策`);
  return parts.length ? `${parts.join("，")}，按上下键选。` : "没有找到。";
}

/** @returns {SearchBox | null} the box of the page */
export function startSearchBox() {
  const element = document.querySelector(".mc-search");
  return element instanceof HTMLElement ? new SearchBox(element) : null;
}
