import type { Rgb } from "../../base/color";
import type { Bitmap } from "../../image/bitmap";
import { Attempts, type InspectStage } from "../attempts";
import type { Paint } from "../inspection";
import { measurePalette } from "../measurePalette";
import { encloses, heightOf, toBounds, toRect, widthOf, type Bounds } from "../../base/bounds";
import { detectNoise } from "./noise/detectNoise";
import { levelNoise } from "./noise/levelNoise";
import { findBoxes, toSegmentedBox } from "./boxes/findBoxes";
import type { PaintedBox } from "./boxes/paintedBox";
import { findBusy } from "./pictures/findBusy";
import { findDividers } from "./boxes/findDividers";
import { findLines, toCandidate } from "./text/findLines";
import { meanAround } from "./text/findLinesOnPhotos";
import { isPartOf, toPicture, type Understood } from "./pictures/findPictures";
import { findStrikes, withoutStrikes } from "./text/findStrikes";
import { findRuns } from "./text/findRuns";
import { findBackground, findRoot } from "./boxes/findRoot";
import { findSurfaces } from "./boxes/findSurfaces";
import { findUnderlines, type Stroke } from "./text/findUnderlines";
import { PAINT } from "./paint/tuning";
import type { Unexplained } from "./pictures/unexplained";
import { labelComponents } from "./pixels/labelComponents";
import { findGrid } from "./pixels/findGrid";
import { partPlateaus } from "./pixels/partPlateaus";
import { modeColor } from "./pixels/pixels";
import type { LineCandidate, SegmentedBox, SegmentedDivider, Segmentation } from "./segmentation";
import { separatePhotos, type Separated } from "./pictures/separatePhotos";
import type { PartedLine } from "./pictures/splitIcons";

/** Channel difference (0–255) up to which neighbouring pixels belong to one surface. */
const SURFACE_TOLERANCE = 2;

/**
 * Takes a mockup apart without any model: surfaces, boxes with border, radius, fill and shadow, thin lines, groups of
 * glyphs, and what is left over as pictures. Deterministic; never throws; about 0.3 µs a pixel.
 *
 * @param deviceScaleFactor device px in a CSS px; all thresholds are CSS px.
 */
export function segmentBitmap(bitmap: Bitmap, deviceScaleFactor: number): Segmentation {
  const steps = segmentSteps(bitmap, deviceScaleFactor);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * {@link segmentBitmap} in steps, for who wants to do something else in between. A step that fails is left out and written
 * down in `attempts`: what it would have explained becomes part of a picture.
 *
 * @param isUnstruck The strokes through its texts are gone already.
 */
export function* segmentSteps(
  bitmap: Bitmap,
  deviceScaleFactor: number,
  attempts = new Attempts(),
  isUnstruck = false,
): Generator<void, Segmentation, void> {
  const unit = Math.max(1, deviceScaleFactor);
  const { width, height } = bitmap;
  const page = { x0: 0, y0: 0, x1: width, y1: height };
  const onPage = <T>(stage: InspectStage, work: () => T): T | undefined =>
    attempts.attempt(stage, page, work);
  const noise = onPage("noise", () => detectNoise(bitmap)) ?? "clean";
  yield;
  const level = noise === "lossy" ? onPage("noise", () => levelNoise(bitmap)) : undefined;
  const found = level?.bitmap ?? bitmap;
  const ungridded = onPage("surfaces", () => findGrid(found, unit));
  const pixels = ungridded?.bitmap ?? found;
  const palette = onPage("palette", () => measurePalette(pixels)) ?? [];
  yield;
  const components = onPage("surfaces", () =>
    partPlateaus(pixels, labelComponents(pixels, SURFACE_TOLERANCE), SURFACE_TOLERANCE, unit),
  );
  yield;
  const grounds =
    components && onPage("surfaces", () => findSurfaces(pixels, components, unit, attempts));
  yield;
  const first = palette[0]?.color ?? [255, 255, 255];
  const strikes =
    components && grounds && !isUnstruck
      ? onPage("lines", () => findStrikes(pixels, components, grounds.isSurface, unit))
      : undefined;
  if (strikes && strikes.length > 0) {
    const readable = withoutStrikes(bitmap, strikes);
    const parts = yield* segmentSteps(readable, deviceScaleFactor, attempts, true);
    return { ...parts, readable, palette, strikes: strikes.map(toRect) };
  }
  if (!components || !grounds) return onePicture(page, first, palette, noise);
  const root = findRoot(grounds, width, height);
  const background = findBackground(grounds, root, width, height) ?? first;
  const boxes =
    onPage("boxes", () => findBoxes(pixels, components, grounds, root, unit, attempts)) ?? [];
  yield;
  const runs = onPage("dividers", () =>
    findRuns(pixels, components, grounds.isSurface, unit, attempts),
  ) ?? { runs: [], isRun: new Uint8Array(components.count) };
  const inkLines = onPage("lines", () =>
    findLines(pixels, components, grounds, boxes, runs, noise === "lossy", unit, attempts),
  );
  const { lines: inked, busy } = readable(inkLines?.lines ?? [], page, unit, attempts);
  const strokes = [...runs.runs, ...(inkLines?.underlines ?? [])];
  yield;
  const dividers = onPage("dividers", () =>
    findDividers(pixels, runs.runs, boxes, inked, strokes, unit),
  );
  const understood = {
    bitmap: pixels,
    untouched: bitmap,
    ringing: level?.ringing ?? 0,
    components,
    background,
    grounds,
    boxes,
    runs,
    dividers: dividers ?? [],
    unit,
    attempts,
  };
  const separated = yield* separatePhotos(understood, inked, page, busy);
  if (!separated) return onePicture(page, background, palette, noise);
  const parts = describe(understood, separated, strokes, { palette, noise });
  return ungridded ? { ...parts, boxes: [gridBox(page, ungridded.grid), ...parts.boxes] } : parts;
}

/** The page's ground when a grid is drawn on it. */
const gridBox = (page: Bounds, fill: Paint): SegmentedBox => ({
  box: toRect(page),
  fill,
  border: undefined,
  radius: { topLeft: 0, topRight: 0, bottomRight: 0, bottomLeft: 0 },
  shadow: undefined,
});

/** Nothing but a picture of the page: what is left to show when its pixels could not be told apart at all. */
function onePicture(
  page: Bounds,
  background: Rgb,
  palette: Segmentation["palette"],
  noise: Segmentation["noise"],
): Segmentation {
  const pictures = [{ box: toRect(page), kind: "picture" as const, background }];
  return { background, lines: [], boxes: [], dividers: [], pictures, palette, noise };
}

/** The lines without those of patterns too busy to be read. */
function readable(
  lines: readonly PartedLine[],
  page: Bounds,
  unit: number,
  attempts: Attempts,
): { readonly lines: readonly PartedLine[]; readonly busy: readonly Bounds[] } {
  const found = attempts.attempt("lines", page, () => findBusy(lines, unit));
  for (const area of found?.busy ?? [])
    attempts.miss("lines", area, "It holds more marks than can be text.");
  if (found && found.tooMany > 0)
    attempts.miss("lines", page, `It has ${found.tooMany} lines more than can be read.`);
  return found ?? { lines, busy: [] };
}

/** What was found, as the rest of the house knows it; what lies in pictures is left to them. */
function describe(
  { bitmap, background, boxes, dividers, unit, attempts }: Understood,
  { lines, onPhotos, rest }: Separated,
  strokes: readonly Stroke[],
  common: Pick<Segmentation, "palette" | "noise">,
): Segmentation {
  const isHidden = (bounds: Bounds): boolean => rest.some((part) => isPartOf(part, bounds, unit));
  const [strips, pictures] = partStrips(bitmap, rest, unit);
  const lost: PartedLine[] = [];
  const candidateOf = (line: PartedLine, measure: () => LineCandidate): LineCandidate[] => {
    const candidate = attempts.attempt("lines", line, measure);
    if (!candidate) lost.push(line);
    return candidate ? [candidate] : [];
  };
  const candidates = [
    ...lines.flatMap((line) =>
      candidateOf(line, () => toCandidate(line, false, findUnderlines(line, strokes, unit))),
    ),
    ...onPhotos.flatMap((line) =>
      candidateOf(line, () => onPhoto(bitmap, toCandidate(line, true))),
    ),
  ];
  return {
    background,
    lines: candidates.sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x),
    boxes: boxes.filter((box) => !isHidden(box) || carriesText(box, lines)).map(toSegmentedBox),
    dividers: [...dividers.filter(({ box }) => !isHidden(toBounds(box))), ...strips],
    pictures: [...pictures, ...lost].map((region) => toPicture(bitmap, region, unit)),
    ...common,
  };
}

/** Of what is left over, the thin strips of one colour are dividers that touch something else. */
function partStrips(
  bitmap: Bitmap,
  rest: readonly Unexplained[],
  unit: number,
): [SegmentedDivider[], Unexplained[]] {
  const strips: SegmentedDivider[] = [];
  const others: Unexplained[] = [];
  for (const region of rest) {
    const [width, height] = [widthOf(region), heightOf(region)];
    const isThin = Math.min(width, height) <= 4 * unit && Math.max(width, height) >= 16 * unit;
    const mode = isThin ? modeColor(bitmap, region) : undefined;
    const orientation = width >= height ? "horizontal" : "vertical";
    if (mode && mode.share >= 0.6)
      strips.push({ box: toRect(region), orientation, color: mode.color });
    else others.push(region);
  }
  return [strips, others];
}

/** On a photo the colour behind a line is that of its own surroundings. */
const onPhoto = (bitmap: Bitmap, line: LineCandidate): LineCandidate => ({
  ...line,
  background: meanAround(bitmap, toBounds(line.box), line.foreground),
  surface: -1,
});

/** A plain box with text on it, in front of a photo: a button. */
const carriesText = (box: PaintedBox, lines: readonly PartedLine[]): boolean =>
  box.surface.flatness >= PAINT.plain &&
  lines.some((line) => line.blobs[0]?.surface === box.surface.label && encloses(box, line));
