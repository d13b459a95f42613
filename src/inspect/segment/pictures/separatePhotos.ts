import { channelDistance } from "../../../base/color";
import { areaOf, encloses, overlapArea, type Bounds } from "../../../base/bounds";
import { findLinesOnPhotos, looksLikeLetters } from "../text/findLinesOnPhotos";
import { findRest, isPhoto, type Understood } from "./findPictures";
import type { Unexplained } from "./unexplained";
import type { PartedLine } from "./splitIcons";

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
  inked: readonly PartedLine[],
  page: Bounds,
  busy: readonly Bounds[],
): Generator<void, Separated | undefined, void> {
  const { untouched, ringing, boxes, unit, attempts } = understood;
  const restOf = (lines: readonly PartedLine[]): Unexplained[] | undefined => {
    const rest = attempts.attempt("pictures", page, () => findRest(understood, lines));
    return rest?.filter((region) => !busy.some((area) => encloses(area, region, unit)));
  };
  const patterns = busy.map((area) => ({ ...area, pixels: areaOf(area) }));
  const rest = restOf(inked);
  const photos = rest?.filter((region) => isPhoto(region, unit)) ?? [];
  if (!rest || photos.length === 0)
    return rest && { lines: inked, onPhotos: [], rest: [...rest, ...patterns] };
  yield;
  const isOnPhoto = (line: PartedLine): boolean =>
    photos.some((photo) => encloses(photo, line)) &&
    !boxes.some(
      (box) => box.surface.label === line.blobs[0]?.surface && box.surface.flatness > 0.6,
    );
  const onGround = inked.filter((line) => !isOnPhoto(line));
  const onPhotos = preferFuller([
    ...findLinesOnPhotos(untouched, photos, ringing, unit, attempts),
    ...inked.filter((line) => isOnPhoto(line) && looksWritten(line, unit)),
  ]).filter((line) => !onGround.some((other) => overlapArea(other, line) > 0.3 * areaOf(line)));
  yield;
  const left = onGround.length === inked.length ? rest : restOf(onGround);
  return left && { lines: onGround, onPhotos, rest: [...left, ...patterns] };
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
