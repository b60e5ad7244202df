// Scenarios for 补贴测算 and for tables that are taken along.
import { readFileSync } from "node:fs";

const PAGE = "tools/amounts/";
const GRADUATE = "tianjin/flexible-employment-si-subsidy-graduate";

async function open(browser, address, options = {}) {
  const context = await browser.newContext({ locale: "zh-CN", acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("console", (m) => m.type() === "error" && page.problems.push(m.text()));
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await page.goto(address);
  return page;
}

const tableSays = (page, words) =>
  page.waitForFunction(
    (wanted) => document.querySelector(".mc-amounts-table")?.textContent.includes(wanted),
    words,
  );

const rows = (page, selector) =>
  page
    .locator(`${selector} tr`)
    .evaluateAll((found) =>
      found.map((row) => [...row.cells].map((cell) => cell.textContent.trim())),
    );

async function download(page, button) {
  const waiting = page.waitForEvent("download");
  await button.press("Enter");
  const file = await waiting;
  return { name: file.suggestedFilename(), path: await file.path() };
}

/** Benefits are found by typing and chosen with the keyboard; amounts add up. */
export async function choosing({ browser, site, answers, width }) {
  const page = await open(browser, `${site}${PAGE}?as_of=2021-01-10`, {
    viewport: { width, height: 844 },
  });
  await page.waitForFunction(() =>
    document.querySelector(".mc-verdict")?.textContent.includes("先在上面选一项"),
  );
  await page.focus(".mc-amounts-filter");
  await page.keyboard.type("天津 灵活就业");
  const found = await page.innerText("[data-count]");
  await page.focus(`input[value="${GRADUATE}"]`);
  await page.keyboard.press("Space");
  await page.waitForSelector(".mc-share");
  const asked = await page.locator(".mc-form-first legend:visible").allInnerTexts();
  const folded = await page.locator(".mc-question-group").isVisible();
  const own = new URL(page.url()).hash.slice(1);
  await page.evaluate((hash) => { location.hash = hash; }, `${answers}&${own}`);
  await tableSays(page, "12,059.18");
  const stretches = await rows(page, ".mc-amounts-sums tbody");
  const picture = await page.locator(".mc-month-chart rect").count();
  await page.focus("#mc-start");
  await page.keyboard.type("２０２１年６月");
  await page.focus("#mc-months");
  await page.keyboard.type("24");
  await tableSays(page, "12,749.88");
  const period = await rows(page, ".mc-amounts-sums tbody");
  const address = page.url();
  await page.focus("#mc-months");
  await page.keyboard.type("0");
  await page.keyboard.press("Tab");
  const refused = await page.innerText("#error-months");
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return { found, asked, folded, stretches, picture, period, address, refused, wide, problems: page.problems };
}

/** Two benefits: sums over both, one sheet, files. */
export async function several({ browser, site, axe, hash, asOf }) {
  const page = await open(browser, `${site}${PAGE}?as_of=${asOf}#${hash}`, {
    viewport: { width: 1440, height: 900 },
    colorScheme: "dark",
  });
  await page.waitForSelector(".mc-amounts-sums");
  const card = await page.innerText(".mc-verdict");
  const shares = await page.innerText(".mc-result-more");
  const table = await rows(page, ".mc-amounts-sums");
  const csv = await download(page, page.locator(".mc-amounts-table .mc-table-download button").first());
  const sheet = await download(page, page.locator(".mc-amounts-table .mc-table-download button").last());
  const found = {};
  await page.evaluate(axe);
  for (const scheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme: scheme });
    const { violations } = await page.evaluate(() => globalThis.axe.run(".mc-amounts"));
    found[scheme] = violations.map(({ id, nodes }) => [id, nodes[0].html]);
  }
  await page.locator('[data-do="notice"]').press("Enter");
  await page.waitForSelector(".mc-notice-sheet");
  const notice = await page.innerText(".mc-notice-sheet");
  return {
    card,
    shares,
    table,
    csv: { name: csv.name, text: readFileSync(csv.path, "utf8") },
    sheet: { name: sheet.name, base64: readFileSync(sheet.path).toString("base64") },
    violations: found,
    notice,
    problems: page.problems,
  };
}

/** A table of the site, filtered, as files. */
export async function anyTable({ browser, site, path, filter }) {
  const page = await open(browser, `${site}${path}`);
  const buttons = page.locator(".mc-table-download").first().locator("button");
  await buttons.first().waitFor();
  const all = await download(page, buttons.first());
  const sheet = await download(page, buttons.last());
  await page.locator(".mc-table-filter").first().fill(filter);
  const some = await download(page, buttons.first());
  const lines = (file) => readFileSync(file.path, "utf8").split("\r\n").length - 2;
  return {
    name: all.name,
    all: lines(all),
    some: lines(some),
    head: readFileSync(all.path, "utf8").split("\r\n")[0],
    base64: readFileSync(sheet.path).toString("base64"),
    problems: page.problems,
  };
}
