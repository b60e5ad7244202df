import { chineseDate } from "../dates.js";
import { draw, link } from "../draw.js";
import { createStatus, statusOn } from "../status.js";
import { rememberWords } from "./marked-words.js";
import { SITE } from "../site.js";

/**
 * How what was found looks. Everything from the index becomes text, never markup.
 *
 * @typedef {import("./types.js").ClauseHit} ClauseHit
 * @typedef {import("./types.js").Hit} Hit
 * @typedef {import("./types.js").Mark} Mark
 */

/**
 * @param {string} text
 * @param {Mark[]} marks
 * @returns {DocumentFragment} the text with its marked stretches in <mark>
 */
export function marked(text, marks) {
  const fragment = document.createDocumentFragment();
  let done = 0;
  for (const [start, end] of marks) {
    if (start < done || end <= start) continue;
    fragment.append(text.slice(done, start), draw("mark", "", text.slice(start, end)));
    done = end;
  }
  fragment.append(text.slice(done));
  return fragment;
}

/**
 * @param {string} path within the site
 * @param {string} [anchor] of a clause
 */
export function addressOf(path, anchor = "") {
  const address = new URL(path, SITE);
  if (anchor) address.hash = anchor;
  return address.href;
}

/**
 * Lets the page that a link opens show the words of a passage marked.
 * @param {HTMLAnchorElement} anchor
 * @param {ClauseHit | undefined} clause
 */
export function carryWords(anchor, clause) {
  if (!clause) return;
  const words = clause.marks.map(([start, end]) => clause.text.slice(start, end));
  anchor.addEventListener("click", () => rememberWords(anchor.href, words));
}

/**
 * Status of a hit; as-of.js keeps it right when the date changes.
 * @param {Hit} hit
 * @param {string} asOf ISO date
 */
export function hitStatus({ issued, effective, expires, repealed }, asOf) {
  const validity = { issued, effective, expires, repealed };
  const element = createStatus(statusOn(validity, asOf));
  Object.assign(element.dataset, validity);
  return element;
}

/**
 * Number, or nothing.
 * @param {Hit} hit
 */
export function hitNumber({ number, numberMarks }) {
  return number && draw("span", "mc-document-number", marked(number, numberMarks));
}

/**
 * A policy in the list of results, with its best clauses.
 * @param {Hit} hit
 * @param {string} region its name
 * @param {string} asOf ISO date
 */
export function resultItem(hit, region, asOf) {
  const title = link(addressOf(hit.path), "");
  title.append(marked(hit.title, hit.titleMarks));
  const facts = draw("p", "mc-hit-facts", hitStatus(hit, asOf), hitNumber(hit));
  const issued = hit.issued && `${chineseDate(hit.issued)}成文`;
  for (const words of [region, issued, hit.note, hit.why && `按${hit.why}找到`]) {
    if (words) facts.append(draw("span", "", words));
  }
  const clauses = hit.clauses.map((clause) => draw("li", "", clauseLink(hit, clause)));
  return draw(
    "li",
    "mc-hit",
    draw("h2", "mc-hit-title", title),
    facts,
    clauses.length > 0 && draw("ul", "mc-hit-clauses", ...clauses),
  );
}

/**
 * @param {Hit} hit
 * @param {ClauseHit} clause
 */
function clauseLink(hit, clause) {
  const anchor = link(addressOf(hit.path, clause.anchor), "");
  anchor.append(
    draw("span", "mc-hit-place", clause.place),
    draw("span", "mc-hit-text", marked(clause.text, clause.marks)),
  );
  carryWords(anchor, clause);
  return anchor;
}

/**
 * What is not a policy: its title, and the number if it has one.
 * @param {Hit} hit
 */
export function otherItem(hit) {
  const item = link(addressOf(hit.path, hit.clauses[0]?.anchor), "");
  item.append(draw("span", "mc-other-title", marked(hit.title, hit.titleMarks)));
  const number = hit.number !== hit.title && hitNumber(hit);
  if (number) item.append(number);
  return draw("li", "", item);
}
