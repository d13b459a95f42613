import assert from "node:assert/strict";
import { AbortError } from "../../../src/base/async";
import { MockloopError } from "../../../src/base/errors";
import { Attempts } from "../../../src/inspect/attempts";
import { describeMisses } from "../../../src/inspect/describeMisses";

const REGION = { x0: 10, y0: 20, x1: 110, y1: 60 };

function fail(message = "Broken."): never {
  throw new Error(message);
}

describe("Attempts", () => {
  it("gives what the work gives, and writes nothing down", async () => {
    const attempts = new Attempts();
    assert.equal(
      attempts.attempt("boxes", REGION, () => 7),
      7,
    );
    assert.equal(await attempts.attemptLater("reading", REGION, () => Promise.resolve(8)), 8);
    assert.deepEqual(attempts.misses, []);
  });

  it("writes down what was thrown, and where", async () => {
    const attempts = new Attempts();
    assert.equal(
      attempts.attempt("boxes", REGION, () => fail()),
      undefined,
    );
    const later = attempts.attemptLater("reading", REGION, () =>
      Promise.reject(new Error("Lost.")),
    );
    assert.equal(await later, undefined);
    assert.deepEqual(attempts.misses, [
      { stage: "boxes", region: REGION, message: "Broken." },
      { stage: "reading", region: REGION, message: "Lost." },
    ]);
  });

  it("lets an abort through", async () => {
    const attempts = new Attempts();
    const abort = (): never => {
      throw new AbortError();
    };
    assert.throws(() => attempts.attempt("boxes", REGION, abort), { name: "AbortError" });
    await assert.rejects(
      attempts.attemptLater("fonts", REGION, () => Promise.reject(new AbortError())),
      { name: "AbortError" },
    );
    assert.deepEqual(attempts.misses, []);
  });

  it("lets through that there is no browser, without which nothing can be drawn later", async () => {
    const attempts = new Attempts();
    const missing = new MockloopError("BROWSER_NOT_FOUND", "Install Chrome.");
    await assert.rejects(
      attempts.attemptLater("fonts", REGION, () => Promise.reject(missing)),
      missing,
    );
    assert.deepEqual(attempts.misses, []);
  });

  it("tells the same miss once, and counts those that nobody would read", () => {
    const attempts = new Attempts();
    for (let k = 0; k < 3; k++) attempts.miss("lines", REGION, "Too much.");
    assert.equal(attempts.misses.length, 1);
    for (let k = 0; k < 70; k++) attempts.miss("lines", { ...REGION, x1: 200 + k }, "Too much.");
    assert.deepEqual([attempts.misses.length, attempts.more], [50, 21]);
    const notices = describeMisses(attempts, { width: 400, height: 300 }, 1);
    assert.match(notices.at(-1)?.message ?? "", /21 further places/);
  });

  it("tells people where in CSS px, on the page", () => {
    const attempts = new Attempts();
    attempts.miss("reading", { ...REGION, x1: 900 }, new Error("The engine was lost."));
    assert.deepEqual(describeMisses(attempts, { width: 200, height: 100 }, 2), [
      {
        stage: "reading",
        region: { x: 5, y: 10, width: 195, height: 20 },
        message:
          "Text could not be read and is shown as a picture at (5, 10), 195 × 20 px: The engine was lost.",
      },
    ]);
  });
});
