import { SITE } from "../site.js";

/**
 * Opens the 告知单, which is loaded on the first press.
 * @param {HTMLElement} button pressed; says when the sheet could not be loaded
 * @param {import("./types.js").Result[]} results
 * @param {import("./notice.js").NoticeContext} context
 */
export async function pressForNotice(button, results, context) {
  const words = button.dataset.words ?? button.textContent ?? "";
  button.dataset.words = words;
  try {
    /** @type {typeof import("../tools/notice.js")} */
    const { openNotice } = await import(new URL("assets/javascripts/tools/notice.js", SITE).href);
    await openNotice(results, context);
    button.textContent = words;
  } catch {
    button.textContent = `${words}没有装载成功，再试一次`;
  }
}
