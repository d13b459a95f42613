import { median } from "../base/median";
import type { Design, DesignNode, Layout, Place } from "./design";

/** How far something is to move (CSS px). */
export interface Shift {
  readonly dx: number;
  readonly dy: number;
  /** How much higher a box is to be; none without it. */
  readonly dh?: number;
}

/** Less than this shows nothing, since paint snaps to whole pixels (CSS px). */
const MIN_SHIFT_PX = 0.5;

/** What is moved at all is put this near to its place (CSS px). */
const NEAR_PX = 0.3;

/**
 * The same page with its parts moved, by the gaps and paddings that hold them: a part by what it asks for itself, a group by what most
 * of what is in it asks for, and what comes after by as much less. `shifts` goes by the id of a part, and of a text for its words; a
 * part that is missing goes along with what stands before it. What a layout leaves no way to move stays.
 */
export function shiftDesign(design: Design, shifts: ReadonlyMap<string, Shift>): Design {
  if (![...shifts.values()].some(isSeen)) return design;
  const wishes = new Map<DesignNode, Shift | undefined>();
  gatherWishes(design.root, shifts, wishes);
  const words = alikeInCells(design.root, shifts);
  const higher = higherRows(design.root, shifts);
  const root = shiftInside(design.root, { dx: 0, dy: 0 }, { wishes, words, higher, shifts });
  return { ...design, root };
}

function isSeen({ dx, dy, dh = 0 }: Shift): boolean {
  return [dx, dy, dh].some((one) => Math.abs(one) >= MIN_SHIFT_PX);
}

/** What each part asks for: for itself where it was seen, else what most of its children ask for; undefined where none does. */
function gatherWishes(
  node: DesignNode,
  shifts: ReadonlyMap<string, Shift>,
  wishes: Map<DesignNode, Shift | undefined>,
): Shift | undefined {
  const inside = node.children
    .map((child) => gatherWishes(child, shifts, wishes))
    .filter((wish) => wish !== undefined);
  const asked = node.text && shifts.get(node.text.id);
  const words = asked && { dx: wholePx(asked.dx), dy: wholePx(asked.dy) };
  const all = words ? [words, ...inside] : inside;
  const most =
    all.length === 0
      ? undefined
      : { dx: middle(all.map(({ dx }) => dx)), dy: middle(all.map(({ dy }) => dy)) };
  const isWords = node.text?.id === node.id;
  const wish = (isWords ? words : shifts.get(node.id)) ?? most;
  wishes.set(node, wish);
  return wish;
}

/** The median; of an even number the one of the two in the middle that moves less. */
function middle(lengthsPx: readonly number[]): number {
  const sorted = [...lengthsPx].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? 0;
  const lower = sorted[(sorted.length - 1) >> 1] ?? 0;
  return Math.abs(lower) < Math.abs(upper) ? lower : upper;
}

interface Asked {
  readonly wishes: ReadonlyMap<DesignNode, Shift | undefined>;
  /** How far down the words of a box are to move in it, by the box's id. */
  readonly words: ReadonlyMap<string, number>;
  /** How much higher rows of tables are to be, by their ids. */
  readonly higher: ReadonlyMap<string, number>;
  readonly shifts: ReadonlyMap<string, Shift>;
}

/** How far down words are to move in their boxes. Those of a table's cells are one thing repeated, and move alike. */
function alikeInCells(
  root: DesignNode,
  shifts: ReadonlyMap<string, Shift>,
): ReadonlyMap<string, number> {
  const down = new Map<string, number>();
  const look = (node: DesignNode, cells: Map<string, string[]>): void => {
    const { tag } = node.meaning;
    const words = node.text && shifts.get(node.text.id);
    const own = shifts.get(node.id);
    if (words && own) {
      down.set(node.id, words.dy - own.dy);
      if (isCell(node)) cells.set(tag, [...(cells.get(tag) ?? []), node.id]);
    }
    const inside = tag === "table" ? new Map<string, string[]>() : cells;
    for (const child of node.children) look(child, inside);
    if (tag !== "table") return;
    for (const ids of inside.values()) {
      const most = median(ids.map((id) => down.get(id) ?? 0));
      for (const id of ids) down.set(id, most);
    }
  };
  look(root, new Map());
  return down;
}

function neighbours<T>(all: readonly T[]): readonly (readonly [T, T])[] {
  return all.slice(1).map((next, i) => [all[i] as T, next]);
}

/** A row of a table stands where the rows above it end: it is moved by how high the last one of them is. */
function higherRows(
  root: DesignNode,
  shifts: ReadonlyMap<string, Shift>,
): ReadonlyMap<string, number> {
  const higher = new Map<string, number>();
  const rowsIn = (node: DesignNode): readonly DesignNode[] =>
    node.meaning.tag === "tr" ? [node] : node.children.flatMap(rowsIn);
  const look = (node: DesignNode): void => {
    if (node.meaning.tag !== "table") return node.children.forEach(look);
    // The first row's border is the table's: where that begins counts.
    let above = shifts.get(node.id)?.dy ?? 0;
    for (const [row, next] of neighbours(rowsIn(node))) {
      const below = shifts.get(next.id)?.dy ?? above;
      higher.set(row.id, round(below - above));
      above = below;
    }
  };
  look(root);
  return higher;
}

/** Whether its children stand where a table puts them. */
const isTable = ({ meaning }: DesignNode): boolean => /^(table|thead|tbody|tr)$/.test(meaning.tag);
const isCell = ({ meaning }: DesignNode): boolean => /^t[dh]$/.test(meaning.tag);

/** @param moved How far `node` itself has been moved. */
function shiftInside(
  node: DesignNode,
  moved: Shift,
  asked: Asked,
  parent: DesignNode = node,
): DesignNode {
  return grow(shiftWords(shiftChildren(node, moved, asked), asked, parent), asked);
}

/** Makes a box that is as high as what is in it higher or less high, by the padding below that. */
function grow(node: DesignNode, { shifts, higher }: Asked): DesignNode {
  const { layout, height } = node;
  const more = higher.get(node.id) ?? 0;
  if (height.kind === "fixed" && more !== 0)
    return { ...node, height: { ...height, px: Math.max(1, height.px + more) } };
  const dh = round(shifts.get(node.id)?.dh ?? 0);
  const isTight = isTable(node) || isCell(node) || height.kind !== "hug";
  if (!layout || dh === 0 || isTight) return node;
  const bottom = Math.max(0, layout.padding.bottom + dh);
  return { ...node, layout: { ...layout, padding: { ...layout.padding, bottom } } };
}

/** Moves the words of a box in it, by its padding; those of a cell only where its row keeps its height. */
function shiftWords(node: DesignNode, { words }: Asked, parent: DesignNode): DesignNode {
  const { layout } = node;
  const dy = round(words.get(node.id) ?? 0);
  if (!layout || dy === 0 || (isCell(node) && parent.height.kind !== "fixed")) return node;
  const { padding } = layout;
  const room = isCell(node)
    ? { top: Math.max(0, 2 * dy), bottom: Math.max(0, -2 * dy) }
    : { top: padding.top + dy, bottom: padding.bottom - dy };
  if (room.top < 0 || room.bottom < 0) return node;
  return { ...node, layout: { ...layout, padding: { ...padding, ...room } } };
}

function shiftChildren(node: DesignNode, moved: Shift, asked: Asked): DesignNode {
  const { layout } = node;
  if (!layout || node.children.length === 0) return node;
  let flowed = moved;
  let { padding } = layout;
  const children = node.children.map((child, i) => {
    const base = layout.kind === "column" || layout.kind === "row" ? flowed : moved;
    const wish = asked.wishes.get(child) ?? base;
    if (isTable(node)) return shiftInside(child, moved, asked, node);
    const step = { dx: round(wish.dx - base.dx), dy: round(wish.dy - base.dy) };
    const isFirst = i === 0 && layout.kind === "column" && padding.top + step.dy >= 0;
    const { place, done } = move(child, isFirst ? { ...step, dy: 0 } : step, layout, i);
    if (isFirst) padding = { ...padding, top: padding.top + step.dy };
    const dy = isFirst ? step.dy : done.dy;
    const at = { dx: base.dx + done.dx, dy: base.dy + dy };
    if (layout.kind === "column") flowed = { dx: moved.dx, dy: at.dy };
    if (layout.kind === "row") flowed = { dx: at.dx, dy: moved.dy };
    return shiftInside({ ...child, place }, at, asked, node);
  });
  // A row that stands at the end of its room is moved as a whole by what is behind it.
  if (standsAtEnd(layout))
    padding = { ...padding, right: Math.max(0, padding.right - (flowed.dx - moved.dx)) };
  const grown = flowed.dy - moved.dy;
  if (layout.kind === "column" && grown !== 0)
    padding = { ...padding, bottom: Math.max(0, padding.bottom - grown) };
  return { ...node, layout: { ...layout, padding }, children };
}

function standsAtEnd({ kind, justify }: Layout): boolean {
  return kind === "row" && justify === "end";
}

/** Where a child stands when it is moved as far as its container lets it, and how far that is. */
function move(
  { place, text, width }: DesignNode,
  asked: Shift,
  { kind, align, justify }: Layout,
  index: number,
): { readonly place: Place; readonly done: Shift } {
  const { dx, dy } = asked;
  if (place.inset) {
    const { left, right, top, bottom } = place.inset;
    const inset = {
      ...place.inset,
      ...(left !== undefined ? { left: left + dx } : right !== undefined && { right: right - dx }),
      ...(top !== undefined ? { top: top + dy } : bottom !== undefined && { bottom: bottom - dy }),
    };
    return { place: { ...place, inset }, done: asked };
  }
  const across = place.align ?? align;
  if (kind === "column") {
    // Words that are centred in their room, or stand at its end, do not go along with its beginning.
    const isHeld = text !== undefined && text.align !== "left" && width.kind === "fill";
    const isFree = (across === "start" || across === "stretch") && !isHeld;
    const sideways = isFree ? dx : 0;
    const along = typeof place.before === "number" ? dy : 0;
    return shiftPlace(place, along, sideways, { dx: sideways, dy: along });
  }
  if (kind === "row") {
    const isFree = justify === "start" || (justify !== "between" && index > 0);
    const down = across === "start" ? dy : 0;
    if (justify === "end" && index === 0) return shiftPlace(place, 0, down, { dx, dy: down });
    const along = typeof place.before === "number" && isFree ? dx : 0;
    return shiftPlace(place, along, down, { dx: along, dy: down });
  }
  // A column's place is its grid's; how far down it begins there is its own.
  const down = (kind === "grid" || kind === "columns") && isAtTop(across) ? dy : 0;
  return shiftPlace(place, 0, down, { dx: 0, dy: down });
}

function isAtTop(align: Layout["align"]): boolean {
  return align === "start" || align === "stretch";
}

function shiftPlace(
  place: Place,
  along: number,
  across: number,
  done: Shift,
): { readonly place: Place; readonly done: Shift } {
  const before = typeof place.before === "number" ? place.before + along : place.before;
  return { place: { ...place, before, across: place.across + across }, done };
}

/** To half pixels: edges are measured and drawn exactly, and paint snaps to the nearest pixel only where no half is left over. */
function round(lengthPx: number): number {
  return Math.abs(lengthPx) < NEAR_PX ? 0 : Math.round(2 * lengthPx) / 2;
}

/** How far ink is off is seen less exactly than how far an edge is. */
function wholePx(lengthPx: number): number {
  return Math.round(lengthPx) || 0;
}
