/**
 * Rows as CSV that spreadsheets open rightly: UTF-8 with its mark, lines ended as on Windows.
 *
 * @typedef {string | number} Cell numbers with a decimal point are given as numbers
 */

/** What a spreadsheet would take for a formula when a text begins with it. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * @param {Cell[][]} rows
 * @returns {string}
 */
export function csvText(rows) {
  return `\uFEFF${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
}

/** @param {Cell} cell */
function field(cell) {
  if (typeof cell === "number") return String(cell);
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * A figure as people print it (1,234.50) as a number; anything else stays a text, also codes and
 * telephones that begin with 0.
 * @param {string} text
 * @returns {Cell}
 */
export function cellValue(text) {
  const grouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text);
  const plain = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/.test(text);
  return grouped || plain ? Number(text.replaceAll(",", "")) : text;
}
