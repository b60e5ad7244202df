import { asOfDate } from "../as-of.js";
import { copyPressed } from "../clipboard.js";
import { chineseDate } from "../dates.js";
import { draw, link } from "../draw.js";
import { SITE } from "../site.js";
import { whenParsed } from "../parsed.js";
import { offerDownloads } from "../table-download.js";
import { aboutBenefit } from "../calculator/about.js";
import { cite } from "../calculator/citations.js";
import { readMoment, readNumber } from "../calculator/entries.js";
import { drawFailure } from "../calculator/failure.js";
import { Form, showError, whileTyping } from "../calculator/form.js";
import { monthChart } from "../calculator/month-chart.js";
import * as months from "../calculator/months.js";
import { pressForNotice } from "../calculator/notice-button.js";
import { questionLink, steps } from "../calculator/result.js";
import { Pause } from "../calculator/pause.js";
import { runtimeFor } from "../calculator/runtime.js";
import * as states from "../calculator/state.js";
import {
  durationWords,
  figure,
  grouped,
  isGranted,
  limitWords,
  noAmountWords,
  verdictWords,
} from "../calculator/words.js";

/**
 * @typedef {import("../calculator/about.js").About} About
 * @typedef {import("../calculator/months.js").Cents} Cents
 * @typedef {import("../calculator/months.js").Column} Column
 * @typedef {import("../calculator/types.js").Facts} Facts
 * @typedef {import("../calculator/types.js").Result} Result
 * @typedef {{ as_of: string, facts: Facts, parameters: Record<string, string>, readings: Record<string, string> }} Request
 * @typedef {object} Share what one benefit brings
 * @property {Result} result
 * @property {About} about
 * @property {Column} column by month; empty when it is not paid by the month or the months are open
 * @property {Cents | null} once paid once, or over a time that the engine adds up
 * @property {string[]} remarks what is left out of the sums, and why
 */

/** After this the reader is told that something is being loaded. */
const NOTICE = 400;
/** What is heard follows when answering rests. */
const HUSH = 900;
/** Of the picture, in pixels. */
const WIDEST = 800;
/** Longer periods are no plan any more. */
const MOST_MONTHS = 120;

class Amounts {
  /** @param {HTMLElement} section */
  constructor(section) {
    this.section = section;
    this.runtime = runtimeFor(section);
    this.form = new Form(/** @type {HTMLFormElement} */ (section.querySelector("form")));
    this.place = /** @type {HTMLElement} */ (section.querySelector(".mc-result"));
    this.table = /** @type {HTMLElement} */ (section.querySelector(".mc-amounts-table"));
    this.boxes = /** @type {HTMLInputElement[]} */ ([
      ...section.querySelectorAll(".mc-benefit-choices input[type=checkbox]"),
    ]);
    /** @type {Map<string, About>} */
    this.about = new Map();
    this.state = states.emptyState();
    this.version = "";
    this.kept = "";
    this.changed = false;
    this.link = { renamed: /** @type {string[]} */ ([]), unplaced: /** @type {string[]} */ ([]) };
    this.asked = 0;
    /** @type {Share[]} */
    this.shares = [];
    this.pause = new Pause(() => this.update());
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.hush = undefined;
    this.form.element.hidden = false;
    this.place.hidden = false;
    this.#listen();
    this.#startFilter();
    this.#startTools();
  }

  #listen() {
    const { element } = this.form;
    whileTyping(element, (event) => this.later(event), { beside: showPeriodError });
    element.addEventListener("reset", () => {
      if (this.restoring) return;
      this.state = states.emptyState();
      setTimeout(() => {
        this.form.questions.forEach(showError);
        for (const input of this.period()) showPeriodError(input);
        this.changed = true;
        this.update();
      });
    });
    for (const box of this.boxes) {
      box.addEventListener("change", () => {
        this.changed = true;
        this.update();
      });
    }
    document.addEventListener("mc:as-of", () => this.restore());
    addEventListener("hashchange", () => this.restore());
  }

  #startFilter() {
    const input = this.section.querySelector(".mc-amounts-filter");
    const count = this.section.querySelector("[data-count]");
    if (!(input instanceof HTMLInputElement) || !(count instanceof HTMLElement)) return;
    input.hidden = false;
    input.addEventListener("input", () => {
      const words = input.value.normalize("NFKC").split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const box of this.boxes) {
        const item = box.closest("li");
        if (!item) continue;
        item.hidden = !words.every((word) => item.dataset.words?.includes(word));
        if (!item.hidden) shown += 1;
      }
      for (const part of this.section.querySelectorAll(".mc-benefit-choices section")) {
        if (part instanceof HTMLElement) part.hidden = !part.querySelector("li:not([hidden])");
      }
      count.textContent = words.length ? (shown ? `${shown} 项` : "没有这样的补贴") : "";
    });
  }

  #startTools() {
    for (const button of this.place.querySelectorAll("[data-do]")) {
      if (!(button instanceof HTMLElement)) continue;
      button.addEventListener("click", () => {
        if (button.dataset.do === "copy-link") copyPressed(button, location.href);
        else this.notice(button);
      });
    }
  }

  /** @returns {HTMLInputElement[]} start, months, heads */
  period() {
    return ["mc-start", "mc-months", "mc-heads"].map(
      (id) => /** @type {HTMLInputElement} */ (document.getElementById(id)),
    );
  }

  /** @returns {string[]} ids in the order of the list */
  chosen() {
    return this.boxes.filter(({ checked }) => checked).map(({ value }) => value);
  }

  /** Takes choice and answers from the address, if it has come to hold others. */
  restore() {
    const hash = location.hash.slice(1);
    if (states.isState(hash) && hash !== this.kept) {
      this.kept = hash;
      this.changed = false;
      this.state = states.readState(hash);
      this.restoring = true;
      this.form.element.reset();
      this.restoring = false;
      const renamed = states.takeOverRenamed(this.state.answers, this.form.questions);
      const unplaced = this.form.fill(this.state.answers);
      const wanted = new Set((this.state.settings.get("benefits") ?? "").split(",").filter(Boolean));
      for (const box of this.boxes) {
        box.checked = wanted.delete(box.value);
      }
      const choices = this.section.querySelector("details.mc-choices-part");
      if (choices instanceof HTMLDetailsElement) choices.open = !this.chosen().length;
      unplaced.push(...[...wanted].map((id) => `-benefits=${id}`));
      const [start, count, heads] = this.period();
      start.value = this.state.settings.get("start") ?? "";
      count.value = this.state.settings.get("months") ?? "";
      heads.value = this.state.settings.get("heads") ?? "";
      this.link = { renamed, unplaced };
      this.form.questions.forEach(showError);
    }
    this.update();
  }

  /** @param {Event} event */
  later(event) {
    this.changed = true;
    this.pause.start(event);
  }

  remember() {
    if (!this.changed) {
      this.kept = states.keepFragment(this.kept);
      return;
    }
    const answers = this.form.write();
    for (const [key, value] of this.state.answers) {
      if (!this.form.question(key)) answers.set(key, value);
    }
    const [start, count, heads] = this.period();
    const settings = new Map(this.state.settings)
      .set("benefits", this.chosen().join(","))
      .set("start", start.value.trim())
      .set("months", count.value.trim())
      .set("heads", heads.value.trim());
    this.kept = states.keepState({ ...this.state, answers, settings, version: this.version });
  }

  async update() {
    this.pause.stop();
    this.remember();
    const turn = ++this.asked;
    const chosen = this.chosen();
    this.showChosen();
    const notice = setTimeout(() => turn === this.asked && this.wait(), NOTICE);
    try {
      await this.runtime.add(
        this.boxes.flatMap(({ checked, dataset }) => (checked ? (dataset.rules ?? "").split(" ") : [])),
      );
      const about = await Promise.all(chosen.map(aboutBenefit));
      if (turn !== this.asked) return;
      this.arrange(about);
      if (!chosen.length) {
        this.say("先在上面选一项补贴。");
        this.shares = [];
        this.drawTable();
        return;
      }
      const request = this.request(about);
      const { response, monthly } = await this.ask(request, about);
      if (turn !== this.asked) return;
      if (response.error) {
        this.say(`${response.error.message}。`);
        return;
      }
      if (this.version !== response.data_version) {
        this.version = response.data_version;
        this.remember();
      }
      this.tellChanges();
      this.shares = response.results.map((/** @type {Result} */ result, /** @type {number} */ index) =>
        this.share(result, about[index], monthly),
      );
      this.show(request);
    } catch (error) {
      if (turn !== this.asked) return;
      const again = () => {
        this.say("正在装载计算程序……");
        this.update();
      };
      this.say(
        "计算程序没有装载成功，暂时算不了。您选的和填的都还在。",
        ...drawFailure(error, again),
      );
    } finally {
      clearTimeout(notice);
    }
  }

  /** Says that it takes a while; what is shown stays. */
  wait() {
    if (!this.place.dataset.verdict) this.say("正在装载计算程序……");
    else this.place.querySelector(".mc-verdict")?.append(draw("p", "mc-quiet", "正在逐月计算……"));
  }

  /**
   * The questions of the chosen benefits: those about amounts first, conditions folded.
   * @param {About[]} about
   */
  arrange(about) {
    this.about = new Map(about.map((one) => [one.id, one]));
    const ids = [...new Set(about.flatMap(({ questions }) => questions))];
    const first = new Set(about.flatMap(({ amount_questions }) => amount_questions));
    const standards = [...new Set(about.flatMap((one) => one.standards))];
    const part = (/** @type {string} */ name) =>
      /** @type {HTMLElement} */ (this.section.querySelector(`.mc-form-${name}`));
    const open = [...ids.filter((id) => first.has(id)), ...standards];
    const folded = ids.filter((id) => !first.has(id));
    place(this.form, part("first"), open, part("others"));
    place(this.form, part("rest"), folded, part("others"));
    const group = part("rest").closest("details");
    if (group) group.hidden = !folded.length;
  }

  /**
   * @param {About[]} about
   * @returns {Request} with answers to the questions of the chosen benefits only
   */
  request(about) {
    const { facts, parameters } = this.form.read();
    const used = new Set(about.flatMap(({ questions, standards }) => [...questions, ...standards]));
    const readings = Object.entries(this.state.readings).filter(([id, reading]) =>
      about.some((one) => reading in (one.readings[id]?.texts ?? {})),
    );
    const of = (/** @type {[string, unknown][]} */ pairs) => pairs.filter(([id]) => used.has(id));
    return {
      as_of: asOfDate(),
      facts: /** @type {Facts} */ (Object.fromEntries(of(Object.entries(facts)))),
      parameters: /** @type {Record<string, string>} */ (
        Object.fromEntries(of(Object.entries(parameters)))
      ),
      readings: Object.fromEntries(readings),
    };
  }

  /**
   * The results on the day, and month by month when a period is given.
   * @param {Request} request
   * @param {About[]} about
   * @returns {Promise<{ response: any, monthly: { month: string, response: any }[] }>}
   */
  async ask(request, about) {
    const benefits = about.map(({ id }) => id);
    const list = this.months();
    const requests = [
      { ...request, benefits },
      // Other readings are told of the day only.
      ...list.map((month) => ({ ...this.inMonth(request, month), benefits, parts: ["result"] })),
    ];
    const answer = await this.runtime.ask("evaluate", JSON.stringify({ batch: requests }));
    const { batch } = JSON.parse(answer);
    return {
      response: batch[0],
      monthly: list.map((month, index) => ({ month, response: batch[index + 1] })),
    };
  }

  /**
   * The same case in a month: on its last day, or on the day of the header within it. A day that
   * follows the header's stays with it once the month lies later.
   * @param {Request} request
   * @param {string} month
   * @returns {Request}
   */
  inMonth(request, month) {
    const day = request.as_of.startsWith(month) ? request.as_of : months.lastDay(month);
    const facts = { ...request.facts };
    for (const { dataset } of this.form.questions) {
      const { fact = "", type } = dataset;
      if (!("followsAsOf" in dataset) || type !== "date" || fact in facts) continue;
      if (request.as_of < day && [...this.about.values()].some((one) => one.questions.includes(fact))) {
        facts[fact] = request.as_of;
      }
    }
    return { ...request, as_of: day, facts };
  }

  /** @returns {string[]} the months of the period; none unless both ends are given */
  months() {
    const [start, count] = this.period();
    const first = readMoment(start.value, "month");
    const number = whole(count.value);
    if (!first || !number || number > MOST_MONTHS) return [];
    return Array.from({ length: number }, (_, index) => months.monthAfter(first, index));
  }

  /**
   * @param {Result} result
   * @param {About} about
   * @param {{ month: string, response: any }[]} monthly
   * @returns {Share}
   */
  share(result, about, monthly) {
    const { amount, total, duration, verdict } = result;
    /** @type {Share} */
    const share = { result, about, column: new Map(), once: null, remarks: [] };
    const unit = amount?.unit ?? "";
    const factor = unit.startsWith("CNY/person") ? this.heads() : 1;
    if (unit.endsWith("month") && monthly.length) {
      this.byMonth(share, monthly, factor);
    } else if (!isGranted(verdict)) {
      share.remarks.push("没有计入合计。");
    } else if (unit.endsWith("month") && total && duration?.counted_from) {
      const stretches = total.months ?? [
        { from: duration.counted_from, months: duration.low, low: amount?.low, high: amount?.high },
      ];
      for (const stretch of stretches) {
        for (let index = 0; index < (stretch.months ?? 0); index += 1) {
          if (stretch.low === null || stretch.low === undefined) continue;
          share.column.set(months.monthAfter(stretch.from, index), toCents(stretch, factor));
        }
      }
      if (duration.low !== duration.high) {
        share.column.clear();
        share.once = toCents(total, factor);
      }
    } else if (unit.endsWith("month")) {
      share.remarks.push("还不知道算哪几个月：填上起始月和月数，就能合计。");
    } else if (total) {
      share.once = toCents(total, 1);
    } else if (amount) {
      share.once = toCents(amount, factor);
    } else {
      share.remarks.push("没有计入合计。");
    }
    if (factor > 1) share.remarks.push(`按 ${factor} 人算。`);
    return share;
  }

  /**
   * @param {Share} share
   * @param {{ month: string, response: any }[]} monthly
   * @param {number} factor
   */
  byMonth(share, monthly, factor) {
    /** @type {Map<string, string[]>} */
    const left = new Map();
    for (const { month, response } of monthly) {
      /** @type {Result | undefined} */
      const result = response.results?.find(
        (/** @type {Result} */ one) => one.benefit === share.about.id,
      );
      if (result?.amount && isGranted(result.verdict)) {
        share.column.set(month, toCents(result.amount, factor));
        continue;
      }
      const why = response.error?.message ?? (result ? verdictWords(result) : "");
      left.set(why, [...(left.get(why) ?? []), month]);
    }
    for (const [why, list] of left) {
      const span = list.length > 1 ? `${chineseDate(list[0])}至${chineseDate(list[list.length - 1])}中` : "";
      share.remarks.push(`${span || chineseDate(list[0])}${span ? ` ${list.length} 个月` : ""}没有计入：${why}。`);
    }
  }

  heads() {
    return whole(this.period()[2].value) || 1;
  }

  /** @param {Request} request */
  show({ as_of }) {
    const { shares } = this;
    const rows = months.rowsOf(shares.map(({ column }) => column));
    const once = shares.flatMap((share) => (share.once ? [share.once] : []));
    const sum = months.sumOf([...rows.map((row) => row.sum), ...once]);
    const counted = rows.length > 0 || once.length > 0;
    const left = shares.filter(({ column, once: single }) => !column.size && !single).length;
    const missing = [...new Set(shares.flatMap(({ result }) => [
      ...result.missing_for.amount,
      ...result.missing_for.duration,
      ...result.missing_for.total,
      ...result.missing_for.verdict,
    ]))];
    this.form.askStandards(missing);
    const first = missing.find((id) => this.form.question(id));
    const open = shares.filter(({ result }) => result.verdict === "needs_info" && isGranted(result.verdict));
    this.place.dataset.verdict = open.length ? "needs_info" : "eligible";
    this.place.querySelector(".mc-verdict")?.replaceChildren(
      draw("p", "mc-verdict-word", `${shares.length} 项合计`),
      draw("p", "mc-verdict-amount", ...(counted ? centsFigure(sum) : ["还缺信息，算不出来"])),
      ...(counted && left ? [draw("p", "", `有 ${left} 项没有计入，原因见各项。`)] : []),
      ...(first ? [draw("p", "", "还缺：", questionLink(first))] : []),
      draw("p", "mc-quiet", `按 ${chineseDate(as_of)} 计算${open.length ? `，其中 ${open.length} 项能不能领还没有判断` : ""}`),
    );
    const unfolded = new Set(
      [...this.place.querySelectorAll(".mc-share:has(.mc-steps-part[open])")].map((one) => one.id),
    );
    this.place.querySelector(".mc-result-more")?.replaceChildren(...shares.map((one) => this.drawShare(one)));
    for (const id of unfolded) {
      const details = document.getElementById(id)?.querySelector(".mc-steps-part");
      if (details instanceof HTMLDetailsElement) details.open = true;
    }
    this.drawTable();
    clearTimeout(this.hush);
    this.hush = setTimeout(() => {
      const status = this.place.querySelector("[data-result]");
      const words = counted ? `合计 ${plainFigure(sum)} 元` : "还缺信息，算不出合计";
      if (status && status.textContent !== words) status.textContent = words;
    }, HUSH);
  }

  /** @param {Share} share */
  drawShare({ result, about, remarks }) {
    const { amount, duration, total, verdict } = result;
    const granted = isGranted(verdict);
    const page = new URL(about.path, SITE);
    page.hash = states.writeState({ ...states.readState(location.hash), settings: new Map() });
    const part = draw(
      "section",
      "mc-share mc-result-part",
      draw("h3", "", link(page.href, `${about.title}（${about.region}）`)),
      draw("p", `mc-verdict-word mc-verdict-word--${verdict}`, draw("span", "mc-verdict-icon"), verdictWords(result)),
      granted && draw("p", "", ...(amount ? figure(amount) : [noAmountWords(result)])),
      granted && duration && draw("p", "", `期限：${durationWords(duration)}`, cite(duration.cite)),
      granted && total && draw("p", "", "照文件规定的期限，总额：", ...figure(total)),
      ...(granted ? limitWords(result.steps).map((words) => draw("p", "mc-quiet", words)) : []),
      ...remarks.map((words) => draw("p", "mc-quiet", words)),
      granted && steps(result),
    );
    part.id = `share-${about.id}`;
    return part;
  }

  /** The table of stretches with its sums, and the picture of it. */
  drawTable() {
    const { shares } = this;
    const monthly = shares.filter(({ column }) => column.size);
    const rows = months.rowsOf(monthly.map(({ column }) => column));
    const once = shares.filter((share) => share.once);
    if (!rows.length && !once.length) {
      this.table.replaceChildren();
      return;
    }
    const titles = monthly.map(({ about }) => `${about.title}（${about.region}）`);
    const table = drawAmounts(rows, titles, once);
    const width = Math.min(WIDEST, this.table.clientWidth || WIDEST);
    const chart = monthChart(rows, titles, width);
    this.table.replaceChildren(
      draw("h2", "", "合计"),
      ...(chart ? [chart] : []),
      draw("div", "mc-table-scroll", table),
    );
    offerDownloads(table, "补贴测算");
  }

  showChosen() {
    const chips = this.boxes
      .filter(({ checked }) => checked)
      .map((box) => {
        const button = draw("button", "mc-button mc-press", `${box.dataset.title} ✕`);
        button.setAttribute("type", "button");
        button.setAttribute("aria-label", `不算${box.dataset.title}`);
        button.addEventListener("click", () => {
          box.checked = false;
          this.changed = true;
          this.update();
          this.section.querySelector("summary")?.focus();
        });
        return draw("li", "", button);
      });
    this.section.querySelector(".mc-chosen")?.replaceChildren(...chips);
  }

  tellChanges() {
    const standards = /** @type {Iterable<HTMLElement>} */ (
      document.querySelectorAll("[data-standard]")
    );
    const found = states.changesSince(this.state, this.version, this.link, standards);
    this.link = { renamed: [], unplaced: [] };
    this.state.version = "";
    if (!found.length) return;
    this.place
      .querySelector(".mc-result-notes")
      ?.replaceChildren(...found.map((words) => draw("p", "", words)));
  }

  /**
   * @param {string} words
   * @param {...Node} more
   */
  say(words, ...more) {
    delete this.place.dataset.verdict;
    this.place
      .querySelector(".mc-verdict")
      ?.replaceChildren(draw("p", "mc-message", words), ...more);
    this.place.querySelector(".mc-result-more")?.replaceChildren();
    const status = this.place.querySelector("[data-result]");
    if (status) status.textContent = words;
  }

  /** @param {HTMLElement} button */
  async notice(button) {
    if (!this.shares.length) return;
    const used = new Set(this.shares.flatMap(({ about }) => [...about.questions, ...about.standards]));
    await pressForNotice(button, this.shares.map(({ result }) => result), {
      asOf: asOfDate(),
      answers: this.form.said().filter(({ id }) => used.has(id)),
      readings: this.state.readings,
      version: this.version,
      link: location.href,
      title: `${this.shares.length} 项补贴测算`,
    });
  }
}

/**
 * Puts some questions into a part of the form in order; those that were there and are not wanted
 * go back. A question that is being answered stays where it is.
 * @param {Form} form
 * @param {HTMLElement} part
 * @param {string[]} ids
 * @param {HTMLElement} others
 */
function place(form, part, ids, others) {
  const wanted = ids.flatMap((id) => form.question(id) ?? []);
  const held = [...part.children];
  if (held.length === wanted.length && held.every((one, index) => one === wanted[index])) return;
  for (const one of held) if (!wanted.includes(/** @type {any} */ (one))) others.append(one);
  part.append(...wanted);
}

/**
 * @param {string} typed
 * @returns {number} 0 when it is no whole number
 */
function whole(typed) {
  const number = readNumber(typed);
  return number !== null && /^\d+$/.test(number) ? Number(number) : 0;
}

/** @param {HTMLInputElement} input of the period */
function showPeriodError(input) {
  const place = document.getElementById(`error-${input.id.replace("mc-", "")}`);
  if (!place) return;
  const typed = input.value.trim();
  let words = "";
  if (typed && input.id === "mc-start") {
    if (!readMoment(typed, "month")) words = `“${typed}”不是存在的月份，请写成 2020-6 的样子。`;
  } else if (typed) {
    const number = whole(typed);
    if (!number) words = `“${typed}”看不懂，请写成整数。`;
    else if (input.id === "mc-months" && number > MOST_MONTHS) words = `最多算 ${MOST_MONTHS} 个月。`;
  }
  place.textContent = words;
  place.hidden = !words;
  input.setAttribute("aria-invalid", String(Boolean(words)));
}

/**
 * @param {{ low?: string | null, high?: string | null }} amount
 * @param {number} factor
 * @returns {Cents}
 */
function toCents({ low, high }, factor) {
  const known = { low: months.cents(low ?? "0"), high: high ? months.cents(high) : null };
  return months.times(known, factor);
}

/**
 * @param {Cents} amount
 * @returns {string} without its unit
 */
function plainFigure({ low, high }) {
  const number = (/** @type {number} */ n) => grouped(months.yuan(n));
  if (high === low) return number(low);
  return high === null ? `${number(low)} 以上` : `${number(low)} 至 ${number(high)}`;
}

/**
 * @param {Cents} amount
 * @returns {(Node | string)[]}
 */
function centsFigure({ low, high }) {
  const text = (/** @type {number} */ n) => months.yuan(n);
  return figure({ low: text(low), high: high === null ? null : text(high), unit: "CNY" });
}

/**
 * @param {import("../calculator/months.js").Row[]} rows
 * @param {string[]} titles
 * @param {Share[]} once
 * @returns {HTMLTableElement}
 */
function drawAmounts(rows, titles, once) {
  const head = (/** @type {string} */ words, figures = true) => {
    const cell = draw("th", figures ? "mc-number" : "", words);
    cell.setAttribute("scope", "col");
    return cell;
  };
  const first = (/** @type {string} */ words) => {
    const cell = draw("th", "", words);
    cell.setAttribute("scope", "row");
    return cell;
  };
  const number = (/** @type {Cents | null} */ amount, label = "") => {
    const cell = draw("td", "mc-number mc-figure", amount ? plainFigure(amount) : "");
    if (label) cell.dataset.label = label;
    return cell;
  };
  const several = titles.length > 1;
  const columns = [...titles, ...(several ? ["每月合计"] : []), "这一段合计"];
  const body = rows.map((row) => {
    const span = row.from === row.to ? chineseDate(row.from) : `${chineseDate(row.from)}至${chineseDate(row.to)}`;
    const count = draw("td", "mc-number mc-figure", String(row.months));
    count.dataset.label = "月数";
    const cells = [...row.cells, ...(several ? [row.each] : []), row.sum];
    return draw("tr", "", first(span), count, ...cells.map((cell, i) => number(cell, columns[i])));
  });
  const blank = Array.from({ length: columns.length }, () => draw("td", ""));
  const single = once.map(({ about, once: amount }) =>
    draw(
      "tr",
      "",
      first(`${about.title}（${about.region}），不按月`),
      ...blank.map((cell) => cell.cloneNode()),
      number(amount, "合计"),
    ),
  );
  const sum = months.sumOf([...rows.map((row) => row.sum), ...once.flatMap((one) => one.once ?? [])]);
  const table = draw(
    "table",
    "mc-table mc-table--stack mc-amounts-sums",
    draw("thead", "", draw("tr", "", head("月份", false), head("月数"), ...columns.map((one) => head(one)))),
    draw("tbody", "", ...body, ...single),
    draw("tfoot", "", draw("tr", "", first("总计（元）"), ...blank, number(sum))),
  );
  return /** @type {HTMLTableElement} */ (table);
}

whenParsed(() => {
  const section = document.querySelector(".mc-amounts .mc-calculator");
  if (section instanceof HTMLElement) new Amounts(section).restore();
});
