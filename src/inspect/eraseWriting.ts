import { clip, grow, toBounds, type Bounds } from "../base/bounds";
import { channelDistance } from "../base/color";
import { area, contains, intersection, scaledBy, type Rect } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";
import { inpaint } from "../image/inpaint";
import { foldCharts } from "./foldCharts";
import type { Box, Inspection, TextLine } from "./inspection";
import { distanceTo } from "./segment/pixels/pixels";

/** Pixels of a letter lie this near to its colour (0–255), or nearer to it than to what is behind it. */
const RIM = 56;
/** Around a letter's pixels its smoothed rim, CSS px; more where compression smeared it. */
const SMOOTH = { clean: 1.5, lossy: 3 } as const;
/** A part of a picture of which a line fills more than this share is a cut of that text: a wordmark. */
const MOST_TEXT = 0.5;

/**
 * A cut of the mockup as it is below the text that is written over its pictures: letters, and boxes that carry text (buttons, cards),
 * are filled with what surrounds them. Without it a page would show such words twice. A chart keeps its labels, an icon its letters, a
 * picture what nobody read. Where nothing is written over a picture, this is `cut` itself.
 *
 * @param cut The pixels of `rect`, both device px.
 */
export function eraseWriting(cut: Bitmap, rect: Rect, inspection: Inspection): Bitmap {
  const scale = inspection.deviceScaleFactor;
  const { lines, boxes } = findWriting(inspection, scaledBy(rect, 1 / scale));
  if (lines.length === 0) return cut;
  const { width, height } = cut;
  const mask = new Uint8Array(width * height);
  const inCut = (box: Rect, margin: number): Bounds => {
    const { x0, y0, x1, y1 } = grow(toBounds(scaledBy(box, scale)), margin);
    const moved = { x0: x0 - rect.x, y0: y0 - rect.y, x1: x1 - rect.x, y1: y1 - rect.y };
    return clip(moved, width, height);
  };
  for (const { box } of boxes) {
    const { x0, y0, x1, y1 } = inCut(box, 1);
    for (let y = y0; y < y1; y++) mask.fill(1, y * width + x0, y * width + x1);
  }
  const smooth = Math.ceil(SMOOTH[inspection.noise] * scale);
  for (const line of lines) markStrokes(cut, mask, line, inCut(line.box, smooth), smooth);
  // Nothing to take out, or nothing to fill it from.
  return mask.includes(1) && mask.includes(0) ? inpaint(cut, mask) : cut;
}

/** What is written over the pictures that a cut of `rect` shows. */
function findWriting(
  measured: Inspection,
  rect: Rect,
): { readonly lines: readonly TextLine[]; readonly boxes: readonly Box[] } {
  const isOverPhoto = measured.pictures.some(
    ({ kind, box }) => kind === "picture" && intersection(box, rect),
  );
  if (!isOverPhoto) return { lines: [], boxes: [] };
  const { textLines, boxes, pictures } = foldCharts(measured);
  const photos = pictures.filter(
    ({ kind, box, labels }) => kind === "picture" && !labels && intersection(box, rect),
  );
  const icons = pictures.filter(({ kind }) => kind === "icon");
  const lines = textLines.filter(({ box }) => {
    const shown = intersection(box, rect);
    const below = photos.filter((photo) => intersection(photo.box, box));
    return (
      shown !== undefined &&
      (area(shown) <= MOST_TEXT * area(rect)
        ? below.length > 0
        : below.some((photo) => contains(rect, photo.box, 1))) &&
      !icons.some((icon) => contains(icon.box, box, 2))
    );
  });
  const carriers = boxes.filter(
    ({ box }) =>
      photos.some((photo) => contains(photo.box, box, 1) && area(box) < area(photo.box)) &&
      !contains(box, rect, 1) &&
      lines.some((line) => contains(box, line.box, 1)),
  );
  return { lines, boxes: carriers };
}

/** Marks the pixels of a line's letters, and those within `smooth` px of one. */
function markStrokes(
  { rgba, width }: Bitmap,
  mask: Uint8Array,
  { color, background }: TextLine,
  { x0, y0, x1, y1 }: Bounds,
  smooth: number,
): void {
  const near = Math.min(RIM, channelDistance(color, background) / 2);
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      if (distanceTo(rgba, y * width + x, color) > near) continue;
      const top = Math.max(y0, y - smooth);
      const [left, right] = [Math.max(x0, x - smooth), Math.min(x1, x + smooth + 1)];
      for (let row = top; row < Math.min(y1, y + smooth + 1); row++)
        mask.fill(1, row * width + left, row * width + right);
    }
}
