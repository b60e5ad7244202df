import { remember } from "./preference.js";

export function startTheme() {
  const button = document.getElementById("mc-theme");
  const dark = document.getElementById("mc-dark");
  if (!button || !(dark instanceof HTMLLinkElement)) return;
  button.addEventListener("click", () => {
    const toDark = !matchMedia(dark.media).matches;
    const system = matchMedia("(prefers-color-scheme: dark)").matches;
    dark.media = toDark ? "screen" : "not all";
    // Choosing what the system says anyway means following it again.
    if (toDark === system) dark.media = "(prefers-color-scheme: dark)";
    remember("mingce.theme", toDark === system ? null : toDark ? "dark" : "light");
  });
}
