/**
 * Monthly amounts of several benefits beside one another: stretches in which none of them changes.
 *
 * @typedef {{ low: number, high: number | null }} Cents an amount in 分; no `high`: no ceiling known
 * @typedef {Map<string, Cents>} Column amounts by month (YYYY-MM)
 * @typedef {{ from: string, to: string, months: number, cells: (Cents | null)[], each: Cents, sum: Cents }} Row
 */

/**
 * @param {string} amount decimal text in 元 with up to two decimals
 * @returns {number} in 分
 */
export function cents(amount) {
  const [whole, decimals = ""] = amount.split(".");
  return Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
}

/** @param {number} amount in 分 */
export function yuan(amount) {
  const digits = String(amount).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * @param {string} month YYYY-MM
 * @param {number} count
 */
export function monthAfter(month, count) {
  const [year, number] = month.split("-").map(Number);
  const index = year * 12 + number - 1 + count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/**
 * The last day of a month.
 * @param {string} month YYYY-MM
 */
export function lastDay(month) {
  const [year, number] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/**
 * @param {Cents[]} amounts
 * @returns {Cents}
 */
export function sumOf(amounts) {
  return amounts.reduce(
    (sum, { low, high }) => ({
      low: sum.low + low,
      high: sum.high === null || high === null ? null : sum.high + high,
    }),
    { low: 0, high: /** @type {number | null} */ (0) },
  );
}

/**
 * @param {Cents} amount
 * @param {number} factor
 * @returns {Cents}
 */
export function times({ low, high }, factor) {
  return { low: low * factor, high: high === null ? null : high * factor };
}

/**
 * @param {Column[]} columns
 * @returns {Row[]} in order of time; months in which nothing is paid are left out
 */
export function rowsOf(columns) {
  const months = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort();
  /** @type {Row[]} */
  const rows = [];
  for (const month of months) {
    const cells = columns.map((column) => column.get(month) ?? null);
    const last = rows.at(-1);
    if (last && monthAfter(last.to, 1) === month && same(last.cells, cells)) {
      last.to = month;
      last.months += 1;
      last.sum = times(last.each, last.months);
      continue;
    }
    const each = sumOf(cells.flatMap((cell) => (cell ? [cell] : [])));
    rows.push({ from: month, to: month, months: 1, cells, each, sum: each });
  }
  return rows;
}

/**
 * @param {(Cents | null)[]} a
 * @param {(Cents | null)[]} b
 */
function same(a, b) {
  return a.every((cell, index) => cell?.low === b[index]?.low && cell?.high === b[index]?.high);
}
