import { IndexFiles } from "./files.js";
import {
  SEGMENTS_READ,
  countFacets,
  noCounts,
  factsOf,
  passes,
  places,
  regionFits,
  regionsMeant,
} from "./facets.js";
import { excerpt, marks, readItem, scorePassages, titleShare, wanted } from "./passages.js";
import { addSynonyms, allTokens, tokensOf, understand } from "./query.js";
import { PINYIN_HELD, rank } from "./rank.js";
import { nearestTerms, suggestTerms } from "./suggest.js";
import { beginningKey } from "./numbers.js";
import { normalise } from "./tokens.js";
import { noFilters } from "./types.js";

export { noFilters };

/**
 * Answers questions from the files of the index.
 *
 * @typedef {import("./types.js").Answer} Answer
 * @typedef {import("./types.js").Hit} Hit
 * @typedef {import("./types.js").Question} Question
 * @typedef {import("./rank.js").Ranked} Ranked
 */

/** Items whose text is read to refine their order, and how weak one may be to be read at all. */
const READ = 5;
const READ_OTHERS = 6;
const WORTH_READING = 0.5;
/** Share of an item's own text in its final place; the rest is the first ranking. */
const TEXT_SHARE = 0.62;
const CLAUSES_SHOWN = 3;
const SUGGESTED = 8;
/** Calculators looked at for suggestions, and the share of the query their names must hold. */
const CALCULATORS = 3;
const NAMED = 0.6;

/** One engine for a site: scripts put together into several files share this module.
 * @type {Map<string, Promise<Engine>>}
 */
const opened = new Map();

/**
 * The search of a site, opened on first use and opened anew after a failure.
 * @param {URL} site root
 * @returns {Promise<import("./types.js").Search>}
 */
export function openSearch(site) {
  const found = opened.get(site.href) ?? open(site);
  opened.set(site.href, found);
  found.catch(() => opened.delete(site.href));
  return found;
}

/** @param {URL} site */
async function open(site) {
  const files = await IndexFiles.open(site);
  // Every question needs them; the box is opened when it gets the focus, before the first key.
  files.words().catch(() => {
    // Said when something is asked.
  });
  return new Engine(files);
}

class Engine {
  /** @param {IndexFiles} files */
  constructor(files) {
    this.files = files;
    this.places = places(files.manifest);
    /** @type {Map<number, Promise<import("./passages.js").Item>>} */
    this.items = new Map();
  }

  catalogue() {
    return this.files.catalogue();
  }

  /** @param {number} id */
  item(id) {
    const known = this.items.get(id);
    if (known) return known;
    const reading = this.files.fragment(id).then((fragment) => readItem(id, fragment));
    reading.catch(() => this.items.delete(id));
    this.items.set(id, reading);
    return reading;
  }

  /**
   * Terms with their pinyin, when Latin letters are typed.
   * @param {string} text
   * @returns {Promise<[string, string][]>}
   */
  async spokenTerms(text) {
    return /[A-Za-zＡ-Ｚａ-ｚ]{2}/.test(text) ? (await this.files.pinyin()).terms : [];
  }

  /**
   * @param {string} text
   * @returns {Promise<import("./query.js").Query>}
   */
  async understood(text) {
    const [words, terms] = await Promise.all([this.files.words(), this.spokenTerms(text)]);
    return understand(text, words, terms);
  }

  /**
   * @param {import("./query.js").Query} query
   * @param {Map<string, number[]>} postings
   */
  async ranked(query, postings) {
    const { regions } = await this.files.words();
    const fits = regionFits(query.regions, regions);
    const fit = (/** @type {number} */ item) => fits.get(this.places.of(item)?.region ?? "") ?? 1;
    return rank(query, postings, this.files.manifest.items, fit);
  }

  /**
   * Postings of all tokens of a query; its synonyms, which come with them, are added to it.
   * @param {import("./query.js").Query} query
   */
  async look(query) {
    const own = query.readings.flatMap(([first]) => allTokens(first?.[0]?.wording ?? ""));
    const keys = [...(query.number?.keys ?? []), ...query.pinyin];
    const { postings, said } = await this.files.look([...own, ...keys]);
    addSynonyms(query, said);
    const more = tokensOf(query).filter((token) => !own.includes(token));
    for (const [token, list] of (await this.files.look(more)).postings) postings.set(token, list);
    return postings;
  }

  /**
   * @param {Question} question
   * @returns {Promise<Answer>}
   */
  async find(question) {
    const { policies, items } = this.files.manifest;
    const query = await this.understood(question.text);
    const isOpen = !query.plain;
    const postings = isOpen ? new Map() : await this.look(query);
    const ranked = isOpen ? this.everything() : await this.ranked(query, postings);
    const looked = wanted(query, postings, items);
    const matching = ranked.filter(({ item }) => item < policies);
    const others = ranked.filter(({ item }) => item >= policies);
    const selection = question.brief
      ? { kept: matching, counts: noCounts(), counted: 0 }
      : await this.select(matching, question, isOpen);
    const alone = isOpen || (question.brief && selection.kept.length);
    const [hits, otherHits] = await Promise.all([
      this.hits(selection.kept, looked, question, isOpen),
      alone ? [] : this.otherHits(await this.inRegions(others, question), matching, looked),
    ]);
    return {
      total: selection.kept.length,
      more: !question.brief && selection.counted < matching.length,
      hits,
      others: otherHits,
      counts: selection.counts,
      counted: selection.counted,
      synonyms: query.synonyms,
      dropped: isOpen ? [] : unknownWords(query, postings),
      nearest: selection.kept.length ? null : await this.nearest(query, postings, question, matching),
    };
  }

  /** Every policy, for a question that only filters. @returns {Ranked[]} */
  everything() {
    return Array.from({ length: this.files.manifest.policies }, (_, item) => ({
      item,
      score: 0,
      coverage: 1,
      fit: 1,
      numbered: false,
    }));
  }

  /**
   * Applies the filters and counts.
   * @param {Ranked[]} matching
   * @param {Question} question
   * @param {boolean} isOpen
   */
  async select(matching, question, isOpen) {
    const { filters } = question;
    const catalogue = await this.catalogue();
    const regions = regionsMeant(filters, catalogue.region);
    const { segment: size } = this.files.manifest;
    /** @type {Set<number>} */
    const read = new Set();
    // What the region filter lets through comes first: its facets are the ones that matter.
    const inRegion = (/** @type {Ranked} */ { item }) =>
      !filters.region.length || regions.has(this.places.of(item)?.region ?? "");
    for (const one of [...matching.filter(inRegion), ...matching]) {
      if (read.size >= SEGMENTS_READ) break;
      read.add(Math.floor(one.item / size));
    }
    const segments = new Map(
      await Promise.all(
        [...read].map(async (number) => /** @type {const} */ ([number, await this.files.facets(number)])),
      ),
    );
    /** @type {import("./facets.js").Facts[]} */
    const facts = [];
    const kept = [];
    for (const one of matching) {
      const columns = segments.get(Math.floor(one.item / size));
      const place = this.places.of(one.item);
      if (!columns || !place) continue;
      const own = factsOf(one.item, one.item % size, columns, place, catalogue, question.asOf);
      facts.push(own);
      if (passes(own, filters, regions)) kept.push({ ...one, issued: own.issued });
    }
    if (question.sort === "date" || isOpen) {
      kept.sort((a, b) => (a.issued < b.issued ? 1 : a.issued > b.issued ? -1 : a.item - b.item));
    }
    return { kept, counts: countFacets(facts, filters, regions), counted: facts.length };
  }

  /**
   * The items to show, their order refined by their own text.
   * @param {Ranked[]} kept
   * @param {import("./passages.js").Wanted} looked
   * @param {Question} question
   * @param {boolean} isOpen
   * @returns {Promise<Hit[]>}
   */
  async hits(kept, looked, question, isOpen) {
    const byRelevance = question.sort === "relevance" && !isOpen;
    const best = kept[0]?.score ?? 0;
    const order = byRelevance
      ? await this.refined(
          kept.slice(0, READ).filter(({ score, numbered }) => numbered || score >= WORTH_READING * best),
          looked,
        )
      : [];
    const read = new Set(order.map(({ item }) => item));
    const rest = kept.filter(({ item }) => !read.has(item));
    return Promise.all(
      [...order, ...rest]
        .slice(0, question.limit)
        .map(({ item, numbered }) => this.hit(item, looked, numbered)),
    );
  }

  /**
   * @param {Ranked[]} candidates
   * @param {import("./passages.js").Wanted} looked
   * @returns {Promise<Ranked[]>}
   */
  async refined(candidates, looked) {
    const best = candidates[0]?.score || 1;
    const scored = await Promise.all(
      candidates.map(async (ranked) => {
        const item = await this.item(ranked.item);
        const passages = scorePassages(item, looked).map(({ score }) => score);
        const text = Math.max(titleShare(item.title.text, looked), ...passages);
        const score = (1 - TEXT_SHARE) * (ranked.score / best) + TEXT_SHARE * text * ranked.fit;
        return { ranked, score, issued: item.fragment.issued ?? "" };
      }),
    );
    scored.sort((a, b) => {
      // Documents of one number: the newest first, each says which it is.
      const numbered = Number(b.ranked.numbered) - Number(a.ranked.numbered);
      if (numbered) return numbered;
      if (a.ranked.numbered && a.issued !== b.issued) return a.issued < b.issued ? 1 : -1;
      return b.score - a.score || a.ranked.item - b.ranked.item;
    });
    return scored.map(({ ranked }) => ranked);
  }

  /**
   * @param {number} id
   * @param {import("./passages.js").Wanted} looked
   * @param {boolean} numbered
   * @returns {Promise<Hit>}
   */
  async hit(id, looked, numbered) {
    const item = await this.item(id);
    const { fragment } = item;
    return {
      id,
      type: fragment.type,
      path: fragment.path,
      title: fragment.title,
      titleMarks: marks(item.title, looked),
      number: fragment.number ?? "",
      numberMarks: numbered ? [[0, (fragment.number ?? "").length]] : marks(item.number, looked),
      region: fragment.region ?? "",
      kind: fragment.kind ?? "",
      issued: fragment.issued ?? "",
      effective: fragment.effective ?? "",
      expires: fragment.expires ?? "",
      repealed: fragment.repealed ?? "",
      note: fragment.note ?? "",
      clauses:
        fragment.type === "policy"
          ? shownPassages(scorePassages(item, looked)).map((passage) => excerpt(passage, looked))
          : [],
      why: numbered ? "文号" : "",
    };
  }

  /**
   * What the region filter lets through; an item that is of no region always passes.
   * @param {Ranked[]} ranked
   * @param {Question} question
   */
  async inRegions(ranked, { filters }) {
    if (!filters.region.length) return ranked;
    const regions = regionsMeant(filters, (await this.catalogue()).region);
    return ranked.filter(({ item }) => {
      const region = this.places.of(item)?.region;
      return !region || regions.has(region);
    });
  }

  /**
   * Items of other types that belong beside the policies found.
   * @param {Ranked[]} others
   * @param {Ranked[]} matching
   * @param {import("./passages.js").Wanted} looked
   */
  async otherHits(others, matching, looked) {
    const best = Math.max(others[0]?.score ?? 0, matching[0]?.score ?? 0);
    const worth = others
      .slice(0, READ_OTHERS)
      .filter(({ score, numbered, coverage }) => numbered || (score >= 0.3 * best && coverage >= 0.6));
    return Promise.all(worth.map(({ item, numbered }) => this.hit(item, looked, numbered)));
  }

  /**
   * @param {import("./query.js").Query} query
   * @param {Map<string, number[]>} postings
   * @param {Question} question
   * @param {Ranked[]} matching what the query finds without filters
   * @returns {Promise<import("./types.js").Nearest>}
   */
  async nearest(query, postings, question, matching) {
    const { terms } = await this.files.pinyin();
    return {
      dropped: unknownWords(query, postings),
      similar: nearestTerms(query.plain, terms),
      wider: matching.length ? await this.wider(matching, question) : null,
    };
  }

  /**
   * Fewer filters that find something: one facet dropped, else all.
   * @param {Ranked[]} matching
   * @param {Question} question
   */
  async wider(matching, question) {
    const none = noFilters();
    /** @type {[string, Partial<import("./types.js").Filters>][]} */
    const attempts = [
      ["加上上级政策", { above: true }],
      ["不限地区", { region: none.region, above: none.above }],
      ["不限日期", { from: "", to: "" }],
      ["不限效力", { status: none.status }],
      ["不限主题", { topic: none.topic }],
      ["不限对象", { audience: none.audience }],
      ["不限机关和文种", { agency: none.agency, kind: none.kind }],
      ["去掉全部筛选", none],
    ];
    for (const [label, change] of attempts) {
      const filters = { ...question.filters, ...change };
      const { kept } = await this.select(matching, { ...question, filters }, false);
      if (kept.length) return { filters, total: kept.length, label };
    }
    return null;
  }

  /**
   * @param {string} text
   * @returns {Promise<import("./types.js").Suggestion[]>}
   */
  async suggest(text) {
    const plain = normalise(text).trim();
    if (!plain) return [];
    const [{ terms }, spoken, documents, calculators] = await Promise.all([
      this.files.words(),
      this.spokenTerms(text),
      this.suggestDocuments(plain),
      this.suggestOthers(text),
    ]);
    const found = suggestTerms(plain, terms, spoken);
    return [...documents, ...found.slice(0, 5), ...calculators].slice(0, SUGGESTED);
  }

  /**
   * Documents whose number begins with what has been typed, newest first.
   * @param {string} plain
   * @returns {Promise<import("./types.js").Suggestion[]>}
   */
  async suggestDocuments(plain) {
    const key = beginningKey(plain);
    if (!key) return [];
    const [, ...pairs] = (await this.files.look([key])).postings.get(key) ?? [];
    const ids = [];
    let item = 0;
    for (let index = 0; index < pairs.length; index += 2) {
      item += pairs[index] ?? 0;
      ids.push({ item, recency: pairs[index + 1] ?? 0 });
    }
    ids.sort((a, b) => b.recency - a.recency || a.item - b.item);
    const read = await Promise.all(ids.slice(0, SUGGESTED).map((one) => this.item(one.item)));
    read.sort((a, b) => ((a.fragment.issued ?? "") < (b.fragment.issued ?? "") ? 1 : -1));
    return read.slice(0, 4).map(({ fragment }) => ({
      type: fragment.type === "policy" ? "document" : "stub",
      text: fragment.number ?? fragment.title,
      marks: [],
      detail: fragment.title,
      path: fragment.path,
    }));
  }

  /**
   * Calculators whose name holds the words typed.
   * @param {string} text
   * @returns {Promise<import("./types.js").Suggestion[]>}
   */
  async suggestOthers(text) {
    const query = await this.understood(text);
    const postings = await this.look(query);
    const looked = wanted(query, postings, this.files.manifest.items);
    const ranked = (await this.ranked(query, postings)).filter(
      ({ item, coverage }) => coverage >= NAMED && this.places.of(item)?.type === "benefit",
    );
    const read = await Promise.all(ranked.slice(0, CALCULATORS).map(({ item }) => this.item(item)));
    return read
      .filter(({ title }) => titleShare(title.text, looked) > NAMED)
      .map(({ fragment, title }) => ({
        type: "calculator",
        text: fragment.title,
        marks: marks(title, looked),
        detail: "",
        path: fragment.path,
      }));
  }
}

/**
 * The best passages, leaving out weak ones and headings whose own clause is shown.
 * @param {{ passage: import("./passages.js").Passage, score: number }[]} scored
 */
function shownPassages(scored) {
  const best = scored[0]?.score ?? 0;
  return scored
    .filter(({ score }) => score >= 0.5 * best)
    .slice(0, CLAUSES_SHOWN)
    .map(({ passage }) => passage);
}

/**
 * Words of the query of which no item holds any part.
 * @param {import("./query.js").Query} query
 * @param {Map<string, number[]>} postings
 */
function unknownWords(query, postings) {
  if (query.number || query.spoken) return [];
  const heard = query.pinyin.filter((token) => postings.has(token)).length;
  if (heard && heard >= PINYIN_HELD * query.pinyin.length) return [];
  const known = tokensOf(query).filter((token) => postings.has(token));
  return query.subject
    .split(" ")
    .filter(Boolean)
    .filter((word) => !known.some((token) => word.includes(token)));
}
