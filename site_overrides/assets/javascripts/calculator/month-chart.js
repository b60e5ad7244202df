import { chineseDate } from "../dates.js";
import { draw } from "../draw.js";
import { monthAfter, yuan } from "./months.js";
import { grouped } from "./words.js";

/** @typedef {import("./months.js").Row} Row */

const HEIGHT = 220;
/** Room for the figures of the axis. */
const LEFT = 72;
const BOTTOM = 28;
/** Shades that differ without colour; benefits beyond them begin anew. */
const SHADES = 4;

/**
 * Bars of what is paid each month, one part a benefit; the table beside it says the same.
 * @param {Row[]} rows
 * @param {string[]} titles of the columns
 * @param {number} width in pixels, so that the figures have the size of other texts
 * @returns {HTMLElement | null} null where there is nothing to compare
 */
export function monthChart(rows, titles, width) {
  const count = rows.reduce((sum, { months }) => sum + months, 0);
  const most = Math.max(...rows.map(({ each }) => each.low));
  if (count < 2 || !(most > 0)) return null;
  const first = rows[0].from;
  const total = distance(first, rows[rows.length - 1].to) + 1;
  const step = (width - LEFT) / total;
  const scale = (HEIGHT - BOTTOM - 10) / most;
  const base = HEIGHT - BOTTOM;
  const svg = shape("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", class: "mc-month-chart" });
  svg.setAttribute("aria-label", "逐月金额图，数字见表");
  for (const { from, months, cells } of rows) {
    const at = distance(first, from);
    for (let month = 0; month < months; month += 1) {
      let top = base;
      cells.forEach((cell, index) => {
        if (!cell?.low) return;
        const height = cell.low * scale;
        top -= height;
        const x = LEFT + (at + month) * step;
        const thickness = Math.max(1, step - Math.min(2, step / 4));
        svg.append(
          shape("rect", { x, y: top, width: thickness, height, class: `mc-shade mc-shade--${index % SHADES}` }),
        );
      });
    }
  }
  svg.append(shape("path", { d: `M${LEFT} ${base}H${width}`, class: "mc-axis" }));
  const label = (/** @type {object} */ where, /** @type {string} */ words) => {
    const text = shape("text", { ...where });
    text.textContent = words;
    svg.append(text);
  };
  label({ x: LEFT - 6, y: 16, "text-anchor": "end" }, grouped(yuan(most)));
  label({ x: LEFT - 6, y: base, "text-anchor": "end" }, "0");
  label({ x: LEFT, y: HEIGHT - 6 }, chineseDate(first));
  label({ x: width, y: HEIGHT - 6, "text-anchor": "end" }, chineseDate(rows[rows.length - 1].to));
  const legend = titles.map((title, index) =>
    draw("li", "", draw("span", `mc-swatch mc-shade--${index % SHADES}`), title),
  );
  return draw(
    "figure",
    "mc-month-figure",
    svg,
    draw("figcaption", "", "每月金额（元），从下往上依次是：", draw("ul", "mc-legend", ...legend)),
  );
}

/**
 * @param {string} from YYYY-MM
 * @param {string} to
 * @returns {number} of months between them
 */
function distance(from, to) {
  let count = 0;
  for (let month = from; month < to; month = monthAfter(month, 1)) count += 1;
  return count;
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 */
function shape(name, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
