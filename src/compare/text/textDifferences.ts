import { area, type Size } from "../../base/geometry";
import { ciede2000, toLab } from "../../image/ciede2000";
import type { Difference } from "../comparison";
import type { TextMatch, TextPair } from "./matchTexts";
import type { RenderText } from "./comparedText";

type TextStyle = Extract<Difference, { kind: "text-style" }>;

/** Under these nobody sees a difference, and measuring is no finer. CSS px, CIEDE2000, share of the width. */
const MIN_SHIFT = 0.75;
const MIN_SIZE = 0.75;
const MIN_COLOR = 6;
const MIN_WIDTH = { px: 2, share: 0.02 };
const MIN_FONT_WEIGHT = 200;
/** From here on a font estimate counts as knowledge. */
const SURE_FONT = 0.6;

/** What the matched, missing and extra texts come to as facts; `page` is the mockup's size in CSS px. Unordered. */
export function findTextDifferences(match: TextMatch, page: Size): Difference[] {
  const share = (size: Size): number => Math.min(1, area(size) / area(page));
  return [
    ...match.missing.map(({ text, box }): Difference => ({
      kind: "text-missing",
      text,
      box,
      weight: share(box),
    })),
    ...match.extra.map((extra): Difference => ({
      kind: "text-extra",
      text: extra.text,
      box: extra.box,
      selector: selectorOf(extra),
      weight: share(extra.box),
    })),
    ...match.pairs.flatMap((pair) => changedText(pair, share(pair.mockup.box))),
    ...match.pairs.flatMap((pair) => changedStyle(pair, share(pair.mockup.box))),
  ];
}

function changedText({ mockup, render, similarity }: TextPair, share: number): Difference[] {
  const confidence = Math.min(...mockup.lines.map((line) => line.confidence));
  // A doubtful reading may itself be what is wrong: the less sure it is, the more must differ.
  const tolerated = confidence >= 0.9 ? 0.98 : confidence >= 0.6 ? 0.9 : 0.8;
  if (similarity >= tolerated) return [];
  const [expected, actual] = [mockup.text, render.text];
  const selector = selectorOf(render);
  const weight = share * (1 - similarity);
  return [{ kind: "text-changed", expected, actual, box: render.box, selector, weight }];
}

function changedStyle(pair: TextPair, share: number): Difference[] {
  const { mockup, render } = pair;
  const [expected, actual] = [mockup.box, render.box];
  // Aligned by any edge or by the middle means in place: what remains is size.
  const dx = smallest([
    actual.x - expected.x,
    actual.x + actual.width / 2 - expected.x - expected.width / 2,
    actual.x + actual.width - expected.x - expected.width,
  ]);
  const dy = smallest([
    actual.y - expected.y,
    actual.y + actual.height / 2 - expected.y - expected.height / 2,
    actual.y + actual.height - expected.y - expected.height,
  ]);
  const sizePx = sizeDifference(pair);
  const widthPx = sizePx === 0 ? widthDifference(pair) : 0;
  const colorDistance = ciede2000(toLab(mockup.color), toLab(render.color));
  const recolored = colorDistance >= MIN_COLOR;
  const fontWeight = fontWeightDifference(pair);
  const fontFamily = fontFamilyDifference(pair);
  const shift = Math.max(Math.abs(dx), Math.abs(dy));
  if (
    shift < MIN_SHIFT &&
    sizePx === 0 &&
    widthPx === 0 &&
    !recolored &&
    !fontWeight &&
    !fontFamily
  )
    return [];
  const severity =
    shift / (2 * expected.height) +
    Math.abs(sizePx) / expected.height +
    Math.abs(widthPx) / expected.width +
    (recolored ? colorDistance / 50 : 0) +
    (fontWeight || fontFamily ? 0.1 : 0);
  const style: TextStyle = {
    kind: "text-style",
    text: mockup.text,
    box: actual,
    selector: selectorOf(render),
    dx: Math.abs(dx) < MIN_SHIFT ? 0 : round(dx),
    dy: Math.abs(dy) < MIN_SHIFT ? 0 : round(dy),
    sizePx,
    expectedColor: recolored ? mockup.color : undefined,
    actualColor: recolored ? render.color : undefined,
    ...(widthPx === 0 ? {} : { widthPx }),
    ...(fontWeight ? { fontWeight } : {}),
    ...(fontFamily ? { fontFamily } : {}),
    weight: share * Math.min(1, severity),
  };
  return [style];
}

/**
 * How much larger the render's font is, CSS px. The same letters in the same face grow alike in both directions; when
 * only one of them grew, it is another face or spacing and the size is not blamed.
 */
function sizeDifference({ mockup, render, similarity }: TextPair): number {
  const [expected] = mockup.lines;
  const [actual] = render.lines;
  if (!expected || !actual || mockup.lines.length > 1 || render.lines.length > 1) return 0;
  if (sureFamily(expected.font.family, expected.font.confidence, actual.fontFamily))
    return significant(actual.fontSizePx - expected.font.sizePx, MIN_SIZE);
  if (similarity < 0.9) return 0;
  const heightRatio = mockup.box.height / render.box.height;
  const widthRatio = mockup.box.width / render.box.width;
  // One pixel of rounding on each side is no growth.
  const grew = Math.abs(mockup.box.height - render.box.height) > 1;
  if (!grew || (heightRatio - 1) * (widthRatio - 1) <= 0) return 0;
  return significant(actual.fontSizePx * (1 - widthRatio), MIN_SIZE);
}

function widthDifference({ mockup, render, similarity }: TextPair): number {
  if (similarity < 0.9) return 0;
  const width = render.box.width - mockup.box.width;
  return significant(width, Math.max(MIN_WIDTH.px, MIN_WIDTH.share * mockup.box.width));
}

function fontWeightDifference({ mockup, render }: TextPair): TextStyle["fontWeight"] {
  const [expected] = mockup.lines;
  const [actual] = render.lines;
  if (!expected || !actual || expected.font.confidence < SURE_FONT) return undefined;
  if (Math.abs(expected.font.weight - actual.fontWeight) < MIN_FONT_WEIGHT) return undefined;
  return { expected: expected.font.weight, actual: actual.fontWeight };
}

function fontFamilyDifference({ mockup, render }: TextPair): TextStyle["fontFamily"] {
  const [expected] = mockup.lines;
  const [actual] = render.lines;
  if (!expected || !actual || expected.font.confidence < SURE_FONT) return undefined;
  if (familyName(actual.fontFamily) === familyName(expected.font.family)) return undefined;
  return { expected: expected.font.family, actual: actual.fontFamily };
}

function sureFamily(expected: string, confidence: number, actual: string): boolean {
  return confidence >= SURE_FONT && familyName(actual) === familyName(expected);
}

/** The first family of a CSS list, bare. */
function familyName(list: string): string {
  return (list.split(",")[0] ?? "").replace(/["']/g, "").trim().toLowerCase();
}

function selectorOf(text: RenderText): string {
  return text.lines[0]?.selector ?? "";
}

function smallest(values: readonly number[]): number {
  return values.reduce((best, value) => (Math.abs(value) < Math.abs(best) ? value : best));
}

function significant(value: number, least: number): number {
  return Math.abs(value) < least ? 0 : round(value);
}

/** To half a CSS px. */
function round(value: number): number {
  return Math.round(value * 2) / 2;
}
