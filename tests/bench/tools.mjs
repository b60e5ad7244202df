// How soon calculators answer: each tier and stock Pyodide, from an empty cache and from a warm one.
//
// node tools.mjs <runs> <site address> <address of stock Pyodide's folder> → one JSON object per
// line: {what, milliseconds: [sorted], bytes}. Times are from the start of the navigation, or of
// the press, to the answer.
import { chromium } from "playwright-core";

const SLOW_LINE = { offline: false, latency: 40, downloadThroughput: 500_000, uploadThroughput: 500_000 };
const CPU_SLOWDOWN = 4;
const BENEFIT = "benefits/tianjin/flexible-employment-si-subsidy/?as_of=2020-06-10";

const [runs, site, stock] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.MINGCE_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
});

/** A page that notes when its calculator first shows a verdict, and counts what it loads. */
async function open(context, { slow = false } = {}) {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  if (slow) {
    await session.send("Network.emulateNetworkConditions", SLOW_LINE);
    await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  }
  await page.addInitScript(() => {
    new MutationObserver(() => {
      globalThis.answered ??= document.querySelector(".mc-result[data-verdict]") && performance.now();
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  return page;
}

const answered = async (page) => {
  await page.waitForFunction(() => globalThis.answered);
  return page.evaluate(() => globalThis.answered);
};

async function benefitPage(options, prepare = async () => {}) {
  const cold = [];
  const warm = [];
  for (let run = 0; run < Number(runs); run += 1) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const page = await open(context, options);
    await prepare(page);
    await page.goto(site + BENEFIT);
    cold.push(await answered(page));
    await page.reload();
    warm.push(await answered(page));
    await context.close();
  }
  return { cold, warm };
}

/** Milliseconds from an answer to its result, the pause after typing left out. */
async function furtherAnswers() {
  const context = await browser.newContext();
  const page = await open(context);
  await page.goto(site + BENEFIT);
  await answered(page);
  const times = [];
  for (let run = 0; run < 10 * Number(runs); run += 1) {
    const value = run % 2 ? "female" : "male";
    times.push(
      await page.evaluate(async (option) => {
        const place = document.querySelector(".mc-result");
        const input = document.querySelector(`[data-fact="sex"] input[value="${option}"]`);
        const changed = new Promise((resolve) => {
          new MutationObserver((_, observer) => {
            observer.disconnect();
            resolve(performance.now());
          }).observe(place, { subtree: true, childList: true, characterData: true });
        });
        const before = performance.now();
        input.click();
        return (await changed) - before - 120;
      }, value),
    );
    await page.waitForTimeout(150);
  }
  await context.close();
  return times;
}

async function stockPyodide() {
  const cold = [];
  for (let run = 0; run < Number(runs); run += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${stock}package.json`);
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

const tell = (what, times) => {
  const milliseconds = times.sort((a, b) => a - b).map(Math.round);
  console.log(JSON.stringify({ what, milliseconds }));
};

const light = await benefitPage({});
tell("轻量计算程序，空缓存，首个结果", light.cold);
tell("轻量计算程序，再次打开", light.warm);
const slow = await benefitPage({ slow: true });
tell("轻量计算程序，4 Mbit/s、40 毫秒、CPU 四分之一", slow.cold);
tell("再答一题", await furtherAnswers());
const full = await benefitPage({}, (page) => page.route("**/micropython.bin", (route) => route.abort()));
tell("完整计算程序，空缓存，首个结果", full.cold);
tell("完整计算程序，再次打开", full.warm);
tell("原样的 Pyodide，空缓存，能运行一句话", await stockPyodide());
await browser.close();
