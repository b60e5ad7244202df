// Runs the rule engine on MicroPython, away from the page. The first message says where program,
// engine and rules lie; later ones bring more rules, or a call with its request text, answered with
// a response text.

import { loadMicroPython } from "./micropython.js";

/** @typedef {import("./types.js").Places} Places */

/** Bytes of the interpreter's heap; the rules of all regions need about a fifth. */
const HEAP = 16 * 1024 * 1024;

const START = `
import sys
sys.path.insert(0, "/engine")
import json
from calculators.calls import respond
from calculators.screen import Memory
rules = {}
memory = Memory()
def add(text):
    global memory
    memory = Memory()
    for kind, value in json.loads(text).items():
        if isinstance(value, dict) and kind in rules:
            rules[kind].update(value)
        else:
            rules[kind] = value
def call(name, text):
    return respond(rules, text, name, memory)
`;

/** @type {(name: string, request: string) => string} */
let call;
/** @type {(rules: string) => void} */
let add;

/**
 * The files in the engine's archive: a line of JSON with names and lengths, then their bytes.
 * @param {ArrayBuffer} archive
 * @returns {[string, Uint8Array][]}
 */
function modules(archive) {
  const bytes = new Uint8Array(archive);
  const end = bytes.indexOf(10);
  let at = end + 1;
  /** @type {[string, number][]} */
  const names = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  return names.map(([name, length]) => [name, bytes.subarray(at, (at += length))]);
}

/**
 * @param {string} address
 * @returns {Promise<Response>} a response with a good status
 */
async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${new URL(address).pathname}（${response.status}）`);
  return response;
}

/** @param {Places} places */
async function start(places) {
  const [program, engine, ...rules] = await Promise.all([
    load(places.program).then((response) => response.arrayBuffer()),
    load(places.engine).then((response) => response.arrayBuffer()),
    ...places.rules.map((address) => load(address).then((response) => response.text())),
  ]);
  const python = await loadMicroPython({ heapsize: HEAP, wasmBinary: program });
  python.FS.mkdir("/engine");
  python.FS.mkdir("/engine/calculators");
  for (const [name, content] of modules(engine)) {
    python.FS.writeFile(`/engine/calculators/${name}`, content);
  }
  python.runPython(START);
  call = python.globals.get("call");
  add = python.globals.get("add");
  for (const text of rules) add(text);
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.places) {
      await start(data.places);
      postMessage({ ready: true });
      return;
    }
    for (const text of data.rules ?? []) add(text);
    postMessage({ id: data.id, response: data.call ? call(data.call, data.request) : "" });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
});
