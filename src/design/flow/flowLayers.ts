import { bottom, right } from "../../base/geometry";
import type { DesignNode, Sides, Sizing } from "../design";
import type { LayersNode, LayoutNode } from "../layout/layoutNode";
import type { FlowContext, Flowed, Wish } from "./flowed";
import { ownWidth } from "./ownWidth";
import { designNode, idOf, PLAIN_LAYOUT, PLAIN_PLACE } from "./parts";

/** Words alone get this much more room than they were measured to take, lest they break (CSS px). */
const SPARE_PX = 3;

/** The largest part in flow, the others on it at the edges they are nearest to. */
export function flowLayers(node: LayersNode, wish: Wish, context: FlowContext): Flowed {
  const { rect } = node;
  const [base, ...others] = node.children;
  const area = (one: LayoutNode): number => one.rect.width * one.rect.height;
  const covers = base && area(base) >= 0.5 * rect.width * rect.height;
  const onTop = covers ? others : node.children;
  // What is seen to end before the stack does, or to begin after it, is as wide as it is.
  const isWhole = covers && Math.max(base.rect.x - rect.x, right(rect) - right(base.rect)) <= 1;
  const width: Sizing =
    covers && !isWhole && base.kind === "picture" ? ownWidth(base) : { kind: "fill" };
  const below = covers ? context.flow(base, { width, frame: base.rect }, context) : undefined;
  const children: DesignNode[] = onTop.map((child) => {
    const own = context.flow(child, { width: ownWidth(child), frame: child.rect }, context).node;
    const fromRight = right(rect) - right(child.rect);
    const fromBottom = bottom(rect) - bottom(child.rect);
    const x: Partial<Sides> =
      fromRight < child.rect.x - rect.x
        ? { right: Math.round(fromRight) }
        : { left: Math.round(child.rect.x - rect.x) };
    const y: Partial<Sides> =
      fromBottom < child.rect.y - rect.y
        ? { bottom: Math.round(fromBottom) }
        : { top: Math.round(child.rect.y - rect.y) };
    return { ...own, place: { ...PLAIN_PLACE, inset: { ...x, ...y } } };
  });
  const first = below && {
    ...below.node,
    place: {
      ...PLAIN_PLACE,
      before: Math.round(below.node.rect.y - rect.y),
      across: Math.round(below.node.rect.x - rect.x),
    },
  };
  // What lies at its edges must not drift apart where the room is wider than the mockup's.
  const isAsWide = wish.width.kind === "fill" && Math.abs(wish.frame.width - rect.width) <= 2;
  const spare = base?.kind === "text" ? SPARE_PX : 0;
  const slack = first ? bottom(rect) - bottom(first.rect) : 0;
  return {
    heightPx: rect.height,
    node: designNode({
      id: idOf(node),
      meaning: { tag: "div", name: "stack" },
      rect,
      width: isAsWide ? wish.width : { kind: "fixed", px: Math.round(rect.width) + spare },
      height: first && slack < 1 ? { kind: "hug" } : { kind: "fixed", px: Math.round(rect.height) },
      layout: { ...PLAIN_LAYOUT, kind: "layers" },
      children: first ? [first, ...children] : children,
    }),
  };
}
