import { draw, link } from "../draw.js";
import { SITE } from "../site.js";

/**
 * Where clauses lie and how they are called. A page about one benefit has links to all its
 * clauses (`data-cite`); of other benefits the calculator is told (addCitations).
 *
 * @typedef {import("./types.js").Cite} Cite
 * @typedef {{ document: string, place: string, path: string }} Place of a clause: number or title
 *   of its document, its name in it, its site path
 */

/** @type {Map<string, Place>} */
const added = new Map();

/** @param {Record<string, Place>} citations by `<document>/<clause>` */
export function addCitations(citations) {
  for (const [key, place] of Object.entries(citations)) added.set(key, place);
}

/**
 * @param {Cite} source
 * @returns {{ href: string, words: string } | null} null for a clause nobody told of
 */
export function placeOf(source) {
  const key = `${source.document}/${source.clause}`;
  const place = added.get(key);
  if (place) {
    return { href: new URL(place.path, SITE).href, words: place.document + place.place };
  }
  const known = document.querySelector(`a[data-cite="${key}"]`);
  if (!(known instanceof HTMLAnchorElement)) return null;
  return { href: known.href, words: known.textContent ?? "" };
}

/**
 * A small mark that unfolds the quote in place, with a link to the clause.
 * @param {Cite | null | undefined} source
 */
export function cite(source) {
  const place = source ? placeOf(source) : null;
  if (!source || !place) return null;
  return draw(
    "details",
    "mc-cite",
    draw("summary", "", "依据"),
    draw(
      "blockquote",
      "",
      `“${source.quote}”`,
      draw("br", ""),
      leading(place.href, place.words),
    ),
  );
}

/**
 * A link to a clause; what to do with it is said on screens only.
 * @param {string} href
 * @param {string} words
 */
function leading(href, words) {
  const anchor = link(href, "");
  anchor.append(draw("span", "mc-on-screen", "打开原文："), words);
  return anchor;
}
