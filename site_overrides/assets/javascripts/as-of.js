import { isIsoDate, today } from "./dates.js";
import { SITE } from "./site.js";
import { PERIOD_WORDS, periodOn, showStatus, statusOn, validityOf } from "./status.js";

/** Name of the query parameter; the fragment stays free for clause ids. */
const PARAMETER = "as_of";

/**
 * The as-of date asked for by the address, and whether it exists.
 * @returns {{ date: string, refused: string | null }}
 */
function readAddress() {
  const asked = new URLSearchParams(location.search).get(PARAMETER);
  if (!asked) return { date: today(), refused: null };
  return isIsoDate(asked) ? { date: asked, refused: null } : { date: today(), refused: asked };
}

/**
 * The day for which everything on the page is stated.
 * @returns {string} ISO date
 */
export function asOfDate() {
  return readAddress().date;
}

/**
 * `address` with the as-of date set, or without one when it is today.
 * @param {string} address absolute
 * @param {string} date ISO date
 */
function withAsOf(address, date) {
  const url = new URL(address);
  if (date === today()) url.searchParams.delete(PARAMETER);
  else url.searchParams.set(PARAMETER, date);
  return url.href;
}

/** Shows the page as of the date in its address. */
function show() {
  const { date, refused } = readAddress();
  for (const element of document.querySelectorAll(".mc-status")) {
    if (!(element instanceof HTMLElement) || element.dataset.issued === undefined) continue;
    showStatus(element, statusOn(validityOf(element), date));
  }
  showPeriods(date);
  showNotices(date);
  showBand(date, refused);
  const input = document.getElementById("mc-as-of");
  if (input instanceof HTMLInputElement && input.value !== date) input.value = date;
  document.dispatchEvent(new CustomEvent("mc:as-of", { detail: date }));
}

/**
 * The periods a text states besides its own validity.
 * @param {string} date
 */
function showPeriods(date) {
  for (const element of document.querySelectorAll(".mc-period-state")) {
    if (!(element instanceof HTMLElement)) continue;
    const { start = "", end = "" } = element.dataset;
    const state = periodOn(start, end, date);
    element.className = `mc-period-state mc-period-state--${state}`;
    element.textContent = PERIOD_WORDS[state];
  }
}

/**
 * The notice at the top of a document, one for each state.
 * @param {string} date
 */
function showNotices(date) {
  for (const notice of document.querySelectorAll(".mc-expiry")) {
    if (!(notice instanceof HTMLElement)) continue;
    const own = notice.closest(".mc-page")?.querySelector(".mc-status[data-issued]");
    if (!(own instanceof HTMLElement)) continue;
    notice.hidden = notice.dataset.forStatus !== statusOn(validityOf(own), date);
  }
}

/**
 * @param {string} date
 * @param {string | null} refused what the address said when that is no day
 */
function showBand(date, refused) {
  const band = document.getElementById("mc-as-of-band");
  if (!band) return;
  const other = refused !== null || date !== today();
  document.documentElement.classList.toggle("mc-as-of-other", other);
  band.replaceChildren();
  if (!other) return;
  const words = document.createElement("span");
  words.textContent =
    refused === null
      ? `按 ${date} 计算`
      : `网址里的日期“${refused.slice(0, 40)}”不存在，已按今天（${date}）计算`;
  const back = document.createElement("button");
  back.type = "button";
  back.textContent = refused === null ? "回到今天" : "知道了";
  back.addEventListener("click", () => {
    history.pushState(null, "", withAsOf(location.href, today()));
    show();
    document.getElementById("mc-as-of")?.focus();
  });
  band.append(words, back);
}

/** Changes of the control: one step of history for each visit to it, however many keys are pressed. */
function startControl() {
  const input = document.getElementById("mc-as-of");
  if (!(input instanceof HTMLInputElement)) return;
  let pushed = false;
  input.addEventListener("focus", () => {
    pushed = false;
  });
  input.addEventListener("change", () => {
    // While a year is being typed the value runs through 0002, 0020, 0202.
    if (!input.validity.valid) return;
    const address = withAsOf(location.href, input.value || today());
    if (address === location.href) return;
    if (pushed) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    pushed = true;
    show();
  });
  input.addEventListener("blur", () => {
    if (!input.validity.valid || !input.value) input.value = asOfDate();
  });
}

/**
 * Gives a link into the site the as-of date just before it is used.
 * @param {Event} event
 */
function carryOn(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("download")) return;
  const inside = link.origin === SITE.origin && link.pathname.startsWith(SITE.pathname);
  // Pages are folders; anything with an extension is a file to download.
  if (!inside || !/(\/|\.html)$/.test(link.pathname)) return;
  if (link.getAttribute("href")?.startsWith("#")) return;
  // A result for a day of its own leads to pages as of that day.
  if (link.dataset.ownDate !== undefined) return;
  const address = withAsOf(link.href, asOfDate());
  if (address !== link.href) link.href = address;
}

/**
 * Shows the page as of another day, without a step of history.
 * @param {string} date ISO date
 */
export function setAsOf(date) {
  history.replaceState(history.state, "", withAsOf(location.href, date));
  show();
}

export function startAsOf() {
  show();
  startControl();
  addEventListener("popstate", show);
  for (const type of ["pointerdown", "focusin", "click"]) {
    document.addEventListener(type, carryOn, { capture: true });
  }
}
