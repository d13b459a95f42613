import { bottom, type Rect } from "../../base/geometry";

/** Sorts row by row, left to right within a row. What shares half of its height with a row stands in it. */
export function inReadingOrder<T extends { readonly box: Rect }>(items: readonly T[]): T[] {
  const rows: { items: T[]; top: number; bottom: number }[] = [];
  for (const item of [...items].sort((a, b) => a.box.y - b.box.y)) {
    const row = rows[rows.length - 1];
    const shared = row ? Math.min(row.bottom, bottom(item.box)) - item.box.y : 0;
    const height = row ? Math.min(item.box.height, row.bottom - row.top) : 0;
    if (row && shared > height / 2) row.items.push(item);
    else rows.push({ items: [item], top: item.box.y, bottom: bottom(item.box) });
  }
  return rows.flatMap((row) => row.items.sort((a, b) => a.box.x - b.box.x));
}
