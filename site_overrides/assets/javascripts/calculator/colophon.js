import { draw } from "../draw.js";

const PROGRAMS = { light: "轻量计算程序（MicroPython）", full: "完整计算程序（Pyodide）" };

/**
 * The small print under a result: which program answered and from which state of the rules.
 * @param {"light" | "full"} tier
 * @param {string} version `data_version` of the response
 */
export function colophon(tier, version) {
  return draw("p", "mc-colophon", `由本机的${PROGRAMS[tier]}计算，数据版本 ${version}。`);
}
