import type { Rgb } from "../base/color";
import type { Bitmap } from "../image/bitmap";
import { ColorCount, distanceTo } from "./pixels";

/** The side of the blocks that JPEG compresses on its own. */
const BLOCK = 8;
/** How far compression commonly moves a plain colour, 0–255. */
const RINGING = 12;

interface Block {
  readonly mode: Rgb;
  /** Pixels of exactly the most frequent colour, and pixels close to it. */
  readonly exact: number;
  readonly close: number;
  readonly isPlain: boolean;
}

/**
 * Tells whether lossy compression touched the mockup. A drawn page shows exactly one colour around its letters, a JPEG
 * a cloud of near misses: looked at in blocks with ink next to blocks without any, so that photos do not count.
 */
export function detectNoise(bitmap: Bitmap): "clean" | "lossy" {
  const columns = Math.floor(bitmap.width / BLOCK);
  const rows = Math.floor(bitmap.height / BLOCK);
  const blocks = Array.from({ length: columns * rows }, (_, index) =>
    describeBlock(bitmap, (index % columns) * BLOCK, Math.floor(index / columns) * BLOCK),
  );
  let [exact, close] = [0, 0];
  blocks.forEach((block, index) => {
    if (block.isPlain || block.close < 20) return;
    const column = index % columns;
    const besidePlain =
      (column > 0 && blocks[index - 1]?.isPlain === true) ||
      (column < columns - 1 && blocks[index + 1]?.isPlain === true) ||
      blocks[index - columns]?.isPlain === true ||
      blocks[index + columns]?.isPlain === true;
    if (!besidePlain) return;
    exact += block.exact;
    close += block.close;
  });
  // Too few blocks to tell: take the pixels as they are.
  return close > 400 && exact < close * 0.55 ? "lossy" : "clean";
}

function describeBlock(bitmap: Bitmap, x0: number, y0: number): Block {
  const colors = new ColorCount();
  for (let y = y0; y < y0 + BLOCK; y++)
    for (let x = x0; x < x0 + BLOCK; x++) colors.add(bitmap, y * bitmap.width + x);
  const mode = colors.mode?.color ?? [0, 0, 0];
  let [close, plain] = [0, 0];
  for (let y = y0; y < y0 + BLOCK; y++)
    for (let x = x0; x < x0 + BLOCK; x++) {
      const distance = distanceTo(bitmap.rgba, y * bitmap.width + x, mode);
      if (distance <= RINGING) close++;
      if (distance <= 1) plain++;
    }
  const exact = Math.round((colors.mode?.share ?? 0) * BLOCK * BLOCK);
  return { mode, exact, close, isPlain: plain === BLOCK * BLOCK };
}
