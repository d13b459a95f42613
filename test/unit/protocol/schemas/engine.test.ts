import assert from "node:assert/strict";
import { describeMismatch, matches } from "../../../../src/base/schema";
import { engineContract } from "../../../../src/protocol/schemas/engine";
import { everyLine, iteration } from "../../vscode/lines";

const { run, ask } = engineContract.child.requests;

describe("the engine's contract", () => {
  it("knows every line of a run, as progress or as the answer", () => {
    for (const line of everyLine()) {
      const isLast = line.type === "run" || line.type === "error";
      assert.equal(matches(run.result, line), isLast, line.type);
      assert.equal(matches(run.progress, line), !isLast, line.type);
    }
  });

  it("refuses lines that are none", () => {
    const line = iteration(1, 0.5);
    const usage = { promptTokens: 1, cachedTokens: 0, outputTokens: 3 };
    const others: readonly unknown[] = [
      null,
      "ready",
      { ...line, files: "index.html" },
      { ...line, scores: { fidelity: "high" } },
      { type: "hello" },
      { type: "notice" },
      {
        ...{ type: "call", iteration: 1, turn: 1, ms: 1, usage },
        engine: { imagesEncoded: "many" },
      },
    ];
    for (const other of others) assert.ok(!matches(run.progress, other), JSON.stringify(other));
  });

  it("refuses a request that says too little, or the wrong thing", () => {
    const request = {
      ...{
        mockup: "/a.png",
        runDir: "/run",
        model: { kind: "tracer" },
        target: "html",
        maxIterations: 2,
      },
    };
    assert.equal(describeMismatch(run.params, request), "");
    for (const other of [
      { ...request, maxIterations: "2" },
      { ...request, mockup: undefined },
      { ...request, hardware: { gpu: "abacus" } },
    ])
      assert.ok(!matches(run.params, other), JSON.stringify(other));
    assert.ok(matches(ask.params, { type: "verify-model", id: "glm" }));
    assert.ok(!matches(ask.params, { type: "verify-model" }));
    assert.ok(!matches(ask.params, { type: "sell-model", id: "glm" }));
  });

  it("knows the answers about libraries for graphics cards, and refuses broken ones", () => {
    const entry = {
      ...{ id: "cuda", title: "CUDA", libraries: "its libraries", needs: "a driver" },
      ...{ state: "other version", bytes: 3, loadedBytes: 0, unpackedBytes: 5 },
    };
    const list = { type: "list-backends", dir: "/b", backends: [entry] };
    const added = { type: "add-backend", works: false, text: "Installed." };
    for (const answer of [list, { ...list, backends: [] }, added, { type: "remove-backend" }])
      assert.ok(matches(ask.result, answer), JSON.stringify(answer));
    const others = [
      { ...list, dir: undefined },
      { ...list, backends: [{ ...entry, state: "somewhere" }] },
      { ...list, backends: [{ ...entry, bytes: "3" }] },
      { ...added, works: "no" },
      { ...added, text: undefined },
      { type: "add-backends" },
    ];
    for (const answer of others) assert.ok(!matches(ask.result, answer), JSON.stringify(answer));
  });
});
