// Scenarios for the calculator page: what a reader does, returned as plain values.

const PAGE = "benefits/tianjin/flexible-employment-si-subsidy/";
const AS_OF = "?as_of=2020-06-10";

const result = (page) => page.locator(".mc-result").innerText();
const verdict = (page, word) =>
  page.waitForFunction(
    (wanted) => document.querySelector(".mc-result:not([aria-busy])")?.dataset.verdict === wanted,
    word,
  );

/** What is heard follows a moment after what is seen, and is part of the text. */
const spoken = (page, words) =>
  page.locator("[data-result]", { hasText: words }).waitFor({ state: "attached" });

async function open(browser, address, options = {}) {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  const page = await context.newPage();
  page.problems = [];
  page.requested = [];
  page.on("console", (m) => m.type() === "error" && page.problems.push(m.text()));
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("request", (request) => page.requested.push(request.url()));
  await page.goto(address);
  return page;
}

/** Answers in the address give a result without a touch. */
export async function fromAddress({ browser, site, answers }) {
  const page = await open(browser, `${site}${PAGE}${AS_OF}#${answers}`);
  await page.waitForSelector(".mc-result[data-verdict]:not([aria-busy])");
  await page.locator(".mc-steps-part summary").first().click();
  const text = await result(page);
  const links = await page
    .locator(".mc-result blockquote a")
    .evaluateAll((found) => found.map((link) => link.href));
  const missing = [];
  for (const href of new Set(links)) {
    const target = await page.context().newPage();
    await target.goto(href);
    if (!(await target.locator(`[id="${new URL(href).hash.slice(1)}"]`).count())) missing.push(href);
    await target.close();
  }
  const outside = page.requested.filter((url) => !url.startsWith(site));
  return { text, links: links.length, missing, outside, problems: page.problems };
}

/** Answering question by question, as people type. */
export async function answering({ browser, site }) {
  const page = await open(browser, `${site}${PAGE}${AS_OF}`);
  await verdict(page, "needs_info");
  const start = await result(page);
  const radio = (fact, value) => page.check(`[data-fact="${fact}"] input[value="${value}"]`);
  await radio("hard_to_employ_recognised", "true");
  await radio("employment_status", "flexible");
  await page.check('[data-fact="person_status"] input[value="dibao_family"]');
  await page.fill('[data-fact="flexible_registration_date"] input', "2020年6月31日");
  await page.fill('[data-fact="subsidy_months_drawn"] input', "０");
  const error = await page.innerText("#error-flexible_registration_date");
  await page.fill('[data-fact="flexible_registration_date"] input', "20200603");
  await page.fill('[data-fact="birth_date"] input', "1985.3.2");
  await page.check('[data-fact="person_exit_events"] input[data-none]');
  for (const insurance of ["pension", "medical", "unemployment"]) {
    await page.check(`[data-fact="flexible_insurances_paid"] input[value="${insurance}"]`);
  }
  await verdict(page, "provisional");
  await radio("fraud_found", "false");
  await verdict(page, "eligible");
  await page.waitForSelector('[data-parameter="tianjin.flex_rate_unemployment"]:not([hidden])');
  const open_ended = await result(page);
  await page.fill('[data-parameter="tianjin.flex_rate_unemployment"] input', "1");
  await page.waitForFunction(() =>
    document.querySelector(".mc-result").textContent.includes("731.67"),
  );
  const typed = await result(page);
  const address = page.url();
  await page.reload();
  await verdict(page, "eligible");
  const again = await result(page);
  // 以上都没有 takes back what was ticked, and the other way round.
  await page.check('[data-fact="person_status"] input[data-none]');
  const ticked = await page.isChecked('[data-fact="person_status"] input[value="dibao_family"]');
  await page.click('button[type="reset"]');
  await verdict(page, "needs_info");
  const cleared = new URL(page.url()).hash;
  return { start, error, open_ended, typed, address, again, ticked, cleared };
}

/** A link to other answers, followed on the page itself. */
export async function otherAnswers({ browser, site, answers }) {
  const page = await open(browser, `${site}${PAGE}${AS_OF}`);
  await verdict(page, "needs_info");
  const folded = await page.locator(".mc-question-group[open]").count();
  await page.evaluate((hash) => { location.hash = hash; }, answers);
  await verdict(page, "eligible");
  await page.evaluate((hash) => { location.hash = hash; }, answers.replace("drawn=0", "drawn=6"));
  await page.fill('[data-fact="consecutive_unpaid_months"] input', "3");
  await verdict(page, "ineligible");
  const stopped = await result(page);
  await page.fill('[data-fact="consecutive_unpaid_months"] input', "");
  await verdict(page, "needs_info");
  const asked = await result(page);
  const unfolded = await page.locator(".mc-question-group[open] legend").allInnerTexts();
  return { folded, stopped, asked, unfolded, hash: new URL(page.url()).hash };
}

/** The header's date decides: another date, another answer. */
export async function changeDate({ browser, site, answers }) {
  const page = await open(browser, `${site}${PAGE}${AS_OF}#${answers}`);
  await verdict(page, "eligible");
  await page.fill("#mc-as-of", "2023-05-29");
  await verdict(page, "not_in_force");
  return { text: await result(page), hash: new URL(page.url()).hash };
}

/** One file cannot be had; the page says so soon, keeps the answers, and tries again. */
export async function failing({ browser, site, file, how }) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  // Nor is the other tier to be had.
  await page.route("**/full-tier.js", (route) => route.abort());
  await page.route(`**/${file}`, async (route) => {
    if (how === "missing") return route.fulfill({ status: 404, body: "" });
    if (how === "cut") return route.abort("connectionreset");
    const response = await route.fetch();
    const body = await response.body();
    return route.fulfill({ response, body: body.subarray(0, body.length >> 1) });
  });
  await page.goto(`${site}${PAGE}${AS_OF}#hard_to_employ_recognised=false`);
  await page.waitForSelector(".mc-verdict button");
  const text = await result(page);
  // Another answer tries by itself, and fails again.
  const first = await page.$(".mc-verdict button");
  await page.check('[data-fact="sex"] input[value="female"]');
  await page.waitForFunction(
    (button) => !button.isConnected && document.querySelector(".mc-verdict button"),
    first,
  );
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.click(".mc-verdict button");
  await verdict(page, "ineligible");
  const kept = await page.isChecked('[data-fact="sex"] input[value="female"]');
  return { text, kept };
}

export async function withoutWebAssembly({ browser, site }) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto(`${site}${PAGE}${AS_OF}`);
  await page.waitForSelector(".mc-verdict button");
  return result(page);
}

export async function withoutScripts({ browser, site }) {
  const page = await open(browser, `${site}${PAGE}`, { javaScriptEnabled: false });
  const text = await page.locator("article").innerText();
  return { text, form: await page.isVisible("form") };
}

export async function accessibility({ browser, site, axe, answers }) {
  const found = {};
  for (const width of [390, 1280]) {
    const page = await open(browser, `${site}${PAGE}${AS_OF}#${answers}`, {
      viewport: { width, height: 800 },
    });
    await page.waitForSelector(".mc-result[data-verdict]:not([aria-busy])");
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(".mc-benefit"));
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    found[width] = { violations: violations.map(({ id, nodes }) => [id, nodes[0].html]), wide };
  }
  return found;
}

/** The light tier cannot start: the full one answers, and the small print says so. */
export async function otherTier({ browser, site, file }) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(`${site}${PAGE}${AS_OF}#hard_to_employ_recognised=false&sex=female`);
  await verdict(page, "ineligible");
  await spoken(page, "不符合");
  const light = { text: await result(page), small: await page.innerText(".mc-colophon") };
  await page.route(`**/${file}`, (route) => route.fulfill({ status: 404, body: "" }));
  await page.reload();
  await verdict(page, "ineligible");
  await spoken(page, "不符合");
  const full = { text: await result(page), small: await page.innerText(".mc-colophon") };
  await context.close();
  return { light, full };
}
