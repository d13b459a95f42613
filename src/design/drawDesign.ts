import type { Rgb } from "../base/color";
import type { Bitmap } from "../image/bitmap";
import { drawFrame, fade } from "../inspect/drawOverlay";
import type { Design, DesignNode } from "./design";

/** What parts are drawn in, by their tags; the first that fits. */
const COLORS: readonly (readonly [tags: RegExp, color: Rgb])[] = [
  [/^(header|nav|main|aside|footer|section|article|form)$/, [0, 150, 0]],
  [/^(a|button|input|select|textarea|label|summary)$/, [230, 120, 0]],
  [/^(img|figure|svg)$/, [255, 0, 200]],
  [/^(table|thead|tbody|tr|th|td|ul|ol|li|dl|dt|dd)$/, [140, 0, 230]],
  [/^(h[1-6]|p|span|code)$/, [230, 0, 0]],
];
const GROUP: Rgb = [0, 110, 255];

/**
 * The mockup, faded, with a frame round each part that it was understood to have: landmarks green, links and controls orange,
 * pictures pink, tables and lists purple, texts red, groups blue.
 */
export function drawDesign(bitmap: Bitmap, { root, deviceScaleFactor }: Design): Bitmap {
  const canvas = fade(bitmap);
  const draw = (node: DesignNode): void => {
    const { meaning, rect, children } = node;
    const [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map((value) =>
      Math.round(value * deviceScaleFactor),
    ) as [number, number, number, number];
    drawFrame(canvas, { x, y, width, height }, colorOf(meaning.tag));
    children.forEach(draw);
  };
  root.children.forEach(draw);
  return canvas;
}

function colorOf(tag: string): Rgb {
  return COLORS.find(([tags]) => tags.test(tag))?.[1] ?? GROUP;
}
