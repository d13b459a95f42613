import type { Rect, Size } from "../../base/geometry";
import type { Picture } from "../../inspect/inspection";
import type { RenderedElement } from "../../render/renderer";

/** Side of a cell of the grid that covered area is counted on, CSS px. */
const CELL = 4;
/** What a generous crop may cover more than the picture, share of the page. */
const TOLERATED = 0.05;
const PICTURE_TAGS = new Set(["img", "picture", "canvas", "video", "iframe", "object", "embed"]);

/**
 * The share of the page, 0–1, that the render covers with pictures beyond the mockup's own: near 1 for a page that shows
 * the mockup as one picture instead of being built.
 */
export function pictureExcess(
  expected: readonly Picture[],
  elements: readonly RenderedElement[],
  page: Size,
): number {
  const actual = elements.filter(({ tag }) => PICTURE_TAGS.has(tag.toLowerCase()));
  const excess = coverage(actual, page) - coverage(expected, page) - TOLERATED;
  return Math.max(0, excess);
}

/** The share of the page under any of the boxes, counted by the middles of cells. */
function coverage(items: readonly { readonly box: Rect }[], { width, height }: Size): number {
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const covered = new Uint8Array(columns * rows);
  for (const { box } of items) {
    const x0 = Math.max(0, Math.round(box.x / CELL));
    const x1 = Math.min(columns, Math.round((box.x + box.width) / CELL));
    const y0 = Math.max(0, Math.round(box.y / CELL));
    const y1 = Math.min(rows, Math.round((box.y + box.height) / CELL));
    if (x1 > x0) for (let y = y0; y < y1; y++) covered.fill(1, y * columns + x0, y * columns + x1);
  }
  return covered.reduce((sum, cell) => sum + cell, 0) / covered.length;
}
