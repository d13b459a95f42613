import assert from "node:assert/strict";
import { dispatch, parseFromPanel, parseToPanel } from "../../../src/protocol/panelProtocol";
import type { FromPanel, Handlers } from "../../../src/protocol/panelProtocol";

describe("parseFromPanel", () => {
  it("knows every message", () => {
    const messages: readonly FromPanel[] = [
      { type: "ready" },
      { type: "generate" },
      { type: "cancel" },
      { type: "select", ordinal: 2 },
      { type: "show-run", id: "1" },
      { type: "refine", instruction: "" },
      { type: "accept" },
      { type: "discard" },
      { type: "show-log" },
    ];
    for (const message of messages) assert.deepEqual(parseFromPanel(message), message);
  });

  it("refuses everything else", () => {
    const others: readonly unknown[] = [
      undefined,
      null,
      "ready",
      [],
      {},
      { type: "toString" },
      { type: "constructor" },
      { type: "select" },
      { type: "select", ordinal: "2" },
      { type: "select", ordinal: NaN },
      { type: "refine", instruction: "x".repeat(10_001) },
    ];
    for (const other of others) assert.equal(parseFromPanel(other), undefined);
  });
});

describe("parseToPanel", () => {
  it("refuses a state with a part of the wrong shape", () => {
    const state = {
      phase: "running",
      runs: [],
      runId: null,
      title: "",
      model: null,
      notices: [],
      mockup: null,
      iterations: [],
      best: null,
      selected: null,
      status: "",
      ...{ canRefine: false, canAccept: false, canDiscard: false },
    };
    assert.ok(parseToPanel({ type: "state", state }));
    for (const wrong of [{ phase: "sleeping" }, { runs: [{}] }, { iterations: [1] }, { best: "1" }])
      assert.equal(parseToPanel({ type: "state", state: { ...state, ...wrong } }), undefined);
  });
});

describe("dispatch", () => {
  it("hands a message to its handler", () => {
    const seen: string[] = [];
    const note = (message: FromPanel): void => void seen.push(message.type);
    const handlers: Handlers<FromPanel> = {
      ready: note,
      generate: note,
      cancel: note,
      select: ({ ordinal }) => void seen.push(`select ${ordinal}`),
      "show-run": note,
      refine: note,
      accept: note,
      discard: note,
      "show-log": note,
    };
    dispatch({ type: "select", ordinal: 3 }, handlers);
    dispatch({ type: "discard" }, handlers);
    assert.deepEqual(seen, ["select 3", "discard"]);
  });
});
