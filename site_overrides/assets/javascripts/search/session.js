import { SITE } from "../site.js";
import { SearchError } from "./types.js";

/** The engine stays a file of its own: it is loaded when somebody searches. */
const ENGINE = new URL("assets/javascripts/search/engine.js", SITE).href;

/**
 * The search of this site: loaded on first use, loaded anew after a failure.
 * @returns {Promise<import("./types.js").Search>}
 */
export async function search() {
  /** @type {typeof import("./engine.js")} */
  let engine;
  try {
    engine = await import(ENGINE);
  } catch {
    // A module that failed once is not asked for again by every browser.
    throw new SearchError("查找程序没有装载成功。请重新载入本页。", true);
  }
  return engine.openSearch(SITE);
}
