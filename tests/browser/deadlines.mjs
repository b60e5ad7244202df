// What readers do on the pages of procedures and with the tool that chooses one.

const APPLY = "timelines/tianjin/flexible-subsidy-apply/";
const TOOL = "tools/deadlines/";
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };

async function open(browser, address, options = {}) {
  const context = await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") page.problems.push(message.text());
  });
  await page.goto(address);
  return page;
}

const steps = (page) => page.locator(".mc-steps > .mc-step").allInnerTexts();
const holds = (page, selector, text) =>
  page.waitForFunction(
    ([where, words]) => document.querySelector(where)?.textContent.includes(words),
    [selector, text],
  );

/** Typing dates with the keyboard alone, then saving and copying. */
export async function typing({ browser, site, size }) {
  const page = await open(browser, `${site}${APPLY}?as_of=2020-06-10`, {
    viewport: SIZES[size],
    acceptDownloads: true,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.waitForSelector("[data-shown]");
  const before = await page.locator(".mc-line-answer").innerText();
  await page.focus("#ask-flexible_registration_date input");
  await page.keyboard.type("2020年6月31日");
  await page.keyboard.press("Tab");
  const error = await page.innerText("#error-flexible_registration_date");
  await page.focus("#ask-flexible_registration_date input");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("２０２０．６．３");
  await holds(page, ".mc-steps", "7月3日");
  // The day of the header, with a press of its button.
  await page.focus("#ask-acceptance_date .mc-today");
  await page.keyboard.press("Enter");
  await holds(page, '[data-step="street"]', "6月15日");
  const listed = await steps(page);
  const answer = await page.locator(".mc-line-answer").innerText();
  const spoken = await page.locator(".mc-line [role=status]").first().textContent();
  const picture = await page.locator(".mc-picture .mc-picture-day").allTextContents();
  const days = await page.locator(".mc-month td.mc-day").evaluateAll((cells) =>
    cells.map((cell) => [cell.className, cell.textContent]),
  );
  const captions = await page.locator(".mc-month caption").allInnerTexts();
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const small = await page.locator(".mc-line :is(button, input[type=text])").evaluateAll((found) =>
    found.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.outerHTML),
  );
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "存到日历" }).press("Enter"),
  ]);
  const stream = await file.createReadStream();
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  await page.getByRole("button", { name: "复制文字" }).press("Enter");
  await holds(page, ".mc-line-actions", "已复制");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const address = page.url();
  await page.reload();
  await holds(page, '[data-step="street"]', "6月15日");
  const again = await steps(page);
  await page.keyboard.press("Tab");
  await page.click("button[type=reset]");
  await holds(page, ".mc-line-answer", "再填这些");
  return {
    before, error, listed, answer, spoken, picture, days, captions, wide, small,
    name: file.suggestedFilename(), ics: Buffer.concat(chunks).toString("utf8"),
    copied, address, again, cleared: new URL(page.url()).hash, problems: page.problems,
  };
}

/** Another reading, chosen on the page. */
export async function reading({ browser, site }) {
  const page = await open(browser, `${site}timelines/cn/pension-transfer/?as_of=2020-06-10#acceptance_date=2020-6-1&no_such=1`);
  await holds(page, '[data-step="target"], .mc-steps', "6月22日");
  const usual = await steps(page);
  const answer = await page.locator(".mc-line-answer").innerText();
  await page.locator("#reading-cn26-pension-15 input[value=B]").focus();
  await page.keyboard.press("Space");
  await holds(page, ".mc-steps", "提速50%，取22个工作日");
  const other = await steps(page);
  const address = page.url();
  await page.reload();
  await holds(page, ".mc-steps", "提速50%，取22个工作日");
  return { usual, answer, other, address, problems: page.problems };
}

/** Pressing an example fills it in, on its own day; Back returns. */
export async function example({ browser, site }) {
  const page = await open(browser, `${site}${APPLY}`);
  await page.waitForSelector("[data-shown]");
  await page.locator(".mc-try").first().click();
  await holds(page, ".mc-steps", "10月20日");
  const listed = await steps(page);
  const date = await page.inputValue("#mc-as-of");
  await page.goBack();
  await page.waitForFunction(() => !new URLSearchParams(location.search).has("as_of"));
  return { listed, date, back: page.url(), problems: page.problems };
}

/** Choosing a procedure by words and by region, and choosing again. */
export async function choosing({ browser, site, size }) {
  const page = await open(browser, `${site}${TOOL}?as_of=2026-11-23`, { viewport: SIZES[size] });
  await page.waitForSelector(".mc-chooser-box:not([hidden])");
  await page.click('button[data-region="江苏"]');
  const ofRegion = await page.locator(".mc-chooser li:not([hidden])").allInnerTexts();
  await page.click('button[data-region=""]');
  await page.focus("#mc-procedure-words");
  await page.keyboard.type("限时办结 50%");
  await holds(page, "#mc-procedure-count", "1 项");
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-shown]");
  const focused = await page.evaluate(() => document.activeElement.closest("fieldset")?.dataset.fact);
  await page.keyboard.type("2026-12-28");
  await page.fill("#ask-published_limit_days input", "20");
  await holds(page, ".mc-line-answer", "节假日安排还没有公布");
  const unpublished = await page.locator(".mc-procedure").innerText();
  const links = await page.locator(".mc-procedure a[href]").evaluateAll((all) => all.map(({ href }) => href));
  const missing = [];
  for (const href of new Set(links)) {
    const response = await page.request.get(href.split("#")[0]);
    if (!response.ok()) missing.push(href);
  }
  const address = page.url();
  await page.goBack();
  await page.waitForSelector(".mc-chooser:not([hidden])");
  await page.fill("#mc-procedure-words", "没有这样的事");
  const nothing = await page.innerText("#mc-procedure-count");
  await page.goto(address);
  await holds(page, ".mc-line-answer", "节假日安排还没有公布");
  await page.getByRole("button", { name: "换一项业务" }).click();
  await page.waitForSelector(".mc-chooser:not([hidden])");
  return { ofRegion, focused, unpublished, missing, address, nothing, problems: page.problems };
}

/** Something cannot be had: said soon, nothing typed is lost, another try works. */
export async function failing({ browser, site, file }) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.route("**/full-tier.js", (route) => route.abort());
  await page.route(`**/${file}`, (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(`${site}${APPLY}?as_of=2020-06-10#flexible_registration_date=2020-6-3`);
  await page.getByRole("button", { name: "再试一次" }).waitFor();
  const text = await page.locator(".mc-procedure").innerText();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "再试一次" }).click();
  await holds(page, ".mc-steps", "7月3日");
  const kept = await page.inputValue("#ask-flexible_registration_date input");
  return { text, kept };
}

/** The page of a procedure is away when it is chosen. */
export async function failingChoice({ browser, site }) {
  const page = await open(browser, `${site}${TOOL}`);
  await page.route(`**/${APPLY}`, (route) => route.fulfill({ status: 404, body: "" }));
  await page.locator('li[data-timeline="tianjin/flexible-subsidy-apply"] a').click();
  await page.getByRole("button", { name: "再试一次" }).waitFor();
  const text = await page.locator(".mc-chosen-procedure").innerText();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: "再试一次" }).click();
  await page.waitForSelector("[data-shown]");
  await page.goto(`${site}${TOOL}#-timeline=no/such`);
  await page.reload();
  await holds(page, ".mc-chosen-procedure", "no/such");
  return { text };
}

export async function withoutScripts({ browser, site }) {
  const page = await open(browser, `${site}${APPLY}`, { javaScriptEnabled: false });
  const text = await page.locator("article").innerText();
  const form = await page.isVisible("form.mc-line-form");
  await page.goto(`${site}${TOOL}`);
  return { text, form, tool: await page.locator("article").innerText() };
}

export async function paper({ browser, site }) {
  const page = await open(browser, `${site}${APPLY}?as_of=2020-06-10#flexible_registration_date=2020-6-3&acceptance_date=2020-6-10`);
  await holds(page, ".mc-steps", "7月3日");
  await page.emulateMedia({ media: "print" });
  const shown = await page.locator("article").innerText();
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return { shown, pages: pdf.match(/\/Type\s*\/Page\b/g).length };
}

export async function accessibility({ browser, site, axe }) {
  const found = {};
  const pages = {
    list: "timelines/",
    tool: TOOL,
    procedure: `${APPLY}?as_of=2020-09-25#flexible_registration_date=2020-9-1&acceptance_date=2020-9-27`,
  };
  for (const [name, path] of Object.entries(pages)) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await open(browser, site + path, { viewport: SIZES.phone, colorScheme });
      if (name === "procedure") await holds(page, ".mc-steps", "10月1日");
      if (name === "tool") await page.waitForSelector(".mc-chooser-box:not([hidden])");
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run("article"));
      await page.evaluate(() => document.documentElement.classList.add("mc-large"));
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      found[`${name} ${colorScheme}`] = { violations: violations.map(({ id, nodes }) => [id, nodes[0].html]), wide };
    }
  }
  return found;
}
