/** @typedef {import("./types.js").Call} Call */

/** The engine could not be started, or stopped. */
export class RuntimeFailed extends Error {}

/**
 * @param {string} address
 * @returns {Promise<string>} the text of a response with a good status
 */
export async function loadText(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${new URL(address).pathname}（${response.status}）`);
  return response.text();
}

/**
 * The rule engine in a worker: started on first use, started anew after a failure. What the tiers
 * have in common; each says how it begins.
 */
export class WorkerRuntime {
  /** @param {{ rules: string[] }} places absolute addresses of rule files */
  constructor({ rules }) {
    this.rules = rules;
    /** @type {Promise<Worker> | null} */
    this.worker = null;
    this.count = 0;
    /** @type {Map<number, { resolve: (answer: any) => void, reject: (error: Error) => void }>} */
    this.waiting = new Map();
  }

  /** Loads the engine; the calls do so too. */
  start() {
    this.worker ??= this.begin().catch((error) => {
      this.worker = null;
      throw error;
    });
    return this.worker;
  }

  /** @returns {Promise<Worker>} a worker that is ready and has the rules */
  begin() {
    throw new Error("each tier begins in its own way");
  }

  /** @returns {Promise<Worker>} a worker that takes calls; one that is not ready yet answers later */
  taking() {
    return this.start();
  }

  /**
   * The one call: a request text in, a response text out.
   * @param {Call} call
   * @param {string} request
   * @returns {Promise<string>}
   */
  async ask(call, request) {
    return this.send(await this.taking(), { call, request });
  }

  /**
   * Adds rules that are not held yet; they are kept for a new start too.
   * @param {string[]} paths absolute addresses of rule files
   */
  async add(paths) {
    const missing = paths.filter((address) => !this.rules.includes(address));
    if (!missing.length) return;
    const rules = await Promise.all(missing.map(loadText));
    await this.send(await this.taking(), { rules });
    this.rules.push(...missing);
  }

  /**
   * @param {Worker} worker
   * @param {object} message
   * @param {Transferable[]} [handed] over, not copied
   * @returns {Promise<any>} the response
   */
  send(worker, message, handed = []) {
    const id = ++this.count;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...message }, handed);
    });
  }

  /** @param {{ id: number, response: any }} data what the worker has answered */
  answer({ id, response }) {
    this.waiting.get(id)?.resolve(response);
    this.waiting.delete(id);
  }

  /**
   * Gives the worker up; whoever waits is told.
   * @param {Worker} worker
   * @param {string} reason
   */
  stop(worker, reason) {
    worker.terminate();
    this.worker = null;
    const error = new RuntimeFailed(reason);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
    return error;
  }
}
