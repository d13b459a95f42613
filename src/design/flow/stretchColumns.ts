import { bottom, type Size } from "../../base/geometry";
import type { Design, DesignNode } from "../design";

/** What ends this near to each other ends together (CSS px). */
const SAME_PX = 2;

/** Room before a column's last part that is more than this is what the column has left over (CSS px). */
const MIN_ROOM_PX = 48;

/** Less than this of a column's end is padding, not room that is left over (CSS px). */
const MIN_SLACK_PX = 8;

/** Columns that reach the end of a page as high as a window reach the window's, if they are at least this share of it. */
const MIN_PAGE_SHARE = 0.5;

/**
 * Columns beside each other are as high as the highest of them, or as the window: the others need not say what they have left over. Their
 * last part, where it stands apart at their end, takes what is left before it; the padding below the rest goes.
 */
export function stretchColumns(design: Design): Design {
  const visit = (node: DesignNode): DesignNode => {
    const children = node.children.map(visit);
    return stretched({ ...node, children }, design.size);
  };
  return { ...design, root: visit(design.root) };
}

function stretched(node: DesignNode, page: Size): DesignNode {
  const { layout, children, rect } = node;
  const isRow = layout?.kind === "columns" || layout?.kind === "grid";
  if (!isRow || layout.align !== "stretch" || children.length < 2) return node;
  const end = Math.max(...children.map((child) => bottom(child.rect)));
  const reaches = children.map((child) => end - bottom(child.rect) <= SAME_PX);
  const fillsWindow =
    layout.kind === "columns" &&
    page.height <= page.width &&
    layout.padding.top + layout.padding.bottom === 0 &&
    page.height - end <= SAME_PX &&
    rect.height >= MIN_PAGE_SHARE * page.height;
  // Without a window to reach, the column with the least left over says how high all are.
  const slack = children.map(slackOf);
  const holds = children.map((child, i) => reaches[i] === true && isSolid(child));
  const least = Math.min(...slack.filter((_, i) => holds[i]));
  const keeper = fillsWindow ? -1 : slack.findIndex((one, i) => holds[i] === true && one === least);
  if (!fillsWindow && keeper < 0) return node;
  const relaxed = children.map((child, i) =>
    reaches[i] && i !== keeper ? relax(child, fillsWindow ? 0 : least) : child,
  );
  if (relaxed.every((child, i) => child === children[i])) return node;
  return {
    ...node,
    layout: fillsWindow ? { ...layout, windowLessPx: Math.round(rect.y) } : layout,
    children: relaxed,
  };
}

/** Whether it is seen where a column ends: it is drawn as high as it was measured. */
function isSolid({ look, picture }: DesignNode): boolean {
  return look.fill !== undefined || look.border !== undefined || picture !== undefined;
}

/** What a column has left over: before its last part or below all. */
function slackOf({ layout, children }: DesignNode): number {
  if (layout?.kind !== "column") return 0;
  const before = children.length > 1 ? children[children.length - 1]?.place.before : 0;
  const room = typeof before === "number" ? Math.max(0, before - layout.gapPx) : 0;
  return Math.max(layout.padding.bottom, room >= MIN_ROOM_PX ? room : 0);
}

/** @param leastPx What the highest column has left over itself. */
function relax(column: DesignNode, leastPx: number): DesignNode {
  const { layout, children, height } = column;
  const last = children[children.length - 1];
  if (layout?.kind !== "column" || !last || height.kind !== "hug") return column;
  const { before } = last.place;
  const others = children.slice(1, -1).map(({ place }) => place.before);
  const isApart =
    children.length > 1 &&
    typeof before === "number" &&
    before >= MIN_ROOM_PX &&
    others.every((one) => typeof one === "number" && one < before / 2);
  const { top, bottom: below } = layout.padding;
  if (isApart && below <= Math.max(top, MIN_ROOM_PX)) {
    const place = { ...last.place, before: "auto" } as const;
    return { ...column, children: [...children.slice(0, -1), { ...last, place }] };
  }
  const kept = Math.max(leastPx, Math.min(top, below, MIN_ROOM_PX));
  if (below - kept <= MIN_SLACK_PX) return column;
  return { ...column, layout: { ...layout, padding: { ...layout.padding, bottom: kept } } };
}
