import assert from "node:assert/strict";
import { hasJoinedLetters, isRightToLeft } from "../../../../src/base/text/direction";

describe("the direction of a text", () => {
  it("is that of its first letter", () => {
    assert.deepEqual(
      ["שלום Mockloop", "2026: مرحبا", "Mockloop שלום", "12.50 €", ""].map(isRightToLeft),
      [true, true, false, false, false],
    );
  });

  it("knows letters that join from those that only run to the left", () => {
    assert.deepEqual(["مرحبا", "שלום", "Mockloop"].map(hasJoinedLetters), [true, false, false]);
  });
});
