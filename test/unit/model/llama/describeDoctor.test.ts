import { strict as assert } from "node:assert";
import { describeDoctor, type LocalModelFacts } from "../../../../src/model/llama/describeDoctor";
import type { GgufFacts } from "../../../../src/model/llama/load/readGguf";

const facts = (change: Partial<LocalModelFacts> = {}): LocalModelFacts => ({
  platform: "linux-x64",
  canBuild: true,
  bridges: ["linux-x64"],
  loaded: { variant: "linux-x64", devices: [] },
  bridgeProblems: [],
  totalMemoryBytes: 16e9,
  freeMemoryBytes: 8e9,
  model: { kind: "none" },
  ...change,
});
const large = {
  fileBytes: 10e9,
  kvBytesPerToken: 40_960,
  vocabularySize: 1,
  embeddingLength: 1,
} as GgufFacts;
const states = (lines: ReturnType<typeof describeDoctor>) => lines.map(({ state }) => state);

describe("describeDoctor", () => {
  it("has advice for every problem and none for what is good", () => {
    const worst = describeDoctor(
      facts({
        bridges: [],
        loaded: undefined,
        model: { kind: "broken", name: "X", problem: "m.gguf is cut short" },
      }),
    );
    assert.deepEqual(states(worst), ["problem", "note", "good", "problem"]);
    for (const { state, remedies } of worst) assert.equal(remedies !== undefined, state !== "good");
    assert.deepEqual(worst[3]?.remedies, [{ kind: "verify-model" }]);
    assert.match(worst[3]?.text ?? "", /X: m\.gguf is cut short/);
  });

  it("advises to build only where there is something to build from", () => {
    const none = { bridges: [], loaded: undefined } as const;
    const broken = { loaded: undefined, bridgeProblems: ["linux-x64: too old"] } as const;
    for (const change of [none, broken]) {
      const state = change === none ? "missing" : "broken";
      for (const canBuild of [true, false])
        assert.deepEqual(describeDoctor(facts({ ...change, canBuild }))[0]?.remedies, [
          { kind: "get-bridge", state, canBuild, platform: "linux-x64" },
        ]);
    }
  });

  it("tells why bridges do not load", () => {
    const [bridge] = describeDoctor(
      facts({ loaded: undefined, bridgeProblems: ["linux-x64: libllama is missing"] }),
    );
    assert.match(bridge?.text ?? "", /none of linux-x64 loads: .*libllama is missing/);
  });

  it("names the graphics card, and weighs the model against the memory", () => {
    const gpu = { name: "V", description: "Big GPU", type: "gpu", totalBytes: 24e9 } as const;
    const model = {
      kind: "good",
      name: "Flash",
      text: large,
      vision: undefined,
      contextSize: 1000,
    } as const;
    const withGpu = describeDoctor(
      facts({
        loaded: { variant: "linux-x64-vulkan", devices: [{ ...gpu, freeBytes: 20e9 }] },
        model,
      }),
    );
    assert.deepEqual(states(withGpu), ["good", "good", "good", "good"]);
    assert.match(withGpu[1]?.text ?? "", /Big GPU, 20\.0 GB of 24\.0 GB free/);
    const without = describeDoctor(facts({ model }));
    assert.equal(without[2]?.state, "problem");
    assert.match(without[2]?.text ?? "", /8\.0 GB of 16\.0 GB free, but .* about 10\.0 GB/);
    assert.match(without[3]?.text ?? "", /without vision/);
  });
});
