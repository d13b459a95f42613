import type { Comparison, Difference } from "../../../src/compare/comparison";
import { createBitmap } from "../../../src/image/bitmap";

type TextStyle = Extract<Difference, { kind: "text-style" }>;

export function textStyle(text: string, more: Partial<TextStyle> = {}): TextStyle {
  return {
    kind: "text-style",
    text,
    box: { x: 10, y: 20, width: 60, height: 10 },
    selector: "body > main > p",
    dx: 0,
    dy: 0,
    sizePx: 0,
    expectedColor: undefined,
    actualColor: undefined,
    weight: 0.01,
    ...more,
  };
}

export function comparisonWith(
  differences: readonly Difference[],
  more: Partial<Comparison> = {},
): Comparison {
  const size = { width: 300, height: 200 };
  return {
    fidelity: 0.8,
    mismatchRatio: 0.1,
    ssim: 0.9,
    text: { block: 0.95, text: 0.98, position: 0.97, color: 0.99 },
    unwrittenTexts: 0,
    size: { mockup: size, render: size, equal: true },
    regions: [],
    differences,
    diff: createBitmap(300, 200),
    ...more,
  };
}
