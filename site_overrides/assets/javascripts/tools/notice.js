import { draw } from "../draw.js";
import { SITE } from "../site.js";
import { drawNotice } from "../calculator/notice.js";

/**
 * Shows the 告知单 over the page, ready to print; loaded on the first press.
 *
 * @typedef {import("../calculator/notice.js").NoticeContext} NoticeContext
 * @typedef {import("../calculator/types.js").Result} Result
 */

const SHEET = "assets/stylesheets/notice.css";

/**
 * @param {Result[]} results
 * @param {NoticeContext} context
 * @returns {Promise<void>} rejects when something cannot be loaded
 */
export async function openNotice(results, context) {
  const [sheet] = await Promise.all([drawNotice(results, context), style()]);
  const print = draw("button", "mc-button", "打印");
  print.setAttribute("type", "button");
  print.addEventListener("click", () => window.print());
  const close = draw("button", "mc-button", "关闭");
  close.setAttribute("type", "button");
  const dialog = document.createElement("dialog");
  dialog.className = "mc-notice md-typeset";
  dialog.setAttribute("aria-label", "告知单");
  dialog.append(draw("div", "mc-notice-actions", print, close), sheet);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => {
    dialog.remove();
    document.documentElement.classList.remove("mc-has-notice");
  });
  document.body.append(dialog);
  document.documentElement.classList.add("mc-has-notice");
  dialog.showModal();
  print.focus();
}

/** @returns {Promise<void>} when the sheet's style is there */
function style() {
  if (document.querySelector(`link[href$="${SHEET}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL(SHEET, SITE).href;
    sheet.addEventListener("load", () => resolve());
    sheet.addEventListener("error", () => {
      sheet.remove();
      reject(new Error(SHEET));
    });
    document.head.append(sheet);
  });
}
