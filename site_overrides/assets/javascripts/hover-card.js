import { asOfDate } from "./as-of.js";
import { createStatus, statusOn, validityOf } from "./status.js";

/** Pause before a card opens under a passing mouse, and before it closes behind one (ms). */
const OPEN_DELAY = 200;
const CLOSE_DELAY = 250;
const GAP = 6;

/** @type {HTMLElement | null} */
let card = null;
/** @type {HTMLAnchorElement | null} */
let owner = null;
let timer = 0;

/**
 * @param {EventTarget | null} target
 * @returns {HTMLAnchorElement | null} the reference link around the target
 */
function referenceOf(target) {
  const link = target instanceof Element ? target.closest("a.mc-ref[data-title]") : null;
  return link instanceof HTMLAnchorElement ? link : null;
}

/**
 * @param {string} className
 * @param {string | undefined} text
 * @returns {HTMLElement[]} a paragraph, or nothing when there is nothing to say
 */
function paragraph(className, text) {
  if (!text) return [];
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text;
  return [element];
}

/**
 * @param {HTMLAnchorElement} link
 * @returns {HTMLElement} title, number, status and note of what the link leads to
 */
function build(link) {
  const { title, number, note, issued } = link.dataset;
  const element = document.createElement("div");
  element.id = "mc-card";
  element.className = "mc-card";
  element.append(...paragraph("mc-card-title", title), ...paragraph("mc-card-number", number));
  if (issued !== undefined) {
    const line = document.createElement("p");
    line.append(createStatus(statusOn(validityOf(link), asOfDate())));
    element.append(line);
  }
  element.append(...paragraph("mc-card-note", note));
  return element;
}

/** @param {HTMLAnchorElement} link */
function openBeside(link) {
  if (owner === link) return;
  close();
  card = build(link);
  card.setAttribute("role", "tooltip");
  owner = link;
  document.body.append(card);
  link.setAttribute("aria-describedby", card.id);
  place(link, card);
  card.addEventListener("pointerenter", () => clearTimeout(timer));
  card.addEventListener("pointerleave", closeSoon);
}

/**
 * Under the last line of the link, or above its first line where there is no room below.
 * @param {HTMLAnchorElement} link
 * @param {HTMLElement} element
 */
function place(link, element) {
  const lines = [...link.getClientRects()];
  const first = lines[0] ?? link.getBoundingClientRect();
  const last = lines.at(-1) ?? first;
  const below = last.bottom + GAP;
  const above = first.top - GAP - element.offsetHeight;
  const isAbove = below + element.offsetHeight > innerHeight && above > 0;
  const right = document.documentElement.clientWidth - element.offsetWidth - GAP;
  const left = Math.max(GAP, Math.min(isAbove ? first.left : last.left, right));
  element.style.left = `${left + scrollX}px`;
  element.style.top = `${(isAbove ? above : below) + scrollY}px`;
}

/**
 * At the lower edge, with a button to open the page: the first tap says what the second would do.
 * @param {HTMLAnchorElement} link
 */
function openSheet(link) {
  close();
  card = build(link);
  card.classList.add("mc-card--sheet");
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", link.dataset.title ?? "");
  owner = link;
  const open = document.createElement("a");
  open.className = "mc-button mc-card-open";
  open.href = link.href;
  open.textContent = "打开";
  const shut = document.createElement("button");
  shut.type = "button";
  shut.className = "mc-button";
  shut.textContent = "关闭";
  shut.addEventListener("click", () => {
    close();
    link.focus();
  });
  const actions = document.createElement("div");
  actions.className = "mc-card-actions";
  actions.append(open, shut);
  card.append(actions);
  document.body.append(card);
  open.focus({ preventScroll: true });
}

function close() {
  clearTimeout(timer);
  card?.remove();
  owner?.removeAttribute("aria-describedby");
  card = null;
  owner = null;
}

function closeSoon() {
  clearTimeout(timer);
  timer = setTimeout(close, CLOSE_DELAY);
}

export function startHoverCard() {
  let touching = false;
  document.addEventListener(
    "pointerdown",
    (event) => {
      touching = event.pointerType !== "mouse";
      const inside = event.target instanceof Node && card?.contains(event.target);
      if (card && !inside && referenceOf(event.target) !== owner) close();
    },
    { capture: true },
  );
  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "mouse" ? referenceOf(event.target) : null;
    if (!link) return;
    clearTimeout(timer);
    timer = setTimeout(() => openBeside(link), OPEN_DELAY);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && referenceOf(event.target)) closeSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = referenceOf(event.target);
    if (link?.matches(":focus-visible") && !touching) openBeside(link);
  });
  document.addEventListener("focusout", (event) => {
    if (card && !card.classList.contains("mc-card--sheet") && referenceOf(event.target)) close();
  });
  document.addEventListener("click", (event) => {
    const link = referenceOf(event.target);
    if (!link || !touching || owner === link) return;
    event.preventDefault();
    openSheet(link);
  });
  document.addEventListener("keydown", (event) => {
    touching = false;
    if (event.key !== "Escape" || !card) return;
    const returnTo = card.classList.contains("mc-card--sheet") ? owner : null;
    close();
    returnTo?.focus();
  });
}
