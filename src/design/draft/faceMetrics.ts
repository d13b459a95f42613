import type { FaceExtent } from "../../inspect/inspection";

/** What most faces come near to, for those that were not measured; corrections find the rest. */
export const USUAL_EXTENT: FaceExtent = { ascent: 0.93, descent: 0.24 };

/** A face's extent at a size, CSS px. */
export interface ExtentPx {
  readonly ascentPx: number;
  readonly descentPx: number;
}

/** Chromium rounds ascent and descent to whole device pixels before it lays lines out (SimpleFontData). */
export function extentPx(
  { ascent, descent }: FaceExtent,
  sizePx: number,
  deviceScaleFactor: number,
): ExtentPx {
  const round = (em: number): number =>
    Math.round(em * sizePx * deviceScaleFactor) / deviceScaleFactor;
  return { ascentPx: round(ascent), descentPx: round(descent) };
}

/**
 * Distance from the top of a line box to its baseline: half the leading, rounded down to device pixels, above the ascent
 * (CSS 2.2 §10.8.1; the rounding is Chromium's).
 */
export function baselineOffset(
  { ascentPx, descentPx }: ExtentPx,
  lineHeightPx: number,
  deviceScaleFactor: number,
): number {
  const half = ((lineHeightPx - ascentPx - descentPx) / 2) * deviceScaleFactor;
  return Math.floor(half) / deviceScaleFactor + ascentPx;
}
