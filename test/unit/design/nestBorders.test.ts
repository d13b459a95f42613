import assert from "node:assert/strict";
import type { Border, Box } from "../../../src/inspect/inspection";
import type { BoxNode, LayoutNode } from "../../../src/design/layout/layoutNode";
import { flowNode } from "../../../src/design/layout/layoutNode";
import { nestBorders } from "../../../src/design/layout/nestBorders";

const LINE: Border = { color: [200, 200, 200], top: 1, right: 1, bottom: 1, left: 1 };

function boxOf(
  id: string,
  [x, y, width, height]: readonly [number, number, number, number],
  border: Border | undefined,
  content?: LayoutNode,
): BoxNode {
  const rect = { x, y, width, height };
  const corner = 6;
  const box: Box = {
    id,
    box: rect,
    fill: { kind: "solid", color: [255, 255, 255] },
    border,
    radius: { topLeft: corner, topRight: corner, bottomRight: 0, bottomLeft: 0 },
    shadow: undefined,
  };
  return { kind: "box", rect, box, content };
}

const inner = (node: LayoutNode): BoxNode[] => {
  assert.ok(node.kind === "box" && node.content);
  const { content } = node;
  return (content.kind === "column" ? content.children : [content]) as BoxNode[];
};

describe("nestBorders", () => {
  it("leaves the edges of a card to the card, and keeps the line between its parts", () => {
    const head = boxOf("head", [10, 10, 100, 30], LINE);
    const body = boxOf("body", [10, 40, 100, 60], { ...LINE, top: 0 });
    const card = boxOf("card", [10, 10, 100, 90], LINE, flowNode("column", [head, body]));
    const [first, second] = inner(nestBorders(card));
    assert.deepEqual(first?.rect, { x: 11, y: 11, width: 98, height: 29 });
    assert.deepEqual(first?.box.border, { ...LINE, top: 0, right: 0, left: 0 });
    assert.equal(first?.box.radius.topLeft, 5);
    assert.equal(first?.box.radius.bottomLeft, 0);
    assert.deepEqual(second?.rect, { x: 11, y: 40, width: 98, height: 59 });
    assert.equal(second?.box.border, undefined);
    assert.deepEqual(second?.box.box, second?.rect);
  });

  it("leaves parts alone that stand off the edge, or have no line there", () => {
    const apart = boxOf("apart", [14, 14, 92, 30], LINE);
    const plain = boxOf("plain", [10, 50, 100, 50], undefined);
    const card = boxOf("card", [10, 10, 100, 90], LINE, flowNode("column", [apart, plain]));
    assert.deepEqual(inner(nestBorders(card)), [apart, plain]);
  });

  it("leaves a part its line where that of the box around it is another one, beside it", () => {
    const bevel: Border = { ...LINE, color: [255, 255, 255], colors: { right: [10, 10, 10] } };
    const bar = boxOf("bar", [11, 11, 98, 30], { ...LINE, color: [192, 192, 192] });
    assert.deepEqual(inner(nestBorders(boxOf("window", [10, 10, 100, 90], bevel, bar))), [bar]);
  });

  it("reaches parts in parts", () => {
    const row = boxOf("row", [11, 11, 98, 30], LINE);
    const middle = boxOf("middle", [11, 11, 98, 88], LINE, row);
    const [nested] = inner(nestBorders(boxOf("card", [0, 0, 120, 120], LINE, middle)));
    const [deepest] = nested ? inner(nested) : [];
    assert.deepEqual(deepest?.rect, { x: 12, y: 12, width: 96, height: 29 });
  });
});
