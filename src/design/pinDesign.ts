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

/** The same page where the parts of some containers, by id, lie where they were measured, each in flow in itself. */
export function pinDesign(design: Design, ids: ReadonlySet<string>): Design {
  if (ids.size === 0) return design;
  const pin = (node: DesignNode): DesignNode => {
    const children = node.children.map(pin);
    if (!ids.has(node.id) || !canPin(node)) return { ...node, children };
    const frame = innerRect(node.rect, node.look.border);
    const width: Sizing =
      node.width.kind === "hug" ? { kind: "fixed", px: Math.round(node.rect.width) } : node.width;
    return {
      ...node,
      width,
      height: { kind: "fixed", px: Math.round(node.rect.height) },
      layout: { ...PLAIN_LAYOUT, kind: "pinned", roomPx: node.layout?.roomPx ?? 0 },
      children: children.map((child) => pinned(child, frame)),
    };
  };
  return { ...design, root: pin(design.root) };
}

function pinned(node: DesignNode, frame: Rect): DesignNode {
  const { rect, text, picture, look } = node;
  const isPainted = look.fill !== undefined || look.border !== undefined || picture !== undefined;
  const isLine = text !== undefined && !isPainted && text.lines.length === 1;
  const widthPx = Math.round(rect.width) + (text && !isPainted ? SPARE_PX : 0);
  return {
    ...node,
    width: isLine ? { kind: "hug" } : { kind: "fixed", px: widthPx },
    height: isPainted && !picture ? { kind: "fixed", px: Math.round(rect.height) } : node.height,
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
