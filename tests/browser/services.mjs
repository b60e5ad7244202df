// Scenarios for 一件事, 退休与年龄 and the pages of standards: what a reader does.

const HIRE = "services/hire/";
const RETIREMENT = "tools/retirement/";
const PHONE = { viewport: { width: 390, height: 844 } };

async function open(browser, address, options = {}) {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  const page = await context.newPage();
  page.problems = [];
  page.on("console", (m) => m.type() === "error" && page.problems.push(m.text()));
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await page.goto(address);
  return page;
}

const result = (page) => page.locator(".mc-result").innerText();
const shows = (page, words) =>
  page.waitForFunction(
    (wanted) => document.querySelector(".mc-result")?.textContent?.includes(wanted),
    words,
  );

/** Ticks by keyboard, papers merge, days follow a typed date; the link brings all of it back. */
export async function papers({ browser, site }) {
  const page = await open(browser, `${site}${HIRE}?as_of=2020-06-10`, PHONE);
  await shows(page, "勾上要办的");
  const tick = (value) => page.locator(`input[data-item][value="${value}"]`);
  await tick("参保登记").focus();
  await page.keyboard.press("Space");
  await shows(page, "条文没有列出要交的材料");
  for (const id of ["tianjin/hiring-post-subsidy", "tianjin/graduate-hiring-si-subsidy"]) {
    await tick(id).focus();
    await page.keyboard.press("Space");
  }
  await shows(page, "要办 3 项");
  const merged = await result(page);
  const status = await page.innerText("#result-status");
  await page.locator("#ask-application_date input").focus();
  await page.keyboard.type("2020年6月10日");
  await shows(page, "2020年6月15日（星期一）");
  const dated = await result(page);
  await page.locator(".mc-papers input").first().focus();
  await page.keyboard.press("Space");
  const kept = await page.locator(".mc-papers input").first().evaluate(
    (box) => box === document.activeElement,
  );
  const address = page.url();
  const again = await open(browser, address, PHONE);
  await shows(again, "2020年6月15日（星期一）");
  const restored = await again.locator(".mc-papers input").first().isChecked();
  const boxes = await again.locator(".mc-papers input").count();
  await again.emulateMedia({ media: "print" });
  const pdf = await again.pdf({ preferCSSPageSize: true });
  const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length;
  await again.emulateMedia({ media: "screen" });
  const wide = await again.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  await again.click('button[type="reset"]');
  await shows(again, "勾上要办的");
  const cleared = new URL(again.url()).hash;
  const problems = [...page.problems, ...again.problems];
  return { merged, status, dated, kept, address, restored, boxes, sheets, wide, cleared, problems };
}

/** A shortened limit with its other readings, and a part of the address nobody knows. */
export async function limits({ browser, site }) {
  const address = `${site}services/pension_transfer/?as_of=2020-06-10`;
  const page = await open(browser, `${address}#acceptance_date=2020-4-24&-items=nothing`);
  await shows(page, "2020年5月18日");
  const text = await result(page);
  await page.evaluate(() => { location.hash = "acceptance_date=2020-01-20"; });
  await shows(page, "2020年3月31日");
  return { text, other: await result(page), problems: page.problems };
}

/** From an empty form to both laws side by side, by keyboard. */
export async function retirement({ browser, site }) {
  const page = await open(browser, `${site}${RETIREMENT}?as_of=2026-06-10`, PHONE);
  await shows(page, "填上出生日期");
  const typed = async (fact, words) => {
    await page.locator(`#ask-${fact} input`).focus();
    await page.keyboard.type(words);
  };
  await typed("birth_date", "１９８４１１３０");
  await shows(page, "原55周岁退休的");
  await page.locator('#ask-sex input[value="female"]').focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.querySelectorAll(".mc-retirement-day").length === 2);
  await page.locator('#ask-original_retirement_age input[value="50"]').focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.querySelectorAll(".mc-retirement-day").length === 1);
  await typed("pension_months", "100");
  await shows(page, "还差 80 个月");
  const text = await result(page);
  const status = await page.innerText("#result-status");
  const rows = await page
    .locator(".mc-compare-laws tbody tr")
    .evaluateAll((found) => found.map((row) => [...row.cells].map((cell) => cell.textContent)));
  const address = page.url();
  await page.locator('#ask-sex input[value="male"]').check();
  await shows(page, "性别不合");
  const refused = await result(page);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return { text, status, rows, address, refused, wide, problems: page.problems };
}

/** 江苏 88号, a day of first approval, a law checked only up to a day, and the tables. */
export async function retirementFromAddress({ browser, site, answers }) {
  const page = await open(browser, `${site}${RETIREMENT}?as_of=2020-06-10#${answers}`);
  await shows(page, "法定退休日");
  const text = await result(page);
  const link = await page.locator(".mc-result a[href*='pension-extended']").getAttribute("href");
  await page.fill("#mc-as-of", "2027-01-04");
  await shows(page, "以后有没有改不知道");
  await page.locator(".mc-ages summary").first().click();
  await page.locator(".mc-ages input").first().fill("1970年3月");
  const found = await page.locator(".mc-ages").first().locator("tbody tr:visible").allInnerTexts();
  // Followed by a press, the link would take the day along.
  const target = await open(browser, link.replace("#", "?as_of=2020-06-10#"));
  await target.waitForSelector(".mc-result[data-verdict]:not([aria-busy])");
  const verdict = await target.locator(".mc-result").getAttribute("data-verdict");
  return { text, link, found, verdict, problems: page.problems };
}

/** The engine cannot be had; the papers are there all the same, and it can be tried again. */
export async function failing({ browser, site }) {
  const found = {};
  for (const [name, path] of Object.entries({
    service: `${HIRE}#-items=tianjin/hiring-post-subsidy&application_date=2020-6-10`,
    retirement: `${RETIREMENT}#birth_date=1984-11-30&sex=female`,
  })) {
    const context = await browser.newContext({ locale: "zh-CN" });
    const page = await context.newPage();
    await page.route("**/full-tier.js", (route) => route.abort());
    await page.route("**/engine.bin", (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto(site + path);
    await page.getByRole("button", { name: "再试一次" }).waitFor();
    const text = await result(page);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.getByRole("button", { name: "再试一次" }).click();
    await shows(page, name === "service" ? "拨付到企业账户" : "2039年11月30日");
    found[name] = { text };
  }
  return found;
}

export async function withoutScripts({ browser, site }) {
  const found = {};
  const paths = [HIRE, RETIREMENT, "services/", "parameters/tianjin.min_wage_monthly/"];
  for (const path of paths) {
    const page = await open(browser, site + path, { javaScriptEnabled: false });
    const form = await page.locator("form.mc-form").count();
    found[path] = {
      text: await page.locator("article").innerText(),
      form: form > 0 && (await page.isVisible("form.mc-form")),
    };
  }
  return found;
}

/** Every kind of page in both schemes, on a phone and beside it, and in large text. */
export async function accessibility({ browser, site, axe }) {
  const found = [];
  const paths = [
    `${HIRE}?as_of=2020-06-10#-items=tianjin/hiring-post-subsidy,参保登记&application_date=2020-6-10`,
    `${RETIREMENT}?as_of=2026-06-10#birth_date=1984-11-30&sex=female&pension_months=100`,
    "services/",
    "parameters/",
    "parameters/tianjin.min_wage_monthly/",
  ];
  for (const [colorScheme, width] of [["light", 390], ["dark", 1280]]) {
    for (const path of paths) {
      const page = await open(browser, site + path, {
        colorScheme,
        viewport: { width, height: 844 },
      });
      if (path.includes("#")) await shows(page, path.includes("hire") ? "时限" : "法定退休日");
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => globalThis.axe.run(".mc-page"));
      for (const { id, nodes } of violations) found.push([path, colorScheme, id, nodes[0].html]);
      if (width === 390) {
        // 大字, and half the width: as wide as a page at 200 %.
        await page.evaluate(() => document.documentElement.classList.add("mc-large"));
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (wide > 0) found.push([path, "large text", wide]);
      }
      await page.context().close();
    }
  }
  return found;
}
