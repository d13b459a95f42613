/** How far a face reaches above and below the baseline (the font's hhea table), in CSS px as a browser rounds them. */
export interface FaceExtent {
  readonly ascentPx: number;
  readonly descentPx: number;
}

/** [ascent, descent] per em of the catalogue's and the system families, as Chromium reads them from the font files. */
const EXTENTS: Readonly<Record<string, readonly [ascent: number, descent: number]>> = {
  Inter: [0.9688, 0.2412],
  Roboto: [0.9277, 0.2441],
  "Open Sans": [1.0688, 0.293],
  Lato: [0.987, 0.213],
  Montserrat: [0.968, 0.251],
  Poppins: [1.05, 0.35],
  Nunito: [1.011, 0.353],
  "Nunito Sans": [1.011, 0.353],
  "Source Sans 3": [1.024, 0.4],
  Raleway: [0.94, 0.234],
  "Work Sans": [0.93, 0.243],
  Mulish: [1.005, 0.25],
  "DM Sans": [0.992, 0.31],
  "IBM Plex Sans": [1.025, 0.275],
  Ubuntu: [0.932, 0.189],
  Rubik: [0.935, 0.25],
  Manrope: [1.066, 0.3],
  Figtree: [0.95, 0.25],
  "Plus Jakarta Sans": [1.038, 0.222],
  Quicksand: [1, 0.25],
  Oswald: [1.193, 0.289],
  Questrial: [0.82, 0.21],
  "Merriweather Sans": [0.984, 0.273],
  Merriweather: [0.984, 0.273],
  "Playfair Display": [1.082, 0.251],
  Lora: [1.006, 0.274],
  "Roboto Slab": [1.0479, 0.271],
  "Roboto Mono": [1.0479, 0.271],
  "JetBrains Mono": [1.02, 0.3],
  "Source Code Pro": [0.984, 0.273],
  "Liberation Sans": [0.9053, 0.2119],
  "Liberation Serif": [0.8911, 0.2163],
  "Liberation Mono": [0.8325, 0.3003],
  "DejaVu Sans": [0.9282, 0.2358],
  "DejaVu Serif": [0.9282, 0.2358],
  "DejaVu Sans Mono": [0.9282, 0.2358],
};

/** What most faces without an entry come near to; corrections find the rest. */
const USUAL: readonly [number, number] = [0.93, 0.24];

/** Chromium rounds ascent and descent to whole device pixels before it lays lines out (SimpleFontData). */
export function faceExtent(family: string, sizePx: number, deviceScaleFactor: number): FaceExtent {
  const [ascent, descent] = EXTENTS[family] ?? USUAL;
  const round = (em: number): number =>
    Math.round(em * sizePx * deviceScaleFactor) / deviceScaleFactor;
  return { ascentPx: round(ascent), descentPx: round(descent) };
}

/**
 * Distance from the top of a line box to its baseline: half the leading, rounded down to device pixels, above the ascent
 * (CSS 2.2 §10.8.1; the rounding is Chromium's).
 */
export function baselineOffset(
  { ascentPx, descentPx }: FaceExtent,
  lineHeightPx: number,
  deviceScaleFactor: number,
): number {
  const half = ((lineHeightPx - ascentPx - descentPx) / 2) * deviceScaleFactor;
  return Math.floor(half) / deviceScaleFactor + ascentPx;
}
