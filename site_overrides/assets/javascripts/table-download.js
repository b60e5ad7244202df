import { csvText, cellValue } from "./csv.js";
import { asOfDate } from "./as-of.js";
import { SITE } from "./site.js";

/** @typedef {import("./csv.js").Cell} Cell */

/**
 * Below a table, two buttons to take it along as CSV or XLSX: the rows that are shown.
 * @param {HTMLTableElement} table
 * @param {string} name of the file, without the date
 */
export function offerDownloads(table, name) {
  const below = table.closest(".mc-table-scroll") ?? table;
  if (below.nextElementSibling?.classList.contains("mc-table-download")) return;
  const part = document.createElement("p");
  part.className = "mc-table-download";
  const file = `${name.replace(/[\\/:*?"<>|\s]+/g, " ").trim()} ${asOfDate()}`;
  part.append(
    "下载表格：",
    button("CSV", name, async () => {
      save(new Blob([csvText(rowsOf(table))], { type: "text/csv;charset=utf-8" }), `${file}.csv`);
    }),
    button("XLSX", name, async () => {
      /** @type {typeof import("./tools/sheet-file.js")} */
      const { sheetFile } = await import(
        new URL("assets/javascripts/tools/sheet-file.js", SITE).href
      );
      const head = table.tHead?.rows.length ?? 0;
      save(await sheetFile(rowsOf(table), head), `${file}.xlsx`);
    }),
  );
  below.after(part);
}

/**
 * @param {string} words
 * @param {string} name
 * @param {() => Promise<void>} act
 */
function button(words, name, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "mc-button";
  element.textContent = words;
  element.setAttribute("aria-label", `${words}：${name}`);
  element.addEventListener("click", async () => {
    try {
      await act();
      element.textContent = words;
    } catch {
      element.textContent = `${words} 没有装载成功，再试一次`;
    }
  });
  return element;
}

/**
 * @param {HTMLTableElement} table
 * @returns {Cell[][]} cells that span several stand in the first of them
 */
export function rowsOf(table) {
  /** @type {Cell[][]} */
  const rows = [];
  const shown = [...table.rows].filter((row) => !row.hidden);
  shown.forEach((row, index) => {
    const cells = (rows[index] ??= []);
    let column = 0;
    for (const cell of row.cells) {
      while (cells[column] !== undefined) column += 1;
      for (let down = 0; down < cell.rowSpan && index + down < shown.length; down += 1) {
        const target = (rows[index + down] ??= []);
        for (let across = 0; across < cell.colSpan; across += 1) target[column + across] = "";
      }
      cells[column] = cell.closest("thead") ? textOf(cell) : cellValue(textOf(cell));
      column += cell.colSpan;
    }
  });
  return rows.map((row) => Array.from(row, (cell) => cell ?? ""));
}

/**
 * The words of a cell, without the marks of its sources.
 * @param {HTMLTableCellElement} cell
 */
function textOf(cell) {
  const copy = /** @type {HTMLElement} */ (cell.cloneNode(true));
  for (const mark of copy.querySelectorAll("details.mc-cite, svg")) mark.remove();
  for (const line of copy.querySelectorAll("br")) line.replaceWith("\n");
  return (copy.textContent ?? "")
    .split("\n")
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter(Boolean)
    .join("\n");
}

/**
 * @param {Blob} blob
 * @param {string} name
 */
function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers read the address only after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** Every table of the page. */
export function startDownloads() {
  const title = document.querySelector("h1")?.textContent?.trim() ?? "表格";
  const tables = document.querySelectorAll("table.mc-table");
  for (const table of tables) {
    if (!(table instanceof HTMLTableElement) || !table.tHead) continue;
    offerDownloads(table, tables.length > 1 ? `${title} ${nameOf(table)}`.trim() : title);
  }
}

/**
 * @param {HTMLTableElement} table
 * @returns {string} its caption, or the heading of its section
 */
function nameOf(table) {
  const heading = table.closest("section")?.querySelector("h2, h3");
  return table.caption?.textContent?.trim() ?? heading?.textContent?.trim() ?? "";
}
