import type { Design, DesignNode } from "../../design/design";
import { bottom } from "../../base/geometry";

/** How far apart the beginnings of two texts may be that are meant to be one below the other (CSS px). */
const ALIGNED_PX = 3;

/**
 * The design with the entries of a menu as large as the one that is painted: a component has its padding wherever it stands, and only there
 * is it seen.
 */
export function evenEntries(design: Design): Design {
  return { ...design, root: even(design.root) };
}

function even(node: DesignNode): DesignNode {
  const children = node.children.map(even);
  const { layout } = node;
  const isMenu = node.meaning.tag === "nav" && layout?.kind === "column";
  const current = children.find(({ look }) => look.fill);
  if (!isMenu || !current?.layout || !children.every((one) => isLike(one, current)))
    return { ...node, children };
  const boxes = children.map((one) => (one === current ? one : boxed(one, current)));
  const before = boxes.map((one, at) => one.rect.y - bottom(boxes[at - 1]?.rect ?? one.rect));
  const gapPx = Math.max(0, Math.min(...before.slice(1)));
  return {
    ...node,
    layout: { ...layout, gapPx },
    children: boxes.map((one, at) => ({
      ...one,
      place: { ...one.place, before: at === 0 ? one.place.before : (before[at] ?? 0) - gapPx },
    })),
  };
}

function isLike(one: DesignNode, current: DesignNode): boolean {
  if (one.meaning.tag !== "a" || !one.text) return false;
  if (one === current) return true;
  const left = current.rect.x + (current.layout?.padding.left ?? 0);
  return !one.look.fill && !one.layout && Math.abs(one.rect.x - left) <= ALIGNED_PX;
}

function boxed(one: DesignNode, { rect, layout, width, height }: DesignNode): DesignNode {
  const y = one.rect.y - (layout?.padding.top ?? 0);
  return {
    ...{ ...one, layout, width, height },
    rect: { ...rect, y },
    place: { ...one.place, across: 0 },
  };
}
