import type { Rgb } from "../../../src/base/color";
import type { Rect } from "../../../src/base/geometry";
import { createBitmap, type Bitmap } from "../../../src/image/bitmap";
import type { Inspection, TextLine } from "../../../src/inspect/inspection";
import type { Mockup } from "../../../src/mockup/mockup";
import type { Render, RenderedTextLine } from "../../../src/render/renderer";
import { normalizeText } from "../../../src/compare/text/textSimilarity";
import type { MockupText, RenderText } from "../../../src/compare/text/comparedText";

export const BLACK: Rgb = [0, 0, 0];
export const WHITE: Rgb = [255, 255, 255];
export const BLUE: Rgb = [0, 0, 255];

/** Paints a rectangle (device px) into a bitmap and returns the bitmap. */
export function paint(bitmap: Bitmap, { x, y, width, height }: Rect, color: Rgb): Bitmap {
  for (let row = y; row < y + height; row++)
    for (let column = x; column < x + width; column++)
      bitmap.rgba.set(color, (row * bitmap.width + column) * 4);
  return bitmap;
}

/** A line of the mockup whose ink is `box`. */
export function textLine(text: string, box: Rect, more: Partial<TextLine> = {}): TextLine {
  return {
    id: "t1",
    text,
    box,
    confidence: 1,
    color: BLACK,
    background: WHITE,
    font: {
      family: "Inter",
      sizePx: box.height / 0.73,
      weight: 400,
      italic: false,
      letterSpacingPx: 0,
      baselineY: box.y + box.height,
      originX: box.x,
      advanceWidth: box.width,
      confidence: 0,
    },
    ...more,
  };
}

/** A line of the render whose ink (capitals, without descenders) is `ink`. */
export function renderedLine(
  text: string,
  ink: Rect,
  more: Partial<RenderedTextLine> = {},
): RenderedTextLine {
  const fontSizePx = ink.height / 0.73;
  const baseline = ink.y + ink.height;
  return {
    text,
    box: { x: ink.x, y: baseline - 0.96 * fontSizePx, width: ink.width, height: 1.2 * fontSizePx },
    color: BLACK,
    fontFamily: "Inter",
    fontSizePx,
    fontWeight: 400,
    selector: "body > p",
    ...more,
  };
}

export function mockupText(text: string, box: Rect, more: Partial<TextLine> = {}): MockupText {
  const line = textLine(text, box, more);
  return { text, key: normalizeText(text), box, color: line.color, lines: [line] };
}

export function renderText(
  text: string,
  box: Rect,
  more: Partial<RenderedTextLine> = {},
): RenderText {
  const line = renderedLine(text, box, more);
  return { text, key: normalizeText(text), box, color: line.color, lines: [line] };
}

export function inspectionWith(
  width: number,
  height: number,
  more: Partial<Inspection> = {},
): Inspection {
  return {
    size: { width, height },
    deviceScaleFactor: 1,
    background: WHITE,
    textLines: [],
    boxes: [],
    dividers: [],
    pictures: [],
    palette: [],
    fonts: [],
    noise: "clean",
    ...more,
  };
}

export function mockupOf(bitmap: Bitmap, deviceScaleFactor = 1): Mockup {
  return {
    name: "sample.png",
    bitmap,
    png: new Uint8Array(),
    cssSize: {
      width: Math.round(bitmap.width / deviceScaleFactor),
      height: Math.round(bitmap.height / deviceScaleFactor),
    },
    deviceScaleFactor,
    hash: "0".repeat(64),
  };
}

export function renderOf(bitmap: Bitmap, more: Partial<Render> = {}): Render {
  return {
    bitmap,
    pageSize: { width: bitmap.width, height: bitmap.height },
    textLines: [],
    elements: [],
    facts: [],
    ms: { load: 0, settle: 0, capture: 0 },
    ...more,
  };
}

export const blank = (width: number, height: number, color: Rgb = WHITE): Bitmap =>
  createBitmap(width, height, color);
