import { whenParsed } from "../parsed.js";
import { runtimeFor } from "../calculator/runtime.js";
import { TimelineCalculator } from "../calculator/timeline-calculator.js";

whenParsed(() => {
  const root = document.querySelector(".mc-procedure");
  if (root instanceof HTMLElement) new TimelineCalculator(root, runtimeFor(root)).start();
});
