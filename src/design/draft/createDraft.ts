import type { Rect } from "../../base/geometry";
import { area, bottom, contains, intersection, iou, right } from "../../base/geometry";
import type { Box, Divider, Inspection, Picture, TextLine } from "../../inspect/inspection";
import type { Bitmap } from "../../image/bitmap";
import type { Draft } from "./draft";
import { foldCharts } from "../../inspect/foldCharts";
import { splitPicture } from "./splitPicture";
import { dropShadowRules } from "./dropShadowRules";
import { frameBoxes } from "./frameBoxes";
import { joinShreds } from "./joinShreds";
import { joinRuns } from "./joinRuns";
import { mergeLines } from "./mergeLines";
import { DRAFT } from "./tuning";

/**
 * Cleans an inspection of what would be drawn twice and merges its lines into blocks of text.
 *
 * @param bitmap The mockup's pixels; with them, crops that cover half the page are split into what is busy in them.
 */
export function createDraft(measured: Inspection, bitmap?: Bitmap): Draft {
  const whole = dropShadowRules(frameBoxes(joinShreds(measured)));
  const inspection = foldCharts(bitmap ? splitLargePictures(whole, bitmap) : whole);
  const pictures = choosePictures(inspection);
  const drawable = inspection.textLines.filter((line) => isDrawable(line, pictures));
  const lines = drawable.map((line) => ({
    ...line,
    underlined: isUnderlined(line, inspection.dividers),
  }));
  const boxes = chooseBoxes(inspection.boxes, pictures, lines, inspection);
  const dividers = inspection.dividers.filter(
    (divider) => !isRedundant(divider, boxes, pictures, lines),
  );
  const surfaces = boxes.map(({ box }) => box);
  const sentences = joinRuns(lines, surfaces);
  const barriers = [...surfaces, ...dividers.map(({ box }) => box)];
  return {
    size: inspection.size,
    deviceScaleFactor: inspection.deviceScaleFactor,
    background: inspection.background,
    blocks: mergeLines(sentences, barriers, inspection.deviceScaleFactor),
    boxes,
    dividers,
    pictures,
  };
}

function splitLargePictures(inspection: Inspection, bitmap: Bitmap): Inspection {
  const split = inspection.pictures.map((picture) =>
    picture.kind === "picture"
      ? splitPicture(picture, bitmap, inspection)
      : { parts: [picture], grounds: [] },
  );
  return {
    ...inspection,
    pictures: split.flatMap(({ parts }) => parts),
    boxes: [...split.flatMap(({ grounds }) => grounds), ...inspection.boxes],
  };
}

/** Pictures that are really pictures, none inside another. */
function choosePictures({ pictures, textLines }: Inspection): Picture[] {
  const isTextual = (picture: Picture): boolean => {
    const covered = textLines
      .filter((line) => line.confidence > 0.6)
      .reduce((sum, line) => sum + area(intersection(picture.box, line.box) ?? NOWHERE), 0);
    return picture.kind === "picture" && covered > DRAFT.maxTextShareOfPicture * area(picture.box);
  };
  const kept: Picture[] = [];
  for (const picture of [...pictures].sort((a, b) => area(b.box) - area(a.box)))
    if (!isTextual(picture) && !kept.some((other) => contains(other.box, picture.box, 1)))
      kept.push(picture);
  return pictures.filter((picture) => kept.includes(picture));
}

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** Text that an icon's crop shows already is left to the crop. */
function isDrawable(line: TextLine, pictures: readonly Picture[]): boolean {
  if (line.text.trim() === "") return false;
  return !pictures.some((picture) => picture.kind === "icon" && contains(picture.box, line.box, 2));
}

/** One box per place; none that a crop shows already, unless text lies on it. */
function chooseBoxes(
  boxes: readonly Box[],
  pictures: readonly Picture[],
  lines: readonly TextLine[],
  { size }: Inspection,
): Box[] {
  const page: Rect = { x: 0, y: 0, ...size };
  const carriesText = (box: Box): boolean => lines.some((line) => contains(box.box, line.box, 1));
  const kept: Box[] = [];
  for (const box of boxes) {
    const rect = intersection(box.box, page);
    if (!rect) continue;
    const same = kept.findIndex((other) => iou(other.box, rect) > 0.99);
    const below = kept[same];
    if (below) {
      kept[same] = laidOver(below, { ...box, box: rect });
      continue;
    }
    const shown = pictures.some((picture) => contains(picture.box, rect, 1));
    if (shown && !carriesText(box)) continue;
    kept.push({ ...box, box: rect });
  }
  return kept;
}

/** Whether strokes right under the baseline run along most of the line (descenders may interrupt them). */
function isUnderlined(line: TextLine, dividers: readonly Divider[]): boolean {
  const covered = dividers
    .filter((divider) => underlines(divider.box, line))
    .reduce((sum, divider) => sum + divider.box.width, 0);
  return covered > 0.5 * line.box.width;
}

function underlines(stroke: Rect, { box, font }: TextLine): boolean {
  const below = stroke.y - font.baselineY;
  return (
    stroke.height <= Math.max(2, 0.15 * font.sizePx) &&
    below >= 0 &&
    below <= DRAFT.underlineReach * font.sizePx &&
    stroke.x >= box.x - 3 &&
    right(stroke) <= right(box) + 3
  );
}

/** Two boxes at one place as one: the upper one's paint, and of the lower what still shows around it. */
function laidOver(below: Box, above: Box): Box {
  return {
    ...above,
    box: below.border ? below.box : above.box,
    border: above.border ?? below.border,
    shadow: above.shadow ?? below.shadow,
  };
}

/** Whether a divider is the edge of a box, a part of a crop, or the stroke of a letter. */
function isRedundant(
  divider: Divider,
  boxes: readonly Box[],
  pictures: readonly Picture[],
  lines: readonly TextLine[],
): boolean {
  const { box } = divider;
  return (
    pictures.some((picture) => contains(picture.box, box, 1)) ||
    lines.some((line) => contains(line.box, box, 1) || underlines(box, line)) ||
    liesOnBorders(divider, boxes)
  );
}

/** Whether borders of boxes run along the whole of it, those of one box or of several in a line. */
function liesOnBorders({ box, orientation }: Divider, boxes: readonly Box[]): boolean {
  const along = orientation === "vertical" ? verticalSpan : horizontalSpan;
  const whole = along(box);
  const spans = boxes
    .filter((other) => isOnBorder(box, other, orientation))
    .map((other) => along(other.box))
    .sort((a, b) => a.from - b.from);
  const reached = spans.reduce(
    (end, { from, to }) => (from <= end + 1 ? Math.max(end, to) : end),
    whole.from,
  );
  return spans.length > 0 && reached >= whole.to - 1;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const verticalSpan = (rect: Rect): Span => ({ from: rect.y, to: bottom(rect) });
const horizontalSpan = (rect: Rect): Span => ({ from: rect.x, to: right(rect) });

function isOnBorder(
  divider: Rect,
  { box, border }: Box,
  orientation: Divider["orientation"],
): boolean {
  if (!border || !intersection(box, divider)) return false;
  if (orientation === "vertical")
    return (
      (divider.x >= box.x - 1 && right(divider) <= box.x + border.left + 1) ||
      (right(divider) <= right(box) + 1 && divider.x >= right(box) - border.right - 1)
    );
  return (
    (divider.y >= box.y - 1 && bottom(divider) <= box.y + border.top + 1) ||
    (bottom(divider) <= bottom(box) + 1 && divider.y >= bottom(box) - border.bottom - 1)
  );
}
