import assert from "node:assert/strict";
import { parseFromEngine } from "../../../src/protocol/parseFromEngine";
import { everyLine, iteration } from "../vscode/lines";

describe("parseFromEngine", () => {
  it("knows every message and every line", () => {
    for (const line of everyLine()) assert.ok(parseFromEngine({ type: "line", id: "1", line }));
    assert.ok(parseFromEngine({ type: "ready" }));
    assert.ok(parseFromEngine({ type: "log", level: "warn", message: "" }));
  });

  it("refuses everything else", () => {
    const line = iteration(1, 0.5);
    const others: readonly unknown[] = [
      null,
      "ready",
      { type: "line", id: "1", line: { ...line, files: "index.html" } },
      { type: "line", id: "1", line: { ...line, scores: { fidelity: "high" } } },
      { type: "line", id: 1, line },
      { type: "log", level: "shout", message: "" },
      { type: "hello" },
      { type: "line", id: "1", line: { type: "notice" } },
      {
        type: "line",
        id: "1",
        line: {
          type: "call",
          iteration: 1,
          turn: 1,
          ms: 1,
          usage: { promptTokens: 1, cachedTokens: 0, outputTokens: 3 },
          engine: { imagesEncoded: "many" },
        },
      },
    ];
    for (const other of others) assert.equal(parseFromEngine(other), undefined);
  });

  it("knows the answers about libraries for graphics cards, and refuses broken ones", () => {
    const entry = {
      ...{ id: "cuda", title: "CUDA", libraries: "its libraries", needs: "a driver" },
      ...{ state: "other version", bytes: 3, loadedBytes: 0, unpackedBytes: 5 },
    };
    const list = { type: "list-backends", dir: "/b", backends: [entry] };
    const added = { type: "add-backend", works: false, text: "Installed." };
    const isKnown = (answer: object): boolean =>
      parseFromEngine({ type: "answer", id: "1", answer }) !== undefined;
    for (const answer of [list, { ...list, backends: [] }, added, { type: "remove-backend" }])
      assert.ok(isKnown(answer), JSON.stringify(answer));
    const others = [
      { ...list, dir: undefined },
      { ...list, backends: [{ ...entry, state: "somewhere" }] },
      { ...list, backends: [{ ...entry, bytes: "3" }] },
      { ...added, works: "no" },
      { ...added, text: undefined },
      { type: "add-backends" },
    ];
    for (const answer of others) assert.ok(!isKnown(answer), JSON.stringify(answer));
  });
});
