import assert from "node:assert/strict";
import { AbortError } from "../../../src/base/async";
import type { Comparison } from "../../../src/compare/comparison";
import { fidelityOf, PageMeter } from "../../../src/converge/pageMeter";
import { SourceFiles } from "../../../src/project/sourceFiles";
import { FakeEyes, fakePage } from "../../fakes/fakeEyes";

/** Eyes that cannot compare. */
class ClosedEyes extends FakeEyes {
  constructor(private readonly error: Error) {
    super();
  }

  override compare(): Promise<Comparison> {
    return Promise.reject(this.error);
  }
}

function measure(error: Error): ReturnType<PageMeter["measure"]> {
  const files = new SourceFiles();
  const { path, content } = fakePage(0.8);
  files.write(path, content);
  const meter = new PageMeter(new ClosedEyes(error), () => 0);
  return meter.measure(files.snapshot(), new AbortController().signal);
}

describe("PageMeter", () => {
  it("takes a page that cannot be compared for one that cannot be drawn, and says why", async () => {
    const measurement = await measure(new RangeError("Broken."));
    assert.equal(measurement.measured, undefined);
    assert.equal(measurement.problem, "The page was drawn but could not be compared: Broken.");
    assert.equal(fidelityOf(measurement), -1);
  });

  it("lets an abort through", async () => {
    await assert.rejects(measure(new AbortError()), { name: "AbortError" });
  });
});
