/**
 * Items by the postings of their tokens: the first, cheap ranking of everything that matches.
 *
 * @typedef {object} Ranked
 * @property {number} item
 * @property {number} score
 * @property {number} coverage share of the query's weight that the item holds, 0 to 1
 * @property {number} fit how well its region fits those the query names
 * @property {boolean} numbered named by its document number
 */

/** Impacts are stored in steps; build_scripts/index/postings.py has the same number. */
const STEPS = 63;
/** How much an item suffers from the words it lacks. */
const COVERAGE_POWER = 1.5;
/** Pairs across the border of two words are rare by chance: no token outweighs all others. */
const RAREST = 0.6;
/** An item whose coverage is below this share of the best does not match. */
const MATCHING = 0.45;
const PINYIN_WEIGHT = 0.8;
/** Letters prove little: most of them must be there. */
export const PINYIN_HELD = 0.6;

/**
 * Weight of a token by how few items hold it (BM25's idf).
 * @param {number} holders
 * @param {number} items
 */
export function tokenWeight(holders, items) {
  const rarity = Math.log(1 + (items - holders + 0.5) / (holders + 0.5));
  return Math.min(rarity, RAREST * Math.log(1 + items));
}

/**
 * @param {import("./query.js").Query} query
 * @param {Map<string, number[]>} postings
 * @param {number} items how many there are
 * @param {(item: number) => number} fit how well an item's region fits those the query names
 * @returns {Ranked[]} best first
 */
export function rank(query, postings, items, fit) {
  /** @type {Map<number, Ranked>} */
  const best = new Map();
  const readings = query.readings.map((parts) => ({ parts, least: 0 }));
  if (query.pinyin.length) {
    readings.push({
      parts: [[{ wording: "", tokens: query.pinyin, weight: PINYIN_WEIGHT }]],
      least: PINYIN_HELD,
    });
  }
  for (const { parts, least } of readings) {
    for (const [item, { score: sum, coverage }] of read(parts, postings, items)) {
      if (coverage < least) continue;
      const score = sum * coverage ** COVERAGE_POWER;
      const known = best.get(item);
      if (!known || score > known.score) best.set(item, { item, score, coverage, fit: 1, numbered: false });
    }
  }
  for (const ranked of numbered(query, postings)) {
    const known = best.get(ranked.item);
    best.set(ranked.item, { ...ranked, score: ranked.score + (known?.score ?? 0) });
  }
  for (const one of best.values()) {
    one.fit = fit(one.item);
    one.score *= one.fit;
  }
  const ranked = [...best.values()].sort((a, b) => b.score - a.score || a.item - b.item);
  const top = Math.max(...ranked.map(({ coverage }) => coverage), 0);
  return ranked.filter((one) => one.numbered || one.coverage >= MATCHING * top);
}

/**
 * How far each item answers a reading: for each part by the wording that fits it best.
 * @param {import("./query.js").Reading} parts
 * @param {Map<string, number[]>} postings
 * @param {number} items
 */
function read(parts, postings, items) {
  /** @type {Map<number, { score: number, coverage: number }>} */
  const answers = new Map();
  // Other words in its place do not make a part matter more: its weight is that of the reader's own.
  const weighed = parts.map((wordings) => ({
    wordings,
    weight: totalWeight(wordings[0]?.tokens ?? [], postings, items),
  }));
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0);
  if (!total) return answers;
  for (const { wordings, weight } of weighed) {
    /** @type {Map<number, { score: number, coverage: number }>} */
    const best = new Map();
    for (const { tokens, weight: worth } of wordings) {
      const whole = totalWeight(tokens, postings, items);
      for (const [item, { sum, held }] of sums(tokens, postings, items)) {
        const score = (worth * sum) / whole;
        const known = best.get(item);
        if (!known || score > known.score) best.set(item, { score, coverage: held / whole });
      }
    }
    for (const [item, { score, coverage }] of best) {
      const entry = answers.get(item) ?? { score: 0, coverage: 0 };
      entry.score += (weight * score) / total;
      entry.coverage += (weight * coverage) / total;
      answers.set(item, entry);
    }
  }
  return answers;
}

/**
 * @param {string[]} tokens
 * @param {Map<string, number[]>} postings
 * @param {number} items
 */
function totalWeight(tokens, postings, items) {
  return tokens.reduce((sum, token) => sum + tokenWeight(postings.get(token)?.[0] ?? 0, items), 0);
}

/**
 * @param {string[]} tokens
 * @param {Map<string, number[]>} postings
 * @param {number} items
 */
function sums(tokens, postings, items) {
  /** @type {Map<number, { sum: number, held: number }>} */
  const found = new Map();
  for (const token of tokens) {
    const [holders = 0, ...pairs] = postings.get(token) ?? [];
    const weight = tokenWeight(holders, items);
    let item = 0;
    for (let index = 0; index < pairs.length; index += 2) {
      item += pairs[index] ?? 0;
      const entry = found.get(item) ?? { sum: 0, held: 0 };
      entry.sum += (weight * (pairs[index + 1] ?? 0)) / STEPS;
      entry.held += weight;
      found.set(item, entry);
    }
  }
  return found;
}

/**
 * Items named by number stand before all others; for keys their impact is their recency.
 * @param {import("./query.js").Query} query
 * @param {Map<string, number[]>} postings
 * @returns {Ranked[]}
 */
function numbered(query, postings) {
  for (const key of query.number?.keys ?? []) {
    const [, ...pairs] = postings.get(key) ?? [];
    if (!pairs.length) continue;
    /** @type {Ranked[]} */
    const found = [];
    let item = 0;
    for (let index = 0; index < pairs.length; index += 2) {
      item += pairs[index] ?? 0;
      found.push({ item, score: 1000 + (pairs[index + 1] ?? 0), coverage: 1, fit: 1, numbered: true });
    }
    return found;
  }
  return [];
}
