import { chineseDate } from "../dates.js";
import { addDays, nextMonth } from "./calendar.js";
import { calendarFile, shortName } from "./ics.js";
import { dayOffWords, dueWords, isMonth, mustAct } from "./timeline-words.js";

/**
 * A procedure worked out, as it is taken along.
 *
 * @typedef {object} Outcome
 * @property {string} timeline
 * @property {string} title
 * @property {string} asOf
 * @property {Record<string, unknown>} facts the answers, which tell apart the cases of two people
 * @property {{ label: string, answer: string }[]} given the answers in words
 * @property {{ step: import("./timeline-types.js").TimelineStep, source: string, others: string[] }[]} steps
 *   with the name of the clause, and what other readings give, in words
 * @property {string} address a link back
 */

/** What a reader has to know wherever these days are shown. */
export const RESERVATION = "以经办机构的说法为准。";

/**
 * @param {Outcome} outcome
 * @param {Date} now
 * @returns {string} a calendar file with every step that has a day
 */
export function toCalendar(outcome, now) {
  const { timeline, title, facts, address } = outcome;
  const answers = JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
  const person = shortName(answers);
  const events = outcome.steps.flatMap(({ step, source, others }) => {
    if (!step.due) return [];
    const lines = [
      `${dueWords(step)}（${step.actor}）`,
      dayOffWords(step),
      ...others,
      source && `依据：${source}`,
      step.cite && `“${step.cite.quote}”`,
      `${title}。${RESERVATION}`,
      address,
    ];
    return [
      {
        uid: `${timeline.replaceAll("/", ".")}.${step.id}.${person}@mingce`,
        first: step.due,
        last: isMonth(step) ? addDays(`${nextMonth(step.due.slice(0, 7))}-01`, -1) : step.due,
        summary: step.label,
        description: lines.filter(Boolean).join("\n"),
        url: address,
        reminds: mustAct(step),
      },
    ];
  });
  return calendarFile(title, events, now);
}

/**
 * @param {Outcome} outcome
 * @returns {string} the steps as plain text
 */
export function toText({ title, asOf, given, steps, address }) {
  const lines = [title, `按 ${chineseDate(asOf)} 计算`];
  for (const { label, answer } of given) lines.push(`${label}：${answer}`);
  lines.push("");
  steps.forEach(({ step, source, others }, index) => {
    lines.push(`${index + 1}. ${step.label}（${step.actor}）：${dueWords(step)}`);
    for (const words of [dayOffWords(step), ...others]) if (words) lines.push(`   ${words}`);
    if (source) lines.push(`   依据：${source}`);
  });
  return [...lines, "", RESERVATION, address].join("\n");
}
