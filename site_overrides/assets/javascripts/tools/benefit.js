import { asOfDate } from "../as-of.js";
import { draw } from "../draw.js";
import { Form, settleSet, showError } from "../calculator/form.js";
import { showResult } from "../calculator/result.js";
import { runtimeFor } from "../calculator/runtime.js";

/** Results follow typing after this pause. */
const PAUSE = 120;
/** After this the reader is told that something is being loaded. */
const NOTICE = 400;

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
    /** The answers that the address held when it was last read or written here. */
    this.kept = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.pause = undefined;
    /** @type {string[]} */
    this.refused = [];
    const { element } = form;
    element.addEventListener("submit", (event) => event.preventDefault());
    element.addEventListener("input", () => this.later());
    element.addEventListener("change", ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      settleSet(target);
      const question = target.closest("fieldset");
      if (question) showError(question);
      this.later();
    });
    element.addEventListener("reset", () => {
      this.refused = [];
      // The event comes before the inputs are emptied.
      setTimeout(() => {
        form.questions.forEach(showError);
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
    if (hash.includes("=") && hash !== this.kept) {
      this.kept = hash;
      this.form.element.reset();
      this.refused = this.form.fill(new URLSearchParams(hash));
      this.form.questions.forEach(showError);
    }
    this.update();
  }

  later() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.update(), PAUSE);
  }

  /** Keeps the answers in the address and shows the result for them. */
  async update() {
    clearTimeout(this.pause);
    const state = this.form.write().toString();
    const plainAnchor = location.hash.length > 1 && !location.hash.includes("=");
    if (state || !plainAnchor) {
      const address = new URL(location.href);
      address.hash = state;
      if (address.href !== location.href) history.replaceState(history.state, "", address);
      this.kept = location.hash.slice(1);
    }
    const asOf = asOfDate();
    const answers = this.form.read();
    const request = JSON.stringify({ as_of: asOf, benefits: [this.benefit], ...answers });
    if (request === this.current) return;
    this.current = request;
    const turn = ++this.asked;
    const notice = setTimeout(() => this.wait(turn), NOTICE);
    try {
      const response = JSON.parse(await this.runtime.ask("evaluate", request));
      if (turn !== this.asked) return;
      if (response.error) {
        this.say(`${response.error.message}。`);
        return;
      }
      const [result] = response.results;
      const next = this.form.next(result.missing_for.verdict);
      this.form.unfold(next);
      showResult(this.place, result, asOf, next);
      this.form.askStandards([...result.missing, ...result.missing_for.amount]);
      this.nameRefused();
    } catch (error) {
      if (turn === this.asked) this.fail(error);
    } finally {
      clearTimeout(notice);
    }
  }

  /** @param {number} turn */
  wait(turn) {
    if (turn === this.asked && !this.place.dataset.verdict) this.say("正在装载计算程序……");
  }

  /** @param {string} words */
  say(words) {
    delete this.place.dataset.verdict;
    this.place.replaceChildren(draw("p", "mc-message", words));
  }

  /** Parts of the address that this page has no question for are named, not dropped. */
  nameRefused() {
    if (!this.refused.length) return;
    const words = `网址里有这些内容本页认不出，没有用：${this.refused.join("、")}`;
    this.place.append(draw("p", "mc-quiet", words));
  }

  /** @param {unknown} error */
  fail(error) {
    this.current = "";
    const reason = error instanceof Error ? error.message : String(error);
    this.say("计算程序没有装载成功，暂时算不了。您填的内容都还在；下面的条件和金额照样可以看。");
    const again = draw("button", "mc-button", "再试一次");
    again.setAttribute("type", "button");
    again.addEventListener("click", () => {
      this.say("正在装载计算程序……");
      this.update();
    });
    this.place.append(draw("p", "", again), draw("p", "mc-quiet", `原因：${reason}`));
  }
}

const page = document.querySelector(".mc-benefit");
const section = page?.querySelector(".mc-calculator");
if (page instanceof HTMLElement && section instanceof HTMLElement) {
  const runtime = runtimeFor(section);
  const go = () => start(section, page.dataset.benefit ?? "", runtime);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", go);
  else go();
}
