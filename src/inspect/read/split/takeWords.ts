import { boundingRect, type Rect } from "../../../base/geometry";
import type { ReadLine } from "../readLine";
import { wordsOf } from "../weigh/alignTexts";

/**
 * The words [from, to) of a line as a line of their own; `glyphs` is their ink. Of its other readings comes what stands in the place of
 * those words.
 */
export function takeWords(
  line: ReadLine,
  from: number,
  to: number,
  glyphs: readonly Rect[],
): ReadLine {
  const text = line.text.split(" ").slice(from, to).join(" ");
  const others = line.others
    .map((other) => wordsOf(other, line.text, from, to))
    .filter((other, i, all) => other !== "" && other !== text && all.indexOf(other) === i);
  return {
    ...line,
    text,
    others,
    candidate: { ...line.candidate, box: boundingRect(glyphs), glyphs },
  };
}
