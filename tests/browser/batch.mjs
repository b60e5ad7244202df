// Scenarios for batch calculation and for the full tier it runs on.

import { readFileSync } from "node:fs";

const PAGE = "tools/batch/?as_of=2020-06-10";
const BENEFIT = "tianjin/flexible-employment-si-subsidy";
const CHOSEN = `#-regions=tianjin&-benefits=${encodeURIComponent(BENEFIT)}`;

async function open(browser, address, options = {}) {
  const context = await browser.newContext({ locale: "zh-CN", acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.requested = [];
  page.on("console", (m) => m.type() === "error" && page.problems.push(m.text()));
  page.on("pageerror", (error) => page.problems.push(String(error)));
  context.on("request", (request) => page.requested.push([request.method(), request.url()]));
  await page.goto(address);
  return page;
}

const roster = (text, name = "名单.csv") => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(text),
});

const started = (page) =>
  page.waitForFunction(() => /\d 行/.test(document.querySelector(".mc-batch-start")?.textContent ?? ""));
const finished = (page) =>
  page.waitForFunction(() => document.querySelector(".mc-batch").dataset.seconds);

async function download(page, press) {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** From an empty page to a downloaded result, as a clerk does it. */
export async function wholeWork({ browser, site, rows }) {
  const page = await open(browser, site + PAGE);
  await page.selectOption("#batch-region", "tianjin");
  await page.check(`input[value="${BENEFIT}"]`);
  const template = await download(page, () => page.click('[data-template="csv"]'));
  await page.setInputFiles("#batch-input", roster(rows));
  await started(page);
  const columns = await page.locator(".mc-batch-columns").innerText();
  const guessed = await page.locator(".mc-batch-columns td select").evaluateAll((all) => all.map((s) => s.value));
  // A column that could not be guessed, and an answer for all rows.
  await page.locator(".mc-batch-columns td select").nth(4).selectOption("employment_status");
  await page.locator(".mc-batch-rest summary").click();
  await page.fill('.mc-batch-constant[data-target="subsidy_months_drawn"] input', "０");
  await page.keyboard.press("Tab");
  await started(page);
  await page.click(".mc-batch-start");
  await finished(page);
  const filters = await page.innerText(".mc-batch-filters");
  await page.click('[data-verdict="error"]');
  const errors = await page.innerText(".mc-batch-table");
  await page.click('[data-verdict="ineligible"]');
  await page.locator(".mc-batch-note summary").first().press("Enter");
  await page.waitForSelector(".mc-batch-note details[open] a");
  const detail = await page.locator(".mc-batch-note details[open]").first().innerText();
  const links = await page
    .locator(".mc-batch-note details[open] a")
    .evaluateAll((all) => all.map((a) => a.href));
  const csv = await download(page, () => page.getByRole("button", { name: "下载结果（CSV）" }).click());
  const xlsx = await download(page, () => page.getByRole("button", { name: "下载结果（XLSX）" }).click());
  const colophon = await page.innerText(".mc-colophon");
  const single = await page.context().newPage();
  await single.goto(links.at(-1));
  await single.waitForSelector(".mc-result[data-verdict]:not([aria-busy])");
  return {
    template: template.bytes.toString("utf8"),
    columns,
    guessed,
    filters,
    errors,
    detail,
    links,
    csv: csv.bytes.toString("utf8"),
    names: [template.name, csv.name, xlsx.name],
    xlsx: xlsx.bytes.subarray(0, 2).toString("latin1"),
    colophon,
    single: await single.getAttribute(".mc-result", "data-verdict"),
    address: page.url(),
    others: page.requested.filter(([method, url]) => method !== "GET" || !/^(blob:)?http:\/\/127/.test(url)),
    problems: page.problems,
  };
}

/** Files that cannot be used are refused in words, and the next one is read. */
export async function refusing({ browser, site, files, good }) {
  const page = await open(browser, site + PAGE + CHOSEN);
  await page.waitForSelector("#batch-input:not([disabled])", { state: "attached" });
  const said = [];
  for (const [name, base64] of files) {
    await page.setInputFiles("#batch-input", { name, mimeType: "", buffer: Buffer.from(base64, "base64") });
    await page.waitForSelector(".mc-batch-status--failed");
    said.push(await page.innerText(".mc-batch-status"));
    await page.evaluate(() => document.querySelector(".mc-batch-status").classList.remove("mc-batch-status--failed"));
  }
  await page.setInputFiles("#batch-input", roster(good));
  await started(page);
  return { said, button: await page.innerText(".mc-batch-start") };
}

/** One file of the full tier cannot be had, is cut or is called something else. */
export async function failing({ browser, site, file, how }) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await context.route(`**/${file}`, async (route) => {
    if (how === "missing") return route.fulfill({ status: 404, body: "" });
    if (how === "cut") return route.abort("connectionreset");
    const response = await route.fetch();
    const body = await response.body();
    if (how === "type") return route.fulfill({ response, headers: { "content-type": "text/plain" }, body });
    await route.fulfill({ response, body: body.subarray(0, body.length >> 1) });
  });
  await page.goto(site + PAGE);
  await page.selectOption("#batch-region", "tianjin");
  await page.check(`input[value="${BENEFIT}"]`);
  if (how === "type") {
    await page.setInputFiles("#batch-input", roster("姓名,性别\n甲,女\n"));
    await started(page);
    return {};
  }
  await page.waitForSelector(".mc-batch-status--failed");
  const text = await page.innerText(".mc-batch-status");
  await context.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.waitForFunction(() => document.querySelector(".mc-batch-status").textContent === "");
  const kept = await page.isChecked(`input[value="${BENEFIT}"]`);
  return { text, kept };
}

export async function withoutWebAssembly({ browser, site }) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(site + PAGE + CHOSEN);
  await page.waitForSelector(".mc-batch-status--failed");
  return page.innerText(".mc-batch-status");
}

/** Both tiers answer the same requests. */
export async function bothTiers({ browser, site, interpreter, engine, full, rules, requests }) {
  const page = await open(browser, `${site}about/`);
  const answers = await page.evaluate(
    async ([root, places, asked]) => {
      const scripts = `${root}assets/javascripts/`;
      const { FullRuntime } = await import(`${scripts}tools/full-tier.js`);
      const { interpreter, engine, full, rules } = places;
      const addresses = rules.map((path) => root + path);
      const name = JSON.stringify({
        program: `${root}${interpreter}micropython.bin`,
        engine: `${root}${engine}engine.bin`,
        rules: addresses,
      });
      const worker = new Worker(`${scripts}calculator/worker.js`, { type: "module", name });
      const heard = () =>
        new Promise((resolve) => (worker.onmessage = ({ data }) => resolve(data)));
      await heard();
      const light = async (call, request) => {
        const answer = heard();
        worker.postMessage({ id: 1, call, request });
        return (await answer).response;
      };
      const heavy = new FullRuntime({ full: root + full, rules: addresses });
      await heavy.start();
      const found = [];
      for (const [call, request] of asked) {
        found.push(await Promise.all([light(call, request), heavy.ask(call, request)]));
      }
      return { found };
    },
    [site, { interpreter, engine, full, rules }, requests],
  );
  return { ...answers, problems: page.problems };
}

export async function accessibility({ browser, site, axe, rows }) {
  const found = {};
  for (const [width, colorScheme] of [
    [390, "light"],
    [1280, "dark"],
  ]) {
    const page = await open(browser, site + PAGE + CHOSEN, {
      viewport: { width, height: 800 },
      colorScheme,
    });
    await page.waitForSelector("#batch-input:not([disabled])", { state: "attached" });
    await page.setInputFiles("#batch-input", roster(rows));
    await started(page);
    await page.locator(".mc-batch-rest summary").click();
    await page.click(".mc-batch-start");
    await finished(page);
    await page.locator(".mc-batch-note summary").first().click();
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(".mc-batch"));
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    const small = await page.evaluate(() =>
      [...document.querySelectorAll(".mc-batch :is(button, select, summary, input[type=text])")]
        .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
        .map((e) => e.outerHTML.slice(0, 80)),
    );
    found[width] = { violations: violations.map(({ id, nodes }) => [id, nodes[0].html]), wide, small };
  }
  return found;
}

/** Without scripts the page leads to the pages of the benefits. */
export async function withoutScripts({ browser, site }) {
  const page = await open(browser, site + PAGE, { javaScriptEnabled: false });
  return {
    text: await page.locator("article").innerText(),
    links: await page.locator("article a").count(),
  };
}
