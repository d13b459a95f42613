import type { DesignNode, Inset, Place } from "./design";

/**
 * Children of a container that are drawn off their places, with as many as possible of these offsets in the room that they and their
 * next neighbours ask for anyway, or in the distances of what is pinned: it looks the same and is one value less. What would move or
 * resize anything else by that, or need more room than there is, keeps its offset.
 */
export function foldNudges(node: DesignNode): readonly DesignNode[] {
  const children = [...node.children];
  for (const [i, child] of children.entries()) {
    if (!child.place.nudge) continue;
    const next = children[i + 1];
    const folded = child.place.inset
      ? ([pinnedPlace(child.place), undefined] as const)
      : flowPlaces(node, child, next);
    if (!folded) continue;
    const [own, after] = folded;
    children[i] = { ...child, place: own };
    if (next && after) children[i + 1] = { ...next, place: after };
  }
  return children;
}

type Places = readonly [own: Place, next: Place | undefined];

function pinnedPlace({ nudge, ...place }: Place): Place {
  const { dx, dy } = nudge ?? { dx: 0, dy: 0 };
  const by: Required<Inset> = { top: dy, bottom: -dy, left: dx, right: -dx, middle: -dx };
  const inset = Object.entries(place.inset ?? {}).map(([side, length]) => [
    side,
    (length as number) + by[side as keyof Inset],
  ]);
  return { ...place, inset: Object.fromEntries(inset) as Inset };
}

function flowPlaces(
  { layout, width, children }: DesignNode,
  child: DesignNode,
  next: DesignNode | undefined,
): Places | undefined {
  const { nudge, ...place } = child.place;
  if (!nudge || !layout || next?.place.inset) return undefined;
  const { dx, dy } = nudge;
  if (layout.kind === "row") {
    // Across it, the row may become higher, or move the part by half as much.
    if (dy !== 0) return undefined;
    const isLoose = layout.justify === "start" && width.kind !== "hug";
    const hasRoom = isLoose && children.every((one) => one.place.before !== "auto");
    if (!next && (!hasRoom || dx > layout.sparePx)) return undefined;
    return along(place, next?.place, dx);
  }
  if (layout.kind !== "column") return undefined;
  if (dx !== 0 && !standsAtStart(child, layout.align)) return undefined;
  const across = place.across + dx;
  if (across < 0 || (dx !== 0 && !asksForRoom(place))) return undefined;
  if (dy === 0) return [{ ...place, across }, undefined];
  if (!next || place.before === 0 || next.place.before === 0) return undefined;
  return along({ ...place, across }, next.place, dy);
}

/** Room along a layout, what comes next left where it is; undefined where that would be less than none, or one value more. */
function along(place: Place, next: Place | undefined, by: number): Places | undefined {
  const own = moved(place, by);
  const after = next && moved(next, -by);
  return own && (after || !next) ? [own, after] : undefined;
}

function moved(place: Place, by: number): Place | undefined {
  const { before } = place;
  if (before === "auto") return place;
  return asksForRoom(place) && before + by >= 0 ? { ...place, before: before + by } : undefined;
}

function asksForRoom({ before, across }: Place): boolean {
  return before !== 0 || across !== 0;
}

/** Whether room before a part of a column moves it, and makes neither it nor its words narrower. */
function standsAtStart({ width, place, text, look }: DesignNode, align: string): boolean {
  const own = place.align ?? align;
  if (own !== "start" && own !== "stretch") return false;
  if (width.kind !== "fill") return true;
  const isPainted = look.fill !== undefined || look.border !== undefined;
  return text?.lines.length === 1 && text.align === "left" && !isPainted;
}
