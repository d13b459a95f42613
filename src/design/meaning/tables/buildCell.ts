import type { Rect } from "../../../base/geometry";
import { bottom, boundingRect, right } from "../../../base/geometry";
import type { DesignNode, Look } from "../../design";
import { designNode, PLAIN_LAYOUT, PLAIN_LOOK, PLAIN_PLACE } from "../../flow/parts";
import type { FoundTable } from "./foundTable";
import { centerX, centerY, gapX } from "../scene";
import type { Column } from "./tableGrid";
import type { Material } from "./tableLook";
import { isPainted } from "../tree";

/** A cell: its text where it is no more than that, else its parts beside or below each other. */
export function buildCell(
  [row, column]: readonly [number, number],
  rowRect: Rect,
  columns: readonly Column[],
  table: FoundTable,
  { pieces, pictures }: Material,
): DesignNode {
  const { x, width, padding, align: textAlign } = columns[column] as Column;
  const rect: Rect = { x, y: rowRect.y, width, height: rowRect.height };
  const own = [
    ...pieces
      .filter((piece) => piece.row === row && piece.column === column)
      .map(({ node }) => node),
    ...pictures.filter(({ rect: other }) => isIn(other, rect)),
  ].sort((a, b) => a.rect.x - b.rect.x);
  const head = table.hasHeader && row === 0;
  const align = ({ left: "start", center: "center", right: "end" } as const)[textAlign];
  const cell = designNode({
    id: `c${own[0]?.id ?? `${rowRect.y}-${column}`}`,
    meaning: head
      ? { tag: "th", name: "table-heading", attributes: { scope: "col" } }
      : { tag: "td", name: "table-cell" },
    rect,
    // The first row says how wide columns are.
    width: row === 0 ? { kind: "fixed", px: width } : { kind: "fill" },
    layout: { ...PLAIN_LAYOUT, padding, align },
  });
  const [only] = own;
  if (!only) return cell;
  const fills = only.rect.width > 0.9 * rect.width && only.rect.height > 0.8 * rect.height;
  if (only.text && own.length === 1 && only.children.length === 0 && (fills || !isPainted(only)))
    return {
      ...cell,
      look: fills ? cellLook(only.look) : cell.look,
      text: { ...only.text, align: textAlign },
    };
  if (fills && own.length === 1 && isPainted(only)) {
    const inner: DesignNode = {
      ...only,
      meaning: only.meaning.tag === "a" ? only.meaning : { tag: "div", name: "cell-parts" },
      look: PLAIN_LOOK,
      width: { kind: "fill" },
      height: { kind: "hug" },
      place: PLAIN_PLACE,
    };
    const layout = { ...PLAIN_LAYOUT, align };
    return { ...cell, look: cellLook(only.look), layout, children: [inner] };
  }
  const stacked = own.some((a, i) => own.some((b, j) => i < j && gapX(a.rect, b.rect) < 0));
  const ordered = stacked ? [...own].sort((a, b) => a.rect.y - b.rect.y) : own;
  const group = designNode({
    id: `g${cell.id}`,
    meaning: { tag: "div", name: "cell-parts" },
    rect: boundingRect(own.map((node) => node.rect)),
    layout: {
      ...PLAIN_LAYOUT,
      kind: stacked ? "column" : "row",
      align: stacked ? align : "center",
      justify: stacked ? "start" : align,
    },
    children: ordered.map((node, i) => {
      const before = ordered[i - 1]?.rect;
      const gap = before
        ? stacked
          ? node.rect.y - bottom(before)
          : node.rect.x - right(before)
        : 0;
      const place = { ...PLAIN_PLACE, before: Math.max(0, Math.round(gap)) };
      const isWide = node.width.kind === "fill";
      return { ...node, width: isWide ? { kind: "hug" as const } : node.width, place };
    }),
  });
  return { ...cell, children: [group] };
}

/** The look of a box that is a cell: in one plane with its neighbours it has neither corners nor a shadow of its own. */
function cellLook(look: Look): Look {
  return { ...look, radius: undefined, shadow: undefined };
}

const isIn = (inner: Rect, outer: Rect): boolean =>
  centerX(inner) > outer.x &&
  centerX(inner) <= right(outer) &&
  centerY(inner) > outer.y &&
  centerY(inner) <= bottom(outer);
