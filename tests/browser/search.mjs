// Scenarios for the search box and the finder: what a reader does, returned as plain values.

const POLICY = "policies/tianjin/tj6/";
const FINDER = "search/";
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const DESKTOP = { viewport: { width: 1440, height: 900 } };

async function open(browser, address, options = DESKTOP) {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.problems = [];
  page.settled = quiet(page);
  page.on("console", (m) => ["error", "warning"].includes(m.type()) && page.problems.push(m.text()));
  page.on("pageerror", (error) => page.problems.push(String(error)));
  page.on("dialog", (dialog) => page.problems.push(`dialog: ${dialog.message()}`));
  await page.goto(address);
  return page;
}

/**
 * Follows a page's files from now on.
 * @returns {() => Promise<void>} waits until none has been asked for or has come for half a second
 */
function quiet(page) {
  let underWay = 0;
  let last = Date.now();
  const count = (change) => () => {
    underWay += change;
    last = Date.now();
  };
  page.on("request", count(1));
  page.on("requestfinished", count(-1));
  page.on("requestfailed", count(-1));
  return async () => {
    last = Date.now();
    while (underWay > 0 || Date.now() - last < 500) await page.waitForTimeout(50);
  };
}

/** What the box and its panel show and say. */
const box = (page) =>
  page.evaluate(() => {
    const input = document.getElementById("mc-search");
    const list = document.getElementById(input.getAttribute("aria-controls"));
    const active = document.getElementById(input.getAttribute("aria-activedescendant"));
    return {
      text: input.value,
      focused: document.activeElement === input,
      expanded: input.getAttribute("aria-expanded"),
      shown: list.checkVisibility(),
      groups: [...list.querySelectorAll("[role=group]")].map(
        (group) => document.getElementById(group.getAttribute("aria-labelledby")).textContent,
      ),
      options: [...list.querySelectorAll("[role=option]")].map((option) => option.innerText),
      active: active?.innerText ?? null,
      selected: [...list.querySelectorAll("[aria-selected=true]")].map((one) => one.innerText),
      message: document.querySelector(".mc-search-message").innerText,
    };
  });

/** What the finder shows. */
const finder = (page) =>
  page.evaluate(() => ({
    text: document.getElementById("mc-search").value,
    fragment: decodeURIComponent(location.hash.slice(1)),
    query: location.search,
    found: document.querySelector(".mc-found").textContent,
    notice: document.querySelector(".mc-finder-notice:not([hidden])")?.textContent ?? "",
    remarks: [...document.querySelectorAll(".mc-remark")].map((remark) => remark.textContent),
    chips: [...document.querySelectorAll(".mc-chips button")].map((chip) => chip.textContent),
    titles: [...document.querySelectorAll(".mc-hit-title")].map((title) => title.textContent),
    statuses: [...document.querySelectorAll(".mc-hit .mc-status-word")].map((one) => one.textContent),
    sort: document.querySelector(".mc-order input:checked").value,
    ticked: [...document.querySelectorAll(".mc-choice input:checked")].map(
      (input) => input.nextElementSibling.textContent,
    ),
    results: document.querySelector(".mc-results").innerText,
  }));

const options = (page) => page.waitForSelector("#mc-search-list [role=option]");
const hits = (page) => page.waitForSelector(".mc-hit");
const found = (page, words) =>
  page.waitForFunction(
    (wanted) => document.querySelector(".mc-found").textContent.includes(wanted),
    words,
  );
const chips = (page, count) =>
  page.waitForFunction((wanted) => document.querySelectorAll(".mc-chips button").length === wanted, count);
const steps = (page) => page.evaluate(() => history.length);

export async function suggestions({ browser, site, text }) {
  const page = await open(browser, `${site}${POLICY}?as_of=2020-06-10`);
  await page.keyboard.press("/");
  const slash = await box(page);
  await page.keyboard.type(text);
  await options(page);
  await page.waitForFunction(() => document.querySelector(".mc-search [role=status]").textContent);
  const spoken = await page.locator(".mc-search [role=status]").textContent();
  const typed = await box(page);
  await page.keyboard.press("ArrowDown");
  const first = await box(page);
  await page.keyboard.press("ArrowUp");
  const none = await box(page);
  await page.keyboard.press("ArrowUp");
  const last = await box(page);
  await page.keyboard.press("Escape");
  const closed = await box(page);
  await page.keyboard.press("ArrowDown");
  await options(page);
  const opened = await box(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  const cleared = await box(page);
  await page.keyboard.type("1/2");
  const slashInside = await box(page);
  const marks = await page.locator("#mc-search-list mark").count();
  await page.mouse.click(5, 700);
  const away = await box(page);
  const { problems } = page;
  return { slash, spoken, typed, first, none, last, closed, opened, cleared, slashInside, marks, away, problems };
}

/** Enter without an option: the finder, on the same day. */
export async function enter({ browser, site, path, text }) {
  const page = await open(browser, `${site}${path}?as_of=2020-06-10`);
  await page.fill("#mc-search", text);
  await page.press("#mc-search", "Enter");
  await page.waitForURL(/search\//);
  await hits(page);
  // The list of everything has no marks; what the query found has.
  await page.locator("ol mark").first().waitFor();
  return { path: new URL(page.url()).pathname, ...(await finder(page)) };
}

/** Opens a clause from the panel; its words are marked on the policy page, and only there. */
export async function clauseFromPanel({ browser, site, text }) {
  const page = await open(browser, site + "about/");
  await page.fill("#mc-search", text);
  await options(page);
  const clause = page.locator("[role=option]:has(.mc-option-clause)").first();
  const words = await clause.locator(".mc-option-clause mark").allInnerTexts();
  const index = await clause.evaluate((one) =>
    [...document.querySelectorAll("[role=option]")].indexOf(one),
  );
  await page.focus("#mc-search");
  for (let press = 0; press <= index; press += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(/policies\/.*#/);
  const marked = () =>
    page.evaluate(() => {
      const place = document.getElementById(location.hash.slice(1));
      const ranges = [...(CSS.highlights.get("mc-found-words") ?? [])];
      return {
        words: [...new Set(ranges.map(String))],
        inside: ranges.every((range) => place.contains(range.commonAncestorContainer)),
        elements: document.querySelectorAll(".mc-text mark").length,
      };
    });
  await page.waitForFunction(() => CSS.highlights.size > 0);
  const arrived = await marked();
  await page.evaluate(() => { location.hash = "provenance"; });
  await page.waitForFunction(() => CSS.highlights.size === 0);
  return { words, arrived };
}

/** An input method: nothing is looked for, and Enter opens nothing, until the words are chosen. */
export async function composing({ browser, site }) {
  const page = await open(browser, site + POLICY);
  const session = await page.context().newCDPSession(page);
  await page.focus("#mc-search");
  await session.send("Input.imeSetComposition", {
    text: "yi'gong'dai'xun", selectionStart: 15, selectionEnd: 15,
  });
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
  const during = await box(page);
  const stayed = page.url().endsWith(POLICY);
  await session.send("Input.insertText", { text: "以工代训" });
  await options(page);
  return { during, stayed, after: await box(page) };
}

/** An engine whose answers come late: 慢 after 快. */
const SLOW_ENGINE = `
const empty = { more: false, others: [], counted: 1, synonyms: [], dropped: [], nearest: null };
const names = ["region", "topic", "audience", "kind", "agency", "year", "status", "calculator"];
const counts = Object.fromEntries(names.map((name) => [name, new Map()]));
const wait = (text) => new Promise((done) => setTimeout(done, text.includes("慢") ? 500 : 20));
const hit = (title) => ({ id: 1, type: "policy", path: "about/", title, titleMarks: [], number: "",
  numberMarks: [], region: "", kind: "", issued: "2020-01-01", effective: "", expires: "",
  repealed: "", note: "", clauses: [], why: "" });
export const openSearch = async () => ({
  catalogue: async () => ({ region: [], topic: [], audience: [], kind: [], agency: [] }),
  suggest: async (text) => { await wait(text); return []; },
  find: async ({ text }) => { await wait(text); return { ...empty, counts, total: 1, hits: [hit(text)] }; },
});`;

export async function lateAnswers({ browser, site }) {
  const context = await browser.newContext(DESKTOP);
  await context.route("**/search/engine.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: SLOW_ENGINE }),
  );
  const seen = {};
  for (const path of [POLICY, FINDER]) {
    const page = await context.newPage();
    await page.goto(site + path);
    await page.fill("#mc-search", "慢");
    await page.waitForTimeout(100);
    await page.fill("#mc-search", "快");
    await page.locator(".mc-hit-title, [role=option]", { hasText: "快" }).first().waitFor();
    await page.waitForTimeout(800);
    seen[path] = path === FINDER ? (await finder(page)).titles : (await box(page)).options;
    await page.fill("#mc-search", "慢");
    await page.waitForTimeout(50);
    await page.keyboard.press("Escape");
    await page.waitForTimeout(700);
    seen[`${path} closed`] = (await box(page)).shown;
  }
  return seen;
}

/** Typing on the finder: results in place, one step of history for each query. */
export async function history({ browser, site }) {
  const page = await open(browser, site + FINDER);
  await found(page, "全部");
  const start = await steps(page);
  await page.focus("#mc-search");
  await page.keyboard.type("以工代训", { delay: 20 });
  await found(page, "找到");
  const typed = { ...(await finder(page)), steps: (await steps(page)) - start };
  await page.keyboard.press("Enter");
  const entered = (await steps(page)) - start;
  await page.fill("#mc-search", "失业金");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector(".mc-remark"));
  const second = { ...(await finder(page)), steps: (await steps(page)) - start };
  await page.locator(".mc-filter--region .mc-choice", { hasText: "天津" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".mc-chip").length === 1);
  const filtered = { ...(await finder(page)), steps: (await steps(page)) - start };
  await page.locator(".mc-order label", { hasText: "日期" }).click();
  await page.waitForURL(/sort=date/);
  const sorted = { ...(await finder(page)), steps: (await steps(page)) - start };
  const back = [];
  for (let press = 0; press < 4; press += 1) {
    const before = await finder(page);
    await page.goBack();
    await page.waitForFunction(
      ([words, text]) =>
        location.hash !== "" ? document.getElementById("mc-search").value !== "" : text || words,
      [before.found, before.text],
    );
    await page.settled();
    back.push(await finder(page));
  }
  await page.goForward();
  await page.settled();
  const forward = await finder(page);
  return { typed, entered, second, filtered, sorted, back, forward, problems: page.problems };
}

/** A term among the suggestions of the finder is looked for without leaving the page. */
export async function termOnFinder({ browser, site, text }) {
  const page = await open(browser, `${site}${FINDER}?as_of=2020-06-10`);
  await page.evaluate(() => { window.stayed = true; });
  await page.locator("#mc-search").pressSequentially(text);
  await options(page);
  await page.keyboard.press("ArrowDown");
  const { active: term } = await box(page);
  await page.keyboard.press("Enter");
  await page.waitForFunction((wanted) => document.getElementById("mc-search").value === wanted, term);
  await page.waitForFunction((wanted) => document.title.startsWith(wanted), term);
  const stayed = await page.evaluate(() => window.stayed);
  return { term, stayed, ...(await finder(page)), panel: await box(page) };
}

/** A bookmark opens the same view, and says what it does not know. */
export async function bookmark({ browser, site, fragment, query = "" }) {
  const page = await open(browser, `${site}${FINDER}${query}#${fragment}`);
  await page.waitForSelector(".mc-hit, .mc-nothing");
  const first = await finder(page);
  await page.locator(".mc-skip").focus();
  await page.keyboard.press("Enter");
  await page.settled();
  const skipped = await finder(page);
  await page.reload();
  await page.waitForSelector(".mc-hit, .mc-nothing");
  return { first, skipped, again: await finder(page), problems: page.problems };
}

/** Each value of a facet gives as many documents as stands beside it. */
export async function counts({ browser, site, fragment }) {
  const page = await open(browser, `${site}${FINDER}#${fragment}`);
  await hits(page);
  await page.evaluate(() => {
    for (const group of document.querySelectorAll(".mc-filter")) group.open = true;
  });
  const wrong = [];
  let checked = 0;
  for (const facet of ["region", "status", "topic", "audience", "kind", "agency"]) {
    const choices = page.locator(`.mc-filter--${facet} .mc-choices .mc-choice`);
    const many = await choices.count();
    // Of long lists every third value.
    for (let index = 0; index < many; index += many > 8 ? 3 : 1) {
      const choice = choices.nth(index);
      const input = choice.locator("input");
      const name = await choice.locator("span").first().textContent();
      const count = Number(await choice.locator(".mc-count").textContent());
      await input.check();
      await page.waitForFunction(() => document.querySelectorAll(".mc-chip").length === 1);
      const words = await page.locator(".mc-found").textContent();
      const total = Number(/\d+/.exec(words)?.[0] ?? 0);
      if (count !== total) wrong.push([name, count, words]);
      if (!(await input.evaluate((one) => one === document.activeElement))) wrong.push([name, "focus"]);
      await input.uncheck();
      await page.waitForFunction(() => document.querySelectorAll(".mc-chip").length === 0);
      checked += 1;
    }
  }
  return { wrong, checked };
}

/** Chips, years, days, 含上级政策 and 全部清除, by keyboard where it matters. */
export async function filters({ browser, site }) {
  const page = await open(browser, `${site}${FINDER}#q=补贴`);
  await hits(page);
  const above = page.locator(".mc-choice", { hasText: "含上级政策" }).locator("input");
  const disabled = await above.isDisabled();
  await page.locator(".mc-filter--region .mc-choice", { hasText: "广州" }).locator("input").check();
  await chips(page, 1);
  const own = await finder(page);
  await above.check();
  await chips(page, 3);
  const withAbove = await finder(page);
  await page.locator(".mc-filter--days summary").click();
  await page.locator(".mc-years button").first().click();
  await chips(page, 4);
  const year = await finder(page);
  await page.locator(".mc-days input").first().fill("2021-01-01");
  await page.waitForSelector(".mc-filter .mc-error:not(:empty)");
  await page.waitForSelector(".mc-nothing");
  const upsideDown = { ...(await finder(page)), error: await page.innerText(".mc-filter .mc-error") };
  await page.locator(".mc-chips button").first().focus();
  await page.keyboard.press("Enter");
  await chips(page, 3);
  const removed = await finder(page);
  const focused = await page.evaluate(() => document.activeElement.closest(".mc-chips") !== null);
  await page.locator(".mc-chips button", { hasText: "全部清除" }).click();
  await chips(page, 0);
  const cleared = await finder(page);
  const lost = await page.evaluate(() => document.activeElement === document.body);
  return { disabled, own, withAbove, year, upsideDown, removed, focused, cleared, lost };
}

/** The header's date decides the statuses, their counts and the filter. */
export async function otherDay({ browser, site }) {
  const page = await open(browser, `${site}${FINDER}?as_of=2020-06-10#q=津人社局发〔2020〕6号&status=active`);
  await hits(page);
  const before = await finder(page);
  await page.fill("#mc-as-of", "2023-05-15");
  await page.waitForSelector(".mc-nothing");
  return { before, after: await finder(page) };
}

export async function nothing({ browser, site, fragment }) {
  const page = await open(browser, `${site}${FINDER}#${fragment}`);
  await page.waitForSelector(".mc-nothing");
  await page.waitForFunction(() => document.querySelector(".mc-finder-live").textContent);
  const seen = {
    ...(await finder(page)),
    spoken: await page.locator(".mc-finder-live").textContent(),
    buttons: await page.locator(".mc-nothing button").allInnerTexts(),
    links: await page.locator(".mc-nothing a").count(),
  };
  if (seen.buttons.length) {
    await page.locator(".mc-nothing button").first().click();
    await hits(page);
    seen.then = await finder(page);
  }
  return seen;
}

/** One file of the index is missing, cut short or from another build. */
export async function failing({ browser, site, path, file, how }) {
  const context = await browser.newContext({ ...DESKTOP, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const settled = quiet(page);
  const pattern = new RegExp(`/assets/${file}`);
  const spoil = async (route) => {
    if (how === "missing") return route.fulfill({ status: 404, body: "" });
    if (how === "offline") return route.abort("connectionreset");
    const response = await route.fetch();
    const text = await response.text();
    const body =
      how === "cut" ? text.slice(0, text.length >> 1) : text.replace(/"build": ?"[^"]*"/, '"build":"0"');
    return route.fulfill({ response, body, headers: { "content-type": "application/json" } });
  };
  await page.route(pattern, spoil);
  await page.goto(site + path);
  await page.locator("#mc-search").pressSequentially("岗位补贴");
  const place = path === FINDER ? ".mc-failed" : ".mc-search-message";
  const again = page.locator(`${place} button`);
  await again.waitFor();
  // Each letter asked for itself; only the failure of the last one stays where it is.
  await settled();
  const message = await page.innerText(place);
  const button = await again.innerText();
  const listing = path === FINDER ? await page.locator(".mc-finder-listing a").first().isVisible() : null;
  // Files still on their way are of no interest any more.
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await again.click();
  await page.waitForSelector(path === FINDER ? ".mc-hit" : "[role=option], .mc-hit");
  return { message, button, listing, text: await page.inputValue("#mc-search"), path: new URL(page.url()).pathname };
}

/** Markup in a query stays text, wherever it is shown. */
export async function markup({ browser, site, text }) {
  const page = await open(browser, `${site}${FINDER}#q=${encodeURIComponent(text)}&x=${encodeURIComponent(text)}`);
  await page.waitForSelector(".mc-hit, .mc-nothing");
  const onFinder = await finder(page);
  const elements = () =>
    page.locator(":is(.mc-finder, .mc-search) :is(img, script, iframe, svg, b, style)").count();
  const inFinder = await elements();
  await page.goto(site + POLICY);
  await page.fill("#mc-search", text);
  await options(page);
  return { onFinder, inFinder, inPanel: await elements(), panel: await box(page), problems: page.problems };
}

/** A query nobody types. */
export async function enormous({ browser, site, length }) {
  const page = await open(browser, site + FINDER);
  await page.evaluate((many) => {
    const input = document.getElementById("mc-search");
    input.value = "补贴\u0000\ud800".repeat(many / 4);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, length);
  await page.waitForURL(/q=/);
  await page.waitForSelector(".mc-finder-notice:not([hidden])");
  const { notice, fragment } = await finder(page);
  return { notice, fragment: fragment.length, problems: page.problems };
}

/** Back from a document: the same results at the same place. */
export async function comingBack({ browser, site }) {
  const page = await open(browser, site + FINDER, PHONE);
  await hits(page);
  const first = await page.locator(".mc-hit").count();
  await page.locator(".mc-more button").click();
  await page.waitForFunction((count) => document.querySelectorAll(".mc-hit").length > count, first);
  const focused = await page.evaluate(() =>
    [...document.querySelectorAll(".mc-hit-title a")].indexOf(document.activeElement),
  );
  const link = page.locator(".mc-hit-title a").nth(first + 5);
  await link.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await link.click();
  await page.waitForURL(/policies\//);
  await page.goBack();
  await page.waitForFunction((count) => document.querySelectorAll(".mc-hit").length > count, first);
  await page.settled();
  return { first, focused, before, after: await page.evaluate(() => scrollY) };
}

export async function withoutScripts({ browser, site }) {
  const page = await open(browser, site + FINDER, { ...PHONE, javaScriptEnabled: false });
  const text = await page.locator(".mc-page").innerText();
  const links = await page
    .locator(".mc-page a")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  const dead = await page.locator(".mc-page :is(input, button, summary):visible, form:visible").count();
  await page.goto(site + POLICY);
  const plain = page.locator(".mc-search-plain");
  const header = { text: await plain.innerText(), box: await page.locator("#mc-search:visible").count() };
  await plain.click();
  return { text, links, dead, header, opened: new URL(page.url()).pathname };
}

/** Nothing that reads the index is loaded before someone turns to the box. */
export async function loading({ browser, site }) {
  const context = await browser.newContext(DESKTOP);
  const page = await context.newPage();
  const requested = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  await page.goto(site + POLICY);
  await page.waitForLoadState("networkidle");
  const ours = () => requested.filter((path) => /search\/(engine|.*\.json)/.test(path)).length;
  const before = ours();
  await page.focus("#mc-search");
  await page.waitForResponse(/manifest.json/);
  return { before, after: ours() };
}

/** Everything that must not happen on a view of the search, on phones and large screens. */
export async function hygiene({ browser, site, axe, views }) {
  const problems = [];
  for (const [name, view] of Object.entries(views)) {
    for (const [size, device, colorScheme] of [
      ["phone", PHONE, "light"],
      ["desktop", DESKTOP, "dark"],
    ]) {
      const context = await browser.newContext({ ...device, locale: "zh-CN", colorScheme });
      const page = await context.newPage();
      const note = (kind, detail) => problems.push([name, size, colorScheme, kind, detail]);
      page.on("console", (m) => ["error", "warning"].includes(m.type()) && note("console", m.text()));
      page.on("pageerror", (error) => note("script error", String(error)));
      await page.addInitScript(() => {
        window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(site + view.path);
      await page.waitForSelector(view.path.startsWith(FINDER) ? ".mc-hit, .mc-nothing" : ".mc-search");
      if (view.typed) {
        await page.locator("#mc-search").pressSequentially(view.typed);
        await options(page);
        await page.keyboard.press("ArrowDown");
      }
      if (view.filters) {
        const folded = page.locator(".mc-filter-box:not([open]) > summary");
        if (await folded.isVisible()) await folded.click();
        await page.evaluate(() => {
          for (const group of document.querySelectorAll(".mc-filter")) group.open = true;
        });
      }
      await page.waitForTimeout(200);
      const shift = await page.evaluate(() => window.shift);
      if (shift > 0.001) note("layout shift", shift);
      const violations = await page.evaluate(async (source) => {
        (0, eval)(source);
        const { violations: all } = await window.axe.run();
        return all.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
      }, axe).catch((error) => [String(error)]);
      for (const violation of violations) note("axe", violation);
      for (const text of size === "phone" ? ["normal", "large"] : []) {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > 390) note("sideways", `${text}: ${wide}`);
        const small = await page.evaluate(() =>
          [
            ...document.querySelectorAll(
              ":is(.mc-search, .mc-finder) :is(button, summary, input, [role=option], .mc-hit a)",
            ),
          ]
            .filter((control) => control.checkVisibility())
            .map((control) => {
              const target = control.closest("label, .mc-search-field") ?? control;
              const own = control.matches("button") ? control : target;
              const { width, height } = own.getBoundingClientRect();
              return [control.outerHTML.slice(0, 90), width, height];
            })
            .filter(([, width, height]) => width < 43.9 || height < 43.9),
        );
        for (const control of small) note("small", `${text}: ${control.join(" ")}`);
        if (!view.typed) await page.click("#mc-text-size");
      }
      await context.close();
    }
  }
  return problems;
}
