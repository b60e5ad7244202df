/**
 * Days of the calendar, and which of them are worked. All days are ISO texts.
 *
 * @typedef {{ first: number, last: number, years: Record<string, { off: string, on: string }> }} WorkingDays
 *   weekdays that are off and weekend days that are worked, as MMDD, for the years published
 * @typedef {"workday" | "weekend" | "holiday" | "makeup"} DayKind
 *   `holiday` is a weekday that is off, `makeup` a weekend day that is worked
 */

const DAY = 86_400_000;

/** @param {string} iso */
function number(iso) {
  return Date.parse(`${iso}T00:00:00Z`) / DAY;
}

/**
 * @param {string} iso
 * @returns {number} 0 for Monday to 6 for Sunday
 */
function dayOfWeek(iso) {
  return (new Date(`${iso}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/**
 * @param {string} iso
 * @param {number} count may be negative
 */
export function addDays(iso, count) {
  return new Date((number(iso) + count) * DAY).toISOString().slice(0, 10);
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {number} days from one to the other; negative when `to` is earlier
 */
export function daysBetween(from, to) {
  return number(to) - number(from);
}

/**
 * @param {WorkingDays} days
 * @param {string} iso
 */
export function isPublished(days, iso) {
  return iso.slice(0, 4) in days.years;
}

/**
 * What a day is; without a published arrangement only the week decides.
 * @param {WorkingDays} days
 * @param {string} iso
 * @returns {DayKind}
 */
export function dayKind(days, iso) {
  const arranged = days.years[iso.slice(0, 4)];
  const written = iso.slice(5, 7) + iso.slice(8);
  const listed = (/** @type {string | undefined} */ list) => Boolean(list?.split(" ").includes(written));
  if (dayOfWeek(iso) >= 5) return listed(arranged?.on) ? "makeup" : "weekend";
  return listed(arranged?.off) ? "holiday" : "workday";
}

/**
 * @param {WorkingDays} days
 * @param {string} iso
 * @returns {boolean | null} null where the arrangement is not published
 */
export function isWorking(days, iso) {
  if (!isPublished(days, iso)) return null;
  const kind = dayKind(days, iso);
  return kind === "workday" || kind === "makeup";
}

/**
 * The working days after one day, up to another and including it.
 * @param {WorkingDays} days
 * @param {string} after
 * @param {string} to
 * @returns {string[] | null} null where one of the days is in a year that is not published
 */
export function workingDays(days, after, to) {
  const found = [];
  for (let day = addDays(after, 1); day <= to; day = addDays(day, 1)) {
    const working = isWorking(days, day);
    if (working === null) return null;
    if (working) found.push(day);
  }
  return found;
}

/**
 * The weeks of a month, Monday first.
 * @param {string} month YYYY-MM
 * @returns {(string | null)[][]} null outside the month
 */
export function monthWeeks(month) {
  const first = `${month}-01`;
  const lead = dayOfWeek(first);
  /** @type {(string | null)[]} */
  const cells = Array(lead).fill(null);
  for (let day = first; day.startsWith(month); day = addDays(day, 1)) cells.push(day);
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/**
 * @param {string} month YYYY-MM
 * @returns {string} the month after it
 */
export function nextMonth(month) {
  return addDays(`${month}-01`, 31).slice(0, 7);
}
