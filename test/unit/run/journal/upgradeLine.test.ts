import assert from "node:assert/strict";
import { parseJournal } from "../../../../src/run/journal/parseJournal";
import { upgradeLine } from "../../../../src/run/journal/upgradeLine";

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

  it("is left as it is where nothing has changed", () => {
    const now = start({ model: { kind: "tracer" } });
    assert.equal(upgradeLine(now), now);
    for (const other of [null, 7, [], { type: "run" }, { type: "run-start", request: null }])
      assert.equal(upgradeLine(other), other);
  });
});
