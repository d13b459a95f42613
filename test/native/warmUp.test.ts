import { strict as assert } from "node:assert";
import { findBridges } from "../../src/model/llama/bridge/findBridges";
import { runNativeCheck } from "./nativeCheck";
import { nativeDirs, tinyText, tinyVision } from "./tinyModel";

describe("warming a card up", () => {
  it("uses text and vision model, leaves nothing behind, and can be stopped", async () => {
    const [bridge] = await findBridges(nativeDirs, "cpu");
    assert.ok(bridge);
    await runNativeCheck("warmUp", [bridge.libraries, tinyText, tinyVision]);
  });
});
