import { SITE } from "../site.js";
import { SearchError } from "./types.js";

/** @type {Promise<import("./types.js").Search> | null} */
let opened = null;

/** @returns {Promise<import("./types.js").Search>} */
async function load() {
  /** @type {typeof import("./engine.js")} */
  let engine;
  try {
    engine = await import("./engine.js");
  } catch {
    // A module that failed once is not asked for again by every browser.
    throw new SearchError("查找程序没有装载成功。请重新载入本页。", true);
  }
  return engine.openSearch(SITE);
}

/**
 * The one search of this page: loaded on first use, loaded anew after a failure.
 * @returns {Promise<import("./types.js").Search>}
 */
export function search() {
  opened ??= load().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}
