import { chineseDate, weekday } from "../dates.js";
import { draw, link, list } from "../draw.js";
import { cite } from "./citations.js";
import { failing } from "./result.js";
import {
  VERDICTS,
  amountWords,
  durationWords,
  figure,
  isGranted,
  noAmountWords,
  stepWords,
  verdictWords,
} from "./words.js";

/**
 * A comparison as a table: a column for each benefit on each day, what differs first.
 *
 * @typedef {import("./types.js").Cite} Cite
 * @typedef {import("./types.js").Compact} Compact
 * @typedef {import("./types.js").Explained} Explained
 * @typedef {import("./types.js").Result} Result
 * @typedef {{ title: string, texts: Record<string, string> }} Reading
 * @typedef {{ name: string, head: string, title: string, href: string, note: string, result: Result | null, sides: number }} Column
 *   `name` tells it from the others, `head` is what its title leaves open of that; `result` is null where there is no such benefit; `sides` is
 *   its place among the columns of the response
 * @typedef {{ node: string, label: string, verdict: boolean | null, threshold: string | null, cite: Cite | null }} Side
 * @typedef {{ subject: string, sides: Side[][] }} Requirement
 * @typedef {(string | Node | null | false)[]} Content
 * @typedef {{ id: string, label: string, cells: Content[], same: boolean }} Row
 * @typedef {object} Known
 * @property {(subject: string, sides: Side[][]) => string} subject what requirements look at
 * @property {(id: string, benefit: string) => Node | string} question a link to a question
 * @property {Map<string, Reading>} readings
 */

/**
 * One line for each column: what came out of it.
 * @param {Column[]} columns
 */
export function summary(columns) {
  return list(
    columns.map(({ name, result }) => {
      if (!result) return draw("span", "", draw("strong", "", name), " 没有这一类规定");
      const { verdict, amount } = result;
      return draw(
        "span",
        "",
        draw("strong", "", name),
        draw(
          "span",
          `mc-verdict-word mc-verdict-word--${verdict}`,
          draw("span", "mc-verdict-icon"),
          verdictWords(result),
        ),
        isGranted(verdict) && amount && draw("span", "mc-figure", amountWords(amount)),
      );
    }),
    "mc-compare-lines",
  );
}

/**
 * @param {Column[]} columns
 * @param {Requirement[]} requirements those that are not the same in all columns
 * @param {Known} known
 * @returns {Row[]} those that differ first
 */
export function rowsOf(columns, requirements, known) {
  const comparable = columns.filter(({ result }) => result && isInForce(result)).length > 1;
  const rows = [
    aspect("verdict", "结论", columns, (r) => verdict(r, known), (r) => r.verdict),
    aspect("amount", "补多少", columns, amount, ({ amount: a, ...r }) =>
      isGranted(r.verdict) ? [a?.low, a?.high, a?.unit] : r.verdict,
    ),
    aspect("total", "总额", columns, total, (r) => [r.total?.low, r.total?.high]),
    aspect("duration", "补多久", columns, duration, (r) => r.duration && durationWords(r.duration)),
    aspect("windows", "申请期限", columns, windows, (r) =>
      r.windows.filter(isDeadline).map(({ label, from, to }) => [label, from, to]),
    ),
    aspect("in_force", "施行期间", columns, inForce, (r) =>
      r.windows.filter(({ kind }) => kind === "validity").map(({ from, to }) => [from, to]),
    ),
    ...(comparable ? requirements.map((one) => required(one, columns, known)) : []),
    aspect("materials", "材料", columns, materials, (r) =>
      r.materials.map(({ text }) => text).sort(),
    ),
    aspect("readings", "条文有不同理解的", columns, (r) => readings(r, known), (r) =>
      r.interpretations.filter(({ others }) => Object.keys(others).length),
    ),
  ].filter(({ cells }) => cells.some((cell) => cell.some(Boolean)));
  return [...rows.filter(({ same }) => !same), ...rows.filter(({ same }) => same)];
}

/** @param {Result} result */
function isInForce({ verdict: found }) {
  return found !== "not_in_force";
}

/**
 * A day on which every benefit of a table is in force; null when there is none.
 * @param {Column[]} columns
 * @returns {string | null} ISO date
 */
export function commonDay(columns) {
  const periods = columns.flatMap(({ result }) => result?.windows.find((one) => !isDeadline(one)) ?? []);
  const starts = periods.flatMap(({ from }) => from ?? []).sort();
  const ends = periods.flatMap(({ to }) => to ?? []).sort();
  const day = starts.at(-1) ?? ends[0] ?? null;
  return day !== null && (!ends.length || day <= ends[0]) ? day : null;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {Column[]} columns
 * @param {(result: Result) => Content} cell
 * @param {(result: Result) => unknown} said what tells a cell from the others
 * @returns {Row}
 */
function aspect(id, label, columns, cell, said) {
  const texts = columns.flatMap(({ result }) => (result ? [JSON.stringify(said(result))] : []));
  const cells = columns.map(({ result }) => (result ? cell(result) : []));
  return { id, label, cells, same: new Set(texts).size < 2 };
}

/**
 * @param {Result} result
 * @param {Known} known
 * @returns {Content}
 */
function verdict(result, known) {
  const { verdict: found, missing_for: missing, explanation, benefit } = result;
  const word = draw(
    "p",
    `mc-verdict-word mc-verdict-word--${found}`,
    draw("span", "mc-verdict-icon"),
    verdictWords(result),
  );
  if (found === "needs_info") {
    const links = missing.verdict.map((id) => known.question(id, benefit));
    return [word, draw("p", "mc-quiet", "还要知道："), list(links)];
  }
  if (found === "not_in_force") {
    return [word, draw("p", "", `${explanation.threshold}`, cite(explanation.cite))];
  }
  if (found !== "ineligible") return [word];
  const reasons = failing(explanation).map(({ node, want }) =>
    draw("span", "", want ? "没有达到：" : "出现了：", node.label, cite(node.cite)),
  );
  return [word, list(reasons)];
}

/**
 * @param {Result} result
 * @returns {Content}
 */
function amount(result) {
  const { amount: found, steps } = result;
  if (!isGranted(result.verdict)) return [];
  const head = found ? draw("p", "mc-compare-amount", ...figure(found)) : draw("p", "", noAmountWords(result));
  const items = steps.map((step) => {
    const { equals, value, unit } = stepWords(step);
    return draw("span", "", `${step.label}：${equals}${value} ${unit}`, cite(step.cite));
  });
  const folded = draw("details", "mc-more", draw("summary", "", `看算式（${steps.length} 步）`), list(items, "", "ol"));
  const own = found?.estimated === true && draw("p", "mc-quiet", "其中有您自己填的标准，只是估算。");
  return [head, own, quoted(steps.at(-1)?.cite), items.length > 0 && folded];
}

/**
 * A citation with its quote in sight.
 * @param {Cite | null | undefined} source
 */
function quoted(source) {
  const mark = cite(source);
  if (mark instanceof HTMLDetailsElement) mark.open = true;
  return mark;
}

/**
 * @param {Result} result
 * @returns {Content}
 */
function total({ total: found }) {
  return found ? [draw("p", "", ...figure(found))] : [];
}

/**
 * @param {Result} result
 * @returns {Content}
 */
function duration({ duration: found, verdict: decided }) {
  if (!isGranted(decided)) return [];
  if (!found) return ["文件没有规定期限"];
  return [draw("p", "", durationWords(found)), quoted(found.cite)];
}

/** @param {import("./types.js").Window} window */
function isDeadline({ kind }) {
  return kind !== "validity";
}

/**
 * @param {Result} result
 * @returns {Content}
 */
function windows(result) {
  if (!isInForce(result)) return [];
  const items = result.windows.filter(isDeadline).map(({ label, from, to, cite: source }) => {
    const span = to
      ? `：最迟 ${chineseDate(to)}（${weekday(to)}）`
      : from
        ? `：${chineseDate(from)} 起`
        : "：要知道相关日期才能算";
    return draw("span", "", label + span, quoted(source));
  });
  return items.length ? [list(items)] : ["文件没有写申请期限"];
}

/**
 * @param {Result} result
 * @returns {Content}
 */
function inForce({ windows: all }) {
  return all
    .filter(({ kind }) => kind === "validity")
    .flatMap(({ from, to, cite: source }) => [
      `${from ? chineseDate(from) : "起始日未写明"} 至 ${to ? chineseDate(to) : "未写明"}`,
      cite(source),
    ]);
}

/**
 * @param {Result} result
 * @returns {Content}
 */
function materials({ materials: all }) {
  if (!all.length) return ["文件没有列出要交的材料"];
  return [list(all.map(({ text, cite: source }) => draw("span", "", text, cite(source))))];
}

/**
 * What other readings of disputed clauses would change.
 * @param {Result} result
 * @param {Known} known
 * @returns {Content}
 */
function readings(result, known) {
  const items = result.interpretations.flatMap(({ id, others }) => {
    const about = known.readings.get(id);
    return Object.entries(others).map(([name, changed]) =>
      draw(
        "span",
        "",
        draw("strong", "", about?.title ?? id),
        `：如果按“${about?.texts[name] ?? name}”，`,
        changedWords(changed),
      ),
    );
  });
  return items.length ? [list(items)] : [];
}

/** @param {Compact} changed */
function changedWords({ verdict: other, amount: sum, duration: term, total: all, reason }) {
  if (reason) return reason;
  const words = [];
  if (other) words.push(VERDICTS[other]);
  if (sum) words.push(amountWords(sum));
  else if (sum === null && !other) words.push("金额不知道");
  if (term) words.push(durationWords(term));
  if (all) words.push(`总额 ${amountWords(all)}`);
  return words.join("，");
}

/**
 * @param {Requirement} requirement
 * @param {Column[]} columns
 * @param {Known} known
 * @returns {Row}
 */
function required({ subject, sides }, columns, known) {
  /** @type {Content[]} */
  const cells = columns.map(({ result, sides: place }) => {
    if (!result || !isInForce(result)) return [];
    const own = leaves(result.explanation);
    const items = sides[place].flatMap((side) => {
      const leaf = own.get(side.node);
      // The other benefits of the region have columns of their own.
      return leaf && leaf.node.label === side.label ? [requirementItem(side, leaf.wanted)] : [];
    });
    return items.length ? [list(items)] : [];
  });
  const nothing = cells.every((cell) => !cell.length);
  columns.forEach(({ result }, index) => {
    const silent = !nothing && !cells[index].length && result !== null && isInForce(result);
    if (silent) cells[index].push("没有这一条");
  });
  return { id: subject, label: known.subject(subject, sides), cells, same: false };
}

/**
 * @param {Side} side
 * @param {boolean} wanted
 */
function requirementItem({ label, verdict: found, threshold, cite: source }, wanted) {
  const state = found === null ? "open" : found === wanted ? "yes" : "no";
  const words = { open: "还不知道", yes: "合", no: "不合" }[state];
  return draw(
    "span",
    "",
    draw("span", `mc-truth mc-truth--${state}`, words),
    !wanted && draw("strong", "", "不能有："),
    label,
    threshold && wanted && draw("span", "mc-quiet", `（${threshold}）`),
    quoted(source),
  );
}

/**
 * The single conditions of an explanation by their ids, and whether each is wanted.
 * @param {Explained} node
 * @param {boolean} wanted
 * @param {Map<string, { node: Explained, wanted: boolean }>} found
 */
function leaves(node, wanted = true, found = new Map()) {
  if (!node.children.length) found.set(node.node, { node, wanted });
  const below = node.group === "none" ? !wanted : wanted;
  for (const child of node.children) leaves(child, below, found);
  return found;
}

/**
 * @param {string} caption
 * @param {Column[]} columns
 * @param {Row[]} rows
 * @param {boolean} onlyDifferent
 */
export function table(caption, columns, rows, onlyDifferent) {
  const heads = columns.map((column) => {
    const { head: place, title, href, note } = column;
    const head = draw(
      "th",
      "",
      draw("span", "mc-column-region", place),
      draw("br", ""),
      href ? datedLink(href, title) : title,
      note && draw("span", "mc-quiet", note),
    );
    head.setAttribute("scope", "col");
    return head;
  });
  const first = draw("th", "", "项目");
  first.setAttribute("scope", "col");
  const groups = [
    body("不一样的", columns, rows.filter(({ same }) => !same)),
    onlyDifferent ? null : body("各列一样的", columns, rows.filter(({ same }) => same)),
  ];
  return draw(
    "div",
    "mc-table-scroll",
    draw(
      "table",
      "mc-table mc-comparison",
      draw("caption", "", caption),
      draw("thead", "", draw("tr", "", first, ...heads)),
      ...groups,
    ),
  );
}

/**
 * A link that keeps the day in it, whatever the header says.
 * @param {string} href
 * @param {string} words
 */
function datedLink(href, words) {
  const anchor = link(href, words);
  anchor.dataset.ownDate = "";
  return anchor;
}

/**
 * @param {string} title
 * @param {Column[]} columns
 * @param {Row[]} rows
 */
function body(title, columns, rows) {
  if (!rows.length) return null;
  const head = draw("th", "", title);
  head.setAttribute("scope", "rowgroup");
  head.setAttribute("colspan", String(columns.length + 1));
  return draw(
    "tbody",
    "",
    draw("tr", "mc-comparison-part", head),
    ...rows.map(({ id, label, cells, same }) => {
      const name = draw("th", "", label, !same && draw("span", "mc-difference", "不同"));
      name.setAttribute("scope", "row");
      const row = draw("tr", same ? "" : "mc-differs", name);
      row.dataset.row = id;
      cells.forEach((content, index) => {
        const cell = draw("td", "", ...(content.some(Boolean) ? content : ["—"]));
        cell.dataset.label = columns[index].name;
        row.append(cell);
      });
      return row;
    }),
  );
}
