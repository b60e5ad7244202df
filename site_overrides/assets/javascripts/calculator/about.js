import { SITE } from "../site.js";
import { addCitations } from "./citations.js";

/**
 * What is known of a benefit besides its rules, from its data file (render/benefit_data.py).
 *
 * @typedef {import("./types.js").Cite} Cite
 * @typedef {{ document: string, organisation: string | null, topic: string | null, phones: string[], address: string | null }} Contact
 * @typedef {object} About
 * @property {string} id
 * @property {string} title
 * @property {string} region short name
 * @property {string} path site path of its page
 * @property {string} payee
 * @property {string[]} questions fact ids in the order of asking
 * @property {string[]} amount_questions those that amount, duration and total look at
 * @property {string[]} standards parameter ids
 * @property {{ actor: string, text: string, cite: Cite }[]} procedure
 * @property {Contact[]} contacts those with a telephone
 * @property {Record<string, { name: string, path: string }>} documents by key
 * @property {Record<string, import("./citations.js").Place>} citations by `<document>/<clause>`
 * @property {Record<string, { title: string, default: string, texts: Record<string, string> }>} readings
 */

/** @type {Map<string, Promise<About>>} */
const known = new Map();

/**
 * @param {string} benefit
 * @returns {Promise<About>} rejects when the file cannot be had; a later call tries again
 */
export function aboutBenefit(benefit) {
  let found = known.get(benefit);
  if (!found) {
    found = load(benefit);
    known.set(benefit, found);
    found.catch(() => known.delete(benefit));
  }
  return found;
}

/** @param {string} benefit */
async function load(benefit) {
  const response = await fetch(new URL(`data/benefits/${benefit}.json`, SITE));
  if (!response.ok) throw new Error(`${benefit}（${response.status}）`);
  /** @type {About} */
  const about = await response.json();
  addCitations(about.citations);
  return about;
}
