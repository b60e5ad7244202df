import { SearchError } from "./types.js";

/**
 * Reads the files of the index: each once, each checked to be whole and of the same build.
 *
 * @typedef {object} Manifest
 * @property {number} format
 * @property {string} build
 * @property {number} bits bits of a token's hash that number its shard
 * @property {number} items
 * @property {number} policies items 0 to policies − 1 are policies
 * @property {number} segment items of one facet file
 * @property {[string, string, string, number][]} runs (type, region, year, how many) in item order
 *
 * @typedef {[anchor: string, place: string, text: string, parent: number, kind: string]} PassageRow
 *
 * @typedef {object} Fragment
 * @property {import("./types.js").ItemType} type
 * @property {string} path
 * @property {string} title
 * @property {string} [number]
 * @property {string} [region]
 * @property {string} [kind]
 * @property {string} [note]
 * @property {string} [issued]
 * @property {string} [effective]
 * @property {string} [expires]
 * @property {string} [repealed]
 * @property {string} [keywords]
 * @property {PassageRow[]} [passages]
 *
 * @typedef {object} Columns facets of one segment; numbers point into the catalogue
 * @property {string[]} issued
 * @property {string[]} effective
 * @property {string[]} expires
 * @property {string[]} repealed
 * @property {number[]} kind
 * @property {number[][]} topics
 * @property {number[][]} audiences
 * @property {number[][]} agencies
 * @property {number[]} calculator
 *
 * @typedef {Map<string, number[]>} Postings by token: how many items hold it, then pairs of (item
 *   number less the one before, impact)
 * @typedef {string[]} Synonym what is said, then what documents say
 *
 * @typedef {object} Words
 * @property {[string, string][]} fillers words without a subject, longest first, and what they ask
 * @property {string[]} terms names to suggest
 * @property {Region[]} regions
 *
 * @typedef {object} Region
 * @property {string} id
 * @property {string[]} names
 * @property {string} parent empty for the country
 * @property {string[]} places in it
 */

/** The index format this code reads; build_scripts/index/build.py writes it. */
const FORMAT = 1;

/**
 * The 32-bit hash that spreads tokens over shards; build_scripts/index/shards.py has the same.
 * @param {string} token
 */
export function tokenHash(token) {
  let value = 0x811c9dc5;
  for (let unit = 0; unit < token.length; unit += 1) {
    value = Math.imul(value ^ token.charCodeAt(unit), 0x01000193) >>> 0;
  }
  value = Math.imul(value ^ (value >>> 16), 0x45d9f3b) >>> 0;
  return (value ^ (value >>> 16)) >>> 0;
}

/**
 * @param {URL} address
 * @returns {Promise<any>}
 */
async function fetchJson(address) {
  let response;
  try {
    response = await fetch(address);
  } catch {
    throw new SearchError("连不上网站，检索用的文件取不到。请检查网络后再试一次。");
  }
  if (response.status === 404) {
    throw new SearchError("检索用的文件不在了，可能是网站刚更新过。请重新载入本页。", true);
  }
  if (!response.ok) throw new SearchError(`检索用的文件取不到（${response.status}）。请再试一次。`);
  try {
    return await response.json();
  } catch {
    throw new SearchError("检索用的文件不完整，可能没有传完。请再试一次；还不行，请告诉网站管理员。");
  }
}

/**
 * Words as they are stored: several in one text, separated by |.
 * @param {{ fillers: Record<string, string>, terms: string, regions: [string, string, string, string][] }} stored
 * @returns {Words}
 */
function readWords({ fillers, terms, regions }) {
  /** @type {[string, string][]} */
  const asked = Object.entries(fillers).flatMap(([asks, said]) =>
    said.split("|").map((word) => /** @type {[string, string]} */ ([word, asks])),
  );
  return {
    fillers: asked.sort(([one], [other]) => other.length - one.length),
    terms: terms.split("|"),
    regions: regions.map(([id, names, parent, inside]) => ({
      id,
      names: names.split("|"),
      parent,
      places: inside ? inside.split("|") : [],
    })),
  };
}

export class IndexFiles {
  /**
   * @param {URL} folder
   * @param {Manifest} manifest
   */
  constructor(folder, manifest) {
    this.manifest = manifest;
    this.folder = new URL(`${manifest.build}/`, folder);
    /** @type {Map<string, Promise<any>>} */
    this.loaded = new Map();
    /** @type {Promise<Words> | undefined} */
    this.readWords = undefined;
  }

  /**
   * @param {URL} site root of the site
   */
  static async open(site) {
    const folder = new URL("assets/search/", site);
    const manifest = await fetchJson(new URL("manifest.json", folder));
    if (manifest?.format !== FORMAT || !manifest.build) {
      throw new SearchError("检索用的文件与本页不是同一版。请重新载入本页。", true);
    }
    return new IndexFiles(folder, manifest);
  }

  /**
   * A file of the index; one that could not be read is asked for again next time.
   * @param {string} name
   * @returns {Promise<any>}
   */
  file(name) {
    const known = this.loaded.get(name);
    if (known) return known;
    const loading = fetchJson(new URL(name, this.folder)).then((content) => {
      const foreign = content?.build !== undefined && content.build !== this.manifest.build;
      if (content === null || typeof content !== "object" || foreign) {
        throw new SearchError("检索用的文件与本页不是同一版。请重新载入本页。", true);
      }
      return content;
    });
    loading.catch(() => this.loaded.delete(name));
    this.loaded.set(name, loading);
    return loading;
  }

  /**
   * What the index has on tokens; those that occur nowhere are left out.
   * @param {Iterable<string>} tokens
   * @returns {Promise<{ postings: Postings, said: Synonym[] }>} `said` may hold words beside those
   *   of the tokens
   */
  async look(tokens) {
    /** @type {Map<number, string[]>} */
    const shards = new Map();
    for (const token of new Set(tokens)) {
      const shard = tokenHash(token) >>> (32 - this.manifest.bits);
      const wanted = shards.get(shard);
      if (wanted) wanted.push(token);
      else shards.set(shard, [token]);
    }
    /** @type {Postings} */
    const postings = new Map();
    /** @type {Synonym[]} */
    const said = [];
    await Promise.all(
      [...shards].map(async ([shard, wanted]) => {
        const content = await this.file(`t/${shard}.json`);
        for (const token of wanted) {
          if (content.tokens && Object.hasOwn(content.tokens, token)) {
            postings.set(token, content.tokens[token]);
          }
        }
        said.push(...(content.said ?? []));
      }),
    );
    return { postings, said };
  }

  /**
   * @param {number} item
   * @returns {Promise<Fragment>}
   */
  fragment(item) {
    return this.file(`d/${item}.json`);
  }

  /**
   * @param {number} segment
   * @returns {Promise<Columns>}
   */
  facets(segment) {
    return this.file(`f/${segment}.json`);
  }

  /** @returns {Promise<Words>} */
  words() {
    this.readWords ??= this.file("words.json").then(readWords);
    this.readWords.catch(() => {
      this.readWords = undefined;
    });
    return this.readWords;
  }

  /** @returns {Promise<{ terms: [string, string][] }>} terms with their pinyin */
  pinyin() {
    return this.file("pinyin.json");
  }

  /** @returns {Promise<import("./types.js").Catalogue>} */
  catalogue() {
    return this.file("catalogue.json");
  }
}
