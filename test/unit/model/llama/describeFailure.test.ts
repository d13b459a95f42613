import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EngineError } from "../../../../src/model/llama/bridge";
import { describeFailure } from "../../../../src/model/llama/describeFailure";
import { loadBridge } from "../../../../src/model/llama/loadBridge";
import { useTempFolder } from "../../../fakes/tempFolder";

describe("describeFailure", () => {
  const temp = useTempFolder();

  it("names only what there is: the tracer, and the settings of vision", () => {
    const missing = describeFailure(new EngineError("BRIDGE_MISSING", "none"), [temp()]);
    assert.equal(missing.code, "unavailable");
    assert.match(missing.message, /Or choose the tracer as the model\. \(none\)$/);
    const encoder = describeFailure(new EngineError("IMAGE_ENCODE", "no memory"), []);
    assert.equal(encoder.retryable, true);
    assert.match(encoder.message, /on the CPU, or switch vision off\. \(no memory\)$/);
  });

  it("advises to build a bridge only where there is something to build it from", () => {
    for (const code of ["BRIDGE_MISSING", "RELEASE_MISMATCH"] as const) {
      const message = (): string =>
        describeFailure(new EngineError(code, "none"), [temp()]).message;
      assert.match(message(), /Install the Mockloop package made for/);
      assert.doesNotMatch(message(), /npm/);
      writeFileSync(join(temp(), "CMakeLists.txt"), "");
      assert.match(message(), /Run `npm run build:native/);
      rmSync(join(temp(), "CMakeLists.txt"));
    }
  });

  it("is given the words of the loader where there is no bridge at all", () => {
    assert.throws(() => loadBridge([]), {
      code: "BRIDGE_MISSING",
      message: "There is no vision bridge for this computer.",
    });
  });
});
