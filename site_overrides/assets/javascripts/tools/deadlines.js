import { draw } from "../draw.js";
import { whenParsed } from "../parsed.js";
import { runtimeFor } from "../calculator/runtime.js";
import { isState, readState } from "../calculator/state.js";
import { TimelineCalculator } from "../calculator/timeline-calculator.js";

/** Name under which the address keeps the procedure chosen. */
const SETTING = "timeline";

/** Choosing a procedure; its page is then fetched and worked out in place. */
class Chooser {
  /**
   * @param {HTMLElement} section
   * @param {HTMLElement} chosen where the procedure goes
   * @param {import("../calculator/runtime.js").Runtime} runtime
   */
  constructor(section, chosen, runtime) {
    this.section = section;
    this.chosen = chosen;
    this.runtime = runtime;
    this.region = "";
    /** @type {TimelineCalculator | null} */
    this.calculator = null;
    this.current = "";
    this.turn = 0;
    this.input = /** @type {HTMLInputElement} */ (section.querySelector("input"));
    this.items = [...section.querySelectorAll("li")];
    this.count = /** @type {HTMLElement} */ (section.querySelector("[role=status]"));
  }

  start() {
    const box = this.section.querySelector(".mc-chooser-box");
    if (box instanceof HTMLElement) box.hidden = false;
    this.input.addEventListener("input", () => this.filter());
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      const found = this.items.filter(({ hidden }) => !hidden);
      if (found.length === 1) this.open(found[0].dataset.timeline ?? "", true);
      else found[0]?.querySelector("a")?.focus();
    });
    this.section.addEventListener("click", (event) => this.#click(event));
    addEventListener("hashchange", () => this.follow());
    addEventListener("popstate", () => this.follow());
    this.filter();
    this.follow();
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const region = target.closest("button[data-region]");
    if (region instanceof HTMLElement) {
      this.region = region.dataset.region ?? "";
      for (const one of this.section.querySelectorAll("button[data-region]")) {
        one.setAttribute("aria-pressed", String(one === region));
      }
      this.filter();
      return;
    }
    const item = target.closest("li[data-timeline]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!(item instanceof HTMLElement) || !target.closest("a") || !plain) return;
    event.preventDefault();
    this.open(item.dataset.timeline ?? "", true);
  }

  /** Shows the procedures of the region that hold every word typed. */
  filter() {
    const plain = (/** @type {string} */ text) => text.normalize("NFKC").toLowerCase();
    const words = plain(this.input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of this.items) {
      const region = item.closest("section")?.dataset.region ?? "";
      const text = plain(`${region} ${item.textContent} ${item.dataset.words ?? ""}`);
      item.hidden = (this.region !== "" && this.region !== region) || !words.every((word) => text.includes(word));
      if (!item.hidden) shown += 1;
    }
    for (const group of this.section.querySelectorAll(".mc-chooser-region")) {
      if (group instanceof HTMLElement) group.hidden = !group.querySelector("li:not([hidden])");
    }
    this.count.textContent = shown ? `${shown} 项` : "没有找到，换几个字试试，或者看全部地区";
  }

  /** Opens what the address names; an anchor on the page names nothing. */
  follow() {
    const hash = location.hash.slice(1);
    if (hash && !isState(hash)) return;
    const wanted = readState(hash).settings.get(SETTING) ?? "";
    if (wanted !== this.current) this.open(wanted, false);
  }

  /**
   * @param {string} id empty to choose again
   * @param {boolean} pressed by the reader, who may come back
   */
  async open(id, pressed) {
    const turn = ++this.turn;
    this.calculator?.end();
    this.calculator = null;
    this.current = id;
    if (pressed) {
      const address = new URL(location.href);
      address.hash = id ? `-${SETTING}=${id}` : "";
      history.pushState(null, "", address);
    }
    this.section.hidden = id !== "";
    this.chosen.hidden = id === "";
    this.chosen.replaceChildren();
    if (!id) {
      if (pressed) this.input.focus();
      return;
    }
    const item = this.items.find(({ dataset }) => dataset.timeline === id);
    const href = item?.querySelector("a")?.href;
    const heading = draw("h2", "mc-chosen-title", item?.textContent?.trim() || id);
    heading.tabIndex = -1;
    const back = draw("button", "mc-button mc-bordered", "换一项业务");
    back.setAttribute("type", "button");
    back.addEventListener("click", () => this.open("", true));
    const message = draw("p", "mc-message", "正在打开……");
    this.chosen.append(draw("p", "mc-chosen-line", back), heading, message);
    if (pressed) heading.focus();
    if (!href) {
      message.textContent = `没有编号是“${id}”的业务，请另选一项。`;
      return;
    }
    try {
      const procedure = await procedureOf(href);
      await this.runtime.add((procedure.dataset.rules ?? "").split(" "));
      if (turn !== this.turn) return;
      message.replaceWith(procedure);
      this.calculator = new TimelineCalculator(procedure, this.runtime, [[SETTING, id]]);
      this.calculator.start();
      if (pressed) procedure.querySelector("input")?.focus();
    } catch (error) {
      if (turn !== this.turn) return;
      const reason = error instanceof Error ? error.message : String(error);
      const again = draw("button", "mc-button mc-bordered", "再试一次");
      again.setAttribute("type", "button");
      again.addEventListener("click", () => this.open(id, false));
      const page = document.createElement("a");
      page.href = href;
      page.textContent = "直接看这一项的条文和期限";
      message.replaceChildren("没有打开，暂时算不了。", page);
      message.after(draw("p", "", again), draw("p", "mc-quiet", `原因：${reason}`));
    }
  }
}

/**
 * The procedure on its own page, with links that hold anywhere.
 * @param {string} href
 * @returns {Promise<HTMLElement>}
 */
async function procedureOf(href) {
  const response = await fetch(href);
  if (!response.ok) throw new Error(`${new URL(href).pathname}（${response.status}）`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const procedure = page.querySelector(".mc-procedure");
  if (!(procedure instanceof HTMLElement)) throw new Error(`${new URL(href).pathname} 的内容不全`);
  for (const anchor of procedure.querySelectorAll("a")) {
    const target = anchor.getAttribute("href") ?? "";
    if (!target.startsWith("#")) anchor.setAttribute("href", new URL(target, href).href);
  }
  return document.importNode(procedure, true);
}

whenParsed(() => {
  const section = document.querySelector(".mc-chooser");
  const chosen = document.querySelector(".mc-chosen-procedure");
  if (!(section instanceof HTMLElement) || !(chosen instanceof HTMLElement)) return;
  new Chooser(section, chosen, runtimeFor(section)).start();
});
