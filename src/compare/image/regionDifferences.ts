import type { Rgb } from "../../base/color";
import { area, contains, type Rect, type Size } from "../../base/geometry";
import type { Bitmap } from "../../image/bitmap";
import type { RenderedElement } from "../../render/renderer";
import { ciede2000, toLab } from "../../image/ciede2000";
import type { Difference } from "../comparison";
import { devicePixels } from "./devicePixels";
import { findRegions } from "./regions";

export interface RegionInput {
  readonly mockup: Bitmap;
  readonly render: Bitmap;
  /** 1 where pixels differ, the mockup's size. */
  readonly mask: Uint8Array;
  readonly deviceScaleFactor: number;
  /** Text of either side, CSS px: told apart as text, not as pixels. */
  readonly textBoxes: readonly Rect[];
  readonly elements: readonly RenderedElement[];
}

/** What anti-aliasing and a shift too small to mention paint around a text's ink, CSS px. */
const TEXT_MARGIN = 3;

/** The places outside of text where pixels differ, with the colours that are there and should be. Largest first. */
export function findRegionDifferences(input: RegionInput): Difference[] {
  const { mockup, render, deviceScaleFactor } = input;
  const mask = withoutText(input);
  return findRegions(mask, mockup, deviceScaleFactor).map((region): Difference => {
    const pixels = differingPixels(mask, mockup, region.box, deviceScaleFactor);
    const expectedColor = commonColor(mockup, mockup.width, pixels);
    const actualColor = commonColor(render, mockup.width, pixels);
    const contrast = ciede2000(toLab(expectedColor), toLab(actualColor)) / 50;
    return {
      kind: "region",
      box: region.box,
      mismatchRatio: region.mismatchRatio,
      expectedColor,
      actualColor,
      selector: smallestAround(region.box, input.elements)?.selector,
      weight: region.weight * Math.min(1, Math.max(0.2, contrast)),
    };
  });
}

function withoutText({ mask, mockup, deviceScaleFactor, textBoxes }: RegionInput): Uint8Array {
  const rest = mask.slice();
  for (const box of textBoxes) {
    const { x0, y0, x1, y1 } = devicePixels(box, TEXT_MARGIN, mockup, deviceScaleFactor);
    for (let y = y0; y < y1; y++) rest.fill(0, y * mockup.width + x0, y * mockup.width + x1);
  }
  return rest;
}

/** Indices of at most some 4000 differing pixels of a region, evenly taken. */
function differingPixels(mask: Uint8Array, size: Size, box: Rect, scale: number): number[] {
  const { x0, y0, x1, y1 } = devicePixels(box, 0, size, scale);
  const step = Math.max(1, Math.floor(Math.sqrt(((x1 - x0) * (y1 - y0)) / 4000)));
  const pixels: number[] = [];
  for (let y = y0; y < y1; y += step)
    for (let x = x0; x < x1; x += step)
      if (mask[y * size.width + x] === 1) pixels.push(y * size.width + x);
  return pixels;
}

/**
 * The colour most of the pixels share, in bins of 16 levels per channel, as the mean of the fullest bin. Pixels are indices
 * into a canvas `canvasWidth` wide; where the bitmap has none, white is meant.
 */
function commonColor(
  { rgba, width, height }: Bitmap,
  canvasWidth: number,
  pixels: readonly number[],
): Rgb {
  const bins = new Map<number, [count: number, red: number, green: number, blue: number]>();
  for (const pixel of pixels) {
    const x = pixel % canvasWidth;
    const y = (pixel - x) / canvasWidth;
    const i = x < width && y < height ? (y * width + x) * 4 : -1;
    const [red = 255, green = 255, blue = 255] = i < 0 ? [] : rgba.subarray(i, i + 3);
    const key = ((red >> 4) << 8) | ((green >> 4) << 4) | (blue >> 4);
    const bin = bins.get(key) ?? [0, 0, 0, 0];
    bins.set(key, [bin[0] + 1, bin[1] + red, bin[2] + green, bin[3] + blue]);
  }
  let best: [number, number, number, number] = [1, 255, 255, 255];
  for (const bin of bins.values()) if (bin[0] > best[0] || best[0] === 1) best = bin;
  const [count, red, green, blue] = best;
  return [Math.round(red / count), Math.round(green / count), Math.round(blue / count)];
}

function smallestAround(
  box: Rect,
  elements: readonly RenderedElement[],
): RenderedElement | undefined {
  let best: RenderedElement | undefined;
  for (const element of elements)
    if (contains(element.box, box, 2) && (!best || area(element.box) < area(best.box)))
      best = element;
  return best;
}
