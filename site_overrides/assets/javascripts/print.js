import { asOfDate } from "./as-of.js";
import { today } from "./dates.js";

/** Paper cannot be unfolded, and must say where it comes from. */
export function startPrint() {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  const prepare = () => {
    opened = [...document.querySelectorAll("details")].filter(
      (one) => !one.open && one.closest(".mc-page") !== null,
    );
    for (const details of opened) details.open = true;
    const source = document.getElementById("mc-print-source");
    if (source) {
      source.textContent = `${location.href}　打印于 ${today()}，文件状态按 ${asOfDate()} 计算。`;
    }
  };
  addEventListener("beforeprint", prepare);
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
