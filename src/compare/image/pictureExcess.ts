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
 * the mockup as one picture instead of being built. What lies under `masks` (CSS px) counts on neither side, nor as page.
 */
export function pictureExcess(
  expected: readonly Picture[],
  elements: readonly RenderedElement[],
  page: Size,
  masks: readonly Rect[] = [],
): number {
  const actual = elements.filter(({ tag }) => PICTURE_TAGS.has(tag.toLowerCase()));
  const ignored = cellsUnder(masks, page);
  const share = (items: readonly { readonly box: Rect }[]): number =>
    coverage(
      cellsUnder(
        items.map(({ box }) => box),
        page,
      ),
      ignored,
    );
  return Math.max(0, share(actual) - share(expected) - TOLERATED);
}

/** The share of the cells that are not `ignored` which are covered. */
function coverage(covered: Uint8Array, ignored: Uint8Array): number {
  let [under, all] = [0, 0];
  for (const [at, cell] of covered.entries()) {
    if (ignored[at] === 1) continue;
    under += cell;
    all++;
  }
  return all === 0 ? 0 : under / all;
}

/** The page's cells, 1 where the middle lies under any of the boxes. */
function cellsUnder(boxes: readonly Rect[], { width, height }: Size): Uint8Array {
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const covered = new Uint8Array(columns * rows);
  for (const box of boxes) {
    const x0 = Math.max(0, Math.round(box.x / CELL));
    const x1 = Math.min(columns, Math.round((box.x + box.width) / CELL));
    const y0 = Math.max(0, Math.round(box.y / CELL));
    const y1 = Math.min(rows, Math.round((box.y + box.height) / CELL));
    if (x1 > x0) for (let y = y0; y < y1; y++) covered.fill(1, y * columns + x0, y * columns + x1);
  }
  return covered;
}
