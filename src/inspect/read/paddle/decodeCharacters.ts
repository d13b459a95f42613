import type { Reading } from "../textReader";

/** Scripts whose own punctuation is as wide as their letters; elsewhere such marks are the model's slips. */
const WIDE_SCRIPTS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * The text of a recognizer that was trained with connectionist temporal classification (Graves et al., ICML 2006), by its
 * likeliest path: of each run of equal classes the first counts, class 0 stands for nothing.
 *
 * @param scores A probability for each class, step by step from left to right: `steps × (characters.length + 1)`.
 * @param characters What the classes from 1 on stand for.
 */
export function decodeCharacters(
  scores: ArrayLike<number>,
  characters: readonly string[],
): Reading {
  const classes = characters.length + 1;
  const steps = Math.floor(scores.length / classes);
  let text = "";
  let before = 0;
  let [sum, count] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const best = likeliest(scores, step * classes, classes);
    if (best !== 0 && best !== before) {
      text += characters[best - 1] ?? "";
      sum += scores[step * classes + best] ?? 0;
      count++;
    }
    before = best;
  }
  const plain = WIDE_SCRIPTS.test(text) ? text : text.normalize("NFKC");
  return {
    text: plain.replace(/\s+/g, " ").trim(),
    confidence: count === 0 ? 0 : Math.min(1, sum / count),
  };
}

function likeliest(scores: ArrayLike<number>, start: number, classes: number): number {
  let best = 0;
  for (let k = 1; k < classes; k++)
    if ((scores[start + k] as number) > (scores[start + best] as number)) best = k;
  return best;
}
