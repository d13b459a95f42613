import type { TextBlock } from "../draft/draft";

/** Widths between which a paragraph breaks where the mockup breaks it (CSS px). */
export interface WrapRange {
  /** The longest line must fit. */
  readonly from: number;
  /** The next line's first word must not; Infinity for a single line. */
  readonly to: number;
}

/** How wide characters are, in the mean of a text. */
const NARROW = /[ijltfrI.,:;'|!()[\]/ ]/;
const WIDE = /[mwMW@%]/;

/**
 * The widths that break a block's lines alike. The first word of each line is measured as its share of the line, by
 * how wide its characters usually are.
 */
export function wrapRange({ lines }: TextBlock): WrapRange {
  const from = Math.max(...lines.map((line) => line.advanceWidth));
  const limits = lines.slice(1).map((line, index) => {
    const before = lines[index]?.advanceWidth ?? 0;
    const word = line.text.split(/\s+/)[0] ?? "";
    const share = weigh(` ${word}`) / Math.max(1, weigh(line.text));
    return before + share * line.advanceWidth;
  });
  return { from, to: Math.min(Infinity, ...limits) };
}

/** How wide the words of a block are (CSS px), each measured as its share of its line. */
export function wordWidths({ lines }: TextBlock): number[] {
  return lines.flatMap(({ text, advanceWidth }) => {
    const whole = Math.max(1, weigh(text));
    return text.split(/\s+/).map((word) => (weigh(word) / whole) * advanceWidth);
  });
}

function weigh(text: string): number {
  let sum = 0;
  for (const character of text)
    sum += NARROW.test(character)
      ? 0.55
      : WIDE.test(character)
        ? 1.5
        : /\p{Lu}/u.test(character)
          ? 1.25
          : 1;
  return sum;
}
