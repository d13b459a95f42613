import { bottom } from "../base/geometry";
import type { Bitmap } from "../image/bitmap";
import type { InferredScale } from "../mockup/mockup";
import { segmentBitmap } from "./segment/segment";
import type { Segmentation } from "./segment/segmentation";

/** The three signs, measured as if the picture were at 1×. */
export interface ScaleSigns {
  /** Device px. */
  readonly width: number;
  readonly height: number;
  /** Ink height that a quarter of the text stays below (device px); undefined without text. */
  readonly inkHeight: number | undefined;
  /** Width of all lines in line heights: how much text that was taken from. */
  readonly textLength: number;
  /** The most frequent thickness of borders and dividers (device px); undefined below two of them. */
  readonly strokeWidth: number | undefined;
}

/**
 * How often a file without "@2x" in its name is at each scale: a guess that only has to put 1 first. The rest of the
 * model outweighs it as soon as two signs agree.
 */
const SCALES: readonly (readonly [scale: number, probability: number])[] = [
  [1, 0.8],
  [1.5, 0.01],
  [2, 0.14],
  [3, 0.05],
];

/** Widths of screens in CSS px (portrait phones and tablets, then desktops), from the makers' published sizes. */
const PORTRAIT_WIDTHS = [
  ...[320, 360, 375, 384, 390, 393, 402, 411, 412, 414, 428, 430, 440],
  ...[744, 768, 800, 810, 820, 834, 1024],
];
const LANDSCAPE_WIDTHS = [1024, 1280, 1366, 1440, 1512, 1536, 1600, 1680, 1728, 1920, 2560];

/** How much likelier a picture has a screen's width than any other. */
const KNOWN_WIDTH_ODDS = 8;

/**
 * Ink heights at 1× as bench/inferScale.ts prints them (median 13 px, nine of ten between 6 and 19), taken for log-normal;
 * and what a page of nothing but large letters has instead, which is rare, and rarer still the longer the text is.
 */
const INK = { median: 13, spread: 0.25 };
const LARGE_INK = { median: 22, spread: 0.6, share: 0.1, shareInLongText: 0.02, longText: 60 };

/** Thickness of most strokes in CSS px, and how often. */
const STROKES: readonly (readonly [widthPx: number, probability: number])[] = [
  [1, 0.85],
  [2, 0.1],
];
const OTHER_STROKE = 0.05;

/** The scale a picture was most likely exported at. Pure; about the time of one segmentation. */
export function inferScale(bitmap: Bitmap): InferredScale {
  return judgeScale(measureSigns(bitmap, segmentBitmap(bitmap, 1)));
}

export function measureSigns(
  { width, height }: Pick<Bitmap, "width" | "height">,
  { lines, boxes, dividers }: Segmentation,
): ScaleSigns {
  const written = lines
    .filter((line) => !line.iconCandidate && !line.overPicture && line.glyphs.length >= 4)
    // What the picture's edge cuts is lower than it was meant.
    .filter(({ box }) => box.y > 0 && bottom(box) < height)
    .map(({ box }) => ({ height: box.height, length: box.width / box.height }))
    .sort((a, b) => a.height - b.height);
  const textLength = written.reduce((sum, line) => sum + line.length, 0);
  let left = textLength / 4;
  const quarter = written.find((line) => (left -= line.length) <= 0);
  const strokes = [
    ...dividers.map(({ box }) => Math.round(Math.min(box.width, box.height))),
    ...boxes.flatMap(({ border }) => (border ? [Math.round(border.top)] : [])),
  ].filter((stroke) => stroke > 0);
  return {
    width,
    height,
    inkHeight: quarter?.height,
    textLength,
    strokeWidth: strokes.length < 2 ? undefined : mostFrequent(strokes),
  };
}

/** Naive Bayes over the three signs. Equal input gives equal output. */
export function judgeScale(signs: ScaleSigns): InferredScale {
  const judged = SCALES.map(([scale, prior]) => ({
    scale,
    odds:
      Math.log(prior) +
      Math.log(inkLikelihood(signs, scale)) +
      Math.log(strokeLikelihood(signs, scale)) +
      (hasScreenWidth(signs, scale) ? Math.log(KNOWN_WIDTH_ODDS) : 0),
  }));
  const { scale } = judged.reduce((best, next) => (next.odds > best.odds ? next : best));
  return { deviceScaleFactor: scale, because: scale === 1 ? [] : describeSigns(signs, scale) };
}

function inkLikelihood({ inkHeight, textLength }: ScaleSigns, scale: number): number {
  if (inkHeight === undefined) return 1;
  const share = textLength > LARGE_INK.longText ? LARGE_INK.shareInLongText : LARGE_INK.share;
  const x = inkHeight / scale;
  return (1 - share) * logNormal(x, INK) + share * logNormal(x, LARGE_INK);
}

/** The density of ln x: the factor 1/x is the same for all scales. */
function logNormal(x: number, { median, spread }: { median: number; spread: number }): number {
  const z = Math.log(x / median) / spread;
  return Math.exp((-z * z) / 2) / (spread * Math.sqrt(2 * Math.PI));
}

function strokeLikelihood({ strokeWidth }: ScaleSigns, scale: number): number {
  if (strokeWidth === undefined) return 1;
  const known = STROKES.find(([widthPx]) => Math.round(widthPx * scale) === strokeWidth);
  return known?.[1] ?? OTHER_STROKE;
}

function hasScreenWidth({ width, height }: ScaleSigns, scale: number): boolean {
  const known = height > 1.2 * width ? [...PORTRAIT_WIDTHS, ...LANDSCAPE_WIDTHS] : LANDSCAPE_WIDTHS;
  return known.some((widthPx) => Math.round(widthPx * scale) === width);
}

function describeSigns(signs: ScaleSigns, scale: number): string[] {
  const { width, inkHeight, strokeWidth } = signs;
  return [
    ...(inkHeight === undefined ? [] : [`its small text is ${Math.round(inkHeight)} px high`]),
    ...(strokeWidth !== undefined && Math.round(scale) === strokeWidth
      ? [`its lines are ${strokeWidth} px thick`]
      : []),
    ...(hasScreenWidth(signs, scale)
      ? [`${width} px is a ${Math.round(width / scale)} px wide screen at ${scale}×`]
      : []),
  ];
}

function mostFrequent(values: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}
