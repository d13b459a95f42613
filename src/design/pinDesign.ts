import type { Rect } from "../base/geometry";
import { right } from "../base/geometry";
import type { Design, DesignNode, Sides, Sizing } from "./design";
import { innerRect, NO_SIDES, PLAIN_LAYOUT, PLAIN_PLACE } from "./flow/parts";

/** Single lines may be a little wider than measured before they break (CSS px). */
const SPARE_PX = 2;

/** Whether a part can have what is in it pinned: what a table or a list of choices arranges cannot. */
export function canPin({ children, meaning, layout }: DesignNode): boolean {
  return (
    children.length > 0 &&
    layout !== undefined &&
    layout.kind !== "pinned" &&
    !/^(table|thead|tbody|tr|select|body)$/.test(meaning.tag)
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
        pinned(child, pin.groups.get(child.id) ?? child.rect, frame),
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

function pinned(node: DesignNode, rect: Rect, frame: Rect): DesignNode {
  const { text } = node;
  const isWords = text !== undefined && !isPainted(node);
  const isLine = isWords && text.lines.length === 1;
  const widthPx = Math.round(rect.width) + (isWords ? SPARE_PX : 0);
  return {
    ...node,
    width: isLine ? { kind: "hug" } : { kind: "fixed", px: widthPx },
    height:
      isPainted(node) && !node.picture
        ? { kind: "fixed", px: Math.round(rect.height) }
        : node.height,
    place: { ...PLAIN_PLACE, inset: nearestEdges(rect, frame) },
  };
}

/** Whole pixels from the two edges that a part is nearest to. */
function nearestEdges(rect: Rect, frame: Rect): Partial<Sides> {
  const sides: Sides = {
    ...NO_SIDES,
    left: Math.round(rect.x - frame.x),
    right: Math.round(right(frame) - right(rect)),
    top: Math.round(rect.y - frame.y),
  };
  return {
    ...(sides.left <= sides.right ? { left: sides.left } : { right: sides.right }),
    top: sides.top,
  };
}
