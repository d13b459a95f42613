import { boundingRect, type Rect } from "../../../base/geometry";
import type { ReadLine } from "../readLine";
import { wordsOf } from "../weigh/alignTexts";

/**
 * The words [from, to) of a line as a line of their own; `glyphs` is their ink. Of its other readings comes what stands in the place of
 * those words; where all have the same there, the readers agree about them.
 */
export function takeWords(
  line: ReadLine,
  from: number,
  to: number,
  glyphs: readonly Rect[],
): ReadLine {
  const text = line.text.split(" ").slice(from, to).join(" ");
  const pieces = line.others.map((other) => wordsOf(other, line.text, from, to));
  const others = pieces.filter(
    (other, i) => other !== "" && other !== text && pieces.indexOf(other) === i,
  );
  const isAgreed =
    line.agreed === false && pieces.length > 0 && pieces.every((one) => one === text);
  return {
    ...line,
    text,
    others,
    agreed: isAgreed ? true : line.agreed,
    candidate: { ...line.candidate, box: boundingRect(glyphs), glyphs },
  };
}
