import { chineseDate } from "../dates.js";
import { percentToFraction, readMoment, readNumber } from "./entries.js";

/** @typedef {import("./types.js").Facts} Facts */

/**
 * The questions of the page: what has been answered, and what cannot be read.
 */
export class Form {
  /** @param {HTMLFormElement} element */
  constructor(element) {
    this.element = element;
  }

  /** @returns {HTMLFieldSetElement[]} */
  get questions() {
    return [...this.element.querySelectorAll("fieldset")];
  }

  /**
   * Answers of all questions in the form of a request; open ones are left out.
   * @returns {{ facts: Facts, parameters: Record<string, string> }}
   */
  read() {
    /** @type {Facts} */
    const facts = {};
    /** @type {Record<string, string>} */
    const parameters = {};
    for (const question of this.questions) {
      const { fact, parameter } = question.dataset;
      if (fact) {
        const value = readQuestion(question);
        if (value !== undefined) facts[fact] = value;
      } else if (parameter) {
        const value = readStandard(question);
        if (value !== undefined) parameters[parameter] = value;
      }
    }
    return { facts, parameters };
  }

  /**
   * Puts answers into the form, in sight.
   * @param {URLSearchParams} state as written by write()
   * @returns {string[]} what the form has no place for
   */
  fill(state) {
    const unknown = [];
    for (const [key, value] of state) {
      const question = this.question(key);
      if (!question || !fillQuestion(question, value)) unknown.push(`${key}=${value}`);
      this.unfold([key]);
    }
    return unknown;
  }

  /** @returns {URLSearchParams} what is in the form, as typed */
  write() {
    const state = new URLSearchParams();
    for (const question of this.questions) {
      const key = question.dataset.fact ?? question.dataset.parameter ?? "";
      const value = writeQuestion(question);
      if (value) state.set(key, value);
    }
    return state;
  }

  /**
   * @param {string} id of a fact or parameter
   * @returns {HTMLFieldSetElement | null}
   */
  question(id) {
    return (
      this.questions.find(({ dataset }) => dataset.fact === id || dataset.parameter === id) ?? null
    );
  }

  /**
   * Puts one answer into the form; what is marked 这项不清楚 stays so unless it is answered.
   * @param {string} id of a fact
   * @param {boolean | number | string | string[]} answer as a request writes it
   */
  set(id, answer) {
    const question = this.question(id);
    if (!question) return;
    let typed = String(answer);
    if (Array.isArray(answer)) {
      const unsure = writeQuestion(question)
        .split(",")
        .filter((part) => part.startsWith("?") && !answer.includes(part.slice(1)));
      typed = [...answer, ...unsure].join(",") || "none";
    }
    fillQuestion(question, typed);
    showError(question);
    this.unfold([id]);
  }

  /**
   * Moves days that follow the as-of date unless answered (申请日期) along with it.
   * @param {string} day ISO date
   */
  moveAlong(day) {
    for (const question of this.questions) {
      const { fact = "", type } = question.dataset;
      if (!("followsAsOf" in question.dataset) || type !== "date") continue;
      const answered = readQuestion(question);
      if (typeof answered === "string" && answered < day) this.set(fact, day);
    }
  }

  /**
   * @param {string} fact
   * @param {string} option
   * @returns {string} the option as the form says it
   */
  optionLabel(fact, option) {
    const input = this.question(fact)?.querySelector(`input[value="${CSS.escape(option)}"]`);
    return input?.closest("label")?.textContent?.trim() || option;
  }

  /** @returns {string[]} questions that have been left with an answer that cannot be read */
  unreadable() {
    return this.questions
      .filter((question) => question.querySelector('[aria-invalid="true"]'))
      .map(({ dataset }) => dataset.fact ?? dataset.parameter ?? "");
  }

  /** @returns {{ id: string, label: string, answer: string }[]} the answers in words, for paper */
  said() {
    return this.questions.flatMap((question) => {
      const { fact, parameter, label = "" } = question.dataset;
      const answer = sayQuestion(question);
      return answer ? [{ id: fact ?? parameter ?? "", label, answer }] : [];
    });
  }

  /**
   * What to answer next: those of some questions that stand in sight, otherwise those in folded
   * groups, in the order of the form. What is left may become needless by then.
   * @param {string[]} ids
   */
  next(ids) {
    const asked = this.questions.filter(({ dataset }) => ids.includes(dataset.fact ?? ""));
    const inSight = asked.filter((question) => !question.closest("details"));
    return (inSight.length ? inSight : asked).map(({ dataset }) => dataset.fact ?? "");
  }

  /**
   * Unfolds the groups of some questions.
   * @param {string[]} ids
   */
  unfold(ids) {
    for (const id of ids) {
      const group = this.question(id)?.closest("details");
      if (group) group.open = true;
    }
  }

  /**
   * Shows the standards to type that the result lacks, and those already typed.
   * @param {string[]} missing
   */
  askStandards(missing) {
    for (const question of this.questions) {
      const { parameter } = question.dataset;
      if (parameter) question.hidden = !missing.includes(parameter) && !writeQuestion(question);
    }
  }
}

/**
 * @param {HTMLElement} question
 * @returns {HTMLInputElement[]}
 */
function inputs(question) {
  return [...question.querySelectorAll("input")];
}

/**
 * @param {HTMLElement} question
 * @returns {Facts[string] | undefined} undefined when open or unreadable
 */
function readQuestion(question) {
  const type = question.dataset.type ?? "";
  if (type === "set") return readSet(question);
  if (type === "bool" || type === "enum") {
    const chosen = inputs(question).find((input) => input.checked)?.value ?? "";
    if (chosen === "") return undefined;
    return type === "bool" ? chosen === "true" : chosen;
  }
  const [input] = inputs(question);
  if (!input.value.trim()) return undefined;
  if (type === "date" || type === "month") {
    const month = "monthWillDo" in question.dataset ? readMoment(input.value, "month") : null;
    return readMoment(input.value, type) ?? month ?? undefined;
  }
  const number = readNumber(input.value);
  if (number === null || outOfBounds(input, number)) return undefined;
  return type === "int" ? wholeNumber(number) : number;
}

/** @param {string} number */
function wholeNumber(number) {
  return /^\d+$/.test(number) ? Number(number) : undefined;
}

/**
 * @param {HTMLElement} question
 * @returns {Facts[string] | undefined}
 */
function readSet(question) {
  const all = inputs(question);
  const yes = all.filter((i) => i.checked && i.hasAttribute("value")).map((i) => i.value);
  const unsure = all.flatMap((i) => (i.checked && i.dataset.unsure) || []);
  if (yes.length || unsure.length) return { yes, unsure };
  return all.some((i) => i.checked && "none" in i.dataset) ? [] : undefined;
}

/**
 * @param {HTMLElement} question
 * @returns {string | undefined}
 */
function readStandard(question) {
  const number = readNumber(inputs(question)[0].value);
  if (number === null) return undefined;
  if (question.dataset.unit !== "ratio") return number;
  return Number(number) <= 100 ? percentToFraction(number) : undefined;
}

/**
 * @param {HTMLInputElement} input
 * @param {string} number
 */
function outOfBounds(input, number) {
  const { min, max } = input.dataset;
  return (
    (min !== undefined && Number(number) < Number(min)) ||
    (max !== undefined && Number(number) > Number(max))
  );
}

/**
 * Keeps a form in order while it is filled in: sets stay consistent, and what cannot be read is said
 * beside it.
 * @param {HTMLFormElement} element
 * @param {(event: Event) => void} later called after each change
 * @param {{ beside?: (input: HTMLInputElement) => void, signal?: AbortSignal }} [more] what to do
 *   with inputs that belong to no question, and what ends listening
 */
export function whileTyping(element, later, { beside = () => {}, signal } = {}) {
  element.addEventListener("submit", (event) => event.preventDefault(), { signal });
  element.addEventListener("input", later, { signal });
  element.addEventListener(
    "change",
    (event) => {
      const { target } = event;
      if (!(target instanceof HTMLInputElement)) return;
      settleSet(target);
      const question = target.closest("fieldset");
      if (question) showError(question);
      else beside(target);
      later(event);
    },
    { signal },
  );
}

/**
 * Keeps a set consistent: 以上都没有 excludes the rest, an option is not both held and unsure.
 * @param {HTMLInputElement} changed
 */
export function settleSet(changed) {
  const question = changed.closest("fieldset");
  if (question?.dataset.type !== "set" || !changed.checked) return;
  for (const other of inputs(question)) {
    if (other === changed) continue;
    const none = "none" in changed.dataset || "none" in other.dataset;
    const option = (/** @type {HTMLInputElement} */ i) =>
      i.dataset.unsure ?? i.getAttribute("value");
    if (none || option(other) === option(changed)) other.checked = false;
  }
}

/**
 * Says beside the input what cannot be read; called after leaving it.
 * @param {HTMLFieldSetElement} question
 */
export function showError(question) {
  const { type = "", parameter } = question.dataset;
  const place = question.querySelector(".mc-error");
  const [input] = inputs(question);
  if (!(place instanceof HTMLElement) || input?.type !== "text") return;
  const typed = input.value.trim();
  const read = parameter ? readStandard(question) : readQuestion(question);
  let words = "";
  if (typed && read === undefined) {
    if (type === "date") words = `“${typed}”不是存在的日期，请写成 2020-6-3 的样子。`;
    else if (type === "month") words = `“${typed}”不是存在的月份，请写成 2020-6 的样子。`;
    else words = numberError(input, type, parameter !== undefined);
  }
  place.textContent = words;
  place.hidden = !words;
  input.setAttribute("aria-invalid", String(Boolean(words)));
}

/**
 * @param {HTMLInputElement} input
 * @param {string} type
 * @param {boolean} standard
 */
function numberError(input, type, standard) {
  const typed = input.value.trim();
  const number = readNumber(typed);
  if (number === null) return `“${typed}”看不懂，请写成数字，如 12000 或 1.2万。`;
  const { min, max } = input.dataset;
  if (outOfBounds(input, number)) {
    if (min !== undefined && max !== undefined) return `“${typed}”不在 ${min} 到 ${max} 之间。`;
    return min === undefined ? `“${typed}”超过了 ${max}。` : `“${typed}”小于 ${min}。`;
  }
  if (type === "int") return `“${typed}”不是整数。`;
  return standard ? `“${typed}”超过了 100%。` : `“${typed}”不是可以用的数。`;
}

/**
 * @param {HTMLElement} question
 * @returns {string} the answer in words; empty when there is none that could be used
 */
function sayQuestion(question) {
  const label = (/** @type {HTMLInputElement} */ input) =>
    input.closest("label")?.textContent?.trim() ?? "";
  const all = inputs(question);
  if (all[0]?.type === "text") {
    const read = question.dataset.parameter ? readStandard(question) : readQuestion(question);
    if (read === undefined) return "";
    if (question.dataset.type === "date" || question.dataset.type === "month") {
      return chineseDate(String(read));
    }
    const unit = question.querySelector(".mc-unit")?.textContent ?? "";
    return all[0].value.trim() + (/\d$/.test(all[0].value.trim()) && unit ? ` ${unit}` : "");
  }
  return all
    .filter((input) => input.checked && input.value !== "")
    .map((input) => (input.dataset.unsure ? input.getAttribute("aria-label") : label(input)))
    .join("、");
}

/**
 * @param {HTMLElement} question
 * @returns {string} empty when nothing is answered
 */
function writeQuestion(question) {
  const all = inputs(question);
  if (question.dataset.type === "set") {
    const parts = all.filter((input) => input.checked).map((input) => {
      if (input.dataset.unsure) return `?${input.dataset.unsure}`;
      return "none" in input.dataset ? "none" : input.value;
    });
    return parts.join(",");
  }
  const [first] = all;
  if (first?.type === "text") return first.value.trim();
  return all.find((input) => input.checked)?.value ?? "";
}

/**
 * @param {HTMLElement} question
 * @param {string} value
 * @returns {boolean} whether all of it has a place
 */
function fillQuestion(question, value) {
  const all = inputs(question);
  if (all[0]?.type === "text") {
    all[0].value = value;
    return true;
  }
  const parts = question.dataset.type === "set" ? value.split(",") : [value];
  let placed = 0;
  for (const input of all) {
    const name = input.dataset.unsure
      ? `?${input.dataset.unsure}`
      : "none" in input.dataset
        ? "none"
        : input.value;
    input.checked = parts.includes(name);
    if (input.checked) placed += 1;
  }
  return placed === parts.length;
}
