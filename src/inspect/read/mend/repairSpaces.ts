import type { Rect } from "../../../base/geometry";
import { findLetterSpacing, inkColumns } from "./inkColumns";

/**
 * `text` with its spaces where the ink has gaps, beyond those of letter spacing. Works only where each character is one column of ink
 * (no touching letters); any other line is returned as it is.
 *
 * @param glyphs The blobs of ink, in any order; `heightPx` the height of the line's ink in the same unit.
 */
export function repairSpaces(text: string, glyphs: readonly Rect[], heightPx: number): string {
  const columns = inkColumns(glyphs);
  const characters = [...text].filter((character) => character !== " ");
  // Two columns each: then the count says nothing.
  if (characters.length !== columns.length || /["“”%…]/.test(text)) return text;
  const spacing = findLetterSpacing(glyphs, heightPx);
  const hadSpace = spacesBefore(text);
  return characters
    .map((character, i) => {
      const column = columns[i];
      const before = columns[i - 1];
      if (!column || !before) return character;
      const gap = (column.left - before.right - spacing) / heightPx;
      const least = spacing > 0 ? SPACED_GAP : hadSpace[i] ? CLOSED_GAP : OPEN_GAP;
      const space = gap >= least;
      return space ? ` ${character}` : character;
    })
    .join("");
}

/** Shares of the ink height: a space that is narrower is none; a gap that is wider holds one. */
const CLOSED_GAP = 0.16;
const OPEN_GAP = 0.42;
/** Between spaced letters a reader sees spaces anywhere: the gap alone decides. */
const SPACED_GAP = 0.3;

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
