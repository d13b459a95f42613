import assert from "node:assert/strict";
import { blend, isForeignColor, parseCssColor } from "../../../../src/render/snapshot/cssColor";

describe("CSS colours", () => {
  it("are read in the legacy form", () => {
    assert.deepEqual(parseCssColor("rgb(1, 2, 3)"), { rgb: [1, 2, 3], alpha: 1 });
    assert.deepEqual(parseCssColor("rgba(1, 2, 3, 0.5)"), { rgb: [1, 2, 3], alpha: 0.5 });
  });

  it("are transparent in any other", () => {
    for (const text of ["", "none", "oklch(0.5 0.1 20)", "url(x)"])
      assert.equal(parseCssColor(text).alpha, 0);
  });

  it("are foreign when only the browser knows them", () => {
    assert.ok(isForeignColor("oklch(0.5 0.1 20)") && isForeignColor("color(srgb 1 0 0)"));
    assert.ok(!isForeignColor("rgb(1, 2, 3)") && !isForeignColor("Hello (there)"));
  });

  it("are laid over each other", () => {
    assert.deepEqual(blend({ rgb: [0, 0, 0], alpha: 0.5 }, [255, 255, 255]), [128, 128, 128]);
    assert.deepEqual(blend({ rgb: [9, 9, 9], alpha: 1 }, [255, 255, 255]), [9, 9, 9]);
    assert.deepEqual(blend({ rgb: [9, 9, 9], alpha: 0 }, [1, 2, 3]), [1, 2, 3]);
  });
});
