import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EngineError } from "../../../../src/model/llama/bridge/bridge";
import { describeFailure } from "../../../../src/model/llama/describeFailure";
import { HostDiedError } from "../../../../src/model/llama/host/modelHostProcess";
import { loadBridge } from "../../../../src/model/llama/bridge/loadBridge";
import { platformName } from "../../../../src/base/text/platformName";
import { useTempFolder } from "../../../fakes/tempFolder";

describe("describeFailure", () => {
  const temp = useTempFolder();

  it("names only what there is: the tracer, and the settings of vision", () => {
    const missing = describeFailure(new EngineError("BRIDGE_MISSING", "none"), [temp()]);
    assert.equal(missing.code, "unavailable");
    assert.match(missing.message, /the tracer needs none\. \(none\)$/);
    const encoder = describeFailure(new EngineError("IMAGE_ENCODE", "no memory"), []);
    assert.equal(encoder.retryable, true);
    assert.match(encoder.message, /put it on the CPU; else switch vision off\. \(no memory\)$/);
  });

  it("tells want of memory from a damaged file", () => {
    for (const words of [
      "cannot load m.gguf: unable to allocate CPU buffer",
      "cannot load m.gguf: ggml_vulkan: Device memory allocation failed: ErrorOutOfDeviceMemory",
      "cannot load m.gguf: cudaMalloc failed: out of memory",
    ]) {
      const { message, code } = describeFailure(new EngineError("MODEL_LOAD", words), []);
      assert.match(message, /^There is not enough memory .*smaller quantisation/);
      assert.doesNotMatch(message, /damaged/);
      assert.equal(code, "unavailable");
    }
    const broken = new EngineError("MODEL_LOAD", "cannot load m.gguf: invalid magic");
    assert.match(describeFailure(broken, []).message, /damaged/);
  });

  it("advises of graphics cards only those who use one", () => {
    for (const code of ["CONTEXT_CREATE", "DECODE", "IMAGE_ENCODE"] as const) {
      const { message } = describeFailure(new EngineError(code, "status -3"), []);
      assert.match(message, /[Ww]here a graphics card is used|If it runs on a graphics card/, code);
      assert.doesNotMatch(message, /GPU/, code);
    }
  });

  it("has nobody ask again a process that was started again already", () => {
    const died = describeFailure(
      new HostDiedError("The local model's process ended (SIGKILL)."),
      [],
    );
    assert.equal(died.retryable, false);
    assert.match(died.message, /restarted once and ended again/);
    assert.doesNotMatch(died.message, /GPU/);
  });

  it("advises to build a bridge only where there is something to build it from", () => {
    for (const [code, state] of [
      ["BRIDGE_MISSING", "missing"],
      ["RELEASE_MISMATCH", "broken"],
    ] as const) {
      const platform = platformName();
      const remedy = () => describeFailure(new EngineError(code, "none"), [temp()]).remedy;
      assert.deepEqual(remedy(), { kind: "get-bridge", state, canBuild: false, platform });
      writeFileSync(join(temp(), "CMakeLists.txt"), "");
      assert.deepEqual(remedy(), { kind: "get-bridge", state, canBuild: true, platform });
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
