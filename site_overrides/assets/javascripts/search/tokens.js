/**
 * Text → search tokens; the same rules as build_scripts/index/tokens.py, which describes them.
 * A parity test holds the two implementations together.
 */

const HAN = "\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{323af}";
const KEPT = new RegExp(`^[${HAN}0-9a-z.%]$`, "u");
const NUMERAL = "[零〇一二两三四五六七八九十百千]";
const NUMBERS = new RegExp(
  `百分之(百|${NUMERAL}+)|${NUMERAL}+(?=个|工作日|周岁|年|月|日|天|岁|人|条|款|项|户|倍|级|批|周|小时|学年|季度|次(?!性)|名|元|块|万|分钟)`,
  "gu",
);
const DIGIT = "[一二两三四五六七八九]";
const PLACES = new RegExp(
  `^(?:(${DIGIT})千(?:(?=.百)|零|$))?(?:(${DIGIT})百(?:(?=${DIGIT}十)|零|$))?(?:(${DIGIT}?)(十))?(${DIGIT}?)$`,
);
const RUNS = new RegExp(`([${HAN}]+)|([0-9a-z]+(?:\\.[0-9]+)?)(%?)( *[${HAN}])?`, "gu");

/** @type {Map<string, string>} */
const DIGITS = new Map([..."零一二三四五六七八九"].map((digit, value) => [digit, String(value)]));
DIGITS.set("〇", "0").set("两", "2");

/** @type {Map<string, string>} */
const characters = new Map();

/**
 * @param {string} character one code point
 * @returns {string} what it becomes, possibly several characters
 */
function plainCharacter(character) {
  const known = characters.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  // Code points that some Unicode versions decompose and others do not know yet; lone surrogates.
  const unstable = (code >= 0x1cc00 && code <= 0x1cebf) || code === 0xa7f1;
  let plain = " ";
  if (!unstable && (code < 0xd800 || code > 0xdfff)) {
    plain = "";
    for (const part of character.normalize("NFKC")) {
      const lower = part >= "A" && part <= "Z" ? part.toLowerCase() : part;
      if (lower === "ü" || lower === "Ü") plain += "v";
      else plain += KEPT.test(lower) ? lower : " ";
    }
  }
  characters.set(character, plain);
  return plain;
}

/**
 * A Chinese numeral below 10,000 (一百一十五) or a row of digits (二〇二〇) in figures, else as it is.
 * @param {string} numeral
 */
function figures(numeral) {
  if (!/[十百千]/.test(numeral)) return [...numeral].map((digit) => DIGITS.get(digit)).join("");
  const places = PLACES.exec(numeral);
  if (!places) return numeral;
  const [, thousands, hundreds, tens, ten, ones] = places;
  const values = [thousands, hundreds, tens || (ten && "一"), ones];
  return values.map((value) => DIGITS.get(value ?? "") ?? "0").join("").replace(/^0+/, "");
}

/**
 * Figures for the numerals that are counted or are a share.
 * @param {string} matched
 * @param {string | undefined} share what stands after 百分之
 */
function number(matched, share) {
  if (share === undefined) return figures(matched);
  if (share === "百") return "100%";
  const value = figures(share);
  return /^\d+$/.test(value) ? `${value}%` : matched;
}

/**
 * A normalised text: `text` in UTF-16, and for each unit of it the stretch of the original it
 * stands for.
 * @typedef {object} Plain
 * @property {string} text
 * @property {number[]} starts
 * @property {number[]} ends
 */

/**
 * `text` as it is compared: kept characters, and a single space for anything between.
 * @param {string} text
 * @returns {Plain}
 */
export function normaliseWithPlaces(text) {
  let plain = "";
  /** @type {number[]} */
  const starts = [];
  /** @type {number[]} */
  const ends = [];
  let position = 0;
  for (const character of text) {
    const end = position + character.length;
    for (const part of plainCharacter(character)) {
      if (part === " " && plain.endsWith(" ")) {
        ends[ends.length - 1] = end;
        continue;
      }
      plain += part;
      for (let unit = 0; unit < part.length; unit += 1) {
        starts.push(position);
        ends.push(end);
      }
    }
    position = end;
  }
  return withFigures({ text: plain, starts, ends });
}

/**
 * @param {Plain} plain
 * @returns {Plain}
 */
function withFigures(plain) {
  const numerals = [...plain.text.matchAll(NUMBERS)];
  if (!numerals.length) return plain;
  /** @type {Plain} */
  const result = { text: "", starts: [], ends: [] };
  let position = 0;
  const copyUpTo = (/** @type {number} */ end) => {
    result.text += plain.text.slice(position, end);
    for (; position < end; position += 1) {
      result.starts.push(plain.starts[position] ?? 0);
      result.ends.push(plain.ends[position] ?? 0);
    }
  };
  for (const match of numerals) {
    copyUpTo(match.index);
    const value = number(match[0], match[1]);
    const start = plain.starts[position] ?? 0;
    position += match[0].length;
    const end = plain.ends[position - 1] ?? 0;
    result.text += value;
    for (let unit = 0; unit < value.length; unit += 1) {
      result.starts.push(start);
      result.ends.push(end);
    }
  }
  copyUpTo(plain.text.length);
  return result;
}

/**
 * @param {string} text
 * @returns {string}
 */
export function normalise(text) {
  return normaliseWithPlaces(text).text;
}

/**
 * A token and where it stands in the normalised text.
 * @typedef {{ token: string, start: number, end: number }} Token
 */

/**
 * The tokens to look up for a normalised text: pairs of Han characters (one alone only where the
 * run is that one character), words, words with the Han character after them.
 * @param {string} plain
 * @returns {Token[]}
 */
export function queryTokens(plain) {
  /** @type {Token[]} */
  const found = [];
  RUNS.lastIndex = 0;
  for (let match = RUNS.exec(plain); match; match = RUNS.exec(plain)) {
    const [whole, han, word = "", percent, after] = match;
    const start = match.index;
    if (han !== undefined) {
      const run = [...han];
      if (run.length === 1) found.push({ token: han, start, end: start + han.length });
      let at = start;
      for (let index = 0; index + 1 < run.length; index += 1) {
        const token = (run[index] ?? "") + (run[index + 1] ?? "");
        found.push({ token, start: at, end: at + token.length });
        at += (run[index] ?? "").length;
      }
      continue;
    }
    const end = start + word.length + (percent ? 1 : 0);
    found.push({ token: word + (percent ?? ""), start, end });
    if (after) {
      RUNS.lastIndex -= after.length;
      if (!percent) found.push({ token: word + after.trimStart(), start, end: start + whole.length });
    }
  }
  return found;
}
