import { channelDistance, type Rgb } from "../../../base/color";
import { heightOf, overlapX, widthOf, type Bounds } from "../../../base/bounds";
import { toLine, type GlyphLine } from "./groupLines";
import { UNDERLINES } from "./tuning";

/** A stroke that may underline a text. */
export interface Stroke extends Bounds {
  readonly color: Rgb;
}

/**
 * The strokes that underline a line: thin, in its colour, right below its baseline and no longer than it; none when
 * they leave much of it out. `unit` is device px in a CSS px.
 */
export function findUnderlines<S extends Stroke>(
  line: GlyphLine,
  strokes: readonly S[],
  unit: number,
): S[] {
  const baseline = baselineOf(line);
  const tall = baseline - line.y0;
  const color = line.blobs.reduce((a, b) => (b.contrast > a.contrast ? b : a)).color;
  const found = strokes.filter(
    (stroke) =>
      heightOf(stroke) <= Math.max(2 * unit, UNDERLINES.maxThickness * tall) &&
      stroke.y0 >= baseline - unit / 2 &&
      stroke.y0 <= baseline + Math.max(3 * unit, UNDERLINES.reach * tall) &&
      stroke.x0 >= line.x0 - 3 * unit &&
      stroke.x1 <= line.x1 + 3 * unit &&
      channelDistance(stroke.color, color) <= 80,
  );
  const covered = found.reduce((sum, stroke) => sum + Math.max(0, overlapX(stroke, line)), 0);
  return covered >= UNDERLINES.leastCovered * widthOf(line) ? found : [];
}

/** Takes the strokes that underline a line out of its ink. */
export function takeUnderlines(
  line: GlyphLine,
  unit: number,
): { readonly line: GlyphLine; readonly underlines: readonly Stroke[] } {
  const flat = line.blobs.filter(
    (blob) => widthOf(blob) >= 4 * heightOf(blob) && heightOf(blob) <= 4 * unit,
  );
  const letters = line.blobs.filter((blob) => !flat.includes(blob));
  if (flat.length === 0 || letters.length < 2) return { line, underlines: [] };
  const written = toLine(letters);
  const underlines = findUnderlines(written, flat, unit);
  if (underlines.length === 0) return { line, underlines };
  const kept = line.blobs.filter((blob) => !underlines.includes(blob));
  return { line: toLine(kept), underlines };
}

/** Where most letters end: the median of their lower ends. */
function baselineOf({ blobs }: GlyphLine): number {
  const ends = blobs.map((blob) => blob.y1).sort((a, b) => a - b);
  return ends[ends.length >> 1] as number;
}
