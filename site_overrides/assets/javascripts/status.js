/**
 * State of a document on a day; the same rule as build_scripts/render/status.py.
 *
 * @typedef {"future" | "active" | "expired" | "repealed" | "unstated"} Status
 * @typedef {object} Validity ISO dates; an empty string is unknown
 * @property {string} issued
 * @property {string} effective
 * @property {string} expires last day in force
 * @property {string} repealed first day no longer in force
 */

/** @type {Record<Status, string>} */
export const STATUS_WORDS = {
  future: "未施行",
  active: "有效",
  expired: "已到期",
  repealed: "已废止",
  unstated: "有效期未写明",
};

/**
 * @param {Validity} validity
 * @param {string} asOf ISO date
 * @returns {Status}
 */
export function statusOn(validity, asOf) {
  const { issued, effective, expires, repealed } = validity;
  if (repealed && repealed <= asOf) return "repealed";
  const start = effective || issued;
  if (start && asOf < start) return "future";
  if (!expires) return "unstated";
  return asOf > expires ? "expired" : "active";
}

/** @type {Record<"future" | "current" | "open" | "past", string>} */
export const PERIOD_WORDS = {
  future: "未开始",
  current: "未截止",
  open: "已开始，原文没有写截止日期",
  past: "已过",
};

/**
 * Where a day stands to a period; one with no last day is never said to be running.
 * @param {string} start first day, or empty
 * @param {string} end last day, or empty
 * @param {string} asOf ISO date
 */
export function periodOn(start, end, asOf) {
  if (end && asOf > end) return "past";
  if (start && asOf < start) return "future";
  return end ? "current" : "open";
}

/**
 * @param {HTMLElement} element carries data-issued, data-effective, data-expires, data-repealed
 * @returns {Validity}
 */
export function validityOf(element) {
  const { issued = "", effective = "", expires = "", repealed = "" } = element.dataset;
  return { issued, effective, expires, repealed };
}

/**
 * Writes a status into its element: the class that colours it and the word.
 * @param {HTMLElement} element a `.mc-status`
 * @param {Status} status
 */
export function showStatus(element, status) {
  for (const other of Object.keys(STATUS_WORDS)) {
    element.classList.toggle(`mc-status--${other}`, other === status);
  }
  const word = element.querySelector(".mc-status-word");
  if (word && word.textContent !== STATUS_WORDS[status]) word.textContent = STATUS_WORDS[status];
}

/**
 * A new status element, as the build writes them.
 * @param {Status} status
 * @returns {HTMLElement}
 */
export function createStatus(status) {
  const element = document.createElement("span");
  element.className = "mc-status";
  const icon = document.createElement("span");
  icon.className = "mc-status-icon";
  icon.setAttribute("aria-hidden", "true");
  const word = document.createElement("span");
  word.className = "mc-status-word";
  element.append(icon, word);
  showStatus(element, status);
  return element;
}
