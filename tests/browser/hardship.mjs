// Every calculator where something is refused: workers by the server's policy, or the network once
// the page is there.

const FLEXIBLE = "tianjin/flexible-employment-si-subsidy";
const HIRING = "tianjin/hiring-post-subsidy";
const RECOGNISED = "hard_to_employ_recognised=true";

/** Each with answers in its address, so that it calculates by itself. */
export const PAGES = {
  benefit: `benefits/${FLEXIBLE}/?as_of=2020-06-10#${RECOGNISED}`,
  screening: `tools/screening/?as_of=2020-06-10#${RECOGNISED}&-payee=person&-regions=tianjin`,
  amounts: `tools/amounts/?as_of=2020-06-10#${RECOGNISED}&-benefits=${FLEXIBLE}`,
  procedure: "timelines/tianjin/flexible-subsidy-apply/?as_of=2020-06-10#flexible_registration_date=2020-6-3",
  deadlines:
    "tools/deadlines/?as_of=2020-06-10#flexible_registration_date=2020-6-3&-timeline=tianjin/flexible-subsidy-apply",
  compare: `tools/compare/?as_of=2020-06-10#${RECOGNISED}&-group=public_welfare_job&-regions=tianjin`,
  retirement: "tools/retirement/#birth_date=1984-11-30&sex=female",
  service: `services/hire/?as_of=2020-06-10#-items=${HIRING}&application_date=2020-6-10`,
  batch: `tools/batch/?as_of=2020-06-10#-regions=tianjin&-benefits=${FLEXIBLE}`,
};

const again = (page) => page.getByRole("button", { name: "再试一次" }).first();

/**
 * The server's policy allows no workers at all: neither tier can start.
 * @param {{ route: Function }} target a page, or a context for all its pages
 */
export const refuseWorkers = (target) =>
  target.route(
    (url) => url.pathname.endsWith("/"),
    async (route) => {
      const response = await route.fetch();
      const headers = response.headers();
      const policy = headers["content-security-policy"];
      headers["content-security-policy"] = policy.replace("worker-src 'self'", "worker-src 'none'");
      await route.fulfill({ response, headers });
    },
  );

/** What each calculator says then. */
export async function workersRefused({ browser, site }) {
  const found = {};
  for (const [name, path] of Object.entries(PAGES)) {
    const context = await browser.newContext({ locale: "zh-CN" });
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await refuseWorkers(context);
    await page.goto(site + path);
    await again(page).waitFor();
    const text = await page.locator("article, main, .md-content").first().innerText();
    // The answer is the same as long as the policy is.
    await again(page).click();
    await page.waitForTimeout(300);
    await again(page).waitFor();
    found[name] = { text, hash: new URL(page.url()).hash, errors };
    await context.close();
  }
  return found;
}

/** Whatever it is folded into. */
const press = (page, selector) => page.locator(selector).first().evaluate((element) => element.click());

const shown = (page, selector, words) =>
  page.waitForFunction(
    ([place, wanted]) => document.querySelector(place)?.textContent.includes(wanted),
    [selector, words],
  );

/** What the reader does without a network, and what it comes to when the network is back. */
const STEPS = {
  // All that is needed is there already.
  benefit: {
    ready: (page) => page.waitForSelector(".mc-result[data-verdict]:not([aria-busy])"),
    act: (page) => page.check('[data-fact="hard_to_employ_recognised"] input[value="false"]'),
    done: (page) => page.waitForSelector('.mc-result[data-verdict="ineligible"]'),
    needs: false,
  },
  screening: {
    ready: (page) => page.waitForSelector(".mc-screening-count"),
    act: (page) => press(page, 'input[name="region"][value="guangzhou"]'),
    done: (page) => page.waitForSelector('.mc-screening-row[data-benefit^="guangzhou/"]', { state: "attached" }),
    needs: true,
  },
  amounts: {
    ready: (page) => page.waitForSelector(".mc-share"),
    act: (page) => press(page, `input[value="${HIRING}"]`),
    done: (page) => page.waitForFunction(() => document.querySelectorAll(".mc-share").length === 2),
    needs: true,
  },
  deadlines: {
    ready: (page) => shown(page, ".mc-steps", "7月3日"),
    act: (page) => press(page, 'li[data-timeline="tianjin/certificate-subsidy"] a'),
    done: (page) => page.waitForSelector("[data-shown]"),
    needs: true,
  },
  compare: {
    ready: (page) => page.waitForSelector(".mc-comparison"),
    act: (page) => press(page, '#compare-regions input[value="guangdong"]'),
    done: (page) => shown(page, ".mc-comparison", "广东"),
    needs: true,
  },
  batch: {
    // The rules come when the full tier has started.
    ready: (page) =>
      page.waitForFunction(
        (file) => performance.getEntriesByType("resource").some(({ name }) => name.endsWith(file)),
        `${FLEXIBLE}.json`,
      ),
    act: (page) => press(page, `input[value="${HIRING}"]`),
    done: (page) => page.waitForFunction(() => document.querySelector(".mc-batch-status").textContent === ""),
    needs: true,
  },
};

export async function networkGone({ browser, site }) {
  const found = {};
  for (const [name, { ready, act, done, needs }] of Object.entries(STEPS)) {
    const context = await browser.newContext({ locale: "zh-CN" });
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(site + PAGES[name]);
    await ready(page);
    await context.setOffline(true);
    await act(page);
    let text = "";
    if (needs) {
      await again(page).waitFor();
      text = await page.locator("article, main, .md-content").first().innerText();
      await context.setOffline(false);
      await again(page).click();
    }
    await done(page);
    found[name] = { text, errors };
    await context.close();
  }
  return found;
}
