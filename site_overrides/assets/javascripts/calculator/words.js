import { chineseDate } from "../dates.js";
import { draw } from "../draw.js";

/**
 * Results in words: verdicts, amounts and durations as every calculator says them.
 *
 * @typedef {import("./types.js").Amount} Amount
 * @typedef {import("./types.js").Duration} Duration
 * @typedef {import("./types.js").Held} Held
 * @typedef {import("./types.js").Step} Step
 */

/** @type {Record<string, string>} */
export const VERDICTS = {
  eligible: "符合",
  provisional: "初步符合",
  needs_info: "还需信息",
  ineligible: "不符合",
  not_in_force: "所选日期不适用",
};

/** @type {Record<string, string>} */
export const UNITS = {
  CNY: "元",
  "CNY/month": "元/月",
  "CNY/person": "元/人",
  "CNY/person-month": "元/人·月",
  "CNY/firm": "元/户",
};

/** @param {Pick<Held, "verdict" | "missing" | "unchecked">} result */
export function verdictWords({ verdict, missing, unchecked }) {
  if (verdict === "needs_info") return `${missing.length > 1 ? "最多" : ""}还需 ${missing.length} 项信息`;
  if (verdict === "provisional") return `初步符合（${unchecked.length} 项需窗口核验）`;
  return VERDICTS[verdict];
}

/**
 * Whether there is anything to get, or may be.
 * @param {string} verdict
 */
export function isGranted(verdict) {
  return verdict !== "ineligible" && verdict !== "not_in_force";
}

/** @param {Held} result without an amount */
export function noAmountWords(result) {
  return result.missing_for.amount.length ? "金额：还缺信息，算不出来" : "文件未规定金额";
}

/**
 * 1234567.80 → 1,234,567.80
 * @param {string} number
 */
export function grouped(number) {
  const [whole, decimals] = number.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals ? `.${decimals}` : "");
}

/**
 * @param {Amount} amount
 * @returns {(Node | string)[]}
 */
export function figure({ low, high, unit }) {
  const number = (/** @type {string} */ n) => draw("span", "mc-figure", grouped(n));
  const word = ` ${UNITS[unit]}`;
  if (high === low) return [number(low), word];
  if (high === null) return [number(low), `${word}以上（上限不定）`];
  return [number(low), " 至 ", number(high), word];
}

/** @param {Amount} amount */
export function amountWords(amount) {
  return figure(amount)
    .map((part) => (typeof part === "string" ? part : part.textContent))
    .join("");
}

/**
 * A duration without bounds either has its end in words (`label`) or hangs on open answers.
 * @param {Duration} duration
 */
export function durationWords({ low, high, until, counted_from, label }) {
  let words = "还缺信息，算不出来";
  if (low !== null && low === high) words = `${low} 个月`;
  else if (low !== null && high !== null) words = `${low} 至 ${high} 个月`;
  else if (high !== null) words = `最长 ${high} 个月`;
  else if (until) words = "";
  else if (label) words = label;
  if (counted_from) words += `${words && "，"}自 ${chineseDate(counted_from)} 起算`;
  if (until) words += `${words && "，"}到 ${chineseDate(until)}`;
  return words;
}

/**
 * A step as a formula: what it is made of, the value with its unit.
 * @param {Step} step
 * @returns {{ equals: string, value: string, unit: string }} `equals` ends in " = " or is empty
 */
export function stepWords(step) {
  const range = step.low ? `${step.low}${step.high ? ` 至 ${step.high}` : " 以上"}` : null;
  const value = step.value ?? range ?? "不知道";
  const equals = step.formula && step.formula !== value ? `${step.formula} = ` : "";
  return { equals, value, unit: UNITS[step.unit] ?? "" };
}

/**
 * The limits that decided the amount, in sentences.
 * @param {Step[]} steps
 */
export function limitWords(steps) {
  return steps.flatMap(({ label, capped_by, formula }) => {
    if (!capped_by) return [];
    const limit = formula.slice(formula.lastIndexOf("，") + 1);
    return [`${label}${capped_by === "cap" ? "超过上限，按上限算" : "不到下限，按下限算"}（${limit}）`];
  });
}
