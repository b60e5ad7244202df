import { chineseDate, today, weekday } from "../dates.js";
import { daysBetween, workingDays } from "./calendar.js";

/** @typedef {import("./timeline-types.js").TimelineStep} TimelineStep */
/** @typedef {import("./calendar.js").WorkingDays} WorkingDays */

/** By these someone has to act; the others merely end, begin or are reached. */
const ACTS = new Set([
  ...["within_days", "working_days", "by_day_of_month", "by_day_next_month"],
  ...["first_n_working_days_next_month", "yearly_window", "percent_of_limit", "days_before"],
]);
/** Counted from a day that is worth naming. */
const COUNTED = new Set([
  ...["within_days", "working_days", "percent_of_limit", "months_after"],
  "first_n_working_days_next_month",
]);
/** Working days are told for deadlines this near. */
const NEAR = 120;

/** @param {TimelineStep} step */
export function mustAct({ kind, bound }) {
  return ACTS.has(kind) && bound === "latest";
}

/** @param {TimelineStep} step */
export function isMonth({ kind }) {
  return kind === "event_month";
}

/**
 * A day with its weekday.
 * @param {string} iso
 */
export function fullDay(iso) {
  return `${chineseDate(iso)}（${weekday(iso)}）`;
}

/**
 * When a step is due, in words.
 * @param {TimelineStep} step
 */
export function dueWords(step) {
  const { due, bound, kind, status, possible, missing } = step;
  if (!due) {
    if (possible?.length) return `可能是 ${possible.map(chineseDate).join("，或 ")}`;
    if (status === "not_stated") return "文件没有写期限";
    if (status === "holidays_unpublished") return "节假日安排尚未公布，推不出";
    return missing.length ? "还缺信息，推不出" : "推不出";
  }
  if (isMonth(step)) return chineseDate(due.slice(0, 7));
  if (bound === "earliest") return `最早 ${fullDay(due)}`;
  if (bound === "at_least") return `至少到 ${fullDay(due)}`;
  if (kind === "validity") return `到 ${fullDay(due)}`;
  return mustAct(step) ? `最迟 ${fullDay(due)}` : fullDay(due);
}

/**
 * From when a step runs, empty when that is no news.
 * @param {TimelineStep} step
 */
export function fromWords({ from, due, kind, basis }) {
  if (!from || from === due) return "";
  if (kind === "validity" || kind === "yearly_window") return `从 ${fullDay(from)} 起`;
  if (!COUNTED.has(kind)) return "";
  if (basis.startsWith("按整月")) return `从 ${chineseDate(from.slice(0, 7))} 数起`;
  return `从 ${fullDay(from)} 起算`;
}

/**
 * How far a step is from the day asked about.
 * @param {TimelineStep} step with a day
 * @param {string} asOf
 * @param {WorkingDays | null} days
 * @returns {{ words: string, state: "past" | "now" | "soon" | "later" }}
 */
export function leftWords(step, asOf, days) {
  const { due, from, bound, kind } = step;
  if (!due) return { words: "", state: "later" };
  if (isMonth(step)) {
    const month = due.slice(0, 7);
    if (month === asOf.slice(0, 7)) return { words: "就是这个月", state: "now" };
    return month < asOf ? { words: "已过", state: "past" } : { words: "还没到", state: "later" };
  }
  const left = daysBetween(asOf, due);
  const day = asOf === today() ? "今天" : "这一天";
  if (bound === "earliest") {
    if (left > 0) return { words: `还要等 ${left} 天`, state: "later" };
    return { words: left ? `${-left} 天前就可以了` : `${day}起可以`, state: "now" };
  }
  if (left === 0) return { words: `就是${day}`, state: "now" };
  if (left < 0) {
    const words = mustAct(step) ? `已过 ${-left} 天` : `${-left} 天前`;
    return { words: kind === "validity" ? `${words}已到期` : words, state: "past" };
  }
  if (kind === "validity" && from && from > asOf) {
    return { words: `还有 ${daysBetween(asOf, from)} 天开始`, state: "later" };
  }
  const working = days && left <= NEAR && mustAct(step) ? workingDays(days, asOf, due) : null;
  const counted = working ? `（${working.length} 个工作日）` : "";
  return { words: `还有 ${left} 天${counted}`, state: left <= 7 ? "soon" : "later" };
}

/**
 * What to know when the last day is a day off, empty when it is none.
 * @param {TimelineStep} step
 */
export function dayOffWords({ due, due_if_extended: extended }) {
  if (!due || !extended) return "";
  return (
    `${chineseDate(due)}是休息日。文件没有另写的，照民法典第二百零三条可以顺延到 ` +
    `${fullDay(extended)}；稳妥的话在休息日以前办。`
  );
}
