import assert from "node:assert/strict";
import { parseFromEngine, parseRunLine } from "../../../src/protocol/parseFromEngine";
import { iteration, runEnd, runStart } from "../vscode/lines";

describe("parseFromEngine", () => {
  it("knows every message and every line", () => {
    const lines = [
      runStart(),
      iteration(1, 0.5),
      iteration(2, undefined, false),
      runEnd(null),
      { type: "progress", iteration: 0, stage: "drafting" },
      {
        type: "tool",
        iteration: 1,
        name: "write_file",
        ok: true,
        summary: "wrote",
        permission: { effect: "write", action: "allow", by: "policy" },
      },
      { type: "notice", message: "The model runs on the CPU." },
      {
        type: "call",
        iteration: 1,
        turn: 2,
        ms: 10,
        usage: { promptTokens: 1, cachedTokens: 0, outputTokens: 3 },
        engine: { imagesEncoded: 1 },
      },
      { type: "error", mockup: "a", code: "INTERNAL", message: "No." },
    ];
    for (const line of lines) {
      assert.deepEqual(parseRunLine(line), line);
      assert.ok(parseFromEngine({ type: "line", id: "1", line }));
    }
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
