import assert from "node:assert/strict";
import { mistakable } from "../../../../../src/inspect/read/weigh/mistakable";

describe("mistakable", () => {
  it("varies the characters of a code that look alike, one at a time", () => {
    assert.deepEqual(mistakable("#A1B0"), ["#AlB0", "#AIB0", "#A1BO"]);
  });

  it("varies the code within a text only", () => {
    assert.deepEqual(mistakable("Order 10A7 of 10"), [
      "Order l0A7 of 10",
      "Order I0A7 of 10",
      "Order 1OA7 of 10",
    ]);
  });

  it("varies the thousands' marks of a number, all of them together", () => {
    assert.deepEqual(mistakable("1.987 of 12,000,000"), [
      "1,987 of 12,000,000",
      "1.987 of 12.000.000",
    ]);
    assert.deepEqual(mistakable("8,239"), ["8.239"]);
    assert.deepEqual(mistakable("$20.00, 1.5 l and 3,1415"), []);
  });

  it("varies the sign between two numbers", () => {
    assert.deepEqual(mistakable("30 x 20 cm"), ["30 × 20 cm"]);
    assert.deepEqual(mistakable("Box 4x"), []);
  });

  it("leaves words, amounts and units alone", () => {
    for (const text of ["Illinois 1,01", "100px", "1011 items", "OIL", "11k", "4.1MB"])
      assert.deepEqual(mistakable(text), []);
  });

  it("stays with a few", () => {
    assert.equal(mistakable("0101l0lIA10").length, 6);
  });
});
