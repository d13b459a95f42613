import type { Rect } from "../../../base/geometry";
import { bottom, boundingRect, right } from "../../../base/geometry";
import type { Border } from "../../../inspect/inspection";
import type { DesignNode, Layout } from "../../design";
import { designNode, innerRect, NO_SIDES, PLAIN_LAYOUT, PLAIN_PLACE } from "../../flow/parts";
import { buildCell } from "./buildCell";
import type { FoundTable } from "./foundTable";
import { columnEdges, describeColumns, evenPitch, rowEdges } from "./tableGrid";
import type { Material, Ruling } from "./tableLook";
import { framesOf, linesOf, rowLook, rulingOf, tableLook } from "./tableLook";
import { isPainted, textIds } from "../tree";

/**
 * The tree with `table` as rows of cells, wherever its texts were cut: in place of the part that holds all of them, or
 * of those of its children that hold nothing else. The same tree where the table's texts are mixed with others.
 */
export function regroupTable(root: DesignNode, table: FoundTable): DesignNode {
  const cellOf = new Map<string, readonly [row: number, column: number]>();
  table.rows.forEach(({ cells }, r) =>
    cells.forEach((cell, c) => {
      for (const text of cell) cellOf.set(text.block.id, [r, c]);
    }),
  );
  return rewriteHolder(root, cellOf, (holder) => replaceIn(holder, table, cellOf));
}

type CellOf = ReadonlyMap<string, readonly [row: number, column: number]>;

/** The tree with the smallest part that holds all cells rewritten. */
function rewriteHolder(
  node: DesignNode,
  cellOf: CellOf,
  rewrite: (holder: DesignNode) => DesignNode,
): DesignNode {
  const index = node.children.findIndex(
    (child) => textIds(child).filter((id) => cellOf.has(id)).length === cellOf.size,
  );
  const child = node.children[index];
  if (!child) return rewrite(node);
  const children = [...node.children];
  children[index] = keepHeight(rewriteHolder(child, cellOf, rewrite), node);
  return { ...node, children };
}

/** A table beside something taller: stretched to that height, its rows would share what it has not. */
function keepHeight(table: DesignNode, { layout, children }: DesignNode): DesignNode {
  const isBeside = layout !== undefined && BESIDE.includes(layout.kind);
  const isShorter = children.some(({ rect }) => bottom(rect) > bottom(table.rect) + 1);
  const isStretched = (table.place.align ?? layout?.align) === "stretch";
  if (table.meaning.tag !== "table" || !isBeside || !isShorter || !isStretched) return table;
  return { ...table, place: { ...table.place, align: "start" } };
}

const BESIDE: readonly Layout["kind"][] = ["row", "grid", "columns"];

function replaceIn(holder: DesignNode, table: FoundTable, cellOf: CellOf): DesignNode {
  const has = (node: DesignNode): boolean => textIds(node).some((id) => cellOf.has(id));
  const isPure = (node: DesignNode): boolean => textIds(node).every((id) => cellOf.has(id));
  const isColumn = holder.layout?.kind === "column";
  const pure = holder.children.every(isPure);
  // Parts without words between and beside the cells of anything but a column are what the table is drawn with.
  const first = pure && !isColumn ? 0 : holder.children.findIndex(has);
  const last = pure && !isColumn ? holder.children.length - 1 : holder.children.findLastIndex(has);
  const inside = holder.children.slice(first, last + 1);
  if (first < 0 || !inside.every(isPure)) return holder;
  const whole = first === 0 && last === holder.children.length - 1;
  if (!whole && !isColumn) return holder;
  const next = holder.children[last + 1];
  const ending = next && isRule(next) && next.rect.y - bottom(table.rect) < 40 ? [next] : [];
  const previous = holder.children[first - 1];
  const opening =
    previous && isRule(previous) && table.rect.y - bottom(previous.rect) < 40 ? [previous] : [];
  const built = buildTable([...opening, ...inside, ...ending], table, cellOf, holder.rect);
  const from = first - opening.length;
  if (whole && !isPainted(holder) && ending.length === 0 && opening.length === 0)
    return { ...built, width: holder.width, place: holder.place };
  if (whole && from === 0 && ending.length === 0) {
    const inner = innerRect(holder.rect, holder.look.border);
    const padding = {
      top: Math.max(0, Math.round(built.rect.y - inner.y)),
      right: Math.max(0, Math.round(right(inner) - right(built.rect))),
      bottom: Math.max(0, Math.round(bottom(inner) - bottom(built.rect))),
      left: Math.max(0, Math.round(built.rect.x - inner.x)),
    };
    return { ...holder, layout: { ...PLAIN_LAYOUT, padding }, children: [built] };
  }
  const after = holder.children.slice(last + 1 + ending.length);
  const replaced = holder.children.slice(from, last + 1 + ending.length);
  return {
    ...holder,
    layout: { ...(holder.layout ?? PLAIN_LAYOUT), kind: "column" },
    children: [
      ...holder.children.slice(0, from),
      placeTable(built, replaced, holder),
      ...after.map((node, i) => (i === 0 ? moveBy(node, replaced, built) : node)),
    ],
  };
}

/** The table at its own height and width in the column whose `replaced` parts it stands for. */
function placeTable(
  built: DesignNode,
  replaced: readonly DesignNode[],
  holder: DesignNode,
): DesignNode {
  const first = replaced[0] as DesignNode;
  const content = boundingRect(holder.children.map(({ rect }) => rect));
  const before = first.place.before === "auto" ? 0 : first.place.before;
  const shift = Math.round(built.rect.y - first.rect.y);
  const indent = Math.round(built.rect.x - content.x);
  const isNarrow = right(built.rect) < right(content) - 4 || indent > 2;
  return {
    ...built,
    width: isNarrow ? { kind: "fixed", px: Math.round(built.rect.width) } : { kind: "fill" },
    place: {
      ...PLAIN_PLACE,
      before: Math.max(0, before + shift),
      across: Math.max(0, indent > 2 ? indent : 0),
      align: isNarrow ? "start" : undefined,
    },
  };
}

/** What follows the table stays where it was, as the table ends elsewhere than the parts it stands for. */
function moveBy(node: DesignNode, replaced: readonly DesignNode[], built: DesignNode): DesignNode {
  const last = replaced[replaced.length - 1] as DesignNode;
  const { before } = node.place;
  if (before === "auto") return node;
  const shift = Math.round(bottom(last.rect) - bottom(built.rect));
  return { ...node, place: { ...node.place, before: Math.max(0, before + shift) } };
}

const isRule = ({ meaning, rect }: DesignNode): boolean =>
  meaning.tag === "hr" || Math.min(rect.width, rect.height) <= 3;

function buildTable(
  parts: readonly DesignNode[],
  table: FoundTable,
  cellOf: CellOf,
  holder: Rect,
): DesignNode {
  const material = collect(parts, cellOf);
  const levelRules = material.rules.filter(({ rect }) => rect.width > rect.height);
  const frames = [...framesOf(material), ...levelRules];
  const outer = frames.length > 0 ? boundingRect(frames.map(({ rect }) => rect)) : undefined;
  const left = Math.min(table.rect.x, outer?.x ?? holder.x);
  const rightEdge = Math.max(right(table.rect), outer ? right(outer) : 0);
  const ys = rowEdges(table, material);
  const firstBody = table.hasHeader ? 1 : 0;
  const pitch = evenPitch(table.rows.slice(firstBody));
  const heightOf = (r: number): number => {
    const own = Math.round((ys[r + 1] ?? 0) - (ys[r] ?? 0));
    // A row below a stronger line is higher by that; where the last one ends, the table's own border may stand.
    const isLast = r === table.rows.length - 1;
    const isEven = r >= firstBody && pitch !== undefined;
    return isEven && (isLast || Math.abs(own - pitch) <= 1) ? pitch : own;
  };
  const lines = linesOf(material);
  const frame = boundingRect(
    ys.slice(1).map((y, r) => ({
      x: left,
      y: ys[r] ?? 0,
      width: rightEdge - left,
      height: y - (ys[r] ?? 0),
    })),
  );
  const look = tableLook(frame, material, lines);
  const sides = look.border ?? NO_SIDES;
  const xs = columnEdges(table, [left + sides.left, rightEdge - sides.right], lines);
  const columns = describeColumns(table, xs);
  const ruling = rulingOf(ys, xs, lines, look.border);
  const rows = table.rows.map((_, r): DesignNode => {
    const rect = {
      x: left,
      y: ys[r] ?? 0,
      width: rightEdge - left,
      height: (ys[r + 1] ?? 0) - (ys[r] ?? 0),
    };
    const cells = columns
      .map((_, c) => buildCell([r, c], rect, columns, table, material))
      .map((cell, c) => ({
        ...cell,
        look: { ...cell.look, border: cellBorder(cell, ruling, [r, c]) },
      }));
    return designNode({
      id: `r${table.rows[r]?.cells.flat()[0]?.block.id ?? r}`,
      meaning: { tag: "tr", name: table.hasHeader && r === 0 ? "table-head" : "table-row" },
      rect,
      height: { kind: "fixed", px: heightOf(r) - (r === 0 ? (look.border?.top ?? 0) : 0) },
      layout: { ...PLAIN_LAYOUT, kind: "row" },
      look: rowLook(rect, material),
      children: cells,
    });
  });
  const tbody = designNode({
    id: `b${rows[0]?.id ?? ""}`,
    meaning: { tag: "tbody", name: "table-body" },
    rect: boundingRect(rows.map(({ rect }) => rect)),
    layout: PLAIN_LAYOUT,
    children: table.hasHeader ? rows.slice(1) : rows,
  });
  const head = designNode({
    id: `h${rows[0]?.id ?? ""}`,
    meaning: { tag: "thead", name: "table-header" },
    rect: rows[0]?.rect ?? table.rect,
    layout: PLAIN_LAYOUT,
    children: rows.slice(0, 1),
  });
  return designNode({
    id: `t${rows[0]?.id ?? ""}`,
    meaning: { tag: "table", name: "table" },
    rect: tbody.rect,
    look,
    layout: PLAIN_LAYOUT,
    children: table.hasHeader ? [head, tbody] : [tbody],
  });
}

/** The lines above a cell and before it; its own where the table has no such lines. */
function cellBorder(
  { look }: DesignNode,
  { rows, columns }: Ruling,
  [row, column]: readonly [number, number],
): Border | undefined {
  const above = rows[row];
  const before = column > 0 ? columns : undefined;
  const color = (above ?? before)?.color;
  const isRuled = columns !== undefined || rows.some((stroke) => stroke !== undefined);
  if (!color) return isRuled ? undefined : look.border;
  return { ...NO_SIDES, top: above?.widthPx ?? 0, left: before?.widthPx ?? 0, color };
}

function collect(parts: readonly DesignNode[], cellOf: CellOf): Material {
  const material = {
    pieces: [] as Material["pieces"][number][],
    grounds: [] as DesignNode[],
    rules: [] as DesignNode[],
    pictures: [] as DesignNode[],
  };
  const visit = (node: DesignNode): void => {
    const cells = new Set(textIds(node).map((id) => cellOf.get(id)?.join()));
    const [only] = textIds(node);
    const at = only === undefined ? undefined : cellOf.get(only);
    if (at && cells.size === 1) material.pieces.push({ node, row: at[0], column: at[1] });
    else if (cells.size === 0 && isRule(node)) material.rules.push(node);
    else if (cells.size === 0) material.pictures.push(node);
    else {
      if (isPainted(node)) material.grounds.push(node);
      node.children.forEach(visit);
    }
  };
  parts.forEach(visit);
  return material;
}
