import { draw } from "../draw.js";
import { addDays, workingDays } from "./calendar.js";
import { monthCalendar } from "./month-calendar.js";
import { timelinePicture } from "./timeline-picture.js";
import { isMonth } from "./timeline-words.js";

/** @typedef {import("./calendar.js").WorkingDays} WorkingDays */
/** @typedef {import("./month-calendar.js").Mark} Mark */
/** @typedef {import("./timeline-types.js").TimelineStep} TimelineStep */

/** Months shown at once; the others unfold. */
const MONTHS = 4;
/** Kinds of steps that count working days. */
const WORKING = new Set(["working_days", "percent_of_limit", "first_n_working_days_next_month"]);

/**
 * The steps as a picture, and on calendars of the months concerned.
 * @param {HTMLElement} place
 * @param {TimelineStep[]} steps
 * @param {string} asOf
 * @param {WorkingDays | null} days without them there are no calendars
 */
export function showSide(place, steps, asOf, days) {
  const picture = timelinePicture(steps, asOf);
  const open = place.querySelector("details")?.open;
  const months = days ? calendars(steps, asOf, days) : [];
  const parts = [];
  if (picture) {
    const words = "圈里的数字是第几步；竖的虚线是页首的日期。";
    parts.push(part("时间线", picture, draw("p", "mc-quiet", words)));
  }
  if (months.length) {
    const shown = draw("div", "mc-months", ...months.slice(0, MONTHS));
    parts.push(part("日历", shown, legend(), rest(months.slice(MONTHS), open)));
  }
  place.replaceChildren(...parts);
}

/**
 * @param {string} title
 * @param {...(Node | null)} content
 */
function part(title, ...content) {
  return draw("section", "mc-side-part", draw("h2", "", title), ...content);
}

/**
 * @param {HTMLElement[]} months that have no place among the first
 * @param {boolean | undefined} open
 */
function rest(months, open) {
  if (!months.length) return null;
  const summary = draw("summary", "", `还有 ${months.length} 个月`);
  const details = draw("details", "mc-more-months", summary, draw("div", "mc-months", ...months));
  if (open) details.setAttribute("open", "");
  return details;
}

/**
 * Calendars of the months in which a step is due or its working days are counted: when there are
 * many, those that are not over come first.
 * @param {TimelineStep[]} steps
 * @param {string} asOf
 * @param {WorkingDays} days
 */
function calendars(steps, asOf, days) {
  /** @type {Map<string, Mark[]>} */
  const marks = new Map();
  const counted = new Set();
  const months = new Set();
  const mark = (/** @type {string} */ day, /** @type {Mark} */ one) => {
    marks.set(day, [...(marks.get(day) ?? []), one]);
    months.add(day.slice(0, 7));
  };
  steps.forEach((step, index) => {
    const { due, due_if_extended: extended, label, from, status } = step;
    if (!due) {
      // Counting stopped at the first year whose days off are not known.
      if (status === "holidays_unpublished" && from) {
        months.add(from.slice(0, 7));
        months.add(`${Math.max(days.last, Number(from.slice(0, 4)) - 1) + 1}-01`);
      }
      return;
    }
    if (isMonth(step)) {
      months.add(due.slice(0, 7));
      return;
    }
    const number = index + 1;
    mark(due, { number, words: `第${number}步，${label}` });
    if (extended) mark(extended, { number, words: `第${number}步顺延到这天` });
    for (const day of daysCounted(step, days)) {
      counted.add(day);
      months.add(day.slice(0, 7));
    }
  });
  const now = asOf.slice(0, 7);
  let order = [...months].sort();
  if (order.length > MONTHS) {
    order = [...order.filter((month) => month >= now), ...order.filter((month) => month < now)];
  }
  return order.map((month) => monthCalendar(month, days, marks, counted, asOf));
}

/**
 * The working days of which a limit is made up.
 * @param {TimelineStep} step
 * @param {WorkingDays} days
 */
function daysCounted({ kind, basis, from, due }, days) {
  if (!from || !due || !(WORKING.has(kind) || basis.startsWith("工作日"))) return [];
  const first = kind === "first_n_working_days_next_month" || basis.includes("当日算第一日");
  return workingDays(days, first ? addDays(from, -1) : from, due) ?? [];
}

function legend() {
  const sign = (/** @type {string} */ name, /** @type {string} */ words) =>
    draw("span", "mc-legend-item", draw("span", `mc-key mc-key--${name}`), words);
  return draw(
    "p",
    "mc-legend mc-quiet",
    sign("holiday", "休：放假"),
    sign("makeup", "班：周末上班"),
    sign("counted", "数进去的工作日"),
    sign("due", "期限，数字是第几步"),
    sign("now", "页首的日期"),
  );
}
