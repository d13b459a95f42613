import type { Rect } from "../../src/base/geometry";

/** What {@link drawHeat} needs of a picture: `ImageData`, or what looks like it. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, 8 bits each, rows from the top. */
  readonly data: Uint8ClampedArray;
}

/** The smallest difference of a channel that is shown, 0–255: less is an encoder's rounding. */
const LEAST = 3;
/** From this difference on the colour is strongest. */
const MOST = 96;
/** How much of the mockup shines through where nothing differs, of 255. */
const FADED = 70;

/**
 * The differences of two pictures, amplified: from yellow (faint) to red (strong) over the mockup in faded grey. Px that the render
 * does not have differ most. What lies in `masks` (picture px) was not compared: it is striped. Returns RGBA of the mockup's size.
 */
export function drawHeat(
  mockup: Pixels,
  render: Pixels,
  masks: readonly Rect[],
): Uint8ClampedArray<ArrayBuffer> {
  const { width, height } = mockup;
  const heat = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      const there = x < render.width && y < render.height;
      const distance = there
        ? channelDistance(mockup.data, at, render.data, (y * render.width + x) * 4)
        : 255;
      const grey = 255 - FADED + (lightOf(mockup.data, at) * FADED) / 255;
      const strength = distance < LEAST ? 0 : Math.min(1, distance / MOST);
      // The root lifts what is faint: a difference of 4 is to be seen, and one of 40 to be told from it.
      const cover = Math.sqrt(strength);
      const over = (color: number): number => grey + (color - grey) * cover;
      paint(heat, at, over(255 - 35 * strength), over(190 * (1 - strength)), over(20 * strength));
    }
  for (const mask of masks) stripe(heat, width, height, mask);
  return heat;
}

function channelDistance(a: Uint8ClampedArray, i: number, b: Uint8ClampedArray, j: number): number {
  let most = 0;
  for (let channel = 0; channel < 3; channel++)
    most = Math.max(most, Math.abs((a[i + channel] ?? 0) - (b[j + channel] ?? 0)));
  return most;
}

/** Rec. 601 luma, 0–255. */
function lightOf(data: Uint8ClampedArray, at: number): number {
  return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
}

function stripe(heat: Uint8ClampedArray, width: number, height: number, mask: Rect): void {
  const [x0, y0] = [Math.max(0, Math.floor(mask.x)), Math.max(0, Math.floor(mask.y))];
  const x1 = Math.min(width, Math.ceil(mask.x + mask.width));
  const y1 = Math.min(height, Math.ceil(mask.y + mask.height));
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) paint(heat, (y * width + x) * 4, (x + y) % 8 < 4 ? 200 : 225);
}

function paint(
  heat: Uint8ClampedArray,
  at: number,
  red: number,
  green: number = red,
  blue: number = red,
): void {
  heat[at] = red;
  heat[at + 1] = green;
  heat[at + 2] = blue;
  heat[at + 3] = 255;
}
