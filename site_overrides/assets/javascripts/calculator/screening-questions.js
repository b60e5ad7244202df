import { draw } from "../draw.js";
import { Form, settleSet, showError } from "./form.js";

/**
 * The questions of a screening: one is asked, those answered stand in a list below it and can be
 * changed there.
 */
export class Questions {
  /**
   * @param {HTMLFormElement} element
   * @param {DocumentFragment} stock of a template: all questions, each in an element that says
   *   whom it is about
   */
  constructor(element, stock) {
    this.element = element;
    this.form = new Form(element);
    this.ask = /** @type {HTMLElement} */ (element.querySelector(".mc-ask"));
    this.answered = /** @type {HTMLDetailsElement} */ (element.querySelector(".mc-answered"));
    this.list = /** @type {HTMLElement} */ (this.answered.querySelector("ol"));
    this.heading = /** @type {HTMLElement} */ (this.answered.querySelector("summary"));
    /** What can be asked; few questions ever are, so they are copied when they are needed. */
    this.stock = /** @type {Map<string, HTMLFieldSetElement>} */ (new Map());
    for (const fieldset of stock.querySelectorAll("fieldset")) {
      this.stock.set(fieldset.dataset.fact ?? "", fieldset);
    }
    /** @type {Map<string, HTMLFieldSetElement>} */
    this.used = new Map();
    /** Facts answered or passed over, in the order in which that happened. */
    this.given = /** @type {string[]} */ ([]);
    this.passed = /** @type {Set<string>} */ (new Set());
    /** Answered questions with options that were shown only later. */
    this.reopened = /** @type {Set<string>} */ (new Set());
    this.current = "";
    /** @type {Map<string, Set<string>>} */
    this.offered = new Map();
    /** @type {Map<string, HTMLLIElement>} */
    this.items = new Map();
  }

  /** @returns {string[]} all that can be asked, in the order of the questionnaire */
  get all() {
    return [...this.stock.keys()];
  }

  /** @param {string} fact */
  labelOf(fact) {
    return this.stock.get(fact)?.dataset.label;
  }

  /**
   * @param {string} fact
   * @returns {string} whom the question is about
   */
  entityOf(fact) {
    return this.stock.get(fact)?.parentElement?.dataset.entity ?? "";
  }

  /** @param {string} fact */
  fieldset(fact) {
    let fieldset = this.used.get(fact);
    if (!fieldset) {
      const source = this.stock.get(fact);
      if (!source) throw new Error(`no question about ${fact}`);
      fieldset = document.importNode(source, true);
      this.used.set(fact, fieldset);
      this.#offerOptions(fact);
    }
    return fieldset;
  }

  /**
   * Shows the options that count, and marks those that come to be shown in an answered question as
   * 不清楚: nobody has said no to them.
   * @param {Map<string, Set<string>>} offered options by fact
   */
  offer(offered) {
    this.offered = offered;
    for (const fact of this.used.keys()) this.#offerOptions(fact);
  }

  /** @param {string} fact */
  #offerOptions(fact) {
    const fieldset = this.fieldset(fact);
    if (fieldset.dataset.type !== "set") return;
    const named = this.offered.get(fact);
    const said = this.given.includes(fact) && !this.passed.has(fact);
    for (const option of fieldset.querySelectorAll(".mc-option")) {
      const [yes, unsure] = option.querySelectorAll("input");
      if (!(option instanceof HTMLElement) || !unsure) continue;
      // Nothing is taken away that has been answered; before anything is chosen all is shown.
      const hide = Boolean(named) && !named?.has(yes.value) && !yes.checked && !unsure.checked;
      if (option.hidden && !hide && said && !yes.checked) {
        unsure.checked = true;
        settleSet(unsure);
        this.reopened.add(fact);
      }
      option.hidden = hide;
    }
  }

  /**
   * Puts a question before the reader.
   * @param {string} fact
   * @param {(string | Node)[]} remarks below it
   * @param {string} about whom it is about, where that is not plain
   */
  show(fact, remarks, about) {
    const fieldset = this.fieldset(fact);
    this.#putAway();
    this.current = fact;
    this.items.get(fact)?.remove();
    if (!this.given.includes(fact)) {
      // Nothing is chosen beforehand, so that choosing 不清楚 is a choice.
      for (const input of fieldset.querySelectorAll("input")) {
        if (input.type === "radio" && input.value === "") input.checked = false;
      }
    }
    const head = about ? [draw("p", "mc-ask-about", about)] : [];
    const foot = remarks.map((remark) => draw("p", "mc-quiet", remark));
    this.ask.replaceChildren(...head, fieldset, ...foot, this.#buttons());
    this.ask.classList.toggle("mc-ask--unsure", Boolean(fieldset.querySelector("[data-unsure]:checked")));
    this.#nameButton();
    this.drawAnswered();
  }

  /**
   * Says that there is nothing to ask.
   * @param {HTMLElement[]} content
   */
  finish(content) {
    this.#putAway();
    this.current = "";
    const back = this.given.length ? [draw("p", "mc-ask-buttons", this.#back())] : [];
    this.ask.replaceChildren(...content, ...back);
    this.drawAnswered();
  }

  /** The question that was asked goes back where it belongs. */
  #putAway() {
    if (!this.current) return;
    const fieldset = this.fieldset(this.current);
    if (this.given.includes(this.current)) this.#item(this.current).append(fieldset);
    else fieldset.remove();
  }

  #back() {
    const back = draw("button", "mc-button mc-ask-back", "上一题");
    back.setAttribute("type", "button");
    return back;
  }

  #buttons() {
    const next = draw("button", "mc-button mc-ask-next", "下一题");
    next.setAttribute("type", "submit");
    const unsure = draw("button", "mc-button mc-ask-unsure", "有拿不准的");
    unsure.setAttribute("type", "button");
    const several = this.fieldset(this.current).dataset.type === "set";
    return draw("p", "mc-ask-buttons", this.previous() && this.#back(), next, several && unsure);
  }

  /** The button says what it will do. */
  #nameButton() {
    const next = this.ask.querySelector(".mc-ask-next");
    const said = this.current && this.#value(this.current);
    if (next) next.textContent = said ? "下一题" : "不清楚，跳过";
  }

  /** @returns {string} the question before the one asked; empty for the first */
  previous() {
    const place = this.given.indexOf(this.current);
    const before = place < 0 ? this.given.length - 1 : place - 1;
    return this.given[before] ?? "";
  }

  /**
   * @param {string} fact
   * @returns {string} the answer as typed
   */
  #value(fact) {
    return this.form.write().get(fact) ?? "";
  }

  /** Takes notice of something typed or chosen, wherever it stands. */
  touched(/** @type {HTMLInputElement} */ input) {
    settleSet(input);
    const fieldset = input.closest("fieldset");
    const fact = fieldset?.dataset.fact ?? "";
    if (!fieldset) return;
    this.#nameButton();
    if (fact === this.current || !this.given.includes(fact)) return;
    this.reopened.delete(fact);
    if (this.#value(fact)) this.passed.delete(fact);
    else this.passed.add(fact);
  }

  /** Says beside an entry that has been left what cannot be read. */
  checkEntry(/** @type {HTMLInputElement} */ input) {
    const fieldset = input.closest("fieldset");
    if (fieldset) showError(fieldset);
  }

  /**
   * Says what is wrong with an answer that could be read.
   * @param {string} fact
   * @param {string} words
   */
  complain(fact, words) {
    const place = this.fieldset(fact).querySelector(".mc-error");
    if (!(place instanceof HTMLElement)) return;
    place.textContent = words;
    place.hidden = false;
  }

  /**
   * Takes the answer to the question asked; nothing typed or chosen means 不清楚.
   * @returns {boolean} false when it cannot be read, which is then said beside it
   */
  confirm() {
    const fieldset = this.fieldset(this.current);
    showError(fieldset);
    if (fieldset.querySelector('[aria-invalid="true"]')) return false;
    if (this.#value(this.current)) this.passed.delete(this.current);
    else this.passed.add(this.current);
    this.reopened.delete(this.current);
    if (!this.given.includes(this.current)) this.given.push(this.current);
    return true;
  }

  /** @returns {import("./types.js").Facts} as a request has them; what was passed over is unsure */
  facts() {
    const { facts } = this.form.read();
    /** @type {import("./types.js").Facts} */
    const found = {};
    for (const fact of this.given) found[fact] = this.passed.has(fact) ? "unsure" : (facts[fact] ?? "unsure");
    return found;
  }

  /** @returns {URLSearchParams} the answers as typed, in the order in which they were given */
  answers() {
    const written = this.form.write();
    const found = new URLSearchParams();
    for (const fact of this.given) {
      const value = written.get(fact);
      if (value && !this.passed.has(fact)) found.set(fact, value);
    }
    return found;
  }

  /**
   * Takes over answers.
   * @param {URLSearchParams} answers as typed
   * @param {string[]} passed facts
   * @returns {string[]} what there is no place for
   */
  fill(answers, passed) {
    this.clear();
    const known = [...new Set([...answers.keys(), ...passed])].filter((fact) => this.stock.has(fact));
    this.given = known;
    this.passed = new Set(passed.filter((fact) => known.includes(fact)));
    this.drawAnswered();
    const unknown = this.form.fill(answers);
    for (const fact of known) showError(this.fieldset(fact));
    // Filling unfolds; a list of answers is easier to read folded.
    for (const details of this.element.querySelectorAll("details")) details.open = false;
    this.drawAnswered();
    return unknown;
  }

  clear() {
    this.#putAway();
    this.current = "";
    this.given = [];
    this.passed = new Set();
    this.reopened = new Set();
    for (const fact of this.items.keys()) this.fieldset(fact).remove();
    this.items = new Map();
    this.list.replaceChildren();
    this.ask.replaceChildren();
    for (const fieldset of this.used.values()) {
      for (const input of fieldset.querySelectorAll("input")) {
        if (input.type === "text") input.value = "";
        else input.checked = false;
      }
      showError(fieldset);
    }
    this.drawAnswered();
  }

  /** @param {string} fact */
  #item(fact) {
    let item = this.items.get(fact);
    if (!item) {
      const details = draw("details", "", draw("summary", ""));
      item = /** @type {HTMLLIElement} */ (draw("li", "", details));
      this.items.set(fact, item);
    }
    return /** @type {HTMLDetailsElement} */ (item.firstElementChild);
  }

  /** The list of what has been answered, without the question that is being asked. */
  drawAnswered() {
    const shown = this.given.filter((fact) => fact !== this.current);
    this.answered.hidden = !this.given.length;
    this.heading.textContent = `您已回答 ${this.given.length} 题，可以改`;
    const items = shown.map((fact) => {
      const details = this.#item(fact);
      if (!details.contains(this.fieldset(fact))) details.append(this.fieldset(fact));
      return /** @type {HTMLLIElement} */ (this.items.get(fact));
    });
    if (items.some((item, place) => this.list.children[place] !== item) || items.length !== this.list.childElementCount) {
      this.list.replaceChildren(...items);
    }
    const said = new Map(this.form.said().map(({ label, answer }) => [label, answer]));
    for (const fact of shown) {
      const label = this.labelOf(fact) ?? fact;
      const answer = this.passed.has(fact) ? "" : said.get(label);
      const summary = /** @type {HTMLElement} */ (this.#item(fact).firstElementChild);
      const words = `${label}：${answer || "不清楚"}`;
      if (summary.textContent !== words) summary.textContent = words;
    }
  }
}
