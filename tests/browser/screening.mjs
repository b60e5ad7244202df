// Scenarios for 我能享受什么: what a reader does, returned as plain values.

const PAGE = "tools/screening/";
const AS_OF = "?as_of=2020-06-10";

const question = (page) =>
  page.evaluate(() => document.querySelector(".mc-ask fieldset")?.dataset.fact ?? "");
const asked = (page, fact) =>
  page.waitForFunction(
    (wanted) => (document.querySelector(".mc-ask fieldset")?.dataset.fact ?? "") === wanted,
    fact,
  );
const progress = (page) => page.innerText(".mc-screening-progress");
const row = (page, benefit) => page.locator(`.mc-screening-row[data-benefit="${benefit}"]`);
const verdictOf = (page, benefit) =>
  page.evaluate(
    (id) =>
      document
        .querySelector(`.mc-screening-row[data-benefit="${id}"]`)
        ?.closest("[data-verdict]")
        ?.getAttribute("data-verdict") ?? null,
    benefit,
  );
/** Says in the page how often the engine has been asked to screen. */
const countCalls = (page) =>
  page.addInitScript(() => {
    globalThis.screenings = 0;
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
      if (message?.call === "screen") globalThis.screenings += 1;
      return post.call(this, message, ...rest);
    };
  });
const calls = (page) => page.evaluate(() => globalThis.screenings);

async function open(browser, address, options = {}) {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("console", (m) => m.type() === "error" && page.problems.push(m.text()));
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await countCalls(page);
  await page.goto(address);
  await page.waitForSelector(".mc-screening-tool:not([hidden])");
  return page;
}

/** A clerk at a keyboard: no pointer at all. */
export async function byKeyboard({ browser, site }) {
  const page = await open(browser, `${site}${PAGE}${AS_OF}`, {
    viewport: { width: 1440, height: 900 },
  });
  const { keyboard } = page;
  await page.focus('input[name="payee"][value="person"]');
  await keyboard.press("Space");
  await page.focus('input[name="region"][value="tianjin"]');
  await keyboard.press("Space");
  await keyboard.press("Enter"); // begins
  await asked(page, "person_status");
  const options = await page.locator(".mc-ask .mc-option:not([hidden])").count();
  const order = [];
  const lines = [await progress(page)];
  /** Keys for a question; figures answer and go on, the last key of others is Enter. */
  const answer = async (fact, ...keys) => {
    await asked(page, fact);
    order.push(fact);
    for (const key of keys) {
      if (/^(\d|[A-Z]\w+)$/.test(key)) await keyboard.press(key);
      else await keyboard.type(key);
    }
    await page.waitForFunction(
      (old) => document.querySelector(".mc-ask fieldset")?.dataset.fact !== old,
      fact,
    );
    lines.push(await progress(page));
  };
  await answer("person_status", "1", "Enter"); // 零就业家庭
  await answer("employment_status", "4"); // 灵活就业
  await answer("business_form", "3"); // 没有创办
  await answer("hukou_place", "ArrowDown", "ArrowDown", "Enter"); // 天津
  await answer("school_type", "7"); // 都不是
  await answer("hard_to_employ_recognised", "1"); // 是
  await answer("certificate_kinds", "0", "Enter"); // 以上都没有
  await answer("wants_to_backpay_past_years", "2"); // 否
  await asked(page, "birth_date");
  const before = await calls(page);
  await keyboard.type("1985-3-2");
  await page.waitForTimeout(400);
  const whileTyping = (await calls(page)) - before;
  await keyboard.press("Escape");
  const kept = await page.inputValue(".mc-ask input");
  await answer("birth_date", "Enter");
  const afterEnter = (await calls(page)) - before;
  await answer("person_exit_events", "0", "Enter");
  await answer("stable_employment", "2"); // 否
  await answer("subsidy_months_drawn", "０", "Enter");
  await answer("flexible_registration_date", "2020年6月3日", "Enter");
  const end = await page.innerText(".mc-ask");
  const settled = {
    flexible: await verdictOf(page, "tianjin/flexible-employment-si-subsidy"),
    graduate: await verdictOf(page, "tianjin/flexible-employment-si-subsidy-graduate"),
    backpay: await verdictOf(page, "tianjin/flexible-pension-backpay"),
    disabled: await verdictOf(page, "tianjin/village-training-living-allowance"),
  };
  await page.focus(".mc-ask-amounts");
  await keyboard.press("Enter");
  await answer("flexible_insurances_paid", "1", "Enter"); // 养老保险
  const result = await row(page, "tianjin/flexible-employment-si-subsidy").innerText();
  const refused = await page
    .locator('.mc-screening-row[data-benefit="tianjin/startup-lump-sum"]')
    .textContent();
  const live = await page.locator(".mc-screening-tool > [role=status]").textContent();
  const groups = await page.locator(".mc-screening-group > summary").allInnerTexts();
  return {
    options,
    order,
    lines,
    whileTyping,
    kept,
    afterEnter,
    end,
    settled,
    result,
    refused,
    live,
    groups,
    address: page.url(),
    problems: page.problems,
  };
}

/** A graduate on a phone; then another region, the benefit's own page, and back. */
export async function onPhone({ browser, site }) {
  const page = await open(browser, `${site}${PAGE}${AS_OF}`, {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  const tap = (selector) => page.locator(selector).first().tap();
  const label = (fact, value) => `[data-fact="${fact}"] label:has(input[value="${value}"])`;
  await tap(".mc-screening-begin");
  const without = await page.locator(".mc-screening-setup .mc-error").innerText();
  await tap('label:has(input[name="payee"][value="person"])');
  await tap('label:has(input[name="region"][value="guangzhou"])');
  await tap(".mc-screening-begin");
  await asked(page, "person_status");
  await tap(label("person_status", "dibao_family"));
  await tap(".mc-ask-next");
  await asked(page, "school_type");
  await tap(label("school_type", "university"));
  await asked(page, "school_place");
  await tap(label("school_place", "guangzhou"));
  await asked(page, "student_status");
  await tap(label("student_status", "final_year_full_time"));
  await asked(page, "unemployment_registration_valid");
  const benefit = "guangzhou/job-seeking-startup-subsidy";
  const verdict = await verdictOf(page, benefit);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const href = await row(page, benefit).locator("a").first().getAttribute("href");
  const own = await page.context().newPage();
  await own.goto(href.replace("#", `${AS_OF}#`));
  await own.waitForSelector(".mc-result[data-verdict]:not([aria-busy])");
  const there = {
    verdict: await own.getAttribute(".mc-result", "data-verdict"),
    family: await own.isChecked('[data-fact="person_status"] input[value="dibao_family"]'),
    text: await own.innerText(".mc-result"),
  };
  await own.close();
  // Another region: nothing answered is lost; options nobody has seen are asked again.
  await tap(".mc-screening-setup summary");
  await tap('label:has(input[name="region"][value="tianjin"])');
  await page.waitForFunction(() => /天津/.test(document.querySelector(".mc-screening-results").textContent));
  await tap(".mc-screening-begin");
  await asked(page, "person_status");
  const again = await page.innerText(".mc-ask");
  const ticked = await page.isChecked('[data-fact="person_status"] input[value="dibao_family"]');
  const unsure = await page.locator('.mc-ask [data-unsure]:checked').count();
  const notComputed = await page.locator(".mc-not-computed details:visible").allInnerTexts();
  return { without, verdict, wide, href, there, again, ticked, unsure, notComputed, problems: page.problems };
}

/** Back, forward, changing in place, answers that cannot be, another day, a new start. */
export async function changing({ browser, site }) {
  const page = await open(
    browser,
    `${site}${PAGE}${AS_OF}#employment_status=flexible&person_status=disabled&nothing=1&-payee=person&-regions=tianjin&-passed=business_form`,
  );
  await page.waitForSelector(".mc-ask fieldset");
  await page.waitForSelector(".mc-screening-count");
  const first = await question(page);
  const refused = await page.innerText(".mc-screening-refused");
  const answered = await page.innerText(".mc-answered summary");
  await page.keyboard.press("Tab");
  // On and back by the browser's own buttons; what was answered stays answered.
  await page.click(`.mc-ask [data-fact="${first}"] input >> nth=1`);
  await page.waitForFunction(
    (old) => document.querySelector(".mc-ask fieldset")?.dataset.fact !== old,
    first,
  );
  const second = await question(page);
  await page.goBack();
  await asked(page, first);
  const chosen = await page.locator(".mc-ask input:checked").count();
  const held = new URL(page.url()).hash.includes(`${first}=`);
  await page.goForward();
  await asked(page, second);
  await page.click(".mc-ask-back");
  await asked(page, first);
  await page.click(".mc-ask-next");
  await asked(page, second);
  // A change in the list, in place.
  await page.click(".mc-answered > summary");
  const item = page.locator(".mc-answered li", { hasText: "就业状态" });
  await item.locator("summary").click();
  await item.locator('input[value="student"]').check();
  await page.waitForFunction(() => location.hash.includes("employment_status=student"));
  const changed = await item.locator("summary").innerText();
  const stays = await question(page);
  await page.reload();
  await page.waitForSelector(".mc-screening-count");
  const again = await page.innerText(".mc-answered summary");
  // A day that does not exist, and one that has not come yet.
  await page.goto(`${site}${PAGE}${AS_OF}#birth_date=2021-1-1&-payee=person&-regions=tianjin`);
  await page.reload();
  await page.waitForSelector(".mc-ask .mc-error:not([hidden])");
  const future = await page.innerText(".mc-ask .mc-error");
  await page.fill(".mc-ask input", "1985-2-30");
  await page.keyboard.press("Enter");
  const noDay = await page.innerText(".mc-ask .mc-error");
  await page.fill(".mc-ask input", "1985-2-28");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".mc-screening-count");
  await page.fill("#mc-as-of", "2024-06-10");
  await page.waitForSelector('.mc-screening-group[data-verdict="not_in_force"]');
  const later = await page.locator('.mc-screening-group[data-verdict="not_in_force"]').textContent();
  await page.click(".mc-answered > summary");
  await page.click(".mc-screening-clear");
  await page.waitForFunction(() => !location.hash.includes("birth_date"));
  return {
    first,
    refused,
    answered,
    chosen,
    held,
    changed,
    stays: stays === second,
    again,
    future,
    noDay,
    later,
    cleared: new URL(page.url()).hash,
  };
}

/** A region's rules cannot be had at first. */
export async function failing({ browser, site }) {
  const context = await browser.newContext({ locale: "zh-CN" });
  const page = await context.newPage();
  await page.route("**/regions/tianjin.json", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(`${site}${PAGE}${AS_OF}#employment_status=flexible&-payee=person&-regions=tianjin`);
  await page.waitForSelector(".mc-screening-message button");
  const text = await page.innerText(".mc-screening-results");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.click(".mc-screening-message button");
  await page.waitForSelector(".mc-screening-count");
  return { text, answered: await page.innerText(".mc-answered summary") };
}

export async function withoutScripts({ browser, site }) {
  const context = await browser.newContext({ locale: "zh-CN", javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site}${PAGE}`);
  return {
    text: await page.locator("article").innerText(),
    tool: await page.isVisible(".mc-screening-tool"),
    rows: await page.locator("#all tbody tr").count(),
  };
}

export async function accessibility({ browser, site, axe }) {
  const found = {};
  const answers =
    "#person_status=zero_employment_family&employment_status=flexible&-payee=person&-regions=tianjin,guangzhou";
  for (const [width, colorScheme, large] of [
    [390, "light", false],
    [1280, "dark", false],
    [390, "dark", true],
    [640, "light", false], // 1280 at 200 %
  ]) {
    const page = await open(browser, `${site}${PAGE}${AS_OF}${answers}`, {
      viewport: { width, height: 800 },
      colorScheme,
    });
    await page.waitForSelector(".mc-screening-count");
    if (large) await page.evaluate(() => document.documentElement.classList.add("mc-large"));
    for (const summary of await page.locator(".mc-screening-group > summary").all()) {
      await summary.evaluate((element) => (element.parentElement.open = true));
    }
    await page.evaluate(() => (document.querySelector(".mc-answered").open = true));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => globalThis.axe.run(".mc-screening"));
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    const small = await page.evaluate(() =>
      [...document.querySelectorAll(".mc-screening-tool :is(button, summary, .mc-choices label)")]
        .filter((element) => element.checkVisibility() && !element.closest(".mc-cite"))
        .filter((element) => element.getBoundingClientRect().height < 43.5)
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    found[`${width} ${colorScheme}${large ? " large" : ""}`] = {
      violations: violations.map(({ id, nodes }) => [id, nodes[0].html]),
      wide,
      small,
    };
  }
  return found;
}
