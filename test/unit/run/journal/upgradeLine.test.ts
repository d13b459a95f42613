import assert from "node:assert/strict";
import { parseJournal } from "../../../../src/run/journal/parseJournal";
import { upgradeLine } from "../../../../src/run/journal/upgradeLine";
import { iteration } from "../../vscode/lines";

const start = (request: object): object => ({
  ...{ type: "run-start", at: "2026-01-01T00:00:00.000Z", modelName: "m" },
  mockup: { name: "m", hash: "h", width: 1, height: 1, deviceScaleFactor: 1, png: "/m.png" },
  request: { mockup: "m.png", runDir: "/r", target: "html", maxIterations: 1, ...request },
});

describe("a journal of an earlier version", () => {
  it("names its model by a text", () => {
    const modelOf = (request: object) =>
      parseJournal(JSON.stringify(start(request))).start?.request.model;
    assert.deepEqual(modelOf({ model: "tracer" }), { kind: "tracer" });
    assert.deepEqual(modelOf({ model: "glm" }), { kind: "installed", name: "glm" });
    assert.deepEqual(modelOf({ model: "/a.gguf", mmproj: "/v.gguf" }), {
      ...{ kind: "file", path: "/a.gguf", mmproj: "/v.gguf" },
    });
    assert.equal(modelOf({ model: 7 }), undefined, "no version wrote that");
  });

  it("has a difference's words alone", () => {
    const line = iteration(1, 0.9);
    const old = { ...line, differences: ["The title is 3 px too low."] };
    assert.deepEqual(parseJournal(JSON.stringify(old)).iterations, [
      { ...line, differences: [{ words: "The title is 3 px too low." }] },
    ]);
    assert.equal(parseJournal(JSON.stringify({ ...line, differences: [7] })).skipped.length, 1);
  });

  it("is left as it is where nothing has changed", () => {
    for (const now of [start({ model: { kind: "tracer" } }), iteration(1, 0.9)])
      assert.equal(upgradeLine(now), now);
    for (const other of [null, 7, [], { type: "run" }, { type: "run-start", request: null }])
      assert.equal(upgradeLine(other), other);
  });
});
