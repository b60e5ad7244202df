// Asks one search engine questions in Chromium; ours, Material's and Pagefind's alike.
// Usage: node search_engines.mjs <base address> <job as JSON> ; search_browser.py describes both.
import { chromium } from "playwright-core";

/**
 * Run in a page with nothing loaded before. Each sets `find`: from a question and the number of
 * documents wanted to their paths, best first; the best clause is added as the fragment.
 */
const ENGINES = {
  ours: async (script) => {
    const { noFilters, openSearch } = await import(script);
    const search = await openSearch(new URL("/", location.href));
    const question = { filters: noFilters(), asOf: "2026-11-23", sort: "relevance" };
    globalThis.find = async (text, limit) => {
      const { hits } = await search.find({ ...question, text, limit });
      return hits.map(({ path, clauses }) => (clauses.length ? `${path}#${clauses[0].anchor}` : path));
    };
  },
  // The theme's worker, asked as the theme's own script asks it.
  material: async (script) => {
    const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
    const worker = new Worker(script);
    const ask = (type, data, answer) =>
      new Promise((resolve, reject) => {
        worker.onerror = reject;
        worker.onmessage = (event) => event.data.type === answer && resolve(event.data.data);
        worker.postMessage({ type, data });
      });
    const index = await (await fetch("/search/search_index.json")).json();
    await ask(SETUP, { ...index, options: { suggest: false } }, READY);
    globalThis.find = async (text, limit) => {
      const { items } = await ask(QUERY, text, RESULT);
      return items.slice(0, limit).map(([section]) => section.location);
    };
  },
  pagefind: async (script) => {
    const pagefind = await import(script);
    globalThis.find = async (text, limit) => {
      const { results } = await pagefind.search(text);
      const documents = await Promise.all(results.slice(0, limit).map((result) => result.data()));
      return documents.map(({ url }) => url);
    };
  },
};

/** The site's own interface: a page with a search box, and where its answers appear. */
const INTERFACES = {
  box: { path: "/", answers: ".mc-search-list" },
  finder: { path: "/search/", answers: ".mc-results" },
};

const RANKED = 10;
const SETTLE_MS = 300;

const [base, { engine, script, shown, ranked, cold, typed }] = [process.argv[2], JSON.parse(process.argv[3])];
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** A page in a browser with an empty cache, at rest. @param {string} path */
async function freshPage(path) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(base + path, { waitUntil: "networkidle" });
  await traffic();
  return page;
}

/** What the server has sent since this was last asked. */
const traffic = async () => (await fetch(`${base}/bench/traffic`)).json();

/** An engine by itself. Times are taken in the page, from the call to the texts to be shown. */
const alone = {
  fresh: () => freshPage("/bench/blank"),
  open: (page) => page.evaluate(run(open)),
  first: (page, question) => page.evaluate(run(open + ask(question))),
  next: (page, question) => page.evaluate(run(ask(question))),
};
const open = `await (${ENGINES[engine]})(${JSON.stringify(script)});`;
const ask = (question) => `await find(${JSON.stringify(question)}, ${shown});`;
const run = (action) => `(async () => {
  const start = performance.now();
  ${action}
  return performance.now() - start;
})()`;

/** Through the interface. Times are taken in the page, from the key to the change of the document. */
const throughInterface = {
  fresh: () => freshPage(INTERFACES[engine].path),
  open: (page) => page.focus("#mc-search"),
  async first(page, question) {
    await this.open(page);
    return this.next(page, question);
  },
  async next(page, question) {
    const typed = await page.inputValue("#mc-search");
    await page.evaluate(watch, INTERFACES[engine].answers);
    await page.keyboard.insertText(question.slice(typed.length));
    const ms = await page.evaluate(() => globalThis.answered);
    await page.waitForTimeout(SETTLE_MS);
    return ms;
  },
};

/** Runs in the page: sets `answered`. @param {string} selector */
function watch(selector) {
  globalThis.answered = new Promise((resolve, reject) => {
    let pressed = 0;
    addEventListener("input", () => (pressed = performance.now()), { capture: true, once: true });
    const seen = new MutationObserver((changes, observer) => {
      if (!pressed || !changes.some(({ addedNodes }) => addedNodes.length)) return;
      observer.disconnect();
      resolve(performance.now() - pressed);
    });
    seen.observe(document.querySelector(selector), { childList: true });
    setTimeout(reject, 10_000, new Error("no answer"));
  });
}

const way = engine in ENGINES ? alone : throughInterface;
const answers = [];
if (ranked.length) {
  const page = await way.fresh();
  await way.open(page);
  for (const question of ranked) {
    answers.push(await page.evaluate(([text, limit]) => globalThis.find(text, limit), [question, RANKED]));
  }
  await page.context().close();
}

const first = [];
for (const question of cold) {
  const page = await way.fresh();
  const ms = await way.first(page, question);
  first.push({ ms, loaded: await traffic() });
  await page.context().close();
}

const keys = [];
for (const question of typed) {
  const page = await way.fresh();
  await way.open(page);
  const letters = [...question];
  for (let end = 1; end <= letters.length; end += 1) {
    const ms = await way.next(page, letters.slice(0, end).join(""));
    if (end > 1) keys.push(ms);
  }
  await page.context().close();
}
console.log(JSON.stringify({ answers, first, keys }));
await browser.close();
