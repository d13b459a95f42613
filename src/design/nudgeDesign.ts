import type { Design, DesignNode } from "./design";
import { foldNudges } from "./foldNudges";
import type { Shift } from "./shiftDesign";

/**
 * The same page with some parts drawn off their place: `displacements` says by id how far each is from where the layout puts it; what
 * is not named goes with what it is in. Nothing else moves. Room that parts ask for anyway holds them there where it can.
 */
export function nudgeDesign(design: Design, displacements: ReadonlyMap<string, Shift>): Design {
  if (displacements.size === 0) return design;
  const nudge = (node: DesignNode, around: Shift): DesignNode => {
    const at = displacements.get(node.id) ?? around;
    const step = { dx: at.dx - around.dx, dy: at.dy - around.dy };
    const place = step.dx === 0 && step.dy === 0 ? node.place : { ...node.place, nudge: step };
    const children = node.children.map((child) => nudge(child, at));
    return { ...node, place, children: foldNudges({ ...node, children }) };
  };
  return { ...design, root: nudge(design.root, { dx: 0, dy: 0 }) };
}
