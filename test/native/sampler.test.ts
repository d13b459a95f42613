import { strict as assert } from "node:assert";
import { findBridges } from "../../src/model/llama/bridge/findBridges";
import { runNativeCheck } from "./nativeCheck";
import { nativeDirs, tinyText } from "./tinyModel";

describe("drawing tokens under a grammar", () => {
  it("draws what llama.cpp draws, and asks the grammar about fewer tokens", async () => {
    const [bridge] = await findBridges(nativeDirs, "cpu");
    assert.ok(bridge);
    await runNativeCheck("sampler", [bridge.libraries, tinyText]);
  });
});
