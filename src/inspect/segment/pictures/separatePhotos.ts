import { channelDistance } from "../../../base/color";
import { areaOf, encloses, heightOf, overlapArea, type Bounds } from "../../../base/bounds";
import { findLinesOnPhotos, looksLikeLetters } from "../text/findLinesOnPhotos";
import { medianHeight } from "../text/groupLines";
import { findRest, isPhoto, type Understood } from "./findPictures";
import type { Unexplained } from "./unexplained";
import type { PartedLine } from "./splitIcons";

/** A line this many times as high as its letters has something else in it: with accents and descenders they are at most 2. */
const OVERGROWN = 3;

/** What is text, on the ground and on photos, and what is neither text nor anything else that was understood. */
export interface Separated {
  readonly lines: readonly PartedLine[];
  readonly onPhotos: readonly PartedLine[];
  readonly rest: readonly Unexplained[];
}

/**
 * Finds the photos, the text on them, and throws out what only looked like text in their texture. Nothing is looked for in
 * `busy` areas. Undefined when what is left over could not be told.
 */
export function* separatePhotos(
  understood: Understood,
  found: readonly PartedLine[],
  page: Bounds,
  busy: readonly Bounds[],
): Generator<void, Separated | undefined, void> {
  const { untouched, ringing, boxes, unit, attempts } = understood;
  const overgrown = found.filter((line) => isOvergrown(line, unit));
  const freed = findLinesOnPhotos(
    untouched,
    overgrown.map((line) => withSurroundings(line)),
    ringing,
    unit,
    attempts,
  );
  // The line is what stands out of the soft edge; without any letters in it, it stays what it was.
  const inked = found.filter(
    (line) => !overgrown.includes(line) || !freed.some((other) => overlapArea(other, line) > 0),
  );
  const restOf = (lines: readonly PartedLine[]): Unexplained[] | undefined => {
    const rest = attempts.attempt("pictures", page, () => findRest(understood, lines));
    return rest?.filter((region) => !busy.some((area) => encloses(area, region, unit)));
  };
  const patterns = busy.map((area) => ({ ...area, pixels: areaOf(area) }));
  const rest = restOf(inked);
  const photos = rest?.filter((region) => isPhoto(region, unit)) ?? [];
  if (!rest || photos.length === 0)
    return rest && { lines: inked, onPhotos: freed, rest: [...rest, ...patterns] };
  yield;
  const isOnPhoto = (line: PartedLine): boolean =>
    photos.some((photo) => encloses(photo, line)) &&
    !boxes.some(
      (box) => box.surface.label === line.blobs[0]?.surface && box.surface.flatness > 0.6,
    );
  const onGround = inked.filter((line) => !isOnPhoto(line));
  const onPhotos = preferFuller([
    ...freed,
    ...findLinesOnPhotos(untouched, photos, ringing, unit, attempts),
    ...inked.filter((line) => isOnPhoto(line) && looksWritten(line, unit)),
  ]).filter((line) => !onGround.some((other) => overlapArea(other, line) > 0.3 * areaOf(line)));
  yield;
  const left = onGround.length === inked.length ? rest : restOf(onGround);
  return left && { lines: onGround, onPhotos, rest: [...left, ...patterns] };
}

/** Whether a soft edge (a blur, a glow) runs through a line's letters: then one piece of its ink is much higher than they are. */
function isOvergrown(line: PartedLine, unit: number): boolean {
  const letters = medianHeight(line.blobs);
  return letters >= 5 * unit && heightOf(line) >= OVERGROWN * letters;
}

/** The row that a line stands in, as far to both sides as letters may have been swallowed. */
function withSurroundings(line: PartedLine): Bounds {
  const side = heightOf(line);
  return { x0: line.x0 - side, x1: line.x1 + side, y0: line.y0, y1: line.y1 };
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
