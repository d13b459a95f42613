import type { Rgb } from "../../base/color";

/** Style sheets say shares in such steps, from here up. */
const STEP = 0.05;
const LEAST = 0.4;
/** Channel steps a measured colour may lie beside the mixture. */
const TOLERANCE = 1.5;
/** Channels of the mixture that differ by less say nothing: any grey on grey is some share of white. */
const LEAST_TINT = 3;

/**
 * How opaque white text would be that shows as `color` on `background` (0.4–0.95, in steps of 0.05): menus on coloured
 * bars are written so, and their ink then has the tint of the bar. Undefined when the colour is no such mixture.
 */
export function shareOfWhite(color: Rgb, background: Rgb): number | undefined {
  for (let step = Math.round(LEAST / STEP); step * STEP < 1 - STEP / 2; step++) {
    const share = step * STEP;
    const mixture = background.map((channel) => channel + share * (255 - channel));
    const tint = Math.max(...mixture) - Math.min(...mixture);
    const fits = mixture.every(
      (channel, i) => Math.abs(channel - (color[i] as number)) <= TOLERANCE,
    );
    if (fits && tint >= LEAST_TINT) return Math.round(share * 100) / 100;
  }
  return undefined;
}
