import type { Bitmap } from "../../../image/bitmap";
import { ColorCount, distanceTo } from "../pixels/pixels";
import { NOISE } from "./tuning";

interface Block {
  /** The most frequent colour, packed. */
  readonly mode: number;
  /** Pixels of exactly that colour, pixels close to it, pixels far from it. */
  readonly exact: number;
  readonly close: number;
  readonly far: number;
}

/**
 * Tells whether lossy compression touched the mockup. A drawn page shows exactly one colour around its letters, a JPEG
 * a cloud of near misses. Looked at in blocks with ink, next to blocks of nothing but a ground colour, so that neither
 * photos nor gradients count.
 */
export function detectNoise(bitmap: Bitmap): "clean" | "lossy" {
  const columns = Math.floor(bitmap.width / NOISE.block);
  const rows = Math.floor(bitmap.height / NOISE.block);
  const blocks = Array.from({ length: columns * rows }, (_, index) =>
    describeBlock(
      bitmap,
      (index % columns) * NOISE.block,
      Math.floor(index / columns) * NOISE.block,
    ),
  );
  const grounds = findGrounds(blocks);
  const isGround = (block: Block | undefined): boolean =>
    block !== undefined && isPlain(block) && grounds.has(block.mode);
  let [exact, close] = [0, 0];
  blocks.forEach((block, index) => {
    if (block.close < 20 || block.far < 3) return;
    const column = index % columns;
    const besideGround =
      (column > 0 && isGround(blocks[index - 1])) ||
      (column < columns - 1 && isGround(blocks[index + 1])) ||
      isGround(blocks[index - columns]) ||
      isGround(blocks[index + columns]);
    if (!besideGround) return;
    exact += block.exact;
    close += block.close;
  });
  // With too few blocks to tell, the pixels are taken as they are.
  return close > 400 && exact < close * 0.69 ? "lossy" : "clean";
}

const isPlain = (block: Block): boolean => block.exact === NOISE.block * NOISE.block;

/** The colours that fill many blocks alone. */
function findGrounds(blocks: readonly Block[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const block of blocks)
    if (isPlain(block)) counts.set(block.mode, (counts.get(block.mode) ?? 0) + 1);
  const least = blocks.length * NOISE.minGround;
  return new Set([...counts].filter(([, count]) => count >= least).map(([mode]) => mode));
}

function describeBlock(bitmap: Bitmap, x0: number, y0: number): Block {
  const colors = new ColorCount();
  for (let y = y0; y < y0 + NOISE.block; y++)
    for (let x = x0; x < x0 + NOISE.block; x++) colors.add(bitmap, y * bitmap.width + x);
  const { color, share } = colors.mode ?? { color: [0, 0, 0] as const, share: 0 };
  const mode = (color[0] << 16) | (color[1] << 8) | color[2];
  const exact = Math.round(share * NOISE.block * NOISE.block);
  if (exact === NOISE.block * NOISE.block) return { mode, exact, close: exact, far: 0 };
  let [close, far] = [0, 0];
  for (let y = y0; y < y0 + NOISE.block; y++)
    for (let x = x0; x < x0 + NOISE.block; x++) {
      const distance = distanceTo(bitmap.rgba, y * bitmap.width + x, color);
      if (distance <= NOISE.ringing) close++;
      else if (distance > NOISE.ink) far++;
    }
  return { mode, exact, close, far };
}
