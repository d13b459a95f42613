import { channelDistance, type Rgb } from "../base/color";
import type { Bitmap } from "./bitmap";

/** What a transparent picture may be laid on, the likeliest first; each hides other colours. */
const GROUNDS: readonly Rgb[] = [
  [255, 255, 255],
  [31, 41, 55],
  [118, 118, 118],
];
/** Below this alpha a pixel is transparent, and from that one on a stroke's, 0–255. */
const ALPHA = { clear: 16, ink: 160 };
/** Strokes of letters are at most this wide, px; what is wider is a shape and no writing. */
const WIDEST_STROKE = 24;
/** A stroke this near to the ground cannot be seen on it, 0–255. */
const HIDDEN = 24;
/** Fewer rows of strokes are no word. */
const LEAST_ROWS = 20;

/**
 * The colour to lay a picture on whose ground is transparent: white, unless writing would vanish on it that another ground shows. Only
 * strokes count that stand on the transparent ground itself, since what stands on an opaque shape is seen on any.
 */
export function chooseGround(bitmap: Bitmap): Rgb {
  const [white, ...others] = GROUNDS as [Rgb, ...Rgb[]];
  const hidden = countHidden(bitmap);
  let best = white;
  for (const ground of others)
    if ((hidden.get(ground) ?? 0) + LEAST_ROWS <= (hidden.get(best) ?? 0)) best = ground;
  return best;
}

/** How many rows of strokes cannot be seen on each ground: runs of ink between transparent pixels. */
function countHidden({ width, height, rgba }: Bitmap): Map<Rgb, number> {
  const hidden = new Map(GROUNDS.map((ground) => [ground, 0]));
  const alphaAt = (index: number): number => rgba[index * 4 + 3] as number;
  for (let y = 0; y < height; y++) {
    let clearAt = -1;
    let strongest = -1;
    for (let x = 0; x < width; x++) {
      const index = y * width + x;
      if (alphaAt(index) >= ALPHA.clear) {
        if (clearAt >= 0 && (strongest < 0 || alphaAt(index) > alphaAt(strongest)))
          strongest = index;
        continue;
      }
      if (strongest >= 0 && alphaAt(strongest) >= ALPHA.ink && x - clearAt - 1 <= WIDEST_STROKE) {
        const color = rgba.subarray(strongest * 4, strongest * 4 + 3);
        const ink: Rgb = [color[0] as number, color[1] as number, color[2] as number];
        for (const ground of GROUNDS)
          if (channelDistance(ink, ground) < HIDDEN)
            hidden.set(ground, (hidden.get(ground) ?? 0) + 1);
      }
      [clearAt, strongest] = [x, -1];
    }
  }
  return hidden;
}
