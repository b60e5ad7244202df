// Runs one exported scenario of a script with a headless Chromium and prints its result as JSON.
// Reads {site, chromium, script, scenario, arguments} from standard input.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const request = JSON.parse(readFileSync(0, "utf8"));
const scenarios = await import(new URL(request.script, import.meta.url).href);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath: request.chromium,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
try {
  const result = await scenarios[request.scenario]({
    browser,
    site: request.site,
    axe,
    ...request.arguments,
  });
  process.stdout.write(JSON.stringify(result));
} finally {
  await browser.close();
}
