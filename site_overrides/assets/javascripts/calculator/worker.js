// Runs the rule engine on MicroPython, away from the page. The worker's name says where program,
// engine and rules lie: it need not wait for the page to have time for a message. Messages bring
// more rules, or a call with its request text, answered with a response text.

import { startFromImage } from "./image.js";
import { loadMicroPython } from "./micropython.js";

/** @typedef {import("./types.js").Places} Places */

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
  const [program, image, ...rules] = await Promise.all([
    load(places.program).then((response) => response.arrayBuffer()),
    load(places.engine).then((response) => response.arrayBuffer()),
    ...places.rules.map((address) => load(address).then((response) => response.text())),
  ]);
  const python = await startFromImage(loadMicroPython, program, new Uint8Array(image));
  /** @type {{ add: (rules: string) => void, call: (name: string, request: string) => string }} */
  const engine = { add: python.globals.get("add"), call: python.globals.get("call") };
  for (const text of rules) engine.add(text);
  return engine;
}

/** @param {unknown} error */
const fail = (error) => postMessage({ failed: String(error) });

const started = start(JSON.parse(self.name));
started.then(() => postMessage({ ready: true }), fail);

addEventListener("message", async ({ data }) => {
  try {
    const { add, call } = await started;
    for (const text of data.rules ?? []) add(text);
    postMessage({ id: data.id, response: data.call ? call(data.call, data.request) : "" });
  } catch (error) {
    fail(error);
  }
});
