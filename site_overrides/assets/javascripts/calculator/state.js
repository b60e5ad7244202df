import { chineseDate, today } from "../dates.js";

/**
 * What a calculator's link holds, in the fragment of the address:
 * `#<fact or parameter>=<as typed>&-read.<interpretation>=B&-regions=a,b&-version=…&-saved=…`.
 * Keys that begin with `-` are no answers: readings, what the tool keeps for itself (`settings`,
 * by name without the `-`), and of which data and day the link is.
 *
 * @typedef {{ answers: URLSearchParams, readings: Record<string, string>, settings: Map<string, string>, version: string, saved: string }} State
 */

const READING = "-read.";

/**
 * Whether a fragment holds answers, and is no plain anchor such as `#who`.
 * @param {string} fragment with or without `#`
 */
export function isState(fragment) {
  return fragment.includes("=");
}

/** @returns {State} */
export function emptyState() {
  return { answers: new URLSearchParams(), readings: {}, settings: new Map(), version: "", saved: "" };
}

/**
 * @param {string} fragment with or without `#`; a plain anchor gives an empty state
 * @returns {State} everything in it; keys that nobody knows are among the answers and settings
 */
export function readState(fragment) {
  const state = emptyState();
  if (!isState(fragment)) return state;
  for (const [key, value] of new URLSearchParams(fragment.replace(/^#/, ""))) {
    if (key === "-version") state.version = value;
    else if (key === "-saved") state.saved = value;
    else if (key.startsWith(READING)) state.readings[key.slice(READING.length)] = value;
    else if (key.startsWith("-")) state.settings.set(key.slice(1), value);
    else state.answers.set(key, value);
  }
  return state;
}

/**
 * @param {State} state
 * @returns {string} the fragment without `#`; empty when there is nothing to keep
 */
export function writeState({ answers, readings, settings, version, saved }) {
  const pairs = new URLSearchParams(answers);
  for (const [name, reading] of Object.entries(readings)) pairs.set(READING + name, reading);
  for (const [name, value] of settings) if (value) pairs.set(`-${name}`, value);
  if (!pairs.toString()) return "";
  if (version) pairs.set("-version", version);
  if (saved) pairs.set("-saved", saved);
  // Fragments may hold these as they are; a link stays readable with them.
  return pairs.toString().replaceAll("%2C", ",").replaceAll("%2F", "/");
}

/**
 * Keeps a state in the address, as of today, without a step of history. An anchor is left alone as
 * long as there is nothing to keep.
 * @param {State} state
 * @returns {string} what the address now holds, without `#`
 */
export function keepState(state) {
  return keepFragment(writeState({ ...state, saved: today() }));
}

/**
 * Puts a fragment back as it was, after an anchor has taken its place.
 * @param {string} text without `#`
 * @returns {string} what the address now holds, without `#`
 */
export function keepFragment(text) {
  const address = new URL(location.href);
  if (text || isState(location.hash)) address.hash = text;
  if (address.href !== location.href) history.replaceState(history.state, "", address);
  return location.hash.slice(1);
}

/**
 * Takes over answers whose questions have been renamed since. Questions say their earlier ids in
 * `data-formerly`.
 * @param {URLSearchParams} answers changed in place
 * @param {Iterable<HTMLElement>} questions
 * @returns {string[]} labels of the questions concerned
 */
export function takeOverRenamed(answers, questions) {
  const renamed = [];
  for (const { dataset } of questions) {
    const id = dataset.fact ?? dataset.parameter ?? "";
    for (const old of dataset.formerly?.split(" ") ?? []) {
      const value = answers.get(old);
      if (value === null) continue;
      answers.delete(old);
      if (answers.has(id)) continue;
      answers.set(id, value);
      renamed.push(dataset.label ?? id);
    }
  }
  return renamed;
}

/**
 * What has changed since a link was made, in sentences; none when it is of the data in use.
 * @param {State} state as read from the link
 * @param {string} version of the data in use
 * @param {{ renamed: string[], unplaced: string[] }} answers labels of questions that were renamed,
 *   and what the page has no place for
 * @param {Iterable<HTMLElement>} standards elements that name a standard used here, with its
 *   dates: `data-standard`, `data-start`, `data-checked`
 * @returns {string[]}
 */
export function changesSince(state, version, { renamed, unplaced }, standards) {
  const found = [];
  const outdated = state.version !== "" && version !== "" && state.version !== version;
  if (outdated) {
    const day = state.saved ? `${chineseDate(state.saved)}存的，那以后` : "以前存的，后来";
    found.push(
      `这个链接是${day}规则数据有更新（当时 ${state.version}，现在 ${version}），结果可能和当时不同。`,
    );
  }
  if (renamed.length) found.push(`这些问题改过编号，您的答案已照搬：${renamed.join("、")}。`);
  if (unplaced.length) {
    const why = outdated ? "（问题可能已取消或改写）" : "";
    found.push(`网址里有这些内容本页认不出${why}，没有用：${unplaced.join("、")}`);
  }
  if (outdated && state.saved) {
    const newer = newerStandards(state.saved, standards);
    if (newer.length) found.push(`那以后有新值或重新查证过的标准：${newer.join("、")}。`);
  }
  return found;
}

/**
 * @param {string} saved ISO date
 * @param {Iterable<HTMLElement>} standards
 * @returns {string[]} names of the standards with a value that began or was checked after it
 */
function newerStandards(saved, standards) {
  const names = [];
  for (const { dataset } of standards) {
    const { standard, start = "", checked = "" } = dataset;
    if (standard && (start > saved || checked > saved)) names.push(standard);
  }
  return [...new Set(names)];
}
