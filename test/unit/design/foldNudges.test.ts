import assert from "node:assert/strict";
import type { Design, DesignNode, Layout, Place } from "../../../src/design/design";
import { designNode, PLAIN_LAYOUT, PLAIN_PLACE } from "../../../src/design/flow/parts";
import { nudgeDesign } from "../../../src/design/nudgeDesign";

const part = (id: string, place: Partial<Place>, more: Partial<DesignNode> = {}): DesignNode =>
  designNode({
    id,
    meaning: { tag: "p", name: "text" },
    rect: { x: 0, y: 0, width: 40, height: 20 },
    width: { kind: "hug" },
    place: { ...PLAIN_PLACE, ...place },
    ...more,
  });

/** The places of the parts of a container after they were nudged. */
function places(
  layout: Partial<Layout>,
  parts: readonly DesignNode[],
  off: Readonly<Record<string, { dx: number; dy: number }>>,
): readonly Place[] {
  const root = designNode({
    id: "page",
    meaning: { tag: "div", name: "group" },
    rect: { x: 0, y: 0, width: 400, height: 20 },
    layout: { ...PLAIN_LAYOUT, sparePx: 100, ...layout },
    children: parts,
  });
  const size = { width: 400, height: 300 };
  const tokens = {} as Design["tokens"];
  const design: Design = { size, deviceScaleFactor: 1, title: "", root, tokens };
  return nudgeDesign(design, new Map(Object.entries(off))).root.children.map(({ place }) => place);
}

describe("foldNudges", () => {
  it("puts an offset into the room that a part and the next one ask for", () => {
    const parts = [part("a", { before: 4 }), part("b", { before: 10 }), part("c", { before: 7 })];
    const [a, b, c] = places({ kind: "row" }, parts, { b: { dx: 1.5, dy: 0 } });
    assert.deepEqual([a?.before, b?.before, c?.before], [4, 11.5, 5.5]);
    assert.equal(b?.nudge, undefined);
  });

  it("lets room that takes all that is left take it up", () => {
    const parts = [part("a", {}), part("b", { before: "auto" }), part("c", { before: 7 })];
    const [, b, c] = places({ kind: "row" }, parts, { b: { dx: 2, dy: 0 } });
    assert.deepEqual([b?.before, b?.nudge, c?.before], ["auto", undefined, 5]);
  });

  it("keeps an offset that would take one value more, or room that is not there", () => {
    const nudge = { dx: 2, dy: 0 };
    const kept = (parts: readonly DesignNode[], layout: Partial<Layout> = {}): unknown =>
      places({ kind: "row", ...layout }, parts, { b: nudge }).find(({ nudge }) => nudge)?.nudge;
    const last = part("b", { before: 9 });
    assert.deepEqual(kept([part("a", {}), part("b", {}), part("c", { before: 9 })]), nudge);
    assert.deepEqual(kept([part("a", {}), last, part("c", { before: 1 })]), nudge);
    assert.deepEqual(kept([part("a", {}), last], { sparePx: 1 }), nudge);
    assert.deepEqual(kept([part("a", {}), last], { justify: "center" }), nudge);
    assert.deepEqual(kept([part("a", { before: "auto" }), last]), nudge);
    assert.equal(kept([part("a", {}), last]), undefined);
  });

  it("indents what hugs its words in a column, and what fills it not", () => {
    const nudge = { dx: 1, dy: 0 };
    const hugging = part("a", { across: 3 });
    const filling = part("a", { across: 3 }, { width: { kind: "fill" } });
    assert.equal(places({ kind: "column" }, [hugging], { a: nudge })[0]?.across, 4);
    assert.deepEqual(places({ kind: "column" }, [filling], { a: nudge })[0]?.nudge, nudge);
    assert.deepEqual(
      places({ kind: "column", align: "center" }, [hugging], { a: nudge })[0]?.nudge,
      nudge,
    );
  });

  it("moves what is pinned by its distances to the edges", () => {
    const inset = { left: 4, right: 6, top: 2 };
    const [place] = places({ kind: "pinned" }, [part("a", { inset })], { a: { dx: -1, dy: 3 } });
    assert.deepEqual(place, { ...PLAIN_PLACE, inset: { left: 3, right: 7, top: 5 } });
  });
});
