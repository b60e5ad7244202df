/** Opens whatever encloses the clause the address points to; policy.css highlights it. */
function reveal() {
  const target = document.querySelector(":target");
  if (!target) return;
  let opened = false;
  for (let node = target.parentElement; node; node = node.parentElement) {
    if (node instanceof HTMLDetailsElement && !node.open) {
      node.open = true;
      opened = true;
    }
  }
  if (opened) target.scrollIntoView();
}

export function startTarget() {
  reveal();
  addEventListener("hashchange", reveal);
}
