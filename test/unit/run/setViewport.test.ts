import assert from "node:assert/strict";
import { setViewport } from "../../../src/run/setViewport";
import { MockloopError } from "../../../src/base/errors";
import { encodePng } from "../../../src/image/codec";
import { loadMockup } from "../../../src/mockup/loadMockup";
import { fakeMockup } from "../../fakes/fakeMockup";

const viewport = (width: number, height: number) => ({ viewport: { width, height } });

describe("setViewport", () => {
  it("takes the scale factor from the width and lets the page be longer", () => {
    const mockup = setViewport(fakeMockup(200, 300), viewport(100, 100));
    assert.deepEqual(mockup.cssSize, { width: 100, height: 150 });
    assert.equal(mockup.deviceScaleFactor, 2);
  });

  it("leads to no scale factor that the mockup, read again, is refused with", async () => {
    const { bitmap } = fakeMockup(200, 100);
    const { deviceScaleFactor } = setViewport(fakeMockup(200, 100), viewport(400, 100));
    const source = { kind: "bytes", name: "m.png", bytes: await encodePng(bitmap) } as const;
    assert.deepEqual((await loadMockup(source, { deviceScaleFactor })).cssSize, {
      width: 400,
      height: 200,
    });
  });

  it("changes nothing when not asked", () => {
    const mockup = fakeMockup();
    assert.equal(setViewport(mockup, {}), mockup);
  });

  it("refuses what cannot belong together", () => {
    for (const wrong of [viewport(1000, 10), viewport(20, 10), viewport(100, 200)])
      assert.throws(
        () => setViewport(fakeMockup(100, 80), wrong),
        (error) => error instanceof MockloopError && error.code === "BAD_OPTION",
      );
  });
});
