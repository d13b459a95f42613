import type { Bitmap } from "../../image/bitmap";

/** How much of the mockup stays visible, 0–1. */
const FADE = 0.25;
const RED = [229, 20, 36] as const;
/** What nobody looks at is striped in two greys, each stripe so many px wide. */
const STRIPES = [206, 226] as const;
const STRIPE = 8;

/** The mockup faded towards white, differing pixels red; striped where `ignored` (one byte a pixel, as `mask`) has ones. */
export function drawDiff(mockup: Bitmap, mask: Uint8Array, ignored?: Uint8Array): Bitmap {
  const rgba = new Uint8ClampedArray(mockup.rgba.length);
  for (let pixel = 0, i = 0; pixel < mask.length; pixel++, i += 4) {
    const different = mask[pixel] === 1;
    for (let k = 0; k < 3; k++)
      rgba[i + k] = different
        ? (RED[k] as number)
        : 255 - (255 - (mockup.rgba[i + k] as number)) * FADE;
    rgba[i + 3] = 255;
    if (ignored?.[pixel] === 1) rgba.fill(stripeAt(pixel, mockup.width), i, i + 3);
  }
  return { width: mockup.width, height: mockup.height, rgba };
}

function stripeAt(pixel: number, width: number): number {
  const diagonal = (pixel % width) + Math.floor(pixel / width);
  return STRIPES[Math.floor(diagonal / STRIPE) % 2 === 0 ? 0 : 1];
}
