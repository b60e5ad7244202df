import { termsInPinyin } from "./query.js";
import { normalise, normaliseWithPlaces } from "./tokens.js";

/**
 * Terms to suggest, from the list of everything that has a name.
 *
 * @typedef {[term: string, pinyin: string]} SpokenTerm
 */

const SIMILAR = 5;
/** Pairs of characters two terms must share to be called similar. */
const ALIKE = 0.4;

/**
 * Terms that begin with, then those that contain what has been typed; also in pinyin.
 * @param {string} plain
 * @param {string[]} terms
 * @param {SpokenTerm[]} spokenTerms empty when no Latin letters were typed
 * @returns {import("./types.js").Suggestion[]}
 */
export function suggestTerms(plain, terms, spokenTerms) {
  const bare = plain.replaceAll(" ", "");
  /** @type {import("./types.js").Suggestion[]} */
  const beginning = [];
  /** @type {import("./types.js").Suggestion[]} */
  const containing = [];
  const seen = new Set();
  for (const term of terms) {
    const { text, starts, ends } = normaliseWithPlaces(term);
    const at = text.indexOf(bare);
    if (at < 0 || seen.has(text) || text === bare) continue;
    seen.add(text);
    /** @type {import("./types.js").Mark[]} */
    const marks = [[starts[at] ?? 0, ends[at + bare.length - 1] ?? 0]];
    (at ? containing : beginning).push({ type: "term", text: term, marks, detail: "", path: "" });
  }
  /** @type {import("./types.js").Suggestion[]} */
  const spoken = /^[a-z]+$/.test(bare)
    ? termsInPinyin(bare, spokenTerms).map((term) => ({
        type: "term",
        text: term,
        marks: [],
        detail: "",
        path: "",
      }))
    : [];
  return [...beginning, ...spoken, ...containing];
}

/**
 * Terms that look or sound like what was typed, without what was typed itself.
 * @param {string} plain
 * @param {SpokenTerm[]} terms
 * @returns {string[]}
 */
export function nearestTerms(plain, terms) {
  const bare = plain.replaceAll(" ", "");
  const own = pairs(bare);
  return terms
    .map(([term, pinyin]) => {
      const written = normalise(term).replaceAll(" ", "");
      const other = /^[a-z]/.test(bare) ? pinyin.replaceAll(" ", "") : written;
      return { term, share: written === bare ? 0 : alike(own, pairs(other)) };
    })
    .filter(({ share }) => share >= ALIKE)
    .sort((a, b) => b.share - a.share)
    .slice(0, SIMILAR)
    .map(({ term }) => term);
}

/** @param {string} text */
function pairs(text) {
  const characters = [...text];
  return new Set(characters.slice(1).map((character, index) => (characters[index] ?? "") + character));
}

/**
 * @param {Set<string>} own
 * @param {Set<string>} other
 */
function alike(own, other) {
  if (!own.size || !other.size) return 0;
  const shared = [...own].filter((pair) => other.has(pair)).length;
  return (2 * shared) / (own.size + other.size);
}
