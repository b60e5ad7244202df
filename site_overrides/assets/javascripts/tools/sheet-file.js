import writeExcelFile from "write-excel-file/universal";

/**
 * Rows as an XLSX file; loaded when one is asked for.
 *
 * @typedef {import("../csv.js").Cell} Cell
 */

/** Widths of columns, in characters. */
const NARROWEST = 6;
const WIDEST = 60;

/**
 * @param {Cell[][]} rows texts stay texts, whatever they look like
 * @param {number} head rows that stay in sight
 * @returns {Promise<Blob>}
 */
export async function sheetFile(rows, head) {
  const data = rows.map((row, index) =>
    row.map((value) => ({
      value,
      type: typeof value === "number" ? Number : String,
      wrap: true,
      alignVertical: /** @type {const} */ ("top"),
      ...(index < head && { fontWeight: /** @type {const} */ ("bold") }),
    })),
  );
  const columns = Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, column) => ({
    width: width(rows.map((row) => row[column] ?? "")),
  }));
  return writeExcelFile(data, { columns, stickyRowsCount: head }).toBlob();
}

/**
 * @param {Cell[]} cells
 * @returns {number} room for the longest line, Chinese characters counting two
 */
function width(cells) {
  const lengths = cells
    .flatMap((cell) => String(cell).split("\n"))
    .map((line) => [...line].reduce((sum, one) => sum + (one > "\u2e80" ? 2 : 1), 0));
  return Math.min(WIDEST, Math.max(NARROWEST, ...lengths) + 2);
}
