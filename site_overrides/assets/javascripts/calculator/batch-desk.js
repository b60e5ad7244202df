import { SITE } from "../site.js";
import { FullRuntime } from "./full-runtime.js";

/**
 * What a column can answer, as batch/desk.py has it.
 * @typedef {{ id: string, label: string, kind: string, question: string, options: string[], unit: string }} Target
 * @typedef {{ index: number, name: string, label: string, hidden: boolean, repeated: boolean, samples: string[], target: string }} Column
 * @typedef {{ sheets: { name: string, hidden: boolean }[], sheet: number, header_row: number, columns: Column[], rows: number, empty_rows: number, notes: string[] }} View
 * A line of the results: its number, row, benefit, verdict, amount, duration, total, note.
 * @typedef {[number, number, string | null, string, string, string, string, string]} Line
 */

/** The file cannot be used; the message is for people. */
export class Refused extends Error {}

/**
 * The worker's desk with what lies on it. After a failure of the worker everything is laid out anew.
 */
export class Desk {
  /**
   * @param {string} full site path of the full tier
   * @param {string} catalogue site path of the site's words
   */
  constructor(full, catalogue) {
    this.runtime = new FullRuntime({ full: new URL(full, SITE).href, rules: [] });
    this.catalogue = new URL(catalogue, SITE).href;
    /** @type {Worker | null} */
    this.laidOut = null;
    /** @type {{ id: string, rules: string }[]} */
    this.benefits = [];
    /** @type {File | null} */
    this.file = null;
    /** @type {{ sheet?: number, header_row?: number }} */
    this.shown = {};
    /** @type {{ targets: Target[], id_number: string }} */
    this.asked = { targets: [], id_number: "" };
  }

  /**
   * @param {string} task
   * @param {object} [request]
   * @param {ArrayBuffer} [bytes]
   * @returns {Promise<any>}
   */
  async ask(task, request = {}, bytes) {
    const answer = await this.runtime.batch(task, request, bytes);
    if (answer.refused) throw new Refused(answer.refused);
    return answer;
  }

  /**
   * Starts the worker if need be, and tells it what is calculated.
   * @returns {Promise<boolean>} whether the worker had to be started
   */
  async ready() {
    const worker = await this.runtime.start();
    if (worker === this.laidOut) return false;
    const response = await fetch(this.catalogue);
    if (!response.ok) throw new Error(`${this.catalogue}（${response.status}）`);
    await this.ask("begin", { catalogue: await response.json(), site: SITE.href });
    this.laidOut = worker;
    await this.choose(this.benefits);
    if (this.file) {
      await this.ask("open", {}, await this.file.arrayBuffer());
      await this.ask("view", this.shown);
    }
    return true;
  }

  /** @param {{ id: string, rules: string }[]} benefits */
  async choose(benefits) {
    this.benefits = benefits;
    await this.ready();
    await this.runtime.add(benefits.map(({ rules }) => new URL(rules, SITE).href));
    this.asked = await this.ask("choose", { benefits: benefits.map(({ id }) => id) });
  }

  /**
   * @param {File} file
   * @returns {Promise<View>}
   */
  async open(file) {
    this.file = null;
    this.shown = {};
    await this.ready();
    const view = await this.ask("open", {}, await file.arrayBuffer());
    this.file = file;
    return view;
  }

  /**
   * The open file as another table.
   * @param {{ sheet?: number, header_row?: number }} shown
   * @returns {Promise<View>}
   */
  async view(shown) {
    this.shown = shown;
    await this.ready();
    return this.ask("view", shown);
  }
}
