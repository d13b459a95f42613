import assert from "node:assert/strict";
import type { Design, DesignNode } from "../../../src/design/design";
import type { TextBlock } from "../../../src/design/draft/draft";
import { designNode, PLAIN_LAYOUT, PLAIN_LOOK } from "../../../src/design/flow/parts";
import { nudgeDesign } from "../../../src/design/nudgeDesign";
import { canPin, pinDesign } from "../../../src/design/pinDesign";

type At = readonly [x: number, y: number, width: number, height: number];

function node(id: string, [x, y, width, height]: At, parts: Partial<DesignNode> = {}): DesignNode {
  return designNode({
    id,
    meaning: { tag: "div", name: id },
    rect: { x, y, width, height },
    ...parts,
  });
}

const painted = { look: { ...PLAIN_LOOK, fill: { kind: "solid", color: [0, 0, 0] } } } as const;
const line = { lines: [{ text: "one" }] } as unknown as TextBlock;
const designOf = (...children: readonly DesignNode[]): Design =>
  ({
    size: { width: 400, height: 300 },
    root: node("page", [0, 0, 400, 300], { layout: PLAIN_LAYOUT, children }),
  }) as unknown as Design;

describe("pinDesign", () => {
  const words = node("words", [30, 40, 60, 20], { text: line });
  const card = node("card", [300, 50, 80, 40], painted);
  const group = node("group", [20, 90, 100, 30], { layout: PLAIN_LAYOUT, children: [words] });
  const part = node("part", [20, 30, 360, 100], {
    layout: { ...PLAIN_LAYOUT, kind: "row" },
    children: [words, card, group],
  });
  const frame = { x: 20, y: 32, width: 360, height: 100 };
  const groups = new Map([["group", { x: 20, y: 95, width: 100, height: 30 }]]);
  const pinned = pinDesign(designOf(part), new Map([["part", { frame, groups }]])).root.children[0];

  it("puts the parts of one container at their distances from its nearest edges", () => {
    assert.equal(pinned?.layout?.kind, "pinned");
    assert.deepEqual(pinned.height, { kind: "fixed", px: 100 });
    assert.deepEqual(
      pinned.children.map(({ place }) => place.inset),
      [
        { left: 10, top: 8 },
        { right: 0, top: 18 },
        { left: 0, top: 63 },
      ],
    );
  });

  it("gives boxes their size, and lets a line of words have its own", () => {
    const [first, second] = pinned?.children ?? [];
    assert.deepEqual(first?.width, { kind: "hug" });
    assert.deepEqual(second?.width, { kind: "fixed", px: 80 });
    assert.deepEqual(second.height, { kind: "fixed", px: 40 });
  });

  it("leaves all others in flow, and what only a table can arrange", () => {
    assert.deepEqual(pinned?.children[2]?.layout, PLAIN_LAYOUT);
    const row = { ...part, meaning: { tag: "tr", name: "row" } };
    assert.ok(!canPin(row));
    const same = pinDesign(designOf(row), new Map([["part", { frame, groups }]]));
    assert.deepEqual(same.root.children[0], row);
  });

  it("ends what was drawn beyond the page with the page", () => {
    const long = { ...frame, height: 400 };
    const cut = pinDesign(designOf(part), new Map([["part", { frame: long, groups }]]));
    assert.deepEqual(cut.root.children[0]?.height, { kind: "fixed", px: 268 });
  });
});

describe("nudgeDesign", () => {
  it("moves a part and what is in it, and takes back in that what must stay", () => {
    const still = node("still", [0, 0, 10, 10]);
    const along = node("along", [0, 0, 10, 10]);
    const around = node("around", [0, 0, 20, 20], { children: [still, along] });
    const { root } = nudgeDesign(
      designOf(around),
      new Map([
        ["around", { dx: 3, dy: 0 }],
        ["still", { dx: 0, dy: 0 }],
      ]),
    );
    const [moved] = root.children;
    assert.deepEqual(moved?.place.nudge, { dx: 3, dy: 0 });
    assert.deepEqual(moved.children[0]?.place.nudge, { dx: -3, dy: 0 });
    assert.equal(moved.children[1]?.place.nudge, undefined);
  });
});
