import { SITE } from "../site.js";
import { RuntimeFailed, WorkerRuntime } from "./worker-runtime.js";

/** @typedef {import("./types.js").Places} Places */

/** Nothing heard for so long means that the connection or the browser has given up. */
const PATIENCE = 20000;

/** The rule engine on MicroPython. */
export class LightRuntime extends WorkerRuntime {
  /** @param {Places} places */
  constructor(places) {
    super(places);
    this.places = places;
    /**
     * The worker from its first moment on.
     * @type {Worker | null}
     */
    this.begun = null;
    /** Whether the last worker has said that it can calculate. */
    this.ready = false;
  }

  /**
   * The worker as soon as it is there: it need not wait for the page to hear that it is ready.
   * @returns {Promise<Worker>}
   */
  taking() {
    const started = this.start();
    if (!this.begun) return started;
    started.catch(() => {
      // Whoever waits for an answer is told so.
    });
    return Promise.resolve(this.begun);
  }

  /**
   * @param {Worker} worker
   * @param {string} reason
   */
  stop(worker, reason) {
    this.begun = null;
    return super.stop(worker, reason);
  }

  /** @returns {Promise<Worker>} a worker that is ready and has the rules */
  begin() {
    return new Promise((resolve, reject) => {
      if (typeof WebAssembly === "undefined" || typeof Worker === "undefined") {
        reject(new RuntimeFailed("这个浏览器不能运行计算程序"));
        return;
      }
      const early = takeEarly(this.places);
      const worker = early?.worker ?? startWorker(this.places);
      this.begun = worker;
      this.ready = false;
      const fail = (/** @type {string} */ reason) => {
        clearTimeout(watchdog);
        reject(this.stop(worker, reason));
      };
      const watchdog = setTimeout(() => fail("装载时间太长"), PATIENCE);
      const hear = (/** @type {any} */ data) => {
        if (data.ready) {
          clearTimeout(watchdog);
          this.ready = true;
          resolve(worker);
        } else if (data.response !== undefined) {
          this.answer(data);
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
  return new Worker(script, { type: "module", name: JSON.stringify(places) });
}

/**
 * The engine that start-engine.js has started for the page, if it is for these places; given out once.
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
