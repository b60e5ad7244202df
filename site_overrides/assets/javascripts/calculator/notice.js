import qrcode from "qrcode-generator";
import { chineseDate, weekday } from "../dates.js";
import { draw, link, list } from "../draw.js";
import { SITE } from "../site.js";
import { aboutBenefit } from "./about.js";
import { placeOf } from "./citations.js";
import {
  amountWords,
  durationWords,
  grouped,
  isGranted,
  limitWords,
  noAmountWords,
  stepWords,
  verdictWords,
} from "./words.js";

/**
 * 告知单: results as a sheet of paper, for one benefit or several.
 *
 * @typedef {import("./about.js").About} About
 * @typedef {import("./types.js").Cite} Cite
 * @typedef {import("./types.js").Result} Result
 * @typedef {object} NoticeContext
 * @property {string} asOf ISO date
 * @property {{ label: string, answer: string }[]} answers in words (Form.said)
 * @property {Record<string, string>} readings those chosen by the reader
 * @property {string} version of the data
 * @property {string} link address that shows the same results
 * @property {string} [title] of a sheet about several benefits
 */

/** More telephones than this are left to the document they are from. */
const MOST_CONTACTS = 8;

/**
 * @param {Result[]} results
 * @param {NoticeContext} context
 * @returns {Promise<HTMLElement>} the sheet; rejects when what belongs on it cannot be loaded
 */
export async function drawNotice(results, context) {
  const about = await Promise.all(results.map(({ benefit }) => aboutBenefit(benefit)));
  const notes = new Footnotes();
  const single = results.length === 1;
  const pairs = results.map((result, index) => ({ result, about: about[index] }));
  const sheet = draw(
    "article",
    "mc-notice-sheet",
    heading(pairs, context),
    inputs(context.answers),
    ...pairs.map((pair) => outcome(pair, context, notes, single)),
    papers(pairs, notes),
    offices(pairs, notes),
    footer(pairs, context, notes),
  );
  const qr = code(context.link);
  if (qr) sheet.querySelector(".mc-notice-code")?.append(qr, draw("p", "", "扫码看这次的结果"));
  return sheet;
}

/** The clauses a sheet rests on, numbered in the order in which they come. */
class Footnotes {
  constructor() {
    /** @type {Map<string, number>} */
    this.numbers = new Map();
  }

  /**
   * @param {Cite | null | undefined} source
   * @returns {HTMLElement | null} the number of the clause
   */
  mark(source) {
    const place = source ? placeOf(source) : null;
    if (!place) return null;
    const number = this.numbers.get(place.words) ?? this.numbers.size + 1;
    this.numbers.set(place.words, number);
    return draw("sup", "", `[${number}]`);
  }

  /** @returns {HTMLElement | null} */
  draw() {
    const items = [...this.numbers].map(([words, number]) => `[${number}] ${words}`);
    return items.length ? draw("p", "mc-notice-sources", `依据：${items.join("；")}。`) : null;
  }
}

/** @typedef {{ result: Result, about: About }} Pair */

/**
 * @param {Pair[]} pairs
 * @param {NoticeContext} context
 */
function heading(pairs, { asOf, title }) {
  const [{ about }] = pairs;
  const name = pairs.length === 1 ? `${about.title}（${about.region}）` : (title ?? `${pairs.length} 项待遇`);
  const now = new Date();
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const moment = `${now.getFullYear()}年${now.getMonth() + 1}月${now.getDate()}日 ${two(now.getHours())}:${two(now.getMinutes())}`;
  return draw(
    "header",
    "mc-notice-head",
    draw(
      "div",
      "",
      draw("p", "mc-notice-kind", "告知单"),
      draw("h1", "", name),
      draw("p", "", `${moment}打印，按 ${chineseDate(asOf)} 的规定计算。`),
    ),
    draw("div", "mc-notice-code"),
  );
}

/** @param {NoticeContext["answers"]} answers */
function inputs(answers) {
  const words = answers.map(({ label, answer }) => `${label}：${answer}`);
  return draw(
    "section",
    "",
    draw("h2", "", "您填的情况"),
    draw("p", "mc-notice-inputs", words.length ? `${words.join("；")}。` : "没有填。"),
  );
}

/**
 * @param {Pair} pair
 * @param {NoticeContext} context
 * @param {Footnotes} notes
 * @param {boolean} single
 */
function outcome({ result, about }, { asOf }, notes, single) {
  const { verdict, amount, duration, total } = result;
  const granted = isGranted(verdict);
  const { explanation } = result;
  return draw(
    "section",
    "mc-notice-outcome",
    draw("h2", "", single ? "结果" : `${about.title}（${about.region}）`),
    draw(
      "p",
      "mc-notice-verdict",
      verdictWords(result),
      granted && `　${amount ? amountWords(amount) : noAmountWords(result)}`,
    ),
    granted && duration && draw("p", "", `期限：${durationWords(duration)}`, notes.mark(duration.cite)),
    granted && total && draw("p", "", `总额：${amountWords(total)}`),
    ...(granted ? limitWords(result.steps).map((words) => draw("p", "", `${words}。`)) : []),
    amount?.estimated && draw("p", "", "其中有自己填的或可信程度较低的标准，只是估算。"),
    granted && steps(result, notes),
    granted && deadlines(result, asOf, notes),
    verdict === "not_in_force" &&
      draw("p", "", `${explanation.label}：${explanation.threshold}`, notes.mark(explanation.cite)),
    verdict === "ineligible" && ways(result),
    disputes(result, about),
  );
}

/**
 * @param {Result} result
 * @param {Footnotes} notes
 */
function steps(result, notes) {
  const items = result.steps.map((step) => {
    const { equals, value, unit } = stepWords(step);
    const shown = equals || value === "不知道" ? value : grouped(value);
    return draw("span", "", `${step.label}：${equals}${shown} ${unit}`.trimEnd(), notes.mark(step.cite));
  });
  return list(items, "mc-notice-steps");
}

/**
 * @param {Result} result
 * @param {string} asOf
 * @param {Footnotes} notes
 */
function deadlines({ windows }, asOf, notes) {
  const items = windows
    .filter(({ kind, to }) => kind !== "validity" && to)
    .map(({ label, to, cite }) => {
      const day = to ?? "";
      return draw(
        "span",
        "",
        `${label}：${day < asOf ? "已过" : "最迟"} `,
        draw("strong", "", `${chineseDate(day)}（${weekday(day)}）`),
        notes.mark(cite),
      );
    });
  return list(items, "mc-notice-deadlines");
}

/** @param {Result} result */
function ways({ how_to_qualify: sets }) {
  const items = sets.map((changes) => changes.map(({ label }) => label).join("；并且 "));
  return draw("div", "", items.length > 0 && draw("p", "", "怎样才能符合："), list(items));
}

/**
 * Readings that were chosen, and those that would change the result.
 * @param {Result} result
 * @param {About} about
 */
function disputes({ interpretations }, about) {
  const items = interpretations.flatMap(({ id, reading, others }) => {
    const known = about.readings[id];
    if (!known || (!Object.keys(others).length && reading === known.default)) return [];
    const usual = reading === known.default ? "" : "（不是默认的理解）";
    return [`${known.title}：这里按“${known.texts[reading]}”${usual}，换一种理解结果可能不同。`];
  });
  return list(items, "mc-notice-disputes");
}

/**
 * Papers of all benefits that may be granted, each once, to tick off.
 * @param {Pair[]} pairs
 * @param {Footnotes} notes
 */
function papers(pairs, notes) {
  const granted = pairs.filter(({ result }) => isGranted(result.verdict));
  if (!granted.length) return null;
  /** @type {Map<string, { cite: Cite | null, titles: string[] }>} */
  const wanted = new Map();
  for (const { result, about } of granted) {
    for (const { text, cite } of result.materials) {
      const paper = wanted.get(text) ?? { cite: cite ?? null, titles: [] };
      paper.titles.push(about.title);
      wanted.set(text, paper);
    }
  }
  const items = [...wanted].map(([text, { cite, titles }]) => {
    const some = granted.length > 1 && titles.length < granted.length;
    return draw("span", "", text, some && `（${titles.join("、")}）`, notes.mark(cite));
  });
  const without = granted.filter(({ result }) => !result.materials.length);
  return draw(
    "section",
    "mc-notice-papers",
    draw("h2", "", "要带的材料"),
    list(items, "mc-notice-boxes"),
    without.length > 0 &&
      draw(
        "p",
        "",
        granted.length > 1
          ? `${without.map(({ about }) => about.title).join("、")}：文件没有列出要交的材料。`
          : "文件没有列出要交的材料。",
      ),
  );
}

/**
 * Where to go: the first step of each benefit, and the telephones its documents print.
 * @param {Pair[]} pairs
 * @param {Footnotes} notes
 */
function offices(pairs, notes) {
  const granted = pairs.filter(({ result }) => isGranted(result.verdict));
  const steps = granted.flatMap(({ about }) => {
    const [first] = about.procedure;
    if (!first) return [];
    const whose = granted.length > 1 ? `${about.title}：` : "";
    return [draw("span", "", `${whose}${first.actor}：${first.text}`, notes.mark(first.cite))];
  });
  /** @type {Map<string, string>} */
  const phones = new Map();
  for (const { about } of granted) {
    for (const { document, organisation, topic, phones: numbers } of about.contacts) {
      const name = [organisation ?? about.documents[document].name, topic].filter(Boolean).join("，");
      phones.set(`${name} ${numbers.join("、")}`, about.documents[document].name);
    }
  }
  const shown = [...phones.keys()].slice(0, MOST_CONTACTS);
  const rest = [...phones.values()].slice(MOST_CONTACTS);
  if (!steps.length && !shown.length) return null;
  return draw(
    "section",
    "",
    draw("h2", "", "去哪办"),
    list(steps),
    shown.length > 0 && draw("p", "", "文件上的电话（印发时的号码）："),
    list(shown, "mc-notice-phones"),
    rest.length > 0 &&
      draw("p", "", `还有 ${rest.length} 处，见 ${[...new Set(rest)].join("、")} 的联系方式。`),
  );
}

/**
 * @param {Pair[]} pairs
 * @param {NoticeContext} context
 * @param {Footnotes} notes
 */
function footer(pairs, context, notes) {
  const address = link(context.link, new URL(pairs.length === 1 ? pairs[0].about.path : "", SITE).href);
  return draw(
    "footer",
    "mc-notice-foot",
    notes.draw(),
    draw("p", "mc-notice-caveat", "以经办机构审核为准。"),
    draw("p", "", "网页：", address, `　规则数据 ${context.version}`),
  );
}

/**
 * The link as a QR code, or null when it is too long for one.
 * @param {string} text
 */
function code(text) {
  const qr = qrcode(0, "L");
  qr.addData(text, "Byte");
  try {
    qr.make();
  } catch {
    return null;
  }
  const count = qr.getModuleCount();
  const margin = 4;
  let path = "";
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      let run = 0;
      while (column + run < count && qr.isDark(row, column + run)) run += 1;
      if (run) path += `M${column + margin} ${row + margin}h${run}v1h-${run}z`;
      column += run;
    }
  }
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const size = count + 2 * margin;
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "这次结果的网址");
  svg.setAttribute("shape-rendering", "crispEdges");
  const paper = document.createElementNS(svg.namespaceURI ?? "", "path");
  paper.setAttribute("fill", "#fff");
  paper.setAttribute("d", `M0 0h${size}v${size}h-${size}z`);
  const ink = document.createElementNS(svg.namespaceURI ?? "", "path");
  ink.setAttribute("fill", "#000");
  ink.setAttribute("d", path);
  svg.append(paper, ink);
  return svg;
}
