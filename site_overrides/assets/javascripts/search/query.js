import { numberQuery } from "./numbers.js";
import { syllables } from "./pinyin.js";
import { normalise, queryTokens } from "./tokens.js";

/**
 * What a reader typed, understood: a number, words to look for in several wordings, what is asked.
 *
 * @typedef {object} Variant one wording of the query
 * @property {string} wording
 * @property {string[]} tokens each once
 * @property {number} weight
 *
 * @typedef {object} Query
 * @property {string} plain the normalised query
 * @property {string} subject what is left of it without number, regions and question words
 * @property {import("./numbers.js").NumberQuery | null} number
 * @property {Variant[]} variants the first is the reader's own wording
 * @property {string[]} pinyin tokens of words typed in Latin letters
 * @property {boolean} spoken whether Latin letters were understood as terms
 * @property {string[]} regions regions the query names
 * @property {string[]} asks kinds of answer that the question words ask for
 * @property {{ said: string, means: string[] }[]} synonyms
 */

/** Longer queries are cut: nobody asks for more, and every two characters may cost a file. */
export const LONGEST_QUERY = 80;
/** Wordings looked for at most. */
const VARIANTS = 6;
const SYNONYM_WEIGHT = 0.9;
const LATIN = /(?<![0-9a-z.])[a-z]{2,}(?![0-9a-z%])/g;

/**
 * What a text asks, in the reader's own wording and from pinyin; `addSynonyms` does the rest.
 * @param {string} text
 * @param {import("./files.js").Words} words
 * @param {[string, string][]} terms terms and their pinyin; empty while no Latin letters were typed
 * @returns {Query}
 */
export function understand(text, words, terms) {
  const plain = normalise([...text].slice(0, LONGEST_QUERY).join("")).trim();
  const number = numberQuery(plain);
  const { subject: whole, asks } = withoutFillers(number ? number.rest : plain, words.fillers);
  const { subject, named } = withoutRegions(whole, words.regions);
  /** @type {Query} */
  const query = {
    plain,
    subject,
    number,
    variants: [],
    pinyin: [],
    spoken: false,
    regions: named,
    asks,
    synonyms: [],
  };
  for (const wording of [subject, ...latinWordings(subject, terms, query)]) {
    addWording(query, wording);
  }
  return query;
}

/**
 * Adds wordings in the words of the documents.
 * @param {Query} query
 * @param {import("./files.js").Synonym[]} synonyms
 */
export function addSynonyms(query, synonyms) {
  for (const { wording } of query.variants.slice()) {
    for (const other of synonymWordings(wording, synonyms, query)) addWording(query, other);
  }
}

/**
 * @param {Query} query
 * @param {string} wording
 */
function addWording(query, wording) {
  const tokens = [...new Set(queryTokens(wording).map(({ token }) => token))];
  const identity = tokens.join(" ");
  const known = query.variants.some((variant) => variant.tokens.join(" ") === identity);
  if (known || query.variants.length >= VARIANTS) return;
  query.variants.push({ wording, tokens, weight: query.variants.length ? SYNONYM_WEIGHT : 1 });
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
 * The query in the words of the documents.
 * @param {string} subject
 * @param {import("./files.js").Synonym[]} synonyms
 * @param {Query} query told which words were replaced
 */
function synonymWordings(subject, synonyms, query) {
  const found = synonyms
    .filter(([said = ""]) => subject.includes(said))
    .sort(([one = ""], [other = ""]) => other.length - one.length || (one < other ? -1 : 1));
  /** @type {[string, string[]][]} */
  const used = [];
  for (const [said = "", ...means] of found) {
    // A shorter word inside a longer one that was understood already says nothing new.
    if (used.some(([longer]) => longer.includes(said))) continue;
    const news = means.map(normalise).filter((mean) => !subject.includes(mean));
    if (!news.length) continue;
    used.push([said, news]);
    if (!query.synonyms.some((known) => known.said === said)) {
      query.synonyms.push({ said, means });
    }
  }
  if (!used.length) return [];
  const all = used.reduce((wording, [said, [mean = ""]]) => swap(wording, said, mean), subject);
  const wordings = [all];
  for (const [said, means] of used) {
    for (const mean of means) wordings.push(swap(subject, said, mean));
  }
  return wordings;
}

/**
 * Other words in the place of those that are said. They stand apart: pairs of characters across
 * their borders are in no document but by chance, and every pair may cost a file.
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
