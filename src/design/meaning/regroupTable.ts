import type { Rect } from "../../base/geometry";
import { bottom, boundingRect, right } from "../../base/geometry";
import type { DesignNode } from "../design";
import { designNode, PLAIN_LAYOUT, PLAIN_LOOK, PLAIN_PLACE } from "../flow/parts";
import type { FoundTable } from "./findTables";
import { centerX, centerY, gapX } from "./scene";
import type { Column } from "./tableGrid";
import { describeColumns, evenPitch, rowEdges } from "./tableGrid";
import type { Material } from "./tableLook";
import { rowLook, rulingOf, tableLook } from "./tableLook";
import { isPainted, textIds } from "./tree";

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
  children[index] = rewriteHolder(child, cellOf, rewrite);
  return { ...node, children };
}

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
  const place = holder.children[from]?.place ?? PLAIN_PLACE;
  if (whole && !isPainted(holder) && ending.length === 0 && opening.length === 0)
    return { ...built, width: holder.width, place: holder.place };
  return {
    ...holder,
    layout: { ...(holder.layout ?? PLAIN_LAYOUT), kind: "column" },
    children: [
      ...holder.children.slice(0, from),
      { ...built, place: whole ? PLAIN_PLACE : { ...PLAIN_PLACE, before: place.before } },
      ...holder.children.slice(last + 1 + ending.length),
    ],
  };
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
  const { grounds, rules } = material;
  const frames = [...grounds, ...rules.filter(({ rect }) => rect.width > rect.height)];
  const outer = frames.length > 0 ? boundingRect(frames.map(({ rect }) => rect)) : undefined;
  const left = Math.min(table.rect.x, outer?.x ?? holder.x);
  const rightEdge = Math.max(right(table.rect), outer ? right(outer) : 0);
  const columns = describeColumns(table, left, rightEdge);
  const ys = rowEdges(table, material);
  const firstBody = table.hasHeader ? 1 : 0;
  const pitch = evenPitch(table.rows.slice(firstBody));
  const heightOf = (r: number): number => {
    const own = Math.round((ys[r + 1] ?? 0) - (ys[r] ?? 0));
    return r >= firstBody && pitch !== undefined ? pitch : own;
  };
  const ruling = rulingOf(table, ys, material);
  const rows = table.rows.map((_, r): DesignNode => {
    const rect = {
      x: left,
      y: ys[r] ?? 0,
      width: rightEdge - left,
      height: (ys[r + 1] ?? 0) - (ys[r] ?? 0),
    };
    const cells = columns.map((_, c) => buildCell([r, c], rect, columns, table, material));
    return designNode({
      id: `r${table.rows[r]?.cells.flat()[0]?.block.id ?? r}`,
      meaning: { tag: "tr", name: table.hasHeader && r === 0 ? "table-head" : "table-row" },
      rect,
      height: { kind: "fixed", px: heightOf(r) },
      layout: { ...PLAIN_LAYOUT, kind: "row" },
      look: rowLook(r, rect, material, ruling),
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
    look: tableLook(boundingRect(rows.map(({ rect }) => rect)), material, ruling),
    layout: PLAIN_LAYOUT,
    children: table.hasHeader ? [head, tbody] : [tbody],
  });
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

function buildCell(
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
      look: fills ? { ...only.look, radius: undefined } : cell.look,
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
    return { ...cell, look: { ...only.look, radius: undefined }, layout, children: [inner] };
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

const isIn = (inner: Rect, outer: Rect): boolean =>
  centerX(inner) > outer.x &&
  centerX(inner) <= right(outer) &&
  centerY(inner) > outer.y &&
  centerY(inner) <= bottom(outer);
