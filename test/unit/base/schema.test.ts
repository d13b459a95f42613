import assert from "node:assert/strict";
import { Type } from "typebox";
import { describeMismatch, matches } from "../../../src/base/schema";

const schema = Type.Object({
  name: Type.String(),
  size: Type.Optional(Type.Number({ minimum: 0 })),
});

describe("a schema", () => {
  it("is matched by what has its shape, also with more than was asked for", () => {
    assert.ok(matches(schema, { name: "a", later: true }));
    assert.equal(describeMismatch(schema, { name: "a" }), "");
  });

  it("says where a value departs from it", () => {
    assert.ok(!matches(schema, { name: 1, size: -1 }));
    assert.match(
      describeMismatch(schema, { name: 1, size: -1 }),
      /^\/name must be string; \/size /,
    );
    assert.match(describeMismatch(schema, undefined), /^the value must be object/);
  });
});
