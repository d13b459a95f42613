import type { Rect } from "../base/geometry";
import { right } from "../base/geometry";
import type { Design, DesignNode, Inset, Sizing } from "./design";
import { innerRect, MIN_INSET_PX, PLAIN_LAYOUT, PLAIN_PLACE } from "./flow/parts";

/** A part reaches from edge to edge of its container within this (CSS px). */
const EDGE_PX = 2;

/** Single lines may be a little wider than measured before they break (CSS px). */
const SPARE_PX = 2;

/** Whether a part can have what is in it pinned: what a table or a list of choices arranges cannot. */
export function canPin({ children, meaning, layout }: DesignNode): boolean {
  return (
    children.length > 0 &&
    layout !== undefined &&
    layout.kind !== "pinned" &&
    !/^(table|thead|tbody|tr|th|td|select|body)$/.test(meaning.tag)
  );
}

/** How the parts of a container are to be pinned. CSS px of the page. */
export interface Pin {
  /** The container's border box as it is drawn. */
  readonly frame: Rect;
  /** Parts that only arrange others, by id: where they are drawn, which is where they stay. */
  readonly groups: ReadonlyMap<string, Rect>;
}

/** The same page where the parts of some containers, by id, lie where they were measured, each in flow in itself. */
export function pinDesign(design: Design, pins: ReadonlyMap<string, Pin>): Design {
  if (pins.size === 0) return design;
  const visit = (node: DesignNode): DesignNode => {
    const children = node.children.map(visit);
    const pin = pins.get(node.id);
    if (!pin || !canPin(node)) return { ...node, children };
    const outer = isPainted(node) ? node.rect : within(pin.frame, design.size.height);
    const frame = innerRect(outer, node.look.border);
    const width: Sizing =
      node.width.kind === "hug" ? { kind: "fixed", px: Math.round(outer.width) } : node.width;
    return {
      ...node,
      width,
      height: { kind: "fixed", px: Math.round(outer.height) },
      layout: { ...PLAIN_LAYOUT, kind: "pinned", roomPx: node.layout?.roomPx ?? 0 },
      children: children.map((child) =>
        pinned(child, pin.groups.get(child.id) ?? child.rect, frame, design.size.width),
      ),
    };
  };
  return { ...design, root: visit(design.root) };
}

/** A part that was drawn beyond the end of the page ends with it. */
function within(frame: Rect, pageHeight: number): Rect {
  return { ...frame, height: Math.max(1, Math.min(frame.height, pageHeight - frame.y)) };
}

export function isPainted({ look, picture }: DesignNode): boolean {
  return look.fill !== undefined || look.border !== undefined || picture !== undefined;
}

function pinned(node: DesignNode, rect: Rect, frame: Rect, pageWidth: number): DesignNode {
  const { text } = node;
  const isWords = text !== undefined && !isPainted(node);
  // A box around words stays as wide as they make it: of one size, it may be too narrow for them.
  const isLine = text?.lines.length === 1 && (isWords || node.width.kind === "hug");
  const isWhole =
    !node.picture &&
    Math.abs(rect.x - frame.x) <= EDGE_PX &&
    Math.abs(right(frame) - right(rect)) <= EDGE_PX;
  const widthPx = Math.round(rect.width) + (isWords ? SPARE_PX : 0);
  const width: Sizing = isLine
    ? { kind: "hug" }
    : isWhole
      ? { kind: "fill" }
      : { kind: "fixed", px: widthPx };
  return {
    ...node,
    width,
    height:
      isPainted(node) && !node.picture
        ? { kind: "fixed", px: Math.round(rect.height) }
        : node.height,
    place: {
      ...PLAIN_PLACE,
      inset: {
        ...insetAcross(rect, frame, isWhole && !isLine, frame.width >= pageWidth - 2 * EDGE_PX),
        top: Math.round(rect.y - frame.y),
      },
    },
  };
}

/**
 * Whole pixels from both edges for what reaches from one to the other; else from the nearer one. Where the container is as wide as the
 * page, what keeps off its edges keeps its distance to the middle.
 */
function insetAcross(rect: Rect, frame: Rect, isWhole: boolean, isBand: boolean): Inset {
  const left = Math.round(rect.x - frame.x);
  const after = Math.round(right(frame) - right(rect));
  if (isWhole) return { left, right: after };
  if (isBand && Math.min(left, after) >= MIN_INSET_PX)
    return { middle: Math.round(frame.x + frame.width / 2 - rect.x) };
  return left <= after ? { left } : { right: after };
}
