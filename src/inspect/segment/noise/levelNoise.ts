import type { Bitmap } from "../../../image/bitmap";
import { dropSpecks } from "./dropSpecks";
import { findFlatColors, type FlatColors, type YccColor } from "./flatColors";
import { flattenInk } from "./flattenInk";
import { measureRinging } from "./measureRinging";
import { toPlanes, writePixel, type Planes } from "./planes";
import { smoothInk, type Limits } from "./smoothInk";
import { LEVEL, NOISE, RINGING } from "./tuning";

/** The bounds of one block, and what was measured in it. */
interface Block {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly leastLuma: number;
  readonly mostLuma: number;
  /** The larger range of the two chroma planes. */
  readonly chromaRange: number;
}

/** A page without its noise, and how far the noise moved plain colours at its worst, 0–255. */
export interface Levelled {
  readonly bitmap: Bitmap;
  readonly ringing: number;
}

/**
 * Takes compression noise off a page, so that surfaces are plain again: what differs from a flat colour nearby by no more than
 * compression makes becomes that colour, and ink is smoothed without blurring its edges. How much compression makes is measured on
 * the page. Photos, far from any flat colour, stay as they are. About 0.3 µs a pixel.
 */
export function levelNoise(bitmap: Bitmap): Levelled {
  const planes = toPlanes(bitmap);
  const flat = findFlatColors(planes);
  const measured = RINGING.worst * measureRinging(planes, flat);
  const ringing = Math.max(RINGING.least, Math.min(RINGING.most, measured));
  const isGround = new Uint8Array(planes.luma.length);
  const limits = levelGround(planes, flat, ringing, isGround);
  const isOpen = findOpen(planes, flat, isGround);
  dropSpecks(planes, flat, isOpen, ringing, isGround);
  smoothInk(planes, limits, (i, block) => isGround[i] === 0 && isOpen[block] === 1);
  const level = { ...bitmap, rgba: new Uint8ClampedArray(bitmap.rgba) };
  for (let i = 0; i < isGround.length; i++)
    if (isOpen[blockOf(planes, flat, i)] === 1) writePixel(planes, i, level.rgba);
    else isGround[i] = 1;
  flattenInk(level, isGround);
  return { bitmap: level, ringing };
}

const blockOf = ({ width }: Planes, { columns }: FlatColors, i: number): number => {
  const y = Math.floor(i / width);
  return Math.floor(y / NOISE.block) * columns + Math.floor((i - y * width) / NOISE.block);
};

/** Gives ground its colour, marks it in `isGround`, and tells how far noise reaches in every block. */
function levelGround(
  planes: Planes,
  flat: FlatColors,
  ringing: number,
  isGround: Uint8Array,
): Limits {
  const luma = new Float32Array(flat.near.length);
  const chroma = new Float32Array(flat.near.length);
  flat.near.forEach((colors, index) => {
    const block = measureBlock(planes, index % flat.columns, Math.floor(index / flat.columns));
    const contrast = Math.max(block.mostLuma - block.leastLuma, block.chromaRange);
    luma[index] = Math.min(ringing, Math.max(LEVEL.leastLuma, LEVEL.luma * contrast));
    chroma[index] = Math.max(LEVEL.leastChroma, LEVEL.chroma * block.chromaRange);
    const limits = { luma: luma[index], chroma: chroma[index] };
    const overshoot = overshootOf(colors, block);
    for (let y = block.y0; y < block.y1; y++)
      for (let i = y * planes.width + block.x0; i < y * planes.width + block.x1; i++) {
        const color =
          nearestGround(planes, i, colors, limits) ??
          (overshoot && isOvershoot(planes, i, overshoot, ringing) ? overshoot.ground : undefined);
        if (!color) continue;
        isGround[i] = 1;
        planes.luma[i] = color.luma;
        planes.blue[i] = color.blue;
        planes.red[i] = color.red;
      }
  });
  return { columns: flat.columns, luma, chroma };
}

function measureBlock(planes: Planes, column: number, row: number): Block {
  const [x0, y0] = [column * NOISE.block, row * NOISE.block];
  const x1 = Math.min(planes.width, x0 + NOISE.block);
  const y1 = Math.min(planes.height, y0 + NOISE.block);
  const rangeOf = (plane: Float32Array): readonly [number, number] => {
    let [least, most] = [Infinity, -Infinity];
    for (let y = y0; y < y1; y++)
      for (let x = x0; x < x1; x++) {
        const value = plane[y * planes.width + x] as number;
        if (value < least) least = value;
        if (value > most) most = value;
      }
    return [least, most];
  };
  const [leastLuma, mostLuma] = rangeOf(planes.luma);
  const [leastBlue, mostBlue] = rangeOf(planes.blue);
  const [leastRed, mostRed] = rangeOf(planes.red);
  const chromaRange = Math.max(mostBlue - leastBlue, mostRed - leastRed);
  return { x0, y0, x1, y1, leastLuma, mostLuma, chromaRange };
}

/** The ground whose colour a pixel has but for noise; undefined for ink. */
function nearestGround(
  { luma, blue, red }: Planes,
  i: number,
  colors: readonly YccColor[],
  limits: { readonly luma: number; readonly chroma: number },
): YccColor | undefined {
  let best: YccColor | undefined;
  let least = Infinity;
  for (const color of colors) {
    const light = Math.abs((luma[i] as number) - color.luma);
    const hue = Math.max(
      Math.abs((blue[i] as number) - color.blue),
      Math.abs((red[i] as number) - color.red),
    );
    if (light > limits.luma || hue > limits.chroma || light + hue / 4 >= least) continue;
    best = color;
    least = light + hue / 4;
  }
  return best;
}

/** Which way nothing but ringing goes. */
interface Overshoot {
  readonly ground: YccColor;
  /** 1: what is lighter than the ground is overshoot, -1: what is darker. */
  readonly sign: 1 | -1;
}

/** On a block of one ground whose ink is all darker, what is lighter is overshoot, and the other way round. */
function overshootOf(
  [ground, other]: readonly YccColor[],
  { leastLuma, mostLuma }: Block,
): Overshoot | undefined {
  if (!ground || other) return undefined;
  const [up, down] = [mostLuma - ground.luma, ground.luma - leastLuma];
  if (up > LEVEL.oneSided * down) return { ground, sign: -1 };
  return down > LEVEL.oneSided * up ? { ground, sign: 1 } : undefined;
}

function isOvershoot(
  { luma }: Planes,
  i: number,
  { ground, sign }: Overshoot,
  ringing: number,
): boolean {
  const off = ((luma[i] as number) - ground.luma) * sign;
  return off > 0 && off <= LEVEL.overshoot * ringing;
}

/** 1 for every block around which there is much ground: what lies there is ink, not a photo. */
function findOpen(planes: Planes, flat: FlatColors, isGround: Uint8Array): Uint8Array {
  const { columns, rows } = flat;
  const ground = new Float32Array(columns * rows);
  for (let i = 0; i < isGround.length; i++)
    if (isGround[i] === 1) (ground[blockOf(planes, flat, i)] as number)++;
  const isOpen = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let [sum, blocks] = [0, 0];
      for (let y = row - LEVEL.around; y <= row + LEVEL.around; y++)
        for (let x = column - LEVEL.around; x <= column + LEVEL.around; x++) {
          if (y < 0 || x < 0 || y >= rows || x >= columns) continue;
          sum += ground[y * columns + x] as number;
          blocks++;
        }
      if (sum > LEVEL.leastGround * blocks * NOISE.block ** 2) isOpen[row * columns + column] = 1;
    }
  return isOpen;
}
