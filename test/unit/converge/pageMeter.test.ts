import assert from "node:assert/strict";
import { AbortError } from "../../../src/base/async";
import type { Comparison } from "../../../src/compare/comparison";
import { fidelityOf, mismatchOf, PageMeter } from "../../../src/converge/pageMeter";
import type { ViewEyes } from "../../../src/converge/pageMeter";
import { SourceFiles, type FilesSnapshot } from "../../../src/project/sourceFiles";
import { FakeEyes, fakePage } from "../../fakes/fakeEyes";
import { emptyInspection, fakeMockup } from "../../fakes/fakeMockup";

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
    assert.equal(meter.lastRender, second.measured?.render);
    await meter.measure(better, signal);
    assert.equal(meter.lastRender, first.measured?.render);
    await meter.measure(new SourceFiles().snapshot(), signal);
    assert.equal(meter.lastRender, undefined);
  });

  it("lets an abort through", async () => {
    await assert.rejects(measure(new AbortError()), { name: "AbortError" });
  });
});

describe("a page of several views", () => {
  /** Sees what a page says of itself as a phone: "data-phone=0.4"; without it, it cannot be drawn there. */
  class PhoneEyes extends FakeEyes {
    override readonly view = {
      mockup: { ...fakeMockup(2, 4), name: "phone.png" },
      inspection: emptyInspection(2, 4),
    };

    override render(files: FilesSnapshot): ReturnType<FakeEyes["render"]> {
      const html = new TextDecoder().decode(files.get("index.html"));
      const phone = html.replace(/data-fidelity=\S+/, "").replace("data-phone", "data-fidelity");
      return super.render(new Map([["index.html", new TextEncoder().encode(phone)]]));
    }
  }
  class BothEyes extends FakeEyes {
    override readonly views: readonly ViewEyes[] = [this, new PhoneEyes()];
  }
  const page = (html: string): FilesSnapshot =>
    new Map([["index.html", new TextEncoder().encode(html)]]);
  const { signal } = new AbortController();

  it("is as true as its worst view, and keeps each view's scores, the main one's first", async () => {
    const meter = new PageMeter(new BothEyes(), () => 0);
    const better = await meter.measure(page("<p data-fidelity=0.9 data-phone=0.4 >"), signal);
    assert.equal(fidelityOf(better), 0.4);
    assert.equal(better.measured?.view.mockup.name, "phone.png");
    assert.deepEqual(
      better.measured?.views.map(({ view, comparison }) => [view.mockup.name, comparison.fidelity]),
      [
        ["fake.png", 0.9],
        ["phone.png", 0.4],
      ],
    );
    assert.equal(mismatchOf(better), 0.6);
    assert.equal(meter.lastRender, better.measured?.views[0]?.render);
    const worse = await meter.measure(page("<p data-fidelity=0.3 data-phone=1 >"), signal);
    assert.equal(worse.measured?.view.mockup.name, "fake.png");
    assert.equal((await meter.bestOf(worse, signal)).measured, better.measured);
  });

  it("cannot be drawn when one view cannot, and says which", async () => {
    const meter = new PageMeter(new BothEyes(), () => 0);
    const { measured, problem } = await meter.measure(page("<p data-fidelity=0.9 >"), signal);
    assert.equal(measured, undefined);
    assert.equal(problem, "phone.png (2 px wide): There is no index.html.");
  });
});
