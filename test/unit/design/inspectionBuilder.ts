import type { Rgb } from "../../../src/base/color";
import type { Rect, Size } from "../../../src/base/geometry";
import type {
  Box,
  Divider,
  FontEstimate,
  Inspection,
  Picture,
  TextLine,
} from "../../../src/inspect/inspection";
import type { LayoutNode } from "../../../src/design/layout/layoutNode";

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

export function rect(x: number, y: number, width: number, height: number): Rect {
  return { x, y, width, height };
}

/** Parts of an inspection, ids given in order; everything not said is plain. */
export function inspectionOf(
  parts: {
    readonly lines?: readonly TextLine[];
    readonly boxes?: readonly Box[];
    readonly dividers?: readonly Divider[];
    readonly pictures?: readonly Picture[];
  },
  size: Size = { width: 800, height: 600 },
): Inspection {
  const number = <T>(letter: string, list: readonly T[] = []): T[] =>
    list.map((part, index) => ({ ...part, id: `${letter}${index + 1}` }));
  return {
    size,
    deviceScaleFactor: 1,
    background: WHITE,
    textLines: number("t", parts.lines),
    boxes: number("b", parts.boxes),
    dividers: number("d", parts.dividers),
    pictures: number("p", parts.pictures),
    palette: [],
    fonts: [],
    noise: "clean",
  };
}

/** A line of Liberation Sans whose pen starts at x on the baseline; half an em a character unless a width is given. */
export function line(
  text: string,
  x: number,
  baselineY: number,
  style: Partial<FontEstimate> & { readonly color?: Rgb; readonly width?: number } = {},
): TextLine {
  const { color = BLACK, width, ...font } = style;
  const sizePx = font.sizePx ?? 16;
  const advanceWidth = width ?? (text.length * sizePx) / 2;
  return {
    id: "",
    text,
    box: rect(x, baselineY - 0.7 * sizePx, advanceWidth, 0.9 * sizePx),
    confidence: 1,
    color,
    background: WHITE,
    font: {
      family: "Liberation Sans",
      sizePx,
      weight: 400,
      italic: false,
      letterSpacingPx: 0,
      baselineY,
      originX: x,
      advanceWidth,
      extent: { ascent: 0.9053, descent: 0.2119 },
      confidence: 1,
      ...font,
    },
  };
}

export function box(place: Rect, look: Partial<Omit<Box, "id" | "box">> = {}): Box {
  return {
    id: "",
    box: place,
    fill: { kind: "solid", color: [240, 240, 240] },
    border: undefined,
    radius: { topLeft: 0, topRight: 0, bottomRight: 0, bottomLeft: 0 },
    shadow: undefined,
    ...look,
  };
}

export function picture(place: Rect, kind: Picture["kind"] = "picture"): Picture {
  return { id: "", box: place, kind, background: WHITE };
}

export function divider(place: Rect): Divider {
  const orientation = place.width >= place.height ? "horizontal" : "vertical";
  return { id: "", box: place, orientation, color: BLACK };
}

/** The tree in one line: "column[text(Title), row[box[text(A)], picture]]". */
export function sketch(node: LayoutNode | undefined): string {
  if (!node) return "nothing";
  switch (node.kind) {
    case "text":
      return `text(${node.block.lines.map(({ text }) => text).join(" / ")})`;
    case "divider":
      return "divider";
    case "box":
    case "picture":
      return node.content ? `${node.kind}[${sketch(node.content)}]` : node.kind;
    case "row":
    case "column":
    case "layers":
      return `${node.kind}[${node.children.map(sketch).join(", ")}]`;
  }
}
