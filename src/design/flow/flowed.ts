import type { Rect } from "../../base/geometry";
import type { DesignNode, Layout, Sizing } from "../design";
import type { LayoutNode } from "../layout/layoutNode";
import type { PageFacts } from "../meaning/roles";

/** What the flow of every part depends on. */
export interface FlowContext {
  readonly page: PageFacts;
  /** How far the page's content is kept from both its edges, where most of it is; undefined where nothing is. */
  readonly insetPx: number | undefined;
  /** Whether a button, badge or field is being built. */
  readonly inControl: boolean;
  /** Puts a part of a container in flow: what is in it is again parts. */
  readonly flow: (node: LayoutNode, wish: Wish, context: FlowContext) => Flowed;
}

/** A part in flow, and how high it will be drawn: measured heights and drawn ones differ by fractions. */
export interface Flowed {
  readonly node: DesignNode;
  readonly heightPx: number;
}

/** How a container arranges its parts, and the parts. */
export interface Arranged {
  readonly layout: Layout;
  readonly children: readonly DesignNode[];
  /** Padding included. */
  readonly heightPx: number;
}

/** What the container has decided for a part. */
export interface Wish {
  readonly width: Sizing;
  /** From where to where its border box will reach across the page. */
  readonly frame: Pick<Rect, "x" | "width">;
  /** Whether the room it fills is only as wide as what is in it. */
  readonly isShrunk?: boolean;
  /** Where its text stands in it. */
  readonly align?: "left" | "center" | "right";
}
