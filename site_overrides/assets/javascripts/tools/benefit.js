import { asOfDate, setAsOf } from "../as-of.js";
import { copyPressed } from "../clipboard.js";
import { draw } from "../draw.js";
import { caseText } from "../calculator/case-text.js";
import { whenParsed } from "../parsed.js";
import { drawFailure } from "../calculator/failure.js";
import { Form, showError, whileTyping } from "../calculator/form.js";
import { pressForNotice } from "../calculator/notice-button.js";
import { Pause } from "../calculator/pause.js";
import { showCard, showMore, spoken } from "../calculator/result.js";
import { runtimeFor } from "../calculator/runtime.js";
import * as states from "../calculator/state.js";

/**
 * @typedef {import("../calculator/types.js").Change} Change
 * @typedef {import("../calculator/types.js").Held} Held
 * @typedef {import("../calculator/types.js").Result} Result
 * @typedef {import("../calculator/case-text.js").Request} Request
 */

/** After this the reader is told that something is being loaded. */
const NOTICE = 400;
/** What is heard follows when answering rests. */
const HUSH = 900;

/**
 * Starts the calculator of a benefit page.
 * @param {HTMLElement} section
 * @param {string} benefit
 * @param {import("../calculator/runtime.js").Runtime} runtime
 */
function start(section, benefit, runtime) {
  const form = section.querySelector("form");
  const place = section.querySelector(".mc-result");
  if (!(form instanceof HTMLFormElement) || !(place instanceof HTMLElement)) return;
  form.hidden = false;
  place.hidden = false;
  new Calculator(benefit, new Form(form), place, runtime).restore();
}

class Calculator {
  /**
   * @param {string} benefit
   * @param {Form} form
   * @param {HTMLElement} place
   * @param {import("../calculator/runtime.js").Runtime} runtime
   */
  constructor(benefit, form, place, runtime) {
    this.benefit = benefit;
    this.form = form;
    this.place = place;
    this.runtime = runtime;
    this.asked = 0;
    /** The request whose result is shown or under way; empty after a failure. */
    this.current = "";
    /** The fragment that was last read or written here. */
    this.kept = "";
    /** Whether the reader has changed anything since the address was read. */
    this.changed = false;
    this.restoring = false;
    this.state = states.emptyState();
    /** Of the data in use; known with the first result. */
    this.version = "";
    /** What the link held that needs saying, until it has been said. */
    this.link = { renamed: /** @type {string[]} */ ([]), unplaced: /** @type {string[]} */ ([]) };
    /** What is shown, and the case it is the result of. @type {{ result: Result, asked: Request } | null} */
    this.answered = null;
    /** Ends when what has been asked is shown. @type {Promise<unknown>} */
    this.answering = Promise.resolve();
    this.pause = new Pause(() => this.update());
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.hush = undefined;
    this.#listen();
    this.#startTools();
  }

  #listen() {
    const { element } = this.form;
    whileTyping(element, (event) => this.later(event));
    element.addEventListener("reset", () => {
      // The event comes before the inputs are emptied; one that restore() causes is over by then.
      if (this.restoring) return;
      this.state = states.emptyState();
      this.note();
      setTimeout(() => {
        this.form.questions.forEach(showError);
        this.changed = true;
        this.current = "";
        this.update();
      });
    });
    // Following a link to other answers also tells of the date, and tells it first.
    document.addEventListener("mc:as-of", () => this.restore());
    addEventListener("hashchange", () => this.restore());
  }

  /** Takes the answers from the address, if it has come to hold others. */
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
      for (const [id, reading] of Object.entries(this.state.readings)) {
        if (!knowsReading(id, reading)) unplaced.push(`-read.${id}=${reading}`);
      }
      this.link = { renamed, unplaced };
      this.form.questions.forEach(showError);
      this.note();
    }
    this.update();
  }

  /** @param {Event} event something typed or chosen */
  later(event) {
    this.changed = true;
    this.place.querySelector(".mc-applied")?.remove();
    this.pause.start(event);
  }

  /** Keeps the answers in the address. What has not been touched stays as the link had it. */
  remember() {
    if (!this.changed) {
      this.kept = states.keepFragment(this.kept);
      return;
    }
    const answers = this.form.write();
    for (const [key, value] of this.state.answers) {
      if (!this.form.question(key)) answers.set(key, value);
    }
    this.kept = states.keepState({ ...this.state, answers, version: this.version });
  }

  /** @returns {Request} */
  request() {
    const readings = Object.fromEntries(
      Object.entries(this.state.readings).filter(([id, reading]) => knowsReading(id, reading)),
    );
    return { as_of: asOfDate(), ...this.form.read(), readings };
  }

  /** Shows the result for what is in the form. */
  update() {
    this.answering = Promise.all([this.answering, this.#answer()]);
  }

  /**
   * @param {Request} asked
   * @param {"result" | "alternatives"} part
   */
  async #part(asked, part) {
    const request = { ...asked, benefits: [this.benefit], parts: [part] };
    return JSON.parse(await this.runtime.ask("evaluate", JSON.stringify(request)));
  }

  async #answer() {
    this.pause.stop();
    const asked = this.request();
    const request = JSON.stringify(asked);
    if (request === this.current) {
      this.remember();
      // An answer that cannot be read leaves the request as it was, and has to be named.
      if (this.answered && request === JSON.stringify(this.answered.asked)) {
        this.show(this.answered.result, asked);
        this.showRest(this.answered.result, asked);
      }
      return;
    }
    // The engine works while the address is written. The card does not wait for what would be
    // otherwise.
    const held = this.#part(asked, "result");
    const otherwise = this.#part(asked, "alternatives");
    otherwise.catch(() => {
      // Both fail alike; it is said once.
    });
    this.remember();
    this.current = request;
    this.place.setAttribute("aria-busy", "true");
    const turn = ++this.asked;
    const notice = setTimeout(() => this.wait(turn), NOTICE);
    try {
      const response = await held;
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
      const [result] = response.results;
      this.show(result, asked);
      const alternatives = await otherwise;
      if (turn !== this.asked) return;
      this.showRest({ ...result, ...alternatives.results[0] }, asked);
    } catch (error) {
      if (turn === this.asked) this.fail(error);
    } finally {
      clearTimeout(notice);
    }
  }

  /**
   * Shows the card, and asks for what it lacks.
   * @param {Held} result
   * @param {Request} asked
   */
  show(result, asked) {
    const around = this.#around(asked, result);
    this.form.unfold(around.next);
    this.form.askStandards([...result.missing, ...result.missing_for.amount]);
    showCard(this.place, result, around);
    clearTimeout(this.hush);
    this.hush = setTimeout(() => {
      const status = this.place.querySelector("[data-result]");
      const words = spoken(result);
      if (status && status.textContent !== words) status.textContent = words;
    }, HUSH);
  }

  /**
   * Shows the rest of a result whose card is shown.
   * @param {Result} result
   * @param {Request} asked
   */
  showRest(result, asked) {
    this.answered = { result, asked };
    showMore(this.place, result, this.#around(asked, result));
    this.showCase();
    this.place.removeAttribute("aria-busy");
  }

  /**
   * @param {Request} asked
   * @param {Held} result
   * @returns {import("../calculator/result.js").Shown}
   */
  #around(asked, result) {
    return {
      asOf: asked.as_of,
      next: this.form.next(result.missing_for.verdict),
      readings: asked.readings,
      unreadable: this.form.unreadable(),
      optionLabel: (fact, option) => this.form.optionLabel(fact, option),
      apply: (changes, option) => this.apply(changes, option),
      choose: (interpretation, reading) => this.choose(interpretation, reading),
    };
  }

  /**
   * Makes changes to the answers that the result proposes; Back takes them back.
   * @param {Change[]} changes
   * @param {string} [option] of the change that offers several
   */
  apply(changes, option) {
    history.pushState(null, "", location.href);
    let day = asOfDate();
    for (const change of changes) {
      const { fact, wait_until } = change;
      if (wait_until && wait_until > day) day = wait_until;
      const type = this.form.question(fact)?.dataset.type;
      // An age is reached by waiting; the day of birth stays.
      if (!(wait_until && type === "date")) this.form.set(fact, chosen(change, option));
    }
    this.changed = true;
    const undo = draw("button", "mc-button", "撤销");
    undo.setAttribute("type", "button");
    undo.addEventListener("click", () => history.back());
    const words = `已照“${changes.map(({ label }) => label).join("；")}”改了您填的内容。`;
    this.note(draw("p", "mc-applied", words, " ", undo));
    if (day === asOfDate()) {
      this.update();
    } else {
      this.form.moveAlong(day);
      setAsOf(day);
    }
    undo.focus({ preventScroll: true });
  }

  /**
   * @param {string} interpretation
   * @param {string} reading
   */
  choose(interpretation, reading) {
    this.changed = true;
    const usual = document.getElementById(`reading-${interpretation}`)?.dataset.default;
    if (reading === usual) delete this.state.readings[interpretation];
    else this.state.readings[interpretation] = reading;
    this.update();
  }

  /** What has changed since the link was made is said once its version can be compared. */
  tellChanges() {
    const standards = document.querySelectorAll("[data-standard]");
    const found = states.changesSince(
      this.state,
      this.version,
      this.link,
      /** @type {Iterable<HTMLElement>} */ (standards),
    );
    this.link = { renamed: [], unplaced: [] };
    // Later results of the same visit are of the data in use.
    this.state.version = "";
    if (found.length) this.note(...found.map((words) => draw("p", "", words)));
  }

  /** @param {...Node} notes shown above the result in place of earlier ones */
  note(...notes) {
    this.place.querySelector(".mc-result-notes")?.replaceChildren(...notes);
  }

  /** @param {number} turn */
  wait(turn) {
    if (turn === this.asked && !this.place.dataset.verdict) this.say("正在装载计算程序……");
  }

  /**
   * @param {string} words
   * @param {...Node} more
   */
  say(words, ...more) {
    this.answered = null;
    delete this.place.dataset.verdict;
    this.place.removeAttribute("aria-busy");
    this.place
      .querySelector(".mc-verdict")
      ?.replaceChildren(draw("p", "mc-message", words), ...more);
    this.place.querySelector(".mc-result-more")?.replaceChildren();
    this.showCase();
    const status = this.place.querySelector("[data-result]");
    if (status) status.textContent = words;
  }

  /** @param {unknown} error */
  fail(error) {
    this.current = "";
    const again = () => {
      this.say("正在装载计算程序……");
      this.update();
    };
    this.say(
      "计算程序没有装载成功，暂时算不了。您填的内容都还在；下面的条件和金额照样可以看。",
      ...drawFailure(error, again),
    );
  }

  /** The link, the sheet and the case: for what is shown. */
  #startTools() {
    const on = (/** @type {string} */ name, /** @type {(button: HTMLElement) => void} */ act) => {
      const button = this.place.querySelector(`[data-do="${name}"]`);
      if (!(button instanceof HTMLElement)) return;
      button.addEventListener("click", () => act(button));
    };
    on("copy-link", (button) => copyPressed(button, location.href));
    on("copy-case", (button) => copyPressed(button, this.caseOfNow()));
    on("notice", (button) => this.notice(button));
    this.place
      .querySelector("details.mc-case")
      ?.addEventListener("toggle", () => this.showCase());
    const monthly = this.place.querySelector("a[data-do=monthly]");
    for (const type of ["pointerdown", "focusin"]) {
      monthly?.addEventListener(type, () => {
        if (!(monthly instanceof HTMLAnchorElement)) return;
        const state = states.readState(location.hash);
        state.settings.set("benefits", this.benefit);
        monthly.hash = states.writeState(state);
      });
    }
  }

  /** @returns {string} the case for the rule's file; empty without a result */
  caseOfNow() {
    return this.answered ? caseText(this.answered.asked, this.answered.result) : "";
  }

  showCase() {
    const details = this.place.querySelector("details.mc-case");
    if (!(details instanceof HTMLDetailsElement) || !details.open) return;
    const area = details.querySelector("textarea");
    if (area) area.value = this.caseOfNow();
  }

  /** @param {HTMLElement} button */
  async notice(button) {
    await this.answering;
    if (!this.answered) return;
    const { result, asked } = this.answered;
    await pressForNotice(button, [result], {
      asOf: asked.as_of,
      answers: this.form.said(),
      readings: asked.readings,
      version: this.version,
      link: location.href,
    });
  }
}

/**
 * @param {Change} change
 * @param {string | undefined} option
 */
function chosen({ to, options = [] }, option) {
  if (option === undefined || !options.includes(option)) return to;
  return Array.isArray(to) ? to.map((one) => (one === options[0] ? option : one)) : option;
}

/**
 * @param {string} id
 * @param {string} reading
 */
function knowsReading(id, reading) {
  const home = document.getElementById(`reading-${id}`);
  return Boolean(home?.querySelector(`[data-reading="${CSS.escape(reading)}"]`));
}

/** The engine loads while the rest of the page still arrives, if its place is known by then. */
const early = document.querySelector(".mc-benefit .mc-calculator");
const runtime = early instanceof HTMLElement ? runtimeFor(early) : null;
whenParsed(() => {
  const page = document.querySelector(".mc-benefit");
  const section = page?.querySelector(".mc-calculator");
  if (!(page instanceof HTMLElement) || !(section instanceof HTMLElement)) return;
  start(section, page.dataset.benefit ?? "", runtime ?? runtimeFor(section));
});
