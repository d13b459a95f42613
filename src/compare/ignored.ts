import { MockloopError } from "../base/errors";
import { area, intersection, type Rect, type Size } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";
import type { Mockup } from "../mockup/mockup";
import { devicePixels } from "./image/devicePixels";

/** The part of a mockup that no comparison looks at. */
export interface Ignored {
  /** CSS px. */
  readonly masks: readonly Rect[];
  /** One byte for each pixel of the mockup, 1 where nobody looks. */
  readonly pixels: Uint8Array;
  /** How many pixels are looked at. */
  readonly seen: number;
  /** Whether more than half of a box (CSS px) is left out, and with it what it stands for. */
  covers(box: Rect): boolean;
}

/**
 * What `masks` leave out of a mockup; undefined for no masks. A pixel that a mask touches is left out whole.
 *
 * @throws MockloopError BAD_OPTION when a mask lies beside the mockup, or all of it would be left out.
 */
export function createIgnored(
  masks: readonly Rect[],
  { bitmap, cssSize, deviceScaleFactor }: Pick<Mockup, "bitmap" | "cssSize" | "deviceScaleFactor">,
): Ignored | undefined {
  if (masks.length === 0) return undefined;
  const { width, height } = bitmap;
  const pixels = new Uint8Array(width * height);
  for (const [index, mask] of masks.entries()) {
    if (!intersection(mask, { x: 0, y: 0, ...cssSize })) throw liesOutside(index, mask, cssSize);
    const { x0, y0, x1, y1 } = devicePixels(mask, 0, bitmap, deviceScaleFactor);
    for (let y = y0; y < y1; y++) pixels.fill(1, y * width + x0, y * width + x1);
  }
  const seen = pixels.reduce((sum, pixel) => sum - pixel, pixels.length);
  if (seen === 0)
    throw new MockloopError(
      "BAD_OPTION",
      "The masks leave nothing of the mockup to be measured. Give smaller ones.",
    );
  return {
    masks,
    pixels,
    seen,
    covers: (box) => {
      const { x0, y0, x1, y1 } = devicePixels(box, 0, bitmap, deviceScaleFactor);
      let under = 0;
      for (let y = y0; y < y1; y++)
        for (let x = x0; x < x1; x++) under += pixels[y * width + x] as number;
      return under * 2 > area({ width: x1 - x0, height: y1 - y0 });
    },
  };
}

/** A bitmap of the mockup's size with the mockup's own pixels where nobody looks: nothing there differs. */
export function coverIgnored(canvas: Bitmap, mockup: Bitmap, { pixels }: Ignored): Bitmap {
  const covered = new Uint32Array(canvas.rgba.slice().buffer);
  const { buffer, byteOffset } = mockup.rgba;
  const own =
    byteOffset % 4 === 0
      ? new Uint32Array(buffer, byteOffset, pixels.length)
      : new Uint32Array(mockup.rgba.slice().buffer);
  for (let i = 0; i < pixels.length; i++) if (pixels[i] === 1) covered[i] = own[i] as number;
  return { ...canvas, rgba: new Uint8ClampedArray(covered.buffer) };
}

function liesOutside(index: number, mask: Rect, page: Size): MockloopError {
  const { x, y, width, height } = mask;
  return new MockloopError(
    "BAD_OPTION",
    `Mask ${index + 1} (x ${x}, y ${y}, ${width} × ${height}) lies outside the mockup, which is ${page.width} × ${page.height} px. Masks are given in CSS px from the mockup's top left corner.`,
  );
}
