/** What a screen reader reads out waits for a pause in typing (ms). */
const PAUSE = 700;

/**
 * @param {HTMLElement} element a live region
 * @returns {(words: string) => void} has words read out; only the last ones, once nothing follows
 */
export function announcer(element) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  return (words) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      element.textContent = words;
    }, PAUSE);
  };
}
