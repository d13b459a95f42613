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

  it("keeps what reaches from edge to edge at both, and the rest of a band at its middle", () => {
    const band = node("band", [0, 0, 400, 200], {
      layout: PLAIN_LAYOUT,
      children: [
        node("bar", [0, 0, 400, 40], painted),
        node("left", [60, 50, 80, 40], painted),
        node("right", [240, 50, 100, 40], painted),
        node("badge", [380, 50, 20, 20], painted),
      ],
    });
    const whole = { x: 0, y: 0, width: 400, height: 200 };
    const { root } = pinDesign(
      designOf(band),
      new Map([["band", { frame: whole, groups: new Map() }]]),
    );
    assert.deepEqual(
      root.children[0]?.children.map(({ place, width }) => [place.inset, width]),
      [
        [{ left: 0, right: 0, top: 0 }, { kind: "fill" }],
        [
          { middle: 140, top: 50 },
          { kind: "fixed", px: 80 },
        ],
        [
          { middle: -40, top: 50 },
          { kind: "fixed", px: 100 },
        ],
        [
          { right: 0, top: 50 },
          { kind: "fixed", px: 20 },
        ],
      ],
    );
  });

  it("lets a box be as wide as the words in it where it was", () => {
    const button = node("button", [100, 40, 90, 30], {
      ...painted,
      width: { kind: "hug" },
      text: line,
    });
    const card = node("card", [20, 30, 360, 100], { layout: PLAIN_LAYOUT, children: [button] });
    const { root } = pinDesign(designOf(card), new Map([["card", { frame, groups }]]));
    assert.deepEqual(root.children[0]?.children[0]?.width, { kind: "hug" });
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
    assert.ok(!canPin({ ...part, meaning: { tag: "td", name: "cell" } }));
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
