import type { Rgb } from "../../base/color";
import { area, boundingRect, contains, type Rect } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";
import type { Inspection, TextLine } from "../../inspect/inspection";
import type { Render, RenderedTextLine } from "../../render/renderer";
import { measureInk } from "./measureInk";
import { normalizeText } from "./textSimilarity";

/** A line of text, or several that were merged, as the comparison sees it; the same on both sides. */
export interface ComparedText<Line> {
  readonly text: string;
  /** {@link normalizeText} of `text`. */
  readonly key: string;
  /** Around the ink, CSS px. */
  readonly box: Rect;
  readonly color: Rgb;
  readonly lines: readonly Line[];
}

export type MockupText = ComparedText<TextLine>;
export type RenderText = ComparedText<RenderedTextLine>;

/** Under this the reading is a guess, and often a picture's edge read as letters. */
const MIN_CONFIDENCE = 0.3;

/**
 * The mockup's lines. Doubtful readings and text that belongs to a photo are left out: no page could be blamed for not
 * having them.
 */
export function mockupTexts(
  { textLines, pictures, deviceScaleFactor }: Inspection,
  bitmap: Bitmap,
): MockupText[] {
  const photos = pictures.filter((picture) => picture.kind === "picture");
  return textLines
    .filter((line) => line.confidence >= MIN_CONFIDENCE && normalizeText(line.text) !== "")
    .filter((line) => !photos.some((photo) => contains(photo.box, line.box, 1)))
    .map((line) => {
      const around = grow(line.box, 1);
      const ink = measureInk(bitmap, deviceScaleFactor, around, line.color);
      const box = ink.kind === "measured" ? ink.box : line.box;
      return toBlock(line, line.text, box, line.color);
    });
}

/** Texts that lie beside each other cover no more than the page; of those that overlap so many pages are measured. */
const MOST_PAGES = 8;

/**
 * The render's lines that can be seen and lie on the page. Where texts lie on each other by the thousand, the ink of the
 * later ones is not measured but taken from their letters.
 */
export function renderTexts(render: Render, deviceScaleFactor: number): RenderText[] {
  const page = area(render.bitmap) / deviceScaleFactor ** 2;
  let left = MOST_PAGES * page;
  return render.textLines.flatMap((line) => {
    if (normalizeText(line.text) === "") return [];
    const around = glyphArea(line);
    left -= Math.min(page, area(around));
    if (left < 0) return [toBlock(line, line.text, expectedInk(line), line.color)];
    const ink = measureInk(render.bitmap, deviceScaleFactor, around, line.color);
    if (ink.kind === "invisible") return [];
    const box = ink.kind === "measured" ? ink.box : expectedInk(line);
    return [toBlock(line, line.text, box, line.color)];
  });
}

/** Two neighbours as one block, in reading order. */
export function mergeTexts<Line>(
  first: ComparedText<Line>,
  second: ComparedText<Line>,
): ComparedText<Line> {
  const [a, b] = [first.text.length, second.text.length];
  return {
    text: `${first.text} ${second.text}`,
    key: `${first.key} ${second.key}`,
    box: boundingRect([first.box, second.box]),
    color: first.color.map(
      (channel, i) => (channel * a + (second.color[i] ?? 0) * b) / (a + b),
    ) as [number, number, number],
    lines: [...first.lines, ...second.lines],
  };
}

function toBlock<Line>(line: Line, text: string, box: Rect, color: Rgb): ComparedText<Line> {
  return { text, key: normalizeText(text), box, color, lines: [line] };
}

/**
 * Where a line's glyphs can be: the box of its characters is as high as the font's ascent and descent, which reach into
 * the neighbours when lines stand close. The baseline of common fonts is 0.36 em under that box's middle.
 */
function glyphArea({ box, fontSizePx }: RenderedTextLine): Rect {
  const baseline = box.y + box.height / 2 + 0.36 * fontSizePx;
  const y = Math.max(box.y - 1, baseline - 0.85 * fontSizePx);
  const end = Math.min(box.y + box.height + 1, baseline + 0.25 * fontSizePx);
  return { x: box.x - 1, y, width: box.width + 2, height: Math.max(1, end - y) };
}

/** Where the ink would be by the letters of the text and the proportions of common fonts. */
function expectedInk({ text, box, fontSizePx }: RenderedTextLine): Rect {
  const baseline = box.y + box.height / 2 + 0.36 * fontSizePx;
  const top = baseline - (/[\p{Lu}\p{N}bdfhijklt]/u.test(text) ? 0.72 : 0.53) * fontSizePx;
  const end = baseline + (/[gjpqy,;Q()]/.test(text) ? 0.21 : 0) * fontSizePx;
  return { x: box.x, y: top, width: box.width, height: end - top };
}

function grow({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}
