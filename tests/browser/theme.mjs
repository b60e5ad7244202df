// Scenarios for the page frame: what a reader does, returned as plain values for test_theme.py.

const POLICY = "policies/tianjin/tj6/";
const LISTING = "policies/";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESKTOP = { viewport: { width: 1440, height: 900 } };

const ready = (page) => page.waitForFunction(() => document.getElementById("mc-as-of")?.value);

async function open(browser, address, options = DESKTOP) {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  const page = await context.newPage();
  await page.goto(address);
  if (options.javaScriptEnabled !== false) await ready(page);
  return page;
}

/** What a policy page says about its status. */
const state = (page) =>
  page.evaluate(() => ({
    word: document.querySelector(".mc-status .mc-status-word").textContent,
    className: [...document.querySelector(".mc-status").classList].at(-1),
    notices: [...document.querySelectorAll(".mc-expiry:not([hidden])")].map(
      (notice) => notice.dataset.forStatus,
    ),
    band: document.getElementById("mc-as-of-band").innerText.replace(/\s+/g, " ").trim(),
    control: document.getElementById("mc-as-of").value,
    query: location.search,
  }));

export async function statusOnDates({ browser, site, dates }) {
  const states = {};
  const page = await open(browser, site + POLICY);
  for (const date of dates) {
    await page.goto(`${site}${POLICY}?as_of=${date}`);
    await ready(page);
    states[date] = await state(page);
  }
  return states;
}

export async function changeDate({ browser, site }) {
  const page = await open(browser, site + POLICY);
  const before = await state(page);
  await page.fill("#mc-as-of", "2020-06-10");
  const changed = await state(page);
  await page.goBack();
  const back = await state(page);
  await page.goForward();
  await page.click("#mc-as-of-band button");
  const today = await state(page);
  await page.goto(`${site}${POLICY}?as_of=2020-06-10#art-2`);
  await ready(page);
  await page.click(".mc-brand");
  await ready(page);
  const carried = page.url();
  return { before, changed, back, today, carried };
}

/** Typing a date key by key passes through the years 2, 20 and 202. */
export async function typeDate({ browser, site }) {
  const page = await open(browser, site + POLICY, { ...DESKTOP, locale: "en-US" });
  const length = await page.evaluate(() => history.length);
  await page.focus("#mc-as-of");
  await page.keyboard.type("06102020");
  const typed = await state(page);
  const steps = (await page.evaluate(() => history.length)) - length;
  return { query: typed.query, word: typed.word, steps };
}

export async function copyCitation({ browser, site }) {
  const page = await open(browser, `${site}${POLICY}?as_of=2020-06-10`);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const button = page.locator("#art-7 > .mc-tools > .mc-copy");
  await button.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#art-7 .mc-copy").textContent === "已复制");
  const text = await page.evaluate(() => navigator.clipboard.readText());

  // Plain http on an intranet has no clipboard interface.
  const old = await browser.newContext(DESKTOP);
  await old.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.addEventListener("copy", () => {
      window.copied = document.activeElement.value;
    });
  });
  const other = await old.newPage();
  await other.goto(site + POLICY);
  await ready(other);
  await other.locator("#art-7 > .mc-tools > .mc-copy").focus();
  await other.keyboard.press("Enter");
  await other.waitForFunction(() => window.copied);
  return {
    text,
    announced: await page.locator("p[role=status]").textContent(),
    fallback: await other.evaluate(() => window.copied),
  };
}

export async function copyOnPhone({ browser, site }) {
  const page = await open(browser, site + POLICY, PHONE);
  const button = page.locator("#art-7 > .mc-tools > .mc-copy");
  const before = await button.isVisible();
  await page.locator("#art-7 > .mc-tools > .mc-permalink").tap();
  return { before, after: await button.isVisible(), hash: await page.evaluate(() => location.hash) };
}

export async function sortAndFilter({ browser, site }) {
  const page = await open(browser, site + LISTING);
  const header = page.locator("th[data-sort=date]").first();
  const column = await header.evaluate((cell) => cell.cellIndex);
  const values = () =>
    page.evaluate(
      (index) =>
        [...document.querySelectorAll("table[data-sortable] tbody tr")].map(
          (row) => row.cells[index].dataset.value ?? row.cells[index].textContent.trim(),
        ),
      column,
    );
  await header.locator("button").click();
  const ascending = { order: await header.getAttribute("aria-sort"), values: await values() };
  await header.locator("button").press("Enter");
  const descending = { order: await header.getAttribute("aria-sort"), values: await values() };
  const rows = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("table[data-sortable] tbody tr")]
        .filter((row) => !row.hidden)
        .map((row) => `${row.textContent} ${row.dataset.words}`),
    );
  const all = await rows();
  await page.fill(".mc-table-filter", "天津 补贴");
  const filtered = await rows();
  const count = await page.locator(".mc-table-count").textContent();
  await page.fill(".mc-table-filter", "没有这样的文件");
  const none = await page.locator(".mc-table-count").textContent();
  return { ascending, descending, all, filtered, count, none };
}

/** First cells of the rows that stay when something is typed into the filter of a register. */
async function filtered(browser, address, typed) {
  const page = await open(browser, address);
  await page.fill(".mc-table-filter", typed);
  return page.evaluate(() =>
    [...document.querySelectorAll("table[data-sortable] tbody tr:not([hidden])")].map((row) =>
      row.cells[0].textContent.trim(),
    ),
  );
}

export const filterNumbers = ({ browser, site, typed }) => filtered(browser, `${site}numbers/`, typed);

export const filterDocuments = ({ browser, site, typed }) => filtered(browser, site + LISTING, typed);

/** Registers that have to be moved sideways on a phone, in large text too. */
export async function widerThanPhone({ browser, site, paths }) {
  const page = await open(browser, site + LISTING, PHONE);
  const found = [];
  for (const large of [false, true]) {
    if (large) await page.tap("#mc-text-size");
    for (const path of paths) {
      await page.goto(site + path);
      await ready(page);
      const wide = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll(".mc-table-scroll")].some(
          (box) => box.scrollWidth > box.clientWidth + 1,
        ),
      );
      if (wide) found.push({ path, large });
    }
  }
  return found;
}

/** Clauses whose tools stand on their words where a mouse meets a narrow window. */
export async function coveredText({ browser, site, path }) {
  const page = await open(browser, site + path, { viewport: { width: 640, height: 900 } });
  return page.evaluate(() =>
    [...document.querySelectorAll(".mc-clause > .mc-clause-text + .mc-tools")].flatMap((tools) => {
      const words = document.createRange();
      words.selectNodeContents(tools.previousElementSibling);
      const lines = [...words.getClientRects()];
      const covered = [...tools.children].some((tool) => {
        const box = tool.getBoundingClientRect();
        const middle = box.top + box.height / 2;
        return lines.some(
          (line) =>
            line.top < middle && middle < line.bottom && line.left < box.right && box.left < line.right,
        );
      });
      return covered ? [tools.parentElement.id] : [];
    }),
  );
}

export async function card({ browser, site }) {
  const link = "#art-1 a.mc-ref[data-issued]";
  const page = await open(browser, `${site}${POLICY}?as_of=2020-06-10`);
  await page.locator("#art-1 > .mc-tools > .mc-permalink").focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+Tab");
  const focused = await page.evaluate((selector) => document.activeElement.matches(selector), link);
  const byKeyboard = await page.locator(".mc-card").innerText();
  const described = await page.locator(link).getAttribute("aria-describedby");
  await page.keyboard.press("Escape");
  const afterEscape = await page.locator(".mc-card").count();

  await page.hover(link);
  await page.waitForSelector(".mc-card");
  await page.hover(".mc-card"); // the card stays while the mouse is on it
  await page.waitForTimeout(400);
  const whileInside = await page.locator(".mc-card").count();
  await page.mouse.move(5, 5);
  await page.waitForSelector(".mc-card", { state: "detached" });

  const phone = await open(browser, site + POLICY, PHONE);
  const address = phone.url();
  await phone.locator(link).tap();
  await phone.waitForSelector(".mc-card--sheet");
  const stayed = phone.url() === address;
  await phone.locator(".mc-card-open").tap();
  await phone.waitForURL((url) => !url.pathname.endsWith(`/${POLICY.split("/")[2]}/`));
  return { focused, byKeyboard, described, afterEscape, whileInside, stayed, opened: phone.url() };
}

export async function preferences({ browser, site }) {
  const page = await open(browser, site + POLICY);
  const look = () =>
    page.evaluate(() => ({
      paper: getComputedStyle(document.body).backgroundColor,
      size: Number.parseFloat(getComputedStyle(document.querySelector(".mc-page")).fontSize),
    }));
  const before = await look();
  await page.click("#mc-theme");
  await page.click("#mc-text-size");
  const chosen = await look();
  await page.goto(site + LISTING);
  await ready(page);
  const kept = await look();
  const pressed = await page.getAttribute("#mc-text-size", "aria-pressed");
  await page.click("#mc-theme");
  await page.click("#mc-text-size");
  const undone = await look();
  return { before, chosen, kept, pressed, undone };
}

export async function withoutScripts({ browser, site, paths }) {
  const found = {};
  for (const path of paths) {
    const page = await open(browser, site + path, { ...PHONE, javaScriptEnabled: false });
    found[path] = {
      text: await page.locator(".mc-page").innerText(),
      links: await page.locator(".mc-page a[href]").count(),
      stated: await page.locator(".mc-build-date").innerText(),
      deadControls: await page.locator(".mc-scripted:visible, .mc-copy:visible").count(),
    };
    await page.context().close();
  }
  return found;
}

/** One visit per page, size and colour scheme; everything that must not happen on it. */
export async function hygiene({ browser, site, axe, paths }) {
  const origin = new URL(site).origin;
  const found = [];
  for (const path of paths) {
    for (const scheme of ["light", "dark"]) {
      const context = await browser.newContext({
        ...(scheme === "light" ? PHONE : DESKTOP),
        locale: "zh-CN",
        colorScheme: scheme,
      });
      const page = await context.newPage();
      const note = (kind, detail) => found.push({ path, scheme, kind, detail });
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) note("console", message.text());
      });
      page.on("pageerror", (error) => note("script error", error.message));
      page.on("response", (response) => {
        if (response.status() >= 400) note("response", `${response.status()} ${response.url()}`);
      });
      page.on("request", (request) => {
        const url = new URL(request.url());
        if (url.protocol !== "data:" && url.origin !== origin) note("elsewhere", request.url());
      });
      await page.addInitScript(() => {
        window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(site + path);
      await ready(page);
      await page.waitForTimeout(150);
      const shift = await page.evaluate(() => window.shift);
      if (shift > 0.001) note("layout shift", shift);
      const violations = await page.evaluate(async (source) => {
        (0, eval)(source);
        const { violations } = await window.axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html.slice(0, 160))[0]}`);
      }, axe).catch((error) => [String(error)]);
      for (const violation of violations) note("axe", violation);
      if (scheme === "light") {
        for (const size of ["normal", "large"]) {
          const wide = await page.evaluate(() => document.documentElement.scrollWidth);
          if (wide > 390) note("sideways", `${size}: ${wide}`);
          // The search box has a row of its own.
          const height = await page
            .locator(".mc-header")
            .evaluate((header) => header.offsetHeight - (header.querySelector(".mc-search")?.offsetHeight ?? 0));
          if (height > 64) note("header wraps", `${size}: ${height}`);
          await page.click("#mc-text-size");
        }
      }
      await context.close();
    }
  }
  return found;
}

export async function smallTargets({ browser, site, paths }) {
  const found = [];
  for (const path of paths) {
    const page = await open(browser, site + path, PHONE);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, summary, input, .mc-button, .mc-permalink, .mc-brand")]
        .filter((control) => control.checkVisibility() && !control.closest(".md-overlay"))
        .map((control) => {
          const box = (control.closest(".mc-as-of") ?? control).getBoundingClientRect();
          return [control.outerHTML.slice(0, 100), box.width, box.height];
        })
        .filter(([, width, height]) => width < 43.9 || height < 43.9),
    );
    found.push(...small.map((control) => [path, ...control]));
    await page.context().close();
  }
  return found;
}

/** Bytes that cross the wire for one page with an empty cache. */
export async function weight({ browser, site, path }) {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const requests = {};
  const names = {};
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    names[requestId] = request.url;
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    requests[names[requestId]] = encodedDataLength;
  });
  await page.goto(site + path);
  await page.waitForLoadState("networkidle");
  return requests;
}

export async function print({ browser, site }) {
  const page = await open(browser, `${site}${POLICY}?as_of=2020-06-10`);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const result = await page.evaluate(() => ({
    hidden: [".mc-header", ".mc-footer", ".mc-outline", ".mc-tools"].filter((part) =>
      document.querySelector(part)?.checkVisibility(),
    ),
    source: document.getElementById("mc-print-source").innerText,
    folded: document.querySelectorAll(".mc-page details:not([open])").length,
    paper: getComputedStyle(document.body).backgroundColor,
  }));
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  return result;
}
