import type { Rect } from "../../base/geometry";
import { bottom, right } from "../../base/geometry";
import type { LayoutNode } from "../../design/layout/layoutNode";
import { px, type Declaration } from "../page/declaration";
import { snap } from "./pageElement";

/** How a container arranges its children: what it declares itself, and what each child declares. */
export interface Arrangement {
  readonly container: readonly Declaration[];
  /** One list a child, in order. */
  readonly children: readonly (readonly Declaration[])[];
}

/** Children whose centres are this near to the container's are centred (CSS px): pens stand between pixels. */
const CENTER_TOLERANCE_PX = 0.75;

/** Gaps between words of a row may differ by this and still be one gap: text boxes take up the rest. */
const GAP_TOLERANCE_PX = 3;

/**
 * Children one after the other in `frame`, the container's content box before padding, exactly where their rectangles
 * are. Gaps and padding where they say it, margins where they do not.
 */
export function arrangeFlow(
  kind: "row" | "column",
  frame: Rect,
  nodes: readonly LayoutNode[],
): Arrangement {
  return kind === "column" ? arrangeColumn(frame, nodes) : arrangeRow(frame, nodes);
}

/** Overlapping children, each at its place in `frame` (the padding box of a positioned container). */
export function arrangeLayers(frame: Rect, nodes: readonly LayoutNode[]): Arrangement {
  return {
    container: [["position", "relative"]],
    children: nodes.map(({ rect }) => [
      ["position", "absolute"],
      ["left", px(snap(rect.x) - snap(frame.x))],
      ["top", px(snap(rect.y) - snap(frame.y))],
    ]),
  };
}

function arrangeColumn(frame: Rect, nodes: readonly LayoutNode[]): Arrangement {
  const rects = nodes.map((node) => snapRect(node.rect));
  const top = (rects[0] as Rect).y - snap(frame.y);
  const gaps = rects.slice(1).map((rect, i) => rect.y - bottom(rects[i] as Rect));
  const gap = commonGap(gaps);
  const centered =
    nodes.every((node) => isCentered(node, frame)) && rects.some((r) => r.x > frame.x);
  const left = centered ? 0 : Math.max(0, Math.min(...rects.map((rect) => rect.x)) - snap(frame.x));
  const below = snap(bottom(frame)) - bottom(rects[rects.length - 1] as Rect);
  const inMiddle = top > 0 && top === below && (gap !== undefined || rects.length === 1);

  const container: Declaration[] = [
    ["display", "flex"],
    ["flex-direction", "column"],
    ["align-items", centered ? "center" : "flex-start"],
  ];
  if (inMiddle) container.push(["justify-content", "center"]);
  if (gap !== undefined && gap > 0) container.push(["gap", px(gap)]);
  container.push(...paddingCss(inMiddle ? 0 : Math.max(0, top), left));
  const children = rects.map((rect, i) => {
    const above = i === 0 ? Math.min(0, top) : gap === undefined ? (gaps[i - 1] as number) : 0;
    return marginCss(above, centered ? 0 : rect.x - snap(frame.x) - left);
  });
  return { container, children };
}

function arrangeRow(frame: Rect, nodes: readonly LayoutNode[]): Arrangement {
  const rects = widenTexts(nodes);
  const left = (rects[0] as Rect).x - snap(frame.x);
  const gaps = rects.slice(1).map((rect, i) => rect.x - right(rects[i] as Rect));
  const gap = commonGap(gaps);
  const middle = snap(frame.y) + snap(frame.height) / 2;
  const centered = rects.every((rect) => Math.abs(rect.y + rect.height / 2 - middle) < 0.01);
  const top = centered ? 0 : Math.max(0, Math.min(...rects.map((rect) => rect.y)) - snap(frame.y));

  const container: Declaration[] = [
    ["display", "flex"],
    ["align-items", centered ? "center" : "flex-start"],
  ];
  if (gap !== undefined && gap > 0) container.push(["gap", px(gap)]);
  container.push(...paddingCss(top, Math.max(0, left)));
  const children = rects.map((rect, i): Declaration[] => {
    const before = i === 0 ? Math.min(0, left) : gap === undefined ? (gaps[i - 1] as number) : 0;
    const place = marginCss(centered ? 0 : rect.y - snap(frame.y) - top, before);
    const last = i === rects.length - 1;
    return last || hasOwnSize(nodes[i] as LayoutNode)
      ? place
      : [["width", px(rect.width)], ...place];
  });
  return { container, children };
}

/** Rectangles of a row's children; when their gaps are nearly equal, texts are widened until they are. */
function widenTexts(nodes: readonly LayoutNode[]): Rect[] {
  const rects = nodes.map((node) => snapRect(node.rect));
  const gaps = rects.slice(1).map((rect, i) => rect.x - right(rects[i] as Rect));
  const least = Math.min(...gaps);
  const regular = gaps.length > 1 && least > 0 && Math.max(...gaps) - least <= GAP_TOLERANCE_PX;
  const flexible = nodes.slice(0, -1).every((node) => !hasOwnSize(node));
  const gap = regular && flexible ? Math.floor(least) : undefined;
  return rects.map((rect, i) => {
    const next = rects[i + 1];
    if (!next || hasOwnSize(nodes[i] as LayoutNode)) return rect;
    return { ...rect, width: gap === undefined ? rect.width : next.x - gap - rect.x };
  });
}

/** Boxes and pictures declare their own width and height; text and groups are as large as their content. */
function hasOwnSize(node: LayoutNode): boolean {
  return node.kind === "box" || node.kind === "picture" || node.kind === "divider";
}

function isCentered(node: LayoutNode, frame: Rect): boolean {
  const offset = node.rect.x + node.rect.width / 2 - frame.x - frame.width / 2;
  const loose = node.kind === "text" && !node.block.nudged;
  return Math.abs(offset) <= (loose ? CENTER_TOLERANCE_PX : 0.13);
}

/** The gap all have in common; undefined when they differ or one is negative. */
function commonGap(gaps: readonly number[]): number | undefined {
  const [first] = gaps;
  if (first === undefined) return 0;
  return first >= 0 && gaps.every((gap) => gap === first) ? first : undefined;
}

function paddingCss(top: number, left: number): Declaration[] {
  if (top === 0 && left === 0) return [];
  if (left === 0) return [["padding-top", px(top)]];
  if (top === 0) return [["padding-left", px(left)]];
  return [["padding", `${px(top)} 0 0 ${px(left)}`]];
}

function marginCss(top: number, left: number): Declaration[] {
  const margins: Declaration[] = [];
  if (top !== 0) margins.push(["margin-top", px(top)]);
  if (left !== 0) margins.push(["margin-left", px(left)]);
  return margins;
}

function snapRect(rect: Rect): Rect {
  const x = snap(rect.x);
  const y = snap(rect.y);
  return { x, y, width: snap(rect.x + rect.width) - x, height: snap(rect.y + rect.height) - y };
}
