// Runs before the first paint, as a classic blocking script: what the reader chose, and whether the
// page needs room for the band of the as-of date. The rest is in main.js.
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");

  /** @param {string} key */
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage refused: the system's preference and the normal size
    }
  };

  if (stored("mingce.text-size") === "large") root.classList.add("mc-large");

  const theme = stored("mingce.theme");
  const dark = document.getElementById("mc-dark");
  if (theme && dark instanceof HTMLLinkElement) {
    dark.media = theme === "dark" ? "screen" : "not all";
  }

  const asOf = new URLSearchParams(location.search).get("as_of");
  const now = new Date();
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  if (asOf && asOf !== today) root.classList.add("mc-as-of-other");
})();
