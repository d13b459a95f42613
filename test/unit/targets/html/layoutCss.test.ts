import assert from "node:assert/strict";
import { sidesCss } from "../../../../src/targets/html/layoutCss";

describe("sidesCss", () => {
  it("says equal sides once", () => {
    assert.equal(sidesCss({ top: 8, right: 12, bottom: 8, left: 12 }, 400, true), "8px 12px");
  });

  it("writes wide sides as shares of the container's room", () => {
    assert.equal(sidesCss({ top: 0, right: 0, bottom: 0, left: 100 }, 400, true), "0 0 0 25%");
  });

  it("keeps the width of a side where the room around is wider than the container", () => {
    assert.equal(
      sidesCss({ top: 0, right: 0, bottom: 0, left: 100 }, 400, false),
      "0 0 0 min(100px, 25%)",
    );
  });
});
