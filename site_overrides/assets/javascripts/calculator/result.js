import { chineseDate, weekday } from "../dates.js";
import { draw, link, list } from "../draw.js";

/**
 * @typedef {import("./types.js").Amount} Amount
 * @typedef {import("./types.js").Cite} Cite
 * @typedef {import("./types.js").Compact} Compact
 * @typedef {import("./types.js").Duration} Duration
 * @typedef {import("./types.js").Explained} Explained
 * @typedef {import("./types.js").Result} Result
 */

/** @type {Record<string, string>} */
const VERDICTS = {
  eligible: "符合",
  provisional: "初步符合",
  needs_info: "还需信息",
  ineligible: "不符合",
  not_in_force: "所选日期不适用",
};

/** @type {Record<string, string>} */
const UNITS = {
  CNY: "元",
  "CNY/month": "元/月",
  "CNY/person": "元/人",
  "CNY/person-month": "元/人·月",
  "CNY/firm": "元/户",
};

/**
 * Draws a result into `place`.
 * @param {HTMLElement} place
 * @param {Result} result
 * @param {string} asOf ISO date
 * @param {string[]} next the questions to answer before others, for the verdict
 */
export function showResult(place, result, asOf, next) {
  place.dataset.verdict = result.verdict;
  // What the reader has unfolded stays so while answering goes on.
  const open = new Set([...place.querySelectorAll("details[open]")].map((d) => d.className));
  place.replaceChildren(
    head(result, asOf),
    ...parts(
      result.verdict === "needs_info" ? questions(result, next) : null,
      deadlines(result, asOf),
      confirmations(result),
      result.verdict === "needs_info" ? null : questions(result, next),
      reasons(result),
      ways(result),
      steps(result),
      readings(result),
      tree(result),
      notes(result),
    ),
  );
  for (const details of place.querySelectorAll("details")) {
    if (open.has(details.className)) details.open = true;
  }
}

/**
 * @param {...(HTMLElement | null)} drawn
 * @returns {HTMLElement[]}
 */
function parts(...drawn) {
  return drawn.flatMap((part) => (part ? [part] : []));
}

/**
 * @param {Result} result
 * @param {string} asOf
 */
function head(result, asOf) {
  const { verdict, amount, duration, total } = result;
  let word = VERDICTS[verdict];
  const { length } = result.missing;
  if (verdict === "needs_info") word = `${length > 1 ? "最多" : ""}还需 ${length} 项信息`;
  if (verdict === "provisional") word = `初步符合（${result.unchecked.length} 项需窗口核验）`;
  const granted = verdict !== "ineligible" && verdict !== "not_in_force";
  return draw(
    "div",
    "mc-verdict",
    draw("p", `mc-verdict-word mc-verdict-word--${verdict}`, draw("span", "mc-verdict-icon"), word),
    granted && draw("p", "mc-verdict-amount", ...(amount ? figure(amount) : [noAmount(result)])),
    granted && duration && draw("p", "", `期限：${durationWords(duration)}`, cite(duration.cite)),
    granted && total && draw("p", "", "总额：", ...figure(total)),
    amount?.estimated && draw("p", "mc-quiet", "其中有您自己填的标准，只是估算。"),
    draw("p", "mc-quiet", `按 ${chineseDate(asOf)} 计算`),
  );
}

/** @param {Result} result */
function noAmount(result) {
  return result.missing_for.amount.length ? "金额：还缺信息，算不出来" : "文件未规定金额";
}

/**
 * 1234567.80 → 1,234,567.80
 * @param {string} number
 */
function grouped(number) {
  const [whole, decimals] = number.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals ? `.${decimals}` : "");
}

/**
 * @param {Amount} amount
 * @returns {(Node | string)[]}
 */
function figure({ low, high, unit }) {
  const number = (/** @type {string} */ n) => draw("span", "mc-figure", grouped(n));
  const word = ` ${UNITS[unit]}`;
  if (high === low) return [number(low), word];
  if (high === null) return [number(low), `${word}以上（上限不定）`];
  return [number(low), " 至 ", number(high), word];
}

/**
 * A duration without bounds either has its end in words (`label`) or hangs on open answers.
 * @param {Duration} duration
 */
function durationWords({ low, high, until, counted_from, label }) {
  let words = "还缺信息，算不出来";
  if (low !== null && low === high) words = `${low} 个月`;
  else if (low !== null && high !== null) words = `${low} 至 ${high} 个月`;
  else if (high !== null) words = `最长 ${high} 个月`;
  else if (until) words = "";
  else if (label) words = label;
  if (counted_from) words += `${words && "，"}自 ${chineseDate(counted_from)} 起算`;
  if (until) words += `${words && "，"}到 ${chineseDate(until)}`;
  return words;
}

/**
 * A small mark that unfolds the quote; the link leads to the clause.
 * @param {Cite | null | undefined} source
 */
function cite(source) {
  if (!source) return null;
  const known = document.querySelector(`a[data-cite="${source.document}/${source.clause}"]`);
  if (!(known instanceof HTMLAnchorElement)) return null;
  return draw(
    "details",
    "mc-cite",
    draw("summary", "", "依据"),
    draw(
      "blockquote",
      "",
      `“${source.quote}”`,
      draw("br", ""),
      link(known.href, known.textContent ?? ""),
    ),
  );
}

/**
 * @param {string} title
 * @param {...(Node | string | null)} content
 */
function block(title, ...content) {
  return draw("section", "mc-result-part", draw("h3", "", title), ...content);
}

/**
 * @param {Result} result
 * @param {string} asOf
 */
function deadlines(result, asOf) {
  const items = result.windows
    .filter((window) => window.kind !== "validity" && window.to)
    .map((window) => {
      const to = window.to ?? "";
      const state = to < asOf ? "已过" : "最迟";
      return draw(
        "span",
        "",
        `${window.label}：${state} `,
        draw("strong", "", `${chineseDate(to)}（${weekday(to)}）`),
        cite(window.cite),
      );
    });
  return items.length ? block("申请期限", list(items)) : null;
}

/**
 * A link to the question about a fact or standard.
 * @param {string} id
 */
function questionLink(id) {
  const question = document.getElementById(`ask-${id}`);
  const words = question?.dataset.label ?? id;
  const anchor = link(`#ask-${id}`, words);
  anchor.addEventListener("click", (event) => {
    event.preventDefault();
    const folded = question?.closest("details");
    if (folded) folded.open = true;
    question?.querySelector("input")?.focus();
    question?.scrollIntoView({ block: "center" });
  });
  return anchor;
}

/**
 * What the counter still has to confirm, by the name of the question or of the condition.
 * @param {Result} result
 */
function confirmations({ verdict, unchecked, explanation }) {
  if (verdict !== "provisional") return null;
  /** @type {(node: Explained) => Explained[]} */
  const all = (node) => [node, ...node.children.flatMap(all)];
  const conditions = new Map(all(explanation).map((node) => [node.node, node]));
  const items = unchecked.map((id) => {
    const condition = conditions.get(id);
    if (condition) return draw("span", "", condition.label, cite(condition.cite));
    return document.getElementById(`ask-${id}`)?.dataset.label ?? id;
  });
  return block("要由窗口核验", list(items));
}

/**
 * @param {Result} result
 * @param {string[]} next
 */
function questions(result, next) {
  const { missing, missing_for, verdict } = result;
  if (verdict === "ineligible" || verdict === "not_in_force") return null;
  const later = [...missing_for.amount, ...missing_for.duration, ...missing_for.total].filter(
    (id, index, all) => !missing.includes(id) && all.indexOf(id) === index,
  );
  const rows = [];
  if (missing.length) {
    const first = verdict === "needs_info" && next.length ? next : missing;
    let purpose = "还要知道才能算准金额：";
    if (verdict === "needs_info") {
      purpose = first.length < missing.length ? "先填这些，其余的可能就不用填：" : "还要知道才能判断：";
    }
    rows.push(draw("p", "", purpose), list(first.map(questionLink)));
  }
  if (later.length && verdict !== "needs_info") {
    rows.push(draw("p", "", "知道了还能算期限和总额："), list(later.map(questionLink)));
  }
  return rows.length ? block("还可以补充", ...rows) : null;
}

/**
 * The leaves that decided against, each with the answer that was wanted of it.
 * @param {Explained} node
 * @param {boolean} want
 * @returns {{ node: Explained, want: boolean }[]}
 */
export function failing(node, want = true) {
  if (node.verdict === null || node.verdict === want) return [];
  if (!node.children.length) return [{ node, want }];
  const below = node.group === "none" ? !want : want;
  return node.children.flatMap((child) => failing(child, below));
}

/** @param {Result} result */
function reasons(result) {
  if (result.verdict === "not_in_force") {
    const { explanation } = result;
    return block(
      "为什么",
      draw("p", "", `${explanation.label}：${explanation.threshold}`, cite(explanation.cite)),
    );
  }
  if (result.verdict !== "ineligible") return null;
  const items = failing(result.explanation).map(({ node, want }) =>
    draw("span", "", comparison(node, want), cite(node.cite)),
  );
  return block("为什么", list(items));
}

/**
 * @param {Explained} node
 * @param {boolean} want
 */
function comparison({ label, value, threshold }, want) {
  const about = want ? "没有达到：" : "出现了：";
  const own = value ? `您的情况：${value}` : "";
  const needed = threshold && want ? `，要求：${threshold}` : "";
  return `${about}${label}${own && `（${own}${needed}）`}`;
}

/** @param {Result} result */
function ways(result) {
  if (!result.how_to_qualify.length) return null;
  const items = result.how_to_qualify.map((changes) =>
    draw("span", "", changes.map(changeWords).join("；并且 ")),
  );
  return block("怎样才能符合", list(items));
}

/** @param {import("./types.js").Change} change */
function changeWords({ label, wait_until }) {
  const wait = wait_until && !label.includes(wait_until) ? `，需等待至 ${wait_until}` : "";
  return label + wait;
}

/** @param {Result} result */
function steps(result) {
  const items = result.steps.map((step) => {
    const range = step.low ? `${step.low}${step.high ? ` 至 ${step.high}` : " 以上"}` : null;
    const value = step.value ?? range ?? "不知道";
    const unit = UNITS[step.unit] ?? "";
    const equals = step.formula && step.formula !== value ? `${step.formula} = ` : "";
    return draw(
      "div",
      "",
      draw("span", "mc-step-label", `${step.label}：`),
      equals,
      draw("span", "mc-figure", value),
      unit && ` ${unit}`,
      step.rounding && draw("span", "mc-quiet", `（${step.rounding}）`),
      cite(step.cite),
      list(step.sources.map(sourceWords), "mc-sources"),
    );
  });
  if (!items.length) return null;
  const body = list(items, "mc-steps", "ol");
  return draw("details", "mc-steps-part mc-result-part", draw("summary", "", "看算式"), body);
}

/** @param {import("./types.js").Source} source */
function sourceWords({ label, value, typed, start, end, source, checked_on }) {
  if (typed) return `${label}：您自己填的`;
  const span = start || end ? `（${start ?? "起始日未查到"} 至 ${end ?? "查证日"}）` : "";
  return `${label} ${value}${span}，${source}，${checked_on} 查证`;
}

/**
 * What another reading changes.
 * @param {Compact} compact
 * @param {boolean} started whether the reading in use knows the first month
 */
function compactWords(compact, started) {
  if (compact.reason) return [compact.reason];
  /** @type {(Node | string)[]} */
  const words = [];
  if (compact.verdict) words.push(VERDICTS[compact.verdict]);
  if (compact.amount) words.push(draw("span", "", ...figure(compact.amount)));
  else if (compact.amount === null && compact.verdict === undefined) words.push("金额不知道");
  if (compact.duration) {
    words.push(durationWords(compact.duration));
    if (started && !compact.duration.counted_from) words.push("从哪个月起，还缺信息");
  }
  if (compact.total) words.push(draw("span", "", "总额 ", ...figure(compact.total)));
  return words.flatMap((word, index) => (index ? ["；", word] : [word]));
}

/** @param {Result} result */
function readings(result) {
  const started = Boolean(result.duration?.counted_from);
  // As long as the verdict is open, amounts of other readings say nothing yet.
  const shown = (/** @type {Compact} */ other) => result.verdict !== "needs_info" || other.verdict;
  const items = result.interpretations
    .filter(({ others }) => Object.values(others).some(shown))
    .map(({ id, others, reading }) => {
      const home = document.getElementById(`reading-${id}`);
      const title = home?.querySelector("h3")?.textContent ?? id;
      const text = (/** @type {string} */ name) =>
        home?.querySelector(`[data-reading="${name}"]`)?.firstChild?.textContent?.trim() ?? name;
      return draw(
        "div",
        "mc-dispute",
        home ? link(`#${home.id}`, title) : title,
        draw("p", "", `这里按：${text(reading)}`),
        ...Object.entries(others).map(([name, compact]) =>
          draw("p", "", `如果按：${text(name)} → `, ...compactWords(compact, started)),
        ),
      );
    });
  return items.length ? block("有不同理解，结果会不一样", list(items, "mc-disputes")) : null;
}

/**
 * @param {Explained} node
 * @returns {HTMLElement}
 */
function branch(node) {
  const state =
    node.verdict === null ? (node.check ? "check" : "open") : node.verdict ? "yes" : "no";
  const words = { yes: "是", no: "否", open: "还不知道", check: "需窗口核验" }[state];
  const own = node.value ? `您的情况：${node.value}` : "";
  const needed = node.threshold ? `标准：${node.threshold}` : "";
  const detail = [own, needed].filter(Boolean).join("；");
  return draw(
    "div",
    "",
    draw("span", `mc-truth mc-truth--${state}`, words),
    node.label,
    detail && draw("span", "mc-quiet", `（${detail}）`),
    cite(node.cite),
    list(node.children.map(branch), "mc-tree"),
  );
}

/** @param {Result} result */
function tree(result) {
  return draw(
    "details",
    "mc-tree-part mc-result-part",
    draw("summary", "", "逐条对照"),
    list([branch(result.explanation)], "mc-tree"),
  );
}

/** @param {Result} result */
function notes(result) {
  const items = result.notes.map(({ text, cite: source }) => draw("span", "", text, cite(source)));
  return items.length ? block("提示", list(items)) : null;
}
