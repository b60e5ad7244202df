import { SITE } from "../site.js";
import { RuntimeFailed } from "./light-runtime.js";

/**
 * A file of the full tier, as its list has it and with its absolute address.
 * @typedef {{ url: string, bytes: number, sha256: string }} Listed
 * @typedef {{ full: string, rules: string[] }} FullPlaces absolute addresses: the folder with
 *   files.json, and rule files
 */

/** Nothing heard for so long means that the connection or the browser has given up. */
const PATIENCE = 60000;

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
 * @param {string} address
 * @returns {Promise<string>}
 */
async function loadText(address) {
  return (await load(address)).text();
}

/**
 * The rule engine on CPython: the same calls and answers as Runtime, and batch work. Started on
 * first use, started anew after a failure.
 */
export class FullRuntime {
  /** @param {FullPlaces} places */
  constructor(places) {
    this.places = places;
    /**
     * Told while loading: the share of the bytes that have arrived.
     * @type {(share: number) => void}
     */
    this.onProgress = () => {};
    /** @type {Promise<Worker> | null} */
    this.worker = null;
    this.count = 0;
    /** @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void }>} */
    this.waiting = new Map();
  }

  /** Loads the engine; the calls do so too. */
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
   * A task of batch work (batch/desk.py): JSON in, JSON or the bytes of a file out. What a task
   * leaves in the worker is gone after a failure.
   * @param {string} task
   * @param {object} request
   * @param {ArrayBuffer} [bytes] of a file; handed over, not copied
   * @returns {Promise<any>}
   */
  async batch(task, request, bytes) {
    const message = { task, request: JSON.stringify(request), bytes };
    const answer = await this.#send(await this.start(), message, bytes ? [bytes] : []);
    return typeof answer === "string" ? JSON.parse(answer) : answer;
  }

  /**
   * Adds rules that are not held yet; they are kept for a new start too.
   * @param {string[]} paths absolute addresses of rule files
   */
  async add(paths) {
    const missing = paths.filter((address) => !this.places.rules.includes(address));
    if (!missing.length) return;
    const [worker, ...rules] = await Promise.all([this.start(), ...missing.map(loadText)]);
    await this.#send(worker, { rules });
    this.places.rules.push(...missing);
  }

  /**
   * @param {Worker} worker
   * @param {object} message
   * @param {Transferable[]} [handed]
   * @returns {Promise<any>}
   */
  #send(worker, message, handed = []) {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...message }, handed);
    });
  }

  /** @returns {Promise<Worker>} a worker that is ready and has the rules */
  #start() {
    return new Promise((resolve, reject) => {
      if (typeof WebAssembly === "undefined" || typeof Worker === "undefined") {
        reject(new RuntimeFailed("这个浏览器不能运行计算程序"));
        return;
      }
      const address = new URL("assets/javascripts/calculator/full-worker.js", SITE);
      const worker = new Worker(address, { type: "module" });
      const fail = (/** @type {string} */ reason) => {
        clearTimeout(watchdog);
        worker.terminate();
        this.worker = null;
        const error = new RuntimeFailed(reason);
        for (const { reject: refuse } of this.waiting.values()) refuse(error);
        this.waiting.clear();
        reject(error);
      };
      const late = () => fail("装载时间太长");
      let watchdog = setTimeout(late, PATIENCE);
      let arrived = 0;
      let total = Infinity;
      worker.addEventListener("error", (event) => fail(event.message || "计算程序没有装载成功"));
      worker.addEventListener("message", ({ data }) => {
        if (data.loaded) {
          clearTimeout(watchdog);
          watchdog = setTimeout(late, PATIENCE);
          arrived += data.loaded;
          this.onProgress(arrived / total);
        } else if (data.ready) {
          clearTimeout(watchdog);
          rules.then(
            (texts) => this.#send(worker, { rules: texts }).then(() => resolve(worker), reject),
            (error) => fail(String(error)),
          );
        } else if (data.response !== undefined) {
          this.waiting.get(data.id)?.resolve(data.response);
          this.waiting.delete(data.id);
        } else {
          fail(data.failed);
        }
      });
      const rules = Promise.all(this.places.rules.map(loadText));
      rules.catch((error) => fail(String(error)));
      loadText(`${this.places.full}files.json`)
        .then((text) => {
          const { files, info } = JSON.parse(text);
          for (const listed of Object.values(files)) {
            listed.url = new URL(listed.path, this.places.full).href;
          }
          total = ["pyodide.wasm", "stdlib.bin", "app.bin"].reduce((n, f) => n + files[f].bytes, 0);
          worker.postMessage({ files, info });
        })
        .catch((error) => fail(String(error)));
    });
  }
}
