import { chineseDate } from "../dates.js";
import { addDays, daysBetween } from "./calendar.js";
import { isMonth } from "./timeline-words.js";

/** @typedef {import("./timeline-types.js").TimelineStep} TimelineStep */

/** Heights in the size of the text, so that the picture grows with it. */
const ROW = 2;
const HEAD = 2.2;
/** Share of the width left free on both sides, in percent. */
const MARGIN = 6;
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
  const days = rows.flatMap(({ step }) => [step.from ?? "", step.due ?? ""]).filter(Boolean).sort();
  let [first, last] = [days[0], days[days.length - 1]];
  // The day asked about belongs to the picture unless it would squeeze the rest.
  const room = Math.max(daysBetween(first, last), 14);
  if (asOf < first && daysBetween(asOf, first) <= room) first = asOf;
  if (asOf > last && daysBetween(last, asOf) <= room) last = asOf;
  if (first === last) [first, last] = [addDays(first, -3), addDays(last, 3)];
  const span = daysBetween(first, last);
  const at = (/** @type {string} */ day) => MARGIN + ((100 - 2 * MARGIN) * daysBetween(first, day)) / span;
  const height = HEAD + rows.length * ROW + 0.4;
  const parts = [];
  for (const { day, words } of marks(first, last)) {
    parts.push(
      shape("line", { class: "mc-axis-mark", x1: `${at(day)}%`, x2: `${at(day)}%`, y1: `${HEAD - 0.6}em`, y2: `${height}em` }),
      shape("text", { class: "mc-axis-words", x: `${at(day)}%`, y: `${HEAD - 1}em`, "text-anchor": anchor(at(day)) }, words),
    );
  }
  if (asOf >= first && asOf <= last) {
    parts.push(shape("line", { class: "mc-axis-now", x1: `${at(asOf)}%`, x2: `${at(asOf)}%`, y1: `${HEAD - 0.6}em`, y2: `${height}em` }));
  }
  rows.forEach(({ step, number }, index) => parts.push(...row(step, number, index, at, asOf)));
  return shape(
    "svg",
    { class: "mc-picture", width: "100%", height: `${height}em`, role: "img", "aria-label": "各步在时间轴上的位置，日期见“各步的期限”" },
    ...parts,
  );
}

/** @param {number} percent */
function anchor(percent) {
  if (percent < 10) return "start";
  return percent > 90 ? "end" : "middle";
}

/**
 * @param {TimelineStep} step
 * @param {number} number
 * @param {number} index
 * @param {(day: string) => number} at
 * @param {string} asOf
 */
function row(step, number, index, at, asOf) {
  const due = step.due ?? "";
  const y = `${HEAD + index * ROW + ROW / 2}em`;
  const left = at(due);
  const found = [];
  if (step.from && step.from < due) {
    found.push(shape("line", { class: "mc-picture-span", x1: `${at(step.from)}%`, x2: `${left}%`, y1: y, y2: y }));
  }
  const state = due < asOf ? " mc-picture-dot--past" : "";
  found.push(
    shape("circle", { class: `mc-picture-dot${state}`, cx: `${left}%`, cy: y, r: "0.72em" }),
    shape("text", { class: `mc-picture-number${state}`, x: `${left}%`, y, dy: "0.36em", "text-anchor": "middle" }, String(number)),
  );
  // The day stands on the side where there is more room.
  const day = isMonth(step) ? chineseDate(due.slice(0, 7)) : chineseDate(due);
  const toLeft = left > 55;
  found.push(
    shape("text", { class: "mc-picture-day", x: `${left}%`, dx: toLeft ? "-1.1em" : "1.1em", y, dy: "0.36em", "text-anchor": toLeft ? "end" : "start" }, day),
  );
  return found;
}
