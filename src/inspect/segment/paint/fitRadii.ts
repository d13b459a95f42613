import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import { heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { CornerRadii } from "../../inspection";
import { colorAt } from "../pixels/pixels";

interface Corner {
  readonly x: number;
  readonly y: number;
  /** The direction inwards, ±1. */
  readonly dx: number;
  readonly dy: number;
}

/**
 * The corner radii of a border box painted in `color` at its rim (border or fill). Device px, in steps of ½. A corner
 * whose surroundings have the rim's colour cannot be seen; it gets the middle value of the others.
 */
export function fitRadii(bitmap: Bitmap, bounds: Bounds, color: Rgb, unit: number): CornerRadii {
  const limit = Math.floor(Math.min(widthOf(bounds), heightOf(bounds)) / 2);
  const [left, right] = [bounds.x0, bounds.x1 - 1];
  const [top, bottom] = [bounds.y0, bounds.y1 - 1];
  const fitted = [
    { x: left, y: top, dx: 1, dy: 1 },
    { x: right, y: top, dx: -1, dy: 1 },
    { x: right, y: bottom, dx: -1, dy: -1 },
    { x: left, y: bottom, dx: 1, dy: -1 },
  ].map((corner) => (limit < 2 ? 0 : fitCorner(bitmap, corner, color, limit)));
  const [topLeft, topRight, bottomRight, bottomLeft] = harmonise(fitted, unit);
  return {
    topLeft: topLeft ?? 0,
    topRight: topRight ?? 0,
    bottomRight: bottomRight ?? 0,
    bottomLeft: bottomLeft ?? 0,
  };
}

/** Corners a pixel or so apart are meant to be equal: they get the middle value. */
function harmonise(fitted: readonly (number | undefined)[], unit: number): number[] {
  const seen = fitted.filter((radius) => radius !== undefined).sort((a, b) => a - b);
  const middle = seen[seen.length >> 1] ?? 0;
  const slack = Math.max(1.5 * unit, middle * 0.15);
  return fitted.map((radius) =>
    radius === undefined || Math.abs(radius - middle) <= slack ? middle : radius,
  );
}

/** Least squares over what a corner leaves free in each row: r - √(r² - (r - y)²), averaged within the pixel. */
function fitCorner(bitmap: Bitmap, corner: Corner, color: Rgb, limit: number): number | undefined {
  const profile = missingCoverage(bitmap, corner, color, limit);
  if (!profile) return undefined;
  let best = 0;
  let bestError = Infinity;
  // The last row that misses something visible lies about √(r / 10) short of the radius.
  const largest = Math.min(limit, 1.4 * profile.length + 4);
  for (let radius = 0; radius <= largest + 0.01; radius += 0.5) {
    let error = 0;
    profile.forEach((missing, row) => {
      error += Math.min(16, (missing - missingInRow(radius, row)) ** 2);
    });
    if (error < bestError - 1e-6) {
      bestError = error;
      best = radius;
    }
  }
  return best;
}

function missingInRow(radius: number, row: number): number {
  let missing = 0;
  for (let k = 0; k < 4; k++) {
    const depth = radius - (row + (k + 0.5) / 4);
    if (depth > 0) missing += radius - Math.sqrt(Math.max(0, radius * radius - depth * depth));
  }
  return missing / 4;
}

/** Per row from the corner on: the pixels (with fractions) the surroundings show before the rim's colour begins. */
function missingCoverage(
  bitmap: Bitmap,
  { x, y, dx, dy }: Corner,
  color: Rgb,
  limit: number,
): number[] | undefined {
  if (x - dx < 0 || x - dx >= bitmap.width || y - dy < 0 || y - dy >= bitmap.height)
    return undefined;
  const outside = colorAt(bitmap, x - dx, y - dy);
  if (channelDistance(outside, color) < 5) return undefined;
  const coverage = coverageBetween(outside, color);
  const profile: number[] = [];
  for (let row = 0; row < limit; row++) {
    let missing = 0;
    let before = 0;
    if (row >= 2 && isStraight(profile[row - 1]) && isStraight(profile[row - 2])) break;
    for (let column = 0; column < limit; column++) {
      const covered = coverage(colorAt(bitmap, x + dx * column, y + dy * row));
      // Past the rim: full coverage, or already falling again inside a thin border.
      if (covered > 0.93 || (before > 0.25 && covered < before - 0.05)) break;
      missing += 1 - covered;
      before = covered;
    }
    profile.push(missing);
  }
  return profile;
}

const isStraight = (missing: number | undefined): boolean =>
  missing !== undefined && missing < 0.05;

/** Maps a colour to 0 (outside) … 1 (inside) along the line between the two. */
function coverageBetween(outside: Rgb, inside: Rgb): (color: Rgb) => number {
  const axis = [inside[0] - outside[0], inside[1] - outside[1], inside[2] - outside[2]] as const;
  const length = axis[0] ** 2 + axis[1] ** 2 + axis[2] ** 2;
  return (color) => {
    const along =
      (color[0] - outside[0]) * axis[0] +
      (color[1] - outside[1]) * axis[1] +
      (color[2] - outside[2]) * axis[2];
    return Math.max(0, Math.min(1, along / length));
  };
}
