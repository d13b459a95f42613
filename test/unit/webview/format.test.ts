import assert from "node:assert/strict";
import type { PanelState, PanelIteration } from "../../../src/protocol/schemas/panelState";
import { describeChange, describeIteration, formatSize } from "../../../webview/format";
import { NO_WORK, viewWork } from "../../../src/vscode/runs/lines/modelWork";
import { iteration as line } from "../vscode/lines";

const iteration = (ordinal: number, fidelity?: number, accepted = true): PanelIteration => ({
  ordinal,
  line: line(ordinal, fidelity, accepted),
});
const state = (changes: Partial<PanelState>): PanelState => ({
  phase: "running",
  runs: [],
  runId: "1",
  title: "a.png",
  model: null,
  notices: [],
  decisions: { count: 0, denied: 0, latest: [] },
  work: viewWork(NO_WORK, false),
  mockup: null,
  furtherMockups: [],
  iterations: [],
  best: null,
  selected: null,
  status: "Drafting",
  said: [],
  draft: null,
  preview: null,
  isPaused: false,
  ...{ masks: [], pins: [] },
  canSteer: true,
  canRefine: false,
  canAccept: false,
  canDiscard: false,
  ...changes,
});

describe("what the panel says", () => {
  it("writes sizes for people", () => {
    assert.equal(formatSize({ width: 400, height: 300, deviceScaleFactor: 1 }), "400 × 300 px");
    assert.equal(formatSize({ width: 400, height: 300, deviceScaleFactor: 2 }), "400 × 300 px @2x");
  });

  it("describes an iteration to a screen reader", () => {
    assert.equal(describeIteration(iteration(2, 0.9), 2), "Iteration 2, fidelity 0.900, the best");
    assert.equal(
      describeIteration(iteration(3, 0.8, false), 2),
      "Iteration 3, fidelity 0.800, rolled back",
    );
    assert.match(describeIteration(iteration(1, undefined, false), null), /could not be drawn/);
  });

  it("announces new iterations and the end, and nothing else", () => {
    const before = state({});
    const drawn = state({ iterations: [iteration(1, 0.9)], best: 1 });
    assert.equal(describeChange(before, state({ status: "Rendering" })), "");
    assert.equal(describeChange(before, drawn), "Iteration 1, fidelity 0.900, the best.");
    assert.equal(describeChange(drawn, { ...drawn, phase: "finished", status: "Done." }), "Done.");
    assert.equal(describeChange(undefined, drawn), "");
    assert.equal(describeChange({ ...drawn, runId: "2" }, drawn), "");
  });
});
