import { whenParsed } from "../parsed.js";
import { asOfDate } from "../as-of.js";
import { copy } from "../clipboard.js";
import { chineseDate, today } from "../dates.js";
import { draw } from "../draw.js";
import { SITE } from "../site.js";
import { addCitations } from "../calculator/citations.js";
import { Pause } from "../calculator/pause.js";
import { runtimeFor } from "../calculator/runtime.js";
import { Questions } from "../calculator/screening-questions.js";
import { Results } from "../calculator/screening-results.js";
import {
  benefitsFor,
  countWords,
  newlyGranted,
  nextQuestion,
  optionsFor,
  plainList,
  prefilled,
  progress,
  regionsAround,
} from "../calculator/screening.js";
import { emptyState, isState, readState, writeState } from "../calculator/state.js";

/**
 * @typedef {import("../calculator/runtime.js").Runtime} Runtime
 * @typedef {import("../calculator/screening.js").Listed} Listed
 * @typedef {import("../calculator/screening.js").Screened} Screened
 */

/** After this the reader is told that something is being loaded. */
const NOTICE = 400;
/** Whom a question is about, where the benefit is paid to somebody else. */
const OTHERS = ["person", "student", "hired_person"];
/** As many benefits are named with a question. */
const NAMED = 2;

class Screening {
  /**
   * @param {HTMLElement} section
   * @param {Runtime} runtime
   */
  constructor(section, runtime) {
    const part = (/** @type {string} */ selector) => {
      const found = section.querySelector(selector);
      if (!(found instanceof HTMLElement)) throw new Error(`no ${selector}`);
      return found;
    };
    this.runtime = runtime;
    this.tool = part(".mc-screening-tool");
    this.setup = /** @type {HTMLDetailsElement} */ (part(".mc-screening-setup"));
    this.choice = /** @type {HTMLFormElement} */ (part(".mc-screening-choice"));
    this.columns = part(".mc-screening-columns");
    this.unknown = part(".mc-screening-refused");
    this.progress = part(".mc-screening-progress");
    this.live = part('[role="status"]');
    const template = /** @type {HTMLTemplateElement} */ (part("#screening-questions"));
    const stock = template.content;
    this.questions = new Questions(
      /** @type {HTMLFormElement} */ (part(".mc-screening-form")),
      stock,
    );
    this.listed = readListed();
    /** Documents by key: site path and name. @type {Map<string, { path: string, name: string }>} */
    this.documents = new Map();
    /** Names of questions that only a benefit's own page asks. @type {Map<string, string>} */
    this.labels = new Map();
    for (const one of stock.querySelectorAll("data")) {
      const { document: key, fact } = one.dataset;
      const words = one.textContent ?? "";
      if (key) this.documents.set(key, { path: one.value, name: words });
      else if (fact) this.labels.set(fact, words);
    }
    this.results = new Results(part(".mc-screening-results"), (fact) => this.labelOf(fact));
    /** @type {Map<string, string[]>} */
    this.above = new Map();
    for (const input of this.inputs("region")) {
      this.above.set(input.value, (input.dataset.above ?? "").split(" ").filter(Boolean));
    }
    this.started = false;
    this.amounts = false;
    /** @type {Record<string, string>} */
    this.readings = {};
    this.version = "";
    this.asOf = "";
    /** @type {Screened | null} */
    this.screened = null;
    /** @type {Map<string, string>} */
    this.verdicts = new Map();
    this.turn = 0;
    /** The request whose results are shown or under way; empty after a failure. */
    this.request = "";
    this.pause = new Pause(() => this.update(false));
    this.#drawTools();
    this.#listen();
    this.tool.hidden = false;
    this.restore();
  }

  /**
   * @param {string} name
   * @returns {HTMLInputElement[]}
   */
  inputs(name) {
    return [...this.choice.querySelectorAll("input")].filter((input) => input.name === name);
  }

  get who() {
    return this.inputs("payee").find(({ checked }) => checked)?.value ?? "";
  }

  get chosenRegions() {
    return this.inputs("region")
      .filter(({ checked }) => checked)
      .map(({ value }) => value);
  }

  get regions() {
    return regionsAround(this.chosenRegions, this.above);
  }

  get benefits() {
    return benefitsFor(this.listed, this.who, this.regions);
  }

  /**
   * @param {string} id of a fact or standard
   */
  labelOf(id) {
    return this.questions.labelOf(id) ?? this.labels.get(id) ?? "当地标准";
  }

  #listen() {
    this.choice.addEventListener("submit", (event) => {
      event.preventDefault();
      this.begin();
    });
    this.choice.addEventListener("change", () => {
      this.#nameChoice();
      if (this.started) this.update(false);
      else this.loadRules().catch(() => {}); // said when the first results are asked for
    });
    const { element, ask } = this.questions;
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const inList = this.questions.answered.contains(document.activeElement);
      if (inList) this.update(false);
      else this.confirm();
    });
    element.addEventListener("input", (event) => {
      const { target } = event;
      if (!(target instanceof HTMLInputElement)) return;
      this.questions.touched(target);
      if (this.questions.answered.contains(target)) this.pause.start(event);
    });
    element.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === "text") {
        this.questions.checkEntry(target);
      }
    });
    // A pointer answers and goes on; arrow keys only move between the options.
    ask.addEventListener("click", (event) => this.#clicked(event));
    ask.addEventListener("keydown", (event) => this.#pressed(event));
    element.querySelector(".mc-screening-clear")?.addEventListener("click", () => {
      this.questions.clear();
      this.amounts = false;
      this.#nameUnknown([]);
      this.update(true);
    });
    document.addEventListener("mc:as-of", () => {
      // Also told when a link or the way back is followed.
      if (this.started && asOfDate() !== this.asOf) this.update(false);
    });
    addEventListener("popstate", ({ state }) => {
      const fact = state?.question;
      if (typeof fact === "string" && this.started) this.goTo(fact);
    });
    addEventListener("hashchange", () => {
      if (typeof history.state?.question !== "string") this.restore();
    });
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const { target } = event;
    if (!(target instanceof HTMLElement)) return;
    if (target.closest(".mc-ask-back")) {
      this.goTo(this.questions.previous());
      this.focusQuestion();
    } else if (target.closest(".mc-ask-unsure")) {
      this.questions.ask.classList.add("mc-ask--unsure");
    } else if (target.closest(".mc-ask-amounts")) {
      this.amounts = true;
      this.ask(true);
    } else if (
      target instanceof HTMLInputElement &&
      target.type === "radio" &&
      event.detail > 0 &&
      event.screenX + event.screenY > 0
    ) {
      this.confirm();
    }
  }

  /** Figures choose, Enter goes on. @param {KeyboardEvent} event */
  #pressed(event) {
    const { target, key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (target instanceof HTMLInputElement && target.type === "text") return;
    const fieldset = this.questions.ask.querySelector("fieldset");
    if (!fieldset) return;
    const options = [...fieldset.querySelectorAll("input")].filter(
      (input) => !input.dataset.unsure && !input.closest("[hidden]"),
    );
    if (key === "Enter" && target === this.questions.ask) {
      event.preventDefault();
      this.confirm();
    } else if (/^\d$/.test(key) && options[0]?.type !== "text") {
      // 0 stands for the last one: 不清楚, or 以上都没有.
      const option = key === "0" ? options.at(-1) : options.slice(0, -1)[Number(key) - 1];
      if (!option) return;
      event.preventDefault();
      option.checked = option.type === "radio" || !option.checked;
      this.questions.touched(option);
      if (option.type === "radio") this.confirm();
      else option.focus();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      const place = options.findIndex((option) => option === target);
      if (place < 0) options[key === "ArrowDown" ? 0 : options.length - 1]?.focus();
      else if (options[place].type === "checkbox") {
        options[(place + (key === "ArrowDown" ? 1 : options.length - 1)) % options.length].focus();
      } else return;
      event.preventDefault();
    }
  }

  /** Takes what the address holds. */
  restore() {
    if (!isState(location.hash)) {
      this.#nameChoice();
      return;
    }
    const state = readState(location.hash);
    const regions = state.settings.get("regions")?.split(",") ?? [];
    const who = state.settings.get("payee") ?? "all";
    for (const input of this.inputs("payee")) input.checked = input.value === who;
    for (const input of this.inputs("region")) input.checked = regions.includes(input.value);
    this.readings = state.readings;
    this.amounts = state.settings.get("amounts") === "1";
    const passed = state.settings.get("passed")?.split(",") ?? [];
    this.questions.offer(optionsFor(this.benefits));
    const lost = regions.filter((region) => !this.above.has(region)).map((one) => `-regions=${one}`);
    if (!this.who) lost.push(`-payee=${who}`);
    this.#nameUnknown([...lost, ...this.questions.fill(state.answers, passed)]);
    this.#nameChoice();
    if (this.who) this.begin(false);
  }

  /** The choice of whom and where is made; the questions begin. */
  begin(focus = true) {
    if (!this.who) {
      this.setup.classList.add("mc-screening-setup--wanting");
      this.inputs("payee")[0]?.focus();
      return;
    }
    this.setup.classList.remove("mc-screening-setup--wanting");
    this.setup.open = false;
    this.started = true;
    this.columns.hidden = false;
    this.update(focus || !this.questions.current, focus);
  }

  /** Parts of the address that there is no place for are named, not dropped. */
  #nameUnknown(/** @type {string[]} */ parts) {
    this.unknown.hidden = !parts.length;
    this.unknown.textContent = parts.length
      ? `网址里有这些内容本页认不出，没有用：${parts.join("、")}`
      : "";
  }

  #nameChoice() {
    const named = [...this.choice.querySelectorAll("input:checked")].map(
      (input) => [input.getAttribute("name"), input.closest("label")?.textContent?.trim() ?? ""],
    );
    const of = (/** @type {string} */ name) =>
      named.filter(([one]) => one === name).map(([, words]) => words);
    const words = this.who
      ? `${of("payee")[0]}；${of("region").join("、") || "全部地区"}`
      : "还没有选";
    const place = this.setup.querySelector(".mc-screening-setup-words");
    if (place) place.textContent = words;
    const begin = this.choice.querySelector("button");
    if (begin) begin.textContent = this.started ? "好了" : "开始";
    for (const element of document.querySelectorAll(".mc-not-computed [data-region]")) {
      if (element instanceof HTMLElement) {
        element.hidden = !this.regions.includes(element.dataset.region ?? "");
      }
    }
  }

  /** Loads the rules of the chosen regions, if they are not there yet. */
  loadRules() {
    const wanted = this.inputs("region").filter(({ value }) => this.regions.includes(value));
    return this.runtime.add(wanted.map(({ dataset }) => dataset.rules ?? ""));
  }

  confirm() {
    if (!this.questions.current) return;
    if (this.questions.confirm()) this.update(true, true);
    else this.questions.ask.querySelector("input")?.focus();
  }

  /** The answers as a state for the address. */
  #state() {
    const state = emptyState();
    state.answers = this.questions.answers();
    state.readings = this.readings;
    state.settings.set("payee", this.who);
    state.settings.set("regions", this.chosenRegions.join(","));
    state.settings.set("passed", [...this.questions.passed].join(","));
    state.settings.set("amounts", this.amounts ? "1" : "");
    state.version = this.version;
    state.saved = today();
    return state;
  }

  /**
   * Keeps the state in the address; a new question is a step of history.
   * @param {boolean} step
   */
  #keep(step) {
    const address = new URL(location.href);
    address.hash = writeState(this.#state());
    const held = { question: this.questions.current };
    if (step) history.pushState(held, "", address);
    else history.replaceState(held, "", address);
  }

  /**
   * Shows the results for the answers.
   * @param {boolean} onward whether another question is to be asked then
   * @param {boolean} [focus] whether it gets the focus
   */
  async update(onward, focus = false) {
    this.pause.stop();
    this.questions.offer(optionsFor(this.benefits));
    this.questions.drawAnswered();
    this.#nameChoice();
    const { benefits, readings } = this;
    this.asOf = asOfDate();
    const facts = this.questions.facts();
    const request = JSON.stringify({
      as_of: this.asOf,
      benefits: benefits.map(({ id }) => id),
      facts,
      readings,
    });
    if (request === this.request) {
      // What the results hang on has not changed, but the way one went may have.
      if (this.screened) this.#shown(onward, focus);
      return;
    }
    this.request = request;
    const turn = ++this.turn;
    const notice = setTimeout(() => {
      if (turn === this.turn) this.progress.textContent = "正在装载计算程序……";
    }, NOTICE);
    try {
      await this.loadRules();
      if (turn !== this.turn) return;
      const response = JSON.parse(await this.runtime.ask("screen", request));
      if (turn !== this.turn) return;
      if (response.error) this.#refuse(response.error);
      else {
        this.screened = response;
        this.version = response.data_version;
        this.#cite(response);
        this.#shown(onward, focus);
      }
    } catch (error) {
      if (turn === this.turn) this.#fail(error, onward);
    } finally {
      clearTimeout(notice);
    }
  }

  /**
   * @param {boolean} onward
   * @param {boolean} focus
   */
  #shown(onward, focus) {
    const { screened } = this;
    if (!screened) return;
    const answers = this.questions.answers();
    const fresh = newlyGranted(this.verdicts, screened.results);
    this.results.show(
      screened.results,
      this.listed,
      (benefit) => benefit.href + prefilled(benefit, answers, this.readings),
      this.#notComputedWords(),
    );
    this.verdicts = new Map(screened.results.map(({ benefit, verdict }) => [benefit, verdict]));
    this.progress.replaceChildren(...this.#progressWords());
    if (onward || !this.questions.current) this.ask(focus);
    else this.#keep(false);
    this.#announce(fresh);
  }

  /**
   * Asks the next question, or says that nothing is left to ask.
   * @param {boolean} focus
   */
  ask(focus) {
    const { screened, questions } = this;
    if (!screened) return;
    const next = nextQuestion(screened, {
      given: questions.given,
      questions: questions.all,
      reopened: [...questions.reopened],
      amounts: this.amounts,
    });
    const before = questions.current;
    if (next) this.#showQuestion(next.fact, next.benefits);
    else questions.finish(this.#end());
    this.#keep(focus && questions.current !== before && before !== "");
    if (focus) this.focusQuestion();
  }

  /**
   * @param {string} fact
   * @param {string[]} waiting benefits
   */
  #showQuestion(fact, waiting) {
    const { questions } = this;
    const chosen = this.benefits;
    const named = chosen.filter(({ id }) => waiting.includes(id));
    const titles = named.slice(0, NAMED).map(({ title, place }) => `${title}（${place}）`);
    const more = named.length > NAMED ? ` 等 ${named.length} 项` : "";
    const remarks = named.length ? [`关系到：${titles.join("、")}${more}`] : [];
    if (questions.reopened.has(fact)) {
      remarks.push("换了地区，多了几个选项，先记作“不清楚”，请再看一看。");
    }
    const entity = questions.entityOf(fact);
    const others = named.filter(({ who }) => who !== "person");
    let about = "";
    if (OTHERS.includes(entity) && others.length) {
      about =
        others.length === named.length
          ? "为招用、安置、培训或服务的人申请的，题里的“您”指那个人："
          : "给单位、机构的待遇，题里的“您”指招用、安置、培训或服务的那个人：";
    }
    questions.show(fact, remarks, about);
  }

  /** Goes to a question that has been asked. @param {string} fact */
  goTo(fact) {
    if (!this.questions.stock.has(fact)) {
      this.ask(false);
      return;
    }
    const waiting = this.screened?.results
      .filter(({ missing }) => missing.includes(fact))
      .map(({ benefit }) => benefit);
    this.#showQuestion(fact, waiting ?? []);
    this.#keep(false);
  }

  focusQuestion() {
    const { ask } = this.questions;
    const entry = ask.querySelector('input[type="text"]');
    if (entry instanceof HTMLInputElement) entry.focus({ preventScroll: true });
    else ask.focus({ preventScroll: true });
    // How far one has come and the question are both to be seen.
    const { top } = ask.getBoundingClientRect();
    if (top < this.progress.offsetHeight || top > innerHeight / 2) {
      this.questions.element.scrollIntoView({ block: "start" });
    }
  }

  #progressOf() {
    const { screened, questions } = this;
    return screened
      ? progress(screened, questions.given, questions.all)
      : { open: 0, most: 0, passed: 0, elsewhere: 0, amounts: [] };
  }

  /** @returns {(Node | string)[]} */
  #progressWords() {
    const { open, most } = this.#progressOf();
    const granted = [...(this.screened?.results ?? [])].filter(({ verdict }) =>
      ["eligible", "provisional"].includes(verdict),
    ).length;
    const have = granted ? `已有 ${granted} 项可以享受或待核验；` : "";
    const words = open
      ? `还有 ${open} 项待遇没有定论，最多还要问 ${most} 题。`
      : "问完了，能不能享受不会再变。";
    return [`${have}${words}`];
  }

  /** What is said when nothing is left to ask. */
  #end() {
    const { passed, elsewhere, amounts } = this.#progressOf();
    const said = [draw("p", "mc-ask-end", draw("strong", "", "问完了：能不能享受，再答也不会变。"))];
    if (passed) {
      said.push(draw("p", "", `有 ${passed} 项因为跳过的题定不下来，知道了可以在下面“您已回答”里补上。`));
    }
    if (elsewhere) {
      said.push(draw("p", "", `有 ${elsewhere} 项要到它自己的页面再填，因为各项填得可能不一样。`));
    }
    if (amounts.length) {
      const more = draw("button", "mc-button mc-ask-amounts", `再答 ${amounts.length} 题，把金额算出来`);
      more.setAttribute("type", "button");
      said.push(draw("p", "", more));
    }
    return said;
  }

  #notComputedWords() {
    let count = 0;
    for (const element of document.querySelectorAll(".mc-not-computed [data-region]")) {
      if (element instanceof HTMLElement && !element.hidden) count += Number(element.dataset.count);
    }
    return `未计算（${count}）：不等于不符合`;
  }

  /** @param {string[]} fresh benefits newly granted */
  #announce(fresh) {
    const titles = this.listed.filter(({ id }) => fresh.includes(id)).map(({ title }) => title);
    const news = titles.length ? `新增：${titles.join("、")}。` : "";
    const { open, most } = this.#progressOf();
    const rest = open ? `还有 ${open} 项没有定论，最多还要问 ${most} 题。` : "问完了。";
    const words = `${news}${countWords(this.screened?.results ?? [])}。${rest}`;
    if (this.live.textContent !== words) this.live.textContent = words;
  }

  /** The clauses that reasons and durations rest on. @param {Screened} screened */
  #cite({ results }) {
    for (const { reasons, duration } of results) {
      for (const source of [...reasons.map(({ cite }) => cite), duration?.cite]) {
        if (!source) continue;
        const known = this.documents.get(source.document);
        if (!known) continue;
        const place = { document: known.name, place: "", path: `${known.path}#${source.clause}` };
        addCitations({ [`${source.document}/${source.clause}`]: place });
      }
    }
  }

  /** Two answers that contradict each other. @param {{ message: string, path: string }} error */
  #refuse({ message, path }) {
    this.request = "";
    const fact = path.split(".")[1] ?? "";
    this.progress.textContent = "";
    if (!this.questions.stock.has(fact)) {
      this.results.say(draw("p", "", `${message}。`));
      return;
    }
    this.goTo(fact);
    this.questions.complain(fact, `${message.replace(`（${fact}）`, "")}。`);
    this.focusQuestion();
  }

  /**
   * @param {unknown} error
   * @param {boolean} onward
   */
  #fail(error, onward) {
    this.request = "";
    const reason = error instanceof Error ? error.message : String(error);
    const again = draw("button", "mc-button", "再试一次");
    again.setAttribute("type", "button");
    again.addEventListener("click", () => {
      this.progress.textContent = "正在装载计算程序……";
      this.results.say();
      this.update(onward, true);
    });
    this.progress.textContent = "计算程序没有装载成功，暂时算不了。";
    this.results.say(
      draw("p", "", "计算程序没有装载成功，暂时算不了。您填的内容都还在；下面的表照样可以看。"),
      draw("p", "", again),
      draw("p", "mc-quiet", `原因：${reason}`),
    );
  }

  #drawTools() {
    const button = (/** @type {string} */ words, /** @type {() => void} */ press) => {
      const element = draw("button", "mc-button", words);
      element.setAttribute("type", "button");
      element.addEventListener("click", press);
      return element;
    };
    const said = draw("p", "mc-quiet");
    said.setAttribute("role", "status");
    this.results.tools.append(
      button("告知单", () => this.#openNotice(said)),
      button("复制清单", () => this.#copyList(said)),
      said,
      draw("p", "mc-colophon"),
    );
  }

  /** @param {HTMLElement} said */
  async #copyList(said) {
    if (!this.screened) return;
    const where = this.setup.querySelector(".mc-screening-setup-words")?.textContent ?? "";
    const head = [
      `我能享受什么（${where}），按 ${chineseDate(asOfDate())} 的规定`,
      location.href,
      "以经办机构审核为准。",
    ];
    const text = plainList(head, this.screened.results, this.listed, (fact) => this.labelOf(fact));
    said.textContent = (await copy(text)) ? "已复制。" : "没能复制，请手动选取。";
  }

  /** The sheet of what may be had, merged; drawn by tools/notice.js. @param {HTMLElement} said */
  async #openNotice(said) {
    const granted = (this.screened?.results ?? []).filter(({ verdict }) =>
      ["eligible", "provisional"].includes(verdict),
    );
    if (!granted.length) {
      said.textContent = "现在还没有可以享受的，没有可印的。";
      return;
    }
    said.textContent = "";
    try {
      const { as_of, facts, readings } = JSON.parse(this.request);
      const asked = { as_of, facts, readings, benefits: granted.map(({ benefit }) => benefit) };
      /** @type {{ openNotice: (results: object[], context: object) => Promise<void> }} */
      const notice = await import(new URL("assets/javascripts/tools/notice.js", SITE).href);
      const response = JSON.parse(await this.runtime.ask("evaluate", JSON.stringify(asked)));
      await notice.openNotice(response.results, {
        asOf: as_of,
        answers: this.questions.form.said(),
        readings,
        version: this.version,
        link: location.href,
        title: "我能享受什么",
      });
    } catch {
      said.textContent = "告知单没有装载成功，再按一次试试。";
    }
  }
}

/** @returns {Listed[]} the benefits of the table on the page, in its order */
function readListed() {
  const rows = document.querySelectorAll("tr[data-benefit]");
  return [...rows].flatMap((row) => {
    const title = row.querySelector("a");
    if (!(row instanceof HTMLTableRowElement) || !title) return [];
    const { benefit = "", who = "", region = "", kind = "", facts = "", options = "", disputed = "0" } =
      row.dataset;
    return {
      id: benefit,
      title: title.textContent ?? "",
      href: title.href,
      who,
      region,
      place: row.cells[2]?.textContent ?? "",
      kind,
      facts: facts.split(" "),
      disputed: Number(disputed),
      options: Object.fromEntries(
        options
          .split(" ")
          .filter(Boolean)
          .map((entry) => {
            const [fact, named] = entry.split(":");
            return [fact, named.split(",")];
          }),
      ),
    };
  });
}

whenParsed(() => {
  const section = document.getElementById("screening");
  if (section) new Screening(section, runtimeFor(section));
});
