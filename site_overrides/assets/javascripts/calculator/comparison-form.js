import { draw } from "../draw.js";
import { Form } from "./form.js";

/**
 * The questions of the benefits that are compared, together in one form.
 *
 * @typedef {import("./comparison-kinds.js").Member} Member
 * @typedef {import("./types.js").Facts} Facts
 */

/** Stands between a benefit and a fact that is asked for it alone. */
const OF = ":";

export class ComparisonForm {
  /**
   * @param {HTMLFormElement} element with places for questions: #asked, #folded and #standards
   * @param {HTMLElement} pool all questions there are; facts in its data-local are asked for each
   *   benefit anew
   */
  constructor(element, pool) {
    this.element = element;
    this.pool = pool;
    this.form = new Form(element);
    this.local = new Set((pool.dataset.local ?? "").split(" "));
    /** @type {Map<string, HTMLFieldSetElement>} */
    this.known = new Map();
    for (const question of pool.querySelectorAll("fieldset")) {
      this.known.set(question.dataset.fact ?? question.dataset.parameter ?? "", question);
    }
    this.order = [...this.known.keys()];
  }

  /** @param {string} id of a fact or standard */
  label(id) {
    return this.known.get(id)?.dataset.label;
  }

  /**
   * Asks what some benefits need: what most of them ask comes first, what all of them ask only in
   * some cases is folded. Answers to other questions are kept for when they are asked again.
   * @param {Member[]} members
   * @param {(member: Member) => string} nameOf what tells a member from the others
   */
  arrange(members, nameOf) {
    const [asked, folded, standards] = ["#asked", "#folded > div", "#standards"].map(
      (place) => this.element.querySelector(place) ?? this.element,
    );
    const uses = gather(members, this.local);
    for (const question of this.form.questions) this.pool.append(question);
    for (const [key, use] of uses) {
      const question = this.#question(key, use.members[0], nameOf);
      if (!question) continue;
      showOptions(question, use.options);
      showScope(question, use.members.length < members.length ? use.members.map(nameOf) : []);
      (use.open ? asked : folded).append(question);
    }
    for (const id of new Set(members.flatMap((member) => member.standards))) {
      const question = this.known.get(id);
      if (question) standards.append(question);
    }
    const group = folded.closest("details");
    if (group) group.hidden = !folded.children.length;
  }

  /**
   * @param {string} key
   * @param {Member} member
   * @param {(member: Member) => string} nameOf
   */
  #question(key, member, nameOf) {
    const known = this.known.get(key);
    if (known || !key.includes(OF)) return known;
    const pattern = this.known.get(key.slice(key.indexOf(OF) + 1));
    if (!pattern) return undefined;
    const copy = /** @type {HTMLFieldSetElement} */ (pattern.cloneNode(true));
    const name = `（${nameOf(member)}）`;
    copy.id = `ask-${key}`;
    copy.dataset.fact = key;
    copy.dataset.label += name;
    copy.querySelector("legend")?.append(name);
    const error = copy.querySelector(".mc-error");
    if (error) error.id = `error-${key}`;
    for (const input of copy.querySelectorAll("input")) {
      input.name = key;
      input.setAttribute("aria-describedby", `error-${key}`);
      input.setAttribute("aria-label", `${input.getAttribute("aria-label")}${name}`);
    }
    this.known.set(key, copy);
    return copy;
  }

  /**
   * The answers as members of a request.
   * @returns {{ facts: Facts, benefit_facts: Record<string, Facts>, parameters: Record<string, string> }}
   */
  read() {
    const { facts: all, parameters } = this.form.read();
    /** @type {Facts} */
    const facts = {};
    /** @type {Record<string, Facts>} */
    const own = {};
    for (const [key, value] of Object.entries(all)) {
      const at = key.indexOf(OF);
      if (at < 0) facts[key] = value;
      else (own[key.slice(0, at)] ??= {})[key.slice(at + 1)] = value;
    }
    return { facts, benefit_facts: own, parameters };
  }

  /**
   * The question about a fact or standard, the benefit's own before the common one.
   * @param {string} id
   * @param {string} benefit
   */
  question(id, benefit) {
    return this.form.question(benefit + OF + id) ?? this.form.question(id);
  }
}

/**
 * @param {Member[]} members
 * @param {Set<string>} local
 */
function gather(members, local) {
  /** @type {Map<string, { members: Member[], place: number, open: boolean, options: Set<string> | null }>} */
  const uses = new Map();
  for (const member of members) {
    let place = 0;
    for (const [asked, open] of /** @type {const} */ ([
      [member.questions, true],
      [member.folded, false],
    ])) {
      for (const [fact, options] of asked) {
        const key = local.has(fact) ? member.id + OF + fact : fact;
        const use = uses.get(key) ?? { members: [], place, open, options: new Set() };
        uses.set(key, use);
        use.members.push(member);
        use.place = Math.min(use.place, place++);
        use.open ||= open;
        if (!options) use.options = null;
        else for (const option of options) use.options?.add(option);
      }
    }
  }
  return [...uses].sort(
    ([, a], [, b]) => b.members.length - a.members.length || a.place - b.place,
  );
}

/**
 * @param {HTMLFieldSetElement} question
 * @param {Set<string> | null} options those told apart; null for all
 */
function showOptions(question, options) {
  for (const input of question.querySelectorAll("input")) {
    const option = input.getAttribute("value");
    if (!option || input.type === "text") continue;
    const row = input.closest(".mc-option") ?? input.closest("label");
    const boolean = question.dataset.type === "bool";
    if (row instanceof HTMLElement) {
      row.hidden = !boolean && options !== null && !options.has(option) && !input.checked;
    }
  }
}

/**
 * Says of a question that only some of the benefits look at the answer.
 * @param {HTMLFieldSetElement} question
 * @param {string[]} names none when all of them do
 */
function showScope(question, names) {
  question.querySelector(".mc-scope")?.remove();
  if (!names.length || question.dataset.fact?.includes(OF)) return;
  const words = `只有${[...new Set(names)].join("、")}看这一项。`;
  question.querySelector("legend")?.after(draw("p", "mc-hint mc-scope", words));
}
