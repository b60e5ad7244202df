/**
 * Kinds of benefits that can be laid side by side, as the page lists them.
 *
 * @typedef {Map<string, string[] | null>} Asked fact → the options that are told apart, null for all
 * @typedef {{ id: string, region: string, title: string, href: string, questions: Asked, folded: Asked, standards: string[] }} Member a benefit of the kind
 * @typedef {{ id: string, label: string, path: string, members: Member[] }} Kind
 */

/**
 * @param {ParentNode} list with `[data-kind]` items, each with a `[data-benefit]` link per member
 * @returns {Map<string, Kind>} by id, in the order of the page
 */
export function readKinds(list) {
  /** @type {Map<string, Kind>} */
  const kinds = new Map();
  for (const item of list.querySelectorAll("[data-kind]")) {
    if (!(item instanceof HTMLElement)) continue;
    const { kind: id = "", label = "", path = "" } = item.dataset;
    const members = [...item.querySelectorAll("a[data-benefit]")].map(readMember);
    kinds.set(id, { id, label, path, members });
  }
  return kinds;
}

/**
 * @param {Element} link
 * @returns {Member}
 */
function readMember(link) {
  if (!(link instanceof HTMLAnchorElement)) throw new Error("data-benefit");
  const { benefit = "", region = "", title = "", questions, folded, standards } = link.dataset;
  return {
    id: benefit,
    region,
    title,
    href: link.href,
    questions: readAsked(questions),
    folded: readAsked(folded),
    standards: words(standards),
  };
}

/** @param {string | undefined} text */
function words(text) {
  return text ? text.split(" ") : [];
}

/**
 * @param {string | undefined} text `fact fact=option,option …`
 * @returns {Asked}
 */
function readAsked(text) {
  return new Map(
    words(text).map((word) => {
      const [fact, options] = word.split("=");
      return [fact, options === undefined ? null : options.split(",")];
    }),
  );
}

/**
 * The benefits of a kind that hold in a region: its own, or those of the nearest above it.
 * @param {Kind} kind
 * @param {string} region
 * @param {Map<string, string>} parents region → the one above, empty for the highest
 * @returns {Member[]}
 */
export function membersIn(kind, region, parents) {
  for (let at = region; at; at = parents.get(at) ?? "") {
    const found = kind.members.filter((member) => member.region === at);
    if (found.length) return found;
  }
  return [];
}
