// Runs the rule engine on MicroPython, away from the page. The worker's name is the address of
// the interpreter's loader. The first message brings the program, the engine and the rules; each
// later one is a request text and is answered with a response text.

/** @typedef {import("./types.js").Parts} Parts */

/** Bytes of the interpreter's heap; one benefit needs about a tenth. */
const HEAP = 8 * 1024 * 1024;

const START = `
import sys
sys.path.insert(0, "/engine")
import json
from calculators.calls import respond
rules = json.loads(rules_text)
del rules_text
def call(text):
    return respond(rules, text)
`;

// Begins before the first message comes. A failure is reported when that message waits for it.
const loader = import(self.name);
loader.catch(() => {});

/** @type {(request: string) => string} */
let call;

/** @param {Parts} parts */
async function start({ program, engine, rules }) {
  const { loadMicroPython } = await loader;
  const python = await loadMicroPython({ heapsize: HEAP, wasmBinary: program });
  python.FS.mkdir("/engine");
  python.FS.mkdir("/engine/calculators");
  for (const [name, source] of Object.entries(JSON.parse(engine))) {
    python.FS.writeFile(`/engine/calculators/${name}`, source);
  }
  python.globals.set("rules_text", rules);
  python.runPython(START);
  call = python.globals.get("call");
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.parts) {
      await start(data.parts);
      postMessage({ ready: true });
    } else {
      postMessage({ id: data.id, response: call(data.request) });
    }
  } catch (error) {
    postMessage({ failed: String(error) });
  }
});
