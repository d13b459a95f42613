import { channelDistance, type Rgb } from "../../../base/color";
import type { Bitmap } from "../../../image/bitmap";
import { heightOf, widthOf, type Bounds } from "../../../base/bounds";
import type { Shadow } from "../../inspection";
import { colorAt } from "../pixels/pixels";
import { SHADOW } from "./tuning";

/** The colours met going outwards from the middle of one side: 0 is the first pixel outside. */
interface Profile {
  readonly dx: number;
  readonly dy: number;
  readonly colors: readonly Rgb[];
  /** Where the last of them was met. */
  readonly end: { readonly x: number; readonly y: number };
}

/** The plain colour of the surface at a pixel, undefined where there is none. */
export type GroundAt = (x: number, y: number) => Rgb | undefined;

/**
 * The outer box shadow around a border box, in device px; undefined when there is none. CSS draws a shadow as the box
 * blurred by a Gaussian of standard deviation blur / 2 (CSS Backgrounds 3, §7.1.1), so that straight out from the
 * middle of a side its strength falls off as the normal distribution; offset and blur are searched, the strength
 * follows by least squares.
 */
export function fitShadow(
  bitmap: Bitmap,
  bounds: Bounds,
  groundAt: GroundAt,
  unit: number,
): Shadow | undefined {
  if (widthOf(bounds) < 24 * unit || heightOf(bounds) < 20 * unit) return undefined;
  const profiles = readProfiles(bitmap, bounds, unit);
  if (profiles.length === 0) return undefined;
  const ground = lightest(profiles.map((profile) => groundBelow(profile, groundAt)));
  if (luminance(ground) < 60) return undefined;
  // With one or two sides to see, only what fades out into plain ground is a shadow.
  if (profiles.length < 3 && !profiles.every((profile) => fadesOut(profile, ground)))
    return undefined;
  const drops = profiles.map(({ dx, dy, colors }) => ({
    dx,
    dy,
    values: colors.map((color) => luminance(ground) - luminance(color)),
  }));
  if (Math.max(...drops.map((drop) => drop.values[0] ?? 0)) < 2.5) return undefined;
  const fit = search(drops, unit);
  const total = drops.flatMap((drop) => drop.values);
  const spread = total.reduce((sum, value) => sum + value * value, 0) / total.length;
  if (!fit || fit.strength < 3 || fit.error > spread * 0.35) return undefined;
  return { dx: fit.dx, dy: fit.dy, blur: fit.blur, spread: 0, ...paintOf(profiles, ground, fit) };
}

/** Whether a profile is darkest at the box and has reached the ground well before its end. */
function fadesOut({ colors }: Profile, ground: Rgb): boolean {
  const drops = colors.map((color) => luminance(ground) - luminance(color));
  const [first, last] = [drops[0] ?? 0, drops.slice(-4)];
  return (
    first >= 4 &&
    last.every((drop) => drop < first * 0.1) &&
    drops.every((drop, step) => step === 0 || drop <= (drops[step - 1] as number) + 1)
  );
}

interface Drop {
  readonly dx: number;
  readonly dy: number;
  readonly values: readonly number[];
}

interface Fit {
  readonly dx: number;
  readonly dy: number;
  readonly blur: number;
  /** The drop of luminance under the full shadow. */
  readonly strength: number;
  readonly error: number;
}

/** Each side's profile up to the first sudden change: another element, the end of the page. */
function readProfiles(bitmap: Bitmap, bounds: Bounds, unit: number): Profile[] {
  const directions = [
    { dx: 0, dy: -1 },
    { dx: 1, dy: 0 },
    { dx: 0, dy: 1 },
    { dx: -1, dy: 0 },
  ];
  const profiles = directions
    .map((direction): Profile => {
      const colors = readOutwards(bitmap, bounds, direction, unit);
      return { ...direction, colors, end: outwards(bounds, direction, 0.5, colors.length - 1) };
    })
    .filter((profile) => profile.colors.length >= 6 * unit);
  const long = profiles.filter((profile) => profile.colors.length >= 36 * unit);
  return long.length >= 3 ? long : profiles;
}

function readOutwards(
  bitmap: Bitmap,
  bounds: Bounds,
  { dx, dy }: { readonly dx: number; readonly dy: number },
  unit: number,
): Rgb[] {
  const colors: Rgb[] = [];
  for (let step = 0; step < SHADOW.reach * unit; step++) {
    const seen = [0.35, 0.5, 0.65].flatMap((share) => {
      const { x, y } = outwards(bounds, { dx, dy }, share, step);
      const inside = x >= 0 && y >= 0 && x < bitmap.width && y < bitmap.height;
      return inside ? [colorAt(bitmap, x, y)] : [];
    });
    const middle = seen.sort((a, b) => luminance(a) - luminance(b))[1];
    if (!middle || seen.length < 3) break;
    const before = colors[colors.length - 1];
    // A shadow without blur ends in one step: after few pixels, that is.
    if (before && channelDistance(before, middle) > (step <= 3 * unit ? 40 : 6)) break;
    colors.push(middle);
  }
  return colors;
}

/** The pixel `step` px outside a side, at `share` of its length. */
function outwards(
  bounds: Bounds,
  { dx, dy }: { readonly dx: number; readonly dy: number },
  share: number,
  step: number,
): { x: number; y: number } {
  const alongX = Math.round(bounds.x0 + widthOf(bounds) * share);
  const alongY = Math.round(bounds.y0 + heightOf(bounds) * share);
  return {
    x: dx === 0 ? alongX : dx > 0 ? bounds.x1 + step : bounds.x0 - 1 - step,
    y: dy === 0 ? alongY : dy > 0 ? bounds.y1 + step : bounds.y0 - 1 - step,
  };
}

const luminance = (color: Rgb): number => (color[0] + color[1] + color[2]) / 3;

/** The plain colour of the surface where a profile ends; what is seen there when it ends on none. */
const groundBelow = ({ colors, end }: Profile, groundAt: GroundAt): Rgb =>
  groundAt(end.x, end.y) ?? (colors[colors.length - 1] as Rgb);

const lightest = (colors: readonly Rgb[]): Rgb =>
  colors.reduce((best, color) => (luminance(color) > luminance(best) ? color : best));

/** The best of all offsets and blurs: first straight down, then sideways with what was found. */
function search(drops: readonly Drop[], unit: number): Fit | undefined {
  let best: Fit | undefined;
  // A hair better does not make a stranger value likelier, least of all a shift to the side.
  const attempt = (dx: number, dy: number, blur: number, needed: number): void => {
    const fit = fitStrength(drops, dx * unit, dy * unit, blur * unit);
    if (!best || fit.error < best.error * needed) best = fit;
  };
  for (const dy of SHADOW.offsetsY)
    for (const blur of SHADOW.blurs) if (dy + blur > 0) attempt(0, dy, blur, 0.98);
  if (!best) return undefined;
  const { dy, blur }: Fit = best;
  for (const dx of SHADOW.offsetsX) attempt(dx, dy / unit, blur / unit, 0.75);
  return best;
}

/** Least squares: the strength that brings the model closest to all sides, and what it leaves unexplained. */
function fitStrength(drops: readonly Drop[], dx: number, dy: number, blur: number): Fit {
  let [dot, norm, square, count] = [0, 0, 0, 0];
  for (const drop of drops) {
    // How far the shadow reaches out on this side beyond the box.
    const shift = drop.dx * dx + drop.dy * dy;
    for (let step = 0; step < drop.values.length; step++) {
      const value = drop.values[step] as number;
      const model = tail(step + 0.5 - shift, blur / 2);
      dot += value * model;
      norm += model * model;
      square += value * value;
      count++;
    }
  }
  const strength = dot / Math.max(1e-6, norm);
  // Σ(v - s·m)² = Σv² - 2s·Σvm + s²·Σm²
  const error = Math.max(0, square - 2 * strength * dot + strength * strength * norm) / count;
  return { dx, dy, blur, strength, error };
}

/** The share of a blurred half-plane's edge left at `distance` outside it: 1 - Φ(distance / sigma). */
function tail(distance: number, sigma: number): number {
  if (sigma < 0.01) return distance < 0 ? 1 : 0;
  const z = Math.abs(distance / sigma);
  // Abramowitz & Stegun 26.2.17, |error| < 7.5e-8.
  const t = 1 / (1 + 0.2316419 * z);
  const density = 0.3989422804 * Math.exp((-z * z) / 2);
  const upper =
    density *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return distance > 0 ? upper : 1 - upper;
}

/**
 * Colour and alpha that darken `ground` as measured: of all pairs that do, the one with the least alpha, which is black
 * when the channels drop in proportion to the ground.
 */
function paintOf(
  profiles: readonly Profile[],
  ground: Rgb,
  fit: Fit,
): { readonly color: Rgb; readonly alpha: number } {
  const share = (channel: 0 | 1 | 2): number => {
    const drops = profiles.map((profile) => ({
      dx: profile.dx,
      dy: profile.dy,
      values: profile.colors.map((color) => ground[channel] - color[channel]),
    }));
    const strength = fitStrength(drops, fit.dx, fit.dy, fit.blur).strength;
    return Math.max(0, strength / Math.max(1, ground[channel]));
  };
  const shares = [share(0), share(1), share(2)] as const;
  // A channel the ground hardly has cannot get darker and says nothing.
  const telling = shares.filter((_, channel) => (ground[channel] as number) >= 60);
  const alpha = Math.min(0.9, Math.max(...telling, 0.01));
  const color = ([0, 1, 2] as const).map((channel) => {
    const value = ground[channel] * (1 - Math.min(1, shares[channel] / alpha));
    return value < 24 || ground[channel] < 60 ? 0 : Math.min(255, Math.round(value));
  });
  return { color: color as unknown as Rgb, alpha: Math.round(alpha * 1000) / 1000 };
}
