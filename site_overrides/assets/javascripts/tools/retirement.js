import { whenParsed } from "../parsed.js";
import { asOfDate } from "../as-of.js";
import { chineseDate } from "../dates.js";
import { draw } from "../draw.js";
import { LiveForm } from "../calculator/live-form.js";
import { currentLaw, extendedContribution, retirementParts } from "../calculator/retirement-result.js";
import { runtimeFor } from "../calculator/runtime.js";
import { SITE } from "../site.js";

/** After this the reader is told that something is being loaded. */
const NOTICE = 400;

class RetirementTool {
  /**
   * @param {HTMLElement} page
   * @param {HTMLElement} section
   * @param {HTMLFormElement} form
   * @param {HTMLElement} place
   */
  constructor(page, section, form, place) {
    this.page = page;
    this.section = section;
    this.place = place;
    this.runtime = runtimeFor(section);
    this.asked = 0;
    /** The request whose result is shown or under way; empty after a failure. */
    this.current = "";
    this.live = new LiveForm(form, () => this.update());
  }

  async update() {
    const { near = "", total = "", benefit = "" } = this.section.dataset;
    const as_of = asOfDate();
    const { facts } = this.live.form.read();
    const request = JSON.stringify({
      as_of,
      facts,
      months_before: near.trim().split(" ").map(Number),
      contribution_months: [Number(total)],
    });
    if (request === this.current) return;
    this.current = request;
    const turn = ++this.asked;
    const notice = setTimeout(() => this.#wait(turn), NOTICE);
    try {
      const evaluated = JSON.stringify({ as_of, benefits: [benefit], facts: known(facts) });
      const [answer, extended] = await Promise.all([
        this.runtime.ask("retirement", request),
        this.runtime.ask("evaluate", evaluated),
      ]);
      if (turn !== this.asked) return;
      this.#show(JSON.parse(answer), JSON.parse(extended), facts);
    } catch (error) {
      if (turn === this.asked) this.#fail(error);
    } finally {
      clearTimeout(notice);
    }
  }

  /**
   * @param {any} answer
   * @param {any} extended the answer about the benefit that asks for 15 years
   * @param {import("../calculator/types.js").Facts} facts
   */
  #show(answer, extended, facts) {
    if (answer.error) {
      this.#say(`${answer.error.message}。`);
      this.#announce(answer.error.message);
      return;
    }
    if (!answer.age) {
      this.#say("填上出生日期和性别，这里算出法定退休日。");
      this.#tell(answer);
      return;
    }
    const parts = retirementParts(this.page, answer);
    if (facts.sex !== "male" && extended.results && "pension_months" in facts) {
      const { benefitPath = "" } = this.section.dataset;
      const href = new URL(benefitPath, SITE);
      href.hash = this.live.form.write().toString();
      const title = this.page.querySelector("#contributions a")?.textContent ?? "";
      parts.push(extendedContribution(title, href.href, extended.results[0]));
    }
    const asOf = chineseDate(answer.as_of);
    this.place.dataset.verdict = "shown";
    this.place.replaceChildren(...parts, draw("p", "mc-quiet", `按 ${asOf} 计算`));
    this.#tell(answer);
    const days = currentLaw(answer).days.map(({ day }) => chineseDate(day));
    this.#announce(`法定退休日 ${days.join("或")}`);
  }

  /** @param {any} answer */
  #tell(answer) {
    const told = this.live.told(answer.data_version, []);
    this.place.append(...told.map((words) => draw("p", "mc-quiet", words)), draw("p", "mc-colophon"));
  }

  /** @param {string} words */
  #announce(words) {
    const status = document.getElementById("result-status");
    if (status && status.textContent !== words) status.textContent = words;
  }

  /** @param {number} turn */
  #wait(turn) {
    if (turn === this.asked && !this.place.dataset.verdict) this.#say("正在装载计算程序……");
  }

  /** @param {string} words */
  #say(words) {
    delete this.place.dataset.verdict;
    this.place.replaceChildren(draw("p", "mc-message", words));
  }

  /** @param {unknown} error */
  #fail(error) {
    this.current = "";
    const reason = error instanceof Error ? error.message : String(error);
    this.#say("计算程序没有装载成功，暂时算不了。您填的内容都还在；下面的表照样可以查。");
    const again = draw("button", "mc-button", "再试一次");
    again.setAttribute("type", "button");
    again.addEventListener("click", () => {
      this.#say("正在装载计算程序……");
      this.update();
    });
    this.place.append(draw("p", "", again), draw("p", "mc-quiet", `原因：${reason}`));
    this.#announce("计算程序没有装载成功");
  }
}

/**
 * The answers that the benefit has questions for.
 * @param {import("../calculator/types.js").Facts} facts
 */
function known({ subsidy_first_approved_date: _, ...facts }) {
  return facts;
}

function go() {
  const page = document.querySelector(".mc-retirement");
  const section = page?.querySelector(".mc-calculator");
  const form = section?.querySelector("form");
  const place = section?.querySelector(".mc-result");
  if (!(page instanceof HTMLElement) || !(section instanceof HTMLElement)) return;
  if (!(form instanceof HTMLFormElement) || !(place instanceof HTMLElement)) return;
  form.hidden = false;
  place.hidden = false;
  new RetirementTool(page, section, form, place).live.restore();
}

whenParsed(go);
