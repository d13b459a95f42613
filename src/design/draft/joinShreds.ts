import type { Rect } from "../../base/geometry";
import { area, boundingRect, contains, intersection } from "../../base/geometry";
import type { Box, Inspection, Picture } from "../../inspect/inspection";

/** Larger pictures are not put together (CSS px). */
const MOST_PX = 96;
/** Pieces of one picture are no farther apart (CSS px). */
const GAP_PX = 1;
/** Pieces cover at least this share of the picture that they make: there is no ground between them. */
const MIN_COVERED = 0.85;

type Piece = Picture | Box;

/**
 * The same inspection with the pieces of each small picture as that picture: an even stripe of an avatar was taken for a box, and what is
 * above and below it for icons. A crop of the whole shows the same.
 */
export function joinShreds(inspection: Inspection): Inspection {
  const { pictures, boxes, textLines } = inspection;
  const isFree = (piece: Piece): boolean =>
    Math.max(piece.box.width, piece.box.height) <= MOST_PX &&
    ![...textLines, ...pictures].some(
      (other) => other !== piece && contains(piece.box, other.box, 1),
    );
  const open: Piece[] = [...pictures.filter(isFree), ...boxes.filter(isFree)];
  const joined: (readonly [whole: Picture, pieces: readonly Piece[]])[] = [];
  for (const first of pictures) {
    if (!open.includes(first)) continue;
    const pieces = gather(first, open);
    for (const piece of pieces) open.splice(open.indexOf(piece), 1);
    const box = boundingRect(pieces.map((piece) => piece.box));
    if (pieces.length > 1 && isWhole(box, pieces, inspection))
      joined.push([{ ...first, box }, pieces]);
  }
  if (joined.length === 0) return inspection;
  const wholes = new Map(joined.map(([whole]) => [whole.id, whole]));
  const gone = new Set(joined.flatMap(([, pieces]) => pieces));
  return {
    ...inspection,
    boxes: boxes.filter((box) => !gone.has(box)),
    pictures: pictures.flatMap(
      (picture) => wholes.get(picture.id) ?? (gone.has(picture) ? [] : picture),
    ),
  };
}

/** A piece and all that hang together with it. */
function gather(first: Piece, open: readonly Piece[]): Piece[] {
  const pieces = [first];
  for (const piece of pieces)
    pieces.push(
      ...open.filter((other) => !pieces.includes(other) && touches(piece.box, other.box)),
    );
  return pieces;
}

function touches(a: Rect, b: Rect): boolean {
  const near = {
    x: a.x - GAP_PX,
    y: a.y - GAP_PX,
    width: a.width + 2 * GAP_PX + 0.01,
    height: a.height + 2 * GAP_PX + 0.01,
  };
  return intersection(near, b) !== undefined;
}

/** Whether pieces are one picture, about as high as wide, on which nothing else lies. */
function isWhole(box: Rect, pieces: readonly Piece[], { textLines }: Inspection): boolean {
  const [shorter, longer] = [box.width, box.height].sort((a, b) => a - b) as [number, number];
  const covered = pieces.reduce((sum, piece) => sum + area(piece.box), 0);
  return (
    longer <= MOST_PX &&
    longer <= 1.5 * shorter &&
    covered >= MIN_COVERED * area(box) &&
    !textLines.some((line) => intersection(line.box, box))
  );
}
