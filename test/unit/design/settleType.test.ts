import assert from "node:assert/strict";
import { createDraft } from "../../../src/design/draft/createDraft";
import { settleType } from "../../../src/design/draft/settleType";
import { inspectionOf, line } from "./inspectionBuilder";

describe("settleType", () => {
  const sizeOf = (sizePx: number, width: number): number | undefined => {
    const inspection = inspectionOf({ lines: [line("Any question", 40, 100, { sizePx, width })] });
    return settleType(createDraft(inspection)).draft.blocks[0]?.style.sizePx;
  };

  it("takes a rounder size that is nearly as near for short words, whose size is measured roughly", () => {
    assert.equal(sizeOf(18.4, 60), 18.5);
    assert.equal(sizeOf(14.4, 60), 14.5);
  });

  it("keeps the size by which a long line ends where it was measured to", () => {
    assert.equal(sizeOf(18.4, 467), 18.4);
    assert.equal(sizeOf(16.05, 467), 16);
    assert.equal(sizeOf(15.96, 60), 16);
  });
});
