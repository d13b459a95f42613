import type { Bitmap } from "../../../image/bitmap";
import { encloses, heightOf, toBounds, toRect, widthOf, type Bounds } from "../../../base/bounds";
import { looseEdges } from "./findBoxes";
import type { PaintedBox } from "./paintedBox";
import type { Run } from "../text/findRuns";
import { findUnderlines, type Stroke } from "../text/findUnderlines";
import type { SegmentedDivider } from "../segmentation";
import type { PartedLine } from "../pictures/splitIcons";
import { DIVIDERS } from "./tuning";

/** The thin lines that belong to no box and no letter, the strokes below texts included. `strokes` may be such. */
export function findDividers(
  bitmap: Bitmap,
  runs: readonly Run[],
  boxes: readonly PaintedBox[],
  lines: readonly PartedLine[],
  strokes: readonly Stroke[],
  unit: number,
): SegmentedDivider[] {
  const free = freeRuns(bitmap, runs, boxes, lines, unit);
  const all = [...free, ...missingUnderlines(lines, strokes, free, unit)];
  if (all.length <= DIVIDERS.most) return all;
  const length = ({ box }: SegmentedDivider): number => Math.max(box.width, box.height);
  return all.sort((a, b) => length(b) - length(a)).slice(0, DIVIDERS.most);
}

/** Runs that are no box's border and no part of a letter, and the edges of boxes that have no run. */
function freeRuns(
  bitmap: Bitmap,
  runs: readonly Run[],
  boxes: readonly PaintedBox[],
  lines: readonly PartedLine[],
  unit: number,
): SegmentedDivider[] {
  const isBorder = (run: Bounds): boolean =>
    boxes.some((box) => box.border && encloses(box, run, 1) && !encloses(box.surface, run));
  const free = runs.filter(
    (run) => !isBorder(run) && !lines.some((line) => encloses(line, run, 1)),
  );
  return [
    ...free.map((run): SegmentedDivider => ({
      box: toRect(run),
      orientation: widthOf(run) >= heightOf(run) ? "horizontal" : "vertical",
      color: run.color,
    })),
    ...looseEdges(bitmap, boxes, runs, unit),
  ];
}

/** The strokes below lines that are no dividers yet: those that were ink, and those that descenders reach around. */
function missingUnderlines(
  lines: readonly PartedLine[],
  strokes: readonly Stroke[],
  dividers: readonly SegmentedDivider[],
  unit: number,
): SegmentedDivider[] {
  const known = dividers.map(({ box }) => toBounds(box));
  const below = new Set(lines.flatMap((line) => findUnderlines(line, strokes, unit)));
  return [...below]
    .filter((stroke) => !known.some((other) => encloses(other, stroke)))
    .map((stroke) => ({ box: toRect(stroke), orientation: "horizontal", color: stroke.color }));
}
