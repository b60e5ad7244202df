import { SITE } from "../site.js";
import { sign } from "./colophon.js";
import { LightRuntime } from "./light-runtime.js";
import { RuntimeFailed } from "./worker-runtime.js";

/** Loaded only when it is needed: see tools/full-tier.js. */
const FULL_TIER = new URL("assets/javascripts/tools/full-tier.js", SITE).href;

/**
 * The engine for a section of the page, which says where it lies; it starts loading at once.
 * @param {HTMLElement} section with the attributes of templates/_runtime.html
 */
export function runtimeFor(section) {
  const { interpreter = "", engine = "", full = "", rules = "" } = section.dataset;
  const wanted = rules.split(" ").filter(Boolean).map(inSite);
  const light = new LightRuntime({
    program: inSite(`${interpreter}micropython.bin`),
    engine: inSite(`${engine}engine.bin`),
    rules: [...new Set(wanted)],
  });
  light.start().catch(() => {
    // Said when the first result is asked for.
  });
  return new Runtime(light, inSite(full), wanted);
}

/** @param {string} path below the site root */
function inSite(path) {
  return new URL(path, SITE).href;
}

/**
 * The rule engine as pages use it: the light tier, and where that cannot start, the full one. Both
 * give the same answers to the byte.
 */
export class Runtime {
  /**
   * @param {LightRuntime} light
   * @param {string} fullPlace address of the full tier's folder
   * @param {string[]} rules addresses of rule files
   */
  constructor(light, fullPlace, rules) {
    this.light = light;
    this.fullPlace = fullPlace;
    this.rules = rules;
    /** @type {import("./full-runtime.js").FullRuntime | null} */
    this.full = null;
    /**
     * The full tier on its way; one for all that wait.
     * @type {Promise<boolean> | null}
     */
    this.coming = null;
  }

  /** Which tier answers. */
  get tier() {
    return this.full ? "full" : "light";
  }

  /**
   * The one call: a request text in, a response text out.
   * @param {import("./types.js").Call} call
   * @param {string} request
   * @returns {Promise<string>}
   */
  async ask(call, request) {
    const response = await this.#use((tier) => tier.ask(call, request));
    sign(this.tier, response);
    return response;
  }

  /**
   * Adds rules that are not held yet; they are kept for a new start too.
   * @param {string[]} paths of rule files, below the site root
   */
  async add(paths) {
    const addresses = paths.map(inSite);
    await this.#use((tier) => tier.add(addresses));
    this.rules.push(...addresses);
  }

  /**
   * Does something with the tier that answers; once more if the light one turns out not to start.
   * @template Answer
   * @param {(tier: LightRuntime | import("./full-runtime.js").FullRuntime) => Promise<Answer>} act
   * @returns {Promise<Answer>}
   */
  async #use(act) {
    if (this.full) return act(this.full);
    try {
      return await act(this.light);
    } catch (error) {
      const startable = this.light.ready || !(error instanceof RuntimeFailed);
      if (startable) throw error;
      this.coming ??= this.#startFull().finally(() => (this.coming = null));
      if (!(await this.coming)) throw error;
      return this.#use(act);
    }
  }

  /** @returns {Promise<boolean>} whether the full tier has started */
  async #startFull() {
    try {
      /** @type {typeof import("../tools/full-tier.js")} */
      const { FullRuntime } = await import(FULL_TIER);
      const full = new FullRuntime({ full: this.fullPlace, rules: [...new Set(this.rules)] });
      await full.start();
      this.full = full;
      return true;
    } catch {
      // The reader is told why the light tier, which is asked again next time, has failed.
      return false;
    }
  }
}
