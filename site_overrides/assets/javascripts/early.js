// Runs before the first paint, as a classic blocking script: what the reader chose, whether the
// page needs room for the band of the as-of date, and the start of a calculator's engine. The rest
// is in main.js.
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

  // The engine starts beside the page, which has enough to do with itself until it is drawn. What
  // it says before the calculator listens is kept (calculator/light-runtime.js).
  const meta = document.querySelector("meta[name='mc-engine']");
  if (meta instanceof HTMLMetaElement && typeof WebAssembly === "object") {
    try {
      const addresses = meta.content.split(" ").map((path) => new URL(path, document.baseURI).href);
      const [script, program, engine, ...rules] = addresses;
      const worker = new Worker(script, { type: "module" });
      /** @type {import("./calculator/types.js").Early} */
      const early = { worker, places: { program, engine, rules }, said: [], failed: "" };
      worker.onmessage = ({ data }) => early.said.push(data);
      worker.onerror = ({ message }) => (early.failed = message || "计算程序没有装载成功");
      worker.postMessage({ places: early.places });
      Object.assign(window, { mcEngine: early });
    } catch {
      // Tried again, and said, when a result is asked for.
    }
  }
})();
