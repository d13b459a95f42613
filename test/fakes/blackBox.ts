import type { Rect } from "../../src/base/geometry";
import type { DesignNode } from "../../src/design/design";
import { designNode, PLAIN_LOOK } from "../../src/design/flow/parts";

/** A black box of a design, named by its id. */
export function blackBox(id: string, rect: Rect): DesignNode {
  return designNode({
    id,
    meaning: { tag: "div", name: id },
    rect,
    look: { ...PLAIN_LOOK, fill: { kind: "solid", color: [0, 0, 0] } },
  });
}
