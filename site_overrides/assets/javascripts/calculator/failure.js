import { draw } from "../draw.js";

/**
 * What is shown when the engine could not be loaded, with a button to try again.
 * @param {unknown} error
 * @param {() => void} again
 * @returns {HTMLElement[]}
 */
export function drawFailure(error, again) {
  const button = draw("button", "mc-button", "再试一次");
  button.setAttribute("type", "button");
  button.addEventListener("click", again);
  const reason = error instanceof Error ? error.message : String(error);
  return [draw("p", "", button), draw("p", "mc-quiet", `原因：${reason}`)];
}
