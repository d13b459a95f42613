import type { Rect, Size } from "../../src/base/geometry";

/** Which part of a picture a pane shows. */
export interface Viewport {
  /** Screen px per px of the picture. */
  readonly scale: number;
  /** The picture's px at the pane's top left corner; negative where the picture begins inside the pane. */
  readonly x: number;
  readonly y: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export const MIN_SCALE = 0.05;
export const MAX_SCALE = 32;
/** What the buttons and keys step through. */
const STEPS = [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32];
/** A place that is flown to takes at most this share of the pane's sides, and is enlarged at most so much. */
const FLOWN_SHARE = 0.5;
const FLOWN_SCALE = 4;

/** The whole width, from its top; small pictures at their own size. */
export function fitWidth(picture: Size, pane: Size): Viewport {
  const scale = clampScale(Math.min(1, pane.width / picture.width));
  return keepInside({ scale, x: 0, y: 0 }, picture, pane);
}

/** Enlarges by `factor`; what is under `at` (pane px) stays there. */
export function zoomBy(view: Viewport, factor: number, at: Point): Viewport {
  const scale = clampScale(view.scale * factor);
  return {
    scale,
    x: view.x + at.x / view.scale - at.x / scale,
    y: view.y + at.y / view.scale - at.y / scale,
  };
}

/** The next step up (1) or down (-1) from `scale`. */
export function nextScale(scale: number, direction: 1 | -1): number {
  const isBeyond = (step: number): boolean =>
    direction > 0 ? step > scale * 1.001 : step < scale / 1.001;
  const steps = direction > 0 ? STEPS : [...STEPS].reverse();
  return steps.find(isBeyond) ?? clampScale(scale);
}

/** Moves what is shown by so many px of the pane. */
export function panBy(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, x: view.x + dx / view.scale, y: view.y + dy / view.scale };
}

/** `place` (picture px) in the pane's middle, large enough to be looked at, with what is around it. */
export function flyTo(place: Rect, pane: Size): Viewport {
  const scale = clampScale(
    Math.min(
      FLOWN_SCALE,
      (pane.width * FLOWN_SHARE) / Math.max(1, place.width),
      (pane.height * FLOWN_SHARE) / Math.max(1, place.height),
    ),
  );
  return {
    scale,
    x: place.x + place.width / 2 - pane.width / scale / 2,
    y: place.y + place.height / 2 - pane.height / scale / 2,
  };
}

/** The nearest viewport that shows no more of what lies beside the picture than it must: a side that fits is in the middle. */
export function keepInside(view: Viewport, picture: Size, pane: Size): Viewport {
  const inside = (start: number, whole: number, shown: number): number =>
    shown >= whole ? (whole - shown) / 2 : Math.min(Math.max(0, start), whole - shown);
  const { scale } = view;
  return {
    scale,
    x: inside(view.x, picture.width, pane.width / scale),
    // A low picture is read from its top.
    y: Math.max(0, inside(view.y, picture.height, pane.height / scale)),
  };
}

/** Where a place of the picture is in the pane, pane px. */
export function toPane(view: Viewport, { x, y, width, height }: Rect): Rect {
  return {
    x: (x - view.x) * view.scale,
    y: (y - view.y) * view.scale,
    width: width * view.scale,
    height: height * view.scale,
  };
}

/** The picture's pixel under a place of the pane; undefined: beside the picture. */
export function pixelAt(view: Viewport, at: Point, picture: Size): Point | undefined {
  const x = Math.floor(view.x + at.x / view.scale);
  const y = Math.floor(view.y + at.y / view.scale);
  const isInside = x >= 0 && y >= 0 && x < picture.width && y < picture.height;
  return isInside ? { x, y } : undefined;
}

/** The part of the picture between two places of the pane, whole px; undefined: less than a px of it. */
export function partBetween(view: Viewport, a: Point, b: Point, picture: Size): Rect | undefined {
  const along = (from: number, to: number, start: number, length: number): [number, number] => {
    const ends = [start + from / view.scale, start + to / view.scale];
    const inside = ends.map((end) => Math.round(Math.min(Math.max(0, end), length)));
    return [Math.min(...inside), Math.max(...inside)];
  };
  const [x, right] = along(a.x, b.x, view.x, picture.width);
  const [y, bottom] = along(a.y, b.y, view.y, picture.height);
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : undefined;
}

function clampScale(scale: number): number {
  return Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));
}
