/**
 * Shapes shared by the search modules. Dates are ISO strings, an empty string is unknown.
 *
 * @typedef {"policy" | "benefit" | "comparison" | "timeline" | "bundle" | "interpretation" | "parameter" | "stub" | "page"} ItemType
 *
 * @typedef {[number, number]} Mark start and end of a marked stretch, in UTF-16 units of its text
 *
 * @typedef {object} ClauseHit the best passages of a hit
 * @property {string} anchor fragment of the clause on the item's page
 * @property {string} place how the clause is called, e.g. 第七条
 * @property {string} text the passage that is shown, as printed
 * @property {Mark[]} marks
 *
 * @typedef {object} Hit
 * @property {number} id number of the item in this index
 * @property {ItemType} type
 * @property {string} path site path of its page
 * @property {string} title
 * @property {Mark[]} titleMarks
 * @property {string} number document number, or empty
 * @property {Mark[]} numberMarks
 * @property {string} region region id
 * @property {string} kind 文种, or empty
 * @property {string} issued
 * @property {string} effective
 * @property {string} expires
 * @property {string} repealed
 * @property {string} note one line about the item itself (e.g. 本库未收录原文), or empty
 * @property {ClauseHit[]} clauses at most three, best first
 * @property {string} why how it was found when that is not plain: 文号, 同义词 …, or empty
 *
 * @typedef {object} Filters every list is of ids from the catalogue; an empty list asks nothing
 * @property {string[]} region
 * @property {boolean} above with what applies from the regions above
 * @property {string[]} topic
 * @property {string[]} audience
 * @property {string[]} kind
 * @property {string[]} agency
 * @property {string} from first day of issue, or empty
 * @property {string} to last day of issue, or empty
 * @property {string[]} status future, active, expired, repealed, unstated
 * @property {boolean} calculator only what can be calculated
 *
 * @typedef {object} Question
 * @property {string} text what the reader typed
 * @property {Filters} filters
 * @property {string} asOf ISO date on which statuses are stated
 * @property {"relevance" | "date"} sort
 * @property {number} limit hits wanted
 * @property {boolean} [brief] without filters and counts, and without other items beside policies:
 *   their files need not be loaded
 *
 * @typedef {"region" | "topic" | "audience" | "kind" | "agency" | "year" | "status" | "calculator"} FacetName
 *
 * @typedef {object} Nearest offered when no policy was found
 * @property {string[]} dropped words of the query that occur nowhere
 * @property {string[]} similar terms that look or sound like the query, without the query itself
 * @property {{ filters: Filters, total: number, label: string } | null} wider fewer filters that do find something
 *
 * @typedef {object} Answer
 * @property {number} total policies that match query and filters
 * @property {boolean} more whether `total` was cut: there may be more
 * @property {Hit[]} hits policies, best first, as many as asked for
 * @property {Hit[]} others at most six items of other types: benefits, stubs, parameters …
 * @property {Record<FacetName, Map<string, number>>} counts policies by value, for the query and all filters of other facets
 * @property {number} counted policies that took part in the counts; less than `total` when the collection is too large to look at all
 * @property {{ said: string, means: string[] }[]} synonyms what was also looked for
 * @property {string[]} dropped words that were left out because they occur nowhere
 * @property {Nearest | null} nearest set when `total` is 0
 *
 * @typedef {object} Suggestion
 * @property {"term" | "document" | "calculator" | "stub"} type
 * @property {string} text what is shown
 * @property {Mark[]} marks
 * @property {string} detail number, region, or empty
 * @property {string} path site path to open; empty for a term, which is searched for
 *
 * @typedef {object} CatalogueValue
 * @property {string} id
 * @property {string} label
 * @property {string} [parent] a region's parent
 * @property {string} [group] heading under which it is listed
 *
 * @typedef {Record<"region" | "topic" | "audience" | "kind" | "agency", CatalogueValue[]>} Catalogue
 *
 * @typedef {object} Search
 * @property {(question: Question) => Promise<Answer>} find rejects with SearchError
 * @property {(text: string) => Promise<Suggestion[]>} suggest at most eight
 * @property {() => Promise<Catalogue>} catalogue names of the filters' values
 */

/** What asks nothing. @returns {Filters} */
export function noFilters() {
  return {
    region: [],
    above: false,
    topic: [],
    audience: [],
    kind: [],
    agency: [],
    from: "",
    to: "",
    status: [],
    calculator: false,
  };
}

/**
 * Something the reader has to be told; `message` is Chinese and complete.
 */
export class SearchError extends Error {
  /**
   * @param {string} message
   * @param {boolean} stale the page is of another build than the index: loading it again helps
   */
  constructor(message, stale = false) {
    super(message);
    this.name = "SearchError";
    this.stale = stale;
  }
}

/**
 * Whether something thrown is a SearchError. The engine is a file of its own with its own class.
 * @param {unknown} error
 * @returns {error is SearchError}
 */
export function isSearchError(error) {
  return error instanceof Error && error.name === "SearchError";
}
