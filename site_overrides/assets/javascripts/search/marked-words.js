/**
 * Words found by the search, shown marked in the clause that a result opens. They travel in the
 * session storage of the tab, so the address stays that of the clause, and they are painted as a
 * highlight, so the text of the page stays as it is. Without either, nothing is marked.
 */
const KEY = "mingce.marked-words";
const NAME = "mc-found-words";

/**
 * @param {string} address of the clause
 * @param {string[]} words
 */
export function rememberWords(address, words) {
  const { pathname, hash } = new URL(address);
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ place: pathname + hash, words }));
  } catch {
    // Storage refused: the clause opens without marks.
  }
}

/** @returns {string[]} the words to mark in the clause that the address names */
function carriedWords() {
  try {
    const { place, words } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    return place === location.pathname + location.hash ? words : [];
  } catch {
    return [];
  }
}

/** Marks the carried words in the clause that the address names, and nothing else. */
function show() {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete(NAME);
  const words = carriedWords();
  // Not by :target, which the browser sets only when it scrolls there.
  const clause = words.length ? document.getElementById(location.hash.slice(1)) : null;
  if (clause?.matches(".mc-clause")) {
    CSS.highlights.set(NAME, new Highlight(...rangesOf(clause, words)));
  }
}

/**
 * Every place of the words in the text of an element; a word may run over several text nodes.
 * @param {Element} element
 * @param {string[]} words
 * @returns {Range[]}
 */
function rangesOf(element, words) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(".mc-tools, .mc-note, .mc-companion-link")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  /** @type {{ node: Node, start: number }[]} */
  const nodes = [];
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node, start: text.length });
    text += node.nodeValue;
  }
  const spot = (/** @type {number} */ place) => nodes.filter(({ start }) => start <= place).at(-1);
  const ranges = [];
  for (const word of new Set(words)) {
    for (let at = text.indexOf(word); word && at >= 0; at = text.indexOf(word, at + word.length)) {
      const first = spot(at);
      const last = spot(at + word.length - 1);
      if (!first || !last) continue;
      const range = document.createRange();
      range.setStart(first.node, at - first.start);
      range.setEnd(last.node, at + word.length - last.start);
      ranges.push(range);
    }
  }
  return ranges;
}

export function startMarkedWords() {
  show();
  addEventListener("hashchange", show);
}
