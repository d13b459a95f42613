import assert from "node:assert/strict";
import { findStarts } from "../../../../src/tools/edit/findStarts";

describe("findStarts", () => {
  it("finds what indexOf finds, in texts of few letters", () => {
    // Every text of up to eight of two letters, in every other one.
    const texts = [""];
    for (const text of texts) if (text.length < 8) texts.push(`${text}a`, `${text}b`);
    for (const all of texts.filter((text) => text.length === 8))
      for (const wanted of texts.filter(({ length }) => length > 0 && length < 6)) {
        const starts = [...all].flatMap((_, at) => (all.startsWith(wanted, at) ? [at] : []));
        assert.deepEqual(findStarts(all, wanted), starts, `${wanted} in ${all}`);
      }
  });

  it("compares items of lists as well", () => {
    assert.deepEqual(findStarts(["p", "q", "p", "q", "p"], ["p", "q", "p"]), [0, 2]);
  });

  it("finds nothing nowhere", () => {
    assert.deepEqual(findStarts("abc", ""), []);
    assert.deepEqual(findStarts("", "a"), []);
  });
});
