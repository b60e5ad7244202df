const collator = new Intl.Collator("zh-CN", { numeric: true });

/**
 * @param {HTMLTableRowElement} row
 * @param {number} column
 * @returns {string} what a cell sorts by
 */
function sortValue(row, column) {
  const cell = row.cells[column];
  return cell?.dataset.value ?? cell?.textContent?.trim() ?? "";
}

/**
 * Rows in the order of one column; rows without a value stay last either way.
 * @param {HTMLTableRowElement[]} rows
 * @param {number} column
 * @param {string} kind text, date or number
 * @param {boolean} descending
 */
function sorted(rows, column, kind, descending) {
  /** @type {(a: string, b: string) => number} */
  const compare =
    kind === "number"
      ? (a, b) => Number(a.replaceAll(",", "")) - Number(b.replaceAll(",", ""))
      : kind === "date"
        ? (a, b) => (a < b ? -1 : a > b ? 1 : 0)
        : collator.compare;
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: sortValue(row, column) }))
    .sort((a, b) => {
      if (!a.value || !b.value) return Number(!a.value) - Number(!b.value);
      return sign * compare(a.value, b.value);
    })
    .map(({ row }) => row);
}

/** @param {HTMLTableElement} table */
function makeSortable(table) {
  const body = table.tBodies[0];
  const headers = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (!body) return;
  headers.forEach((header, column) => {
    const kind = header.dataset.sort;
    if (!kind) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "mc-sort";
    button.append(...header.childNodes);
    header.append(button);
    header.classList.add("mc-sortable");
    button.addEventListener("click", () => {
      const descending = header.getAttribute("aria-sort") === "ascending";
      for (const other of headers) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", descending ? "descending" : "ascending");
      body.append(...sorted([...body.rows], column, kind, descending));
    });
  });
}

/**
 * Text as it is compared: however a document number's brackets and figures have been typed.
 * @param {string} text
 */
function plain(text) {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[[【（(]/g, "〔")
    .replace(/[\]】）)]/g, "〕");
}

/**
 * Where the filter looks: the row without its remarks (`data-remark`), which name other documents,
 * and the words (`data-words`) that go with it.
 * @param {HTMLTableRowElement} row
 */
function searchable(row) {
  const cells = [...row.cells].filter((cell) => cell.dataset.remark === undefined);
  return plain([...cells.map((cell) => cell.textContent), row.dataset.words ?? ""].join(" "));
}

/**
 * What finds a word: one that begins with a figure is a number of its own, 6号 is not 26号.
 * @param {string} word
 */
function finder(word) {
  const literal = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(/^\d/.test(word) ? `(?<!\\d)${literal}` : literal);
}

/**
 * The box filters the next table: every word typed must occur in a row.
 * @param {HTMLInputElement} input
 * @param {HTMLTableElement} table
 */
function makeFilterable(input, table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  /** @type {string[] | null} */
  let texts = null; // read once, when the reader first types
  const count = document.createElement("span");
  count.className = "mc-table-count";
  count.setAttribute("role", "status");
  input.after(count);
  input.hidden = false;
  if (!input.labels?.length && !input.hasAttribute("aria-label")) {
    input.setAttribute("aria-label", input.placeholder || "筛选");
  }
  const filter = () => {
    texts ??= rows.map(searchable);
    const words = plain(input.value).split(/\s+/).filter(Boolean).map(finder);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => word.test(texts?.[index] ?? ""));
      if (!row.hidden) shown += 1;
    });
    count.textContent = words.length ? (shown ? `${shown} 行` : "没有符合的行") : "";
  };
  input.addEventListener("input", filter);
  document.addEventListener("mc:as-of", () => {
    texts = null; // status words have changed
    if (input.value) filter();
  });
  if (input.value) filter(); // restored by the browser after going back
}

export function startTables() {
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    if (table instanceof HTMLTableElement) makeSortable(table);
  }
  const tables = [...document.querySelectorAll("table.mc-table")];
  for (const input of document.querySelectorAll("input.mc-table-filter")) {
    const table = tables.find(
      (one) => input.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    if (input instanceof HTMLInputElement && table instanceof HTMLTableElement) {
      makeFilterable(input, table);
    }
  }
  if (tables.length) import("./table-download.js").then(({ startDownloads }) => startDownloads());
  for (const region of document.querySelectorAll(".mc-table-scroll")) {
    if (region.scrollWidth > region.clientWidth) region.setAttribute("tabindex", "0");
  }
}
