/**
 * @param {string} text
 * @returns {Promise<boolean>} whether the text is on the clipboard
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text); // no clipboard interface: plain http on an intranet, old browsers
  }
}

/** @param {string} text */
function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "mc-visually-hidden";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

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
