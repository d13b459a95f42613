import { strict as assert } from "node:assert";
import { nullLogger } from "../../src/base/logger";
import { findBridges, gpuOfVariant } from "../../src/model/llama/bridge/findBridges";
import { ModelHostProcess } from "../../src/model/llama/host/modelHostProcess";
import type { HostReady } from "../../src/protocol/schemas/modelHost";
import { hostEntry, nativeDirs } from "./tinyModel";

describe("the choice among bridges", () => {
  async function choose(choice: "auto" | "vulkan"): Promise<HostReady> {
    const host = new ModelHostProcess({ entry: hostEntry, logger: nullLogger });
    try {
      return await host.init(await findBridges(nativeDirs, choice), new AbortController().signal);
    } finally {
      await host.dispose();
    }
  }
  const hasGpu = ({ devices }: HostReady): boolean =>
    devices.some(({ type }) => type === "gpu" || type === "igpu");

  it("passes over those for graphics cards where there is none, and says why", async function () {
    const ready = await choose("auto");
    console.log(`      ${ready.variant}; ${ready.problems.join("; ")}`);
    assert.equal(hasGpu(ready), gpuOfVariant(ready.variant) !== "cpu");
    const gpus = (await findBridges(nativeDirs, "auto"))
      .map(({ variant }) => variant)
      .filter((variant) => gpuOfVariant(variant) !== "cpu");
    if (hasGpu(ready)) return;
    assert.equal(ready.problems.length, gpus.length);
    for (const [index, variant] of gpus.entries())
      assert.match(
        ready.problems[index] ?? "",
        new RegExp(`^${variant}: (cannot run here: |found no)`),
      );
  });

  it("computes on the processor with the one that was asked for, when it has nothing else", async function () {
    if ((await findBridges(nativeDirs, "vulkan")).length === 0) return;
    const ready = await choose("vulkan");
    assert.equal(gpuOfVariant(ready.variant), "vulkan");
    assert.ok(ready.devices.some(({ type }) => type === "cpu"));
    assert.equal(ready.problems.length, hasGpu(ready) ? 0 : 1);
  });
});
