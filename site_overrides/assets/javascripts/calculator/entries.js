/**
 * What people type for a day or month, as ISO text.
 * Understands 2020-6-3, 2020年6月3日, 20200603, 2020.6.3, 2020/6/3 and full-width digits.
 * @param {string} text
 * @param {"date" | "month"} kind
 * @returns {string | null} null when it is no day or month
 */
export function readMoment(text, kind) {
  const plain = text.normalize("NFKC").replace(/\s/g, "");
  const compact = kind === "date" ? /^(\d{4})(\d{2})(\d{2})$/ : /^(\d{4})(\d{2})$/;
  const spaced =
    kind === "date"
      ? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?$/
      : /^(\d{4})[-/.年](\d{1,2})月?$/;
  const found = compact.exec(plain) ?? spaced.exec(plain);
  if (!found) return null;
  const [year, month, day = 1] = found.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1900 || year > 2199) return null;
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  const iso = date.toISOString();
  return kind === "date" ? iso.slice(0, 10) : iso.slice(0, 7);
}

/**
 * A number as people type it, as plain decimal text: full-width figures, 12,000 元, 1.5万, 3万5千,
 * 三百二十. What could mean two things (三万五, 1,2) is no number.
 * @param {string} text
 * @returns {string | null} null when it is no number
 */
export function readNumber(text) {
  const plain = text
    .normalize("NFKC")
    .replace(/\s|^¥/g, "")
    .replace(/(元|块钱?)?(\/?(个?月|人|名|户|周?岁|天|个|%))?$/, "");
  if (/^\d{1,3}(,\d{3})+(\.\d{1,6})?$/.test(plain)) return readNumber(plain.replaceAll(",", ""));
  if (/^\d{1,15}(\.\d{1,6})?$/.test(plain)) return plain;
  return readNumerals(plain.replaceAll("两", "二").replaceAll("〇", "零"));
}

/**
 * @param {string} text with 亿, 万 or Chinese figures
 * @returns {string | null}
 */
function readNumerals(text) {
  const scaled = /^(\d{1,8})\.(\d{1,6})([万亿])$/.exec(text);
  if (scaled) return shifted(scaled[1], scaled[2], scaled[3] === "万" ? 4 : 8);
  const found = /^(?:([^万亿]+)亿)?(?:(零?[^万亿]+)万)?([^万亿]*)$/.exec(text);
  if (!found) return null;
  const [, hundredMillions, tenThousands, rest] = found;
  const larger = hundredMillions !== undefined || tenThousands !== undefined;
  // 三万五 is said for 35000 and written for 30005.
  if (larger && rest && !/^零|[千百十]|^\d{4}$/.test(rest)) return null;
  if (!larger && !rest) return null;
  let value = 0;
  for (const [part, scale] of [
    /** @type {const} */ ([hundredMillions, 1e8]),
    /** @type {const} */ ([tenThousands, 1e4]),
    /** @type {const} */ ([rest || undefined, 1]),
  ]) {
    if (part === undefined) continue;
    const number = belowTenThousand(larger ? part.replace(/^零/, "") : part);
    if (number === null) return null;
    value += number * scale;
  }
  return String(value);
}

/**
 * 1.25 moved four places: 12500.
 * @param {string} whole
 * @param {string} decimals
 * @param {number} places
 */
function shifted(whole, decimals, places) {
  const digits = decimals.padEnd(places, "0");
  const moved = (whole + digits.slice(0, places)).replace(/^0+(?=\d)/, "");
  return digits.length > places ? `${moved}.${digits.slice(places)}` : moved;
}

const FIGURE = "[\\d一二三四五六七八九]";
const SMALL = new RegExp(
  `^(?:(${FIGURE})千)?(零?)(?:(${FIGURE})百)?(零?)(?:(${FIGURE}?)十)?(零?)(${FIGURE})?$`,
);

/**
 * @param {string} text
 * @returns {number | null}
 */
function belowTenThousand(text) {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  if (text === "零") return 0;
  const found = SMALL.exec(text);
  if (!found) return null;
  const [, thousands, afterThousands, hundreds, afterHundreds, tens, , ones] = found;
  const higher = thousands !== undefined || hundreds !== undefined;
  // 三千五 again is said for 3500.
  if (ones && higher && tens === undefined && !afterThousands && !afterHundreds) return null;
  const figure = (/** @type {string | undefined} */ one, alone = 0) =>
    one === undefined ? 0 : one === "" ? alone : Number(one) || "零一二三四五六七八九".indexOf(one);
  const value =
    figure(thousands) * 1000 + figure(hundreds) * 100 + figure(tens, 1) * 10 + figure(ones);
  return value || null;
}

/**
 * A percentage as the fraction the engine expects: 8.5 → 0.085.
 * @param {string} number plain decimal text
 */
export function percentToFraction(number) {
  const [whole, decimals = ""] = number.split(".");
  const digits = whole.padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${decimals}`;
}
