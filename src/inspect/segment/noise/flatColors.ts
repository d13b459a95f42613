import type { Planes } from "./planes";
import { FLAT, NOISE, VARIANT } from "./tuning";

/** A colour in luma and chroma, see {@link Planes}. */
export interface YccColor {
  readonly luma: number;
  readonly blue: number;
  readonly red: number;
}

/** The flat colours near every block of a page, row by row; the most frequent one first. */
export interface FlatColors {
  readonly columns: number;
  readonly rows: number;
  readonly near: readonly (readonly YccColor[])[];
}

/** A colour that was seen in flat cells. */
interface Seen {
  luma: number;
  blue: number;
  red: number;
  /** How many cells near the block have it, and how many of the page have one of them. */
  cells: number;
  onPage: number;
  /** How far away the nearest of them is, px. */
  distance: number;
}

/** The cells of a page, and the colour of those that are flat. */
interface Cells {
  readonly columns: number;
  readonly rows: number;
  readonly colors: readonly (YccColor | undefined)[];
  /** How many cells of the page have about the same colour. */
  readonly onPage: Uint32Array;
}

/**
 * The colours that surfaces show near every block where compression left them alone. What lies in a block that compression
 * touched belongs to one of them, or is ink.
 */
export function findFlatColors(planes: Planes): FlatColors {
  const cells = findFlatCells(planes);
  const columns = Math.ceil(planes.width / NOISE.block);
  const rows = Math.ceil(planes.height / NOISE.block);
  const near = Array.from({ length: columns * rows }, (_, block) =>
    colorsNear(cells, block % columns, Math.floor(block / columns)),
  );
  return { columns, rows, near };
}

function findFlatCells(planes: Planes): Cells {
  const columns = Math.floor(planes.width / FLAT.cell);
  const rows = Math.floor(planes.height / FLAT.cell);
  const colors = Array.from({ length: columns * rows }, (_, cell) => {
    const x0 = (cell % columns) * FLAT.cell;
    const y0 = Math.floor(cell / columns) * FLAT.cell;
    const luma = flatMean(planes.luma, planes.width, x0, y0);
    if (luma === undefined) return undefined;
    const blue = flatMean(planes.blue, planes.width, x0, y0);
    const red = flatMean(planes.red, planes.width, x0, y0);
    return blue === undefined || red === undefined ? undefined : { luma, blue, red };
  });
  return { columns, rows, colors, onPage: countAlike(colors) };
}

/** The mean of a cell of one plane; undefined when it is not flat. */
function flatMean(plane: Float32Array, width: number, x0: number, y0: number): number | undefined {
  let [least, most, sum] = [Infinity, -Infinity, 0];
  for (let y = y0; y < y0 + FLAT.cell; y++)
    for (let x = x0; x < x0 + FLAT.cell; x++) {
      const value = plane[y * width + x] as number;
      if (value < least) least = value;
      if (value > most) most = value;
      sum += value;
    }
  return most - least <= FLAT.range ? sum / FLAT.cell ** 2 : undefined;
}

/** How many flat cells of the page show about the colour of each of its flat cells. */
function countAlike(colors: readonly (YccColor | undefined)[]): Uint32Array {
  const keyOf = ({ luma, blue, red }: YccColor): string =>
    `${Math.round(luma)} ${Math.round(blue)} ${Math.round(red)}`;
  const counts = new Map<string, number>();
  for (const color of colors)
    if (color) counts.set(keyOf(color), (counts.get(keyOf(color)) ?? 0) + 1);
  return Uint32Array.from(colors, (color) => (color ? (counts.get(keyOf(color)) ?? 0) : 0));
}

/** Whether compression may have made `color` out of `origin`. */
const isVariant = (color: Seen, origin: Seen): boolean =>
  origin.onPage >= VARIANT.rarer * color.onPage &&
  Math.abs(origin.luma - color.luma) <= VARIANT.luma &&
  chromaDistance(origin, color) <= VARIANT.chroma;

/** The colours of the flat cells around a block. */
function colorsNear(cells: Cells, column: number, row: number): YccColor[] {
  const { columns, rows, colors, onPage } = cells;
  const perBlock = NOISE.block / FLAT.cell;
  const [left, top] = [column * perBlock, row * perBlock];
  const seen: Seen[] = [];
  const lastRow = Math.min(rows - 1, top + perBlock - 1 + FLAT.reach);
  const lastColumn = Math.min(columns - 1, left + perBlock - 1 + FLAT.reach);
  for (let y = Math.max(0, top - FLAT.reach); y <= lastRow; y++)
    for (let x = Math.max(0, left - FLAT.reach); x <= lastColumn; x++) {
      const color = colors[y * columns + x];
      if (!color) continue;
      const away = Math.max(Math.abs(y - top - 0.5), Math.abs(x - left - 0.5)) * FLAT.cell;
      note(seen, color, onPage[y * columns + x] as number, away);
    }
  const trusted = seen
    .filter((color) => color.cells >= FLAT.leastCells)
    .filter((color, _, all) => !all.some((origin) => isVariant(color, origin)));
  const nearest = trusted.reduce((least, { distance }) => Math.min(least, distance), Infinity);
  const farthest = Math.max(FLAT.near, nearest + FLAT.further);
  return trusted
    .filter(({ distance }) => distance <= farthest)
    .sort((a, b) => b.cells - a.cells)
    .slice(0, FLAT.most);
}

/** Counts a colour. Of those that are alike the most frequent stands for all, on a slope the nearest. */
function note(seen: Seen[], { luma, blue, red }: YccColor, onPage: number, distance: number): void {
  for (const entry of seen) {
    if (Math.abs(entry.luma - luma) > FLAT.alike) continue;
    if (Math.abs(entry.blue - blue) > FLAT.alike || Math.abs(entry.red - red) > FLAT.alike)
      continue;
    entry.cells++;
    const isMadeOfIt = onPage * VARIANT.rarer <= entry.onPage;
    const madeIt = entry.onPage * VARIANT.rarer <= onPage;
    if (madeIt || (distance < entry.distance && !isMadeOfIt))
      Object.assign(entry, { luma, blue, red, onPage });
    entry.distance = Math.min(entry.distance, distance);
    return;
  }
  seen.push({ luma, blue, red, cells: 1, onPage, distance });
}

export const chromaDistance = (a: YccColor, b: YccColor): number =>
  Math.max(Math.abs(a.blue - b.blue), Math.abs(a.red - b.red));
