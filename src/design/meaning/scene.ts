import type { Rgb } from "../../base/color";
import type { Rect, Size } from "../../base/geometry";
import { area, bottom, contains, right } from "../../base/geometry";
import { weightedMedian } from "../../base/median";
import type { Box, Divider, Picture } from "../../inspect/inspection";
import type { Draft, TextBlock } from "../draft/draft";
import { inkRect } from "../draft/draft";

/** A text with what lies around it; what it means is read from these. Lengths are CSS px. */
export interface SceneText {
  readonly block: TextBlock;
  /** Around the ink of all lines. */
  readonly ink: Rect;
  /** All lines, joined by spaces. */
  readonly text: string;
  /** The boxes it lies in, outermost first. */
  readonly homes: readonly SceneBox[];
}

export interface SceneBox {
  readonly box: Box;
  readonly rect: Rect;
  /** The texts in it and in the boxes in it. */
  readonly texts: readonly SceneText[];
}

/** A draft with who lies in what, and what its texts have in common. */
export interface Scene {
  readonly size: Size;
  readonly texts: readonly SceneText[];
  /** Larger ones first. */
  readonly boxes: readonly SceneBox[];
  readonly pictures: readonly Picture[];
  readonly dividers: readonly Divider[];
  /** The size, weight and contrast that half of all characters do not exceed. */
  readonly bodySizePx: number;
  readonly bodyWeight: number;
  readonly bodyContrast: number;
}

/** How far ink may stick out of the box it lies in. */
const SLACK_PX = 1.5;

export function describeScene(draft: Draft): Scene {
  const boxes = [...draft.boxes]
    .sort((a, b) => area(b.box) - area(a.box))
    .map((box) => ({ box, rect: box.box, texts: [] as SceneText[] }));
  const texts = draft.blocks.map((block): SceneText => {
    const ink = inkRect(block);
    const homes = boxes.filter(({ rect }) => contains(rect, ink, SLACK_PX));
    const text: SceneText = {
      block,
      ink,
      text: block.lines.map((line) => line.text).join(" "),
      homes,
    };
    for (const home of homes) home.texts.push(text);
    return text;
  });
  const weigh = (value: (text: SceneText) => number): number => characterMedian(texts, value);
  return {
    size: draft.size,
    texts,
    boxes,
    pictures: draft.pictures,
    dividers: draft.dividers,
    bodySizePx: weigh(({ block }) => block.style.sizePx) || 16,
    bodyWeight: weigh(({ block }) => block.style.weight) || 400,
    bodyContrast: weigh(contrastOf) || 10,
  };
}

/** The value that half of all characters do not exceed; 0 without any. */
function characterMedian(texts: readonly SceneText[], value: (text: SceneText) => number): number {
  return weightedMedian(texts.map((text) => ({ value: value(text), count: text.text.length })));
}

/** WCAG 2 contrast of a text with what is behind it, 1–21. */
export function contrastOf({ block }: SceneText): number {
  const [a, b] = [relativeLuminance(block.style.color), relativeLuminance(block.background)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** WCAG 2 relative luminance, 0–1. */
function relativeLuminance(color: Rgb): number {
  const [r, g, b] = color.map((channel) => {
    const share = Math.min(255, Math.max(0, channel)) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** How colourful, 0 (grey) – 255. */
export function saturation(color: Rgb): number {
  return Math.max(...color) - Math.min(...color);
}

export function fillColor({ fill }: Box): Rgb {
  return fill.kind === "gradient" ? (fill.stops[0]?.color ?? [255, 255, 255]) : fill.color;
}

export function cornerRadius({ radius }: Box): number {
  return Math.max(radius.topLeft, radius.topRight, radius.bottomRight, radius.bottomLeft);
}

export const centerX = (rect: Rect): number => rect.x + rect.width / 2;
export const centerY = (rect: Rect): number => rect.y + rect.height / 2;

/** The empty width or height between two rectangles; negative by how much they overlap. */
export const gapX = (a: Rect, b: Rect): number => Math.max(a.x, b.x) - Math.min(right(a), right(b));
export const gapY = (a: Rect, b: Rect): number =>
  Math.max(a.y, b.y) - Math.min(bottom(a), bottom(b));
