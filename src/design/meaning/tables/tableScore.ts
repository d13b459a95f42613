import { bottom, right } from "../../../base/geometry";
import type { FoundTable, TableRow } from "./foundTable";
import { isJoined, JOINED_PX } from "./isJoined";
import type { Scene } from "../scene";
import { centerY, saturation } from "../scene";
import { NUMERIC } from "../texts/words";

/** What speaks for a table, and how loudly; a group whose signs add up to more than 0 is one. */
const WEIGHTS = {
  always: -3.2,
  rules: 2.2,
  header: 1.6,
  numeric: 1.4,
  fourColumns: 1,
  twoColumns: -1,
  evenPitch: 0.6,
  full: 0.6,
  ragged: -1.6,
  boxedCells: -2,
  accentOnly: -1.5,
  manyRows: 0.7,
  crowded: -2,
} as const;

/** How much speaks for a table. */
export function tableScore(table: FoundTable, scene: Scene): number {
  const { rows, aligns } = table;
  const count = aligns.length;
  const texts = rows.flatMap(({ cells }) => cells.flat());
  const filled = rows.flatMap(({ cells }) => cells).filter((cell) => cell.length > 0).length;
  const share = filled / (rows.length * count);
  const body = table.hasHeader ? rows.slice(1) : rows;
  const numeric = aligns.some((_, c) => {
    const column = body.map(({ cells }) => cells[c]?.[0]?.text.trim() ?? "");
    return column.filter((text) => NUMERIC.test(text)).length >= 0.6 * body.length;
  });
  const boxed = texts.filter((text) => {
    const home = text.homes[text.homes.length - 1];
    return home?.texts.length === 1 && !isJoined(home, scene);
  }).length;
  const accents = texts.filter(({ block }) => saturation(block.style.color) > 70).length;
  const signs: Record<keyof typeof WEIGHTS, number> = {
    always: 1,
    rules: rulesBetween(table, scene),
    header: Number(table.hasHeader),
    numeric: Number(numeric),
    fourColumns: Number(count >= 4),
    twoColumns: Number(count === 2),
    evenPitch: Number(isEven(body.map(({ rect }) => centerY(rect)))),
    full: Number(share >= 0.9),
    ragged: Number(share < 0.7),
    boxedCells: Number(boxed > 0.6 * texts.length),
    accentOnly: Number(accents > 0.7 * texts.length),
    manyRows: Number(rows.length >= 5),
    // A cell holds one thing; the items of a list hold several.
    crowded: Number(texts.length > 1.5 * filled),
  };
  return (Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]).reduce(
    (sum, name) => sum + WEIGHTS[name] * signs[name],
    0,
  );
}

/** The share of gaps between rows in which a rule, or the edges of stripes or of joined cells, run across most of the table. */
function rulesBetween({ rows, rect }: FoundTable, scene: Scene): number {
  const isWide = ({ x, end }: Edge): boolean =>
    end - x > 0.7 * rect.width && x < rect.x + 0.2 * rect.width;
  const low = scene.boxes.filter((other) => other.rect.height < 0.6 * rect.height);
  const edges = joinEdges([
    ...scene.dividers.map(({ box }) => ({ y: centerY(box), x: box.x, end: right(box) })),
    ...low.flatMap(({ rect: { x, y, width, height } }) =>
      [y, y + height].map((edge) => ({ y: edge, x, end: x + width })),
    ),
  ]).filter(isWide);
  const gaps = rows.slice(1).map((row, i) => [bottom((rows[i] as TableRow).rect), row.rect.y]);
  const ruled = gaps.filter(([a = 0, b = 0]) => edges.some(({ y }) => y >= a - 1 && y <= b + 1));
  return gaps.length === 0 ? 0 : ruled.length / gaps.length;
}

/** A line from left to right. CSS px. */
interface Edge {
  readonly y: number;
  readonly x: number;
  readonly end: number;
}

/** Edges on one level that touch, as one. */
function joinEdges(edges: readonly Edge[]): Edge[] {
  const joined: Edge[] = [];
  for (const edge of [...edges].sort((a, b) => a.x - b.x)) {
    const at = joined.findIndex(
      ({ y, end }) => Math.abs(y - edge.y) <= JOINED_PX && edge.x <= end + JOINED_PX,
    );
    const before = joined[at];
    if (before) joined[at] = { ...before, end: Math.max(before.end, edge.end) };
    else joined.push(edge);
  }
  return joined;
}

function isEven(ys: readonly number[]): boolean {
  const steps = ys.slice(1).map((y, i) => y - (ys[i] as number));
  return steps.length >= 2 && Math.max(...steps) - Math.min(...steps) <= 4;
}
