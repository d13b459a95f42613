import type { Bitmap } from "../../../image/bitmap";
import { ColorCount, distanceTo } from "./pixels";

/** The side of the blocks that JPEG compresses on its own. */
const BLOCK = 8;
/** How far compression commonly moves a plain colour, 0–255. */
const RINGING = 12;

/** Differences from the ground that only ink makes, 0–255. */
const INK = 60;
/** The least share of all blocks a colour must fill alone to be the ground of a page. */
const MIN_GROUND = 0.01;

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
  const columns = Math.floor(bitmap.width / BLOCK);
  const rows = Math.floor(bitmap.height / BLOCK);
  const blocks = Array.from({ length: columns * rows }, (_, index) =>
    describeBlock(bitmap, (index % columns) * BLOCK, Math.floor(index / columns) * BLOCK),
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

const isPlain = (block: Block): boolean => block.exact === BLOCK * BLOCK;

/** The colours that fill many blocks alone. */
function findGrounds(blocks: readonly Block[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const block of blocks)
    if (isPlain(block)) counts.set(block.mode, (counts.get(block.mode) ?? 0) + 1);
  const least = blocks.length * MIN_GROUND;
  return new Set([...counts].filter(([, count]) => count >= least).map(([mode]) => mode));
}

function describeBlock(bitmap: Bitmap, x0: number, y0: number): Block {
  const colors = new ColorCount();
  for (let y = y0; y < y0 + BLOCK; y++)
    for (let x = x0; x < x0 + BLOCK; x++) colors.add(bitmap, y * bitmap.width + x);
  const { color, share } = colors.mode ?? { color: [0, 0, 0] as const, share: 0 };
  const mode = (color[0] << 16) | (color[1] << 8) | color[2];
  const exact = Math.round(share * BLOCK * BLOCK);
  if (exact === BLOCK * BLOCK) return { mode, exact, close: exact, far: 0 };
  let [close, far] = [0, 0];
  for (let y = y0; y < y0 + BLOCK; y++)
    for (let x = x0; x < x0 + BLOCK; x++) {
      const distance = distanceTo(bitmap.rgba, y * bitmap.width + x, color);
      if (distance <= RINGING) close++;
      else if (distance > INK) far++;
    }
  return { mode, exact, close, far };
}
