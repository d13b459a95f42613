import type { Draft } from "../../design/draft/draft";
import type { LayoutNode } from "../../design/layout/layoutNode";
import { flowNode, layersNode, textNode } from "../../design/layout/layoutNode";

/** The same tree around the parts as `draft` has them now: corrections change values and places, never the structure. */
export function updateTree(node: LayoutNode, draft: Draft): LayoutNode {
  const blocks = new Map(draft.blocks.map((block) => [block.id, block]));
  const boxes = new Map(draft.boxes.map((box) => [box.id, box]));
  const update = (old: LayoutNode): LayoutNode => {
    switch (old.kind) {
      case "text":
        return textNode(blocks.get(old.block.id) ?? old.block, draft.deviceScaleFactor);
      case "box": {
        const box = boxes.get(old.box.id) ?? old.box;
        return { ...old, box, rect: box.box, content: old.content && update(old.content) };
      }
      case "picture":
        return { ...old, content: old.content && update(old.content) };
      case "divider":
        return old;
      case "layers":
        return layersNode(old.children.map(update));
      case "row":
      case "column":
        return flowNode(old.kind, old.children.map(update));
    }
  };
  return update(node);
}
