// Loads pages as a cheap phone on a slow line would and reports weight, paint and layout shift.
// Usage: node page_weight.mjs <runs> <url>… ; prints one JSON object per URL, medians of the runs.
import { chromium } from "playwright-core";

const SLOW_LINE = { offline: false, latency: 40, downloadThroughput: 500_000, uploadThroughput: 500_000 };
const CPU_SLOWDOWN = 4;

const [runs, ...urls] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function visit(url) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Network.emulateNetworkConditions", SLOW_LINE);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  let bytes = 0;
  let requests = 0;
  session.on("Network.loadingFinished", (event) => {
    bytes += event.encodedDataLength;
    requests += 1;
  });
  await page.addInitScript(() => {
    globalThis.__seen = { paint: 0, shift: 0 };
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.__seen.paint = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.__seen.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForTimeout(500);
  const seen = await page.evaluate(() => globalThis.__seen);
  await context.close();
  return { bytes, requests, ...seen };
}

for (const url of urls) {
  const visits = [];
  for (let run = 0; run < Number(runs); run += 1) visits.push(await visit(url));
  const figure = (name) => median(visits.map((seen) => seen[name]));
  console.log(
    JSON.stringify({
      url,
      kilobytes: Math.round(figure("bytes") / 100) / 10,
      requests: figure("requests"),
      largest_contentful_paint_ms: Math.round(figure("paint")),
      layout_shift: Math.round(figure("shift") * 10_000) / 10_000,
    }),
  );
}
await browser.close();
