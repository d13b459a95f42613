import assert from "node:assert/strict";
import type { DesignNode } from "../../../src/design/design";
import { createDraft } from "../../../src/design/draft/createDraft";
import { designNode, PLAIN_LAYOUT } from "../../../src/design/flow/parts";
import { assignLandmarks } from "../../../src/design/meaning/regions/assignLandmarks";
import { inspectionOf, line, rect } from "./inspectionBuilder";

const [block] = createDraft(inspectionOf({ lines: [line("Words", 20, 40)] })).blocks;

const part = (
  tag: string,
  area: DesignNode["rect"],
  children: readonly DesignNode[] = [],
  kind: "column" | "columns" = "column",
): DesignNode =>
  designNode({
    id: `${tag}${area.x}-${area.y}`,
    meaning: { tag, name: tag },
    rect: area,
    layout: kind === "column" ? PLAIN_LAYOUT : { ...PLAIN_LAYOUT, kind },
    children,
  });
const words = (x: number, y: number): DesignNode =>
  designNode({
    id: `w${x}-${y}`,
    meaning: { tag: "p", name: "text" },
    rect: rect(x, y, 60, 24),
    text: block,
  });

describe("the landmarks of a page", () => {
  it("are found where all its bands stand in one plain column", () => {
    const bar = part("section", rect(0, 0, 1200, 56), [words(16, 16)]);
    const side = part("div", rect(0, 56, 225, 744), [words(16, 100)]);
    const panel = part("div", rect(225, 56, 975, 744), [words(250, 100)]);
    const row = part("div", rect(0, 56, 1200, 744), [side, panel], "columns");
    const main = part("main", rect(0, 0, 1200, 800), [bar, row]);
    const page = part("body", rect(0, 0, 1200, 800), [main]);
    const { children } = assignLandmarks(page, { width: 1200, height: 800 });
    assert.deepEqual(
      children.map(({ meaning }) => meaning.tag),
      ["header", "div"],
    );
    assert.deepEqual(
      children[1]?.children.map(({ meaning }) => [meaning.tag, meaning.name]),
      [
        ["aside", "sidebar"],
        ["main", "main"],
      ],
    );
  });
});
