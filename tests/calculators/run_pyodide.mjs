// Runs requests through the engine on Pyodide; output as run_micropython.mjs.
//
// node run_pyodide.mjs <folder of the engine's sources> <rules.json> <requests.json>

import { readFile, readdir } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const [engine, rulesFile, requestsFile] = process.argv.slice(2);
const [rules, requests] = await Promise.all(
  [rulesFile, requestsFile].map((file) => readFile(file, "utf8")),
);

const lines = [];
const started = performance.now();
const python = await loadPyodide({
  stdout: (line) => lines.push(line),
  stderr: (line) => lines.push(line),
});
python.FS.mkdirTree("/engine/calculators");
for (const name of await readdir(engine)) {
  if (name.endsWith(".py")) {
    python.FS.writeFile(`/engine/calculators/${name}`, await readFile(`${engine}/${name}`));
  }
}
python.globals.set("rules_text", rules);
python.runPython(`
import sys
sys.path.insert(0, "/engine")
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
