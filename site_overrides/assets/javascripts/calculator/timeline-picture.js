import { chineseDate } from "../dates.js";
import { addDays, daysBetween } from "./calendar.js";
import { isMonth } from "./timeline-words.js";

/** @typedef {import("./timeline-types.js").TimelineStep} TimelineStep */

/** Heights in the size of the text, so that the picture grows with it. */
const ROW = 2;
const HEAD = 2.2;
/** Percent of the width left free before the first day. */
const MARGIN = 4;
/** Percent kept for the words behind the last day: a day of the same year, or of another. */
const SHORT = 22;
const LONG = 37;
/** Days between the marks of the axis, the smallest that gives few enough of them. */
const MARKS_AT_MOST = 5;

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
function shape(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * Marks of the axis: first days of weeks, months or years.
 * @param {string} first
 * @param {string} last
 * @returns {{ day: string, words: string }[]}
 */
function marks(first, last) {
  const span = daysBetween(first, last);
  if (span <= 31) {
    const step = Math.max(1, Math.ceil(span / MARKS_AT_MOST));
    const found = [];
    for (let day = first; day <= last; day = addDays(day, step)) {
      found.push({ day, words: chineseDate(day).slice(5) });
    }
    return found;
  }
  const months = [1, 2, 3, 6, 12, 24, 60, 120].find((n) => span / 30.4 / n <= MARKS_AT_MOST) ?? 240;
  const found = [];
  let count = Number(first.slice(0, 4)) * 12 + Number(first.slice(5, 7)) - 1;
  for (count += (months - (count % months)) % months; ; count += months) {
    const month = `${String(Math.floor(count / 12))}-${String((count % 12) + 1).padStart(2, "0")}`;
    const day = `${month}-01`;
    if (day > last) return found;
    const year = chineseDate(month.slice(0, 4));
    const words = months >= 12 ? year : count % 12 ? `${(count % 12) + 1}月` : year;
    if (day >= first) found.push({ day, words });
  }
}

/**
 * The steps on an axis of time, a row each. The list of steps says the same in words.
 * @param {TimelineStep[]} steps
 * @param {string} asOf
 * @returns {SVGElement | null} null when no step has a day
 */
export function timelinePicture(steps, asOf) {
  const rows = steps.map((step, index) => ({ step, number: index + 1 })).filter(({ step }) => step.due);
  if (!rows.length) return null;
  const days = rows.flatMap(({ step }) => [start(step), step.due ?? ""]).filter(Boolean).sort();
  let [first, last] = [days[0], days[days.length - 1]];
  // The day asked about belongs to the picture unless it would squeeze the rest.
  const room = Math.max(daysBetween(first, last), 14);
  if (asOf < first && daysBetween(asOf, first) <= room) first = asOf;
  if (asOf > last && daysBetween(last, asOf) <= room) last = asOf;
  if (first === last) [first, last] = [addDays(first, -3), addDays(last, 3)];
  const span = daysBetween(first, last);
  const oneYear = rows.every(({ step }) => step.due?.slice(0, 4) === asOf.slice(0, 4));
  const width = 100 - MARGIN - (oneYear ? SHORT : LONG);
  const at = (/** @type {string} */ day) => MARGIN + (width * daysBetween(first, day)) / span;
  const height = HEAD + rows.length * ROW + 0.4;
  const upright = (/** @type {string} */ name, /** @type {string} */ day) =>
    shape("line", { class: name, x1: `${at(day)}%`, x2: `${at(day)}%`, y1: `${HEAD - 0.5}em`, y2: `${height}em` });
  const lines = [];
  const words = [];
  for (const { day, words: text } of marks(first, last)) {
    lines.push(upright("mc-axis-mark", day));
    words.push(shape("text", { class: "mc-axis-words", x: `${at(day)}%`, y: "60%", "text-anchor": anchor(at(day)) }, text));
  }
  if (asOf >= first && asOf <= last) lines.push(upright("mc-axis-now", asOf));
  return shape(
    "svg",
    { class: "mc-picture", width: "100%", height: `${height}em`, role: "img", "aria-label": "各步在时间轴上的位置，日期见“各步的期限”" },
    ...lines,
    band(0, HEAD, words),
    ...rows.map(({ step, number }, index) => band(HEAD + index * ROW, ROW, row(step, number, at, asOf, oneYear))),
  );
}

/**
 * A part of the height. Texts of any size are placed in it by shares, as their own em differs.
 * @param {number} top
 * @param {number} height
 * @param {Node[]} parts
 */
function band(top, height, parts) {
  return shape("svg", { x: 0, y: `${top}em`, width: "100%", height: `${height}em`, overflow: "visible" }, ...parts);
}

/**
 * The first day of a step's time; ages run from a birth that is of no interest here.
 * @param {TimelineStep} step
 */
function start({ kind, from }) {
  return kind === "age_reached" ? "" : (from ?? "");
}

/** @param {number} percent */
function anchor(percent) {
  return percent < 10 ? "start" : "middle";
}

/**
 * @param {TimelineStep} step
 * @param {number} number
 * @param {(day: string) => number} at
 * @param {string} asOf
 * @param {boolean} oneYear whether days go without their year
 */
function row(step, number, at, asOf, oneYear) {
  const due = step.due ?? "";
  const y = "50%";
  const left = at(due);
  const found = [];
  const from = start(step);
  if (from && from < due) {
    found.push(shape("line", { class: "mc-picture-span", x1: `${at(from)}%`, x2: `${left}%`, y1: y, y2: y }));
  }
  const state = due < asOf ? " mc-picture-dot--past" : "";
  found.push(
    shape("circle", { class: `mc-picture-dot${state}`, cx: `${left}%`, cy: y, r: "0.72em" }),
    shape("text", { class: `mc-picture-number${state}`, x: `${left}%`, y, dy: "0.36em", "text-anchor": "middle" }, String(number)),
  );
  const day = chineseDate(isMonth(step) ? due.slice(0, 7) : due).slice(oneYear ? 5 : 0);
  found.push(shape("text", { class: "mc-picture-day", x: `${left}%`, dx: "1.1em", y, dy: "0.36em" }, day));
  return found;
}
