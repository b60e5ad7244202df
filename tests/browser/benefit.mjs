// Scenarios around the calculator of a benefit: keyboard, paper, links, cases.
import { createRequire } from "node:module";

const qrcode = createRequire(import.meta.url)("qrcode-generator");

const PAGE = "benefits/tianjin/flexible-employment-si-subsidy/";
const AS_OF = "?as_of=2020-06-10";
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1440, height: 900 };

const result = (page) => page.locator(".mc-result").innerText();
const verdict = (page, word) =>
  page.waitForFunction(
    (wanted) => document.querySelector(".mc-result:not([aria-busy])")?.dataset.verdict === wanted,
    word,
  );
const says = (page, words) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector(".mc-result:not([aria-busy])")?.textContent.includes(wanted),
    words,
  );

async function open(browser, address, options = {}) {
  const context = await browser.newContext({ locale: "zh-CN", viewport: PHONE, ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("console", (m) => m.type() === "error" && page.problems.push(m.text()));
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await page.goto(address);
  return page;
}

async function violations(page, axe, scope) {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate((one) => globalThis.axe.run(one), scope);
  return found.map(({ id, nodes }) => [id, nodes[0].html]);
}

const sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** From an empty page to the sheet of paper with nothing but the keyboard. */
export async function byKeyboard({ browser, site, size }) {
  const viewport = size === "phone" ? PHONE : DESKTOP;
  const page = await open(browser, `${site}${PAGE}${AS_OF}`, { viewport });
  await verdict(page, "needs_info");
  const choose = async (fact, value) => {
    await page.focus(`[data-fact="${fact}"] input[value="${value}"]`);
    await page.keyboard.press("Space");
  };
  const type = async (fact, text) => {
    await page.focus(`[data-fact="${fact}"] input`);
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
  };
  await choose("hard_to_employ_recognised", "true");
  await choose("employment_status", "flexible");
  await type("flexible_registration_date", "2020年6月3日");
  await choose("person_status", "zero_employment_family");
  await choose("sex", "female");
  await type("birth_date", "1985.3.2");
  await type("subsidy_months_drawn", "０");
  await page.focus('[data-fact="person_exit_events"] input[data-none]');
  await page.keyboard.press("Space");
  await choose("flexible_insurances_paid", "pension");
  await choose("fraud_found", "false");
  await verdict(page, "eligible");
  await says(page, "504.60");
  // The card is in sight while the last questions are answered.
  const card = await page.locator(".mc-verdict").boundingBox();
  const inSight = card.y >= 0 && card.y + card.height <= viewport.height;
  await type("subsidy_months_drawn", "多");
  await page.waitForSelector(".mc-verdict-unreadable");
  const refused = await page.innerText("#error-subsidy_months_drawn");
  await page.fill('[data-fact="subsidy_months_drawn"] input', "0");
  await page.keyboard.press("Tab");
  await page.waitForSelector(".mc-verdict-unreadable", { state: "detached" });
  await page.focus('[data-do="notice"]');
  await page.keyboard.press("Enter");
  await page.waitForSelector(".mc-notice-sheet");
  const focused = await page.evaluate(() => document.activeElement.textContent);
  const sheet = await page.innerText(".mc-notice-sheet");
  const link = page.url();
  const path = await page.getAttribute(".mc-notice-code path:last-child", "d");
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
  await page.emulateMedia({ media: "print" });
  const others = await page.evaluate(
    () => [...document.body.children].filter((one) => one.checkVisibility()).length,
  );
  const behind = await page.evaluate(
    () => getComputedStyle(document.querySelector(".mc-notice"), "::backdrop").backgroundColor,
  );
  await page.emulateMedia({ media: "screen" });
  await page.keyboard.press("Escape");
  await page.waitForSelector(".mc-notice", { state: "detached" });
  const back = await page.evaluate(() => document.activeElement.dataset.do);
  const { problems } = page;
  return { inSight, refused, focused, sheet, pages, others, behind, back, problems, sameCode: isCodeOf(path, link) };
}

/** Whether a path of squares is the QR code of a text. */
function isCodeOf(path, text) {
  const qr = qrcode(0, "L");
  qr.addData(text, "Byte");
  qr.make();
  const count = qr.getModuleCount();
  const dark = new Set();
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let i = 0; i < Number(run); i += 1) dark.add(`${Number(x) - 4 + i} ${Number(y) - 4}`);
  }
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (qr.isDark(row, column) !== dark.has(`${column} ${row}`)) return false;
    }
  }
  return true;
}

/** A change that is proposed is made with a press, and taken back. */
export async function applying({ browser, site, answers }) {
  const other = answers.replace("employment_status=flexible", "employment_status=employed");
  const page = await open(browser, `${site}${PAGE}${AS_OF}#${other}`);
  await verdict(page, "ineligible");
  const ways = await page.locator(".mc-ways").innerText();
  await page.locator(".mc-ways button", { hasText: "灵活就业" }).first().press("Enter");
  await verdict(page, "eligible");
  const said = await page.innerText(".mc-applied");
  const focused = await page.evaluate(() => document.activeElement.textContent);
  const chosen = await page.isChecked('[data-fact="employment_status"] input[value="flexible"]');
  await page.keyboard.press("Enter");
  await verdict(page, "ineligible");
  const restored = await page.isChecked('[data-fact="employment_status"] input[value="employed"]');
  // An age is reached by waiting: the day of the header moves, the day of birth stays.
  const young = answers
    .replace("1985-03-02", "1980-08-02")
    .replace("person_status=zero_employment_family", "person_status=none");
  await page.evaluate((hash) => { location.hash = hash; }, young);
  await page.locator(".mc-ways button", { hasText: "照这样改" }).press("Enter");
  await verdict(page, "eligible");
  const later = {
    address: page.url(),
    birth: await page.inputValue('[data-fact="birth_date"] input'),
    registered: await page.inputValue('[data-fact="flexible_registration_date"] input'),
  };
  await page.keyboard.press("Enter");
  await verdict(page, "ineligible");
  const undone = page.url();
  return { ways, said, focused, chosen, restored, later, undone, problems: page.problems };
}

/** Another reading is chosen, kept in the link, and given up again. */
export async function reading({ browser, site, answers }) {
  const page = await open(browser, `${site}${PAGE}${AS_OF}#${answers}`, { viewport: DESKTOP });
  await verdict(page, "eligible");
  const used = page.locator(".mc-verdict-amount");
  const before = await used.innerText();
  const press = (words) =>
    page
      .locator(".mc-dispute", { hasText: "最低缴费“标准”" })
      .locator(".mc-side", { hasText: words })
      .locator("button")
      .press("Enter");
  await press("照89号字面");
  await says(page, "用的是您选的理解");
  const after = await used.innerText();
  const focused = await page.evaluate(() => document.activeElement !== document.body);
  const address = page.url();
  await page.reload();
  await verdict(page, "eligible");
  const again = await used.innerText();
  await press("默认");
  await page.waitForFunction(
    () => !document.querySelector(".mc-verdict").textContent.includes("您选的理解"),
  );
  return { before, after, again, focused, address, last: await used.innerText(), hash: new URL(page.url()).hash };
}

/** A link that was kept while the data was another. */
export async function oldLink({ browser, site, answers }) {
  const hash = `${answers}&was_once=1&-read.nothing=B&-version=000000000000&-saved=2020-01-02`;
  const page = await open(browser, `${site}${PAGE}${AS_OF}#${hash}`);
  await verdict(page, "eligible");
  const notes = await page.innerText(".mc-result-notes");
  const untouched = page.url().includes("-saved=2020-01-02");
  await page.check('[data-fact="sex"] input[value=""]');
  await page.waitForFunction(() => !location.hash.includes("-saved=2020-01-02"));
  return { notes, untouched, address: page.url() };
}

/** The case that an editor can paste. */
export async function exported({ browser, site, page: path, asOf, answers }) {
  const page = await open(browser, `${site}${path}?as_of=${asOf}#${answers}`);
  await page.waitForSelector(".mc-result[data-verdict]:not([aria-busy])");
  await page.locator(".mc-case summary").press("Enter");
  await page.waitForFunction(() => document.querySelector(".mc-case textarea").value);
  return page.inputValue(".mc-case textarea");
}

/** Themes, sizes, large text and the open sheet. */
export async function accessibility({ browser, site, axe, answers }) {
  const found = {};
  for (const [name, options, large] of [
    ["phone", { viewport: PHONE, colorScheme: "light" }, false],
    ["large", { viewport: PHONE, colorScheme: "light" }, true],
    ["zoomed", { viewport: { width: 640, height: 450 }, colorScheme: "light" }, false],
    ["dark", { viewport: DESKTOP, colorScheme: "dark" }, false],
  ]) {
    const page = await open(browser, "about:blank", options);
    if (large) {
      await page.addInitScript(() => localStorage.setItem("mingce.text-size", "large"));
    }
    await page.goto(`${site}${PAGE}${AS_OF}#${answers}`);
    await page.waitForSelector(".mc-result[data-verdict]:not([aria-busy])");
    for (const details of await page.locator(".mc-result details").all()) {
      await details.evaluate((one) => { one.open = true; });
    }
    found[name] = { violations: await violations(page, axe, ".mc-benefit"), wide: await sideways(page) };
    await page.locator('[data-do="notice"]').press("Enter");
    await page.waitForSelector(".mc-notice-sheet");
    found[`${name} sheet`] = { violations: await violations(page, axe, ".mc-notice"), wide: await sideways(page) };
    await page.close();
  }
  return found;
}
