import assert from "node:assert/strict";
import { EngineError } from "../../../../src/model/llama/bridge";
import { describeFailure } from "../../../../src/model/llama/describeFailure";
import { loadBridge } from "../../../../src/model/llama/loadBridge";

describe("describeFailure", () => {
  it("names only what there is: the tracer, and the settings of vision", () => {
    const missing = describeFailure(new EngineError("BRIDGE_MISSING", "none"));
    assert.equal(missing.code, "unavailable");
    assert.match(missing.message, /build:native`, or choose the tracer as the model\. \(none\)$/);
    const encoder = describeFailure(new EngineError("IMAGE_ENCODE", "no memory"));
    assert.equal(encoder.retryable, true);
    assert.match(encoder.message, /on the CPU, or switch vision off\. \(no memory\)$/);
  });

  it("says what to do where there is no bridge at all", () => {
    assert.throws(() => loadBridge([]), {
      code: "BRIDGE_MISSING",
      message: /or choose the tracer as the model\.$/,
    });
  });
});
