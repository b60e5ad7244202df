import { statusOn } from "../status.js";
import { noFilters } from "./types.js";

/**
 * Filters and counts. Region and year of an item are known from the runs of the manifest; the rest
 * comes from facet files, of which only a few are read however large the collection is.
 *
 * @typedef {import("./types.js").Filters} Filters
 * @typedef {import("./types.js").FacetName} FacetName
 * @typedef {import("./files.js").Columns} Columns
 *
 * @typedef {object} Facts what filters ask of one policy
 * @property {number} item
 * @property {Record<FacetName, string[]>} values
 * @property {string} issued
 */

/** Facet files read for one question at most; each holds 4,096 items. */
export const SEGMENTS_READ = 5;
/** @type {FacetName[]} */
const FACETS = ["region", "topic", "audience", "kind", "agency", "year", "status", "calculator"];

/**
 * Regions meant by a filter: those named, those below them, and those above when asked for.
 * @param {Filters} filters
 * @param {{ id: string, parent?: string }[]} regions
 */
export function regionsMeant(filters, regions) {
  const parents = new Map(regions.map(({ id, parent }) => [id, parent]));
  const above = (/** @type {string} */ region) => {
    const chain = [];
    for (let at = parents.get(region); at; at = parents.get(at)) chain.push(at);
    return chain;
  };
  const named = new Set(filters.region);
  // What applies everywhere is not "below" the country: 国家 means national documents.
  const below = regions.filter(({ id }) =>
    above(id).some((parent) => named.has(parent) && parents.get(parent)),
  );
  const meant = new Set([...named, ...below.map(({ id }) => id)]);
  if (filters.above) for (const region of named) for (const id of above(region)) meant.add(id);
  return meant;
}

/** What a document of a region above the one named, and of any other region, is worth. */
const FIT_ABOVE = 0.55;
const FIT_ELSEWHERE = 0.35;

/**
 * How well each region fits a query that names some; empty when it names none.
 * @param {string[]} named
 * @param {{ id: string, parent?: string }[]} regions
 * @returns {Map<string, number>}
 */
export function regionFits(named, regions) {
  if (!named.length) return new Map();
  const own = regionsMeant({ ...noFilters(), region: named }, regions);
  const above = regionsMeant({ ...noFilters(), region: named, above: true }, regions);
  return new Map(
    regions.map(({ id }) => [id, own.has(id) ? 1 : above.has(id) ? FIT_ABOVE : FIT_ELSEWHERE]),
  );
}

/**
 * Type, region and year of every item, without reading anything more.
 * @param {import("./files.js").Manifest} manifest
 */
export function places(manifest) {
  /** @type {{ end: number, type: string, region: string, year: string }[]} */
  const runs = [];
  let end = 0;
  for (const [type, region, year, count] of manifest.runs) {
    end += count;
    runs.push({ end, type, region, year });
  }
  return {
    runs,
    /** @param {number} item */
    of(item) {
      let low = 0;
      let high = runs.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((runs[middle]?.end ?? 0) <= item) low = middle + 1;
        else high = middle;
      }
      return runs[low];
    },
  };
}

/**
 * @param {number} item
 * @param {number} row
 * @param {Columns} columns
 * @param {{ region: string, year: string }} place
 * @param {import("./types.js").Catalogue} catalogue
 * @param {string} asOf
 * @returns {Facts}
 */
export function factsOf(item, row, columns, place, catalogue, asOf) {
  const names = (/** @type {number[]} */ numbers, /** @type {"topic" | "audience" | "agency"} */ facet) =>
    numbers.map((number) => catalogue[facet][number]?.id ?? "");
  const validity = {
    issued: columns.issued[row] ?? "",
    effective: columns.effective[row] ?? "",
    expires: columns.expires[row] ?? "",
    repealed: columns.repealed[row] ?? "",
  };
  return {
    item,
    issued: validity.issued,
    values: {
      region: [place.region],
      year: [place.year],
      topic: names(columns.topics[row] ?? [], "topic"),
      audience: names(columns.audiences[row] ?? [], "audience"),
      agency: names(columns.agencies[row] ?? [], "agency"),
      kind: [catalogue.kind[columns.kind[row] ?? -1]?.id ?? ""],
      status: [statusOn(validity, asOf)],
      calculator: columns.calculator[row] ? ["1"] : [],
    },
  };
}

/**
 * Whether a policy passes the filters, leaving out one facet.
 * @param {Facts} facts
 * @param {Filters} filters
 * @param {Set<string>} regions meant by the region filter
 * @param {FacetName | ""} without
 */
export function passes(facts, filters, regions, without = "") {
  if (without !== "region" && filters.region.length) {
    if (!facts.values.region.some((region) => regions.has(region))) return false;
  }
  /** @type {("topic" | "audience" | "kind" | "agency" | "status")[]} */
  const lists = ["topic", "audience", "kind", "agency", "status"];
  for (const facet of lists) {
    const wanted = filters[facet];
    if (facet === without || !wanted.length) continue;
    if (!facts.values[facet].some((value) => wanted.includes(value))) return false;
  }
  if (without !== "year") {
    if (filters.from && facts.issued < filters.from) return false;
    if (filters.to && facts.issued > filters.to) return false;
  }
  if (without !== "calculator" && filters.calculator && !facts.values.calculator.length) return false;
  return true;
}

/** @returns {Record<FacetName, Map<string, number>>} */
export function noCounts() {
  return countFacets([], noFilters(), new Set());
}

/**
 * @param {Facts[]} all
 * @param {Filters} filters
 * @param {Set<string>} regions
 * @returns {Record<FacetName, Map<string, number>>}
 */
export function countFacets(all, filters, regions) {
  const counts = /** @type {Record<FacetName, Map<string, number>>} */ ({});
  for (const facet of FACETS) {
    const values = new Map();
    for (const facts of all) {
      if (!passes(facts, filters, regions, facet)) continue;
      for (const value of facts.values[facet]) values.set(value, (values.get(value) ?? 0) + 1);
    }
    counts[facet] = values;
  }
  return counts;
}
