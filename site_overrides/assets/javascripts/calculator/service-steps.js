import { chineseDate, weekday } from "../dates.js";
import { draw, link, list } from "../draw.js";

/**
 * @typedef {{ id: string, label: string, actor: string, kind: string, bound: string, from: string | null, due: string | null, due_if_extended: string | null, status: string, missing: string[], applies: boolean | null, condition?: { label: string } }} DatedStep
 * @typedef {{ id: string, reading: string, others: Record<string, { steps?: DatedStep[], left_out?: string[] }> }} DisputedSteps
 * @typedef {{ timeline: string, steps: DatedStep[], interpretations: DisputedSteps[], warnings: { step: string | null, text: string }[] }} Timed
 */

/** @type {Record<string, string>} */
const BOUNDS = { latest: "最迟 ", earliest: "最早 ", at_least: "至少到 " };

/**
 * The due days of one procedure, with what other readings make of them.
 * @param {Element} home the procedure on the page, readable without scripts
 * @param {Timed} timed
 */
export function showSteps(home, timed) {
  const title = home.querySelector("h3 a");
  const items = timed.steps.map((step) => {
    const own = home.querySelector(`[data-step="${step.id}"]`);
    const mark = own?.querySelector(".mc-cite")?.cloneNode(true);
    const limit = own?.querySelector(".mc-limit")?.textContent;
    return draw(
      "span",
      "",
      step.label,
      limit && draw("span", "mc-quiet", `（${limit}）`),
      mark,
      draw("span", "mc-due-day", dayWords(step)),
      step.applies === null && step.condition && draw("span", "mc-quiet", `如果${step.condition.label}`),
    );
  });
  return draw(
    "div",
    "",
    draw("h4", "", title instanceof HTMLAnchorElement ? link(title.href, title.textContent ?? "") : ""),
    list(items, "mc-due"),
    list(readings(timed), "mc-quiet"),
    list(warnings(timed), "mc-quiet"),
  );
}

/** @param {DatedStep} step */
function dayWords(step) {
  if (step.status === "computed" && step.due) {
    const moved = step.due_if_extended;
    const later = moved ? `；这天休息，顺延到 ${chineseDate(moved)}（${weekday(moved)}）` : "";
    const bound = step.kind === "minutes" ? "当天 " : (BOUNDS[step.bound] ?? "");
    return `${bound}${chineseDate(step.due)}（${weekday(step.due)}）${later}`;
  }
  if (step.status === "holidays_unpublished") return "节假日安排还没有公布，推不出";
  if (step.status === "not_stated") return "条文没有写几天";
  const labels = step.missing.map((id) => document.getElementById(`ask-${id}`)?.dataset.label);
  const known = labels.filter(Boolean).join("、");
  return known ? `还要知道：${known}` : "还要知道别的日期，到这项时限的页面里推算";
}

/**
 * What other readings of a clause change, each in one line.
 * @param {Timed} timed
 */
function readings({ interpretations, steps }) {
  const labels = new Map(steps.map((step) => [step.id, step.label]));
  const changing = interpretations.filter(({ others }) => Object.keys(others).length);
  const whole = new Set(changing.map(({ id }) => id).filter((id) => !id.includes(".")));
  return changing
    // A part of a question says nothing that the whole of it does not say.
    .filter(({ id }) => !id.includes(".") || !whole.has(id.split(".")[0]))
    .flatMap(({ id, others }) =>
      Object.entries(others).map(([name, other]) => {
        const home = document.getElementById(`reading-${id}`);
        const said = home?.querySelector(`[data-reading="${name}"]`)?.firstChild?.textContent?.trim();
        const days = (other.steps ?? []).map(
          (step) => `${labels.get(step.id) ?? step.label} ${dayWords(step)}`,
        );
        const left = (other.left_out ?? []).map((step) => `没有“${labels.get(step) ?? step}”这一步`);
        return draw(
          "span",
          "",
          home ? link(`#${home.id}`, "换一种理解") : "换一种理解",
          `（${said ?? name}）：${[...days, ...left].join("；")}`,
        );
      }),
    );
}

/** @param {Timed} timed */
function warnings({ warnings: told, steps }) {
  const labels = new Map(steps.map((step) => [step.id, step.label]));
  return told.map(({ step, text }) => (step ? `${labels.get(step) ?? ""}：${text}` : text));
}
