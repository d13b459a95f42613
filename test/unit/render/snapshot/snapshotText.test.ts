import assert from "node:assert/strict";
import type { Rect } from "../../../../src/base/geometry";
import { drawnTexts, readTextLines } from "../../../../src/render/snapshot/snapshotText";
import {
  SNAPSHOT_STYLES,
  type SnapshotNode,
  type SnapshotStyle,
} from "../../../../src/render/snapshot/snapshotTree";

const SIZE = { width: 400, height: 300 };
const PLAIN = {
  ...(Object.fromEntries(SNAPSHOT_STYLES.map((name) => [name, ""])) as unknown as SnapshotStyle),
  display: "block",
  position: "static",
  visibility: "visible",
  opacity: "1",
  "overflow-x": "visible",
  "overflow-y": "visible",
  transform: "none",
  color: "rgb(0, 0, 0)",
  "background-color": "rgba(0, 0, 0, 0)",
  "font-family": `"My Font", Arial`,
  "font-size": "10px",
  "font-weight": "400",
};

function element(
  parent: SnapshotNode | undefined,
  box: Rect,
  style: Partial<SnapshotStyle> = {},
  paintOrder = 1,
): SnapshotNode {
  const full = { ...PLAIN, ...style };
  return {
    tag: "div",
    parent,
    box,
    style: full,
    paintOrder,
    fragments: [],
    selector: "div",
    path: "1",
    backendNodeId: 0,
  };
}

function text(parent: SnapshotNode, content: string, box: Rect): SnapshotNode {
  const fragments = [{ text: content, box }];
  return { ...parent, tag: "#text", parent, box, fragments };
}

const at = (x: number, y: number, width: number, height = 12): Rect => ({ x, y, width, height });

describe("readTextLines", () => {
  const read = (...nodes: SnapshotNode[]): string[] =>
    readTextLines(drawnTexts(nodes), nodes, SIZE, 100).map((line) => line.text);

  it("joins fragments of a block that stand side by side, with the look of the longest", () => {
    const block = element(undefined, at(0, 0, 400, 50));
    const bold = element(block, at(30, 0, 80), { display: "inline", "font-weight": "700" });
    const nodes = [
      block,
      text(block, "One ", at(0, 0, 30)),
      bold,
      text(bold, "much longer", at(30, 0, 80)),
      text(block, "next line", at(0, 20, 60)),
    ];
    const lines = readTextLines(drawnTexts(nodes), nodes, SIZE, 100);
    assert.deepEqual(
      lines.map((line) => [line.text, line.fontWeight]),
      [
        ["One much longer", 700],
        ["next line", 400],
      ],
    );
    assert.deepEqual(lines[0]?.box, at(0, 0, 110));
    assert.equal(lines[0]?.fontFamily, "My Font");
  });

  it("keeps columns and blocks apart", () => {
    const left = element(undefined, at(0, 0, 100));
    const right = element(undefined, at(100, 0, 100));
    assert.deepEqual(
      read(left, text(left, "left", at(0, 0, 95)), right, text(right, "right", at(100, 0, 50))),
      ["left", "right"],
    );
    assert.deepEqual(read(left, text(left, "a", at(0, 0, 10)), text(left, "far", at(60, 0, 20))), [
      "a",
      "far",
    ]);
  });

  it("leaves out what an opaque later layer covers, but not under a veil or its own box", () => {
    const block = element(undefined, at(0, 0, 100, 20));
    const shown = text(block, "text", at(0, 0, 40));
    const cover = (color: string, order: number): SnapshotNode =>
      element(undefined, at(0, 0, 100, 20), { "background-color": color }, order);
    assert.deepEqual(read(block, shown, cover("rgb(9, 9, 9)", 2)), []);
    assert.deepEqual(read(block, shown, cover("rgb(9, 9, 9)", 1)), ["text"]);
    assert.deepEqual(read(block, shown, cover("rgba(9, 9, 9, 0.5)", 2)), ["text"]);
    const own = element(undefined, at(0, 0, 100, 20), { "background-color": "rgb(9, 9, 9)" }, 5);
    assert.deepEqual(read(own, text(own, "mine", at(0, 0, 40))), ["mine"]);
  });

  it("cuts what overflow hides, unless the text's box escapes it", () => {
    const clip = element(undefined, at(0, 0, 50, 20), { "overflow-x": "hidden" });
    assert.deepEqual(read(clip, text(clip, "0123456789", at(0, 0, 100))), ["01234"]);
    assert.deepEqual(read(clip, text(clip, "outside", at(60, 0, 100))), []);
    const fixed = element(clip, at(60, 0, 100), { position: "fixed" });
    assert.deepEqual(read(clip, fixed, text(fixed, "fixed", at(60, 0, 100))), ["fixed"]);
    const absolute = element(clip, at(60, 0, 100), { position: "absolute" });
    assert.deepEqual(read(clip, absolute, text(absolute, "free", at(60, 0, 100))), ["free"]);
    const holder = element(undefined, at(0, 0, 50, 20), {
      "overflow-x": "hidden",
      position: "relative",
    });
    const held = element(holder, at(60, 0, 100), { position: "absolute" });
    assert.deepEqual(read(holder, held, text(held, "held", at(60, 0, 100))), []);
  });

  it("blends colours with opacity and what is behind", () => {
    const page = element(undefined, at(0, 0, 400, 300), { "background-color": "rgb(200, 0, 0)" });
    const block = element(page, at(0, 0, 100), { opacity: "0.5", color: "rgb(0, 0, 0)" });
    const nodes = [page, block, text(block, "half", at(0, 0, 40))];
    assert.deepEqual(readTextLines(drawnTexts(nodes), nodes, SIZE, 100)[0]?.color, [100, 0, 0]);
  });

  it("lists in paint order and no more than asked", () => {
    const above = element(undefined, at(0, 0, 100), {}, 7);
    const below = element(undefined, at(0, 50, 100), {}, 2);
    const nodes = [
      above,
      text(above, "above", at(0, 0, 50)),
      below,
      text(below, "below", at(0, 50, 50)),
    ];
    assert.deepEqual(read(...nodes), ["below", "above"]);
    assert.equal(readTextLines(drawnTexts(nodes), nodes, SIZE, 1).length, 1);
  });
});
