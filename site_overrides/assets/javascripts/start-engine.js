// Starts a calculator's engine before anything else of the page, as a classic blocking script: the
// page has enough to do with itself until it is drawn. What the engine says before the calculator
// listens is kept (calculator/light-runtime.js).
(() => {
  const meta = document.querySelector("meta[name='mc-engine']");
  if (!(meta instanceof HTMLMetaElement) || typeof WebAssembly !== "object") return;
  try {
    const addresses = meta.content.split(" ").map((path) => new URL(path, document.baseURI).href);
    const [script, program, engine, ...rules] = addresses;
    const places = { program, engine, rules };
    const worker = new Worker(script, { type: "module", name: JSON.stringify(places) });
    /** @type {import("./calculator/types.js").Early} */
    const early = { worker, places, said: [], failed: "" };
    worker.onmessage = ({ data }) => early.said.push(data);
    worker.onerror = ({ message }) => (early.failed = message || "计算程序没有装载成功");
    Object.assign(window, { mcEngine: early });
  } catch {
    // Tried again, and said, when a result is asked for.
  }
})();
