// Runs requests through the engine on MicroPython, started from its image as in the browser.
//
// node run_micropython.mjs <loader> <program> <engine.bin> <rules.json> <requests.json>
// → {"responses", "milliseconds"}
// requests.json is a list of request texts, or of [text, call]; responses are texts in that order.

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { startFromImage } from "../../site_overrides/assets/javascripts/calculator/image.js";

const [loader, programFile, imageFile, rulesFile, requestsFile] = process.argv.slice(2);
const [rules, requests] = await Promise.all(
  [rulesFile, requestsFile].map((file) => readFile(file, "utf8")),
);
const [program, image] = await Promise.all([programFile, imageFile].map((file) => readFile(file)));
const { loadMicroPython } = await import(pathToFileURL(loader).href);

const lines = [];
console.log = console.error = (...words) => lines.push(words.join(" "));
const started = performance.now();
const python = await startFromImage(loadMicroPython, program, image);
const call = python.globals.get("call");
python.globals.get("add")(rules);
const ready = performance.now();
const responses = [];
const times = [];
for (const request of JSON.parse(requests)) {
  const [text, name] = typeof request === "string" ? [request, "evaluate"] : request;
  const before = performance.now();
  responses.push(call(name, text));
  times.push(performance.now() - before);
}
times.sort((a, b) => a - b);
process.stdout.write(
  JSON.stringify({
    responses,
    milliseconds: { start: ready - started, all: times },
    lines,
  }),
);
