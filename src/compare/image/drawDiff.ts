import type { Bitmap } from "../../image/bitmap";

/** How much of the mockup stays visible, 0–1. */
const FADE = 0.25;

/** The mockup faded towards white, differing pixels red. */
export function drawDiff(mockup: Bitmap, mask: Uint8Array): Bitmap {
  const rgba = new Uint8ClampedArray(mockup.rgba.length);
  for (let pixel = 0, i = 0; pixel < mask.length; pixel++, i += 4) {
    const different = mask[pixel] === 1;
    for (let k = 0; k < 3; k++)
      rgba[i + k] = different
        ? (RED[k] as number)
        : 255 - (255 - (mockup.rgba[i + k] as number)) * FADE;
    rgba[i + 3] = 255;
  }
  return { width: mockup.width, height: mockup.height, rgba };
}

const RED = [229, 20, 36] as const;
