/**
 * @typedef {import("./types.js").Parts} Parts
 * @typedef {import("./types.js").Places} Places
 */

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
 * @param {Places} places
 * @returns {Promise<Parts>}
 */
async function loadParts(places) {
  const [program, engine, rules] = await Promise.all([
    load(`${places.interpreter}micropython.bin`).then((response) => response.arrayBuffer()),
    load(`${places.engine}engine.json`).then((response) => response.text()),
    load(places.rules).then((response) => response.text()),
  ]);
  return { program, engine, rules };
}

/**
 * The rule engine: started on first use, started anew after a failure.
 */
export class Runtime {
  /** @param {Places} places */
  constructor(places) {
    this.places = places;
    /** @type {Promise<Worker> | null} */
    this.worker = null;
    this.count = 0;
    /** @type {Map<number, { resolve: (text: string) => void, reject: (error: Error) => void }>} */
    this.waiting = new Map();
  }

  /** Loads the engine; evaluate() does so too. */
  start() {
    this.worker ??= this.#start().catch((error) => {
      this.worker = null;
      throw error;
    });
    return this.worker;
  }

  /**
   * The one call: a request text in, a response text out.
   * @param {string} request
   * @returns {Promise<string>}
   */
  async evaluate(request) {
    const worker = await this.start();
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, request });
    });
  }

  /** @returns {Promise<Worker>} a worker that is ready */
  #start() {
    return new Promise((resolve, reject) => {
      if (typeof WebAssembly === "undefined" || typeof Worker === "undefined") {
        reject(new RuntimeFailed("这个浏览器不能运行计算程序"));
        return;
      }
      const worker = new Worker(new URL("worker.js", import.meta.url), {
        type: "module",
        name: `${this.places.interpreter}micropython.js`,
      });
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
      worker.addEventListener("error", (event) => fail(event.message || "计算程序没有装载成功"));
      worker.addEventListener("message", ({ data }) => {
        if (data.ready) {
          clearTimeout(watchdog);
          resolve(worker);
        } else if (data.response !== undefined) {
          this.waiting.get(data.id)?.resolve(data.response);
          this.waiting.delete(data.id);
        } else {
          fail(data.failed);
        }
      });
      loadParts(this.places).then(
        (parts) => worker.postMessage({ parts }, [parts.program]),
        (error) => fail(String(error)),
      );
    });
  }
}
