import type { Design, DesignNode } from "./design";
import type { Draft } from "./draft/draft";

/** The same page with its values as `draft` has them now: corrections change how parts look, never how they flow. */
export function updateDesign(design: Design, draft: Draft): Design {
  const blocks = new Map(draft.blocks.map((block) => [block.id, block]));
  const boxes = new Map(draft.boxes.map((box) => [box.id, box]));
  const update = (node: DesignNode): DesignNode => {
    const block = node.text && blocks.get(node.text.id);
    const box = boxes.get(node.id);
    return {
      ...node,
      text: node.text && block ? { ...block, align: node.text.align } : node.text,
      // Edges may have become a box's own since it was measured; what is corrected of boxes is their shadow.
      look: box ? { ...node.look, shadow: box.shadow } : node.look,
      children: node.children.map(update),
    };
  };
  return { ...design, root: update(design.root) };
}
