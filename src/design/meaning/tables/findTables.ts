import type { FoundTable, TableRow, Align } from "./foundTable";
import { channelDistance } from "../../../base/color";
import type { Rect } from "../../../base/geometry";
import { boundingRect, intersection, right } from "../../../base/geometry";
import { median } from "../../../base/median";
import type { Scene, SceneBox, SceneText } from "../scene";
import { centerX, centerY, gapX, saturation } from "../scene";
import { isAlike } from "../texts/signs";
import { isJoined } from "./isJoined";
import { tableScore } from "./tableScore";
import { NUMERIC } from "../texts/words";

/** Texts under each other on one edge. */
interface Chain {
  readonly align: Align;
  readonly texts: readonly SceneText[];
  /** The smallest box around all of them. */
  readonly home: SceneBox | undefined;
}

/** How far the edges of a column's texts differ (CSS px). */
const EDGE_PX = 2.6;

/** How far the middles of a row's texts differ (CSS px). */
const ROW_PX = 5;

export function findTables(scene: Scene): FoundTable[] {
  return joinChains(chooseChains(scene))
    .map((columns) => createTable(columns, scene))
    .filter((table) => table !== undefined)
    .filter((table) => tableScore(table, scene) > 0);
}

function chooseChains(scene: Scene): Chain[] {
  const texts = scene.texts.filter(({ block }) => block.lines.length <= 3);
  const edges: readonly (readonly [Align, (rect: Rect) => number])[] = [
    ["left", ({ x }) => x],
    ["right", right],
    ["center", centerX],
  ];
  // Of columns that are as long, the one that the ink stands in is first.
  const all = [({ ink }: SceneText): Rect => ink, badgeOf].flatMap((rectOf) =>
    edges.flatMap(([align, edge]) => chainsOn(align, (text) => edge(rectOf(text)), texts, scene)),
  );
  const taken = new Set<SceneText>();
  const chosen: Chain[] = [];
  for (const chain of all.sort((a, b) => b.texts.length - a.texts.length)) {
    const left = chain.texts.filter((text) => !taken.has(text));
    if (left.length < 2 || left.length < 0.6 * chain.texts.length) continue;
    for (const text of left) taken.add(text);
    chosen.push({ ...chain, texts: left });
  }
  return chosen;
}

/** The box that hugs one text alone, a badge say, which stands on the column's edge for it; else its ink. */
function badgeOf({ ink, homes }: SceneText): Rect {
  const home = homes[homes.length - 1];
  if (home?.texts.length !== 1) return ink;
  // In a cell or a field there is room for other words.
  const hugs = Math.abs(ink.x - home.rect.x - (right(home.rect) - right(ink))) <= EDGE_PX;
  return hugs ? home.rect : ink;
}

function chainsOn(
  align: Align,
  edge: (text: SceneText) => number,
  texts: readonly SceneText[],
  scene: Scene,
): Chain[] {
  const sorted = [...texts].sort((a, b) => edge(a) - edge(b));
  const groups: SceneText[][] = [];
  for (const text of sorted) {
    const group = groups[groups.length - 1];
    const last = group?.[0];
    if (group && last && edge(text) - edge(last) <= EDGE_PX) group.push(text);
    else groups.push([text]);
  }
  return groups
    .flatMap((group) => atWideGaps(group))
    .filter((group) => group.length >= 3)
    .map((group) => ({ align, texts: group, home: commonHome(group, scene) }));
}

/** The column where its texts stand much farther apart than elsewhere is two. */
function atWideGaps(group: readonly SceneText[]): SceneText[][] {
  const sorted = [...group].sort((a, b) => a.ink.y - b.ink.y);
  const gaps = sorted.slice(1).map((text, i) => text.ink.y - (sorted[i] as SceneText).ink.y);
  const typical = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  const parts: SceneText[][] = [];
  sorted.forEach((text, index) => {
    const part = parts[parts.length - 1];
    const wide = (gaps[index - 1] ?? 0) > Math.max(40, 1.9 * typical);
    if (!part || wide || repeatsHeader(part, text)) parts.push([text]);
    else part.push(text);
  });
  return parts;
}

/** Whether `text` is the part's own first one again, where that looks like the head of a column. */
function repeatsHeader([head, body]: readonly SceneText[], text: SceneText): boolean {
  return !!head && !!body && head.text === text.text && !isAlike(head, body);
}

/** The smallest box around all of them, but for a column of a table drawn as a box beside others. */
function commonHome(texts: readonly SceneText[], scene: Scene): SceneBox | undefined {
  const isColumn = (home: SceneBox): boolean =>
    home.texts.every((text) => texts.includes(text)) && isJoined(home, scene);
  return texts[0]?.homes.findLast(
    (home) => texts.every((text) => text.homes.includes(home)) && !isColumn(home),
  );
}

/** Columns that share most of their rows, left to right. */
function joinChains(chains: readonly Chain[]): Chain[][] {
  const groups: Chain[][] = [];
  for (const chain of chains) {
    const touching = groups.filter((group) => group.some((other) => sharesRows(chain, other)));
    const merged = [...touching.flat(), chain];
    for (const group of touching) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups
    .filter((group) => group.length >= 2)
    .map(mergeOverlapping)
    .flatMap(splitAtRepeat);
}

/** Texts of one column may stand on several edges: what overlaps from left to right is one column. */
function mergeOverlapping(chains: readonly Chain[]): Chain[] {
  const columns: Chain[] = [];
  for (const chain of [...chains].sort((a, b) => middle(a) - middle(b))) {
    const last = columns[columns.length - 1];
    if (!last || overlapShare(last, chain) < 0.5) columns.push(chain);
    else {
      const larger = last.texts.length >= chain.texts.length ? last : chain;
      columns[columns.length - 1] = { ...larger, texts: [...last.texts, ...chain.texts] };
    }
  }
  return columns;
}

/** How much of the narrower column lies above or below the other, 0–1. */
function overlapShare(a: Chain, b: Chain): number {
  const [first, second] = [a, b].map(({ texts }) => boundingRect(texts.map(({ ink }) => ink)));
  if (!first || !second) return 0;
  return -gapX(first, second) / Math.min(first.width, second.width);
}

/** Tables side by side: where the first column's head comes again, the next table begins. */
function splitAtRepeat(columns: readonly Chain[]): Chain[][] {
  const head = ({ texts }: Chain): SceneText =>
    texts.reduce((top, text) => (text.ink.y < top.ink.y ? text : top));
  const tables: Chain[][] = [];
  for (const column of columns) {
    const table = tables[tables.length - 1];
    const first = table?.[0];
    if (!table || (first && table.length > 1 && head(first).text === head(column).text))
      tables.push([column]);
    else table.push(column);
  }
  return tables.filter((table) => table.length >= 2);
}

function sharesRows(a: Chain, b: Chain): boolean {
  if (a.home !== b.home) return false;
  const shared = a.texts.filter((text) => b.texts.some((other) => sameRow(text, other))).length;
  const apart = Math.abs(middle(a) - middle(b)) > 20;
  return apart && shared >= 3 && shared >= 0.6 * Math.min(a.texts.length, b.texts.length);
}

const sameRow = (a: SceneText, b: SceneText): boolean =>
  Math.abs(centerY(a.ink) - centerY(b.ink)) <= ROW_PX;

const middle = ({ texts }: Chain): number => centerX(boundingRect(texts.map(({ ink }) => ink)));

function createTable(columns: readonly Chain[], scene: Scene): FoundTable | undefined {
  const members = columns.flatMap(({ texts }) => texts);
  const rowGroups: SceneText[][] = [];
  for (const text of [...members].sort((a, b) => centerY(a.ink) - centerY(b.ink))) {
    const row = rowGroups[rowGroups.length - 1];
    if (row && sameRow(row[0] as SceneText, text)) row.push(text);
    else rowGroups.push([text]);
  }
  const groups = trimLoneRows(rowGroups);
  if (groups.length < 3) return undefined;
  const rect = boundingRect(groups.flat().map(({ ink }) => ink));
  const bounds = columnBounds(columns.map(({ texts }) => boundingRect(texts.map((t) => t.ink))));
  const ys = groups.map((row) => centerY(boundingRect(row.map(({ ink }) => ink))));
  const reach = { x: rect.x - 2, y: rect.y - 12, width: rect.width + 4, height: rect.height + 24 };
  const cells = ys.map(() => columns.map((): SceneText[] => []));
  const home = columns[0]?.home;
  for (const text of home?.texts ?? scene.texts) {
    const inside = intersection(text.ink, reach);
    if (!inside || inside.height < 0.5 * text.ink.height) continue;
    const r = nearestIndex(ys, centerY(text.ink));
    const c = columnOf(text, columns, bounds);
    cells[r]?.[c]?.push(text);
  }
  const rows = cells.map((row) => ({
    rect: boundingRect(row.flat().map(({ ink }) => ink)),
    cells: row,
  }));
  const table = { rect, rows, aligns: columns.map(({ align }) => align) };
  const hasHeader = isHeader(rows);
  const pairs = !hasHeader && columns.length <= 3 && isNamed(rows);
  return { ...table, kind: pairs ? "pairs" : "table", hasHeader };
}

/** Rows at the ends that only one column has belong to something else; what few have above the others is a title with what is beside it. */
function trimLoneRows(rows: readonly SceneText[][]): SceneText[][] {
  let [from, to] = [0, rows.length];
  const usual = median(rows.map(({ length }) => length));
  while (from < to && (rows[from] as SceneText[]).length < Math.max(2, usual / 2)) from++;
  while (to > from && (rows[to - 1] as SceneText[]).length < 2) to--;
  return rows.slice(from, to);
}

/** Where each column ends: halfway to the next. */
function columnBounds(rects: readonly Rect[]): number[] {
  return rects.map((rect, i) => {
    const next = rects[i + 1];
    return next ? Math.max(right(rect), (right(rect) + next.x) / 2) : Infinity;
  });
}

/**
 * A text of a column is in it; any other where its beginning lies, or, if that is before the column whose texts alone it is above or below,
 * in that: pictures before them move those aside.
 */
function columnOf(text: SceneText, columns: readonly Chain[], bounds: readonly number[]): number {
  const own = columns.findIndex(({ texts }) => texts.includes(text));
  if (own >= 0) return own;
  const over = columns.flatMap(({ texts }, c) =>
    texts.some(({ ink }) => gapX(ink, text.ink) < 0) ? [c] : [],
  );
  const [only] = over;
  if (only !== undefined && over.length === 1) return only;
  const start = text.ink.x + Math.min(10, text.ink.width / 2);
  return bounds.findIndex((limit) => start < limit);
}

function nearestIndex(values: readonly number[], wanted: number): number {
  let best = 0;
  values.forEach((value, i) => {
    if (Math.abs(value - wanted) < Math.abs((values[best] as number) - wanted)) best = i;
  });
  return best;
}

/** Whether the first row looks different from all others: weight, colour, size, ground or capitals. */
function isHeader(rows: readonly TableRow[]): boolean {
  const [first, ...body] = rows.map(({ cells }) => cells.flat());
  const [second] = body;
  if (!first || !second || first.length < 2) return false;
  if (first.every(({ text }) => second.some((other) => other.text === text))) return false;
  const looks = (texts: readonly SceneText[]): Look => ({
    weight: median(texts.map(({ block }) => block.style.weight)),
    size: median(texts.map(({ block }) => block.style.sizePx)),
    color: texts[0]?.block.style.color ?? [0, 0, 0],
    ground: texts[0]?.block.background ?? [0, 0, 0],
    capitals: texts.filter(({ text }) => /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text)).length,
  });
  const a = looks(first);
  const b = looks(body.flat());
  const numbers = first.filter(({ text }) => NUMERIC.test(text.trim())).length;
  if (numbers > 0.4 * first.length) return false;
  return (
    a.weight >= b.weight + 150 ||
    Math.abs(a.size / b.size - 1) > 0.1 ||
    channelDistance(a.color, b.color) > 60 ||
    channelDistance(a.ground, b.ground) > 6 ||
    a.capitals > 0.6 * first.length
  );
}

interface Look {
  readonly weight: number;
  readonly size: number;
  readonly color: readonly [number, number, number];
  readonly ground: readonly [number, number, number];
  readonly capitals: number;
}

/** Whether the first column is set bolder or paler than the second: names with what they stand for. */
function isNamed(rows: readonly TableRow[]): boolean {
  const names = rows.flatMap(({ cells }) => cells[0] ?? []);
  const values = rows.flatMap(({ cells }) => cells[1] ?? []);
  const [name] = names;
  const [value] = values;
  if (!name || !value) return false;
  const weight = (texts: readonly SceneText[]): number =>
    median(texts.map(({ block }) => block.style.weight));
  return (
    Math.abs(weight(names) - weight(values)) >= 150 ||
    (saturation(name.block.style.color) < 60 &&
      channelDistance(name.block.style.color, value.block.style.color) > 60)
  );
}
