import type { Bitmap } from "../../../image/bitmap";

/** A bitmap as luma and chroma (BT.601, full range; chroma around 0), row by row: what lossy formats keep apart. */
export interface Planes {
  readonly width: number;
  readonly height: number;
  readonly luma: Float32Array;
  readonly blue: Float32Array;
  readonly red: Float32Array;
}

export function toPlanes({ width, height, rgba }: Bitmap): Planes {
  const pixels = width * height;
  const luma = new Float32Array(pixels);
  const blue = new Float32Array(pixels);
  const red = new Float32Array(pixels);
  for (let i = 0, j = 0; i < pixels; i++, j += 4) {
    const [r, g, b] = [rgba[j] as number, rgba[j + 1] as number, rgba[j + 2] as number];
    const y = 0.299 * r + 0.587 * g + 0.114 * b;
    luma[i] = y;
    blue[i] = (b - y) * 0.564;
    red[i] = (r - y) * 0.713;
  }
  return { width, height, luma, blue, red };
}

/** Writes the colour of pixel `i` into `rgba`. */
export function writePixel(planes: Planes, i: number, rgba: Uint8ClampedArray): void {
  const y = planes.luma[i] as number;
  const r = y + (planes.red[i] as number) / 0.713;
  const b = y + (planes.blue[i] as number) / 0.564;
  rgba[i * 4] = r;
  rgba[i * 4 + 1] = (y - 0.299 * r - 0.114 * b) / 0.587;
  rgba[i * 4 + 2] = b;
}
