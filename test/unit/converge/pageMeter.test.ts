import assert from "node:assert/strict";
import { AbortError } from "../../../src/base/async";
import type { Comparison } from "../../../src/compare/comparison";
import { fidelityOf, PageMeter } from "../../../src/converge/pageMeter";
import { SourceFiles, type FilesSnapshot } from "../../../src/project/sourceFiles";
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

  it("shows what was drawn last, also where that was known already, and nothing after a failure", async () => {
    const meter = new PageMeter(new FakeEyes(), () => 0);
    const { signal } = new AbortController();
    assert.equal(meter.lastRender, undefined);
    const states = [fakePage(0.8), fakePage(0.4)].map(({ path, content }) => {
      const files = new SourceFiles();
      files.write(path, content);
      return files.snapshot();
    });
    const [better, worse] = states as [FilesSnapshot, FilesSnapshot];
    const first = await meter.measure(better, signal);
    const second = await meter.measure(worse, signal);
    assert.equal(meter.lastRender, second.measured?.render.bitmap);
    await meter.measure(better, signal);
    assert.equal(meter.lastRender, first.measured?.render.bitmap);
    await meter.measure(new SourceFiles().snapshot(), signal);
    assert.equal(meter.lastRender, undefined);
  });

  it("lets an abort through", async () => {
    await assert.rejects(measure(new AbortError()), { name: "AbortError" });
  });
});
