import type { Rect } from "../../base/geometry";

/**
 * Undoes what the reader is known to do to user-interface text. Every rule is about a reading that is no sensible text
 * as it stands, so that right readings pass unchanged.
 */
export function repairText(text: string): string {
  return RULES.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    text,
  )
    .replace(/\s+/g, " ")
    .trim();
}

const RULES: readonly (readonly [RegExp, string])[] = [
  // "|" for the pronoun: where a sentence begins, or alone among at least four words of a sentence.
  [/^\|(?=\s[a-z])/, "I"],
  [/(?<=^[^|]*\w\s)\|(?=\s[a-z][^|]*$)(?<=\w+\s\w+\s\||\|(?=\s\w+\s\w+))/, "I"],
  [/(?<=^|\s)[|l1](?=['’](?:m|ll|ve|d)\b)/g, "I"],
  // Inside a word it is a letter: "|tem" begins with I, "al|" ends with l.
  [/(?<=^|\s)\|(?=[a-z]{2})/g, "I"],
  [/(?<=[a-z])\|(?=[a-z]|\s|$)/g, "l"],
  // Amounts: the decimal point of "$20:60", the zero of "$O.99".
  [/(?<=[$€£]\d{1,6}):(?=\d\d(?:\D|$))/g, "."],
  [/(?<=[$€£\d])O(?=[.,\d])/g, "0"],
  // A hex colour has one "#": "##36b9cc", "ff1cc88a".
  [/^(?:#{2,}|#?f?f[#i1]*)(?=[0-9a-f]{6}$)/i, "#"],
  // Ornaments between or before words.
  [/^[*«»¢°](?=\s[A-Z])/, "•"],
  [/(?<=\w\s)[»«](?=\s\w)/g, "•"],
  [/^([▲▼△▽►◄◀▶●○■□·•])(?=[\p{L}\p{N}])/u, "$1 "],
  [/^\(?[cC]\)(?=\s?(?:\d{4}|[A-Z]))/, "©"],
  // Two straight single quotes are a double one.
  [/''/g, '"'],
];

/**
 * `text` with its spaces where the ink has gaps. Works only where each character is one column of ink (no touching
 * letters); any other line is returned as it is.
 *
 * @param glyphs The blobs of ink, in any order; `heightPx` the height of the line's ink in the same unit.
 */
export function repairSpaces(text: string, glyphs: readonly Rect[], heightPx: number): string {
  const columns = inkColumns(glyphs);
  const characters = [...text].filter((character) => character !== " ");
  // Two columns each: then the count says nothing.
  if (characters.length !== columns.length || /["“”%…]/.test(text)) return text;
  const hadSpace = spacesBefore(text);
  return characters
    .map((character, i) => {
      const column = columns[i];
      const before = columns[i - 1];
      if (!column || !before) return character;
      const gap = (column.left - before.right) / heightPx;
      const space = hadSpace[i] ? gap >= CLOSED_GAP : gap >= OPEN_GAP;
      return space ? ` ${character}` : character;
    })
    .join("");
}

/** Shares of the ink height: a space that is narrower is none; a gap that is wider holds one. */
const CLOSED_GAP = 0.16;
const OPEN_GAP = 0.42;

function spacesBefore(text: string): boolean[] {
  const flags: boolean[] = [];
  let space = false;
  for (const character of text) {
    if (character === " ") space = true;
    else {
      flags.push(space);
      space = false;
    }
  }
  return flags;
}

/** Where ink is, left to right, blobs above each other ("i", ":") as one. */
export function inkColumns(glyphs: readonly Rect[]): { left: number; right: number }[] {
  const columns: { left: number; right: number }[] = [];
  for (const glyph of [...glyphs].sort((a, b) => a.x - b.x)) {
    const last = columns.at(-1);
    const end = glyph.x + glyph.width;
    const shared = last ? last.right - glyph.x : 0;
    if (last && shared > 0 && shared >= 0.5 * Math.min(glyph.width, last.right - last.left))
      last.right = Math.max(last.right, end);
    else columns.push({ left: glyph.x, right: end });
  }
  return columns;
}
