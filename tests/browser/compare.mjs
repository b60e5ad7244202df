// Scenarios for comparing regions: the static pages and the tool, as plain values.

const open = async (browser, address, options = {}) => {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  const page = await context.newPage();
  page.problems = [];
  page.requested = [];
  page.on("console", (m) => m.type() === "error" && page.problems.push(m.text()));
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("request", (request) => page.requested.push(request.url()));
  await page.goto(address);
  return page;
};
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const wide = (page) =>
  page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
const said = (page, words) =>
  page.waitForFunction((w) => document.querySelector("#summary")?.textContent.includes(w), words);
const row = (page, label) =>
  page
    .locator(`.mc-comparison tbody tr:has(> th:text-matches("^${label}"))`)
    .first()
    .locator("td")
    .allInnerTexts();

/** A static page on a phone: one region at a time, by keyboard, and without scripts. */
export async function staticPage({ browser, site, path }) {
  const page = await open(browser, `${site}${path}`, PHONE);
  const shown = () =>
    page.locator(".mc-comparison tbody tr").nth(1).locator("td:visible").allInnerTexts();
  const first = await shown();
  await page.locator(".mc-pick input").first().focus();
  await page.keyboard.press("ArrowRight");
  const second = await shown();
  await page.locator('.mc-pick input[value="all"]').check();
  const all = await shown();
  const phone = await wide(page);
  const plain = await open(browser, `${site}${path}`, { ...PHONE, javaScriptEnabled: false });
  await plain.locator('.mc-pick input[value="all"]').check();
  const text = await plain.locator("article").innerText();
  return { first, second, all, phone, plain: text, plainWide: await wide(plain) };
}

/** From a cell of a comparison page into the tool, then another day and only what differs. */
export async function prefilled({ browser, site, path }) {
  const page = await open(browser, `${site}${path}`);
  await page.getByRole("link", { name: "拿这个例子比各地" }).first().click();
  await said(page, "504.60");
  const summary = await page.innerText("#summary");
  const amounts = await row(page, "补多少");
  const quote = await page.locator(".mc-comparison blockquote:visible").count();
  const links = await page
    .locator(".mc-comparison blockquote a")
    .evaluateAll((found) => found.map((link) => link.href));
  const files = page.requested.filter((url) => url.includes("/rules/")).map((url) => url.split("/rules/")[1]);
  const rows = await page.locator(".mc-comparison tr[data-row]").count();
  await page.check("#compare-only");
  const different = await page.locator(".mc-comparison tr[data-row]").count();
  const same = await page.locator(".mc-comparison tr[data-row]:not(.mc-differs)").count();
  // A second day, typed: columns of both days.
  await page.fill("#compare-dates input >> nth=0", "2020年6月10日");
  await page.click("#compare-add-date");
  await page.keyboard.type("20230601");
  await page.keyboard.press("Tab");
  await said(page, "2023年6月1日");
  const heads = await page.locator(".mc-comparison thead th").allInnerTexts();
  const verdicts = await row(page, "结论");
  const benefit = await page.locator(".mc-comparison thead a").nth(1).getAttribute("href");
  const address = page.url();
  await page.reload();
  await said(page, "2023年6月1日");
  const again = await page.locator(".mc-comparison thead th").allInnerTexts();
  const outside = page.requested.filter((url) => !url.startsWith(site));
  return {
    ...{ summary, amounts, quote, links, files, rows, different, same, heads, verdicts, benefit },
    ...{ address, again, outside, problems: page.problems },
  };
}

/** Choosing by keyboard alone, on a phone's width. */
export async function choosing({ browser, site }) {
  const page = await open(browser, `${site}tools/compare/`, PHONE);
  await said(page, "天津");
  const untouched = new URL(page.url()).hash;
  const start = await page.innerText("#summary");
  await page.getByRole("button", { name: /^改按/ }).press("Enter");
  await said(page, "项信息");
  const common = await page.inputValue("#compare-dates input >> nth=0");
  // The question about the local standard is asked for each benefit.
  const local = await page
    .locator('fieldset[data-fact$=":local_standard"] legend')
    .allTextContents();
  await page.focus("#compare-kind");
  await page.selectOption("#compare-kind", { label: "稳岗返还" });
  await page.waitForFunction(() => location.hash.includes("-group=stable_job_refund"));
  await said(page, "全国");
  const regions = await page.locator("#compare-regions label:visible").allInnerTexts();
  await page.locator('#compare-regions input[value="cn"]').focus();
  await page.keyboard.press("Space");
  await page.locator('#compare-regions input[value="shandong"]').focus();
  await page.keyboard.press("Space");
  await said(page, "山东");
  const inherited = await page.locator(".mc-comparison thead").textContent();
  await page.fill("#compare-dates input >> nth=0", "2020-2-30");
  await page.keyboard.press("Tab");
  const error = await page.innerText("#compare-dates-error");
  await page.getByRole("button", { name: "看对照表" }).click();
  // The table is drawn anew for the header's day.
  await page.waitForFunction(() => !location.hash.includes("-dates"));
  const focused = await page.evaluate(() => document.activeElement?.id);
  const table = await page.locator("#compare-only").boundingBox();
  return { untouched, start, common, local, regions, inherited, error, focused, top: table.y, wide: await wide(page), problems: page.problems };
}

/** A region's rules cannot be had; what was typed stays, and it works when tried again. */
export async function failing({ browser, site, file }) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.route("**/full-tier.js", (route) => route.abort());
  await page.route(`**/${file}`, (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(`${site}tools/compare/?as_of=2020-06-10#hard_to_employ_recognised=true&no_such=1&-group=public_welfare_job&-regions=tianjin`);
  await page.getByRole("button", { name: "再试一次" }).waitFor();
  const text = await page.innerText("#summary");
  const kept = await page.isChecked('[data-fact="hard_to_employ_recognised"] input[value="true"]');
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "再试一次" }).click();
  await said(page, "天津");
  await page.waitForSelector(".mc-comparison");
  return { text, kept, unknown: await page.innerText("#comparison") };
}

export async function accessibility({ browser, site, axe, paths }) {
  const found = {};
  for (const [path, ready] of Object.entries(paths)) {
    for (const [name, options] of Object.entries({
      phone: { ...PHONE, colorScheme: "light" },
      desktop: { viewport: { width: 1280, height: 800 }, colorScheme: "dark" },
      zoomed: { viewport: { width: 640, height: 400 }, colorScheme: "light" },
    })) {
      const page = await open(browser, `${site}${path}`, options);
      await page.waitForSelector(ready);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(".mc-page"));
      found[`${path} ${name}`] = {
        violations: violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)]),
        wide: await wide(page),
      };
      await page.close();
    }
  }
  return found;
}
