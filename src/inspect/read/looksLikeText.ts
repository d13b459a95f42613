import { toBounds } from "../../base/bounds";
import { channelDistance, type Rgb } from "../../base/color";
import { area, bottom, type Rect } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";
import { coverageOf } from "../../image/coverage";
import type { LineCandidate } from "../segment/segmentation";
import { colorAt } from "../segment/pixels/pixels";
import { inkColumns } from "./mend/inkColumns";

/** Fewer separate strokes, or a shape less wide than this many heights, may as well be an icon. */
const LEAST = { columns: 3, ratio: 1.5, overPicture: 5 };
/** Blobs that are all lower are dots or dashes, CSS px: letters of 9 px are higher. */
const LEAST_LETTER = 5;
/** Blobs whose sizes differ by less, as a share and px, are all the same sign … */
const ALIKE = { share: 0.25, px: 1.5 };
/** … and no letter, if this much of their boxes is ink (a disc is 0.79): bullets, swatches, bars of a meter. */
const SOLID = 0.7;
/** A colour this far from every mixture of ink and background, 0–255, is neither. */
const STRANGE = 40;
/** Writing is of one ink: with a larger share of strange pixels in its own it is a drawing. */
const MOST_STRANGE = 0.2;

/**
 * Whether ink that could not be read looks like a text in a script or a face that nobody here knows, rather than like an icon: a row
 * of unlike strokes in one colour.
 */
export function looksLikeText(
  bitmap: Bitmap,
  candidate: LineCandidate,
  deviceScaleFactor: number,
): boolean {
  const { box, glyphs, iconCandidate, overPicture } = candidate;
  if (iconCandidate) return false;
  // What the page cuts through nobody can read, and no page is to write.
  if (bottom(box) >= bitmap.height - 1) return false;
  const columns = overPicture ? LEAST.overPicture : LEAST.columns;
  if (box.width < LEAST.ratio * box.height || inkColumns(glyphs).length < columns) return false;
  // A picture has as many colours between the letters as it likes, but seldom so many marks of one colour in a row.
  if (overPicture) return !areAlike(glyphs);
  const isHigh = glyphs.some(({ height }) => height >= LEAST_LETTER * deviceScaleFactor);
  const { ink, strange } = countInk(bitmap, candidate);
  const areSolid = ink > SOLID * glyphs.reduce((sum, glyph) => sum + area(glyph), 0);
  return isHigh && strange <= MOST_STRANGE * ink && !(areSolid && areAlike(glyphs));
}

/** Whether all blobs have the size of the first. */
function areAlike(glyphs: readonly Rect[]): boolean {
  const differ = (a: number, b: number): boolean =>
    Math.abs(a - b) > Math.max(ALIKE.px, ALIKE.share * Math.max(a, b));
  const [first, ...others] = glyphs;
  return (
    first !== undefined &&
    others.every(
      ({ width, height }) => !differ(width, first.width) && !differ(height, first.height),
    )
  );
}

/** How many pixels are not the background's, and how many of them are no mixture of it and the ink. */
function countInk(
  bitmap: Bitmap,
  { box, background, foreground }: LineCandidate,
): { readonly ink: number; readonly strange: number } {
  const colors = { ink: foreground, background };
  const { x, y, width, values } = coverageOf(bitmap, toBounds(box), colors, toShare);
  let [ink, strange] = [0, 0];
  values.forEach((share, i) => {
    const color = colorAt(bitmap, x + (i % width), y + Math.floor(i / width));
    if (channelDistance(color, background) < STRANGE) return;
    ink++;
    if (channelDistance(color, mixtureOf(background, foreground, share)) > STRANGE) strange++;
  });
  return { ink, strange };
}

function mixtureOf(from: Rgb, to: Rgb, share: number): Rgb {
  const mix = (a: number, b: number): number => a + share * (b - a);
  return [mix(from[0], to[0]), mix(from[1], to[1]), mix(from[2], to[2])];
}

const toShare = (value: number): number => Math.min(1, Math.max(0, value));
