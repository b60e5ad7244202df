import { copy } from "./clipboard.js";

/**
 * The citation of a clause and the address of that clause, without the as-of date.
 * @param {HTMLElement} button
 */
function citation(button) {
  const id = button.closest(".mc-clause")?.id;
  const address = new URL(location.href);
  address.search = "";
  address.hash = id ?? "";
  return `${button.dataset.cite} ${address.href}`;
}

export function startCopyCitation() {
  const buttons = document.querySelectorAll("button.mc-copy");
  for (const button of buttons) if (button instanceof HTMLElement) button.hidden = false;
  if (buttons.length === 0) return;

  const live = document.createElement("p");
  live.className = "mc-visually-hidden";
  live.setAttribute("role", "status");
  document.body.append(live);

  /** @type {{ button: HTMLElement, words: string } | null} */
  let last = null;
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button.mc-copy") : null;
    if (!(button instanceof HTMLElement)) return;
    if (last) last.button.textContent = last.words;
    last = { button, words: button.textContent ?? "" };
    const text = citation(button);
    const done = await copy(text);
    button.focus({ preventScroll: true });
    button.textContent = done ? "已复制" : "没能复制";
    live.textContent = done ? `已复制：${text}` : `没能复制，请手动选取：${text}`;
  });
}
