/** A text made ready for comparing: lower case, plain quotes and dashes, single spaces. */
export function normalizeText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[‘’‚′`]/g, "'")
    .replace(/[“”„″]/g, '"')
    .replace(/[‐‑‒–—−]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * How alike two texts are, 0–1: twice the characters in matching runs over all characters (Ratcliff and Obershelp, the
 * measure of Python's `difflib.SequenceMatcher.ratio` and of Design2Code).
 */
export function textSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  return (2 * matchingCharacters(a, b)) / (a.length + b.length);
}

/** Characters in the longest common substring, and so on left and right of it. */
function matchingCharacters(a: string, b: string): number {
  let matching = 0;
  const open: [number, number, number, number][] = [[0, a.length, 0, b.length]];
  for (let part = open.pop(); part; part = open.pop()) {
    const [aFrom, aTo, bFrom, bTo] = part;
    const { aStart, bStart, length } = longestMatch(a, aFrom, aTo, b, bFrom, bTo);
    if (length === 0) continue;
    matching += length;
    if (aStart > aFrom && bStart > bFrom) open.push([aFrom, aStart, bFrom, bStart]);
    if (aStart + length < aTo && bStart + length < bTo)
      open.push([aStart + length, aTo, bStart + length, bTo]);
  }
  return matching;
}

function longestMatch(
  a: string,
  aFrom: number,
  aTo: number,
  b: string,
  bFrom: number,
  bTo: number,
): { aStart: number; bStart: number; length: number } {
  let best = { aStart: aFrom, bStart: bFrom, length: 0 };
  // runs[j]: length of the common run that ends at the previous character of a and at b[bFrom + j - 1].
  const runs = new Uint16Array(bTo - bFrom + 1);
  for (let i = aFrom; i < aTo; i++) {
    const character = a.charCodeAt(i);
    for (let j = bTo - bFrom; j >= 1; j--) {
      const run = b.charCodeAt(bFrom + j - 1) === character ? (runs[j - 1] ?? 0) + 1 : 0;
      runs[j] = run;
      if (run > best.length || (run === best.length && run > 0 && i - run + 1 === best.aStart))
        best = { aStart: i - run + 1, bStart: bFrom + j - run, length: run };
    }
  }
  return best;
}
