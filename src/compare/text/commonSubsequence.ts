/**
 * Compares one text with many, cheaply: twice the length of the longest common subsequence over all characters, 0–1.
 * Never less than Ratcliff and Obershelp's measure, for matching runs in order are a common subsequence.
 */
export function subsequenceRatioTo(text: string): (other: string) => number {
  const masks = characterMasks(text);
  const row = new Uint32Array(Math.ceil(text.length / 32));
  return (other) => {
    const length = text.length + other.length;
    return length === 0 ? 1 : (2 * commonLength(masks, other, row)) / length;
  };
}

/** For each character of a text (by its code) the places where it stands, as bits, 32 places to a word. */
type CharacterMasks = readonly (Uint32Array | undefined)[];

function characterMasks(text: string): CharacterMasks {
  const masks: (Uint32Array | undefined)[] = [];
  for (let i = 0; i < text.length; i++) {
    const mask = (masks[text.charCodeAt(i)] ??= new Uint32Array(Math.ceil(text.length / 32)));
    mask[i >>> 5] = (mask[i >>> 5] as number) | (1 << (i & 31));
  }
  return masks;
}

/**
 * Length of the longest common subsequence, bit-parallel (Hyyrö, "Bit-Parallel LCS-Length Computation Revisited", 2004):
 * a zero bit marks a step of the dynamic programme; the carry of the addition runs through the words. `row` is scratch.
 */
function commonLength(masks: CharacterMasks, other: string, row: Uint32Array): number {
  row.fill(0xffffffff);
  for (let j = 0; j < other.length; j++) {
    const mask = masks[other.charCodeAt(j)];
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
  // Bits past the text's end never turn to zero.
  let steps = 0;
  for (let w = 0; w < row.length; w++)
    for (let zeros = ~(row[w] as number); zeros !== 0; zeros &= zeros - 1) steps++;
  return steps;
}
