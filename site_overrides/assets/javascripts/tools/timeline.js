import { runtimeFor } from "../calculator/runtime.js";
import { TimelineCalculator } from "../calculator/timeline-calculator.js";

const root = document.querySelector(".mc-procedure");
if (root instanceof HTMLElement) {
  const runtime = runtimeFor(root);
  const go = () => new TimelineCalculator(root, runtime).start();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", go);
  else go();
}
