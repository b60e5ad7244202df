import { chineseDate, weekday } from "../dates.js";
import { draw, link, list } from "../draw.js";
import { cite } from "./citations.js";
import {
  VERDICTS,
  amountWords,
  durationWords,
  figure,
  isGranted,
  limitWords,
  noAmountWords,
  stepWords,
  verdictWords,
} from "./words.js";

/**
 * The result of one benefit on its page: the verdict card, and the rest below or beside it.
 *
 * @typedef {import("./types.js").Amount} Amount
 * @typedef {import("./types.js").Change} Change
 * @typedef {import("./types.js").Compact} Compact
 * @typedef {import("./types.js").Duration} Duration
 * @typedef {import("./types.js").Explained} Explained
 * @typedef {import("./types.js").Held} Held
 * @typedef {import("./types.js").Result} Result
 * @typedef {object} Shown what the page knows besides the result
 * @property {string} asOf ISO date
 * @property {string[]} next the questions to answer before others, for the verdict
 * @property {Record<string, string>} readings chosen by the reader
 * @property {string[]} unreadable questions whose answer could not be read
 * @property {(fact: string, option: string) => string} optionLabel
 * @property {(changes: Change[], option?: string) => void} apply changes to the answers
 * @property {(interpretation: string, reading: string) => void} choose another reading
 */

/**
 * Draws the card of a result into `place`, which holds `.mc-verdict`.
 * @param {HTMLElement} place
 * @param {Held} result
 * @param {Shown} shown
 */
export function showCard(place, result, shown) {
  place.dataset.verdict = result.verdict;
  redraw(part(place, "mc-verdict"), head(result, shown));
}

/**
 * Draws the rest of a result into `place`, which holds `.mc-result-more`.
 * @param {HTMLElement} place
 * @param {Result} result
 * @param {Shown} shown
 */
export function showMore(place, result, shown) {
  redraw(
    part(place, "mc-result-more"),
    parts(
      result.verdict === "needs_info" ? questions(result, shown.next) : null,
      reasons(result),
      ways(result, shown),
      deadlines(result, shown.asOf),
      confirmations(result),
      readings(result, shown),
      result.verdict === "needs_info" ? null : questions(result, shown.next),
      steps(result),
      papers(result),
      tree(result),
      notes(result),
    ),
  );
}

/**
 * What the reader has unfolded stays so while answering goes on, and what was pressed is kept.
 * @param {Element} place
 * @param {HTMLElement[]} drawn
 */
function redraw(place, drawn) {
  const open = new Set([...place.querySelectorAll("details[open]")].map(sameDetails));
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const pressed = focused instanceof HTMLElement ? focused.dataset.press : undefined;
  place.replaceChildren(...drawn);
  for (const details of place.querySelectorAll("details")) {
    if (open.has(sameDetails(details))) details.open = true;
  }
  if (pressed) {
    const same = place.querySelector(`[data-press="${CSS.escape(pressed)}"]`);
    if (same instanceof HTMLElement) same.focus({ preventScroll: true });
  }
}

/**
 * @param {Element} details
 * @returns {string} what tells it from others in the next result
 */
function sameDetails(details) {
  return details.matches(".mc-cite")
    ? `cite ${details.parentElement?.textContent}`
    : details.className;
}

/**
 * @param {HTMLElement} place
 * @param {string} className
 * @returns {Element}
 */
function part(place, className) {
  const found = place.querySelector(`.${className}`);
  if (!found) throw new Error(`.${className}`);
  return found;
}

/**
 * @param {...(HTMLElement | null)} drawn
 * @returns {HTMLElement[]}
 */
function parts(...drawn) {
  return drawn.flatMap((one) => (one ? [one] : []));
}

/**
 * The card that stays in sight.
 * @param {Held} result
 * @param {Shown} shown
 */
function head(result, { asOf, next, readings: chosen, unreadable }) {
  const { verdict, amount, duration, total } = result;
  const granted = isGranted(verdict);
  const word = draw(
    "p",
    `mc-verdict-word mc-verdict-word--${verdict}`,
    draw("span", "mc-verdict-icon"),
    verdictWords(result),
  );
  const limits = granted ? limitWords(result.steps) : [];
  const due = onlyEnd(result);
  const refusals = verdict === "ineligible" ? failing(result.explanation) : [];
  const first = verdict === "needs_info" ? next[0] : undefined;
  const changed = Object.keys(chosen).length;
  const lines = [
    word,
    granted && draw("p", "mc-verdict-amount", ...(amount ? figure(amount) : [noAmountWords(result)])),
    granted && duration && draw("p", "", `期限：${durationWords(duration)}`, cite(duration.cite)),
    granted && total && draw("p", "", "总额：", ...figure(total)),
    due && draw("p", "mc-verdict-due", dueWords(due, asOf), cite(due.cite)),
    first && draw("p", "", "先答：", questionLink(first)),
    refusals.length > 0 &&
      draw(
        "p",
        "",
        comparison(refusals[0].node, refusals[0].want),
        refusals.length > 1 && `，等 ${refusals.length} 处`,
      ),
    verdict === "not_in_force" &&
      draw("p", "", `${result.explanation.label}：${result.explanation.threshold}`),
    ...limits.map((words) => draw("p", "mc-quiet", words)),
    amount?.estimated && draw("p", "mc-quiet", `${estimateWords(result)}，只是估算。`),
    unreadable.length > 0 &&
      draw(
        "p",
        "mc-verdict-unreadable",
        `有 ${unreadable.length} 处看不懂，没有用：`,
        ...unreadable.flatMap((id, index) => [index ? "、" : "", questionLink(id)]),
      ),
    draw(
      "p",
      "mc-quiet",
      `按 ${chineseDate(asOf)} 计算`,
      changed > 0 && `，其中 ${changed} 处用的是您选的理解`,
    ),
  ];
  return lines.flatMap((line) => (line ? [line] : []));
}

/**
 * What the result says in one breath, for those who hear it.
 * @param {Held} result
 */
export function spoken(result) {
  const words = [verdictWords(result)];
  if (isGranted(result.verdict)) {
    if (result.amount) words.push(amountWords(result.amount));
    if (result.duration) words.push(durationWords(result.duration));
  }
  return words.join("，");
}

/** @param {Held} result with an estimated amount */
function estimateWords({ steps: all }) {
  const typed = all.some(({ sources }) => sources.some((source) => source.typed));
  return typed ? "其中有您自己填的标准" : "其中有可信程度较低的标准";
}

/** @param {Held} result */
function ends(result) {
  return result.windows.filter((window) => window.kind !== "validity" && window.to);
}

/**
 * The end of the period for applying, for the card. While it is open which of several applies, or
 * whether any does, they are only listed with what they are for.
 * @param {Held} result
 */
function onlyEnd(result) {
  const found = ends(result);
  const decided = result.verdict === "eligible" || result.verdict === "provisional";
  return decided && found.length === 1 ? found[0] : null;
}

/**
 * @param {import("./types.js").Window} window
 * @param {string} asOf
 */
function dueWords({ to }, asOf) {
  const day = to ?? "";
  return draw(
    "span",
    "",
    day < asOf ? "申请期限已过：" : "最迟 ",
    draw("strong", "", `${chineseDate(day)}（${weekday(day)}）`),
    day < asOf ? "" : " 申请",
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
 * @param {Held} result
 * @param {string} asOf
 */
function deadlines(result, asOf) {
  const items = ends(result).map((window) => {
    const to = window.to ?? "";
    const from = window.from ? `${chineseDate(window.from)}起，` : "";
    return draw(
      "span",
      "",
      `${window.label}：${from}${to < asOf ? "已过" : "最迟"} `,
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
export function questionLink(id) {
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
 * @param {Held} result
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
 * @param {Held} result
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

/** @param {Held} result */
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

/** A choice among more options than this is not offered as buttons. */
const MOST_BUTTONS = 8;

/**
 * @param {Result} result
 * @param {Shown} shown
 */
function ways(result, shown) {
  if (!result.how_to_qualify.length) return null;
  const items = result.how_to_qualify.map((changes, index) => {
    const press = (/** @type {string} */ words, /** @type {string} */ option = "") => {
      const button = draw("button", "mc-button mc-press", words);
      button.setAttribute("type", "button");
      button.dataset.press = `way-${index}-${option}`;
      button.addEventListener("click", () => shown.apply(changes, option || undefined));
      return button;
    };
    const choice = changes.find(({ options = [] }) => options.length > 1);
    const options = choice?.options ?? [];
    const buttons =
      choice && options.length <= MOST_BUTTONS
        ? options.map((option) => press(`改成“${shown.optionLabel(choice.fact, option)}”`, option))
        : [press("照这样改，再算")];
    return draw(
      "div",
      "mc-way",
      draw("span", "", changes.map(changeWords).join("；并且 ")),
      draw("div", "mc-presses", ...buttons),
    );
  });
  return block("怎样才能符合", list(items, "mc-ways"));
}

/** @param {Change} change */
function changeWords({ label, wait_until }) {
  const wait = wait_until && !label.includes(wait_until) ? `，等到 ${chineseDate(wait_until)}` : "";
  return label + wait;
}

/**
 * The formulas of the amount, folded.
 * @param {Held} result
 */
export function steps(result) {
  const items = result.steps.map((step) => {
    const { equals, value, unit } = stepWords(step);
    return draw(
      "div",
      "",
      draw("span", "mc-step-label", `${step.label}：`),
      equals,
      draw("span", "mc-figure", value),
      unit && ` ${unit}`,
      step.rounding && draw("span", "mc-quiet", `（${step.rounding}）`),
      step.capped_by && draw("strong", "mc-cap", step.capped_by === "cap" ? "按上限" : "按下限"),
      cite(step.cite),
      list(step.sources.map(sourceWords), "mc-sources"),
    );
  });
  if (!items.length) return null;
  const body = list(items, "mc-steps", "ol");
  const stretches = (result.total?.months ?? []).map(stretchWords);
  return draw(
    "details",
    "mc-steps-part mc-result-part",
    draw("summary", "", "看算式"),
    body,
    stretches.length > 0 && draw("p", "", "标准中途有变，总额分段加起来："),
    list(stretches),
  );
}

/** @param {import("./types.js").Stretch} stretch */
function stretchWords({ from, to, months, low, high }) {
  const span = from === to ? chineseDate(from) : `${chineseDate(from)}至${chineseDate(to)}`;
  const each = low === null ? "每月金额还不知道" : `每月 ${amountWords({ low, high, unit: "CNY" })}`;
  return `${span}，${months} 个月，${each}`;
}

/** @param {Held} result */
function papers({ verdict, materials }) {
  if (!materials.length || !isGranted(verdict)) return null;
  return draw(
    "details",
    "mc-papers-part mc-result-part",
    draw("summary", "", `材料（${materials.length}）`),
    list(materials.map(({ text, cite: source }) => draw("span", "", text, cite(source)))),
  );
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

/**
 * Disputed clauses whose readings give different results, and those the reader has decided.
 * @param {Result} result
 * @param {Shown} shown
 */
function readings(result, shown) {
  const started = Boolean(result.duration?.counted_from);
  // As long as the verdict is open, amounts of other readings say nothing yet.
  const matters = (/** @type {Compact} */ other) => result.verdict !== "needs_info" || other.verdict;
  const items = result.interpretations
    .filter(({ id, others }) => id in shown.readings || Object.values(others).some(matters))
    .map(({ id, others, reading }) => {
      const home = document.getElementById(`reading-${id}`);
      const title = home?.querySelector("h3")?.textContent ?? id;
      const side = (/** @type {string} */ name, /** @type {(Node | string)[]} */ words) => {
        const text = home?.querySelector(`[data-reading="${name}"]`)?.firstChild?.textContent;
        const usual = home?.dataset.default === name ? "（默认）" : "";
        return draw(
          "div",
          `mc-side${name === reading ? " mc-side--used" : ""}`,
          draw("p", "mc-side-name", (name === reading ? "现在用的理解" : "另一种理解") + usual),
          draw("p", "", text?.trim() ?? name),
          draw("p", "mc-side-result", ...words),
          name !== reading && chooser(id, name, shown),
        );
      };
      const changed = new Set(Object.values(others).flatMap(Object.keys));
      const own = compactWords(only(result, changed), started);
      const usual = home?.dataset.default;
      const sides = Object.entries(others).map(([name, other]) =>
        side(name, compactWords(other, started)),
      );
      if (usual && usual !== reading && !(usual in others)) sides.push(side(usual, ["结果一样"]));
      return draw(
        "div",
        "mc-dispute",
        home ? link(`#${home.id}`, title) : title,
        draw("div", "mc-sides", side(reading, own), ...sides),
      );
    });
  return items.length ? block("有不同理解，结果会不一样", list(items, "mc-disputes")) : null;
}

/**
 * The parts of a result that other readings change.
 * @param {Result} result
 * @param {Set<string>} keys
 * @returns {Compact}
 */
function only({ verdict, amount, total, duration }, keys) {
  const all = { verdict, amount, total, duration };
  return Object.fromEntries(Object.entries(all).filter(([key]) => keys.has(key)));
}

/**
 * @param {string} interpretation
 * @param {string} reading
 * @param {Shown} shown
 */
function chooser(interpretation, reading, shown) {
  const button = draw("button", "mc-button mc-press", "按这种理解算");
  button.setAttribute("type", "button");
  // After the press the card has another button in its place, which keeps the focus.
  button.dataset.press = `read-${interpretation}`;
  button.addEventListener("click", () => shown.choose(interpretation, reading));
  return button;
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

/** @param {Held} result */
function tree(result) {
  return draw(
    "details",
    "mc-tree-part mc-result-part",
    draw("summary", "", "逐条对照"),
    list([branch(result.explanation)], "mc-tree"),
  );
}

/** @param {Held} result */
function notes(result) {
  const items = result.notes.map(({ text, cite: source }) => draw("span", "", text, cite(source)));
  return items.length ? block("提示", list(items)) : null;
}
