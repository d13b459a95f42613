import assert from "node:assert/strict";
import type { RunLineUnion } from "../../../../src/protocol/runProtocol";
import type { SteerMessage } from "../../../../src/protocol/steering";
import {
  applyLine,
  beginRun,
  createRunState,
  describeResult,
  findBest,
  findSelected,
  hasEnded,
} from "../../../../src/vscode/runs/runState";
import type { RunState } from "../../../../src/vscode/runs/runState";
import { iteration, runEnd, runStart } from "../lines";

const fold = (...lines: RunLineUnion[]) =>
  lines.reduce(applyLine, beginRun(createRunState("1", "signup.png")));

describe("RunState", () => {
  it("waits, runs and ends", () => {
    const queued = createRunState("1", "signup.png");
    assert.equal(queued.phase, "queued");
    assert.equal(hasEnded(beginRun(queued)), false);
    assert.equal(hasEnded(fold(runStart(), iteration(1, 0.8), runEnd(1))), true);
  });

  it("selects the best iteration until somebody chooses another", () => {
    const state = fold(runStart(), iteration(1, 0.8), iteration(2, 0.7, false));
    assert.equal(findBest(state)?.ordinal, 1);
    assert.equal(findSelected(state)?.ordinal, 1);
    assert.equal(findSelected({ ...state, chosen: 2 })?.ordinal, 2);
    assert.equal(findSelected({ ...state, chosen: 9 })?.ordinal, 1);
  });

  it("numbers the iterations of a refinement on, without its starting point", () => {
    const first = fold(runStart(), iteration(1, 0.8), iteration(2, 0.85), runEnd(2));
    const lines = [runStart("/runs/2"), iteration(0, 0.85), iteration(1, 0.9), runEnd(1)];
    const state = lines.reduce(applyLine, beginRun({ ...first, chosen: 1 }));
    assert.deepEqual(
      state.iterations.map(({ ordinal, line }) => [ordinal, line.scores?.fidelity]),
      [
        [1, 0.8],
        [2, 0.85],
        [3, 0.9],
      ],
    );
    assert.equal(findSelected(state)?.ordinal, 3);
  });

  it("keeps the best of all runs when one started from a worse iteration", () => {
    const first = fold(runStart(), iteration(1, 0.8), iteration(2, 0.9), runEnd(2));
    const lines = [runStart("/runs/2"), iteration(0, 0.8), iteration(1, 0.85), runEnd(1)];
    const state = lines.reduce(applyLine, beginRun({ ...first, chosen: 1 }));
    assert.equal(findBest(state)?.ordinal, 2);
  });

  it("remembers who writes the code, and what was told of the model in this run", () => {
    const notice = { type: "notice", message: "The model runs on the CPU." } as const;
    const state = fold(runStart(), notice, notice, { ...notice, message: "Started again." });
    assert.equal(state.modelName, "tracer");
    assert.deepEqual(state.notices, ["The model runs on the CPU.", "Started again."]);
    assert.deepEqual(applyLine(state, runEnd(1)).notices, state.notices);
    assert.deepEqual(beginRun(state).notices, []);
  });

  it("remembers what it heard, is paused until it goes on, and leaves out what it was told last", () => {
    const mask = { x: 0, y: 0, width: 9, height: 9 };
    const heard = (...messages: readonly SteerMessage[]): RunState =>
      fold(
        ...[runStart(), iteration(1, 0.8)],
        ...messages.map((message): RunLineUnion => ({ type: "steer", iteration: 1, message })),
      );
    const paused = heard({ type: "say", text: "Wider" }, { type: "pause" });
    assert.deepEqual(paused.said, ["For iteration 2: Wider", "Paused."]);
    assert.equal(paused.isPaused, true);
    assert.equal(heard({ type: "pause" }, { type: "go-on" }).isPaused, false);
    assert.equal(heard({ type: "pause" }, { type: "stop" }).isPaused, false);
    assert.equal(
      applyLine(paused, runEnd(1)).isPaused,
      false,
      "a run that ended waits for nothing",
    );
    const masked = heard({ type: "mask", masks: [mask] });
    assert.deepEqual(masked.masks, [mask]);
    assert.deepEqual(beginRun(masked).masks, [mask], "the next run leaves them out, too");
    assert.deepEqual(heard({ type: "mask", masks: [mask] }, { type: "mask", masks: [] }).masks, []);
    assert.deepEqual(heard({ type: "edit", path: "a.css" }).said, [
      "Your change of a.css is measured.",
    ]);
    const pinned = heard({ type: "pin", pins: [mask] });
    assert.deepEqual([pinned.pins, pinned.masks], [[mask], []]);
    assert.deepEqual(beginRun(pinned).pins, [mask], "the next run minds them, too");
    const refusal = applyLine(paused, {
      ...{ type: "steer", iteration: 1, message: { type: "mask", masks: [mask] } },
      refused: "It lies outside.",
    });
    assert.deepEqual([refusal.said.at(-1), refusal.masks], ["Not done: It lies outside.", []]);
  });

  it("speaks of the editor's commands, not the command line's", () => {
    const error = {
      type: "error",
      ...{ mockup: "a", code: "MODEL_UNAVAILABLE", message: "It is missing." },
      remedy: { kind: "remove-model", id: "glm" },
    } as const;
    const notice = {
      type: "notice",
      message: "There is no GPU.",
      remedy: { kind: "check-machine" },
    } as const;
    assert.deepEqual(fold(notice, notice).notices, [
      "There is no GPU. “Mockloop: Check this machine” says why.",
    ]);
    assert.equal(
      fold(error).status,
      "It is missing. The bin in “Mockloop: Choose model” gets rid of it.",
    );
    const remedy = { kind: "verify-model" } as const;
    assert.match(fold({ ...runEnd(null), remedy }).status, /“Mockloop: Choose model” says which/);
  });

  it("tells a failure from an abort before anything was drawn", () => {
    const error = {
      type: "error",
      mockup: "a",
      code: "BROWSER_NOT_FOUND",
      message: "No.",
    } as const;
    assert.equal(fold(error).phase, "failed");
    assert.equal(fold({ ...error, code: "ABORTED" }).phase, "finished");
  });

  it("says what is going on, and how it ended", () => {
    const drafting = { type: "progress", iteration: 2, stage: "rendering" } as const;
    assert.equal(fold(iteration(1, 0.8), drafting).status, "Iteration 2: rendering");
    // A run that started from a draft shows that as the first.
    const started = fold(iteration(0, 0.8), { ...drafting, iteration: 1 });
    assert.equal(started.status, "Iteration 2: rendering");
    assert.equal(fold({ ...drafting, iteration: 0 }).status, "Rendering");
    assert.equal(
      describeResult(fold(runStart(), iteration(1, 0.8123), runEnd(1))),
      "signup.png: fidelity 0.812 after 1 iteration.",
    );
    const undrawn = fold(runStart(), iteration(1, undefined, false), runEnd(null));
    assert.equal(
      describeResult(undrawn),
      "signup.png: The render is as near to the mockup as was asked.",
    );
  });
});
