import type { Design, DesignNode } from "./design";
import type { Shift } from "./shiftDesign";

/** The same page with some parts drawn off their place, by id: nothing else moves with them but what is in them. */
export function nudgeDesign(design: Design, shifts: ReadonlyMap<string, Shift>): Design {
  if (shifts.size === 0) return design;
  const nudge = (node: DesignNode): DesignNode => {
    const shift = shifts.get(node.id);
    return {
      ...node,
      place:
        shift && (shift.dx !== 0 || shift.dy !== 0) ? { ...node.place, nudge: shift } : node.place,
      children: node.children.map(nudge),
    };
  };
  return { ...design, root: nudge(design.root) };
}
