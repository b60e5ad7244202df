import { tokensOf } from "./query.js";
import { tokenWeight } from "./rank.js";
import { normalise, normaliseWithPlaces } from "./tokens.js";

/**
 * The passages of an item that answer a query, judged on their own text.
 *
 * @typedef {import("./tokens.js").Plain} Plain
 * @typedef {object} Passage
 * @property {string} anchor
 * @property {string} place
 * @property {string} text
 * @property {Plain} plain
 * @property {string} lead its run-in heading, normalised
 * @property {number} parent
 * @property {string} kind
 *
 * @typedef {object} Item an item whose file has been read
 * @property {number} id
 * @property {import("./files.js").Fragment} fragment
 * @property {Plain} title
 * @property {Plain} number
 * @property {Passage[]} passages
 *
 * @typedef {object} Weighed a wording with the weights of its tokens and their sum
 * @property {number} weight
 * @property {[string, number][]} tokens
 * @property {number} total
 *
 * @typedef {object} Wanted what is looked for, with weights
 * @property {{ weight: number, wordings: Weighed[] }[][]} readings parts of each reading
 * @property {string[]} tokens all of them, each once
 * @property {RegExp[][]} asked patterns of the answer, the strict one first
 */

/** How a passage must look that answers a question word, strictly and at least. */
const ANSWERS = new Map([
  ["amount", [/\d[\d.,]*[万亿]?元/, /\d%|标准/]],
  ["percent", [/\d%|\d\/\d|分之[一二三四五六七八九十]/, /[成倍]/]],
  ["period", [/(?<!\d)\d{1,3}(?:个月|年(?!\d)|个工作日|日内|天|小时|分钟)/, /期限|长期/]],
  ["deadline", [/\d(?:月|日|年|时)之?(?:前|底|末|上旬|中旬|下旬|份|起|至)|[至到]\d+年\d+月|截止/, /\d月\d|\d(?:个工作日|日内|天)|期限|每月/]],
  ["materials", [/(?:材料|证明|复印件|身份证|申请表|花名册|凭证|对账单|合同).+(?:材料|证明|复印件|身份证|申请表|花名册|凭证|对账单|合同)/, /材料|证明/]],
  ["procedure", [/申请|申报|提出|登录/, /审核|办理|提交/]],
  ["place", [/(?:中心|机构|部门|街道|社区|窗口|网站|平台|公众号|app|局|处)(?:申请|提出|办理|申报|提交|受理|登记|预约|查询)|[向到]/, /中心|机构|部门|街道|窗口|网站|平台|公众号|[局处]/]],
  ["condition", [/条件|符合|下列|以下|须|应当|不享受|不得|不予|可享受/, /的，/]],
  ["audience", [/对象|是指|指的是|(?:下列|以下|符合).{0,8}(?:人员|企业|单位)|的(?:人员|企业|单位|毕业生|机构)/, /人员|企业|单位|毕业生|劳动者|职工|机构/]],
  ["contact", [/(?:电话|热线|邮箱).*\d{5}/, /电话|热线|邮箱|联系人/]],
]);
/** 几个月, 多少人: the answer has figures before the same unit. */
const COUNTED =
  /(?:几|多少)(个?)(工作日|事项|员工|职工|人员|月份|月|天|日|年|次|人|名|岁|家|户|项|小时|分钟|学时|课时|门|公里|平方米|倍|级|档|类|条)/g;
/** Who wants to call finds it where others do not look. */
const CONTACT = /电话|联系|咨询|热线|邮箱/;
/** Units that are written in several ways. */
const UNITS = new Map([
  ["月", "个月"],
  ["月份", "月"],
  ["天", "(?:个?工作日|天|日)"],
  ["日", "(?:个?工作日|天|日)"],
  ["人", "(?:人|名)"],
  ["人员", "(?:人|名)"],
  ["员工", "(?:人|名)"],
  ["职工", "(?:人|名)"],
  ["事项", "[个项]"],
  ["名", "(?:人|名)"],
  ["工作日", "个?工作日"],
  ["家", "(?:家|户|个)"],
]);
/** Words that stand above a passage, and in the title of its document, count in part. */
const ABOVE = 0.8;
const IN_TITLE = 0.7;
const STRICT_ANSWER = 1.5;
const LOOSE_ANSWER = 1.1;
const KIND_WEIGHT = new Map([
  ["heading", 0.85],
  ["formal", 0.6],
]);
/** A run-in heading (审核。) says what its passage is about: it orders the passages of an item. Items
 * are not compared by it, for not all are written that way. */
const LEAD = /^([^。：]{2,25})[。：]./;
const LEAD_WEIGHT = 0.15;
/** The answer stands below a question and below what ends with a colon. */
const ANNOUNCES = /[：:]$/;
const ANNOUNCING = 0.85;
/** Characters of a passage that are shown. */
const SHOWN = 96;

/**
 * @param {import("./query.js").Query} query
 * @param {Map<string, number[]>} postings
 * @param {number} items
 * @returns {Wanted}
 */
export function wanted(query, postings, items) {
  return {
    readings: query.readings.map((parts) =>
      parts.map((wordings) => {
        const weighed = wordings.map((one) => weigh(one, postings, items));
        return { weight: weighed[0]?.total ?? 0, wordings: weighed };
      }),
    ),
    tokens: [...new Set(tokensOf(query))],
    asked: askedFor(query),
  };
}

/**
 * How the answer must look. A unit that is counted says more than that a period is asked for.
 * @param {import("./query.js").Query} query
 * @returns {RegExp[][]}
 */
function askedFor({ plain, asks }) {
  const counted = [...plain.matchAll(COUNTED)].map(([, some, unit = ""]) => [
    // 几月 asks for a date.
    new RegExp(`\\d${!some && unit === "月" ? unit : (UNITS.get(unit) ?? unit)}`),
  ]);
  const kinds = asks.filter((ask) => !counted.length || ask !== "period");
  if (CONTACT.test(plain)) kinds.push("contact");
  return [...kinds.flatMap((ask) => [ANSWERS.get(ask) ?? []]), ...counted];
}

/**
 * @param {import("./query.js").Wording} wording
 * @param {Map<string, number[]>} postings
 * @param {number} items
 * @returns {Weighed}
 */
function weigh({ weight, tokens }, postings, items) {
  /** @type {[string, number][]} */
  const weighted = tokens.map((token) => [token, tokenWeight(postings.get(token)?.[0] ?? 0, items)]);
  return { weight, tokens: weighted, total: weighted.reduce((sum, [, one]) => sum + one, 0) };
}

/**
 * The share of what is looked for that a text holds, by its best reading.
 * @param {Wanted} looked
 * @param {(token: string) => number} share how far the text holds a token
 */
function heldShare({ readings }, share) {
  let best = 0;
  for (const parts of readings) {
    let held = 0;
    let total = 0;
    for (const { weight, wordings } of parts) {
      total += weight;
      held += weight * Math.max(0, ...wordings.map((one) => wordingShare(one, share)));
    }
    if (total) best = Math.max(best, held / total);
  }
  return best;
}

/**
 * @param {Weighed} wording
 * @param {(token: string) => number} share
 */
function wordingShare({ weight, tokens, total }, share) {
  if (!total) return 0;
  return (weight * tokens.reduce((sum, [token, value]) => sum + value * share(token), 0)) / total;
}

/**
 * How well a passage looks like an answer to the question words, as a factor.
 * @param {string} plain
 * @param {Wanted} looked
 */
function answering(plain, { asked }) {
  let factor = 1;
  for (const [strict, loose] of asked) {
    if (strict?.test(plain)) factor = Math.max(factor, STRICT_ANSWER);
    else if (loose?.test(plain)) factor = Math.max(factor, LOOSE_ANSWER);
  }
  return factor;
}

/**
 * @param {number} id
 * @param {import("./files.js").Fragment} fragment
 * @returns {Item}
 */
export function readItem(id, fragment) {
  return {
    id,
    fragment,
    title: normaliseWithPlaces(fragment.title),
    number: normaliseWithPlaces(fragment.number ?? ""),
    passages: (fragment.passages ?? []).map(([anchor, place, text, parent, kind]) => ({
      anchor,
      place,
      text,
      plain: normaliseWithPlaces(text),
      lead: normalise(LEAD.exec(text)?.[1] ?? ""),
      parent,
      kind,
    })),
  };
}

/**
 * Scores of an item's passages, the one to show first first; 1 is a passage that holds every word
 * itself.
 * @param {Item} item
 * @param {Wanted} looked
 * @returns {{ passage: Passage, score: number, order: number }[]}
 */
export function scorePassages(item, looked) {
  const titleText = `${item.title.text} ${item.fragment.keywords ?? ""}`;
  /** @type {{ passage: Passage, score: number, order: number }[]} */
  const scored = [];
  for (const passage of item.passages) {
    /** @type {Map<string, number>} */
    const known = new Map();
    let own = false;
    const best = heldShare(looked, (token) => {
      const share = known.get(token) ?? holding(token, passage, item.passages, titleText);
      known.set(token, share);
      own ||= share > IN_TITLE;
      return share;
    });
    // A passage that holds nothing itself is not an answer, whatever stands above it.
    if (!own) continue;
    let score = best * (KIND_WEIGHT.get(passage.kind) ?? 1);
    score *= answering(passage.plain.text, looked);
    // Of two passages that hold the same words the shorter says it more plainly.
    score *= 1 / (1 + passage.text.length / 4000);
    let order = score * (1 + LEAD_WEIGHT * titleShare(passage.lead, looked));
    if (passage.kind === "question" || ANNOUNCES.test(passage.text)) order *= ANNOUNCING;
    scored.push({ passage, score, order });
  }
  return scored.sort((a, b) => b.order - a.order);
}

/**
 * How far a passage holds a token: itself, through what it stands under, through the title.
 * @param {string} token
 * @param {Passage} passage
 * @param {Passage[]} passages
 * @param {string} title
 */
function holding(token, passage, passages, title) {
  if (holds(passage.plain.text, token)) return 1;
  for (let above = passages[passage.parent]; above; above = passages[above.parent]) {
    if (holds(above.plain.text, token)) return ABOVE;
  }
  return holds(title, token) ? IN_TITLE : 0;
}

/**
 * Whether a normalised text holds a token; figures are whole numbers, 6 is not in 2016.
 * @param {string} plain
 * @param {string} token
 */
function holds(plain, token) {
  return place(plain, token, 0) >= 0;
}

/**
 * Where a token next stands in a normalised text, −1 when it does not.
 * @param {string} plain
 * @param {string} token
 * @param {number} from
 */
function place(plain, token, from) {
  const isWord = /^[0-9a-z]/.test(token);
  for (let at = plain.indexOf(token, from); at >= 0; at = plain.indexOf(token, at + 1)) {
    if (!isWord) return at;
    const before = plain[at - 1] ?? " ";
    const after = plain[at + token.length] ?? " ";
    const cutAfter = /[0-9a-z%]$/.test(token) && /[0-9a-z]/.test(after);
    if (!/[0-9a-z.]/.test(before) && !cutAfter) return at;
  }
  return -1;
}

/**
 * Stretches of a text that hold what was looked for.
 * @param {Plain} plain
 * @param {Wanted} looked
 * @returns {import("./types.js").Mark[]} in order, apart from one another
 */
export function marks(plain, looked) {
  /** @type {import("./types.js").Mark[]} */
  const found = [];
  for (const token of looked.tokens) {
    for (let at = place(plain.text, token, 0); at >= 0; at = place(plain.text, token, at + 1)) {
      found.push([plain.starts[at] ?? 0, plain.ends[at + token.length - 1] ?? 0]);
    }
  }
  return joined(found);
}

/**
 * @param {import("./types.js").Mark[]} stretches
 * @returns {import("./types.js").Mark[]}
 */
function joined(stretches) {
  /** @type {import("./types.js").Mark[]} */
  const result = [];
  for (const [start, end] of stretches.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}

/**
 * The part of a passage worth showing, with its marks.
 * @param {Passage} passage
 * @param {Wanted} looked
 * @returns {import("./types.js").ClauseHit}
 */
export function excerpt(passage, looked) {
  const { anchor, place: name, text } = passage;
  const all = marks(passage.plain, looked);
  if (text.length <= SHOWN) return { anchor, place: name, text, marks: all };
  let start = windowStart(all, text.length);
  const end = Math.min(text.length, start + SHOWN);
  // Not through the middle of a character of two units.
  if (start && isLowSurrogate(text, start)) start -= 1;
  const cut = text.slice(start, end + (isLowSurrogate(text, end) ? 1 : 0));
  const lead = start ? "…" : "";
  const shift = lead.length - start;
  /** @type {import("./types.js").Mark[]} */
  const shown = all
    .filter(([from, to]) => from < end && to > start)
    .map(([from, to]) => [Math.max(from, start) + shift, Math.min(to, start + cut.length) + shift]);
  return { anchor, place: name, text: lead + cut + (end < text.length ? "…" : ""), marks: shown };
}

/**
 * @param {string} text
 * @param {number} at
 */
function isLowSurrogate(text, at) {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * Where the window with the most marked characters begins.
 * @param {import("./types.js").Mark[]} all
 * @param {number} length
 */
function windowStart(all, length) {
  const lead = 12;
  let best = 0;
  let most = -1;
  for (const [from] of all) {
    const start = Math.max(0, Math.min(from - lead, length - SHOWN));
    const marked = all.reduce(
      (sum, [a, b]) => sum + Math.max(0, Math.min(b, start + SHOWN) - Math.max(a, start)),
      0,
    );
    if (marked > most) {
      most = marked;
      best = start;
    }
  }
  return best;
}

/**
 * Share of the query's words that a normalised title holds, of its own wording or another.
 * @param {string} plain
 * @param {Wanted} looked
 */
export function titleShare(plain, looked) {
  return heldShare(looked, (token) => Number(holds(plain, token)));
}
