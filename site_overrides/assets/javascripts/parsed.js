/**
 * Runs when the whole page is there: a script that loads beside it may come first.
 * @param {() => void} run
 */
export function whenParsed(run) {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run);
  else run();
}
