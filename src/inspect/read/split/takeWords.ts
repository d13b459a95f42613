import { boundingRect, type Rect } from "../../../base/geometry";
import type { ReadLine } from "../readLine";

/**
 * The words [from, to) of a line as a line of their own; `glyphs` is their ink. Of another reading that has as many words the
 * same ones are taken, of the rest nothing: then the part is only as doubtful as the whole was.
 */
export function takeWords(
  line: ReadLine,
  from: number,
  to: number,
  glyphs: readonly Rect[],
): ReadLine {
  const words = line.text.split(" ");
  const take = (text: readonly string[]): string => text.slice(from, to).join(" ");
  const text = take(words);
  const others = line.others
    .map((other) => other.split(" "))
    .filter((other) => other.length === words.length)
    .map(take)
    .filter((other, i, all) => other !== text && all.indexOf(other) === i);
  return {
    ...line,
    text,
    others,
    candidate: { ...line.candidate, box: boundingRect(glyphs), glyphs },
  };
}
