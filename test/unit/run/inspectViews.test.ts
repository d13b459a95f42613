import assert from "node:assert/strict";
import { mock } from "node:test";
import { isAbort } from "../../../src/base/async";
import { inspectViews } from "../../../src/run/inspectViews";
import { emptyInspection, fakeMockup } from "../../fakes/fakeMockup";

describe("inspectViews", () => {
  const phone = { ...fakeMockup(40, 80), name: "phone.png" };
  afterEach(() => mock.timers.reset());

  it("measures each mockup, the main one first", async () => {
    const session = { inspect: () => Promise.resolve(emptyInspection()) };
    const views = await inspectViews(session, [fakeMockup(), phone], new AbortController().signal);
    assert.deepEqual(
      views.map(({ mockup }) => mockup.name),
      ["fake.png", "phone.png"],
    );
  });

  it("ends one that hangs, and tells whatever works on it", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    let given: AbortSignal | undefined;
    const session = {
      inspect: (_: unknown, signal: AbortSignal) => {
        given = signal;
        return new Promise<never>(() => undefined);
      },
    };
    const work = inspectViews(session, [phone], new AbortController().signal);
    mock.timers.tick(600_000);
    await assert.rejects(work, {
      code: "TIMED_OUT",
      message: /Measuring phone\.png .* 10 min/,
    });
    assert.equal(given?.aborted, true);
  });

  it("is aborted at once", async () => {
    const session = { inspect: () => new Promise<never>(() => undefined) };
    const controller = new AbortController();
    const work = inspectViews(session, [phone], controller.signal);
    controller.abort();
    await assert.rejects(work, isAbort);
  });
});
