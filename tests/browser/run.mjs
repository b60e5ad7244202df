// Runs exported scenarios of scripts with one headless Chromium, one request a line.
// A line in: {site, script, scenario, arguments}; a line out: {"result"} or {"error"}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: process.argv[2],
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
// A page that is closed while a request is on its way must not end the whole run.
process.on("unhandledRejection", () => {});

/** @param {any} request */
async function answer({ site, script, scenario, arguments: given }) {
  try {
    const scenarios = await import(new URL(script, import.meta.url).href);
    const result = await scenarios[scenario]({ browser, site, axe, ...given });
    return { result: result ?? null };
  } catch (error) {
    return { error: String(error?.stack ?? error) };
  } finally {
    // Nothing of one scenario is left for the next.
    await Promise.all(browser.contexts().map((context) => context.close().catch(() => {})));
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
await browser.close();
