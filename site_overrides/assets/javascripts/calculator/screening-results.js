import { draw, link } from "../draw.js";
import { cite } from "./citations.js";
import { byVerdict, countWords, grantWords, reasonWords } from "./screening.js";

/**
 * @typedef {import("./screening.js").Brief} Brief
 * @typedef {import("./screening.js").Listed} Listed
 */

/** Groups that stand open: what one can have. */
const OPEN = ["eligible", "provisional"];

/**
 * The results of a screening, drawn anew only where they have changed.
 */
export class Results {
  /**
   * @param {HTMLElement} place
   * @param {(fact: string) => string} labelOf what a fact is called
   */
  constructor(place, labelOf) {
    this.place = place;
    this.labelOf = labelOf;
    /** @type {Map<string, { row: HTMLElement, drawn: string }>} */
    this.rows = new Map();
    /** @type {Map<string, HTMLDetailsElement>} */
    this.groups = new Map();
    this.heading = draw("h2", "mc-visually-hidden", "结果");
    this.summary = draw("p", "mc-screening-count");
    this.body = draw("div", "");
    this.tools = draw("div", "mc-screening-take");
    this.foot = draw("div", "");
  }

  /**
   * @param {Brief[]} results
   * @param {Listed[]} listed
   * @param {(benefit: Listed) => string} hrefOf address of a benefit's page with the answers
   * @param {string} notComputed what is not calculated, in words
   */
  show(results, listed, hrefOf, notComputed) {
    this.summary.textContent = `${countWords(results)}。`;
    const groups = byVerdict(results, listed).map(({ verdict, words, count, kinds }) => {
      const group = this.#group(verdict);
      const heading = /** @type {HTMLElement} */ (group.firstElementChild);
      heading.replaceChildren(
        draw("span", "mc-verdict-icon"),
        draw("span", "", `${words}（${count}）`),
      );
      const content = kinds.flatMap(([kind, members]) => [
        draw("h3", "mc-screening-kind", kind),
        draw("ul", "", ...members.map(({ benefit, result }) => this.#row(benefit, result, hrefOf(benefit)))),
      ]);
      group.lastElementChild?.replaceChildren(...content);
      return group;
    });
    this.foot.replaceChildren(
      draw("p", "mc-screening-not-computed", link("#not-computed", notComputed)),
    );
    keepIn(this.body, groups);
    keepIn(this.place, [this.heading, this.summary, this.body, this.foot, this.tools]);
  }

  /** @param {string} verdict */
  #group(verdict) {
    let group = this.groups.get(verdict);
    if (!group) {
      const heading = draw("summary", `mc-verdict-word mc-verdict-word--${verdict}`);
      group = /** @type {HTMLDetailsElement} */ (
        draw("details", "mc-screening-group", heading, draw("div", ""))
      );
      group.dataset.verdict = verdict;
      group.open = OPEN.includes(verdict);
      this.groups.set(verdict, group);
    }
    return group;
  }

  /**
   * @param {Listed} benefit
   * @param {Brief} result
   * @param {string} href
   */
  #row(benefit, result, href) {
    const drawn = JSON.stringify(result);
    const held = this.rows.get(benefit.id);
    if (held?.drawn === drawn) {
      const title = held.row.querySelector("a");
      if (title) title.href = href;
      return held.row;
    }
    const granted = OPEN.includes(result.verdict);
    const words = reasonWords(result, this.labelOf);
    const row = draw(
      "li",
      "mc-screening-row",
      link(href, benefit.title),
      draw("span", "mc-quiet mc-screening-place", benefit.place),
      granted && draw("p", "mc-screening-grant", ...this.#grant(result)),
      granted &&
        benefit.disputed > 0 &&
        draw("p", "mc-quiet", `有 ${benefit.disputed} 处条文有不同理解，本项页面上并列说明。`),
      words && draw("p", "mc-screening-reason", words, this.#cites(result)),
    );
    row.dataset.benefit = benefit.id;
    this.rows.set(benefit.id, { row, drawn });
    return row;
  }

  /**
   * One mark for all clauses that the reasons rest on.
   * @param {Brief} result
   */
  #cites({ reasons }) {
    /** @type {Map<string, HTMLElement>} */
    const marks = new Map();
    for (const { cite: source } of reasons) {
      const mark = cite(source);
      if (source && mark) marks.set(`${source.document}/${source.clause}`, mark);
    }
    const [first, ...others] = marks.values();
    for (const { lastElementChild: quote } of others) if (quote) first.append(quote);
    return first;
  }

  /** @param {Brief} result */
  #grant(result) {
    const { amount, duration } = grantWords(result);
    return [
      result.amount ? draw("strong", "mc-figure", amount) : draw("span", "mc-quiet", amount),
      ...(duration ? [`，${duration}`, cite(result.duration?.cite)] : []),
    ];
  }

  /**
   * Says something in place of results.
   * @param {(Node | string)[]} content
   */
  say(...content) {
    this.place.replaceChildren(draw("div", "mc-screening-message", ...content));
  }
}

/**
 * @param {HTMLElement} parent
 * @param {HTMLElement[]} children
 */
function keepIn(parent, children) {
  const same = children.length === parent.childElementCount && children.every((child, place) => parent.children[place] === child);
  if (!same) parent.replaceChildren(...children);
}
