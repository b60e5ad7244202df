/**
 * Today in the reader's time zone.
 * @returns {string} ISO date
 */
export function today() {
  const now = new Date();
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * @param {string} text
 * @returns {boolean} whether `text` is an existing day written YYYY-MM-DD, from year 1000 on
 */
export function isIsoDate(text) {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(text);
}

/**
 * 2020-06-03 → 2020年6月3日; 2020-06 → 2020年6月.
 * @param {string} iso
 */
export function chineseDate(iso) {
  const units = ["年", "月", "日"];
  return iso
    .split("-")
    .map((part, index) => Number(part) + units[index])
    .join("");
}

/**
 * Day of the week of an ISO date.
 * @param {string} iso
 */
export function weekday(iso) {
  return `星期${"日一二三四五六"[new Date(`${iso}T00:00:00Z`).getUTCDay()]}`;
}
