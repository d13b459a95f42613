import assert from "node:assert/strict";
import { describeUnread } from "../../../src/inspect/describeUnread";

const box = (x: number, y: number) => ({ x, y, width: 80, height: 12 });

describe("describeUnread", () => {
  it("says nothing where everything was read", () => {
    assert.deepEqual(describeUnread([]), []);
  });

  it("says how many texts are pictures, where, and what can be read", () => {
    const [one] = describeUnread([box(40, 20)]);
    assert.equal(
      one?.message,
      "A text at (40, 20) could not be read and is kept as a picture. Latin, Chinese, Arabic and Hebrew writing can be read.",
    );
    const [two] = describeUnread([box(40, 20), box(40, 60)]);
    assert.match(
      two?.message ?? "",
      /^2 texts, the first at \(40, 20\), could not be read and are kept as pictures\./,
    );
    assert.deepEqual(two?.region, { x: 40, y: 20, width: 80, height: 52 });
  });
});
