import type { Rgb } from "../base/color";
import type { Bitmap } from "../image/bitmap";

/** A 3×5 pixel letter per character of an id, row by row, "#" is ink. */
const GLYPHS: Readonly<Record<string, string>> = {
  "0": "####.##.##.####",
  "1": ".#.##..#..#.###",
  "2": "###..#####..###",
  "3": "###..#.##..####",
  "4": "#.##.####..#..#",
  "5": "####..###..####",
  "6": "####..####.####",
  "7": "###..#..#..#..#",
  "8": "####.#####.####",
  "9": "####.####..####",
  b: "#..#..###.####.",
  d: "..#..#.####.###",
  p: "....##.#.##.#..",
  t: ".#.###.#..#..##",
};
const COLUMNS = 3;
const ROWS = 5;

/** Writes an id ("t12") in `color` on white with its top left corner at (x, y), moved into the bitmap when outside. */
export function drawLabel(canvas: Bitmap, id: string, x: number, y: number, color: Rgb): void {
  const width = id.length * (COLUMNS + 1) + 1;
  const left = Math.max(0, Math.min(canvas.width - width, x));
  const top = Math.max(0, Math.min(canvas.height - ROWS - 2, y));
  for (let row = 0; row < ROWS + 2; row++)
    for (let column = 0; column < width; column++) {
      const isInk = inkAt(id, column - 1, row - 1);
      put(canvas, left + column, top + row, isInk ? color : [255, 255, 255]);
    }
}

function inkAt(id: string, column: number, row: number): boolean {
  if (column < 0 || row < 0 || row >= ROWS) return false;
  const within = column % (COLUMNS + 1);
  if (within === COLUMNS) return false;
  const glyph = GLYPHS[id[Math.floor(column / (COLUMNS + 1))] ?? ""];
  return glyph?.[row * COLUMNS + within] === "#";
}

function put({ width, height, rgba }: Bitmap, x: number, y: number, color: Rgb): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  rgba.set(color, (y * width + x) * 4);
}
