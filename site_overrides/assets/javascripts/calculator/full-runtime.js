import { SITE } from "../site.js";
import { RuntimeFailed, WorkerRuntime, loadText } from "./worker-runtime.js";

/**
 * A file of the full tier, as its list has it and with its absolute address.
 * @typedef {{ url: string, bytes: number, sha256: string }} Listed
 * @typedef {{ full: string, rules: string[] }} FullPlaces absolute addresses: the folder with
 *   files.json, and rule files
 */

/** Nothing heard for so long means that the connection or the browser has given up. */
const PATIENCE = 60000;

/** The rule engine on CPython: the same calls and answers as the light tier, and batch work. */
export class FullRuntime extends WorkerRuntime {
  /** @param {FullPlaces} places */
  constructor(places) {
    super(places);
    this.places = places;
    /**
     * Told while loading: the share of the bytes that have arrived.
     * @type {(share: number) => void}
     */
    this.onProgress = () => {};
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
    const answer = await this.send(await this.start(), message, bytes ? [bytes] : []);
    return typeof answer === "string" ? JSON.parse(answer) : answer;
  }

  /** @returns {Promise<Worker>} a worker that is ready and has the rules */
  begin() {
    return new Promise((resolve, reject) => {
      if (typeof WebAssembly === "undefined" || typeof Worker === "undefined") {
        reject(new RuntimeFailed("这个浏览器不能运行计算程序"));
        return;
      }
      const address = new URL("assets/javascripts/calculator/full-worker.js", SITE);
      const worker = new Worker(address, { type: "module" });
      const fail = (/** @type {string} */ reason) => {
        clearTimeout(watchdog);
        reject(this.stop(worker, reason));
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
            (texts) => this.send(worker, { rules: texts }).then(() => resolve(worker), reject),
            (error) => fail(String(error)),
          );
        } else if (data.response !== undefined) {
          this.answer(data);
        } else {
          fail(data.failed);
        }
      });
      const rules = Promise.all(this.rules.map(loadText));
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
