// Runs requests through the engine on MicroPython, as the browser does.
//
// node run_micropython.mjs <engine.bin> <rules.json> <requests.json> → {"responses", "milliseconds"}
// requests.json is a list of request texts, or of [text, call]; responses are texts in that order.

import { readFile } from "node:fs/promises";
import { loadMicroPython } from "@micropython/micropython-webassembly-pyscript/micropython.mjs";

const [engineFile, rulesFile, requestsFile] = process.argv.slice(2);
const [rules, requests] = await Promise.all(
  [rulesFile, requestsFile].map((file) => readFile(file, "utf8")),
);
const archive = await readFile(engineFile);

const lines = [];
const started = performance.now();
const python = await loadMicroPython({
  heapsize: 16 * 1024 * 1024,
  stdout: (line) => lines.push(line),
  stderr: (line) => lines.push(line),
});
python.FS.mkdir("/engine");
python.FS.mkdir("/engine/calculators");
const start = archive.indexOf("\n") + 1;
let at = start;
for (const [name, length] of JSON.parse(archive.subarray(0, start))) {
  python.FS.writeFile(`/engine/calculators/${name}`, archive.subarray(at, (at += length)));
}
python.runPython("import sys\nsys.path.insert(0, '/engine')");
python.globals.set("rules_text", rules);
python.runPython(`
import json
from calculators.calls import respond
from calculators.screen import Memory
rules = json.loads(rules_text)
del rules_text
memory = Memory()
def call(text, name):
    return respond(rules, text, name, memory)
`);
const call = python.globals.get("call");
const ready = performance.now();
const responses = [];
const times = [];
for (const request of JSON.parse(requests)) {
  const [text, name] = typeof request === "string" ? [request, "evaluate"] : request;
  const before = performance.now();
  responses.push(call(text, name));
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
