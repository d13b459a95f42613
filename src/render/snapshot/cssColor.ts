import type { Rgb } from "../../base/color";

/** A colour with its opacity, 0–1. */
export interface CssColor {
  readonly rgb: Rgb;
  readonly alpha: number;
}

const TRANSPARENT: CssColor = { rgb: [0, 0, 0], alpha: 0 };

/**
 * A computed colour in the legacy form ("rgb(1, 2, 3)", "rgba(1, 2, 3, 0.5)"); anything else is transparent black.
 * Other forms ("oklch(…)") are translated by the browser beforehand, see {@link isForeignColor}.
 */
export function parseCssColor(text: string): CssColor {
  const match = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(text);
  if (!match) return TRANSPARENT;
  const [, red, green, blue, alpha] = match;
  return {
    rgb: [Number(red), Number(green), Number(blue)],
    alpha: alpha === undefined ? 1 : Number(alpha),
  };
}

/** Whether only the browser can tell what colour this is. */
export function isForeignColor(text: string): boolean {
  return /^[a-z-]+\(/.test(text) && !text.startsWith("rgb");
}

/** `top` laid on the opaque colour `under` (source-over compositing). */
export function blend(top: CssColor, under: Rgb): Rgb {
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(top.rgb[channel] * top.alpha + under[channel] * (1 - top.alpha));
  return [mix(0), mix(1), mix(2)];
}
