import { channelDistance } from "../../../base/color";
import { boundingRect, bottom, right, type Rect } from "../../../base/geometry";
import type { LineCandidate } from "../../segment/segmentation";

/** Pieces of ink that stand in one row, and the row as one line. */
export interface Row {
  readonly pieces: readonly LineCandidate[];
  readonly ink: LineCandidate;
}

/** How far apart, in heights of the row, pieces of one row stand: a space is less. */
const WIDEST_GAP = 1;
/** Ink of colours this near is one ink, 0–255. */
const ALIKE = 60;

/**
 * Puts pieces of ink together that stand in one row. A line of Latin letters is found in one piece; in a script whose letters join,
 * words hang at different heights, dots stand over them, and a line comes in several pieces that may cover each other.
 */
export function findRows(pieces: readonly LineCandidate[]): Row[] {
  const rows: Row[] = [];
  for (const piece of [...pieces].sort((a, b) => b.box.width - a.box.width)) {
    const own = rows.filter((row) => isSameRow(row.ink, piece));
    const parts = [...own.flatMap((row) => row.pieces), piece];
    for (const row of own) rows.splice(rows.indexOf(row), 1);
    rows.push({ pieces: parts, ink: joinAll(own[0]?.ink ?? piece, parts) });
  }
  return rows;
}

/** Whether ink stands as high as a row's, and beside, over or below a part of it. */
function isSameRow(row: LineCandidate, piece: LineCandidate): boolean {
  const shared = Math.min(bottom(row.box), bottom(piece.box)) - Math.max(row.box.y, piece.box.y);
  const lower = Math.min(row.box.height, piece.box.height);
  return (
    row.surface === piece.surface &&
    !row.overPicture &&
    channelDistance(row.foreground, piece.foreground) < ALIKE &&
    shared > 0.5 * lower &&
    gapBetween(row.box, piece.box) < WIDEST_GAP * Math.max(row.box.height, piece.box.height)
  );
}

function gapBetween(a: Rect, b: Rect): number {
  return Math.max(a.x, b.x) - Math.min(right(a), right(b));
}

function joinAll(main: LineCandidate, parts: readonly LineCandidate[]): LineCandidate {
  const glyphs = parts.flatMap((part) => part.glyphs).sort((a, b) => a.x - b.x);
  return {
    ...main,
    box: boundingRect(parts.map((part) => part.box)),
    glyphs,
    iconCandidate: false,
  };
}
