import type { Bitmap } from "../../image/bitmap";
import { channelDistance } from "../../base/color";
import {
  areaOf,
  encloses,
  heightOf,
  overlapArea,
  toBounds,
  toRect,
  widthOf,
  type Bounds,
} from "./bounds";
import { detectNoise } from "./detectNoise";
import { findBoxes, looseEdges, toSegmentedBox, type PaintedBox } from "./findBoxes";
import { findLines, toCandidate } from "./findLines";
import { findLinesOnPhotos, looksLikeLetters, meanAround } from "./findLinesOnPhotos";
import { findRest, isPartOf, isPhoto, toPicture, type Understood } from "./findPictures";
import { findRuns, type Run } from "./findRuns";
import { findUnderlines, type Stroke } from "./findUnderlines";
import { findBackground, findRoot, findSurfaces } from "./findSurfaces";
import type { Unexplained } from "./findUnexplained";
import { labelComponents } from "./labelComponents";
import { measurePalette } from "../measurePalette";
import { modeColor } from "./pixels";
import type { LineCandidate, SegmentedDivider, Segmentation } from "./segmentation";
import { snapColors } from "./snapColors";
import type { PartedLine } from "./splitIcons";

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

/** {@link segmentBitmap} in steps, for who wants to do something else in between. */
export function* segmentSteps(
  bitmap: Bitmap,
  deviceScaleFactor: number,
): Generator<void, Segmentation, void> {
  const unit = Math.max(1, deviceScaleFactor);
  const noise = detectNoise(bitmap);
  yield;
  const pixels = noise === "lossy" ? snapColors(bitmap) : bitmap;
  const palette = measurePalette(pixels);
  yield;
  const components = labelComponents(pixels, SURFACE_TOLERANCE);
  yield;
  const grounds = findSurfaces(pixels, components, unit);
  yield;
  const root = findRoot(grounds, pixels.width, pixels.height);
  const background = findBackground(grounds, root, pixels.width, pixels.height) ??
    palette[0]?.color ?? [255, 255, 255];
  const boxes = findBoxes(pixels, components, grounds, root, unit);
  yield;
  const runs = findRuns(pixels, components, grounds.isSurface, unit);
  const { lines: inked, underlines } = findLines(pixels, components, grounds, boxes, runs, unit);
  const strokes = [...runs.runs, ...underlines];
  yield;
  const dividers = findDividers(pixels, runs.runs, boxes, inked, unit);
  dividers.push(...missingUnderlines(inked, strokes, dividers, unit));
  const understood = {
    bitmap: pixels,
    components,
    background,
    grounds,
    boxes,
    runs,
    dividers,
    unit,
  };
  const { lines, onPhotos, rest } = yield* separatePhotos(understood, inked);
  const isHidden = (bounds: Bounds): boolean => rest.some((part) => isPartOf(part, bounds, unit));
  const [strips, pictures] = partStrips(pixels, rest, unit);
  return {
    background,
    lines: [
      ...lines.map((line) => toCandidate(line, false, findUnderlines(line, strokes, unit))),
      ...onPhotos.map((line) => onPhoto(pixels, toCandidate(line, true))),
    ].sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x),
    boxes: boxes.filter((box) => !isHidden(box) || carriesText(box, lines)).map(toSegmentedBox),
    dividers: [...dividers.filter(({ box }) => !isHidden(toBounds(box))), ...strips],
    pictures: pictures.map((region) => toPicture(pixels, region, unit)),
    palette,
    noise,
  };
}

/** Runs that are no box's border and no part of a letter, and the edges of boxes that have no run. */
function findDividers(
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

/** Finds the photos, the text on them, and throws out what only looked like text in their texture. */
function* separatePhotos(
  understood: Understood,
  inked: readonly PartedLine[],
): Generator<void, { lines: PartedLine[]; onPhotos: PartedLine[]; rest: Unexplained[] }, void> {
  const { bitmap, boxes, unit } = understood;
  const rest = findRest(understood, inked);
  const photos = rest.filter((region) => isPhoto(region, unit));
  if (photos.length === 0) return { lines: [...inked], onPhotos: [], rest };
  yield;
  const isOnPhoto = (line: PartedLine): boolean =>
    photos.some((photo) => encloses(photo, line)) &&
    !boxes.some(
      (box) => box.surface.label === line.blobs[0]?.surface && box.surface.flatness > 0.6,
    );
  const onGround = inked.filter((line) => !isOnPhoto(line));
  const onPhotos = preferFuller([
    ...findLinesOnPhotos(bitmap, photos, unit),
    ...inked.filter((line) => isOnPhoto(line) && looksWritten(line, unit)),
  ]).filter((line) => !onGround.some((other) => overlapArea(other, line) > 0.3 * areaOf(line)));
  yield;
  return {
    lines: onGround,
    onPhotos,
    rest: onGround.length === inked.length ? rest : findRest(understood, onGround),
  };
}

/** Of lines in the same place the one with the most ink. */
function preferFuller(lines: readonly PartedLine[]): PartedLine[] {
  const ink = (line: PartedLine): number => line.blobs.reduce((sum, blob) => sum + blob.area, 0);
  const kept: PartedLine[] = [];
  for (const line of [...lines].sort((a, b) => ink(b) - ink(a)))
    if (kept.every((other) => overlapArea(other, line) === 0)) kept.push(line);
  return kept;
}

/** Spots shaped like letters, in one colour that stands out. */
function looksWritten({ blobs }: PartedLine, unit: number): boolean {
  const strongest = blobs.reduce((a, b) => (b.contrast > a.contrast ? b : a));
  if (strongest.contrast < 60 || !looksLikeLetters(blobs, unit)) return false;
  const alike = blobs.filter(
    (blob) => channelDistance(blob.color, strongest.color) < 64 && blob.stray < 0.2,
  );
  return alike.length >= blobs.length * 0.7;
}

/** On a photo the colour behind a line is that of its own surroundings. */
const onPhoto = (bitmap: Bitmap, line: LineCandidate): LineCandidate => ({
  ...line,
  background: meanAround(bitmap, toBounds(line.box), line.foreground),
  surface: -1,
});

/** A plain box with text on it, in front of a photo: a button. */
const carriesText = (box: PaintedBox, lines: readonly PartedLine[]): boolean =>
  box.surface.flatness >= 0.6 &&
  lines.some((line) => line.blobs[0]?.surface === box.surface.label && encloses(box, line));
