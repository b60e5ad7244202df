import { asOfDate } from "../as-of.js";
import { copy } from "../clipboard.js";
import { chineseDate, today } from "../dates.js";
import { draw } from "../draw.js";
import { SITE } from "../site.js";
import { Form, showError, whileTyping } from "./form.js";
import { Pause } from "./pause.js";
import { changesSince, emptyState, isState, keepState, readState, takeOverRenamed } from "./state.js";
import { RESERVATION, toCalendar, toText } from "./timeline-export.js";
import { showSide } from "./timeline-side.js";
import { questionLink, Steps } from "./timeline-steps.js";
import { dueWords, leftWords, mustAct } from "./timeline-words.js";

/** @typedef {import("./calendar.js").WorkingDays} WorkingDays */
/** @typedef {import("./runtime.js").Runtime} Runtime */
/** @typedef {import("./timeline-types.js").TimelineAnswer} TimelineAnswer */
/** @typedef {import("./timeline-types.js").TimelineStep} TimelineStep */

/** After this the reader is told that something is being loaded. */
const NOTICE = 400;

/**
 * The calculator of one procedure: its questions, the days of its steps, a picture and calendars.
 */
export class TimelineCalculator {
  /**
   * @param {HTMLElement} root of the procedure, as templates/timeline.html has it
   * @param {Runtime} runtime that holds its rules
   * @param {[string, string][]} settings what the page keeps in the address besides the answers
   */
  constructor(root, runtime, settings = []) {
    this.root = root;
    this.runtime = runtime;
    this.settings = settings;
    this.timeline = root.dataset.timeline ?? "";
    this.form = new Form(/** @type {HTMLFormElement} */ (root.querySelector(".mc-line-form")));
    this.answer = place(root, ".mc-line-answer");
    this.side = place(root, ".mc-line-side");
    this.live = draw("p", "mc-visually-hidden");
    this.live.setAttribute("role", "status");
    this.answer.before(this.live);
    this.steps = new Steps(root);
    this.asked = 0;
    /** The request whose result is shown or under way; empty after a failure. */
    this.current = "";
    /** The fragment as it was last read or written here. */
    this.kept = "";
    this.pause = new Pause(() => this.update());
    /** The state the page was opened with. */
    this.opened = emptyState();
    /** @type {{ renamed: string[], unplaced: string[] }} */
    this.misfits = { renamed: [], unplaced: [] };
    this.version = "";
    /** @type {WorkingDays | null} */
    this.days = null;
    this.stop = new AbortController();
    this.#listen();
  }

  /** Shows the calculator, with the answers in the address. */
  start() {
    for (const part of [this.form.element, this.answer, this.side]) part.hidden = false;
    for (const part of this.root.querySelectorAll(".mc-choose, .mc-try")) {
      if (part instanceof HTMLElement) part.hidden = false;
    }
    this.#offerToday();
    this.restore();
  }

  /** Ends listening, when another procedure takes its place. */
  end() {
    this.stop.abort();
    this.pause.stop();
    this.asked += 1;
  }

  #listen() {
    const { signal } = this.stop;
    const { element } = this.form;
    whileTyping(element, (event) => this.pause.start(event), { signal });
    element.addEventListener(
      "reset",
      () => {
        this.misfits = { renamed: [], unplaced: [] };
        // The event comes before the inputs are emptied.
        setTimeout(() => {
          this.form.questions.forEach(showError);
          this.update();
        });
      },
      { signal },
    );
    this.root.addEventListener(
      "change",
      ({ target }) => {
        if (target instanceof HTMLInputElement && target.closest(".mc-choose")) this.update();
      },
      { signal },
    );
    this.root.addEventListener(
      "click",
      ({ target }) => {
        const button = target instanceof Element ? target.closest(".mc-try") : null;
        if (button instanceof HTMLElement) this.#tryExample(button);
      },
      { signal },
    );
    document.addEventListener(
      "mc:as-of",
      () => {
        this.#nameToday();
        this.restore();
      },
      { signal },
    );
    addEventListener("hashchange", () => this.restore(), { signal });
  }

  /** Beside each date a button that writes the day of the page's header into it. */
  #offerToday() {
    for (const question of this.form.questions) {
      const entry = question.querySelector(".mc-entry");
      const { type, fact = "" } = question.dataset;
      if (type !== "date" || !entry || fact.endsWith("birth_date")) continue;
      const button = draw("button", "mc-button mc-bordered mc-today");
      button.setAttribute("type", "button");
      button.addEventListener("click", () => {
        const input = entry.querySelector("input");
        if (!input) return;
        input.value = asOfDate();
        showError(question);
        this.update();
      });
      entry.append(button);
    }
    this.#nameToday();
  }

  #nameToday() {
    const day = asOfDate();
    for (const button of this.root.querySelectorAll(".mc-today")) {
      button.textContent = day === today() ? "今天" : chineseDate(day).replace(/^\d+年/, "");
      const label = button.closest("fieldset")?.dataset.label ?? "";
      button.setAttribute("aria-label", `${label}：填 ${chineseDate(day)}`);
    }
  }

  /** @param {HTMLElement} button of an example */
  #tryExample({ dataset }) {
    const address = new URL(location.href);
    const { asOf = "", answers = "" } = dataset;
    if (asOf === today()) address.searchParams.delete("as_of");
    else address.searchParams.set("as_of", asOf);
    const own = this.settings.map(([name, value]) => `&-${name}=${value}`).join("");
    address.hash = answers + own;
    history.pushState(null, "", address);
    // The header follows the address after steps through history; so does this page.
    dispatchEvent(new PopStateEvent("popstate"));
    this.root.scrollIntoView({ block: "start" });
    this.form.element.querySelector("input")?.focus({ preventScroll: true });
  }

  /** Takes the answers from the address, if it has come to hold others. */
  restore() {
    const hash = location.hash.slice(1);
    const state = readState(hash);
    // The address has come to name something else, or nothing: the page is about to follow it.
    const anchor = hash !== "" && !isState(hash);
    if (!anchor && this.settings.some(([name, value]) => state.settings.get(name) !== value)) return;
    if (isState(hash) && hash !== this.kept) {
      this.kept = hash;
      this.opened = state;
      this.form.element.reset();
      const renamed = takeOverRenamed(state.answers, this.form.questions);
      const unplaced = this.form.fill(state.answers);
      const known = new Set(this.settings.map(([name]) => name));
      for (const [name, value] of state.settings) {
        if (!known.has(name)) unplaced.push(`-${name}=${value}`);
      }
      this.#chooseReadings(state.readings, unplaced);
      this.misfits = { renamed, unplaced };
      this.form.questions.forEach(showError);
    }
    this.update();
  }

  /**
   * @param {Record<string, string>} readings
   * @param {string[]} unplaced what the page has no place for, added to
   */
  #chooseReadings(readings, unplaced) {
    const left = new Map(Object.entries(readings));
    for (const block of this.#disputes()) {
      const { interpretation = "", default: usual = "" } = block.dataset;
      const inputs = [...block.querySelectorAll("input")];
      // A question may be named as a whole, or by one of its parts.
      const name = left.has(interpretation) ? interpretation : interpretation.split(".")[0];
      const wanted = inputs.find(({ value }) => value === left.get(name));
      if (wanted) left.delete(name);
      for (const input of inputs) {
        input.checked = wanted ? input === wanted : input.value === usual;
      }
    }
    for (const [name, reading] of left) unplaced.push(`-read.${name}=${reading}`);
  }

  /** @returns {HTMLElement[]} disputed clauses of which a reading can be chosen */
  #disputes() {
    return [...this.root.querySelectorAll(".mc-reading")].filter((one) => one instanceof HTMLElement);
  }

  /** @returns {Record<string, string>} the readings chosen that are not the usual ones */
  #readings() {
    /** @type {Record<string, string>} */
    const chosen = {};
    for (const block of this.#disputes()) {
      const { interpretation = "", default: usual } = block.dataset;
      const input = block.querySelector("input:checked");
      if (input instanceof HTMLInputElement && input.value !== usual) chosen[interpretation] = input.value;
    }
    return chosen;
  }

  #keep() {
    const state = {
      answers: this.form.write(),
      readings: this.#readings(),
      settings: new Map(this.settings),
      version: this.version || this.opened.version,
      saved: "",
    };
    this.kept = keepState(state);
  }

  /** Keeps the answers in the address and shows the days for them. */
  async update() {
    this.pause.stop();
    this.#keep();
    const asOf = asOfDate();
    const { facts } = this.form.read();
    const readings = this.#readings();
    const request = JSON.stringify({ timeline: this.timeline, as_of: asOf, facts, readings });
    if (request === this.current) return;
    this.current = request;
    const turn = ++this.asked;
    const notice = setTimeout(() => this.#wait(turn), NOTICE);
    try {
      const answer = JSON.parse(await this.runtime.ask("timeline", request));
      if (turn !== this.asked) return;
      if (answer.error) {
        this.#say(`${answer.error.message}。`);
        return;
      }
      this.days ??= await this.#workingDays();
      if (turn !== this.asked) return;
      this.version = answer.data_version;
      this.#show(answer, asOf, facts, readings);
      this.#keep();
    } catch (error) {
      if (turn === this.asked) this.#fail(error);
    } finally {
      clearTimeout(notice);
    }
  }

  /** The arrangement of working days, which the rules hold; without it there are no calendars. */
  async #workingDays() {
    const [path] = (this.root.dataset.rules ?? "").split(" ");
    try {
      // The engine has just loaded this file.
      const response = await fetch(new URL(path, SITE), { cache: "force-cache" });
      return (await response.json()).working_days;
    } catch {
      return null;
    }
  }

  /** @param {number} turn */
  #wait(turn) {
    if (turn === this.asked && !this.root.dataset.shown) this.#say("正在装载计算程序……");
  }

  /** @param {string} words */
  #say(words) {
    delete this.root.dataset.shown;
    this.answer.replaceChildren(draw("p", "mc-message", words));
    this.live.textContent = words;
  }

  /** @param {unknown} error */
  #fail(error) {
    this.current = "";
    const reason = error instanceof Error ? error.message : String(error);
    this.#say("计算程序没有装载成功，暂时算不了。您填的内容都还在；下面各步的期限照样可以看。");
    const again = button("再试一次", () => {
      this.#say("正在装载计算程序……");
      this.update();
    });
    this.answer.append(draw("p", "", again), draw("p", "mc-quiet", `原因：${reason}`));
  }

  /**
   * @param {TimelineAnswer} answer
   * @param {string} asOf
   * @param {import("./types.js").Facts} facts
   * @param {Record<string, string>} readings
   */
  #show(answer, asOf, facts, readings) {
    this.root.dataset.shown = "";
    this.steps.show(answer, { asOf, days: this.days, readings });
    const dated = answer.steps.some(({ due }) => due);
    this.root.toggleAttribute("data-dated", dated);
    const headline = this.#headline(answer, asOf);
    const changes = changesSince(this.opened, answer.data_version, this.misfits, []);
    this.answer.replaceChildren(
      headline,
      ...answer.warnings.filter(({ step, cite }) => !step && !cite).map(({ text }) => draw("p", "mc-day-off", `${text}。`)),
      this.#actions(answer, asOf, facts),
      this.#given(asOf),
      ...changes.map((words) => draw("p", "mc-quiet", words)),
      draw("p", "mc-colophon"),
    );
    const spoken = headline.textContent ?? "";
    if (this.live.textContent !== spoken) this.live.textContent = spoken;
    showSide(this.side, answer.steps, asOf, this.days);
  }

  /**
   * The next day that matters.
   * @param {TimelineAnswer} answer
   * @param {string} asOf
   */
  #headline({ steps }, asOf) {
    const certain = steps.filter(({ due, applies }) => due && applies);
    const ahead = certain.filter((step) => (step.due ?? "") >= asOf);
    const earliest = (/** @type {TimelineStep[]} */ list) =>
      list.reduce((/** @type {TimelineStep | null} */ best, step) => (best && (best.due ?? "") <= (step.due ?? "") ? best : step), null);
    const next = earliest(ahead.filter(mustAct)) ?? earliest(ahead);
    const lacking = [...new Set(steps.flatMap(({ missing }) => missing))];
    const hint = lacking.length ? draw("p", "", ...this.#asking(lacking, certain.length)) : null;
    const basis = draw("p", "mc-quiet", `按 ${chineseDate(asOf)} 计算`);
    if (next) {
      const left = leftWords(next, asOf, this.days);
      return draw(
        "div",
        "mc-next",
        draw("p", "mc-next-label", `${mustAct(next) ? "下一个期限" : "接下来"}：${next.label}`, draw("span", "mc-step-actor", ` ${next.actor}`)),
        draw("p", "mc-next-day", dueWords(next)),
        draw("p", "", draw("span", `mc-left mc-left--${left.state}`, left.words)),
        hint,
        basis,
      );
    }
    let words = "文件没有写能推出日子的期限";
    if (certain.length) words = "推得出的日子都已经过了";
    else if (steps.some(({ status }) => status === "holidays_unpublished")) {
      words = "要数到节假日安排还没有公布的年份，推不出";
    } else if (lacking.length) words = "填上日期，就推出各步的最后一天";
    else if (steps.some(({ applies }) => !applies)) words = "还不知道哪一步用得上，见下面各步";
    return draw("div", "mc-next", draw("p", "mc-next-label", words), hint, basis);
  }

  /**
   * @param {string[]} lacking
   * @param {number} found
   * @returns {(Node | string)[]}
   */
  #asking(lacking, found) {
    const links = lacking.flatMap((id, index) => [index ? "、" : "", questionLink(this.root, id)]);
    return [found ? "再填这些，还能推出别的步骤：" : "要填：", ...links];
  }

  /**
   * What was answered, for paper.
   * @param {string} asOf
   */
  #given(asOf) {
    const words = this.form.said().map(({ label, answer }) => `${label}：${answer}`);
    return draw("p", "mc-given", [...words, `按 ${chineseDate(asOf)} 计算`, RESERVATION].join("；"));
  }

  /**
   * @param {TimelineAnswer} answer
   * @param {string} asOf
   * @param {import("./types.js").Facts} facts
   */
  #actions(answer, asOf, facts) {
    const dated = answer.steps.filter(({ due }) => due).length;
    const outcome = () => this.#outcome(answer, asOf, facts);
    const said = draw("span", "mc-quiet");
    said.setAttribute("role", "status");
    const copying = button("复制文字", async () => {
      said.textContent = (await copy(toText(outcome()))) ? "已复制。" : "没能复制，请手动选取。";
      copying.focus({ preventScroll: true });
    });
    const saving = button("存到日历", () => {
      download(`${this.root.dataset.title ?? "时限"}.ics`, toCalendar(outcome(), new Date()));
      const rest = answer.steps.length - dated;
      said.textContent = `已存成日历文件，${dated} 个日子${rest ? `；没有日期的 ${rest} 步没有放进去` : ""}。`;
    });
    const printing = button("打印", () => print());
    return draw("p", "mc-line-actions", dated > 0 && saving, dated > 0 && copying, printing, said);
  }

  /**
   * @param {TimelineAnswer} answer
   * @param {string} asOf
   * @param {import("./types.js").Facts} facts
   * @returns {import("./timeline-export.js").Outcome}
   */
  #outcome(answer, asOf, facts) {
    const readings = this.#readings();
    return {
      timeline: this.timeline,
      title: this.root.dataset.title ?? "",
      asOf,
      facts,
      given: this.form.said(),
      steps: answer.steps.map((step) => ({
        step,
        source: this.steps.item(step.id, readings)?.querySelector(".mc-cite a")?.textContent ?? "",
        others: otherDays(answer, step),
      })),
      address: location.href,
    };
  }
}

/**
 * What other readings give for a step, in words.
 * @param {TimelineAnswer} answer
 * @param {TimelineStep} step
 */
function otherDays({ interpretations }, step) {
  return interpretations.flatMap(({ id, others }) => {
    const block = document.getElementById(`reading-${id}`);
    if (!block) return [];
    return Object.entries(others).flatMap(([name, { steps = [] }]) => {
      const other = steps.find((one) => one.id === step.id);
      const text = block.querySelector(`[data-reading="${name}"] .mc-reading-text`)?.firstChild?.textContent;
      return other ? [`换一种理解（${text?.trim() ?? name}）：${dueWords(other)}`] : [];
    });
  });
}

/**
 * @param {HTMLElement} root
 * @param {string} selector
 */
function place(root, selector) {
  return /** @type {HTMLElement} */ (root.querySelector(selector));
}

/**
 * @param {string} words
 * @param {() => void} onPress
 */
function button(words, onPress) {
  const element = draw("button", "mc-button mc-bordered", words);
  element.setAttribute("type", "button");
  element.addEventListener("click", onPress);
  return element;
}

/**
 * @param {string} name
 * @param {string} text
 */
function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/calendar;charset=utf-8" }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
