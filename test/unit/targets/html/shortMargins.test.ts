import assert from "node:assert/strict";
import { shortMargins } from "../../../../src/targets/html/shortMargins";

describe("shortMargins", () => {
  it("writes room above and before in one, where the first of them stood", () => {
    assert.deepEqual(
      shortMargins([
        ["gap", "4px"],
        ["margin-left", "auto"],
        ["color", "red"],
        ["margin-top", "35px"],
      ]),
      [
        ["gap", "4px"],
        ["margin", "35px 0 0 auto"],
        ["color", "red"],
      ],
    );
  });

  it("leaves one of them alone: the other may be another rule's", () => {
    const css = [["margin-top", "4px"]] as const;
    assert.deepEqual(shortMargins(css), css);
  });
});
