// Starts the engine and writes down its memory: calculator/image.js says what an image is, and
// starts from it. Arguments: the interpreter's loader and program, the archive of the engine's
// modules, and the file to write.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [loader, programFile, archiveFile, target] = process.argv.slice(2);
const { loadMicroPython } = await import(pathToFileURL(loader).href);

/** Bytes of the interpreter's heap; the rules of all regions need about a fifth. */
const HEAP = 16 * 1024 * 1024;
/** Bytes handed out before what is no longer used is looked for, which takes 2 ms; else after each call. */
const GARBAGE = 4 * 1024 * 1024;
/** Bytes that are compared, and written, together. */
const BLOCK = 1024;

// Every module is imported: what is not in memory now cannot be had later.
const START = `
import sys
sys.path.insert(0, "/engine")
import json
for module in modules.split():
    __import__("calculators." + module)
from calculators.calls import add_rules, respond
from calculators.screen import Memory
rules = {}
memory = Memory()
def add(text):
    global memory
    memory = Memory()
    add_rules(rules, json.loads(text))
def call(name, text):
    return respond(rules, text, name, memory)
del module, modules
import gc
gc.collect()
gc.threshold(${GARBAGE})
`;

// Every build writes the same bytes: no time of day is in them.
Date.now = () => 0;

const program = readFileSync(programFile);

/** An interpreter just started, and its memory. */
async function start() {
  let exports;
  const python = await loadMicroPython({
    heapsize: HEAP,
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(program, imports).then(({ instance, module }) => {
        ({ exports } = instance);
        done(instance, module);
      });
      return {};
    },
  });
  return { python, memory: new Uint8Array(exports.memory.buffer) };
}

const fresh = await start();
const { python, memory } = await start();
// From here to the end nothing waits: the loader frees Python objects between tasks.
const archive = readFileSync(archiveFile);
const bodies = archive.indexOf("\n") + 1;
const files = JSON.parse(archive.subarray(0, bodies));
python.FS.mkdir("/engine");
python.FS.mkdir("/engine/calculators");
let at = bodies;
for (const [name, length] of files) {
  python.FS.writeFile(`/engine/calculators/${name}`, archive.subarray(at, (at += length)));
}
const names = files.map(([name]) => name.replace(".mpy", "")).filter((name) => name !== "__init__");
python.globals.set("modules", names.join(" "));
python.runPython(START);
if (!memory.length || memory.length !== fresh.memory.length) {
  throw new Error("the memory grew: the heap is too small for the engine");
}
const runs = [];
for (let offset = 0; offset < memory.length; offset += BLOCK) {
  const block = memory.subarray(offset, offset + BLOCK);
  if (Buffer.compare(block, fresh.memory.subarray(offset, offset + BLOCK)) === 0) continue;
  const last = runs.at(-1);
  if (last && last[0] + last[1] === offset) last[1] += block.length;
  else runs.push([offset, block.length]);
}
const head = JSON.stringify({ heap: HEAP, memory: memory.length, runs });
const contents = runs.map(([offset, length]) => memory.subarray(offset, offset + length));
writeFileSync(target, Buffer.concat([Buffer.from(`${head}\n`), ...contents]));
