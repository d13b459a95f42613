import assert from "node:assert/strict";
import * as Type from "typebox";
import { describeMismatch, matches, unknownOr } from "../../../src/base/schema";

const schema = Type.Object({
  name: Type.String(),
  size: Type.Optional(Type.Number({ minimum: 0 })),
});

describe("a schema", () => {
  it("is matched by what has its shape, also with more than was asked for", () => {
    assert.ok(matches(schema, { name: "a", later: true }));
    assert.equal(describeMismatch(schema, { name: "a" }), "");
  });

  it("takes a field that is unknown whether it is missing or there and undefined", () => {
    const unsure = Type.Object({ size: unknownOr(Type.Number()) });
    assert.ok(matches(unsure, {}) && matches(unsure, { size: undefined }));
    assert.ok(matches(unsure, { size: 1 }) && !matches(unsure, { size: "1" }));
  });

  it("says where a value departs from it", () => {
    assert.ok(!matches(schema, { name: 1, size: -1 }));
    assert.equal(
      describeMismatch(schema, { name: 1, size: -1 }),
      "name must be string; size must be >= 0",
    );
    assert.match(describeMismatch(schema, undefined), /^the value must be object/);
  });

  it("always says something, also of nothing but fields that should not be there", () => {
    const none = Type.Object({}, { additionalProperties: false });
    const fields = Array.from({ length: 20 }, (_, i) => [`field${i}`, i] as const);
    assert.equal(
      describeMismatch(none, Object.fromEntries(fields)),
      "there is no field0; there is no field1; there is no field2",
    );
  });

  it("names what is missing and what should not be there", () => {
    const inner = Type.Object({ id: Type.String() }, { additionalProperties: false });
    const outer = Type.Object({ ...schema.properties, inner }, { additionalProperties: false });
    assert.equal(
      describeMismatch(outer, { mode: 1, inner: { kind: "a" } }),
      "name is missing; there is no mode; inner.id is missing",
    );
  });
});
