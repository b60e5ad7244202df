const PROGRAMS = { light: "轻量计算程序（MicroPython）", full: "完整计算程序（Pyodide）" };

/**
 * Fills the small print under results: which program answered, from which state of the rules.
 * @param {"light" | "full"} tier
 * @param {string} response the text of the answer
 */
export function sign(tier, response) {
  const version = /"data_version":"(\w+)"/.exec(response)?.[1];
  if (!version) return;
  const words = `由本机的${PROGRAMS[tier]}计算，数据版本 ${version}。`;
  // After whoever asked has drawn the result, place for the small print included.
  setTimeout(() => {
    for (const place of document.querySelectorAll(".mc-colophon")) place.textContent = words;
  });
}
