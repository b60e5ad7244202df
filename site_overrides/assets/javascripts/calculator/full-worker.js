// Runs the rule engine and batch work on CPython (Pyodide), away from the page. The first message
// says where the files lie; later ones bring rules, a call with its request text, or a task of batch
// work. Pyodide alone keeps silent when a file is wrong, so each one is fetched and checked here.

/** @typedef {import("./full-runtime.js").Listed} Listed */

const START = `
import json, sys
from calculators.calls import add_rules, respond
rules = {}
def add(text):
    add_rules(rules, json.loads(text))
def call(name, text):
    return respond(rules, text, name)
desk = None
def batch(task, text, data):
    global desk
    if desk is None:
        from batch.desk import Desk
        desk = Desk(rules)
    return desk.answer(task, text, None if data is None else data.to_bytes())
`;

const WASM = "application/wasm";

/**
 * Rejects when anything that Pyodide loads fails; never fulfilled.
 * @type {(reason: unknown) => void}
 */
let refuse;
/** @type {Promise<never>} */
const refused = new Promise((_, reject) => {
  refuse = reject;
});
refused.catch(() => {});

/** @type {Promise<{ call: Function, add: Function, batch: Function }> | undefined} */
let started;

/**
 * A file on its way.
 * @param {string} name
 * @param {Listed} listed
 */
async function request(name, { url }) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${name}（${response.status}）`);
  return response;
}

/**
 * The content of a file that has arrived whole.
 * @param {string} name
 * @param {Listed} listed
 * @param {Promise<Response>} requested
 */
async function whole(name, { bytes, sha256 }, requested) {
  const content = await (await requested).arrayBuffer();
  if (content.byteLength !== bytes) throw new Error(`${name} 不完整`);
  // Browsers offer this only on https and on the machine itself.
  if (globalThis.crypto?.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (hex !== sha256) throw new Error(`${name} 内容不对`);
  }
  postMessage({ loaded: bytes });
  return content;
}

/**
 * Gives Pyodide what has been asked for here, and nothing else.
 * @param {Promise<Response>} program compiled while it arrives
 * @param {Promise<ArrayBuffer>} checked the same
 * @param {Promise<ArrayBuffer>} stdlib
 */
function serve(program, checked, stdlib) {
  self.fetch = async (input) =>
    new Response(String(input).endsWith("/stdlib.bin") ? await stdlib : null);
  const compile = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      const response = await program;
      // Whatever the server calls it. Browsers keep the compiled program only of a response as it is.
      const typed = response.headers.get("content-type") === WASM;
      const source = typed ? response : new Response(response.body, { headers: { "content-type": WASM } });
      const [instance] = await Promise.all([compile(source, imports), checked]);
      return instance;
    } catch (error) {
      refuse(error);
      throw error;
    }
  };
}

/**
 * @param {Record<string, Listed>} files
 * @param {object} info what Pyodide's own list of packages says of itself
 */
async function start(files, info) {
  const program = request("pyodide.wasm", files["pyodide.wasm"]);
  const [checked, stdlib, app] = [
    whole("pyodide.wasm", files["pyodide.wasm"], program.then((response) => response.clone())),
    ...["stdlib.bin", "app.bin"].map((n) => whole(n, files[n], request(n, files[n]))),
  ];
  for (const content of [checked, stdlib, app]) content.catch(refuse);
  serve(program, checked, stdlib);
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    import(files["pyodide.js"].url),
    import(files["pyodide.asm.js"].url),
  ]);
  const folder = new URL(".", files["pyodide.js"].url).href;
  const python = await loadPyodide({
    indexURL: folder,
    stdLibURL: files["stdlib.bin"].url,
    packageBaseUrl: folder,
    lockFileContents: { info, packages: {} },
    createPyodideModule,
    env: { PYTHONPATH: "/lib/app.zip" },
    fsInit: async (/** @type {any} */ { writeFile }) =>
      writeFile("/lib/app.zip", new Uint8Array(await app)),
  });
  python.runPython(START);
  const [call, add, batch] = ["call", "add", "batch"].map((name) => python.globals.get(name));
  return { call, add, batch };
}

/** @param {any} answer of a task: text, or the bytes of a file */
function plain(answer) {
  if (typeof answer === "string") return answer;
  const bytes = answer.toJs();
  answer.destroy();
  return bytes;
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.files) {
      started = Promise.race([start(data.files, data.info), refused]);
      await started;
      postMessage({ ready: true });
      return;
    }
    const python = await started;
    if (!python) return;
    for (const text of data.rules ?? []) python.add(text);
    let response = "";
    if (data.call) response = python.call(data.call, data.request);
    if (data.task) response = plain(python.batch(data.task, data.request, data.bytes));
    postMessage({ id: data.id, response });
  } catch (error) {
    // The last line of a Python traceback says what happened.
    const words = error instanceof Error ? error.message.trim() : String(error);
    postMessage({ failed: words.slice(words.lastIndexOf("\n") + 1) });
  }
});

export {};
