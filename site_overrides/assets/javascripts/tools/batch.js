import { whenParsed } from "../parsed.js";
import { asOfDate } from "../as-of.js";
import { chineseDate } from "../dates.js";
import { draw } from "../draw.js";
import { button, Columns } from "../calculator/batch-columns.js";
import { Desk, Refused } from "../calculator/batch-desk.js";
import { Results } from "../calculator/batch-results.js";

/** Rows are calculated in stretches of about so many milliseconds, between which the page breathes. */
const STRETCH = 250;
/** After this the reader is told that something is going on. */
const NOTICE = 400;
/** Columns by which people know whom a row is about. */
const NAMES = /姓名|名称|人员|单位|企业|学校/;

class Batch {
  /** @param {HTMLElement} page */
  constructor(page) {
    this.page = page;
    const { full = "", catalogue = "" } = page.dataset;
    this.desk = new Desk(full, catalogue);
    this.desk.runtime.onProgress = (share) => this.#loading(share);
    this.status = this.#find(".mc-batch-status");
    this.live = this.#find(".mc-batch-live");
    this.region = /** @type {HTMLSelectElement} */ (this.#find("#batch-region"));
    this.input = /** @type {HTMLInputElement} */ (this.#find("#batch-input"));
    this.columns = new Columns(this.#find(".mc-batch-columns"), {
      onView: (shown) => this.#work("正在读表格", async () => this.#show(await this.desk.view(shown))),
      onChange: () => this.#check(),
      onStart: () => this.#run(),
    });
    this.results = new Results(this.#find(".mc-batch-results"), {
      onSave: (kind) => this.#save(kind),
      onLine: (line) => this.desk.ask("answers", { line }),
    });
    /** @type {import("../calculator/batch-desk.js").View | null} */
    this.view = null;
    /** Counts what has been asked for: earlier work gives way. */
    this.turn = 0;
    /** @type {Promise<void> | null} other readings on their way */
    this.explaining = null;
    this.#listen();
    this.#restore();
  }

  /** @param {string} selector */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.page.querySelector(selector));
  }

  #listen() {
    this.region.addEventListener("change", () => this.#choose());
    for (const box of this.#boxes()) box.addEventListener("change", () => this.#choose());
    for (const one of this.page.querySelectorAll("[data-template]")) {
      one.addEventListener("click", () => this.#template(one.getAttribute("data-template") ?? "xlsx"));
    }
    this.input.addEventListener("change", () => {
      const file = this.input.files?.[0];
      this.input.value = ""; // the same file may be chosen again
      if (file) this.#open(file);
    });
    const drop = this.#find(".mc-drop");
    for (const type of ["dragenter", "dragover"]) {
      this.page.addEventListener(type, (event) => {
        event.preventDefault();
        drop.classList.add("mc-drop--over");
      });
    }
    this.page.addEventListener("dragleave", (event) => {
      if (!(event.relatedTarget instanceof Node) || !this.page.contains(event.relatedTarget)) {
        drop.classList.remove("mc-drop--over");
      }
    });
    this.page.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("mc-drop--over");
      const file = event.dataTransfer?.files[0];
      if (file) this.#open(file);
    });
    addEventListener("hashchange", () => this.#restore());
    document.addEventListener("mc:as-of", () => {
      if (this.results.lines.length) this.#run();
    });
  }

  #boxes() {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (this.page.querySelectorAll("input[name=benefit]"))];
  }

  /** Takes region and benefits from the address. */
  #restore() {
    const state = new URLSearchParams(location.hash.slice(1));
    const region = state.get("-regions");
    if (region && this.page.querySelector(`[data-region="${CSS.escape(region)}"]`)) this.region.value = region;
    const wanted = (state.get("-benefits") ?? "").split(",");
    for (const box of this.#boxes()) box.checked = wanted.includes(box.value);
    this.#choose();
  }

  #chosen() {
    return this.#boxes()
      .filter((box) => box.checked && box.closest("fieldset")?.dataset.region === this.region.value)
      .map((box) => ({ id: box.value, rules: box.dataset.rules ?? "", title: box.labels?.[0]?.textContent ?? "" }));
  }

  /** Region or benefits have changed. */
  #choose() {
    for (const group of this.page.querySelectorAll("fieldset[data-region]")) {
      if (group instanceof HTMLElement) group.hidden = group.dataset.region !== this.region.value;
    }
    const chosen = this.#chosen();
    const state = new URLSearchParams({ "-regions": this.region.value });
    if (chosen.length) state.set("-benefits", chosen.map(({ id }) => id).join(","));
    const address = new URL(location.href);
    const untouched = !chosen.length && !address.hash && this.region.selectedIndex === 0;
    if (!untouched) address.hash = state.toString();
    if (address.href !== location.href) history.replaceState(history.state, "", address);
    for (const one of this.page.querySelectorAll("[data-template]")) {
      one.toggleAttribute("disabled", !chosen.length);
    }
    this.input.disabled = !chosen.length;
    this.#find(".mc-drop").classList.toggle("mc-drop--closed", !chosen.length);
    if (!chosen.length) {
      this.#say("");
      return;
    }
    this.#work("正在装载", async (turn) => {
      await this.desk.choose(chosen);
      if (this.desk.file && turn === this.turn) await this.#show(await this.desk.view(this.desk.shown));
    });
  }

  /** @param {File} file */
  #open(file) {
    if (!this.#chosen().length) {
      this.#say("先在上面选好算哪一项，再放名单。");
      return;
    }
    this.columns.place.hidden = true;
    this.results.place.hidden = true;
    this.results.lines = [];
    this.#work(`正在读“${file.name}”`, async () => this.#show(await this.desk.open(file)));
  }

  /** @param {import("../calculator/batch-desk.js").View} view */
  async #show(view) {
    this.view = view;
    this.columns.show(view, this.desk.asked);
    await this.#read();
  }

  async #read() {
    const read = await this.desk.ask("read", {
      mapping: this.columns.mapping,
      constants: this.columns.shared,
      as_of: asOfDate(),
    });
    this.columns.report(read);
    return read;
  }

  #check() {
    this.#work("正在读表格", async () => {
      await this.desk.ready();
      await this.#read();
    });
  }

  #run() {
    const started = performance.now();
    this.#work("正在算", async (turn) => {
      await this.desk.ready();
      const read = await this.#read();
      const chosen = this.#chosen();
      const titles = new Map(chosen.map(({ id, title }) => [id, title]));
      this.results.begin(
        `按 ${chineseDate(asOfDate())} 计算：${[...titles.values()].join("、")}`,
        titles,
        new Map((await this.desk.ask("names", { column: this.#nameColumn() })).names),
      );
      let size = 20;
      for (let at = 0; at < read.rows; ) {
        const end = Math.min(at + size, read.rows);
        const before = performance.now();
        const { lines } = await this.desk.ask("run", { start: at, end });
        if (turn !== this.turn) return;
        this.results.add(lines);
        at = end;
        size = Math.max(20, Math.round((size * STRETCH) / Math.max(1, performance.now() - before)));
        this.#progress(`正在算：${at.toLocaleString()} / ${read.rows.toLocaleString()} 行`);
      }
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      this.page.dataset.seconds = seconds;
      this.results.show();
      this.results.colophon.textContent = `由完整版计算程序在本机算出，数据版本 ${read.data_version}。以经办机构审核为准。`;
      const done = `算完了：${read.rows.toLocaleString()} 行，用了 ${seconds} 秒。`;
      this.#say(done);
      this.explaining = this.#explain(turn, done);
      await this.explaining;
    });
  }

  /**
   * Other readings and ways to qualify take longer than the results; they come while one reads.
   * @param {number} turn
   * @param {string} done
   */
  async #explain(turn, done) {
    const { length } = this.results.lines;
    let size = 10;
    for (let at = 0; at < length; ) {
      const end = Math.min(at + size, length);
      const before = performance.now();
      const { lines } = await this.desk.ask("explain", { start: at, end });
      if (turn !== this.turn) return;
      this.results.explain(lines);
      at = end;
      size = Math.max(10, Math.round((size * STRETCH) / Math.max(1, performance.now() - before)));
      const share = Math.floor((100 * at) / length);
      this.#progress(`${done}正在补充不同理解和符合的办法：${share}%`);
    }
    this.#progress(done);
  }

  #nameColumn() {
    const columns = this.view?.columns ?? [];
    return (columns.find(({ label }) => NAMES.test(label)) ?? columns[0])?.index ?? 0;
  }

  /** @param {string} kind */
  #save(kind) {
    const { turn } = this;
    this.#quietly(async () => {
      await this.explaining;
      this.#say("正在写文件……");
      const bytes = await this.desk.ask("save", { kind });
      if (turn === this.turn) offer(bytes, `批量测算结果-${asOfDate()}.${kind}`);
      this.#say("写好了。");
    });
  }

  /** @param {string} kind */
  #template(kind) {
    this.#work("正在做空白名单", async () => {
      await this.desk.ready();
      const [first, ...others] = this.#chosen();
      const bytes = await this.desk.ask("template", { kind });
      offer(bytes, `空白名单-${first.title}${others.length ? "等" : ""}.${kind}`);
    });
  }

  /**
   * Does something that takes time, in place of what was going on before.
   * @param {string} words
   * @param {(turn: number) => Promise<void>} work
   */
  async #work(words, work) {
    const turn = ++this.turn;
    this.explaining = null;
    this.loadingWords = words;
    // What went wrong before is answered by what goes on now.
    if (this.status.classList.contains("mc-batch-status--failed")) this.#say(`${words}……`);
    const notice = setTimeout(() => turn === this.turn && this.#say(`${words}……`), NOTICE);
    await this.#quietly(async () => {
      await work(turn);
      if (turn === this.turn && this.status.textContent === `${words}……`) this.#say("");
    }, () => this.#work(words, work));
    clearTimeout(notice);
  }

  /**
   * @param {() => Promise<void>} work
   * @param {() => void} [again]
   */
  async #quietly(work, again = () => this.#quietly(work)) {
    try {
      await work();
    } catch (error) {
      this.#fail(error, again);
    }
  }

  /** @param {number} share */
  #loading(share) {
    if (share < 1) this.#progress(`正在装载批量计算程序（约 5 MB）：${Math.round(share * 100)}%`);
    else this.#progress(`${this.loadingWords}……`);
  }

  /** @param {string} words */
  #say(words) {
    this.#progress(words);
    this.live.textContent = words;
  }

  /**
   * Shown, but not read out: it changes several times a second.
   * @param {string} words
   */
  #progress(words) {
    this.status.classList.remove("mc-batch-status--failed");
    this.status.textContent = words;
  }

  /**
   * @param {unknown} error
   * @param {() => void} again
   */
  #fail(error, again) {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof Refused) {
      this.#say(`${reason}。`);
      this.status.classList.add("mc-batch-status--failed");
      return;
    }
    this.#say("计算程序没有装载成功，暂时算不了。选好的和放进来的都还在。");
    this.status.classList.add("mc-batch-status--failed");
    this.status.append(" ", button("再试一次", again), draw("span", "mc-quiet", ` 原因：${reason}`));
  }
}

/**
 * Offers bytes as a file to keep.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} name
 */
function offer(bytes, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function start() {
  const page = document.querySelector(".mc-batch");
  if (page instanceof HTMLElement) new Batch(page);
}

whenParsed(start);
