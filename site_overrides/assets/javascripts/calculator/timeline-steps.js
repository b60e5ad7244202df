import { chineseDate } from "../dates.js";
import { draw, link } from "../draw.js";
import { dayOffWords, dueWords, fromWords, leftWords } from "./timeline-words.js";

/** @typedef {import("./calendar.js").WorkingDays} WorkingDays */
/** @typedef {import("./timeline-types.js").TimelineAnswer} TimelineAnswer */
/** @typedef {import("./timeline-types.js").TimelineStep} TimelineStep */
/** @typedef {{ asOf: string, days: WorkingDays | null, readings: Record<string, string> }} View */

/** The steps of a procedure on its page; their days are written into the words that stand there. */
export class Steps {
  /** @param {HTMLElement} root of the procedure */
  constructor(root) {
    this.root = root;
    const list = root.querySelector(".mc-steps");
    this.list = list instanceof HTMLElement ? list : draw("ol", "mc-steps");
    /** What the text says of each step. @type {Map<string, HTMLElement>} */
    this.words = new Map();
    for (const item of this.list.children) {
      if (item instanceof HTMLElement && item.dataset.step) this.words.set(item.dataset.step, item);
    }
    /** Steps that only another reading has, as list items. @type {Map<Element, HTMLElement>} */
    this.replacements = new Map();
  }

  /**
   * The list item of a step, under the readings chosen.
   * @param {string} id
   * @param {Record<string, string>} readings
   * @returns {HTMLElement | null}
   */
  item(id, readings) {
    let found = this.words.get(id) ?? null;
    for (const [name, reading] of Object.entries(readings)) {
      const words = this.root.querySelector(
        `[data-interpretation="${CSS.escape(name)}"] [data-reading="${CSS.escape(reading)}"] [data-step="${id}"]`,
      );
      if (words) found = this.#replacement(words);
    }
    return found;
  }

  /**
   * @param {Element} words of a step under another reading
   * @returns {HTMLElement}
   */
  #replacement(words) {
    let item = this.replacements.get(words);
    if (!item) {
      item = draw("li", "mc-step", ...[...words.childNodes].map((node) => node.cloneNode(true)));
      item.querySelector(".mc-step-head")?.after(draw("div", "mc-step-due"));
      this.replacements.set(words, item);
    }
    return item;
  }

  /**
   * @param {TimelineAnswer} answer
   * @param {View} view
   */
  show(answer, view) {
    const items = answer.steps.map((step) => {
      const item = this.item(step.id, view.readings) ?? draw("li", "mc-step", step.label);
      const place = item.querySelector(".mc-step-due");
      if (place instanceof HTMLElement) {
        place.hidden = false;
        place.replaceChildren(...this.#due(step, answer, view));
      }
      return item;
    });
    const shown = new Set(answer.steps.map(({ id }) => id));
    const omitted = [...this.words].filter(([id]) => !shown.has(id)).map(([, item]) => labelOf(item));
    this.list.replaceChildren(...items);
    this.root.querySelector(".mc-steps-omitted")?.remove();
    const rest = [...omitted.map((label) => `${label}（不符合它的条件）`), ...this.#others(answer, shown)];
    if (rest.length) {
      this.list.after(
        draw("p", "mc-steps-omitted mc-quiet", `没有列出的步骤：${rest.join("；")}。`),
      );
    }
  }

  /**
   * Steps that there are only under another reading, in words.
   * @param {TimelineAnswer} answer
   * @param {Set<string>} shown
   */
  #others(answer, shown) {
    return answer.interpretations.flatMap(({ id, others }) => {
      if (!this.#block(id)) return [];
      return Object.values(others).flatMap(({ steps = [] }) =>
        steps
          .filter((step) => !shown.has(step.id))
          .map((step) => `${step.label}，${dueWords(step)}（换一种理解才有）`),
      );
    });
  }

  /** @param {string} id of a disputed clause */
  #block(id) {
    return document.getElementById(`reading-${id}`);
  }

  /**
   * @param {TimelineStep} step
   * @param {TimelineAnswer} answer
   * @param {View} view
   * @returns {HTMLElement[]}
   */
  #due(step, answer, { asOf, days }) {
    const left = leftWords(step, asOf, days);
    const day = draw("strong", step.due ? "mc-due-day" : "mc-due-open", dueWords(step));
    const parts = [
      draw("p", "mc-due-line", day, left.words && draw("span", `mc-left mc-left--${left.state}`, left.words)),
    ];
    const from = fromWords(step);
    if (from) parts.push(draw("p", "mc-quiet", from));
    if (step.missing.length) parts.push(draw("p", "", this.#missing(step)));
    if (step.applies === null && step.condition) {
      parts.push(draw("p", "", `还不知道是不是“${step.condition.label}”。`));
    }
    const off = dayOffWords(step);
    if (off) parts.push(draw("p", "mc-day-off", off));
    if (step.capped_by) {
      parts.push(draw("p", "mc-quiet", `文件写明最晚不过 ${chineseDate(step.capped_by.date)}，所以是这一天。`));
    }
    for (const { step: id, text } of answer.warnings) {
      if (id === step.id) parts.push(draw("p", "mc-day-off", `${text}。`));
    }
    const sides = this.#sides(step, answer, asOf, days);
    if (sides) parts.push(sides);
    return parts;
  }

  /** @param {TimelineStep} step */
  #missing({ missing }) {
    const words = draw("span", "", "还缺：");
    missing.forEach((id, index) => {
      if (index) words.append("、");
      words.append(questionLink(this.root, id));
    });
    return words;
  }

  /**
   * The day under the reading in use, and beside it under the others where it differs.
   * @param {TimelineStep} step
   * @param {TimelineAnswer} answer
   * @param {string} asOf
   * @param {WorkingDays | null} days
   */
  #sides(step, answer, asOf, days) {
    const rows = answer.interpretations.flatMap(({ id, reading, others }) => {
      const block = this.#block(id);
      const differing = Object.entries(others).flatMap(([name, { steps = [], left_out = [] }]) => {
        const other = steps.find((one) => one.id === step.id);
        if (other) {
          const left = leftWords(other, asOf, days).words;
          const off = other.due_if_extended ? `，休息日，可顺延到 ${chineseDate(other.due_if_extended)}` : "";
          return [{ name, words: `${dueWords(other)}${off}`, left }];
        }
        return left_out.includes(step.id) ? [{ name, words: "没有这一步", left: "" }] : [];
      });
      if (!block || !differing.length) return [];
      const text = (/** @type {string} */ name) =>
        block.querySelector(`[data-reading="${name}"] .mc-reading-text`)?.firstChild?.textContent?.trim() ?? name;
      return [
        draw(
          "div",
          "mc-sides",
          draw("p", "mc-quiet", link(`#${block.id}`, block.querySelector("legend")?.textContent ?? id)),
          draw(
            "div",
            "mc-sides-columns",
            side(`这里按：${text(reading)}`, dueWords(step), ""),
            ...differing.map(({ name, words, left }) => side(`换成：${text(name)}`, words, left)),
          ),
        ),
      ];
    });
    return rows.length ? draw("div", "mc-disputes", ...rows) : null;
  }
}

/**
 * @param {string} title
 * @param {string} words
 * @param {string} left
 */
function side(title, words, left) {
  return draw("div", "mc-side", draw("p", "mc-quiet", title), draw("p", "", draw("strong", "", words)), left && draw("p", "mc-quiet", left));
}

/** @param {HTMLElement} item of a step */
export function labelOf(item) {
  return item.querySelector(".mc-step-label")?.textContent ?? "";
}

/**
 * A link to the question about an answer.
 * @param {HTMLElement} root
 * @param {string} id
 */
export function questionLink(root, id) {
  const question = root.querySelector(`#ask-${CSS.escape(id)}`);
  const anchor = link(`#ask-${id}`, question instanceof HTMLElement ? question.dataset.label ?? id : id);
  anchor.addEventListener("click", (event) => {
    event.preventDefault();
    question?.querySelector("input")?.focus();
    question?.scrollIntoView({ block: "center" });
  });
  return anchor;
}
