import { runtimeFor } from "../calculator/runtime.js";
import { TimelineCalculator } from "../calculator/timeline-calculator.js";
import { whenParsed } from "../parsed.js";

/** The engine loads while the rest of the page still arrives, if its place is known by then. */
const early = document.querySelector(".mc-procedure");
const runtime = early instanceof HTMLElement ? runtimeFor(early) : null;
whenParsed(() => {
  const root = document.querySelector(".mc-procedure");
  if (!(root instanceof HTMLElement)) return;
  new TimelineCalculator(root, runtime ?? runtimeFor(root)).start();
});
