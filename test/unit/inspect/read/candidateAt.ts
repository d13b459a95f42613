import type { LineCandidate } from "../../../../src/inspect/segment/segmentation";

/** A line of black ink on white, 12 px high, as letters of 8 px. Device px. */
export function candidateAt(
  x: number,
  width: number,
  more: Partial<LineCandidate> = {},
): LineCandidate {
  const glyphs = Array.from({ length: Math.ceil(width / 10) }, (_, i) => ({
    x: x + i * 10,
    y: 10,
    width: 8,
    height: 12,
  }));
  return {
    box: { x, y: 10, width, height: 12 },
    glyphs,
    background: [255, 255, 255],
    foreground: [0, 0, 0],
    iconCandidate: false,
    surface: 1,
    overPicture: false,
    ...more,
  };
}
