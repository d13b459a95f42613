import type { Rect } from "../base/geometry";
import { area, bottom, boundingRect, contains, right } from "../base/geometry";
import type { Inspection, Picture, TextLine } from "./inspection";

/** Labels of an axis begin or end below each other within this (CSS px). */
const ALIGNED_PX = 6;
/** And lie where their values say within this (CSS px). */
const PLACED_PX = 3;
const MIN_LABELS = 3;
/** A chart's plot is at least this wide (CSS px). */
const MIN_PLOT_PX = 80;
/** The labels below a plot lie within this (CSS px). */
const BELOW_PX = 44;

/** A label of an axis: a line that is a number. */
interface Label {
  readonly line: TextLine;
  readonly value: number;
  /** Its middle (CSS px). */
  readonly y: number;
}

/** The charts of a page, each as the one picture that {@link foldCharts} makes of it. */
export function findCharts(inspection: Inspection): readonly Picture[] {
  return foldCharts(inspection).pictures.filter((one) => !inspection.pictures.includes(one));
}

/**
 * The same inspection with each chart as one picture: words, strokes and areas in it are its drawing, not parts of the page. A chart
 * is told by its axis: numbers below each other that lie as their values do, the larger ones higher, with something drawn beside.
 */
export function foldCharts(inspection: Inspection): Inspection {
  return findAxes(inspection).reduce(foldChart, inspection);
}

function foldChart(inspection: Inspection, axis: readonly Label[]): Inspection {
  const { textLines, boxes, dividers, pictures, size } = inspection;
  if (axis.some(({ line }) => !textLines.includes(line))) return inspection;
  const labels = boundingRect(axis.map(({ line }) => line.box));
  const around = boxes
    .filter(({ box }) => contains(box, labels, 1))
    .sort((a, b) => area(a.box) - area(b.box))[0];
  const page: Rect = { x: 0, y: 0, ...size };
  const reach = reachOf(axis, labels, around?.box ?? page);
  const isInside = ({ box }: { readonly box: Rect }): boolean => contains(reach, box, 1);
  const drawn = [...boxes, ...dividers, ...pictures].filter(isInside);
  const words = textLines.filter(isInside);
  if (drawn.length === 0 || isTable(axis, words)) return inspection;
  const region = boundingRect([...drawn, ...words].map(({ box }) => box));
  if (right(region) - right(labels) < MIN_PLOT_PX) return inspection;
  const chart: Picture = {
    id: `${axis[0]?.line.id ?? ""}chart`,
    box: outward(region),
    kind: "picture",
    background: around?.fill.kind === "solid" ? around.fill.color : inspection.background,
    labels: words.map(({ text }) => text),
  };
  return {
    ...inspection,
    textLines: textLines.filter((line) => !isInside(line)),
    boxes: boxes.filter((box) => !isInside(box)),
    dividers: dividers.filter((divider) => !isInside(divider)),
    pictures: [...pictures.filter((picture) => !isInside(picture)), chart],
  };
}

/** Whether words stand beside the numbers, row for row: a column of a table may lie as an axis does. */
function isTable(axis: readonly Label[], words: readonly TextLine[]): boolean {
  const beside = axis.filter(({ line, y }) =>
    words.some(
      (word) => word !== line && Math.abs(word.box.y + word.box.height / 2 - y) < ALIGNED_PX,
    ),
  );
  return beside.length > 1;
}

/** How far a chart may reach: from its labels to the other side of what holds it, down to the labels below its zero. */
function reachOf(axis: readonly Label[], labels: Rect, around: Rect): Rect {
  const [top, second] = axis as [Label, Label];
  const last = axis[axis.length - 1] as Label;
  const perPx = (top.value - last.value) / (last.y - top.y);
  const zero = last.y + last.value / perPx;
  const pitch = second.y - top.y;
  const isBelow = zero > last.y && zero < Math.min(bottom(around), last.y + 4 * pitch);
  const y = labels.y - Math.min(pitch / 2, 24);
  const end = Math.min(bottom(around) - 2, (isBelow ? zero : last.y) + BELOW_PX);
  const x = labels.x - ALIGNED_PX;
  return { x, y, width: right(around) - 2 - x, height: end - y };
}

/** Whole pixels, so that the crop is not drawn between two. */
function outward(region: Rect): Rect {
  const [x, y] = [Math.floor(region.x), Math.floor(region.y)];
  return { x, y, width: Math.ceil(right(region)) - x, height: Math.ceil(bottom(region)) - y };
}

/** The axes of a page, each as its labels from top to bottom. */
function findAxes({ textLines, pictures }: Inspection): Label[][] {
  const labels = textLines.flatMap(readLabel).sort((a, b) => a.y - b.y);
  const axes: Label[][] = [];
  const taken = new Set<Label>();
  for (const top of labels) {
    if (taken.has(top)) continue;
    const column = labels.filter((one) => one.y > top.y && isAligned(one, top));
    const best = column
      .map((other) => [top, ...column.filter((one) => liesBetween(one, top, other))])
      .sort((a, b) => b.length - a.length)[0];
    if (!best || best.length + Number(hasUnreadZero(best, pictures)) < MIN_LABELS) continue;
    for (const one of best) taken.add(one);
    axes.push(best);
  }
  return axes;
}

function isAligned({ line }: Label, top: Label): boolean {
  return (
    Math.abs(line.box.x - top.line.box.x) <= ALIGNED_PX ||
    Math.abs(right(line.box) - right(top.line.box)) <= ALIGNED_PX
  );
}

/** Whether something as small as the labels, that was not read, stands where the axis has its zero: a single digit is easily taken for a sign. */
function hasUnreadZero(axis: readonly Label[], pictures: readonly Picture[]): boolean {
  const [top, second] = axis;
  if (!top || !second) return false;
  const zero = top.y + (top.value * (second.y - top.y)) / (top.value - second.value);
  const { x, height } = top.line.box;
  return pictures.some(
    ({ box }) =>
      box.height <= height + ALIGNED_PX &&
      Math.abs(box.y + box.height / 2 - zero) <= PLACED_PX &&
      box.x >= x - ALIGNED_PX &&
      right(box) <= right(top.line.box) + ALIGNED_PX,
  );
}

/** Whether a label lies where an axis through two others has its value. */
function liesBetween(one: Label, top: Label, other: Label): boolean {
  if (other.value >= top.value || one.value >= top.value) return false;
  const share = (top.value - one.value) / (top.value - other.value);
  return Math.abs(top.y + share * (other.y - top.y) - one.y) <= PLACED_PX;
}

/** "$40,000", "2.5k", "50%", and "10000 «" where a mark of the drawing was read with it. */
function readLabel(line: TextLine): Label[] {
  const found = /^[-–−]?\s?[$€£]?\s?(\d[\d,]*(?:\.\d+)?)\s?([kKmM%]?)\W{0,3}$/.exec(
    line.text.trim(),
  );
  if (!found) return [];
  const scale = { k: 1e3, m: 1e6 }[(found[2] ?? "").toLowerCase()] ?? 1;
  const size = Number((found[1] ?? "").replaceAll(",", "")) * scale;
  const value = /^[-–−]/.test(line.text.trim()) ? -size : size;
  return [{ line, value, y: line.box.y + line.box.height / 2 }];
}
