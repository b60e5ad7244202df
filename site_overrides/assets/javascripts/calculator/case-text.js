/**
 * A case for the rule's file of worked cases (`content/benefits/<region>/<name>.cases.yml`): the
 * request and the result as they stand, for an editor to check against the text and paste.
 *
 * @typedef {import("./types.js").Result} Result
 * @typedef {{ as_of: string, facts: import("./types.js").Facts, parameters: Record<string, string>, readings: Record<string, string> }} Request
 */

/**
 * @param {Request} request
 * @param {Result} result
 * @returns {string} one item of the list `cases`, indented as in the file
 */
export function caseText(request, result) {
  const facts = Object.entries(request.facts);
  const lines = [
    `  - id: ${caseId(request)}`,
    '    title: "（请改写：一句话说明这个算例）"',
    `    as_of: ${quoted(request.as_of)}`,
    ...(facts.length ? ["    facts:"] : []),
    ...facts.map(([id, value]) => `      ${id}: ${flow(value)}`),
    ...mapping("parameters", request.parameters),
    ...mapping("readings", request.readings),
    "    expect:",
    ...expected(result).map(([key, value]) => `      ${key}: ${flow(value)}`),
    `    why: ${quoted(why(result))}`,
  ];
  return `${lines.join("\n")}\n`;
}

/**
 * Equal requests have equal ids, so that a case is not pasted twice unnoticed.
 * @param {Request} request
 */
function caseId(request) {
  let hash = 0x811c9dc5; // FNV-1a
  for (const byte of new TextEncoder().encode(JSON.stringify(request))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return `reader-${request.as_of.replaceAll("-", "")}-${hash.toString(16).padStart(8, "0")}`;
}

/**
 * @param {Result} result
 * @returns {[string, unknown][]}
 */
function expected({ verdict, missing, unchecked, amount, total, duration }) {
  /** @type {[string, unknown][]} */
  const found = [["verdict", verdict]];
  if (missing.length) found.push(["missing", missing]);
  if (unchecked.length) found.push(["unchecked", unchecked]);
  if (amount) found.push(["amount", { low: amount.low, high: amount.high, unit: amount.unit }]);
  if (total) found.push(["total", { low: total.low, high: total.high, unit: total.unit }]);
  if (duration) {
    const { low, high, until } = duration;
    found.push(["duration", { low, high, unit: "month", until }]);
  }
  return found;
}

/** @param {Result} result */
function why({ steps }) {
  const formulas = steps
    .filter(({ formula, value }) => formula && value && formula !== value)
    .map(({ label, formula, value }) => `${label} ${formula} = ${value}`);
  const shown = formulas.length ? `网页的算式：${formulas.join("；")}。` : "";
  return `（请对照条文改写：怎样得出这个结果）${shown}`;
}

/**
 * @param {string} key
 * @param {Record<string, string>} values
 */
function mapping(key, values) {
  return Object.keys(values).length ? [`    ${key}: ${flow(values)}`] : [];
}

/**
 * A value on one line. Texts are quoted unless they are plain ids, so that no date, number or
 * yes/no comes out of them.
 * @param {unknown} value
 * @returns {string}
 */
function flow(value) {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    // Options that are all answered are a plain list.
    if ("unsure" in value && Array.isArray(value.unsure) && !value.unsure.length && "yes" in value) {
      return flow(value.yes);
    }
    const pairs = Object.entries(value).map(([key, inner]) => `${quoted(key)}: ${flow(inner)}`);
    return `{${pairs.join(", ")}}`;
  }
  return typeof value === "string" ? quoted(value) : String(value);
}

const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*$/;
/** Words that YAML would not read as texts. */
const NOT_TEXTS = new Set(["y", "n", "yes", "no", "on", "off", "true", "false", "null"]);

/** @param {string} text */
function quoted(text) {
  return PLAIN.test(text) && !NOT_TEXTS.has(text.toLowerCase()) ? text : JSON.stringify(text);
}
