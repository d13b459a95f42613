import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import type { GridPaint } from "../../inspection";
import { ColorCount, colorAtIndex, distanceTo } from "./pixels";
import { GRID } from "./tuning";

/** A page without the grid behind everything, and that grid, in device px. */
export interface Ungridded {
  readonly bitmap: Bitmap;
  readonly grid: GridPaint;
}

/** Lines of one direction: where they begin, how far apart and how thick, px. */
interface Comb {
  readonly first: number;
  readonly pitch: number;
  readonly thickness: number;
}

/**
 * The faint grid of equal squares that lies behind a page from edge to edge, taken out of its pixels; undefined when there is none. A
 * table has fewer lines, ends somewhere, or has cells that are no squares. `unit` is device px in a CSS px.
 */
export function findGrid(bitmap: Bitmap, unit: number): Ungridded | undefined {
  const { width, height } = bitmap;
  const down = findComb(bitmap, height, width, (line, along) => line * width + along, unit);
  const across =
    down && findComb(bitmap, width, height, (line, along) => along * width + line, unit);
  if (!across || Math.abs(across.pitch - down.pitch) > 1) return undefined;
  if (across.thickness !== down.thickness) return undefined;
  const color = groundBeside(bitmap, across, down);
  const line = lineColor(bitmap, down);
  if (!color || !line || channelDistance(color, line) > GRID.contrast) return undefined;
  const { first: offsetX, pitch, thickness } = across;
  const grid = {
    kind: "grid",
    color,
    line,
    pitch,
    thickness,
    offsetX,
    offsetY: down.first,
  } as const;
  return { bitmap: without(bitmap, grid), grid };
}

/** Which rows or columns are lines of one pitch, from one end of the page to the other. */
function findComb(
  bitmap: Bitmap,
  lines: number,
  length: number,
  indexOf: (line: number, along: number) => number,
  unit: number,
): Comb | undefined {
  const { rgba } = bitmap;
  const thickness = Math.max(1, Math.round(unit));
  const isLine = (at: number): boolean => {
    let marked = 0;
    for (let along = 0; along < length; along++) {
      const before = colorAtIndex(bitmap, indexOf(at - 1, along));
      const after = indexOf(at + thickness, along);
      const own = indexOf(at, along);
      const contrast = distanceTo(rgba, own, before);
      if (contrast < GRID.leastContrast || contrast > GRID.contrast) continue;
      if (distanceTo(rgba, after, before) <= GRID.same) marked++;
    }
    return marked >= GRID.marked * length;
  };
  const found: number[] = [];
  for (let at = 1; at < lines - thickness; at++) if (isLine(at)) found.push(at);
  const gaps = found.slice(1).map((at, index) => at - (found[index] as number));
  const pitch = [...gaps].sort((a, b) => a - b)[gaps.length >> 1];
  if (pitch === undefined || pitch < GRID.leastPitch * unit) return undefined;
  if (gaps.filter((gap) => gap === pitch).length < GRID.regular * gaps.length) return undefined;
  const whole = Math.floor(lines / pitch);
  if (found.length < Math.max(GRID.leastLines, GRID.present * whole)) return undefined;
  return { first: (found[0] as number) % pitch, pitch, thickness };
}

/** The colour in the middle of most cells. */
function groundBeside(bitmap: Bitmap, across: Comb, down: Comb): Rgb | undefined {
  const count = new ColorCount();
  for (let y = down.first + (down.pitch >> 1); y < bitmap.height; y += down.pitch)
    for (let x = across.first + (across.pitch >> 1); x < bitmap.width; x += across.pitch)
      count.add(bitmap, y * bitmap.width + x);
  return count.mode?.color;
}

/** The colour most pixels of the lines have. */
function lineColor(bitmap: Bitmap, { first, pitch }: Comb): Rgb | undefined {
  const count = new ColorCount();
  for (let y = first; y < bitmap.height; y += pitch)
    for (let x = 0; x < bitmap.width; x++) count.add(bitmap, y * bitmap.width + x);
  return count.mode?.color;
}

/** Gives the pixels of the grid's lines the colour of their ground, where nothing lies on them. */
function without(bitmap: Bitmap, grid: GridPaint): Bitmap {
  const { width, height } = bitmap;
  const rgba = new Uint8ClampedArray(bitmap.rgba);
  const limit = channelDistance(grid.color, grid.line) + GRID.same;
  const isOn = (at: number, offset: number): boolean => {
    const past = (at - offset) % grid.pitch;
    return (past < 0 ? past + grid.pitch : past) < grid.thickness;
  };
  for (let y = 0, i = 0; y < height; y++) {
    const inRow = isOn(y, grid.offsetY);
    for (let x = 0; x < width; x++, i++)
      if ((inRow || isOn(x, grid.offsetX)) && distanceTo(bitmap.rgba, i, grid.color) <= limit)
        rgba.set(grid.color, i * 4);
  }
  return { width, height, rgba };
}
