import { remember } from "./preference.js";

export function startTextSize() {
  const button = document.getElementById("mc-text-size");
  if (!button) return;
  const root = document.documentElement;
  const show = () => {
    button.setAttribute("aria-pressed", String(root.classList.contains("mc-large")));
  };
  button.addEventListener("click", () => {
    const large = root.classList.toggle("mc-large");
    remember("mingce.text-size", large ? "large" : null);
    show();
  });
  show();
}
