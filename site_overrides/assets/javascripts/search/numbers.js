/**
 * Document numbers in what a reader types: keys of build_scripts/index/numbers.py.
 *
 * @typedef {object} NumberQuery
 * @property {string[]} keys index keys, the most exact first
 * @property {string} rest the normalised query without the number
 * @property {string} shown the number as it was understood
 */

/** A year from 1949 to 2099 and a serial, with or without anything between them. */
const YEAR = "(?:19[4-9]|20)\\d{1,2}";
const ISSUER = "[\\u4e00-\\u9fff]{1,12}?";
/** 人社部发202030号, 津人社办发 2020 89, 鲁政办发2020年9号. */
const WITH_YEAR = new RegExp(`(${ISSUER}|) ?(?:第 ?)?(${YEAR}) ?年? ?(?:第 ?)?(\\d{1,5})(?: ?号)?`);
/** 津政办规7号, 津6号. */
const WITHOUT_YEAR = new RegExp(`^ ?(${ISSUER}) ?第? ?(\\d{1,5}) ?号(?: ?文件?)?(?= |$)`);
/** 89号文, 第30号文件, 89号. */
const SERIAL = /^ ?(?:第 ?)?(\d{1,5}) ?号(?: ?文件?)? ?$/;

/** 津人社局发〔2020〕: half a number. */
const YEAR_ALONE = new RegExp(`^[\\u4e00-\\u9fff]{2,12}[发函字规办电令]明?电? ?${YEAR} ?年?$`);

/**
 * @param {string} plain normalised query
 * @returns {NumberQuery | null} null when it names no document number
 */
export function numberQuery(plain) {
  const serial = SERIAL.exec(plain);
  if (serial) return { keys: [`#${Number(serial[1])}`], rest: "", shown: `${Number(serial[1])}号` };
  const short = WITHOUT_YEAR.exec(plain);
  if (short && !/[年月日个第前后满足]$/.test(short[1] ?? "")) {
    const [whole, issuer = "", number = ""] = short;
    return {
      keys: [`#${issuer}${Number(number)}`],
      rest: plain.slice(whole.length),
      shown: `${issuer}${Number(number)}号`,
    };
  }
  if (YEAR_ALONE.test(plain)) return { keys: [beginningKey(plain)], rest: "", shown: plain };
  const dated = WITH_YEAR.exec(plain);
  if (!dated || !isNumber(dated[0], plain)) return null;
  const [whole, issuer = "", year = "", number = ""] = dated;
  return {
    keys: [`#${issuer}${year}${Number(number)}`],
    rest: `${plain.slice(0, dated.index)} ${plain.slice(dated.index + whole.length)}`,
    shown: `${issuer}〔${year}〕${Number(number)}号`,
  };
}

/**
 * Whether a year and figures are a document number and not a date (2020年5月9日) or another number.
 * @param {string} matched
 * @param {string} plain
 */
function isNumber(matched, plain) {
  const after = plain.slice(plain.indexOf(matched) + matched.length).trimStart();
  if (matched.endsWith("号")) return true;
  return /^[\u4e00-\u9fff]/.test(matched) && !/^[\d年月日天个元人岁%.-]/.test(after);
}

/**
 * The key of what has been typed of a number so far, for suggestions; empty when it is too little.
 * @param {string} plain
 */
export function beginningKey(plain) {
  const bare = plain.replaceAll(/[ 年号第]/g, "");
  return /^[\u4e00-\u9fff]{2,12}\d{0,9}$/.test(bare) ? `^${bare}` : "";
}
