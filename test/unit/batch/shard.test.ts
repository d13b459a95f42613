import assert from "node:assert/strict";
import fc from "fast-check";
import { pickShard } from "../../../src/batch/shard";
import { settingsOf } from "../../../src/batch/task";
import { TRACER } from "../../../src/protocol/modelRef";

const tasksOf = (ids: readonly string[]) => ids.map((id) => ({ id, mockup: `/${id}.png` }));

describe("shards", () => {
  it("hold each task exactly once, in whatever order it was named", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (ids, count) => {
          const found = Array.from({ length: count }, (_, at) =>
            // Each machine may list its files in another order.
            pickShard(tasksOf(at % 2 ? ids : [...ids].reverse()), { index: at + 1, count }),
          );
          assert.deepEqual(
            found.flatMap((part) => part.map(({ id }) => id)).sort(),
            [...ids].sort(),
          );
          const sizes = found.map((part) => part.length);
          assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
        },
      ),
    );
  });

  it("are all of it, in the order given, when nothing is split", () => {
    assert.deepEqual(
      pickShard(tasksOf(["b", "a"]), undefined).map(({ id }) => id),
      ["b", "a"],
    );
  });
});

describe("the settings of a request", () => {
  const asked = { model: TRACER, target: "html", maxIterations: 5 };

  it("are the same for the same work, wherever its files are", () => {
    const places = { mockup: "/a.png", runDir: "/r", out: "/o", browserPath: "/chrome" };
    assert.equal(settingsOf({ ...asked, ...places }), settingsOf(asked));
    const { model, target, maxIterations } = asked;
    assert.equal(settingsOf({ maxIterations, target, model }), settingsOf(asked));
  });

  it("are others for other work", () => {
    const others = [
      { ...asked, maxIterations: 4 },
      { ...asked, target: "react" },
      { ...asked, model: { kind: "installed", name: "tracer" } as const },
      { ...asked, instruction: "darker" },
      { ...asked, viewport: { width: 1, height: 2 } },
      { ...asked, viewport: { width: 2, height: 1 } },
    ];
    assert.equal(new Set([asked, ...others].map(settingsOf)).size, others.length + 1);
  });
});
