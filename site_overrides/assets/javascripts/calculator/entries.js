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
 * A number as people type it, as plain decimal text.
 * @param {string} text
 * @returns {string | null} null when it is no number
 */
export function readNumber(text) {
  const plain = text.normalize("NFKC").replace(/[\s,，元%]|个?月$|人$/g, "");
  return /^\d{1,15}(\.\d{1,6})?$/.test(plain) ? plain : null;
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
