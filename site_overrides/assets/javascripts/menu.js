/** The menu is a <details> and works by itself; Escape and a press elsewhere close it too. */
export function startMenu() {
  const menu = document.querySelector("details.mc-menu");
  if (!(menu instanceof HTMLDetailsElement)) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
}
