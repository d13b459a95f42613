import type { Rgb } from "../base/color";
import type { Rect } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";
import { drawLabel } from "./drawLabel";
import type { Inspection } from "./inspection";

/** How much of the mockup's own contrast stays below the overlay, 0–1. */
const FADED = 0.5;
const PICTURE: Rgb = [255, 0, 200];
const BOX: Rgb = [0, 110, 255];
const DIVIDER: Rgb = [0, 150, 0];
const LINE: Rgb = [230, 0, 0];
const DOUBTFUL: Rgb = [240, 140, 0];

/**
 * The mockup, faded, with what was found in it: boxes blue, pictures pink, dividers green, text lines red (doubtful
 * ones and those that could not be read orange); with ids.
 */
export function drawOverlay(bitmap: Bitmap, inspection: Inspection): Bitmap {
  const canvas = fade(bitmap);
  const scale = inspection.deviceScaleFactor;
  const draw = (items: readonly { id: string; box: Rect }[], color: Rgb, margin: number): void => {
    for (const { id, box } of items) {
      const frame = {
        x: Math.round(box.x * scale) - margin,
        y: Math.round(box.y * scale) - margin,
        width: Math.round(box.width * scale) + 2 * margin,
        height: Math.round(box.height * scale) + 2 * margin,
      };
      drawFrame(canvas, frame, color);
      drawLabel(canvas, id, frame.x, frame.y - 6, color);
    }
  };
  draw(inspection.boxes, BOX, 0);
  draw(inspection.pictures, PICTURE, 1);
  draw(inspection.dividers, DIVIDER, 0);
  draw(
    inspection.textLines.filter(({ doubtful }) => !doubtful),
    LINE,
    1,
  );
  draw(
    inspection.textLines.filter(({ doubtful }) => doubtful),
    DOUBTFUL,
    1,
  );
  draw(
    (inspection.unreadTexts ?? []).map((box) => ({ id: "", box })),
    DOUBTFUL,
    2,
  );
  return canvas;
}

/** Every pixel moved towards white. */
export function fade({ width, height, rgba }: Bitmap): Bitmap {
  const faded = new Uint8ClampedArray(rgba);
  for (let i = 0; i < faded.length; i++)
    if (i % 4 !== 3) faded[i] = (faded[i] as number) * FADED + 255 * (1 - FADED);
  return { width, height, rgba: faded };
}

/** A frame one pixel wide, in device px. */
export function drawFrame(canvas: Bitmap, { x, y, width, height }: Rect, color: Rgb): void {
  for (let column = x; column < x + width; column++) {
    setPixel(canvas, column, y, color);
    setPixel(canvas, column, y + height - 1, color);
  }
  for (let row = y; row < y + height; row++) {
    setPixel(canvas, x, row, color);
    setPixel(canvas, x + width - 1, row, color);
  }
}

function setPixel({ width, height, rgba }: Bitmap, x: number, y: number, color: Rgb): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  rgba.set(color, (y * width + x) * 4);
}
