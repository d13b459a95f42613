import { heightOf, unite, widthOf, type Bounds } from "../../../base/bounds";
import { median } from "../../../base/median";
import { BUSY } from "./tuning";

/** What can be lines of text, and where too many stand too close together to be any. */
export interface Readable<Line> {
  readonly lines: Line[];
  readonly busy: Bounds[];
  /** How many were left out because the page has too many. */
  readonly tooMany: number;
}

/**
 * Takes the lines out that stand in a pattern of dots, tiles or noise: where a cell of the page holds more than can be
 * read. Cells that touch are one area. `unit` is device px in a CSS px.
 */
export function findBusy<Line extends Bounds>(
  lines: readonly Line[],
  unit: number,
): Readable<Line> {
  const cells = gatherCells(lines, BUSY.cell * unit);
  const full = new Map([...cells].filter(([, { length }]) => length > BUSY.mostInCell));
  const busy = joinCells(full, cells);
  const free = lines.filter((line) => !busy.some((area) => isMiddleIn(area, line)));
  if (free.length <= BUSY.mostOnPage) return { lines: free, busy, tooMany: 0 };
  const widest = new Set(
    [...free].sort((a, b) => widthOf(b) - widthOf(a)).slice(0, BUSY.mostOnPage),
  );
  return {
    lines: free.filter((line) => widest.has(line)),
    busy,
    tooMany: free.length - BUSY.mostOnPage,
  };
}

/** The lines by the cell that holds their middle: "column row". */
function gatherCells<Line extends Bounds>(
  lines: readonly Line[],
  size: number,
): Map<string, Line[]> {
  const cells = new Map<string, Line[]>();
  for (const line of lines) {
    const { x, y } = middleOf(line);
    const key = keyOf(Math.floor(x / size), Math.floor(y / size));
    const cell = cells.get(key);
    if (cell) cell.push(line);
    else cells.set(key, [line]);
  }
  return cells;
}

const keyOf = (column: number, row: number): string => `${column} ${row}`;

/** Around the marks of each group of full cells that touch, and what is like them in the cells beside. */
function joinCells(
  full: ReadonlyMap<string, readonly Bounds[]>,
  cells: ReadonlyMap<string, readonly Bounds[]>,
): Bounds[] {
  const seen = new Set<string>();
  const areas: Bounds[] = [];
  for (const start of full.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const group = [start];
    const beside = new Set<string>();
    for (const key of group)
      for (const next of neighboursOf(key))
        if (!full.has(next)) beside.add(next);
        else if (!seen.has(next)) {
          seen.add(next);
          group.push(next);
        }
    const marks = group.flatMap((key) => full.get(key) ?? []);
    const near = [...marks, ...[...beside].flatMap((key) => cells.get(key) ?? [])];
    const { x0, y0, x1, y1 } = near.filter(isLike(marks)).reduce(unite);
    areas.push({ x0, y0, x1, y1 });
  }
  return areas;
}

function neighboursOf(key: string): string[] {
  const [column = 0, row = 0] = key.split(" ").map(Number);
  return [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => keyOf(column + dx, row + dy)));
}

/** Whether something is about as large as most of `marks`. */
function isLike(marks: readonly Bounds[]): (mark: Bounds) => boolean {
  const [width, height] = [median(marks.map(widthOf)), median(marks.map(heightOf))];
  return (mark) => widthOf(mark) <= BUSY.larger * width && heightOf(mark) <= BUSY.larger * height;
}

const middleOf = (bounds: Bounds): { x: number; y: number } => ({
  x: (bounds.x0 + bounds.x1) / 2,
  y: (bounds.y0 + bounds.y1) / 2,
});

function isMiddleIn(area: Bounds, line: Bounds): boolean {
  const { x, y } = middleOf(line);
  return x >= area.x0 && x < area.x1 && y >= area.y0 && y < area.y1;
}
