import { amountWords, durationWords } from "./words.js";
import { emptyState, writeState } from "./state.js";

/**
 * What a screening decides, without a page: which benefits are looked at, what is still open, what
 * is asked next, what of the answers goes along to a benefit's own page.
 *
 * @typedef {import("./types.js").Amount} Amount
 * @typedef {import("./types.js").Cite} Cite
 * @typedef {import("./types.js").Duration} Duration
 * @typedef {object} Listed a benefit as the page lists it
 * @property {string} id
 * @property {string} title
 * @property {string} href of its page
 * @property {string} who it is for, as one chooses it
 * @property {string} region
 * @property {string} place name of the region
 * @property {string} kind
 * @property {string[]} facts that its page asks
 * @property {number} disputed clauses that can be read in ways that change a result
 * @property {Record<string, string[]>} options those it tells apart, of questions with several answers
 *
 * @typedef {{ node: string, label: string, wanted: boolean, cite: Cite | null, from?: string | null, to?: string | null }} Reason
 * @typedef {{ benefit: string, region: string, verdict: string, amount: Amount | null, total: Amount | null, duration: Duration | null, missing: string[], reasons: Reason[] }} Brief
 * @typedef {{ fact: string, undecided: number, benefits: string[] }} Question
 * @typedef {{ results: Brief[], next_question: Question | null, data_version: string }} Screened
 */

/** Results as they are shown, one group for each verdict. */
export const GROUPS = [
  { verdict: "eligible", words: "可以享受" },
  { verdict: "provisional", words: "初步符合，待窗口核验" },
  { verdict: "needs_info", words: "还差几项信息" },
  { verdict: "ineligible", words: "不符合" },
  { verdict: "not_in_force", words: "所选日期不适用" },
];

/**
 * Regions with those above them, whose rules apply there too; without a choice all of them.
 * @param {string[]} chosen
 * @param {Map<string, string[]>} above what lies above each region, nearest first
 * @returns {string[]} in the order of `above`
 */
export function regionsAround(chosen, above) {
  if (!chosen.length) return [...above.keys()];
  const wanted = new Set(chosen.flatMap((region) => [region, ...(above.get(region) ?? [])]));
  return [...above.keys()].filter((region) => wanted.has(region));
}

/**
 * The benefits looked at.
 * @param {Listed[]} listed
 * @param {string} who "all" for everybody's
 * @param {string[]} regions
 */
export function benefitsFor(listed, who, regions) {
  return listed.filter(
    (benefit) => (who === "all" || benefit.who === who) && regions.includes(benefit.region),
  );
}

/**
 * The options worth showing: those that one of the benefits tells apart.
 * @param {Listed[]} benefits
 * @returns {Map<string, Set<string>>} by fact
 */
export function optionsFor(benefits) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const { options } of benefits) {
    for (const [fact, named] of Object.entries(options)) {
      found.set(fact, new Set([...(found.get(fact) ?? []), ...named]));
    }
  }
  return found;
}

/**
 * The questions that results still wait for and that can be asked here, without those answered or
 * passed over, each once.
 * @param {Brief[]} results
 * @param {string[]} given
 * @param {string[]} questions all that can be asked here, in order
 */
function waitedFor(results, given, questions) {
  const missing = new Set(results.flatMap((result) => result.missing));
  return questions.filter((fact) => missing.has(fact) && !given.includes(fact));
}

/**
 * How far one has come.
 * @param {Screened} screened
 * @param {string[]} given facts answered or passed over
 * @param {string[]} questions all that can be asked here, in order
 * @returns {{ open: number, most: number, passed: number, elsewhere: number, amounts: string[] }}
 *   `open` benefits hang on at most `most` questions; `passed` ones on questions passed over;
 *   `elsewhere` on what only their own page asks; `amounts` are the questions that results without
 *   an exact amount wait for
 */
export function progress({ results }, given, questions) {
  const undecided = results.filter(({ verdict }) => verdict === "needs_info");
  const waits = (/** @type {Brief} */ result) => waitedFor([result], given, questions).length > 0;
  const stuck = undecided.filter((result) => !waits(result));
  const passed = stuck.filter(({ missing }) => missing.some((fact) => given.includes(fact)));
  const granted = results.filter(({ verdict }) => verdict === "eligible" || verdict === "provisional");
  return {
    open: undecided.length - stuck.length,
    most: waitedFor(undecided, given, questions).length,
    passed: passed.length,
    elsewhere: stuck.length - passed.length,
    amounts: waitedFor(granted, given, questions),
  };
}

/**
 * The question to ask next.
 * @param {Screened} screened
 * @param {{ given: string[], questions: string[], reopened: string[], amounts: boolean }} walk
 *   `reopened`: answered, but not for options that came later; `amounts`: whether amounts are asked
 *   for once all verdicts are settled
 * @returns {{ fact: string, benefits: string[] } | null}
 */
export function nextQuestion(screened, { given, questions, reopened, amounts }) {
  const { results, next_question: next } = screened;
  const waiting = (/** @type {string} */ fact) =>
    results.filter((result) => result.missing.includes(fact)).map(({ benefit }) => benefit);
  const undecided = results.filter(({ verdict }) => verdict === "needs_info");
  const again = reopened.find((fact) => undecided.some(({ missing }) => missing.includes(fact)));
  if (again) return { fact: again, benefits: waiting(again) };
  if (next && questions.includes(next.fact)) return { fact: next.fact, benefits: next.benefits };
  if (!amounts) return null;
  const [first] = progress(screened, given, questions).amounts;
  return first === undefined ? null : { fact: first, benefits: waiting(first) };
}

/**
 * Results by verdict and by kind, as the page lists benefits; empty groups are left out.
 * @param {Brief[]} results
 * @param {Listed[]} listed
 */
export function byVerdict(results, listed) {
  return GROUPS.map(({ verdict, words }) => {
    const own = new Map(
      results.filter((result) => result.verdict === verdict).map((result) => [result.benefit, result]),
    );
    /** @type {Map<string, { benefit: Listed, result: Brief }[]>} */
    const kinds = new Map();
    for (const benefit of listed) {
      const result = own.get(benefit.id);
      if (!result) continue;
      const members = kinds.get(benefit.kind) ?? [];
      members.push({ benefit, result });
      kinds.set(benefit.kind, members);
    }
    return { verdict, words, count: own.size, kinds: [...kinds] };
  }).filter(({ count }) => count);
}

/**
 * How many results there are of each verdict, in one sentence.
 * @param {Brief[]} results
 */
export function countWords(results) {
  const count = (/** @type {string} */ wanted) =>
    results.filter(({ verdict }) => verdict === wanted).length;
  const parts = [`可以享受 ${count("eligible")} 项`, `初步符合 ${count("provisional")} 项`];
  if (count("needs_info")) parts.push(`没有定论 ${count("needs_info")} 项`);
  parts.push(`不符合 ${count("ineligible")} 项`);
  if (count("not_in_force")) parts.push(`所选日期不适用 ${count("not_in_force")} 项`);
  return parts.join("，");
}

/**
 * What has come to be granted since the last results.
 * @param {Map<string, string>} before verdicts by benefit
 * @param {Brief[]} results
 * @returns {string[]} benefits
 */
export function newlyGranted(before, results) {
  return results
    .filter(({ verdict }) => verdict === "eligible" || verdict === "provisional")
    .filter(({ benefit, verdict }) => before.has(benefit) && before.get(benefit) !== verdict)
    .map(({ benefit }) => benefit);
}

/**
 * The answers that a benefit's own page has a place for, as a fragment for its address.
 * @param {Listed} benefit
 * @param {URLSearchParams} answers as typed
 * @param {Record<string, string>} readings
 * @returns {string} with `#`, or empty
 */
export function prefilled({ facts, options }, answers, readings) {
  const own = new URLSearchParams();
  for (const [fact, value] of answers) {
    if (!facts.includes(fact)) continue;
    const named = options[fact];
    const kept = value.split(",").filter((part) => named?.includes(part.replace("?", "")));
    own.set(fact, named ? kept.join(",") || "none" : value);
  }
  const text = writeState({ ...emptyState(), answers: own, readings });
  return text && `#${text}`;
}

/**
 * What one gets, in words.
 * @param {Brief} result
 * @returns {{ amount: string, duration: string }} the duration is empty when there is none
 */
export function grantWords({ amount, duration, missing }) {
  const known = duration && (duration.low ?? duration.high ?? duration.until ?? duration.label);
  const none = missing.length ? `金额还要 ${missing.length} 项信息才能算` : "文件未规定金额";
  return {
    amount: amount ? amountWords(amount) + (amount.estimated ? "（估算）" : "") : none,
    duration: duration && known !== null ? `期限 ${durationWords(duration)}` : "",
  };
}

/**
 * Why, in one sentence.
 * @param {Brief} result
 * @param {(fact: string) => string} labelOf what a fact is called
 */
export function reasonWords({ verdict, missing, reasons }, labelOf) {
  const named = reasons.map(({ label, wanted }) => (wanted ? label : `没有“${label}”的情形`));
  const labels = [...new Set(named)].join("；");
  if (verdict === "needs_info") {
    const names = missing.slice(0, 3).map(labelOf).join("、");
    return `还差：${names}${missing.length > 3 ? ` 等 ${missing.length} 项` : ""}`;
  }
  if (!reasons.length) return "";
  if (verdict === "eligible") return `因为：${labels}`;
  if (verdict === "provisional") return `窗口要核验：${labels}`;
  const [{ label, wanted }] = reasons;
  if (verdict === "ineligible") return `${wanted ? "没有达到" : "出现了"}：${label}`;
  const { from, to } = reasons[0];
  return `施行期间：${from ?? "未写明"} 至 ${to ?? "未写明"}`;
}

/**
 * The results as a plain text to take away.
 * @param {string[]} head lines
 * @param {Brief[]} results
 * @param {Listed[]} listed
 * @param {(fact: string) => string} labelOf
 */
export function plainList(head, results, listed, labelOf) {
  const lines = [...head];
  for (const { verdict, words, count, kinds } of byVerdict(results, listed)) {
    lines.push("", `${words}（${count} 项）`);
    for (const { benefit, result } of kinds.flatMap(([, members]) => members)) {
      const granted = verdict === "eligible" || verdict === "provisional";
      const said = granted ? Object.values(grantWords(result)) : [];
      const detail = [...said, reasonWords(result, labelOf)].filter(Boolean).join("；");
      lines.push(`- ${benefit.title}（${benefit.place}）：${detail}`);
    }
  }
  return lines.join("\n");
}
