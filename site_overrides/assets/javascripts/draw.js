/**
 * An element with a class and children; texts become text nodes, never markup.
 * @param {string} tag
 * @param {string} className
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function draw(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const child of children) {
    if (child) element.append(child);
  }
  return element;
}

/**
 * @param {string} href
 * @param {string} text
 */
export function link(href, text) {
  const element = document.createElement("a");
  element.href = href;
  element.textContent = text;
  return element;
}

/**
 * A list of items, or null when there are none.
 * @param {(Node | string)[]} items
 * @param {string} [className]
 * @param {"ul" | "ol"} [tag]
 */
export function list(items, className = "", tag = "ul") {
  if (!items.length) return null;
  return draw(tag, className, ...items.map((item) => draw("li", "", item)));
}
