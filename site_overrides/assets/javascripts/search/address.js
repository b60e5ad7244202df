import { isIsoDate } from "../dates.js";
import { STATUS_WORDS } from "../status.js";
import { noFilters } from "./types.js";

/**
 * What the reader asks for, and how it is written into the fragment of the finder's address: a
 * fragment is never sent to a server.
 *
 * @typedef {import("./types.js").Filters} Filters
 * @typedef {import("./types.js").Catalogue} Catalogue
 * @typedef {{ text: string, filters: Filters, sort: "relevance" | "date" }} State
 */

/** Characters of a query that are looked for: nobody types more, and addresses have an end. */
export const LONGEST = 1000;

/** Filters whose values the catalogue knows. */
const CATALOGUED = /** @type {const} */ (["region", "topic", "audience", "kind", "agency"]);
const LISTS = /** @type {const} */ ([...CATALOGUED, "status"]);
const SWITCHES = /** @type {const} */ (["above", "calculator"]);
const DAYS = /** @type {const} */ (["from", "to"]);

/**
 * A question without filters.
 * @param {string} text
 * @returns {State}
 */
export function plainQuestion(text) {
  return { text: text.slice(0, LONGEST), filters: noFilters(), sort: "relevance" };
}

/**
 * @param {string} fragment without the leading #
 * @returns {{ state: State, refused: string[] }} what is understood, and the parts that are not
 */
export function readFragment(fragment) {
  const state = plainQuestion("");
  const { filters } = state;
  /** @type {string[]} */
  const refused = [];
  const seen = new Set();
  for (const [key, value] of new URLSearchParams(fragment)) {
    if (includes(LISTS, key)) refused.push(...addValues(filters, key, value));
    else if (seen.has(key) || !readSingle(state, key, value)) refused.push(`${key}=${value}`);
    seen.add(key);
  }
  return { state, refused };
}

/**
 * @template {string} Name
 * @param {readonly Name[]} names
 * @param {string} name
 * @returns {name is Name}
 */
function includes(names, name) {
  return /** @type {readonly string[]} */ (names).includes(name);
}

/**
 * @param {Filters} filters
 * @param {typeof LISTS[number]} key
 * @param {string} value ids with commas between them
 * @returns {string[]} what is no value
 */
function addValues(filters, key, value) {
  const refused = [];
  for (const id of value.split(",").filter(Boolean)) {
    if (key === "status" && !Object.hasOwn(STATUS_WORDS, id)) refused.push(`${key}=${id}`);
    else if (!filters[key].includes(id)) filters[key].push(id);
  }
  return refused;
}

/**
 * @param {State} state
 * @param {string} key
 * @param {string} value
 * @returns {boolean} whether it means something
 */
function readSingle(state, key, value) {
  if (key === "q") state.text = value;
  else if (includes(SWITCHES, key) && value === "1") state.filters[key] = true;
  else if (includes(DAYS, key) && isIsoDate(value)) state.filters[key] = value;
  else if (key === "sort" && (value === "date" || value === "relevance")) state.sort = value;
  else return false;
  return true;
}

/**
 * Takes out what the catalogue does not know.
 * @param {State} state
 * @param {Catalogue} catalogue
 * @returns {{ state: State, refused: string[] }}
 */
export function keepKnown(state, catalogue) {
  const filters = { ...state.filters };
  /** @type {string[]} */
  const refused = [];
  for (const key of CATALOGUED) {
    const ids = new Set(catalogue[key].map(({ id }) => id));
    refused.push(...filters[key].filter((id) => !ids.has(id)).map((id) => `${key}=${id}`));
    filters[key] = filters[key].filter((id) => ids.has(id));
  }
  return { state: { ...state, filters }, refused };
}

/**
 * @param {State} state
 * @returns {string} fragment without the leading #, empty when nothing is asked
 */
export function writeFragment({ text, filters, sort }) {
  const parts = new URLSearchParams();
  if (text.trim()) parts.set("q", text.trim().slice(0, LONGEST));
  for (const key of LISTS) {
    if (filters[key].length) parts.set(key, filters[key].join(","));
    if (key === "region" && filters.above) parts.set("above", "1");
  }
  for (const key of DAYS) if (filters[key]) parts.set(key, filters[key]);
  if (filters.calculator) parts.set("calculator", "1");
  if (sort === "date") parts.set("sort", "date");
  return parts.toString().replaceAll("%2C", ",");
}
