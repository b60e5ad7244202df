import { numberQuery } from "./numbers.js";
import { syllables } from "./pinyin.js";
import { normalise, queryTokens } from "./tokens.js";

/**
 * What a reader typed, understood: a number, words to look for in several wordings, what is asked.
 *
 * @typedef {object} Wording one way to say a part of the query
 * @property {string} wording
 * @property {string[]} tokens each once
 * @property {number} weight
 *
 * @typedef {Wording[][]} Reading parts of the query, each with the ways to say it; an item counts by
 *   the way that fits it best, for each part by itself
 *
 * @typedef {object} Query
 * @property {string} plain the normalised query
 * @property {string} subject what is left of it without number, regions and question words
 * @property {import("./numbers.js").NumberQuery | null} number
 * @property {Reading[]} readings the first is the reader's own wording, in one part
 * @property {string[]} pinyin tokens of words typed in Latin letters
 * @property {boolean} spoken whether Latin letters were understood as terms
 * @property {string[]} regions regions the query names
 * @property {string[]} asks kinds of answer that the question words ask for
 * @property {{ said: string, means: string[] }[]} synonyms
 */

/** Longer queries are cut: nobody asks for more, and every two characters may cost a file. */
export const LONGEST_QUERY = 80;
/** Readings looked for at most, and tokens of other wordings of one: each may cost a file. */
const READINGS = 4;
const OTHER_TOKENS = 36;
const OTHER_WEIGHT = 0.9;
/** Pairs that belong to the sentence, not to its subject: 我妈, 了没, 能给. */
const GRAMMAR =
  /^.?[的了吗呢吧啊呀嘛我你您他她它们这那哪么啥咋也很].?$|^[能会要给让有没是在和跟还就才都不去来想把被到对从用可以]{1,2}$/;
const LATIN = /(?<![0-9a-z.])[a-z]{2,}(?![0-9a-z%])/g;

/**
 * What a text asks, in the reader's own wording and from pinyin; `addSynonyms` does the rest.
 * @param {string} text
 * @param {import("./files.js").Words} words
 * @param {[string, string][]} terms terms and their pinyin; empty while no Latin letters were typed
 * @returns {Query}
 */
export function understand(text, words, terms) {
  // 三千块 is 3000元 in a document.
  const plain = normalise([...text].slice(0, LONGEST_QUERY).join(""))
    .trim()
    .replaceAll(/(\d万?)块钱?/g, "$1元");
  const number = numberQuery(plain);
  const { subject: whole, asks } = withoutFillers(number ? number.rest : plain, words.fillers);
  const { subject, named } = withoutRegions(whole, words.regions);
  const { elsewhere, within } = withoutPlaces(subject, words.regions);
  /** @type {Query} */
  const query = {
    plain,
    subject,
    number,
    readings: [],
    pinyin: [],
    spoken: false,
    regions: [...new Set([...named, ...within])],
    asks,
    synonyms: [],
  };
  // Also with the region: it may be part of a name (天津人力社保).
  for (const wording of new Set([subject, elsewhere, whole, ...latinWordings(subject, terms, query)])) {
    if (query.readings.length >= READINGS) break;
    query.readings.push([[worded(wording, query.readings.length ? OTHER_WEIGHT : 1)]]);
  }
  return query;
}

/**
 * The tokens of a wording, each once, also those that say nothing: a synonym may begin with one.
 * @param {string} wording
 */
export function allTokens(wording) {
  return [...new Set(queryTokens(wording).map(({ token }) => token))];
}

/**
 * @param {string} wording
 * @param {number} weight
 * @returns {Wording}
 */
function worded(wording, weight) {
  const all = allTokens(wording);
  const telling = all.filter((token) => !GRAMMAR.test(token));
  return { wording, tokens: telling.length ? telling : all, weight };
}

/**
 * Every token of a query, in any of its wordings.
 * @param {Query} query
 */
export function tokensOf({ readings }) {
  return readings.flatMap((parts) => parts.flatMap((wordings) => wordings.flatMap(({ tokens }) => tokens)));
}

/**
 * Adds readings in the words of the documents.
 * @param {Query} query
 * @param {import("./files.js").Synonym[]} synonyms
 */
export function addSynonyms(query, synonyms) {
  for (const [[own]] of query.readings.slice()) {
    const reading = own && synonymReading(own.wording, own.weight, synonyms, query);
    if (reading) query.readings.push(reading);
  }
}

/**
 * The query without words that carry no subject (怎么申请, 多少钱), unless nothing would be left.
 * @param {string} plain
 * @param {[string, string][]} fillers longest first
 */
function withoutFillers(plain, fillers) {
  /** @type {string[]} */
  const asks = [];
  let subject = ` ${plain} `;
  for (const [filler, asked] of fillers) {
    if (!subject.includes(filler)) continue;
    // 吗, 呢 … are left out only where a sentence ends.
    subject = subject.replaceAll(filler.length > 1 ? filler : new RegExp(`${filler}(?= |$)`, "g"), " ");
    if (asked && !asks.includes(asked)) asks.push(asked);
  }
  subject = subject.replaceAll(/ +/g, " ").trim();
  return { subject: subject || plain, asks };
}

/**
 * The query without the regions it names: a document of Tianjin seldom says 天津, it says 本市.
 * @param {string} subject
 * @param {import("./files.js").Region[]} regions
 */
function withoutRegions(subject, regions) {
  /** @type {string[]} */
  const named = [];
  let rest = ` ${subject} `;
  for (const { id, names } of regions) {
    // 国家级, 国家助学贷款 are words of their own.
    const name = new RegExp(`在?(?:${names.join("|")})(?![级助])[省市]?[的有]?`, "g");
    if (!name.test(rest)) continue;
    named.push(id);
    // Without a gap: 第一次在北京上社保 is about 第一次上社保.
    rest = rest.replaceAll(name, "");
  }
  rest = rest.replaceAll(/ +/g, " ").trim();
  return rest ? { subject: rest, named } : { subject, named };
}

/**
 * The regions whose places a query names, and the query without these: what is issued for a city
 * or a district seldom names it, but a list of offices does.
 * @param {string} subject
 * @param {import("./files.js").Region[]} regions
 */
function withoutPlaces(subject, regions) {
  /** @type {string[]} */
  const within = [];
  let rest = subject;
  for (const { id, places } of regions) {
    const named = places.filter((place) => rest.includes(place));
    if (!named.length) continue;
    within.push(id);
    rest = rest.replaceAll(new RegExp(`在?(?:${named.join("|")})[市区县]?[的有]?`, "g"), "");
  }
  return { elsewhere: rest.trim() || subject, within };
}

/**
 * The query in parts, those that are synonyms of something with the words of the documents beside
 * the reader's. Pairs of characters across the border of two parts are in no document but by chance.
 * @param {string} subject
 * @param {number} weight
 * @param {import("./files.js").Synonym[]} synonyms
 * @param {Query} query told which words were replaced
 * @returns {Reading | null} null when there are none
 */
function synonymReading(subject, weight, synonyms, query) {
  const found = synonyms
    .filter(([said = ""]) => subject.includes(said))
    .sort(([one = ""], [other = ""]) => other.length - one.length || (one < other ? -1 : 1));
  /** @type {{ from: number, to: number, said: string, others: string[] }[]} */
  const used = [];
  for (const [said = "", ...means] of found) {
    const news = means.map(normalise).filter((mean) => !subject.includes(mean));
    if (!news.length) continue;
    let told = false;
    for (let from = subject.indexOf(said); from >= 0; from = subject.indexOf(said, from + said.length)) {
      const to = from + said.length;
      const over = used.filter((one) => one.from < to && one.to > from);
      if (!over.length) {
        used.push({ from, to, said, others: news });
        told = true;
        continue;
      }
      // A shorter word inside a longer one that was understood.
      const [longer] = over;
      if (longer && longer.from <= from && longer.to >= to) {
        longer.others.push(...news.map((mean) => swap(longer.said, said, mean)));
      }
    }
    if (told && !query.synonyms.some((known) => known.said === said)) query.synonyms.push({ said, means });
  }
  if (!used.length) return null;
  /** @type {Reading} */
  const parts = [];
  let at = 0;
  let left = OTHER_TOKENS;
  for (const { from, to, said, others } of used.sort((one, other) => one.from - other.from)) {
    parts.push([worded(subject.slice(at, from), weight)]);
    const wordings = [worded(said, weight)];
    for (const other of others) {
      const next = worded(other, weight * OTHER_WEIGHT);
      left -= next.tokens.length;
      if (left >= 0) wordings.push(next);
    }
    parts.push(wordings);
    at = to;
  }
  parts.push([worded(subject.slice(at), weight)]);
  return parts.filter(([own]) => own?.tokens.some((token) => !GRAMMAR.test(token)));
}

/**
 * Other words in the place of those that are said, apart from what stands beside them.
 * @param {string} wording
 * @param {string} said
 * @param {string} mean
 */
function swap(wording, said, mean) {
  return wording.replaceAll(said, ` ${mean} `);
}

/**
 * Wordings for words typed in pinyin (yigongdaixun) or by its initials (ygdx).
 * @param {string} subject
 * @param {[string, string][]} terms
 * @param {Query} query takes the tokens for titles
 */
function latinWordings(subject, terms, query) {
  /** @type {string[]} */
  const wordings = [];
  for (const [word] of subject.matchAll(LATIN)) {
    const parts = syllables(word);
    for (let index = 0; index + 1 < parts.length; index += 1) {
      query.pinyin.push(`~${parts[index]}${parts[index + 1]}`);
    }
    if (!parts.length) {
      for (let index = 0; index + 3 <= word.length; index += 1) {
        query.pinyin.push(`!${word.slice(index, index + 3)}`);
      }
    }
    for (const term of termsInPinyin(word, terms).slice(0, 2)) {
      query.spoken = true;
      wordings.push(subject.replace(word, ` ${normalise(term)} `));
    }
  }
  return wordings;
}

/**
 * Terms whose pinyin or initials are `word`, then those that begin with it.
 * @param {string} word
 * @param {[string, string][]} terms
 */
export function termsInPinyin(word, terms) {
  /** @type {string[]} */
  const whole = [];
  /** @type {string[]} */
  const beginning = [];
  for (const [term, pinyin] of terms) {
    const full = pinyin.replaceAll(" ", "");
    const initials = pinyin.replaceAll(/(\S)\S* ?/g, "$1");
    if (full === word || initials === word) whole.push(term);
    else if (word.length > 2 && (full.startsWith(word) || initials.startsWith(word))) {
      beginning.push(term);
    }
  }
  return [...whole, ...beginning];
}
