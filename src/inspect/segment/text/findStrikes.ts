import { clip, heightOf, overlapX, unite, widthOf, type Bounds } from "../../../base/bounds";
import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import type { Components } from "../pixels/labelComponents";
import { colorAt, modeColor } from "../pixels/pixels";
import { STRIKES } from "./tuning";

/**
 * The strokes that run through a text: the old price of an offer. Above and below such a stroke stand pieces of letters in its colour,
 * several, about as high on both sides; what underlines a text has next to nothing below it, and a divider touches nothing.
 */
export function findStrikes(
  bitmap: Bitmap,
  components: Components,
  isSurface: Uint8Array,
  unit: number,
): Bounds[] {
  return stackRows(findRows(components, isSurface, STRIKES.shortest * unit))
    .filter((stroke) => heightOf(stroke) <= STRIKES.maxThickness * unit)
    .filter((stroke) => runsThroughLetters(bitmap, stroke, unit));
}

/** The bitmap with strokes filled in from above and below: a letter's stem goes on through them, and so does a gap. */
export function withoutStrikes(bitmap: Bitmap, strikes: readonly Bounds[]): Bitmap {
  const { width, height } = bitmap;
  const rgba = bitmap.rgba.slice();
  for (const { x0, y0, x1, y1 } of strikes)
    for (let y = y0; y < y1; y++)
      for (let x = x0; x < x1; x++) {
        const share = (y - y0 + 1) / (y1 - y0 + 1);
        const above = (Math.max(0, y0 - 1) * width + x) * 4;
        const below = (Math.min(height - 1, y1) * width + x) * 4;
        for (let channel = 0; channel < 3; channel++)
          rgba[(y * width + x) * 4 + channel] =
            (1 - share) * (bitmap.rgba[above + channel] as number) +
            share * (bitmap.rgba[below + channel] as number);
      }
  return { width, height, rgba };
}

/** Stretches of a row without any ground, at least `shortest` px long. */
function findRows(
  { labels, width, height }: Components,
  isSurface: Uint8Array,
  shortest: number,
): Bounds[] {
  const rows: Bounds[] = [];
  for (let y = 0; y < height; y++)
    for (let x = 0, start = 0; x <= width; x++) {
      if (x < width && isSurface[labels[y * width + x] as number] !== 1) continue;
      if (x - start >= shortest) rows.push({ x0: start, x1: x, y0: y, y1: y + 1 });
      start = x + 1;
    }
  return rows;
}

/** Rows right below each other that begin and end alike, as one stroke each. They come from top to bottom. */
function stackRows(rows: readonly Bounds[]): Bounds[] {
  const done: Bounds[] = [];
  let open: Bounds[] = [];
  for (const row of rows) {
    const [ended, near] = [[] as Bounds[], [] as Bounds[]];
    for (const stroke of open) (stroke.y1 < row.y0 ? ended : near).push(stroke);
    done.push(...ended);
    const above = near.find(
      (stroke) =>
        stroke.y1 === row.y0 &&
        overlapX(stroke, row) >= STRIKES.alike * Math.max(widthOf(stroke), widthOf(row)),
    );
    open = [...near.filter((stroke) => stroke !== above), above ? unite(above, row) : row];
  }
  return [...done, ...open];
}

function runsThroughLetters(bitmap: Bitmap, stroke: Bounds, unit: number): boolean {
  const middle = { ...stroke, y0: (stroke.y0 + stroke.y1 - 1) >> 1 };
  const color = modeColor(bitmap, { ...middle, y1: middle.y0 + 1 })?.color;
  const ground = modeColor(bitmap, {
    ...stroke,
    y0: stroke.y0 - Math.ceil(3 * unit),
    y1: stroke.y0 - 1,
  })?.color;
  if (!color || !ground || channelDistance(color, ground) < STRIKES.contrast) return false;
  if (!isUnbroken(bitmap, stroke, ground, channelDistance(color, ground))) return false;
  const above = followLetters(bitmap, stroke, ground, -1);
  const below = followLetters(bitmap, stroke, ground, 1);
  const [short, tall] = [
    Math.min(above.height, below.height),
    Math.max(above.height, below.height),
  ];
  return (
    short >= STRIKES.lowest * unit &&
    short >= STRIKES.balance * tall &&
    widthOf(stroke) >= STRIKES.elongation * (above.height + below.height) &&
    endsWithText(bitmap, stroke, ground, above.height, below.height) &&
    [above, below].every(
      ({ pieces, share, strongest, widestGap }) =>
        // The discs of a stepper stand further apart along the line that joins them.
        widestGap <= STRIKES.widestGap * (above.height + below.height) &&
        pieces >= STRIKES.pieces &&
        share >= STRIKES.leastInk &&
        share <= STRIKES.mostInk &&
        channelDistance(strongest, color) <= STRIKES.sameColor,
    )
  );
}

/** Whether a stroke is as strong between letters as on them: where letters touch, their bars are pale in between. */
function isUnbroken(bitmap: Bitmap, stroke: Bounds, ground: Rgb, strength: number): boolean {
  let strong = 0;
  for (let x = stroke.x0; x < stroke.x1; x++)
    for (let y = stroke.y0; y < stroke.y1; y++)
      if (channelDistance(colorAt(bitmap, x, y), ground) >= STRIKES.asStrong * strength) {
        strong++;
        break;
      }
  return strong >= STRIKES.unbroken * widthOf(stroke);
}

/** Whether no letter stands right beyond the ends of a stroke: bars of letters that touch ("He") end inside a word. */
function endsWithText(
  bitmap: Bitmap,
  { x0, y0, x1, y1 }: Bounds,
  ground: Rgb,
  above: number,
  below: number,
): boolean {
  const reach = Math.ceil(STRIKES.nextLetter * (above + below)) + 1;
  const rows = { y0: y0 - above, y1: y1 + below };
  return [
    { ...rows, x0: x0 - reach, x1: x0 - 1 },
    { ...rows, x0: x1 + 1, x1: x1 + reach },
  ].every((side) => {
    const { x0: left, y0: top, x1: end, y1: low } = clip(side, bitmap.width, bitmap.height);
    for (let y = top; y < low; y++)
      for (let x = left; x < end; x++)
        if (channelDistance(colorAt(bitmap, x, y), ground) >= STRIKES.ink) return false;
    return true;
  });
}

/** What stands on one side of a stroke and touches it. */
interface Side {
  /** How far its ink reaches, px. */
  readonly height: number;
  /** In how many pieces it touches the stroke, and along which share of it. */
  readonly pieces: number;
  readonly share: number;
  /** The longest part of the stroke that it does not touch, px. */
  readonly widestGap: number;
  /** Its colour furthest from the ground. */
  readonly strongest: Rgb;
}

function followLetters(bitmap: Bitmap, stroke: Bounds, ground: Rgb, step: -1 | 1): Side {
  const first = step < 0 ? stroke.y0 - 1 : stroke.y1;
  let [pieces, inked, height, widestGap] = [0, 0, 0, 0];
  let strongest = ground;
  for (let y = first; y >= 0 && y < bitmap.height; y += step) {
    let [inRow, before, gap] = [0, false, 0];
    for (let x = stroke.x0; x < stroke.x1; x++) {
      const pixel = colorAt(bitmap, x, y);
      const distance = channelDistance(pixel, ground);
      const isInk = distance >= STRIKES.ink;
      if (isInk) inRow++;
      gap = isInk ? 0 : gap + 1;
      if (y === first) widestGap = Math.max(widestGap, gap);
      if (isInk && !before && y === first) pieces++;
      if (distance > channelDistance(strongest, ground)) strongest = pixel;
      before = isInk;
    }
    if (y === first) inked = inRow;
    if (inRow === 0 || height > STRIKES.highest * heightOf(stroke)) break;
    height++;
  }
  return { height, pieces, share: inked / Math.max(1, widthOf(stroke)), widestGap, strongest };
}
