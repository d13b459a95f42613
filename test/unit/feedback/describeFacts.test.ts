import assert from "node:assert/strict";
import { describeFacts } from "../../../src/feedback/describeFacts";

describe("describeFacts", () => {
  it("names what happened and counts repetitions", () => {
    assert.deepEqual(
      describeFacts([
        { kind: "request-refused", message: "https://example.com/a.css" },
        { kind: "console-error", message: 'x is "not" defined' },
        { kind: "request-refused", message: "https://example.com/a.css" },
      ]),
      [
        'refused request (only the run\'s own files can be loaded): "https://example.com/a.css" (2 times)',
        'console error: "x is \\"not\\" defined"',
      ],
    );
  });

  it("stops after eight", () => {
    const lines = describeFacts(
      Array.from({ length: 20 }, (_, i) => ({
        kind: "missing-file" as const,
        message: `${i}.png`,
      })),
    );
    assert.equal(lines.length, 9);
    assert.equal(lines[8], "… and 12 more of this kind");
  });

  it("says nothing of nothing", () => {
    assert.deepEqual(describeFacts([]), []);
  });
});
