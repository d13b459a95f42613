import assert from "node:assert/strict";
import { FactCollector } from "../../../../src/render/page/factCollector";

describe("FactCollector", () => {
  it("keeps each fact once, on one line", () => {
    const facts = new FactCollector();
    facts.add("page-error", "a\n  b");
    facts.add("page-error", "a b");
    facts.add("console-error", "a b");
    assert.deepEqual(facts.list(), [
      { kind: "page-error", message: "a b" },
      { kind: "console-error", message: "a b" },
    ]);
  });

  it("bounds messages and their number, and says how many more there were", () => {
    const facts = new FactCollector();
    for (let i = 0; i < 100; i++) facts.add("console-error", `${i} ${"x".repeat(500)}`);
    const list = facts.list();
    assert.equal(list.length, 61);
    assert.ok(list.every(({ message }) => message.length <= 300));
    assert.equal(list.at(-1)?.message, "40 further messages.");
  });
});
