import { chineseDate } from "../dates.js";
import { draw } from "../draw.js";
import { dayKind, isPublished, monthWeeks } from "./calendar.js";

/** @typedef {import("./calendar.js").WorkingDays} WorkingDays */
/** @typedef {{ number: number, words: string }} Mark a step that falls on a day */

/** Kinds of days as they are marked, with what a screen reader says of them. */
const KINDS = {
  workday: { sign: "", words: "" },
  weekend: { sign: "", words: "，周末" },
  holiday: { sign: "休", words: "，放假" },
  makeup: { sign: "班", words: "，周末上班" },
};

/**
 * A month with its days off, the days worked at weekends, and the steps that fall on its days.
 * @param {string} month YYYY-MM
 * @param {WorkingDays} days
 * @param {Map<string, Mark[]>} marks by day
 * @param {Set<string>} counted working days that a step counts
 * @param {string} asOf
 */
export function monthCalendar(month, days, marks, counted, asOf) {
  const head = draw("tr", "", ...[..."一二三四五六日"].map((name) => header(name)));
  const weeks = monthWeeks(month).map((week) =>
    draw("tr", "", ...week.map((day) => (day ? cell(day, days, marks.get(day) ?? [], counted.has(day), day === asOf) : draw("td", "")))),
  );
  const caption = draw("caption", "", chineseDate(month));
  if (!isPublished(days, month)) {
    caption.append(draw("span", "mc-quiet", ` ${month.slice(0, 4)}年节假日安排${Number(month.slice(0, 4)) > days.last ? "尚未公布" : "没有收录"}`));
  }
  return draw("table", "mc-month", caption, draw("thead", "", head), draw("tbody", "", ...weeks));
}

/** @param {string} name */
function header(name) {
  const element = draw("th", "", name);
  element.setAttribute("scope", "col");
  element.setAttribute("aria-label", `星期${name}`);
  return element;
}

/**
 * @param {string} day
 * @param {WorkingDays} days
 * @param {Mark[]} marks
 * @param {boolean} counted
 * @param {boolean} now
 */
function cell(day, days, marks, counted, now) {
  const kind = dayKind(days, day);
  const { sign, words } = KINDS[kind];
  const said = [words, now && "，页首的日期", counted && "，数进去的工作日", ...marks.map((mark) => `，${mark.words}`)];
  const classes = ["mc-day", `mc-day--${kind}`, counted && "mc-day--counted", now && "mc-day--now", marks.length && "mc-day--due"];
  const content = draw("span", "mc-day-number", String(Number(day.slice(8))));
  const hidden = draw("span", "mc-visually-hidden", said.filter(Boolean).join(""));
  const shown = [sign && decoration("mc-day-sign", sign), marks.length && decoration("mc-day-steps", marks.map(({ number }) => number).join(" "))];
  return draw("td", classes.filter(Boolean).join(" "), content, ...shown.map((one) => one || null), hidden);
}

/**
 * @param {string} className
 * @param {string} text
 */
function decoration(className, text) {
  const element = draw("span", className, text);
  element.setAttribute("aria-hidden", "true");
  return element;
}
