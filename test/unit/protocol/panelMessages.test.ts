import assert from "node:assert/strict";
import { NO_WORK, viewWork } from "../../../src/vscode/runs/lines/modelWork";
import { matches } from "../../../src/base/schema";
import {
  fromPanelSchema,
  MAX_INSTRUCTION_LENGTH,
  toPanelSchema,
} from "../../../src/protocol/panelMessages";
import type { FromPanel } from "../../../src/protocol/panelMessages";

describe("what the panel sends", () => {
  it("is known, each message", () => {
    const messages: readonly FromPanel[] = [
      { type: "ready" },
      { type: "generate", id: 1 },
      { type: "show-log", id: 2 },
      { type: "show-run", id: 3, run: "a" },
      { type: "cancel", id: 4, run: "a" },
      { type: "select", id: 5, run: "a", iteration: 2 },
      { type: "refine", id: 6, run: "a", iteration: null, instruction: "" },
      { type: "refine", id: 7, run: "a", iteration: 1, instruction: "Wider" },
      { type: "accept", id: 8, run: "a", iteration: 1 },
      { type: "discard", id: 9, run: "a" },
    ];
    for (const message of messages) assert.ok(matches(fromPanelSchema, message), message.type);
  });

  it("names the run and the iteration it is for, and can be answered", () => {
    const refine = { type: "refine", id: 1, run: "a", iteration: 1, instruction: "" };
    assert.ok(matches(fromPanelSchema, refine));
    for (const field of ["id", "run", "iteration", "instruction"])
      assert.ok(!matches(fromPanelSchema, { ...refine, [field]: undefined }), field);
    for (const type of ["cancel", "discard", "show-run"]) {
      assert.ok(!matches(fromPanelSchema, { type, id: 1 }), type);
      assert.ok(!matches(fromPanelSchema, { type, run: "a" }), type);
    }
    assert.ok(!matches(fromPanelSchema, { type: "accept", id: 1, run: "a" }));
  });

  it("is nothing else", () => {
    const others: readonly unknown[] = [
      ...[undefined, null, "ready", [], {}],
      ...[{ type: "toString" }, { type: "constructor", id: 1 }],
      { type: "select", id: 1, run: "a", iteration: "2" },
      { type: "select", id: 1, run: "a", iteration: NaN },
      { type: "select", id: 1, run: "a", iteration: 0 },
      { type: "select", id: 0.5, run: "a", iteration: 1 },
      {
        ...{ type: "refine", id: 1, run: "a", iteration: 1 },
        instruction: "x".repeat(MAX_INSTRUCTION_LENGTH + 1),
      },
    ];
    for (const other of others) assert.ok(!matches(fromPanelSchema, other), JSON.stringify(other));
  });
});

describe("what the panel is sent", () => {
  it("is a reply: done, or refused with a reason", () => {
    assert.ok(matches(toPanelSchema, { type: "reply", id: 1, refusal: null }));
    assert.ok(matches(toPanelSchema, { type: "reply", id: 1, refusal: "It has ended." }));
    assert.ok(!matches(toPanelSchema, { type: "reply", id: 1 }));
    assert.ok(!matches(toPanelSchema, { type: "reply", refusal: null }));
  });

  it("is a state whose parts have the right shape", () => {
    const state = {
      phase: "running",
      runs: [],
      runId: null,
      title: "",
      model: null,
      notices: [],
      decisions: { count: 0, denied: 0, latest: [] },
      mockup: null,
      furtherMockups: [],
      iterations: [],
      best: null,
      selected: null,
      status: "",
      ...{
        work: viewWork(NO_WORK, false),
        said: [],
        draft: null,
        preview: null,
        isPaused: false,
        masks: [],
        pins: [],
        canSteer: false,
      },
      ...{ canRefine: false, canAccept: false, canDiscard: false },
    };
    assert.ok(matches(toPanelSchema, { type: "state", state }));
    for (const wrong of [{ phase: "sleeping" }, { runs: [{}] }, { iterations: [1] }, { best: "1" }])
      assert.ok(!matches(toPanelSchema, { type: "state", state: { ...state, ...wrong } }));
    assert.ok(!matches(toPanelSchema, { type: "state" }));
  });
});
