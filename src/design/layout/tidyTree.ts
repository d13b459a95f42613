import { collapseBorders } from "./collapseBorders";
import { foldRules } from "./foldRules";
import { foldStacks } from "./foldStacks";
import type { LayoutNode } from "./layoutNode";
import { nestBorders } from "./nestBorders";

/** The tree with each painted thing once: surfaces whole, rules as the borders they are, shared borders at one of both. */
export function tidyTree(tree: LayoutNode): LayoutNode {
  return nestBorders(foldRules(foldStacks(collapseBorders(tree))));
}
