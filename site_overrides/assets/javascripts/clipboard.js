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
 * Copies, and says so on the button until it is left.
 * @param {HTMLElement} button
 * @param {string} text
 */
export async function copyPressed(button, text) {
  const words = button.dataset.words ?? button.textContent ?? "";
  button.dataset.words = words;
  button.textContent = (await copy(text)) ? "已复制" : "没能复制，请手动选取";
  button.focus({ preventScroll: true });
  button.addEventListener("blur", () => (button.textContent = words), { once: true });
}
