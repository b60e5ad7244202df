/** Room for the outline beside the text; the same limit as in policy.css. */
const BESIDE_EM = 58;

/** Unfolds the outline where it has a column of its own. */
export function startOutline() {
  const details = document.querySelector(".mc-outline details");
  const content = document.getElementById("mc-content");
  if (!(details instanceof HTMLDetailsElement) || !content) return;
  const em = Number.parseFloat(getComputedStyle(content).fontSize);
  details.open = content.clientWidth >= BESIDE_EM * em;
}
