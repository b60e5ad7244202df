import { SITE } from "../site.js";

/** @typedef {import("./types.js").Places} Places */

/** Nothing heard for so long means that the connection or the browser has given up. */
const PATIENCE = 20000;

/** The engine could not be started, or stopped. */
export class RuntimeFailed extends Error {}

/**
 * @param {string} address
 * @returns {Promise<Response>} a response with a good status
 */
async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${new URL(address).pathname}（${response.status}）`);
  return response;
}

/**
 * @param {string[]} addresses
 * @returns {Promise<string[]>}
 */
function loadTexts(addresses) {
  return Promise.all(addresses.map((address) => load(address).then((found) => found.text())));
}

/**
 * The rule engine on MicroPython: started on first use, started anew after a failure.
 */
export class LightRuntime {
  /** @param {Places} places */
  constructor(places) {
    this.places = places;
    /** @type {Promise<Worker> | null} */
    this.worker = null;
    this.count = 0;
    /** @type {Map<number, { resolve: (text: string) => void, reject: (error: Error) => void }>} */
    this.waiting = new Map();
  }

  /** Loads the engine; ask() does so too. */
  start() {
    this.worker ??= this.#start().catch((error) => {
      this.worker = null;
      throw error;
    });
    return this.worker;
  }

  /**
   * The one call: a request text in, a response text out.
   * @param {import("./types.js").Call} call
   * @param {string} request
   * @returns {Promise<string>}
   */
  async ask(call, request) {
    return this.#send(await this.start(), { call, request });
  }

  /**
   * Adds rules that are not held yet; they are kept for a new start too.
   * @param {string[]} paths absolute addresses of rule files
   */
  async add(paths) {
    const missing = paths.filter((address) => !this.places.rules.includes(address));
    if (!missing.length) return;
    const worker = await this.start();
    const rules = await loadTexts(missing);
    await this.#send(worker, { rules });
    this.places.rules.push(...missing);
  }

  /**
   * @param {Worker} worker
   * @param {object} message
   * @returns {Promise<string>}
   */
  #send(worker, message) {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...message });
    });
  }

  /** @returns {Promise<Worker>} a worker that is ready */
  #start() {
    return new Promise((resolve, reject) => {
      if (typeof WebAssembly === "undefined" || typeof Worker === "undefined") {
        reject(new RuntimeFailed("这个浏览器不能运行计算程序"));
        return;
      }
      const early = takeEarly(this.places);
      const worker = early?.worker ?? startWorker(this.places);
      const fail = (/** @type {string} */ reason) => {
        clearTimeout(watchdog);
        worker.terminate();
        this.worker = null;
        const error = new RuntimeFailed(reason);
        for (const { reject: refuse } of this.waiting.values()) refuse(error);
        this.waiting.clear();
        reject(error);
      };
      const watchdog = setTimeout(() => fail("装载时间太长"), PATIENCE);
      const hear = (/** @type {any} */ data) => {
        if (data.ready) {
          clearTimeout(watchdog);
          resolve(worker);
        } else if (data.response !== undefined) {
          this.waiting.get(data.id)?.resolve(data.response);
          this.waiting.delete(data.id);
        } else {
          fail(data.failed);
        }
      };
      worker.onerror = (event) => fail(event.message || "计算程序没有装载成功");
      worker.onmessage = ({ data }) => hear(data);
      early?.said.forEach(hear);
      if (early?.failed) fail(early.failed);
    });
  }
}

/**
 * @param {Places} places
 * @returns {Worker} one that has begun to load
 */
function startWorker(places) {
  const script = new URL("assets/javascripts/calculator/worker.js", SITE);
  const worker = new Worker(script, { type: "module" });
  worker.postMessage({ places });
  return worker;
}

/**
 * The engine that early.js has started for the page, if it is for these places; given out once.
 * @param {Places} places
 * @returns {import("./types.js").Early | null}
 */
function takeEarly(places) {
  /** @type {{ mcEngine?: import("./types.js").Early }} */
  const holder = Object(window);
  const early = holder.mcEngine;
  delete holder.mcEngine;
  return early && early.places.rules.join() === places.rules.join() ? early : null;
}
