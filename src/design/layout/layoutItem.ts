import type { Rect } from "../../base/geometry";
import type { LayoutNode } from "./layoutNode";

/** A part of the page before it has a place in the tree. */
export interface LayoutItem {
  /** What it covers on the page: ink of text, border box of the rest. Decides what lies in what and where cuts run. */
  readonly extent: Rect;
  /** The node around `content`, the arranged children (undefined when it has none). */
  build(content: LayoutNode | undefined): LayoutNode;
}
