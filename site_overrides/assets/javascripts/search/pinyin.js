/** Finals that follow each initial in standard Mandarin (v stands for ü). */
const FINALS = {
  "": "a ai an ang ao e ei en eng er o ou",
  b: "a ai an ang ao ei en eng i ian iao ie in ing o u",
  c: "a ai an ang ao e en eng i ong ou u uan ui un uo",
  ch: "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
  d: "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
  f: "a an ang ei en eng o ou u",
  g: "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
  h: "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
  j: "i ia ian iang iao ie in ing iong iu u uan ue un",
  k: "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
  l: "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve ue",
  m: "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
  n: "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve ue",
  p: "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
  q: "i ia ian iang iao ie in ing iong iu u uan ue un",
  r: "an ang ao e en eng i ong ou u uan ui un uo",
  s: "a ai an ang ao e en eng i ong ou u uan ui un uo",
  sh: "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
  t: "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
  w: "a ai an ang ei en eng o u",
  x: "i ia ian iang iao ie in ing iong iu u uan ue un",
  y: "a an ang ao e i in ing o ong ou u uan ue un",
  z: "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
  zh: "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
};

const SYLLABLES = new Set(
  Object.entries(FINALS).flatMap(([initial, finals]) =>
    finals.split(" ").map((final) => initial + final),
  ),
);
const LONGEST = 6;

/**
 * `word` cut into syllables, the longest that leave a rest that can be cut too; a last syllable
 * still being typed is left out. Empty when it is not pinyin of two syllables or more.
 * @param {string} word Latin letters
 * @returns {string[]}
 */
export function syllables(word) {
  for (let end = word.length; end > 2; end -= 1) {
    const parts = cut(word.slice(0, end));
    if (parts.length > 1) return word.length - end < LONGEST ? parts : [];
  }
  return [];
}

/**
 * @param {string} word
 * @returns {string[]} empty when it cannot be cut
 */
function cut(word) {
  /** @type {(string[] | null)[]} the cut of what begins at each place, from the end */
  const from = Array.from({ length: word.length + 1 }, () => null);
  from[word.length] = [];
  for (let start = word.length - 1; start >= 0; start -= 1) {
    for (let length = Math.min(LONGEST, word.length - start); length > 0; length -= 1) {
      const rest = from[start + length];
      const part = word.slice(start, start + length);
      if (!rest || !SYLLABLES.has(part)) continue;
      const best = from[start];
      if (!best || rest.length + 1 < best.length) from[start] = [part, ...rest];
    }
  }
  return from[0] ?? [];
}
