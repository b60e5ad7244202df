// How soon calculators answer: each tier and stock Pyodide, from an empty cache and from a warm one.
//
// node tools.mjs < {"runs", "site", "stock", "full", "roster"} → one JSON object per line:
// {what, milliseconds: [...]}. Times are from the start of the navigation, or of the press, to the
// answer in the page. Nothing polls the page meanwhile: that would slow down what is measured.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { refuseWorkers } from "../browser/hardship.mjs";

const SLOW_LINE = { offline: false, latency: 40, downloadThroughput: 500_000, uploadThroughput: 500_000 };
const CPU_SLOWDOWN = 4;
const PHONE = { width: 390, height: 844 };
const BENEFIT = "benefits/tianjin/flexible-employment-si-subsidy/?as_of=2020-06-10";
const SCREENING = "tools/screening/?as_of=2020-06-10";
const BATCH = "tools/batch/?as_of=2020-06-10#-regions=tianjin&-benefits=";
const ROSTER_BENEFIT = "tianjin/flexible-employment-si-subsidy";

const { runs, site, stock, full, roster } = JSON.parse(readFileSync(0, "utf8"));
const browser = await chromium.launch({
  executablePath: process.env.MINGCE_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
});

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const tell = (what, milliseconds) => console.log(JSON.stringify({ what, milliseconds }));

/** A page that notes when its calculator first shows a verdict. */
async function open() {
  const context = await browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  page.session = await context.newCDPSession(page);
  await page.addInitScript(() => {
    new MutationObserver(() => {
      globalThis.answered ??= document.querySelector(".mc-result[data-verdict]") && performance.now();
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  return page;
}

async function navigate(page, patience) {
  await page.goto("about:blank");
  await pause(300);
  await page.goto(site + BENEFIT, { waitUntil: "commit" });
  await pause(patience);
  return page.evaluate(() => globalThis.answered);
}

/** First results of a benefit page: in a new window, with an emptied cache, and again. */
async function firstResults({ slow = false, patience = 2000, prepare = async () => {} } = {}) {
  const times = { fresh: [], emptied: [], again: [] };
  for (let run = 0; run < runs; run += 1) {
    const page = await open();
    await prepare(page);
    if (slow) {
      await page.session.send("Network.enable");
      await page.session.send("Network.emulateNetworkConditions", SLOW_LINE);
      await page.session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
    }
    times.fresh.push(await navigate(page, patience));
    times.again.push(await navigate(page, patience));
    await page.goto("about:blank");
    await page.session.send("Network.clearBrowserCache");
    times.emptied.push(await navigate(page, patience));
    await page.context().close();
  }
  return times;
}

/** From a press to the changed card and to all of the result; the engine's part of it apart. */
async function furtherAnswers() {
  const page = await open();
  await page.addInitScript(() => {
    // Listens before the page does: what it does with an answer comes after.
    const Engine = Worker;
    globalThis.Worker = class extends Engine {
      constructor(...given) {
        super(...given);
        this.addEventListener("message", () => (globalThis.heard ??= performance.now()));
      }
      postMessage(...given) {
        globalThis.sent ??= performance.now();
        super.postMessage(...given);
      }
    };
  });
  await navigate(page, 2000);
  const times = { engine: [], card: [], whole: [] };
  for (let run = 0; run < 10 * runs; run += 1) {
    const [engine, card, whole] = await page.evaluate(
      async (option) => {
        const place = document.querySelector(".mc-result");
        const input = document.querySelector(`[data-fact="sex"] input[value="${option}"]`);
        const watched = { subtree: true, childList: true, attributeFilter: ["aria-busy"] };
        const shown = (condition) =>
          new Promise((resolve) => {
            new MutationObserver((changes, observer) => {
              if (!changes.some(condition)) return;
              observer.disconnect();
              resolve(performance.now());
            }).observe(place, watched);
          });
        const card = shown(({ addedNodes }) => addedNodes.length);
        const whole = shown(({ attributeName }) => attributeName && !place.ariaBusy);
        globalThis.sent = globalThis.heard = undefined;
        const before = performance.now();
        input.click();
        return [(await card) && globalThis.heard - globalThis.sent, (await card) - before, (await whole) - before];
      },
      run % 2 ? "female" : "male",
    );
    times.engine.push(engine);
    times.card.push(card);
    times.whole.push(whole);
    await pause(150);
  }
  await page.context().close();
  return times;
}

/** Screening all benefits of all regions: the engine's time for one more answer. */
async function screening() {
  const page = await open();
  await page.addInitScript(() => {
    globalThis.screened = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (message?.call === "screen") {
        const sent = performance.now();
        const hear = ({ data }) => {
          if (data.id !== message.id) return;
          globalThis.screened.push(performance.now() - sent);
          this.removeEventListener("message", hear);
        };
        this.addEventListener("message", hear);
      }
      return post.call(this, message, ...rest);
    };
  });
  const first = [];
  const further = [];
  for (let run = 0; run < Math.max(runs, 3); run += 1) {
    await page.goto("about:blank");
    await page.goto(site + SCREENING);
    await page.waitForSelector(".mc-screening-tool:not([hidden])");
    await page.check('input[name="payee"][value="person"]');
    for (const box of await page.locator('input[name="region"]').all()) await box.check();
    await page.keyboard.press("Enter");
    for (let answer = 0; answer < 12; answer += 1) {
      await pause(400);
      const more = await page.evaluate(() => {
        const question = document.querySelector(".mc-ask fieldset");
        if (!(question instanceof HTMLElement)) return false;
        const choice = question.querySelector("input[type=radio], input[type=checkbox]");
        const entry = question.querySelector("input[type=text]");
        if (choice) choice.click();
        else entry.value = { date: "1978-03-02", month: "2019-06" }[question.dataset.type] ?? "3";
        entry?.dispatchEvent(new Event("input", { bubbles: true }));
        question.closest("form").requestSubmit();
        return true;
      });
      if (!more) break;
    }
    await pause(400);
    const [start, ...rest] = await page.evaluate(() => globalThis.screened);
    first.push(start);
    further.push(...rest);
  }
  await page.context().close();
  return { first, further };
}

/** Until the reader is told that nothing can be calculated: files missing, or workers refused. */
async function failures() {
  const ways = {
    missing: (page) =>
      page.route(/\/(engine\.bin|full-tier\.js)$/, (route) => route.fulfill({ status: 404, body: "" })),
    refused: refuseWorkers,
  };
  const times = { missing: [], refused: [] };
  for (const [kind, prepare] of Object.entries(ways)) {
    for (let run = 0; run < runs; run += 1) {
      const page = await open();
      await page.addInitScript(() => {
        new MutationObserver(() => {
          globalThis.told ??= document.querySelector(".mc-verdict button") && performance.now();
        }).observe(document, { subtree: true, childList: true });
      });
      await prepare(page);
      await navigate(page, 3000);
      times[kind].push(await page.evaluate(() => globalThis.told));
      await page.context().close();
    }
  }
  return times;
}

/** The full tier by itself, beside a page at rest. */
async function fullTier() {
  const times = { emptied: [], again: [] };
  const start = (page) =>
    page.evaluate(
      async ([root, folder]) => {
        const { FullRuntime } = await import(`${root}assets/javascripts/tools/full-tier.js`);
        const before = performance.now();
        const worker = await new FullRuntime({ full: root + folder, rules: [] }).start();
        const took = performance.now() - before;
        worker.terminate();
        return took;
      },
      [site, full],
    );
  for (let run = 0; run < runs; run += 1) {
    const page = await open();
    for (const kind of ["emptied", "again"]) {
      await page.goto(`${site}about/`);
      await pause(800);
      times[kind].push(await start(page));
    }
    await page.context().close();
  }
  return times;
}

/** A roster of 5,000 people, from choosing the file to the table of results. */
async function batch() {
  const page = await open();
  const times = { opened: [], calculated: [] };
  const file = { name: "名单.csv", mimeType: "text/csv", buffer: Buffer.from(roster) };
  for (let run = 0; run < Math.min(runs, 3); run += 1) {
    await page.goto("about:blank");
    await page.goto(site + BATCH + encodeURIComponent(ROSTER_BENEFIT));
    await page.waitForSelector("#batch-input:not([disabled])", { state: "attached" });
    await pause(2500);
    const settle = (condition) =>
      page.waitForFunction(condition, null, { polling: 50, timeout: 120_000 });
    let before = Date.now();
    await page.setInputFiles("#batch-input", file);
    await settle(() => /\d 行/.test(document.querySelector(".mc-batch-start")?.textContent ?? ""));
    times.opened.push(Date.now() - before);
    before = Date.now();
    await page.click(".mc-batch-start");
    await settle(() => document.querySelector(".mc-batch").dataset.seconds);
    times.calculated.push(Date.now() - before);
  }
  await page.context().close();
  return times;
}

async function stockPyodide() {
  const cold = [];
  for (let run = 0; run < runs; run += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${stock}package.json`);
    await pause(500);
    cold.push(
      await page.evaluate(async (address) => {
        const before = performance.now();
        const { loadPyodide } = await import(`${address}pyodide.mjs`);
        const python = await loadPyodide({ indexURL: address });
        python.runPython("import json, datetime; json.dumps({'day': str(datetime.date.today())})");
        return performance.now() - before;
      }, stock),
    );
    await context.close();
  }
  return cold;
}

const light = await firstResults();
tell("轻量计算程序，清空缓存后打开，首个结果", light.emptied);
tell("轻量计算程序，新开的浏览器窗口，首个结果", light.fresh);
tell("轻量计算程序，再次打开，首个结果", light.again);
const slow = await firstResults({ slow: true, patience: 6000 });
tell("轻量计算程序，4 Mbit/s、40 毫秒、CPU 四分之一，清空缓存", slow.emptied);
tell("轻量计算程序，4 Mbit/s、40 毫秒、CPU 四分之一，新开的浏览器窗口", slow.fresh);
const further = await furtherAnswers();
tell("再答一题（最复杂的待遇之一），计算出结论", further.engine);
tell("再答一题（最复杂的待遇之一），从按下到结论画好", further.card);
tell("再答一题（最复杂的待遇之一），从按下到全部画好", further.whole);
const screened = await screening();
tell("我能享受什么，全部地区，第一次筛查", screened.first);
tell("我能享受什么，全部地区，再答一题", screened.further);
const replaced = await firstResults({
  patience: 5000,
  prepare: (page) => page.route("**/micropython.bin", (route) => route.abort()),
});
tell("完整计算程序代替轻量的，新开的浏览器窗口，首个结果", replaced.fresh);
const failed = await failures();
tell("计算程序的文件缺失，到说出来", failed.missing);
tell("服务器不许用后台线程，到说出来", failed.refused);
const heavy = await fullTier();
tell("完整计算程序，空缓存，可以计算", heavy.emptied);
tell("完整计算程序，再次打开，可以计算", heavy.again);
const rows = await batch();
tell("批量测算 5,000 行，读表", rows.opened);
tell("批量测算 5,000 行，计算到结果表", rows.calculated);
tell("原样的 Pyodide，空缓存，能运行一句话", await stockPyodide());
await browser.close();
