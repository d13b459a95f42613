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

/** How alike a text is to `other`, 0–1. Values under `floor` may come back as 0, sooner. */
export type SimilarityTo = (other: string, floor?: number) => number;

/**
 * Compares one text with many: twice the characters in matching runs over all characters (Ratcliff and Obershelp, the
 * measure of Python's `difflib.SequenceMatcher.ratio` and of Design2Code).
 */
export function similarityTo(text: string): SimilarityTo {
  const masks = characterMasks(text);
  return (other, floor = 0) => {
    if (text === other) return 1;
    const length = text.length + other.length;
    if (text.length === 0 || other.length === 0) return 0;
    // Runs that match in order are a common subsequence, so its length bounds them; it is much cheaper to find.
    if (floor > 0) {
      if ((2 * Math.min(text.length, other.length)) / length < floor) return 0;
      if ((2 * commonSubsequenceLength(text.length, masks, other)) / length < floor) return 0;
    }
    return (2 * matchingCharacters(text, other)) / length;
  };
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

/** For each character of a text the places where it stands, as bits, 32 places to a word. */
type CharacterMasks = ReadonlyMap<number, Uint32Array>;

function characterMasks(text: string): CharacterMasks {
  const masks = new Map<number, Uint32Array>();
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    let mask = masks.get(character);
    if (!mask) masks.set(character, (mask = new Uint32Array(Math.ceil(text.length / 32))));
    mask[i >>> 5] = (mask[i >>> 5] ?? 0) | (1 << (i & 31));
  }
  return masks;
}

/**
 * Length of the longest common subsequence, bit-parallel (Hyyrö, "Bit-Parallel LCS-Length Computation Revisited", 2004):
 * a zero bit marks a step of the dynamic programme; the carry of the addition runs through the words.
 */
function commonSubsequenceLength(length: number, masks: CharacterMasks, other: string): number {
  const row = new Uint32Array(Math.ceil(length / 32)).fill(0xffffffff);
  for (let j = 0; j < other.length; j++) {
    const mask = masks.get(other.charCodeAt(j));
    if (!mask) continue;
    let carry = 0;
    for (let w = 0; w < row.length; w++) {
      const bits = row[w] as number;
      const matched = (bits & (mask[w] as number)) >>> 0;
      const sum = bits + matched + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      row[w] = sum | (bits - matched);
    }
  }
  let steps = 0;
  for (let i = 0; i < length; i++) if (!((row[i >>> 5] as number) & (1 << (i & 31)))) steps++;
  return steps;
}
